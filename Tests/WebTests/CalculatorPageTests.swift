import Basics
import Calculation
import Foundation
import HTTP
import Testing
import Web

/// The calculators for everybody: pages and the same for programs.
@Suite struct `The calculators` {
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

    private static let fee = "region=beijing&overdue=10000&period=2026-10&dueOn=2026-10-31&paidOn=2026-11-30"

    @Test func `stand in an index that the home page leads to, without a login`() async throws {
        try await DeskScene.run { scene in
            let site = try scene.sites().outside
            func get(_ target: String) async -> Response {
                await site.respond(to: Request(method: .get, target: target))
            }
            #expect(await get("/").text.contains("href=\"/calculators\""))
            let index = await get("/calculators")
            #expect(index.status == .ok)
            for calculator in CalculatorCatalogue.all {
                #expect(index.text.contains("href=\"/calculators/\(calculator.name)\""))
                let page = await get("/calculators/\(calculator.name)")
                #expect(page.status == .ok, "\(calculator.name)")
                for input in calculator.inputs where input.isRequired {
                    #expect(page.text.contains("name=\"\(input.key)\""), "\(calculator.name) \(input.key)")
                }
                var sample = calculator.sample(Month("2025-09")!).merging(["region": "beijing"]) { $1 }
                let form = await get(Self.address(sample.merging(["fill": "1"]) { $1 }, to: calculator.name))
                if form.text.contains("name=\"injuryClass\"") { sample["injuryClass"] = "1" }
                let answered = await get(Self.address(sample, to: calculator.name))
                #expect(answered.status == .ok, "\(calculator.name)")
                #expect(answered.text.contains("计算过程和政策依据"))
                _ = try Elements(answered.text)
            }
        }
    }

    private static func address(_ answers: [String: String], to name: String) -> String {
        let pairs = answers.map { "\($0.key)=\(PercentEncoding.encode($0.value))" }.sorted()
        return "/calculators/\(name)?\(pairs.joined(separator: "&"))"
    }

