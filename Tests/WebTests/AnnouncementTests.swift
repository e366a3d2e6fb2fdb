import Basics
import Casework
import Cryptography
import Database
import HTTP
import Office
import Storage
import TestSupport
import Testing
import Web

@Suite struct `Announcements` {
    private static let today = Day("2026-11-20")!

    private static func staff(_ login: Int64, _ name: String) -> Principal {
        Principal(login: login, name: name, role: .policyStaff, branch: "centre", region: FilingScene.home)
    }

    private static let author = staff(8, "政策员")
    private static let other = staff(10, "另一政策员")

    private func text(
        _ title: String = "征收期调整", audience: Announcement.Audience = .everybody, from: String = "2026-11-20",
        through: String = "2026-11-30"
    ) -> AnnouncementText {
        AnnouncementText(
            title: title, text: "第一段\n第二段", audience: audience, from: Day(from)!, through: Day(through)!)
    }

    private func shown(_ audience: Announcement.Audience?, _ desk: Desk) async throws -> [String] {
        try await desk.announcements(to: audience, in: FilingScene.home, limit: 10).map(\.title)
    }

    @Test func `one writes, another approves; before that nobody sees it`() async throws {
        try await FilingScene.with { scene in
            let desk = scene.desk
            #expect(try await desk.write(text(), by: Self.author).isEmpty)
            #expect(try await shown(nil, desk).isEmpty)
            let id = try #require(try await desk.announcements(for: Self.author).first).id
            await #expect(throws: DeskRefusal.invalid("起草和审批须由不同人员完成，请由其他政策管理人员审批。")) {
                try await desk.decideAnnouncement(id, approves: true, by: Self.author)
            }
            try await desk.decideAnnouncement(id, approves: true, by: Self.other)
            #expect(try await shown(nil, desk) == ["征收期调整"])
            await #expect(throws: DeskRefusal.invalid("该公告已经审批，请刷新页面查看。")) {
                try await desk.decideAnnouncement(id, approves: false, by: Self.other)
            }
            try await desk.withdrawAnnouncement(id, by: Self.author)
            #expect(try await shown(nil, desk).isEmpty)
        }
    }

    @Test func `each audience sees its own and what is for all, on its days`() async throws {
        try await FilingScene.with { scene in
            let desk = scene.desk
            let all: [AnnouncementText] = [
                text("全部"), text("单位", audience: .employers), text("个人", audience: .persons),
                text("以后", from: "2026-12-01", through: "2026-12-31"),
            ]
            for one in all { #expect(try await desk.write(one, by: Self.author).isEmpty) }
            for one in try await desk.announcements(for: Self.author) {
                try await desk.decideAnnouncement(one.id, approves: true, by: Self.other)
            }
            #expect(try await shown(nil, desk) == ["全部"])
            #expect(Set(try await shown(.employers, desk)) == ["全部", "单位"])
            #expect(Set(try await shown(.persons, desk)) == ["全部", "个人"])
            #expect((await scene.seat("unit").get("/employer")).text.contains(">单位<"))
            #expect(!(await scene.seat("unit").get("/employer")).text.contains(">个人<"))
            scene.clock.pass(seconds: 12 * 86_400)
            #expect(try await shown(.employers, desk) == ["以后"])
        }
    }

    @Test(arguments: [
        ("", "2026-11-20", "2026-11-30", "title"), ("标题", "2026-11-20", "2026-11-19", "through"),
        ("标题", "2026-11-01", "2026-11-02", "through"), ("标\u{202E}题", "2026-11-20", "2026-11-30", "title"),
    ])
    func `what cannot be shown is not kept`(title: String, from: String, through: String, field: String) async throws {
        try await FilingScene.with { scene in
            let problems = try await scene.desk.write(text(title, from: from, through: through), by: Self.author)
            #expect(problems.map(\.field).contains(field))
            #expect(try await scene.desk.announcements(for: Self.author).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the table itself refuses that one person does both`(engine: Engine) async throws {
        try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
            let now = Instant(milliseconds: 1)
            try await database.transaction { tx in
                try tx.announcements.write(
                    Announcement(
                        id: AnnouncementId(1), title: "甲", text: "乙", audience: .everybody, from: Self.today,
                        through: Self.today, author: "政策员", authorLogin: 8, writtenAt: now, approver: nil,
                        state: .awaiting), in: FilingScene.home)
            }
            await #expect(throws: DatabaseError.self) {
                try await database.transaction { tx in
                    _ = try tx.run(
                        "UPDATE announcement SET state = 'approved', approver = 'x', approver_login = 8, decided_at = 2"
                    )
                }
            }
            let isDone = try await database.transaction { tx in
                try tx.announcements.decide(AnnouncementId(1), .approved, by: "政策员", 8, at: now)
            }
            #expect(!isDone)
        }
    }
}
