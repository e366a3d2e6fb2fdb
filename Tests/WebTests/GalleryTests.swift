import Basics
import Casework
import Cryptography
import HTTP
import Testing
import Web

@Suite struct GalleryTests {
    private let site = Site(
        settings: SiteSettings(publicURL: "http://127.0.0.1:8080", isDemonstration: true), endpoints: Gallery.endpoints,
        formKey: AuthenticationKey.random(), rateLimit: RateLimit(burst: 10_000, perSecond: 1),
        loginPath: Gallery.home, onFault: { _, _ in }, identify: { _ in nil })

    @Test(arguments: Gallery.pages.map { $0().address })
    func `every page is well formed, with each id once and every label at its field`(address: String) async throws {
        let response = await site.respond(to: Request(method: .get, target: address))
        #expect(response.status == .ok)
        let page = try Elements(response.text)
        #expect(Set(page.ids).count == page.ids.count, "an id stands once")
        #expect(Set(page.references).isSubset(of: page.ids), "labels, descriptions and page links lead to something")
        #expect(page.links.filter { $0.hasPrefix("/gallery") }.allSatisfy { Gallery.paths.contains($0.path) })
        #expect(!response.text.contains("style=\"") && !response.text.contains("<script"))
    }

    @Test func `a field shows what was typed, its hint and its problem to everybody`() {
        let field = FormField("wage", "缴费工资", .money, hint: "提示", value: "85<", problem: "请填写")
        let text = field.markup.text
        #expect(text.contains(#"<label for="wage">缴费工资</label>"#))
        #expect(text.contains(#"aria-describedby="wage-hint wage-problem" aria-invalid="true" required"#))
        #expect(text.contains(#"value="85&lt;""#))
        #expect(text.contains(#"<p class="problem" id="wage-problem">"#))
    }

    @Test func `a matter's field becomes a field of the page with its answer and its problem`() {
        let wage = Field<Money>("wage", "缴费工资")
        let reason = Field<String>(
            "reason", "原因", control: .choice([Choice("a", "甲"), Choice("b", "乙")]), isRequired: false)
        let text = FormField.fields(
            [wage.definition, reason.definition], situations: [], answers: ["wage": "x", "reason": "b"],
            problems: [FieldProblem(field: "wage", sentence: "金额有误")]
        ).text
        #expect(text.contains(#"inputmode="decimal""#))
        #expect(text.contains(#"value="x""#))
        #expect(text.contains("<span class=\"unseen\">错误：</span>金额有误"))
        #expect(text.contains(#"value="b" checked"#))
        #expect(!text.contains(#"value="a" checked"#))
        #expect(text.contains("原因<span class=\"optional\">（选填）</span>"))
    }

    @Test func `a summary of no problems is nothing`() {
        #expect(ProblemSummary([FieldProblem]()).markup.isEmpty)
    }
}

extension Gallery {
    static var paths: Set<String> { Set(pages.map { $0().address }) }
}

extension String {
    fileprivate var path: String { String(prefix { $0 != "?" && $0 != "#" }) }
}

/// The elements of a page, read strictly: what is opened is closed, in order.
struct Elements {
    struct Malformed: Error {
        let reason: String
    }

    private(set) var ids: [String] = []
    /// What labels, descriptions and links within the page point to.
    private(set) var references: [String] = []
    private(set) var links: [String] = []

    private static let empty: Set = ["meta", "link", "input", "br", "hr", "img", "!doctype"]

    init(_ html: String) throws {
        var open: [String] = []
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            guard let end = rest[start...].firstIndex(of: ">") else { throw Malformed(reason: "a tag has no end") }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else {
                    throw Malformed(reason: "</\(tag) closes nothing")
                }
                continue
            }
            let name = tag.prefix { !$0.isWhitespace }.lowercased()
            if !Elements.empty.contains(name) { open.append(name) }
            try readAttributes(tag.dropFirst(name.count))
        }
        guard open.isEmpty else { throw Malformed(reason: "\(open) stay open") }
    }

    private mutating func readAttributes(_ text: Substring) throws {
        var rest = text.drop { $0.isWhitespace }
        while !rest.isEmpty {
            let name = rest.prefix { $0 != "=" && !$0.isWhitespace }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else {
                rest = rest.drop { $0.isWhitespace }
                continue
            }
            guard rest.dropFirst().first == "\"" else { throw Malformed(reason: "\(name) is not quoted") }
            let value = rest.dropFirst(2).prefix { $0 != "\"" }
            rest = rest.dropFirst(value.count + 3).drop { $0.isWhitespace }
            take(String(name), String(value))
        }
    }

    private mutating func take(_ name: String, _ value: String) {
        switch name {
        case "id": ids.append(value)
        case "for": references.append(value)
        case "aria-describedby", "aria-labelledby": references += value.split(separator: " ").map(String.init)
        case "href", "action":
            if value.hasPrefix("#") { references.append(String(value.dropFirst())) } else { links.append(value) }
        default: break
        }
    }
}
