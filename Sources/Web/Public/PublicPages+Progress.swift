import Basics
import Casework
import HTTP
import Office

extension PublicPages {
    func progress(_ visit: Visit) -> Response {
        progressPage(visit, SubmittedForm(), [], .empty)
    }

    func progress(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let number = form.number("number") ?? ""
        let applicant = form.number("applicant") ?? ""
        var problems: [(String, String)] = []
        if number.isEmpty { problems.append(("number", "请填写办件编号。")) }
        if applicant.isEmpty { problems.append(("applicant", "请填写统一社会信用代码或社会保障号码。")) }
        if !problems.isEmpty { return progressPage(visit, form, problems, .empty, status: .unprocessable) }
        try takeGuess(visit)
        guard number.utf8.count <= 60, applicant.utf8.count <= 60,
            let progress = try await information.progress(of: number, applicant: applicant)
        else {
            let notice = Notice(.warning, "没有查到", "<p>办件编号与申请人号码不相符，或没有这个办件。请核对后重新查询。</p>")
            return progressPage(visit, form, [], notice.markup)
        }
        return progressPage(visit, form, [], PublicPages.course(of: progress))
    }

    private func progressPage(
        _ visit: Visit, _ form: SubmittedForm, _ problems: [(String, String)], _ result: Markup, status: Status = .ok
    ) -> Response {
        func problem(_ key: String) -> String? { problems.first { $0.0 == key }?.1 }
        let fields: Markup = """
            \(FormField("number", "办件编号", .text(maxLength: 40), hint: "以字母B开头，印在受理回执上，短信中也有。", value: form["number"] ?? "", problem: problem("number")))
            \(FormField("applicant", "申请人号码", .identityNumber, hint: "单位填写统一社会信用代码，个人填写社会保障号码。", value: form["applicant"] ?? "", problem: problem("applicant")))
            <div class="actions">\(Button("查询"))</div>
            """
        let content: Markup = """
            <h1>办件进度</h1>
            <p class="lead">凭办件编号和申请人号码查询，无需登录。只显示进度，不显示办件内容。</p>
            \(result)
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: $0.0, sentence: $0.1) }))
            \(PostForm(to: PublicPaths.progress(), visit, fields))
            </div>
            """
        return Page("办件进度", in: .open, hasProblems: !problems.isEmpty, content).response(to: visit, status: status)
    }

    private static func course(of progress: CaseProgress) -> Markup {
        let due =
            progress.dueOn.map {
                progress.status == .submitted ? "，应在\($0.chinese)前受理" : "，承诺于\($0.chinese)前办结"
            } ?? ""
        return """
            <section class="measure">
            <div class="head"><h2>\(progress.matterName)</h2>\(progress.status.tag(isApplicant: true))</div>
            <p>办件编号 \(progress.number)，\(progress.submittedOn.chinese)提交\(if: progress.status.isOpen, "\(due)")。</p>
            \(Timeline(progress.acts.map { Timeline.Event($0.act.chinese, at: $0.on.chinese) }))
            </section>
            """
    }
}
