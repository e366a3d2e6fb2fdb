import Basics
import Casework
import HTTP
import Matters
import Office
import Policy

/// What can be applied for, and what anybody may know of a matter before applying.
extension FilingPages {
    func catalogue(_ visit: Visit) async throws -> Response {
        let matters = Catalogue.all.filter { isServed($0) && visit.visitor.holds($0.card.right) }
        return try office.page(
            "办理事项", visit,
            """
            <div class="head"><h1>办理事项</h1><p class="links-beside"><a href="\(GuidePaths.home())">办事指南</a><a href="\(paths.drafts())">未提交的申请</a></p></div>
            <ul class="matters">\(each: matters, { entry($0.card) })</ul>
            """)
    }

    private func entry(_ card: MatterCard) -> Markup {
        """
        <li><h2><a href="\(paths.entry(card.slug))">\(card.name)</a></h2><p>\(card.summary)</p></li>
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
            \(GuideCard(
                matter, desk.terms(of: matter.card, in: office.home), acceptance: desk.acceptanceLimit(in: office.home)))
            </div>
            """)
    }

    private func start(_ matter: any Matter.Type, _ given: Answers, _ visit: Visit) -> Markup {
        guard visit.visitor.holds(matter.card.right) else {
            return Notice(
                .info, "您的账号没有“\(matter.card.right.chinese)”权限", "<p>如需办理本事项，请联系本单位的管理员调整权限。</p>"
            ).markup
        }
        return PostForm(
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
