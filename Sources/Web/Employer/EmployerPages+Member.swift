import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

extension EmployerPages {
    func member(_ visit: Visit, _ person: PersonId) async throws -> Response {
        let view = try await pages.staffMember(person, by: visit.principal)
        try await note(visit, "查看职工参保信息", .person(person))
        return Page(
            view.person.name, in: .employer, above: [("参保职工", EmployerPaths.staff())], Self.member(view, visit)
        ).response(to: visit)
    }

    private static func member(_ view: StaffMemberView, _ visit: Visit) -> Markup {
        let person = view.person
        let current = view.enrolments.first
        return """
            <div class="head"><h1>\(person.name)</h1>\(optional: current, { standing($0.member, view.thisMonth) })</div>
            <p class="lead">社会保障号码 \(person.number)</p>
            <div class="measure">
            \(SummaryList(person.documentEntries() + [
                .init("性别", person.sex.chinese), .init("出生日期", person.bornOn.chinese),
                .init("户口性质", person.household.chinese), .init("手机号码", person.phone.map(Masked.number) ?? "未登记"),
            ]))
            \(optional: current, { acts($0, person, view.thisMonth, visit) })
            \(each: view.enrolments, { employment($0, view) })
            <h2>在本单位的缴费</h2>
            <p class="quiet">近十二个月由本单位申报的缴费。点开金额，可以看到计算过程和政策依据。</p>
            \(MonthRecords(Pages.monthRecords(of: view), showsEmployer: false))
            \(PostForm(to: FilingPaths.employer.apply(StaffMatters.recordSlug), visit, classes: "inline", """
                <input type="hidden" name="\(StaffMatters.numberField)" value="\(person.number)">\
                \(Button("出具该职工缴费记录", .secondary))
                """))
            </div>
            <p class="quiet">此处只显示与本单位有关的参保和缴费信息。每次查看都会留下记录，职工本人可以查询。</p>
            """
    }

    /// What can be filed for one of the employer's people, with the number filled in.
    private static func acts(
        _ employment: StaffMemberView.Employment, _ person: InsuredPerson, _ month: Month, _ visit: Visit
    ) -> Markup {
        guard employment.member.endedOn == nil else { return .empty }
        return """
            <div class="actions">\(each: StaffMatters.offered(toSuspended: employment.member.isSuspended), { card in
                PostForm(to: FilingPaths.employer.apply(card.slug), visit, classes: "inline", """
                    <input type="hidden" name="\(StaffMatters.numberField)" value="\(person.number)">\
                    \(Button(card.name, .secondary))
                    """).markup
            })</div>
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
                .init("用工形式", contract?.work.chinese ?? "未登记"), .init("劳动合同", contract.map(text) ?? "未登记"), .init("岗位", contract?.occupation ?? "未登记"),
            ]))
            \(DataTable("参保险种", member.spans, columns: [
                .heading("险种") { Markup(view.names.name($0.line)) }, .text("起始月份") { $0.first.chinese },
                .text("截止月份") { $0.last?.chinese ?? "继续参保" },
                .text("经办") { view.names.isOwn($0.line) ? "社会保险经办机构" : "医疗保障部门" },
                .text("办理情况") { view.names.isOwn($0.line) ? "已办理" : member.medical.sentence },
            ]))
            \(if: employment.wages.count > 1, wages(employment))
            \(if: !employment.changes.isEmpty, changes(employment))
            """
    }

    private static func changes(_ employment: StaffMemberView.Employment) -> Markup {
        DataTable(
            "参保变更", employment.changes,
            columns: [
                .heading("变更") {
                    "<a href=\"\(FilingPaths.employer.caseRecord($0.caseId))\">\($0.change.kind.chinese)</a>"
                },
                .text("生效") { $0.change.effectText }, .text("原因") { $0.change.reasonText ?? "—" },
                .text("办理日期") { $0.madeOn.chinese },
            ]
        ).markup
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

extension EnrolmentChange {
    /// A day where it ends or goes on, a month otherwise.
    var effectText: String {
        switch kind {
        case .ended, .endTakenBack: effectiveOn.chinese
        case .suspended, .resumed, .wageChanged, .wageOfYearDeclared, .suspensionTakenBack, .resumptionTakenBack,
            .wageTakenBack:
            "\(effectiveOn.month.chinese)起"
        }
    }
}