    @Test func `show the result with the steps, their sources and what is not verified`() async throws {
        let page = try await get("/calculators/late-fee?\(Self.fee)")
        #expect(page.status == .ok)
        for words in [
            "150.00<small>元</small>", "30<small>天</small>", "10,000.00 × 0.05% × 30天，四舍五入到分", "未核实",
            "中华人民共和国社会保险法（2018年修正）", "value=\"2026-10-31\"",
        ] { #expect(page.text.contains(words), "\(words)") }
    }

    @Test func `say what is wrong at its field, and keep what was typed`() async throws {
        let page = try await get(
            "/calculators/late-fee?region=beijing&overdue=-5&period=2026-10&dueOn=2026-02-30&paidOn=%3Cscript%3E")
        #expect(page.status == .unprocessable)
        #expect(page.text.contains("有 3 处需要修改"))
        #expect(page.text.contains("<a href=\"#overdue\">欠缴金额：金额不能是负数。</a>"))
        #expect(page.text.contains("value=\"-5\"") && !page.text.contains("<script>"))
        #expect(!page.text.contains("计算过程和政策依据"))
    }

    @Test func `ask for what a table goes by in people's words, and programs with its keys`() async throws {
        let asked = "calculators/contribution?region=beijing&period=2010-01&wage=3000"
        let page = try await get("/\(asked)")
        #expect(page.text.contains("<a href=\"#household\">请选择户口性质，缴费基数下限按它分档。</a>"))
        #expect(!page.text.contains("可选foreign"))
        #expect(try await get("/api/v1/\(asked)").text.contains("可选foreign（外国人）、"))
    }

    @Test func `name the parameter that is missing for a time`() async throws {
        let page = try await get("/calculators/contribution?region=beijing&period=2031-01&coverage=flexible&wage=8000")
        #expect(page.status == .unprocessable && page.text.contains("缺少政策参数"))
    }

    @Test func `are filled in by an address without being computed`() async throws {
        let page = try await get("/calculators/late-fee?fill=1&overdue=123.45")
        #expect(page.status == .ok && page.text.contains("value=\"123.45\"") && !page.text.contains("需要修改"))
    }

    @Test func `show the form of a region that is chosen, and refuse one that there is not`() async throws {
        for calculator in CalculatorCatalogue.all {
            let form = try await get("/calculators/\(calculator.name)?region=chengdu")
            #expect(form.status == .ok && !form.text.contains("需要修改"), "\(calculator.name)")
            #expect(form.text.contains("<option value=\"chengdu\" selected>成都市</option>"), "\(calculator.name)")
        }
        let nowhere = try await get("/calculators/contribution?region=mars")
        #expect(nowhere.status == .unprocessable && nowhere.text.contains("没有“mars”这个统筹区"))
    }

    @Test func `are listed for programs with their inputs`() async throws {
        let answer = try await get("/api/v1/calculators")
        #expect(answer.headers["content-type"] == "application/json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let names = (json["calculators"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(names == CalculatorCatalogue.all.map(\.name))
    }

    @Test func `answer programs in JSON, with amounts as text and the headers of every page`() async throws {
        let answer = try await get("/api/v1/calculators/late-fee?\(Self.fee)")
        #expect(answer.status == .ok && answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["set-cookie"] == nil, "a program needs no visit")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let result = try #require(json["result"] as? [String: [String: Any]])
        #expect(result["amount"]?["value"] as? String == "150.00" && result["days"]?["value"] as? Int == 30)
        #expect(json["isUnverified"] as? Bool == true)
    }

    @Test(arguments: [
        ("late-fee?region=mars&overdue=1&period=2026-10&dueOn=2026-10-31", ["region"]),
        ("late-fee?region=beijing&overdue=-1&period=x&dueOn=2026-02-30&a=b", ["a", "overdue", "period", "dueOn"]),
        ("contribution?region=beijing&period=2031-01&coverage=flexible&wage=1", ["period"]),
        ("contribution?region=beijing&period=2025-09&coverage=flexible&wage=99999999", ["wage"]),
        ("retirement-age?region=beijing&group=male&bornIn=2026-08&on=2026-07-01", ["bornIn"]),
    ])
    func `refuse programs with 422 and a sentence for each field`(query: String, fields: [String]) async throws {
        let answer = try await get("/api/v1/calculators/\(query)")
        #expect(answer.status == .unprocessable)
        #expect(answer.headers["content-type"] == "application/problem+json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        let problems = try #require(json["problems"] as? [[String: String]])
        #expect(problems.map { $0["field"] } == fields)
        #expect(problems.allSatisfy { $0["sentence"]?.hasSuffix("。") == true })
        #expect(json["result"] == nil)
    }

    @Test func `that are not there are not found`() async throws {
        #expect(try await get("/calculators/fortune").status == .notFound)
        #expect(try await get("/api/v1/calculators/fortune").status == .notFound)
    }

    @Test func `are filled in from one's own record, as far as it goes`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("person")
            let record = await browser.get("/individual/record").text
            let links = record.matches(of: /href="(\/calculators\/[^"]+)"/).map {
                String($0.1).replacing("&amp;", with: "&")
            }
            #expect(links.count == 2)
            for link in links {
                #expect(link.contains("fill=1") && link.contains("bornIn=") && link.contains("paidMonths="))
                let form = await browser.get(link)
                #expect(form.status == .ok && !form.text.contains("需要修改"))
                #expect(form.text.contains("name=\"paidMonths\""))
            }
        }
    }

    @Test func `draw a picture where one says more, with its table beside it`() async throws {
        let page = try await get(
            "/calculators/pension-forecast?region=beijing&asOf=2025-09&group=male&bornIn=1971-08&paidMonths=240&account=90000"
                + "&index=0.8&base=9000")
        #expect(page.status == .ok)
        #expect(page.text.contains("<svg") && page.text.contains("<title id=\"choices-chart\">每月养老金随退休月份的变化</title>"))
        #expect(page.text.contains("<caption>不同退休时间的每月养老金</caption>"))
        #expect(!page.text.contains("<script"))
        // Months lie as far apart as they are, and the legal one is marked with its amount.
        #expect(page.text.contains("法定退休（2033年4月）") && page.text.contains(">4,212</text>"))
        #expect(page.text.contains(">3,826</text>") && page.text.contains(">5,066</text>"), "to the nearest yuan")
        let points = try #require(page.text.firstMatch(of: /<polyline class="line-1" points="([^"]+)"/)).1.split(
            separator: " ")
        let places = points.compactMap { $0.split(separator: ",").first.flatMap { Int($0) } }
        // Half a year, 2033-02 to 2033-04, and to 2033-08.
        #expect(places[2] - places[1] == 42 && places[4] - places[3] == 14 && places[5] - places[4] == 28, "\(places)")
        let read = try Elements(page.text)
        #expect(Set(read.references).isSubset(of: Set(read.ids)), "what names the picture is there")
    }
}
