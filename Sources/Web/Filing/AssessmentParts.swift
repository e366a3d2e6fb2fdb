import Basics
import Casework
import Office
import Policy

/// Why an application cannot go ahead: all reasons at once, each with its remedy and its law.
struct Objections: Component {
    private let assessment: Assessment
    private let begin: ((Int, LinkedMatter) -> Markup)?

    /// - Parameter begin: a button for what the refusal of this number says has to be done first, where it can be begun.
    init(_ assessment: Assessment, begin: ((Int, LinkedMatter) -> Markup)? = nil) {
        self.assessment = assessment
        self.begin = begin
    }

    var markup: Markup { "\(refusals)\(gap)" }

    private var refusals: Markup {
        if assessment.refusals.isEmpty { return .empty }
        let count = assessment.refusals.count
        return Notice(
            .error, "暂时不能办理，有 \(count) 个原因",
            "<ul class=\"refusals\">\(each: assessment.refusals.enumerated(), { refusal($0.offset, $0.element) })</ul>"
        ).markup
    }

    private func refusal(_ number: Int, _ refusal: Refusal) -> Markup {
        """
        <li><p>\(refusal.sentence)</p><p>\(refusal.remedy)</p>\
        \(optional: refusal.basis, { "<p class=\"quiet\">依据\($0.citation)：\($0.gist)。</p>" })\
        \(optional: refusal.first, { begin?(number, $0) ?? .empty })</li>
        """
    }

    private var gap: Markup? {
        assessment.gap.map { gap in
            Notice(
                .error, "缺少政策参数：\(gap.name)",
                "<p>\(gap.sentence)</p><p>已填写的内容会保留，参数发布后可以继续办理；如有疑问请拨打12333咨询。</p>"
            ).markup
        }
    }
}

/// What the facts say that explains what is asked for, in words for whoever reads it.
struct Remarks: Component {
    private let assessment: Assessment
    private let words: KeyPath<Remark, String>

    init(_ assessment: Assessment, _ words: KeyPath<Remark, String>) {
        self.assessment = assessment
        self.words = words
    }

    var markup: Markup {
        if assessment.remarks.isEmpty { return .empty }
        return Notice(.warning, "已知情况", "\(each: assessment.remarks, { "<p>\($0[keyPath: words])</p>" })").markup
    }
}

/// What was answered, field by field, and what was attached.
struct AnswerList: Component {
    private let assessment: Assessment
    private let change: Link?
    private let file: (String) -> Link

    /// - Parameters:
    ///   - change: the form, where an answer can be corrected; `nil` where it can't.
    ///   - file: where an attached file is, by its digest.
    init(_ assessment: Assessment, change: Link?, file: @escaping (String) -> Link) {
        self.assessment = assessment
        self.change = change
        self.file = file
    }

    var markup: Markup { SummaryList(answers + materials).markup }

    private var answers: [SummaryList.Entry] {
        assessment.matter.form.fields(in: assessment.situations).compactMap { field in
            guard let answer = assessment.application.answers[field.key] else { return nil }
            if assessment.shared[field.key] != nil {
                return SummaryList.Entry(
                    field.label, markup: "\(field.shown(answer))<span class=\"mark\">共享信息</span>")
            }
            return SummaryList.Entry(field.label, field.shown(answer), change: change?.at(field.key))
        }
    }

    private var materials: [SummaryList.Entry] {
        assessment.application.materials.compactMap { material in
            guard let definition = assessment.matter.card.materials.first(where: { $0.key == material.key }) else {
                return nil
            }
            return SummaryList.Entry(
                definition.name,
                markup:
                    "<a href=\"\(file(material.digest))\">\(material.fileName)</a>（\(material.size)）\(material.seen)",
                change: change?.at(FormProblem.field(of: definition)))
        }
    }
}

/// How amounts and months came about, each unfolding to its steps.
struct Explanations: Component {
    private let explanations: [NamedExplanation]

    init(_ explanations: [NamedExplanation]) {
        self.explanations = explanations
    }

    var markup: Markup {
        if explanations.isEmpty { return .empty }
        return "<h3>金额是怎样算出来的</h3><div class=\"amounts\">\(each: explanations, item)</div>"
    }

    private func item(_ named: NamedExplanation) -> Markup {
        """
        <details><summary><span class="what">\(named.title)\
        \(if: named.explanation.isUnverified, "<span class=\"unverified\">未核实</span>")</span></summary>
        \(Working(named.explanation))</details>
        """
    }
}

/// By which way the application is decided, and within which time.
struct RouteNotice: Component {
    private let route: Dated<Route>
    private let terms: MatterTerms
    private let awaitsPartner: Bool
    private let inquired: Partner?

    init(_ route: Dated<Route>, awaitsPartner: Bool, inquires partner: Partner?, _ terms: MatterTerms) {
        self.route = route
        self.inquired = partner
        self.awaitsPartner = awaitsPartner
        self.terms = terms
    }

    var markup: Markup {
        if awaitsPartner {
            return Notice(
                .info, "办理方式：等待部门答复",
                "<p>人口信息库暂时没有答复。提交后系统会继续查询，收到答复后自动办理，无需再来。不愿等待的，可以返回上传身份证件，由工作人员审核。</p>"
            ).markup
        }
        if let inquired {
            return Notice(
                .info, "办理方式：\(inquired.name)反馈后办理", "<p>提交后转送\(inquired.name)，收到反馈后自动接着办理并通知您，不需要再来。</p>"
            ).markup
        }
        return Notice(.info, "办理方式：\(route.value.name)", "<p>\(route.value.sentence)\(limit)</p>").markup
    }

    private var limit: String {
        guard !route.value.decidesAtOnce, let limit = terms.limit else { return "" }
        return "自收到申请之日起\(limit.value.description)内办结。"
    }
}
