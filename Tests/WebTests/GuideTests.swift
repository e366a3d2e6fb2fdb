import Casework
import Cryptography
import HTTP
import Matters
import Testing
import Web

@Suite struct `The guide` {
    private func get(_ target: String) async throws -> Response {
        let answer = SharedResponse()
        try await DeskScene.run { scene in
            answer.value = try await scene.sites().outside.respond(to: Request(method: .get, target: target))
        }
        return answer.value
    }

    private final class SharedResponse: @unchecked Sendable {
        var value = Response()
    }

    @Test func `every matter that somebody applies for stands in it, with what it asks and its form to print`()
        async throws
    {
        try await DeskScene.run { scene in
            let site = try scene.sites().outside
            func get(_ target: String) async -> Response {
                await site.respond(to: Request(method: .get, target: target))
            }
            let list = await get("/guide").text
            for matter in Catalogue.all {
                let (card, kinds) = (
                    matter.card, matter.card.applicants.intersection([.employer, .person, .unit, .newcomer])
                )
                let page = await get("/guide/\(card.slug)")
                #expect(page.status == (kinds.isEmpty ? .notFound : .ok), "\(card.name)")
                #expect(list.contains("/guide/\(card.slug)\"") == !kinds.isEmpty)
                guard !kinds.isEmpty else { continue }
                let said =
                    card.legalBases.map(\.citation) + card.conditions
                    + card.materials.flatMap { [$0.name, $0.legalBasis.citation] } + card.steps
                for sentence in said { #expect(page.text.contains(sentence), "\(card.name): \(sentence)") }
                // What only the counter takes is not offered on the web.
                #expect(card.channels.contains(.web) || !page.text.contains("网上办理</a>"), "\(card.name)")
                for kind in Applicant.Kind.allCases {
                    let form = await get("/guide/\(card.slug)/form/\(kind.rawValue)")
                    #expect(form.status == (kinds.contains(kind) ? .ok : .notFound), "\(card.name) \(kind)")
                    #expect(form.status != .ok || form.body.starts(with: Array("%PDF".utf8)))
                }
            }
        }
    }

    @Test(arguments: [
        ("%E8%81%8C%E5%B7%A5%20%E5%8F%82%E4%BF%9D", true), ("zgcb", true), ("ZGCB", true),
        ("%E8%BA%AB%E4%BB%BD%E8%AF%81", true), ("%E9%A3%9E%E6%9C%BA", false), ("%3Cscript%3E", false),
    ])
    func `matters are found by words of name, papers and law, and by the first letters`(
        query: String, isFound: Bool
    ) async throws {
        let page = try await get("/guide?q=\(query)")
        #expect(page.status == .ok)
        #expect(page.text.contains("/guide/staff-enrolment") == isFound, "\(query)")
        #expect(isFound || page.text.contains("没有找到"))
        #expect(!page.text.contains("<script>"))
    }

    @Test(arguments: [
        ("离职", "staff-termination"), ("辞职", "staff-termination"), ("退工", "staff-termination"),
        ("入职", "staff-enrolment"), ("新员工", "staff-enrolment"), ("开证明", "payment-certificate"),
        ("开户", "employer-registration"), ("销户", "employer-deregistration"),
    ])
    func `matters are found by what people call them`(query: String, slug: String) async throws {
        let page = try await get("/guide?q=\(PercentEncoding.encode(query))")
        #expect(page.text.contains("/guide/\(slug)\""))
    }

    @Test(arguments: ["staff-enrolment", "entitlement-record", "employer-registration"])
    func `every matter is done at any counter of the city`(slug: String) async throws {
        #expect(try await get("/guide/\(slug)").text.contains("全市任一经办机构服务窗口，单位和个人都可以就近办理"))
    }

    @Test func `a time limit says where it stands, and that nobody has checked it`() async throws {
        let page = try await get("/guide/staff-enrolment").text
        #expect(page.contains("自收到申请之日起10个工作日内办结") && page.contains("社会保险经办条例（国务院令第765号）"))
        #expect(page.contains("本平台的设定，待经办机构确认") && page.contains("未核实"))
    }
}
