import Basics
import Casework
import HTTP
import Matters
import Office
import Storage

/// Somebody comes to have something done in a case that is on record, wherever it was filed: known by a document first.
extension AgencyPages {
    func visitor(
        _ visit: Visit, _ id: CaseId, form: SubmittedForm = SubmittedForm(), problems: [FormProblem] = []
    ) async throws -> Response {
        let view = try await desk.view(id, by: visit.principal)
        let acts = VisitorAct.allCases.filter { view.acts.contains($0.act) }
        guard !acts.isEmpty else { return .seeOther(FilingPaths.agency.caseRecord(id).address) }
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.sentence }
        return try office.page(
            "核验来人身份", visit, above: [(view.summary.number, FilingPaths.agency.caseRecord(id))],
            hasProblems: !problems.isEmpty, status: problems.isEmpty ? .ok : .unprocessable,
            """
            <h1>核验来人身份</h1>
            <p class="lead">\(Catalogue.name(of: view.summary.matter)) · \(view.summary.subject) · 办件编号 \(view.summary.number)</p>
            <p>申请人到窗口要求修改、撤回申请或者申请复查的，核验身份后办理；由谁办理、怎样核验，记入办件。</p>
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: $0.field, sentence: $0.sentence) }))
            \(PostForm(to: AgencyPaths.visitor(id), visit, """
                <input type="hidden" name="version" value="\(view.state.version)">
                \(IntakeForm(view.state.application.applicant.kind, form, problems).identity)
                \(FormField(
                    "act", "要求办理", .choice(acts.map { .init($0.rawValue, $0.chinese) }), value: form["act"],
                    problem: problem("act")))
                \(FormField(
                    "reason", "原因", .text(maxLength: 200), hint: "撤回、申请复查的，按来人的陈述填写。", isRequired: false,
                    value: form["reason"], problem: problem("reason")))
                <div class="actions">\(Button("下一步"))</div>
                """))
            </div>
            """)
    }

    func come(_ visit: Visit, _ form: SubmittedForm, _ id: CaseId) async throws -> Response {
        let principal = try visit.principal
        let view = try await desk.view(id, by: principal)
        let applicant = view.state.application.applicant
        let name = applicant.newcomer == nil ? try await desk.name(of: applicant) : ""
        var problems: [FormProblem] = []
        var check: IdentityCheck?
        switch IntakeForm.check(form, applicant.kind, name: name, by: principal, on: desk.today) {
        case .success(let known): check = known
        case .failure(let unread): problems = unread.problems
        }
        let act = form["act"].flatMap(VisitorAct.init)
        if act == nil { problems.append(FormProblem("act", "请选择要求办理的事情。")) }
        let reason = (form["reason"] ?? "").trimmed
        if let act, act != .supplement, reason.isEmpty {
            problems.append(FormProblem("reason", "请填写\(act.chinese)的原因。"))
        }
        guard problems.isEmpty, let act, let check else {
            return try await visitor(visit, id, form: form, problems: problems)
        }
        if let person = view.summary.person {
            try await office.note(visit, "窗口\(act.chinese)办件 \(view.summary.number)，\(check.proof)", .person(person))
        }
        let version = form["version"].flatMap { Int($0) } ?? 0
        do {
            switch act {
            case .supplement:
                let draft = try await desk.beginSupplement(id, by: principal, knownBy: check)
                return .seeOther(FilingPaths.agency.draft(draft).address)
            case .withdraw:
                try await desk.withdraw(id, version: version, reason: reason, by: principal, knownBy: check)
            case .appeal:
                try await desk.appeal(id, version: version, reason: reason, by: principal, knownBy: check)
            }
            return .seeOther(FilingPaths.agency.caseRecord(id).address)
        } catch let refusal as VisitorRefusal {
            return try await visitor(
                visit, id, form: form, problems: [FormProblem(refusal.field.rawValue, refusal.sentence)])
        } catch let refusal as DeskRefusal where refusal != .notFound {
            return try await CasePages(office, in: .agency).record(visit, id, refusal: refusal)
        }
    }
}
