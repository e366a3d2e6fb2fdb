import HTTP
import Testing
import Web

@Suite struct `An employer's first page` {
    @Test func `what the month asks for stands there, and what was begun can be gone on with`() async throws {
        try await FilingScene.with { scene in
            let unit = scene.seat("unit")
            #expect(!(await unit.get("/employer")).text.contains("缴费计划尚未生成，涉及"))
            let page = "/employer/apply/staff-enrolment"
            let draft = try await unit.post(page, from: page).place
            _ = try await unit.post(draft, from: draft, `Filing a matter`.answers.merging(["go": "next"]) { $1 })
            let begun = await unit.get("/employer")
            #expect(begun.text.contains("未提交的申报") && begun.text.contains("<a href=\"\(draft)\">继续填写"))
            #expect(!(await scene.seat("other").get("/employer")).text.contains("未提交的申报"))
            let check = await unit.get(draft + "/check")
            _ = try await unit.post(draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            let home = await unit.get("/employer")
            #expect(!home.text.contains("未提交的申报"))
            let sentence = "2026年11月缴费计划尚未生成，涉及1人，请核对后生成。"
            #expect(home.text.split(separator: sentence, omittingEmptySubsequences: false).count == 2, "once")
            #expect(home.text.contains("待办事项（1）"))
            #expect(home.text.contains("/employer/apply/monthly-plan?period=2026-11"))
        }
    }

    @Test func `the case of a month's plan leads to the plan`() async throws {
        try await FilingScene.with { scene in
            let unit = scene.seat("unit")
            var record = ""
            for (matter, answers) in [
                ("staff-enrolment", `Filing a matter`.answers), ("monthly-plan", ["period": "2026-11"]),
            ] {
                let page = "/employer/apply/\(matter)"
                let draft = try await unit.post(page, from: page).place
                _ = try await unit.post(draft, from: draft, answers.merging(["go": "next"]) { $1 })
                let check = await unit.get(draft + "/check")
                record = try await unit.post(
                    draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")]
                ).place
            }
            let plan = try #require((await unit.get(record)).text.firstMatch(of: /href="(\/employer\/plans\/[^"]+)"/))
            #expect((await unit.get(String(plan.1))).text.contains("2026年11月"))
        }
    }

    @Test func `what is begun with everything said is only to be checked`() async throws {
        try await FilingScene.with { scene in
            let unit = scene.seat("unit")
            let page = "/employer/apply/monthly-plan"
            let whole = try await unit.post(page, from: page, ["period": "2026-11"]).place
            let empty = try await unit.post(page, from: page).place
            #expect(whole.hasSuffix("/check") && !empty.hasSuffix("/check"))
        }
    }

    @Test func `a draft is given up from there`() async throws {
        try await FilingScene.with { scene in
            let unit = scene.seat("unit")
            let page = "/employer/apply/staff-enrolment"
            let draft = try await unit.post(page, from: page).place
            _ = try await unit.post(draft + "/discard", from: "/employer")
            #expect(!(await unit.get("/employer")).text.contains("未提交的申报"))
        }
    }
}
