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
        let text = String((visit.query["q"] ?? "").trimmed.prefix(60))
        let found = text.isEmpty ? nil : try await desk.search(text, by: visit.principal)
        if let people = found?.people, !people.isEmpty {
            try await office.note(visit, "窗口受理查找来人", .people(people.map(\.id)))
        }
        return try office.page(
            "窗口受理", visit,
            """
            <div class="head"><h1>窗口受理</h1><p><a href="\(FilingPaths.agency.drafts())">未提交的申请</a></p></div>
            <p class="lead">先查找来办事的单位或个人，核验身份后选择事项。</p>
            \(SearchForm(to: AgencyPaths.counter(), """
                \(FormField("q", "号码或名称", .search(maxLength: 60), value: text))\
                \(Button("查找", .secondary))
                """))
            \(optional: found, { visitors($0) })
            """)
    }

    private func visitors(_ found: Findings) -> Markup {
        if found.people.isEmpty, found.employers.isEmpty {
            return EmptyState("没有找到相符的单位或个人。属于其他经办机构的单位，请到其所属机构办理。").markup
        }
        return """
            \(if: !found.employers.isEmpty, employers(found.employers, AgencyPaths.counterEmployer))
            \(if: !found.people.isEmpty, people(found.people, AgencyPaths.counterPerson))
            """
    }

    /// What is shown at the counter to prove who one is (社会保险经办条例第三十一条).
    private static func proofs(of kind: Applicant.Kind) -> [FormField.Option] {
        kind == .employer
            ? [
                .init("license", "加载统一社会信用代码的营业执照或登记证书"), .init("operator", "经办人居民身份证原件"),
                .init("mandate", "单位授权委托书"),
            ]
            : [
                .init("identity", "本人居民身份证原件"), .init("card", "本人社会保障卡"),
                .init("delegate", "代办人居民身份证原件和授权委托书"),
            ]
    }

    private struct Visiting {
        let name: String
        let number: String
        let subject: ReadSubject
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
                name: person.name, number: person.maskedNumber, subject: .person(id),
                target: AgencyPaths.counterPerson(id))
        case .partner: throw PageProblem.notFound
        }
    }

    func intake(
        _ visit: Visit, _ applicant: Applicant, form: SubmittedForm = SubmittedForm(), problems: [FormProblem]
    ) async throws -> Response {
        let visiting = try await visiting(applicant, visit)
        let sentences = Dictionary(problems.map { ($0.field, $0.sentence) }) { first, _ in first }
        let matters = Catalogue.matters(for: applicant.kind).map {
            FormField.Option($0.card.slug, $0.card.name, hint: $0.card.summary)
        }
        return try office.page(
            "核验身份", visit, above: [("窗口受理", AgencyPaths.counter())], hasProblems: !problems.isEmpty,
            status: problems.isEmpty ? .ok : .unprocessable,
            """
            <h1>\(visiting.name)</h1>
            <p class="lead">\(visiting.number)</p>
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: $0.field, sentence: $0.sentence) }))
            \(PostForm(to: visiting.target, visit, """
                \(FormField(
                    "seen", "已核验的证件", .ticks(Self.proofs(of: applicant.kind)), hint: "按实际看到的勾选，将记入查看记录。",
                    values: form.all("seen"), problem: sentences["seen"]))
                \(FormField("matter", "办理事项", .choice(matters), value: form["matter"], problem: sentences["matter"]))
                <div class="actions">\(Button("开始办理"))</div>
                """))
            </div>
            """)
    }

    func begin(_ visit: Visit, _ form: SubmittedForm, _ applicant: Applicant) async throws -> Response {
        let proofs = Self.proofs(of: applicant.kind).filter { form.all("seen").contains($0.value) }
        let matter = Catalogue.matters(for: applicant.kind).first { $0.card.slug == form["matter"] }
        var problems: [FormProblem] = []
        if proofs.isEmpty { problems.append(FormProblem("seen", "请勾选已核验的证件；没有核验身份的不能办理。")) }
        if matter == nil { problems.append(FormProblem("matter", "请选择办理事项。")) }
        guard problems.isEmpty, let matter else {
            return try await intake(visit, applicant, form: form, problems: problems)
        }
        let visiting = try await visiting(applicant, visit)
        let seen = proofs.map(\.label).joined(separator: "、")
        try await office.note(visit, "窗口办理“\(matter.card.name)”，已核验\(seen)", visiting.subject)
        let draft = try await desk.beginAtCounter(matter.card.slug, for: applicant, by: visit.principal)
        return .seeOther(FilingPaths.agency.draft(draft).address)
    }
}
