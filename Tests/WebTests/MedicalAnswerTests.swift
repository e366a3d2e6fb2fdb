import Basics
import Casework
import Database
import Exchange
import HTTP
import Office
import Storage
import Testing
import Web

@Suite struct `What medical insurance answers` {
    @Test func `stands beside the person, and the to-do goes when the employer says so`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await browser.post(
                "/employer/apply/staff-enrolment", from: "/employer/apply/staff-enrolment"
            )
            .place
            _ = try await browser.post(draft, from: draft, Self.answers)
            let check = await browser.get(draft + "/check")
            let filed = try await browser.post(
                draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            #expect(filed.status == .seeOther)
            #expect(await browser.get("/employer/staff").text.contains("医疗（含生育）待反馈"))
            try await Self.answer(
                .refused(PartnerRefusal(code: "M01", sentence: "该人员在外地参保。", remedy: "请先办理转出。")), in: scene)
            let list = await browser.get("/employer/staff").text
            #expect(list.contains("医疗（含生育）未办理"))
            let member = String(try #require(list.firstMatch(of: /href="(\/employer\/staff\/[0-9]+)"/)).1)
            #expect(
                await browser.get(member).text.contains("未办理（2026年11月20日医保反馈：该人员在外地参保。请先办理转出。）"))
            let home = await browser.get("/employer").text
            #expect(home.contains("未能为吴野川办理医保参保"))
            let close = String(try #require(home.firstMatch(of: /action="(\/employer\/medical-refused\/[^"]+)"/)).1)
            #expect(try await browser.post(close, from: "/employer").place == "/employer")
            #expect(!(await browser.get("/employer")).text.contains("未能为吴野川办理医保参保"))
            try await Self.answer(.accepted, in: scene)
            let accepted = await browser.get("/employer/staff").text
            #expect(accepted.contains("医疗（含生育）") && !accepted.contains("待反馈") && !accepted.contains("未办理"))
            #expect(await browser.get(member).text.contains("已办理（2026年11月20日医保反馈）"))
        }
    }

    private static let answers = [
        "number": FilingScene.known.number, "name": FilingScene.known.name, "beganOn": "2026-11-16",
        "household": "localUrban", "occupation": "会计", "contractTerm": "open", "wage": "8500", "go": "next",
    ]

    private static func answer(_ outcome: MedicalEnrolmentAnswer.Outcome, in scene: FilingScene) async throws {
        let number = try await scene.database.read { tx in
            try tx.one("SELECT number FROM matter_case WHERE matter = 'staff-enrolment'") { row in try row[0] as String
            }
        }
        let answer = MedicalEnrolmentAnswer(
            noticeNumber: number, answeredOn: try #require(Day("2026-11-20")), outcome: outcome)
        let key = try #require(IdempotencyKey(outcome == .accepted ? "medical-0002" : "medical-0001"))
        let message = InboxMessage(
            MedicalEnrolmentAnswer.endpoint, idempotencyKey: key, body: try answer.body(), receivedAt: scene.clock.now)
        #expect(try await scene.desk.receive(message, for: FilingScene.home) == .received)
    }
}
