import Office
package import Records

package enum EmployerPaths {
    package static let home = Path("/employer")
    /// Says that what medical insurance refused, by the case's number, has been filed with it.
    package static let filedWithMedical = Path("/employer/medical-refused/{case}", String.self)
    package static let staff = Path("/employer/staff")
    package static let member = Path("/employer/staff/{person}", PersonId.self)
    package static let plans = Path("/employer/plans")
    package static let plan = Path("/employer/plans/{plan}", String.self)
    package static let difference = Path("/employer/plans/{plan}/difference", String.self)
}

extension Portal {
    package static let employer = Portal(
        "单位办事", home: EmployerPaths.home(),
        items: [
            Item("首页", EmployerPaths.home()), Item("参保职工", EmployerPaths.staff()),
            Item("缴费计划", EmployerPaths.plans()), Item("办理业务", FilingPaths.employer.matters()),
            Item("我的办件", FilingPaths.employer.cases()),
        ], logOut: EntryPaths.logOut())
}
