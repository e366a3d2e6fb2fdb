import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

/// Taking in at the counter: who has come, what they have shown, which matter. Then the same pages as on the web.
extension AgencyPages {
    func counter(_ visit: Visit) async throws -> Response {
        let text = visit.query.search()
        let found = text.isEmpty ? nil : try await desk.search(text, by: visit.principal)
        if let people = found?.people, !people.isEmpty {
            try await office.note(visit, "窗口受理查找来人", .people(people.map(\.id)))
        }
        return try office.page(
            "窗口受理", visit,
            """
            <div class="head"><h1>窗口受理</h1><p class="links-beside"><a href="\(AgencyPaths.counterToday())">今日受理和待交付</a>\
            <a href="\(FilingPaths.agency.drafts())">未提交的申请</a></p></div>
            <p class="lead">先查找来办事的单位或个人，核验身份后选择事项。</p>
            \(SearchForm(to: AgencyPaths.counter(), """
                \(FormField(
                    "q", "号码或名称", .search(maxLength: 60), hint: "单位查名称或统一社会信用代码，个人查姓名或社会保障号码。", value: text))\
                \(Button("查找", .secondary))
                """))
            \(optional: found, { visitors($0) })
            """)
    }

    private func visitors(_ found: Findings) -> Markup {
        if let problem = found.mistyped, found.people.isEmpty {
            return Notice(.warning, "身份证号码有误", "<p>\(problem.sentence)</p>").markup
        }
        if let unit = found.unit, !unit.isOnRecord { return notOnRecord(unit) }
        if let unit = found.unit, unit.isOnRecord, found.employers.isEmpty { return ofAnotherRegion(unit) }
        if let number = found.newcomer { return notOnRecord(number) }
        if found.people.isEmpty, found.employers.isEmpty { return Self.unknown }
        return """
            \(if: !found.employers.isEmpty, employers(found.employers, AgencyPaths.counterEmployer))
            \(if: !found.people.isEmpty, people(found.people, AgencyPaths.counterPerson))
            """
    }

    /// What can be done for somebody who is not on record.
    private static let unknown: Markup = """
        \(EmptyState("没有找到相符的单位或个人。请核对号码和名称；在其他统筹区参保的单位，请到其参保地办理。"))
        <h2>没有登记的来人</h2>
        <ul>
        <li>单位：请输入完整的统一社会信用代码查找，尚未登记的可以在这里为其办理单位社会保险登记。</li>
        <li>个人：请输入完整的公民身份号码查找，尚未登记的可以在这里为其办理个人社会保险登记；没有居民身份证的，由用人单位办理港澳台居民、外国人参保登记。</li>
        </ul>
        """

    /// A unit that is on record in a region that this counter does not serve.
    private func ofAnotherRegion(_ unit: UnitFinding) -> Markup {
        Notice(
            .info, "\(unit.code.text)已经办理社会保险登记",
            "<p>该单位在其他统筹区参保，本窗口不能查看和受理，无需重复登记。请到其参保地经办机构办理，或者在网上服务平台办理。</p>"
        ).markup
    }

    /// A unit that no branch has on record can be registered here.
    private func notOnRecord(_ unit: UnitFinding) -> Markup {
        let known =
            switch unit.answer {
            case .found(let shared, _): "登记机关登记的单位是\(shared.name)（\(shared.status.chinese)），有共享信息，登记时无需提供材料。"
            case .notFound: "登记机关也没有这一代码的共享信息，请先核对代码；代码无误的，登记时须提供证照和法定代表人（负责人）身份证件。"
            case .silent, .notAsked: "登记机关暂时没有答复，登记时须提供证照和法定代表人（负责人）身份证件。"
            }
        return Notice(
            .info, "\(unit.code.text)尚未办理社会保险登记",
            """
            <p>\(each: unit.code.toBeConfirmed, { "\($0.what)" })\(known)</p>
            <div class="actions">\(LinkButton("为该单位办理登记", to: AgencyPaths.counterUnit(unit.code.text)))</div>
            """
        ).markup
    }

