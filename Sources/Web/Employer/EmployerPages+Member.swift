import Basics
import Casework
import HTTP
import Office
import Records
import Storage

extension EmployerPages {
    func member(_ visit: Visit, _ person: PersonId) async throws -> Response {
        let view = try await pages.staffMember(person, by: visit.principal)
        try await note(visit, "查看职工参保信息", .person(person))
        return Page(view.person.name, in: .employer, above: [("参保职工", EmployerPaths.staff())], Self.member(view))
            .response(to: visit)
    }

    private static func member(_ view: StaffMemberView) -> Markup {
        let person = view.person
        return """
            <h1>\(person.name)</h1>
            <p class="lead">社会保障号码 \(person.number)</p>
            <div class="measure">
            \(SummaryList([
                .init("性别", person.sex.chinese), .init("出生日期", person.bornOn.chinese),
                .init("户口性质", person.household.chinese), .init("手机号码", person.phone.map(Masked.number) ?? "未登记"),
            ]))
            \(each: view.enrolments, { employment($0, view) })
            <h2>在本单位的缴费</h2>
            <p class="quiet">近十二个月由本单位申报的缴费。点开金额，可以看到计算过程和政策依据。</p>
            \(MonthRecords(Pages.monthRecords(of: view), showsEmployer: false))
            </div>
            <p class="quiet">此处只显示与本单位有关的参保和缴费信息。每次查看都会留下记录，职工本人可以查询。</p>
            """
    }

    private static func employment(_ employment: StaffMemberView.Employment, _ view: StaffMemberView) -> Markup {
        let (member, contract) = (employment.member, employment.contract)
        let until = member.endedOn.map { "至\($0.chinese)" } ?? "至今"
        return """
            <h2>参保情况</h2>
            \(SummaryList([
                .init("用工时间", "\(member.beganOn.chinese)\(until)"),
                .init("申报工资", member.wage.map { "\($0)元" } ?? "未申报"),
                .init("劳动合同", contract.map(text) ?? "未登记"), .init("岗位", contract?.occupation ?? "未登记"),
            ]))
            \(DataTable("参保险种", member.spans, columns: [
                .heading("险种") { Markup(view.names.name($0.line)) }, .text("起始月份") { $0.first.chinese },
                .text("截止月份") { $0.last?.chinese ?? "继续参保" },
                .text("经办") { view.names.isOwn($0.line) ? "社会保险经办机构" : "医疗保障部门" },
                .text("办理情况") { view.names.isOwn($0.line) ? "已办理" : member.medical.sentence },
            ]))
            \(if: employment.wages.count > 1, wages(employment))
            """
    }

    private static func wages(_ employment: StaffMemberView.Employment) -> Markup {
        DataTable(
            "历次申报工资", employment.wages,
            columns: [.heading("执行起始月份") { Markup($0.from.chinese) }, .amount("申报工资（元）", \.amount)]
        ).markup
    }

    private static func text(_ contract: LabourContract) -> String {
        let until = contract.endsOn.map { "至\($0.chinese)" } ?? "起"
        return "\(contract.term.chinese)，\(contract.beginsOn.chinese)\(until)"
    }
}
