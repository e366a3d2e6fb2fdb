import Casework
import HTTP
import Office
import Testing
import Web

@Suite struct `The months of the agency` {
    @Test func `are listed with what is open in each; a month that is not over says why it can't be closed`()
        async throws
    {
        try await FilingScene.with { scene in
            let list = await scene.seat("teller").get("/agency/months")
            #expect(list.status == .ok && list.text.contains("月度办理") && list.text.contains("未月结"))
            let link = try #require(list.text.firstMatch(of: /\/agency\/months\/[0-9]{4}-[0-9]{2}/)).output
            let month = await scene.seat("teller").get(String(link))
            #expect(month.status == .ok && month.text.contains("没有缴费计划的单位"))
            #expect(month.text.contains("尚未结束，不能月结") && !month.text.contains("\(link)/close"))
            #expect(!month.text.contains("\(link)/assess"), "a teller begins no assessment")
        }
    }

    @Test func `a reviewer begins the assessment, and the page shows how far it has come`() async throws {
        try await FilingScene.with { scene in
            let reviewer = scene.seat("reviewer")
            let list = await reviewer.get("/agency/months")
            let link = String(try #require(list.text.firstMatch(of: /\/agency\/months\/[0-9]{4}-[0-9]{2}/)).output)
            #expect(try await reviewer.post(link + "/assess", from: link).place == link)
            let month = await reviewer.get(link)
            #expect(month.text.contains("已完成") || month.text.contains("进行中"))
        }
    }
}