    /// Somebody whom no employer has enrolled yet can be registered here.
    private func notOnRecord(_ number: CitizenNumber) -> Markup {
        Notice(
            .info, "\(number.text)尚未办理社会保险登记",
            """
            <p>请先对照居民身份证核对号码。登记后即可为其办理个人事项；由用人单位参保的，单位在“职工参保登记（增员）”中一并登记，无需在此办理。</p>
            <div class="actions">\(LinkButton("为该人员办理登记", to: AgencyPaths.counterNewcomer(number.text)))</div>
            """
        ).markup
    }

    /// The intake of a newcomer; who has been registered meanwhile is led to as the person that they are.
    func newcomerIntake(_ visit: Visit, _ applicant: Applicant) async throws -> Response {
        if let number = applicant.newcomer, let id = try await desk.personOnRecord(number, for: visit.principal) {
            return .seeOther(AgencyPaths.counterPerson(id).address)
        }
        return try await intake(visit, applicant, problems: [])
    }

    private struct Visiting {
        let name: String
        let number: String
        /// Whose records are read; nobody's of a unit that is not on record.
        let subject: ReadSubject?
        let target: Link
    }

    private func visiting(_ applicant: Applicant, _ visit: Visit) async throws -> Visiting {
        switch applicant {
        case .employer(let id):
            let employer = try await desk.employer(id, for: visit.principal).employer
            return Visiting(
                name: employer.name, number: employer.creditCode,
                subject: .list(id, filter: "", page: 1), target: AgencyPaths.counterEmployer(id))
        case .person(let id):
            let person = try await desk.person(id, for: visit.principal).person
            return Visiting(
                name: person.name, number: Masked.number(person.number), subject: .person(id),
                target: AgencyPaths.counterPerson(id))
        case .unit(let creditCode):
            guard (try? CreditCode(creditCode))?.text == creditCode else { throw PageProblem.notFound }
            return Visiting(
                name: try await desk.name(of: applicant), number: creditCode, subject: nil,
                target: AgencyPaths.counterUnit(creditCode))
        case .newcomer(let number):
            guard (try? CitizenNumber(number))?.text == number else { throw PageProblem.notFound }
            return Visiting(
                name: "尚未参保登记的个人", number: number, subject: nil, target: AgencyPaths.counterNewcomer(number))
        case .partner, .agency: throw PageProblem.notFound
        }
    }

    func intake(
        _ visit: Visit, _ applicant: Applicant, form: SubmittedForm = SubmittedForm(), problems: [FormProblem]
    ) async throws -> Response {
        let visiting = try await visiting(applicant, visit)
        return try office.page(
            "核验身份", visit, above: [("窗口受理", AgencyPaths.counter())], hasProblems: !problems.isEmpty,
            status: problems.isEmpty ? .ok : .unprocessable,
            """
            <h1>\(visiting.name)</h1>
            <p class="lead">\(visiting.number)</p>
            \(optional: applicant.employer, { "<p><a href=\"\(BatchPaths.atCounter($0))\">用文件批量办理</a></p>" })
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: $0.field, sentence: $0.sentence) }))
            \(PostForm(to: visiting.target, visit, IntakeForm(applicant.kind, form, problems).markup))
            </div>
            """)
    }

