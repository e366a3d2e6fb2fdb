import Basics
import Database
import HTTP
import Records
import Storage
import Testing
import Web

@Suite struct `The staff page` {
    private static let page = "/employer/staff"
    private static let people = 410

    @Test func `leads from page to page and back, and says which it is`() async throws {
        try await FilingScene.with { scene in
            try await Self.employ(in: scene)
            let browser = scene.seat("unit")
            var pages = [await browser.get(Self.page).text]
            while let next = Self.link("next", in: pages.last!) { pages.append(await browser.get(next).text) }
            #expect(pages.map { Self.members(in: $0).count } == [200, 200, 10])
            #expect(pages.flatMap(Self.members) == (1...Self.people).map { "\(1_000 + $0)" })
            for (index, page) in pages.enumerated() {
                #expect(page.contains("第 \(index + 1) 页，共 3 页"))
                #expect(page.contains("第\(index * 200 + 1)至\(min(index * 200 + 200, Self.people))人"))
                #expect(page.contains("在保<span class=\"count\">410</span>"))
            }
            let second = await browser.get(try #require(Self.link("prev", in: pages[2]))).text
            #expect(Self.members(in: second) == Self.members(in: pages[1]))
            #expect(Self.link("prev", in: second) == Self.page)
        }
    }

    @Test(arguments: [
        "after=0-1", "after=-1-1", "after=1", "after=1-1-1", "after=a-b", "after=9223372036854775808-1",
        "before=1001-1",
        "after=%27%20OR%201", "page=-3", "page=99999999999999999999", "standing=everybody",
    ])
    func `begins at the beginning where the address leads nowhere`(query: String) async throws {
        try await FilingScene.with { scene in
            try await Self.employ(in: scene)
            let text = await scene.seat("unit").get("\(Self.page)?\(query)").text
            #expect(Self.members(in: text).first == "1001")
            #expect(text.contains("第 1 页，共 3 页"))
        }
    }

    @Test func `names each cell as the head names its column`() async throws {
        try await FilingScene.with { scene in
            try await Self.employ(in: scene)
            let text = await scene.seat("unit").get(Self.page).text
            let heads = text.matches(of: /<th scope="col"[^>]*>([^<]*)<\/th>/).map { String($0.1) }
            let row = try #require(text.firstMatch(of: /<tr><th scope="row".*<\/tr>/))
            #expect(row.output.matches(of: /data-name="([^"]*)"/).map { String($0.1) } == heads)
        }
    }

    @Test func `is logged with whom it went on from, whatever number the address gives it`() async throws {
        try await FilingScene.with { scene in
            try await Self.employ(in: scene)
            _ = await scene.seat("unit").get("\(Self.page)?after=1200-1200&page=3")
            let logged = try await scene.database.read { tx in
                try tx.all("SELECT list_filter FROM read_log ORDER BY id") { row in try row[0] as String }
            }
            #expect(logged == ["人员1200之后"])
        }
    }

    /// 410 people, whose keys are 1001 and on.
    private static func employ(in scene: FilingScene) async throws {
        try await scene.database.transaction { tx in
            for number in 1...people {
                let key = Int64(1_000 + number)
                try tx.run(
                    """
                    INSERT INTO person (id, name, sex, born_on, household, ethnicity, version)
                    VALUES (\(key), '演示<甲>', 'female', '1990-01-01', 'localUrban', '汉族', 1)
                    """)
                try tx.run(
                    """
                    INSERT INTO enrolment (id, person_id, employer_id, region, began_on, case_id)
                    VALUES (\(key), \(key), \(FilingScene.employer), 'beijing', '2026-01-01', 0)
                    """)
            }
        }
    }

    private static func members(in page: String) -> [String] {
        page.matches(of: /<a href="\/employer\/staff\/([0-9]+)">演示&lt;甲&gt;<\/a>/).map { String($0.1) }
    }

    private static func link(_ relation: String, in page: String) -> String? {
        for found in page.matches(of: /<a href="([^"]*)" rel="([a-z]*)">/) where found.2 == relation {
            return String(found.1.replacing("&amp;", with: "&"))
        }
        return nil
    }
}
