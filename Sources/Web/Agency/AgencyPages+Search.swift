import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

/// Looking up people, employers, cases and papers. Each look at a person says why, and the person can read it.
extension AgencyPages {
    func search(_ visit: Visit) async throws -> Response {
        let text = visit.query.search()
        let found = text.isEmpty ? nil : try await desk.search(text, by: visit.principal)
        if let people = found?.people, !people.isEmpty {
            try await office.note(visit, "按姓名或号码查询", .people(people.map(\.id)))
        }
        return try office.page(
            "查询", visit,
            """
            <h1>查询</h1>
            <p class="lead">可以查社会保障号码、姓名、单位名称、统一社会信用代码、办件编号和文书编号。</p>
            \(SearchForm(to: AgencyPaths.search(), """
                \(FormField("q", "号码、名称或编号", .search(maxLength: 60), value: text))\
                \(Button("查询", .secondary))
                """))
            \(optional: found?.unit, doubts)
            \(optional: found, { findings($0) })
            """)
    }

    private func findings(_ found: Findings) -> Markup {
        if let problem = found.mistyped, found.isEmpty { return EmptyState(problem.sentence).markup }
        if found.isEmpty { return EmptyState("没有找到相符的记录。姓名和单位名称须从第一个字开始，号码须完整。").markup }
        return """
            \(if: !found.people.isEmpty, people(found.people, AgencyPaths.person))
            \(if: !found.employers.isEmpty, employers(found.employers, AgencyPaths.employer))
            \(if: !found.cases.isEmpty, CaseTable(
                found.cases, isApplicant: false, record: FilingPaths.agency.caseRecord).markup)
            \(if: !found.papers.isEmpty, papers(found.papers))
            """
    }

    /// A credit code whose check digits do not add up is looked up all the same: some genuine early codes fail them, and
    /// what the register that gave it says counts.
    private func doubts(about unit: UnitFinding) -> Markup {
        guard !unit.code.toBeConfirmed.isEmpty else { return "" }
        let register = Partner.register(of: unit.code.text).name
        let sentence =
            switch unit.answer {
            case .found(let shared, _): "\(register)登记这一代码的单位是\(shared.name)（\(shared.status.chinese)），以登记信息为准。"
            case .notFound: "\(register)也没有登记这一代码，请对照证书核对。"
            case .silent, .notAsked: "\(register)暂时没有答复，尚未核实，请对照证书核对。"
            }
        return Notice(
            unit.answer.unit == nil ? .warning : .info, "统一社会信用代码的校验码不符",
            "<p>\(each: unit.code.toBeConfirmed, { "\($0.what)" })\(sentence)</p>"
        ).markup
    }

    func people(_ people: [InsuredPerson], _ path: Path<PersonId>) -> Markup {
        DataTable(
            "个人", people, narrow: .brief,
            columns: [
                .heading("姓名") { "<a href=\"\(path($0.id))\">\($0.name)</a>" },
                .text("社会保障号码") { Masked.number($0.number) },
                .text("性别") { $0.sex.chinese },
            ]
        ).markup
    }

    func employers(_ employers: [Employer], _ path: Path<EmployerId>) -> Markup {
        DataTable(
            "单位", employers, narrow: .brief,
            columns: [
                .heading("单位名称") { "<a href=\"\(path($0.id))\">\($0.name)</a>" },
                .text("统一社会信用代码") { $0.creditCode },
            ]
        ).markup
    }

    private func papers(_ papers: [IssuedPaper]) -> Markup {
        DataTable(
            "文书", papers,
            columns: [
                .heading("文书") { "<a href=\"\(FilingPaths.agency.caseRecord($0.caseId))\">\($0.paper.title)</a>" },
                .text("编号") { $0.number }, .figure("出具日期") { $0.paper.issuedOn.chinese },
                .text("状态") { $0.withdrawal == nil ? "有效" : "已作废" },
            ]
        ).markup
    }
}