    func begin(_ visit: Visit, _ form: SubmittedForm, _ applicant: Applicant) async throws -> Response {
        let principal = try visit.principal
        let visiting = try await visiting(applicant, visit)
        let reading = IntakeForm.read(
            form, applicant.kind, name: applicant.newcomer == nil ? visiting.name : "", by: principal, on: desk.today)
        guard case .success(let intake) = reading else {
            guard case .failure(let unread) = reading else { throw PageProblem.notFound }
            return try await self.intake(visit, applicant, form: form, problems: unread.problems)
        }
        if let subject = visiting.subject {
            try await office.note(visit, "窗口办理“\(intake.matter.card.name)”，\(intake.check.proof)", subject)
        }
        do {
            let draft = try await desk.beginAtCounter(
                intake.matter.card.slug, for: applicant, knownBy: intake.check, through: intake.channel, by: principal)
            return .seeOther(FilingPaths.agency.draft(draft).address)
        } catch let refusal as VisitorRefusal {
            let problem = FormProblem(refusal.field.rawValue, refusal.sentence)
            return try await self.intake(visit, applicant, form: form, problems: [problem])
        }
    }
}

/// What the teller has handled today and what waits to be handed out.
extension AgencyPages {
    func counterDay(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let day = try await desk.counterDay(of: principal)
        let people = Set((day.takenIn + day.toHandOut).compactMap(\.person)).sorted()
        if !people.isEmpty { try await office.note(visit, "查看本人窗口办件", .people(people)) }
        return try office.page(
            "今日受理和待交付", visit, above: [("窗口受理", AgencyPaths.counter())],
            """
            <h1>今日受理和待交付</h1>
            <p class="lead">\(principal.name) · \(day.today.chinese)</p>
            <h2>待交付的结果（\(day.toHandOut.count)件）</h2>
            <p class="quiet">在窗口受理、已经办结、尚未交给申请人的。打开办件，打印文书后记录交付。</p>
            \(cases(day.toHandOut, none: "没有待交付的结果"))
            <h2>今日受理（\(day.takenIn.count)件）</h2>
            \(cases(day.takenIn, none: "今天还没有受理办件"))
            """)
    }

    private func cases(_ cases: [Cases.Summary], none: String) -> Markup {
        if cases.isEmpty { return EmptyState(none).markup }
        return CaseTable(cases, isApplicant: false, record: FilingPaths.agency.caseRecord).markup
    }

    func handOut(_ visit: Visit, _ form: SubmittedForm, _ id: CaseId) async throws -> Response {
        do {
            try await desk.handOut(id, to: form["recipient"] ?? "", by: visit.principal)
        } catch let refusal as DeskRefusal where refusal != .notFound {
            return try await CasePages(office, in: .agency).record(visit, id, refusal: refusal)
        }
        return .seeOther(FilingPaths.agency.caseRecord(id).address)
    }

    func receiptFile(_ visit: Visit, _ id: CaseId) async throws -> Response {
        let view = try await desk.view(id, by: visit.principal)
        guard Catalogue.matter(view.summary.matter) != nil else { throw PageProblem.neverTakenIn }
        if let person = view.summary.person {
            try await office.note(visit, "打印受理凭条 \(view.summary.number)", .person(person))
        }
        let pdf = try await atTheDrawingTable { try await office.forms.receipt(of: view) }
        return .printable(pdf, fileName: "\(AcceptanceReceipt.title(of: view.state))-\(view.summary.number).pdf", visit)
    }
}

/// What of a counter's case has been or can be handed out.
struct Handing: Component {
    private let view: CaseView
    private let visit: Visit

    init(_ view: CaseView, _ visit: Visit) {
        self.view = view
        self.visit = visit
    }

    var markup: Markup {
        if let handout = view.handout {
            return "<p class=\"quiet\">结果已于\(handout.on.chinese)由\(handout.by)交付\(handout.recipient)。</p>"
        }
        let target = AgencyPaths.handOut(view.summary.id)
        guard view.canBeHandedOut, visit.visitor.roles.contains(.teller) else { return .empty }
        return """
            <details class="act"><summary>记录交付结果</summary>
            \(PostForm(to: target, visit, """
                \(FormField(
                    "recipient", "领取人", .text(maxLength: 50), hint: "核对领取人身份证件后填写姓名。",
                    value: view.state.application.identityCheck?.visitor ?? ""))
                <div class="actions">\(Button("已交付"))</div>
                """))
            </details>
            """
    }
}
