import Casework
import Database
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

    @Test func `a month that changes while it is looked at is not closed; one more click closes it as it is now`()
        async throws
    {
        try await FilingScene.with { scene in
            let (unit, teller) = (scene.seat("unit"), scene.seat("teller"))
            func file(_ matter: String, _ answers: [String: String]) async throws {
                let page = "/employer/apply/\(matter)"
                let draft = try await unit.post(page, from: page).place
                _ = try await unit.post(draft, from: draft, answers.merging(["go": "next"]) { $1 })
                let check = await unit.get(draft + "/check")
                _ = try await unit.post(
                    draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            }
            try await file("staff-enrolment", `Filing a matter`.answers)
            scene.clock.pass(seconds: 20 * 86_400)
            let month = "/agency/months/2026-11"
            let seen = await teller.get(month)
            let lines = seen.text.matches(of: /name="seen" value="([^"]*)"/).map { String($0.1) }
            #expect(lines.contains { $0.contains("没有缴费计划的单位") && $0.contains("1户") })
            try await file("monthly-plan", ["period": "2026-11"])
            let changed = try await teller.post(
                month + "/close", from: month, ["digest": try seen.hidden("digest")], ticks: ["seen": lines])
            #expect(changed.status == .conflict && changed.text.contains("没有提交：在您核对期间，将要办理的内容有变化"))
            #expect(changed.text.contains("由“1户”变为“0户”"))
            #expect((await teller.get(month)).text.contains("提交月结"), "nothing is closed")
            let filed = try await teller.post(
                month + "/close", from: month, ["digest": try changed.hidden("digest")])
            #expect(filed.place.hasPrefix("/agency/cases/"))
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

    @Test func `an assessment that waits or was given up says so, and a reviewer goes on with it`() async throws {
        try await FilingScene.with { scene in
            let reviewer = scene.seat("reviewer")
            let list = await reviewer.get("/agency/months")
            let link = String(try #require(list.text.firstMatch(of: /\/agency\/months\/[0-9]{4}-[0-9]{2}/)).output)
            _ = try await reviewer.post(link + "/assess", from: link)
            try await scene.database.transaction { tx in _ = try tx.run("UPDATE job SET note = '存储空间不足，已暂停。'") }
            #expect(await reviewer.get(link).text.contains("存储空间不足，已暂停。"))
            try await scene.database.transaction { tx in
                _ = try tx.run("UPDATE job SET state = 'failed', ended_at = 1, note = '多次处理均未成功，已停止。'")
            }
            let month = await reviewer.get(link)
            #expect(month.text.contains("集中核定没有完成") && month.text.contains("多次处理均未成功，已停止。"))
            #expect(month.headers["refresh"] == nil && month.text.contains("继续核定"))
            _ = try await reviewer.post(link + "/assess", from: link)
            #expect(await !reviewer.get(link).text.contains("集中核定没有完成"))
        }
    }

    @Test func `a month is laid beside the one before, and another branch's employer is looked at for a purpose`()
        async throws
    {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            let list = await teller.get("/agency/months")
            let link = String(try #require(list.text.firstMatch(of: /\/agency\/months\/[0-9]{4}-[0-9]{2}/)).output)
            #expect(await teller.get(link).text.contains("\(link)/differences"))
            let page = await teller.get("\(link)/differences?kind=came")
            #expect(page.status == .ok && page.text.contains("与上月比较") && page.text.contains("本月新增"))
            #expect(await teller.get("\(link)/differences?kind=nonsense&page=-1").status == .ok)
            let own = await teller.get("\(link)/differences/\(FilingScene.employer)")
            #expect(own.status == .ok && own.text.contains("晨光公司"))
            let others = await teller.get("\(link)/differences/\(FilingScene.other)")
            #expect(others.text.contains("查看用途") && !others.text.contains("没有变化的"))
        }
    }
}
