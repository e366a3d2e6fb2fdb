package import Basics
package import Documents
import Office
package import Records
package import Storage

package enum EmployerPaths {
    package static let home = Path("/employer")
    /// Says that what medical insurance refused, by the case's number, has been filed with it.
    package static let filedWithMedical = Path("/employer/medical-refused/{case}", String.self)
    package static let staff = Path("/employer/staff")
    package static let member = Path("/employer/staff/{person}", PersonId.self)
    package static let papers = Path("/employer/papers")
    /// What is registered of the employer, and its history.
    package static let unit = Path("/employer/unit")
    /// The yearly declaration of wages: who is declared for and who is not.
    package static let wages = Path("/employer/wages")
    package static let plans = Path("/employer/plans")
    package static let plan = Path("/employer/plans/{plan}", String.self)
    /// 定制查询: its conditions and what they find, the same as a file, and those kept.
    package static let query = Path("/employer/query")
    package static let queryFile = Path("/employer/query/{kind}", TableFileKind.self)
    package static let queries = Path("/employer/queries")
    package static let savedQuery = Path("/employer/queries/{query}", SavedQueryId.self)
    package static let deleteQuery = Path("/employer/queries/{query}/delete", SavedQueryId.self)
    package static let planFile = Path("/employer/plans/{plan}/people/{kind}", String.self, TableFileKind.self)
    package static let transcriptFile = Path("/employer/account/transcript/{kind}", TableFileKind.self)
    package static let basesFile = Path("/employer/account/bases/{kind}", TableFileKind.self)
    package static let yearlyFile = Path("/employer/account/yearly/{kind}", TableFileKind.self)
    package static let account = Path("/employer/account")
    package static let accountMonth = Path("/employer/account/months/{month}", Month.self)
    package static let transcript = Path("/employer/account/transcript")
    package static let taxAccount = Path("/employer/account/tax")
    package static let arrears = Path("/employer/account/arrears")
    package static let bases = Path("/employer/account/bases")
    package static let yearly = Path("/employer/account/yearly")
    package static let calendar = Path("/employer/calendar")
    /// The same as a file for a calendar program.
    package static let calendarFile = Path("/employer/calendar.ics")
    package static let operators = Path("/employer/operators")
    static let newOperator = Path("/employer/operators/new")
    static let `operator` = Path("/employer/operators/{login}", Int.self)
    static let inviteOperator = Path("/employer/operators/{login}/invite", Int.self)
    static let removeOperator = Path("/employer/operators/{login}/remove", Int.self)
    package static let difference = Path("/employer/plans/{plan}/difference", String.self)
}

/// Where a page of the staff list begins or ends: `17-23`, a person and an enrolment.
extension Staff.Place: PathParameter {
    package var pathText: String { "\(person)-\(enrolment)" }

    package init?(pathText: String) {
        let parts = pathText.utf8.count <= 40 ? pathText.split(separator: "-", omittingEmptySubsequences: false) : []
        guard parts.count == 2, let person = PersonId(pathText: String(parts[0])),
            let enrolment = EnrolmentId(pathText: String(parts[1]))
        else { return nil }
        self.init(person: person, enrolment: enrolment)
    }
}

extension Portal {
    package static let employer = Portal(
        "单位办事", home: EmployerPaths.home(),
        items: [
            Item("首页", EmployerPaths.home()), Item("参保职工", EmployerPaths.staff()),
            Item("缴费计划", EmployerPaths.plans()), Item("单位账户", EmployerPaths.account()),
            Item("单位文书", EmployerPaths.papers()), Item("办事日历", EmployerPaths.calendar()),
            Item("办理业务", FilingPaths.employer.matters()),
            Item("我的办件", FilingPaths.employer.cases()),
            Item("单位信息", EmployerPaths.unit()),
            Item("经办人员", EmployerPaths.operators()),
        ], logOut: EntryPaths.logOut())
}

extension TableFileKind: PathParameter {}
