import Basics
import Casework
import Documents
import HTTP
import Matters
import Office
import Policy

/// One guide for the whole city: every matter of the catalogue, what it asks and promises, its form to print.
package struct GuidePages: Sendable {
    let office: PortalOffice

    package static func endpoints(_ office: PortalOffice) -> [Endpoint] {
        let pages = GuidePages(office: office)
        let everybody = Set(Visitor.Role.allCases)
        return [
            .get(GuidePaths.home, for: everybody) { visit in pages.list(visit) },
            .get(GuidePaths.matter, for: everybody) { visit, slug in try await pages.matter(visit, slug) },
            .get(GuidePaths.form, for: everybody) { visit, slug, kind in try await pages.form(visit, slug, kind) },
        ]
    }

    private struct Audience {
        let kind: Applicant.Kind
        let title: String
    }

    private static let audiences = [
        Audience(kind: .unit, title: "新单位办理"), Audience(kind: .employer, title: "用人单位办理"),
        Audience(kind: .person, title: "个人办理"), Audience(kind: .newcomer, title: "尚未参保登记的个人办理"),
    ]

    private func portal(_ visit: Visit) -> Portal { visit.visitor.principal.map { .of($0.role.portal) } ?? .open }

    private func list(_ visit: Visit) -> Response {
        let text = visit.query.search()
        let found = GuideSearch.catalogue.find(text).compactMap { Catalogue.matter($0)?.card }
        let groups = Self.audiences.filter { audience in found.contains { $0.applicants.contains(audience.kind) } }
        let content: Markup = """
            <h1>办事指南</h1>
            <p class="lead">全市统一：同一事项在各经办机构的条件、材料、时限相同，网上和窗口同样办理，不收取费用。</p>
            \(SearchForm(to: GuidePaths.home(), """
                \(FormField(
                    "q", "事项名称、材料或关键词", .search(maxLength: 60), hint: "也可以输入名称的拼音首字母，例如 zgcb。", value: text))\
                \(Button("查找", .secondary))
                """))
            \(if: groups.isEmpty, EmptyState("没有找到与“\(text)”有关的事项。请换一个说法，或拨打12333咨询。").markup)
            \(each: groups, { group($0, found) })
            """
        return Page("办事指南", in: portal(visit), content).response(to: visit)
    }

    private func group(_ audience: Audience, _ found: [MatterCard]) -> Markup {
        let cards = found.filter { $0.applicants.contains(audience.kind) }
        return """
            <h2>\(audience.title)（\(cards.count)项）</h2>
            <ul class="matters">\(each: cards, entry)</ul>
            """
    }

    private func entry(_ card: MatterCard) -> Markup {
        let terms = office.desk.terms(of: card, in: office.home)
        let materials = card.materials.isEmpty ? "不需要材料" : "材料\(card.materials.count)项，能共享的不用交"
        return """
            <li><h3><a href="\(GuidePaths.matter(card.slug))">\(card.name)</a></h3><p>\(card.summary)</p>\
            <p class="facts">\(terms.shortLimit) · \(materials)</p></li>
            """
    }

    private func matter(_ visit: Visit, _ slug: String) async throws -> Response {
        guard let matter = Catalogue.matter(slug),
            !matter.card.applicants.isDisjoint(with: Self.audiences.map(\.kind))
        else {
            throw PageProblem.notFound
        }
        let card = matter.card
        let offices = try await office.desk.offices(in: office.home)
        let kinds = Self.audiences.map(\.kind).filter { card.applicants.contains($0) }
        let content: Markup = """
            <h1>\(card.name)</h1>
            <p class="lead">\(card.summary)</p>
            <div class="actions">\(each: applyLinks(card, visit), { LinkButton($0.label, to: $0.link).markup })\
            \(each: kinds, { LinkButton("下载申请表（\($0.chinese)）", to: GuidePaths.form(slug, $0), .secondary).markup })</div>
            <div class="measure guide">
            \(GuideCard(
                matter, office.desk.terms(of: card, in: office.home), acceptance: office.desk.acceptanceLimit(in: office.home),
                offices: offices))
            </div>
            """
        return Page(card.name, in: portal(visit), above: [("办事指南", GuidePaths.home())], content).response(to: visit)
    }

    /// Where this visitor can begin: who has not logged in is led to log in, others only to what is theirs.
    private func applyLinks(_ card: MatterCard, _ visit: Visit) -> [(label: String, link: Link)] {
        let links: [(kind: Applicant.Kind, label: String, link: Link)] = [
            (.unit, "单位首次使用，开通账户后办理", UnitPaths.account()),
            (.employer, "单位网上办理", FilingPaths.employer.entry(card.slug)),
            (.person, "个人网上办理", FilingPaths.individual.apply(card.slug)),
        ]
        return links.filter { entry in
            guard card.applicants.contains(entry.kind), card.channels.contains(.web) else { return false }
            guard visit.visitor.isLoggedIn else { return visit.answers(entry.link) }
            return visit.mayOpen(entry.link)
        }.map { ($0.label, $0.link) }
    }

    private func form(_ visit: Visit, _ slug: String, _ kind: Applicant.Kind) async throws -> Response {
        guard let matter = Catalogue.matter(slug), kind != .partner,
            let pdf = try await atTheDrawingTable({ try await office.forms.blank(matter, for: kind, in: office.home) })
        else { throw PageProblem.notFound }
        return .printable(pdf, fileName: "\(matter.card.name)-申请表.pdf", visit)
    }
}

/// Draws something; a queue that is full becomes a page that says so.
func atTheDrawingTable<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let fault as PaperFault {
        throw PageProblem(.conflict, title: "表单暂不能生成", sentence: "\(fault)。")
    } catch is DrawingQueue.Full {
        throw PageProblem(.unavailable, title: "请稍后再试", sentence: "正在生成的文书较多，请过一会儿再下载。")
    }
}

extension Response {
    /// A PDF to look at and print, or to keep where the address asks for it.
    static func printable(_ pdf: [UInt8], fileName: String, _ visit: Visit) -> Response {
        if visit.query["download"] != nil { return .download(pdf, type: "application/pdf", fileName: fileName) }
        return Response(
            headers: ["content-type": "application/pdf", "content-disposition": "inline; filename=\"form.pdf\""],
            body: pdf)
    }
}

extension MatterTerms {
    /// `即时办结`, `受理后10个工作日内办结`
    var shortLimit: String {
        if let routes, routes.value.rules.allSatisfy(\.route.decidesAtOnce) { return "即时办结" }
        return limit.map { "最长\($0.value.description)办结" } ?? "办理时限未载明"
    }
}
