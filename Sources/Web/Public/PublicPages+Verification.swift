import Basics
import Casework
import HTTP
import Office

extension PublicPages {
    func verify(_ visit: Visit) -> Response { verifyPage(visit, SubmittedForm(), nil) }

    func verify(_ visit: Visit, _ number: String) async throws -> Response {
        try takeGuess(visit)
        return verifyPage(visit, SubmittedForm(), try await judged { try await verification.judge(number: number) })
    }

    func verify(_ visit: Visit, _ code: ScannedCode) async throws -> Response {
        try takeGuess(visit)
        return verifyPage(visit, SubmittedForm(), try await judged { try await verification.judge(code: code.text) })
    }

    /// A file says most, a number least; where several are given the one that says most is judged.
    func verify(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let (number, code) = (form.number("number") ?? "", (form["code"] ?? "").trimmed)
        let file = form.file("file")
        guard file != nil || !code.isEmpty || !number.isEmpty else {
            return verifyPage(visit, form, nil, problem: "请填写文书编号、粘贴二维码文字，或选择文件，三者任选其一。")
        }
        try takeGuess(visit)
        let finding = try await judged {
            if let file { return try await verification.judge(file: file.bytes) }
            return code.isEmpty
                ? try await verification.judge(number: number) : try await verification.judge(code: code)
        }
        return verifyPage(visit, form, finding)
    }

    private func judged(_ judge: () async throws -> PaperFinding) async throws -> PaperFinding {
        do { return try await judge() } catch is DrawingQueue.Full {
            throw PageProblem(.unavailable, title: "请稍后再试", sentence: "正在核验的文件较多，请过一会儿再上传。")
        }
    }

    private func verifyPage(
        _ visit: Visit, _ form: SubmittedForm, _ finding: PaperFinding?, problem: String? = nil
    ) -> Response {
        let content: Markup = """
            <h1>文书核验</h1>
            \(if: finding == nil, "<p class=\"lead\">核验本平台出具的权益记录、办理结果等文书是否真实、完整、有效。三种方式任选其一。</p>")
            \(optional: finding, PublicPages.answer)
            \(if: finding != nil, "<h2>核验其他文书</h2>")
            <div class="narrow">
            \(ProblemSummary(problem.map { [(field: "number", sentence: $0)] } ?? []))
            \(fields(visit, form, problem))
            </div>
            <p class="quiet">二维码和文件的数字签名也可以脱离本平台，用<a href="\(PublicPaths.keys())">公布的密钥</a>离线核验。</p>
            """
        return Page("文书核验", in: .open, hasProblems: problem != nil, content)
            .response(to: visit, status: problem == nil ? .ok : .unprocessable)
    }

    private func fields(_ visit: Visit, _ form: SubmittedForm, _ problem: String?) -> PostForm {
        PostForm(
            to: PublicPaths.verify(), visit, hasFiles: true,
            """
            \(FormField("number", "文书编号", .text(maxLength: 40), hint: "印在文书标题左下方和页脚。只凭编号时，姓名和号码部分隐去。", isRequired: false, value: form["number"] ?? "", problem: problem))
            \(FormField("code", "二维码文字", .longText(maxLength: 2_000), hint: "用手机扫描文书上的二维码，将得到的全部文字粘贴到这里。", isRequired: false, value: form["code"] ?? ""))
            \(FormField("file", "PDF文件", .file(types: "application/pdf,.pdf"), hint: "下载得到的原文件，不超过10MB。文件只用于核验，不会保存。", isRequired: false))
            <div class="actions">\(Button("核验"))</div>
            """)
    }

    private static func answer(_ finding: PaperFinding) -> Markup {
        switch finding {
        case .authentic(let shown):
            """
            \(Notice(.success, "真实有效", "<p>本文书由本平台出具，至今有效。\(compare(shown))</p>"))
            \(optional: shown.replacedOn, { Notice(.warning, "已有更新", "<p>持有人已于\($0.chinese)取得同一范围的新文书，请以新文书为准。</p>").markup })
            \(fields(shown))
            """
        case .withdrawn(let shown, let day, let reason):
            """
            \(Notice(.error, "已作废", "<p>本文书确由本平台出具，但已于\(day.chinese)作废，不能再使用。原因：\(reason)</p>"))
            \(fields(shown))
            """
        case .altered(let number, let reason):
            Notice(
                .error, "不真实",
                "<p>\(reason)请勿采信。\(optional: number, { "如需核对原件内容，可凭编号 \($0) 查询，或请持有人重新下载。" })</p>"
            ).markup
        case .unknown(let reason): Notice(.warning, "无法确认", "<p>\(reason)</p>").markup
        }
    }

    private static func compare(_ shown: PaperFinding.Shown) -> String {
        shown.isMasked
            ? "请与手中的文书逐项核对；姓名和号码部分隐去，核对全部内容请用二维码或原文件。" : "请与手中的文书逐项核对，内容不一致的，手中的文书不真实。"
    }

    private static func fields(_ shown: PaperFinding.Shown) -> Markup {
        let entries =
            [
                SummaryList.Entry("文书", shown.subtitle.isEmpty ? shown.title : "\(shown.title)（\(shown.subtitle)）"),
                SummaryList.Entry("文书编号", shown.number), SummaryList.Entry("出具日期", shown.issuedOn.chinese),
            ] + shown.fields.map { SummaryList.Entry($0.name, $0.value) }
        return """
            <div class="measure">\(SummaryList(entries))</div>
            \(if: shown.restsOnUnverified, "<p class=\"quiet\">本文书所载金额的计算含有“未核实”的政策参数。</p>")
            """
    }
}
