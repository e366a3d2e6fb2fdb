import Basics
package import Casework
import HTTP
import Matters
package import Office
import Policy

/// What can be applied for, and what anybody may know of a matter before applying.
extension FilingPages {
    func catalogue(_ visit: Visit) async throws -> Response {
        let matters = Catalogue.all.filter { !$0.card.applicants.isDisjoint(with: applicants) }
        return try office.page(
            "办理事项", visit,
            """
            <div class="head"><h1>办理事项</h1><p><a href="\(paths.drafts())">未提交的申请</a></p></div>
            <ul class="matters">\(each: matters, { entry($0.card) })</ul>
            """)
    }

    private func entry(_ card: MatterCard) -> Markup {
        """
        <li><h2><a href="\(paths.apply(card.slug))">\(card.name)</a></h2><p>\(card.summary)</p></li>
        """
    }

    func guide(_ visit: Visit, _ slug: String) async throws -> Response {
        let matter = try matter(slug)
        let given = matter.form.answers(in: visit.query)
        return try office.page(
            matter.card.name, visit, above: portal == .agency ? [] : [("办理事项", paths.matters())],
            """
            <h1>\(matter.card.name)</h1>
            <p class="lead">\(matter.card.summary)</p>
            <div class="narrow">
            \(if: portal != .agency, start(matter, given, visit))
            \(GuideCard(matter.card, desk.terms(of: matter.card, in: office.home)))
            </div>
            """)
    }

    private func start(_ matter: any Matter.Type, _ given: Answers, _ visit: Visit) -> Markup {
        PostForm(
            to: paths.apply(matter.card.slug), visit,
            """
            \(each: given.sorted { $0.key < $1.key }, {
                "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">"
            })
            <div class="actions">\(Button("开始办理"))</div>
            """
        ).markup
    }
}

/// What a matter asks and promises: who, what is needed and by which law, how long, in which steps.
package struct GuideCard: Component {
    private let card: MatterCard
    private let terms: MatterTerms

    package init(_ card: MatterCard, _ terms: MatterTerms) {
        self.card = card
        self.terms = terms
    }

    package var markup: Markup {
        """
        \(SummaryList([
            .init("办理对象", card.applicants.map(\.chinese).sorted().joined(separator: "、")),
            .init("办理方式", markup: ways), .init("办理时限", markup: limit), .init("收费", "不收费"),
        ]))
        <h2>需要的材料</h2>
        \(materials)
        <h2>办理步骤</h2>
        <ol>\(each: card.steps, { "<li>\($0)</li>" })</ol>
        <h2>办理依据</h2>
        <ul>\(each: card.legalBases, { "<li>\($0.citation)：\($0.gist)。</li>" })</ul>
        """
    }

    private var ways: Markup {
        guard let routes = terms.routes else { return "<p>政策尚未载明本事项的办理方式。</p>" }
        var seen: Set<Route> = []
        // The last rule is the one for everybody else, which most are.
        let ways = routes.value.rules.reversed().map(\.route).filter { seen.insert($0).inserted }
        return """
            \(each: ways.prefix(1), { "<p>\($0.name)：\($0.sentence)</p>" })\
            \(each: ways.dropFirst(), { "<p>需要核实时，\($0.name)：\($0.sentence)</p>" })
            """
    }

    private var limit: Markup {
        if let routes = terms.routes, routes.value.rules.allSatisfy(\.route.decidesAtOnce) { return "<p>提交后当场办结。</p>" }
        guard let limit = terms.limit else { return "<p>政策尚未载明本事项的办理时限。</p>" }
        return """
            <p>自受理之日起\(limit.value.description)内办结；即办的，提交后当场办结。</p>\
            \(if: !limit.citation.isVerified, "<p class=\"quiet\"><span class=\"unverified\">未核实</span></p>")
            """
    }

    private var materials: Markup {
        if card.materials.isEmpty { return "<p>不需要提交材料。</p>" }
        return "<ul class=\"materials\">\(each: card.materials, material)</ul>"
    }

    private func material(_ material: MaterialDefinition) -> Markup {
        """
        <li><p>\(material.name)\(if: !material.situations.isEmpty, "<span class=\"optional\">（仅在共享信息无法核验时需要）</span>")</p>
        <p class="quiet">依据\(material.legalBasis.citation)：\(material.legalBasis.gist)。</p></li>
        """
    }
}

extension Route {
    /// What it means for the applicant.
    var sentence: String {
        switch self {
        case .instant: "符合规则的，提交后由系统当场办结。"
        case .manual: "由工作人员受理，再由其他人员审核。"
        case .joint: "由两级机构共同审核。"
        case .commitment: "由申请人书面承诺符合条件，当场办结，事后核查。"
        case .deficientAcceptance: "主要材料齐全的先行受理，其余材料限期补齐。"
        case .phoneConfirmation: "工作人员通过电话核实后审核。"
        }
    }
}
