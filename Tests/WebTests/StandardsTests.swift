import Basics
import HTTP
import Policy
import TestSupport
import Testing
import Web

/// The contribution standards of any month, for everybody.
@Suite struct `The contribution standards` {
    private func get(_ query: String, _ look: @escaping (Response) throws -> Void) async throws {
        try await DeskScene.run { scene in
            try look(await scene.sites().outside.respond(to: Request(method: .get, target: "/standards\(query)")))
        }
    }

    @Test func `of now are shown without being asked for, with a form for other months`() async throws {
        try await get("") { page in
            #expect(page.status == .ok)
            for words in ["method=\"get\"", "name=\"period\"", "<caption>职工</caption>", "<caption>灵活就业人员</caption>"] {
                #expect(page.text.contains(words), "\(words)")
            }
        }
    }

    @Test func `of a past month are those of that month, and say what is not verified`() async throws {
        try await get("?region=beijing&period=2013-07") { page in
            #expect(page.status == .ok)
            for words in [
                "北京市 · 2013年7月 · 2013年4月至2014年6月缴费年度", "下限 2,089.00元", "上限 15,669.00元", "下限 3,134.00元", "未核实",
                "value=\"2013-07\"",
            ] { #expect(page.text.contains(words), "\(words)") }
            #expect(!page.text.contains("7270") && !page.text.contains("7,270"))
            _ = try Elements(page.text)
        }
    }

    @Test func `are told by household and by tier where they went by them`() async throws {
        try await get("?region=beijing&period=2009-05") { page in
            for words in ["外埠城镇：1,490.00元", "本市农村：800.00元", "100%：3,726.00元", "60%：2,236.00元", "40%：1,490.00元"] {
                #expect(page.text.contains(words), "\(words)")
            }
        }
    }

    @Test func `stand beside the days of the month's business, each moved by itself`() async throws {
        try await get("?region=jinan&period=2014-04") { page in
            #expect(page.status == .ok && page.text.contains("没有2014年4月的资料"))
            for words in [
                "2014年4月9日", "2014年4月18日 <span class=\"unverified\">未核实</span>", "2014年4月17日17时", "2014年4月23日",
                "滞纳金起算", "2014年4月21日",
            ] { #expect(page.text.contains(words), "\(words)") }
            _ = try Elements(page.text)
        }
        try await get("?region=jinan&period=2014-05") { page in
            #expect(page.text.contains("2014年5月10日") && page.text.contains("2014年4月以外各月的截止时点查无资料。") == false)
            #expect(page.text.contains("没有资料：2014年4月以外各月的截止日查无资料。"))
            #expect(!page.text.contains("滞纳金起算"))
        }
        try await get("?region=beijing&period=2022-09") { page in
            #expect(page.text.contains("2022年9月5日") && page.text.contains("2022年9月22日"))
        }
        try await get("?region=beijing&period=2022-10") { page in #expect(!page.text.contains("各环节办理日期")) }
    }

    @Test func `that are not known are named, and the others stand beside them`() async throws {
        try await get("?region=beijing&period=2005-08") { page in
            #expect(
                page.status == .ok && page.text.contains("没有资料") && page.text.contains("工伤")
                    && !page.text.contains("base.floor"))
            #expect(page.text.contains("下限 545.00元"))
        }
    }

    @Test func `of a region that only answers questions are shown, and its other years are named as unknown`()
        async throws
    {
        try await get("?region=wuhan&period=2025-06") { page in
            #expect(page.text.contains("武汉市") && page.text.contains("4,498.00元"))
            #expect(page.text.contains("缴费基数查无资料"))
        }
        try await get("?region=wuhan&period=2026-06") { page in
            #expect(page.status == .ok && page.text.contains("现有政策资料只到2025年12月31日"))
        }
    }

    @Test(arguments: [
        ("?region=mars", "请选择列出的统筹区"), ("?period=2013-13", "请填写1978年1月"), ("?period=%3Cb%3E", "请填写1978年1月"),
    ])
    func `that cannot be meant are refused with a sentence`(query: String, sentence: String) async throws {
        try await get(query) { page in
            #expect(page.status == .unprocessable && page.text.contains(sentence) && !page.text.contains("<b>"))
        }
    }

    @Test func `open for every region in every quarter that is held, and around them`() async throws {
        try await DeskScene.run { scene in
            let site = try scene.sites().outside
            for policy in try PolicyFolder.book().regions.values {
                for month in stride(from: Month("1992-01")!, through: Month("2028-01")!, by: 3) {
                    let address = "/standards?region=\(policy.region.rawValue)&period=\(month)"
                    // One visitor for each, as one who asks for all of them would have to wait.
                    let page = await site.respond(
                        to: Request(
                            method: .get, target: address,
                            remoteAddress: "\(policy.region.rawValue) \(month)"))
                    #expect(page.status == .ok && page.text.contains("<h1>"), "\(address)")
                }
            }
        }
    }
}
