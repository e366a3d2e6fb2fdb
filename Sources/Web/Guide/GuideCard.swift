import Basics
package import Casework
package import Office
package import Policy

/// What a matter asks and promises: who, on what conditions, what is needed and by which law, how long, where, what one gets.
package struct GuideCard: Component {
    private let matter: any Matter.Type
    private let terms: MatterTerms
    private let acceptance: Dated<TimeLimit>?
    private let offices: [AgencyOffice]

    /// - Parameters:
    ///   - acceptance: within which an application is taken in.
    ///   - offices: where one can also go.
    package init(
        _ matter: any Matter.Type, _ terms: MatterTerms, acceptance: Dated<TimeLimit>? = nil,
        offices: [AgencyOffice] = []
    ) {
        self.matter = matter
        self.terms = terms
        self.acceptance = acceptance
        self.offices = offices
    }

    private var card: MatterCard { matter.card }

    package var markup: Markup {
        """
        \(SummaryList([
            .init("办理对象", card.applicants.map(\.chinese).sorted().joined(separator: "、")),
            .init("办理方式", markup: ways), .init("办理时限", markup: limit), .init("收费", "不收费"),
            .init("办理结果", "《\(card.name)办理结果》，加盖电子印章，可以下载、打印和核验真伪"),
            .init("办理渠道", markup: channels),
        ]))
        \(if: !card.conditions.isEmpty, conditions)
        <h2>需要的材料</h2>
        \(materials)
        <h2>需要填写的内容</h2>
        <p class="quiet">能够通过共享取得的信息由系统带出，不用填写。</p>
        <ul class="asked">\(each: matter.form.sections, section)</ul>
        <h2>办理步骤</h2>
        <ol>\(each: card.steps, { "<li>\($0)</li>" })</ol>
        <h2>办理依据</h2>
        <ul>\(each: card.legalBases, { "<li>\($0.citation)：\($0.gist)。</li>" })</ul>
        """
    }

    private var conditions: Markup {
        """
        <h2>办理条件</h2>
        <ul>\(each: card.conditions, { "<li>\($0)</li>" })</ul>
        <p class="quiet">提交前可以先核对，系统会一次列出全部不符合的情况和解决办法。</p>
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
            <p>即办的，提交后当场办结；需要审核的，自收到申请之日起\(limit.value.description)内办结。</p>\(source(limit.citation))\
            \(optional: acceptance, { "<p>自提交之日起\($0.value.description)内受理，或者告知需要补正的内容。</p>\(source($0.citation))" })
            """
    }

    private func source(_ citation: Citation) -> Markup {
        """
        <p class="quiet">依据：\(citation.source)\(if: !citation.isVerified, "<span class=\"unverified\">未核实</span>")</p>
        """
    }

    private var channels: Markup {
        let isSaid = !offices.isEmpty && offices.allSatisfy { $0.about != nil }
        return """
            \(if: card.channels.contains(.web), "<p>网上服务平台，全天受理。</p>")\
            <p>全市任一经办机构服务窗口，单位和个人都可以就近办理。</p>\
            \(if: !isSaid, "<p>服务窗口的地址和办公时间请拨打12333查询。</p>")\
            \(if: !offices.isEmpty, "<ul class=\"offices\">\(each: offices, office)</ul>")
            """
    }

    private func office(_ office: AgencyOffice) -> Markup {
        """
        <li>\(office.name)\(optional: office.about, { about in
            let parts = about.value.split(separator: "；").map(String.init)
            return "<p class=\"quiet\">\(parts.joined(separator: "，"))\(if: !about.citation.isVerified, "<span class=\"unverified\">未核实</span>")</p>"
        })</li>
        """
    }

    private func section(_ section: Form.Section) -> Markup {
        "<li><strong>\(section.title)</strong>：\(section.fields.map(name).joined(separator: "、"))</li>"
    }

    private func name(_ field: FieldDefinition) -> String {
        if let occasion = card.occasion(of: field.situations) { return "\(field.label)（\(occasion)）" }
        return field.isRequired ? field.label : "\(field.label)（选填）"
    }

    private var materials: Markup {
        if card.materials.isEmpty { return "<p>不需要提交材料。</p>" }
        return "<ul class=\"materials\">\(each: card.materials, material)</ul>"
    }

    private func material(_ material: MaterialDefinition) -> Markup {
        """
        <li><p>\(material.name)\(optional: card.occasion(of: material.situations), { "<span class=\"optional\">（\($0)需要）</span>" })</p>\
        \(if: !material.hint.isEmpty, "<p class=\"quiet\">\(material.hint)</p>")
        <p class="quiet">依据\(material.legalBasis.citation)：\(material.legalBasis.gist)。</p></li>
        """
    }
}