/// A person's and an employer's pages for the staff.
extension AgencyPages {
    /// Says first why; then the page is shown, and the reading noted.
    func person(_ visit: Visit, _ id: PersonId) async throws -> Response {
        let file = try await desk.person(id, for: visit.principal)
        guard let purpose = visit.purpose else {
            return try office.askPurpose(
                visit, "查看个人信息", "每次查看都会记录查看人、时间和用途，本人可以在“谁看过我的记录”中看到。", AgencyPaths.person(id),
                above: [("查询", AgencyPaths.search())])
        }
        try await office.note(visit, purpose, .person(id))
        let person = file.person
        return try office.page(
            person.name, visit, above: [("查询", AgencyPaths.search())],
            """
            <div class="head"><h1>\(person.name)</h1>\
            \(if: visit.visitor.roles.contains(.teller), LinkButton(
                "为此人办理业务", to: AgencyPaths.counterPerson(id), .secondary).markup)</div>
            \(SummaryList([
                .init("社会保障号码", person.number), .init("性别", person.sex.chinese),
                .init("出生日期", person.bornOn.chinese), .init("户口性质", person.household.chinese),
                .init("民族", person.ethnicity.isEmpty ? "—" : person.ethnicity), .init("手机号码", person.phone ?? "—"),
            ] + person.documentEntries(isWhole: true)))
            <h2>参保经历</h2>
            \(if: file.enrolments.isEmpty, EmptyState("没有参保记录").markup)
            \(if: !file.enrolments.isEmpty, enrolments(file))
            <h2>办件</h2>
            \(if: file.cases.isEmpty, EmptyState("没有办件").markup)
            \(if: !file.cases.isEmpty, CaseTable(
                file.cases, isApplicant: false, record: FilingPaths.agency.caseRecord).markup)
            """)
    }

    private func enrolments(_ file: PersonFile) -> Markup {
        DataTable(
            "参保经历", file.enrolments,
            columns: [
                .heading("单位") { Markup(file.employerNames[$0.employer] ?? "") },
                .figure("用工起始日期") { $0.beganOn.chinese },
                .figure("终止日期") {
                    $0.voidedOn.map { "\($0)撤销" } ?? $0.endedOn?.description
                        ?? ($0.isSuspended ? "暂停缴费" : "—")
                },
                .amount("申报工资（元）") { $0.declaredWage },
            ]
        ).markup
    }

    func employer(_ visit: Visit, _ id: EmployerId) async throws -> Response {
        let file = try await desk.employer(id, for: visit.principal)
        let employer = file.employer
        // The employers of one's own branch are one's daily work; whose are another's, one says why.
        guard let purpose = file.isOfOtherBranch ? visit.purpose : "查看单位办件" else {
            return try office.askPurpose(
                visit, "查看其他经办机构的单位", "\(employer.name)属于\(file.unit.branchName)。每次查看都会记录查看人、时间和用途。",
                AgencyPaths.employer(id), above: [("查询", AgencyPaths.search())])
        }
        if file.isOfOtherBranch || !file.cases.isEmpty {
            try await office.note(visit, purpose, .list(id, filter: "最近办件", page: 1))
        }
        return try office.page(
            employer.name, visit, above: [("查询", AgencyPaths.search())],
            """
            <div class="head"><h1>\(employer.name)</h1>\
            \(if: visit.visitor.roles.contains(.teller), LinkButton(
                "为该单位办理业务", to: AgencyPaths.counterEmployer(id), .secondary).markup)</div>
            <p class="lead">登记状态：\(file.unit.closing.map { "\($0.closedOn.chinese)注销（\($0.reason.chinese)）" } ?? "正常")</p>
            \(RegisteredItems(file.unit))
            <h2>登记和变更记录</h2>
            \(RegistrationHistory(file.unit) { FilingPaths.agency.caseRecord($0) })
            <h2>缴费计划</h2>
            \(if: file.plans.isEmpty, EmptyState("没有缴费计划").markup)
            \(if: !file.plans.isEmpty, plans(file.plans))
            <h2>最近办件</h2>
            \(if: file.cases.isEmpty, EmptyState("没有办件").markup)
            \(if: !file.cases.isEmpty, CaseTable(
                file.cases, isApplicant: false, record: FilingPaths.agency.caseRecord).markup)
            """)
    }

    private func plans(_ plans: [ContributionPlan]) -> Markup {
        DataTable(
            "缴费计划", plans,
            columns: [
                .heading("费款所属期") { "\($0.period) 第\($0.sequence)次" }, .text("计划号") { $0.number },
                .figure("人数") { "\($0.people)" }, .figure("生成日期") { $0.madeOn.chinese },
                .amount("应缴（元）") { $0.unit + $0.personShare },
            ]
        ).markup
    }
}
