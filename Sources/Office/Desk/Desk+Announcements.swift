package import Basics
package import Casework
import Database
import Storage

/// An announcement as somebody has typed it.
package struct AnnouncementText: Sendable {
    package let title: String
    package let text: String
    package let audience: Announcement.Audience
    package let from: Day
    package let through: Day

    package static let titleLimit = 60
    package static let textLimit = 2_000

    package init(title: String, text: String, audience: Announcement.Audience, from: Day, through: Day) {
        self.title = title
        self.text = text
        self.audience = audience
        self.from = from
        self.through = through
    }

    /// What is wrong with it, field by field.
    fileprivate func problems(on today: Day) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        for (field, what, text, limit) in [
            ("title", "标题", title, Self.titleLimit), ("text", "正文", text, Self.textLimit),
        ] {
            if text.isEmpty { problems.append(FieldProblem(field: field, sentence: "请填写\(what)。")) }
            if text.unicodeScalars.count > limit {
                problems.append(FieldProblem(field: field, sentence: "\(what)请控制在\(limit)字以内。"))
            } else if case .failure(let unread) = String.read(text) {
                problems.append(FieldProblem(field: field, sentence: unread.sentence))
            }
        }
        if through < from { problems.append(FieldProblem(field: "through", sentence: "截止日期不能早于起始日期。")) }
        if through < today { problems.append(FieldProblem(field: "through", sentence: "截止日期已经过去，请重新填写。")) }
        return problems
    }
}

extension Desk {
    private static let announcementLimit = 100

    /// What the staff see: all of them, with those that wait for somebody else's approval.
    package func announcements(for principal: Principal) async throws -> [Announcement] {
        let region = try Self.publisher(principal)
        return try await database.read { tx in try tx.announcements.all(in: region, limit: Self.announcementLimit) }
    }

    /// - Returns: what is wrong with it; nothing was written unless this is empty.
    package func write(_ text: AnnouncementText, by principal: Principal) async throws -> [FieldProblem] {
        let region = try Self.publisher(principal)
        let problems = text.problems(on: clock.today)
        guard problems.isEmpty else { return problems }
        try await ids.prepare()
        let announcement = Announcement(
            id: AnnouncementId(ids.next(.announcement)), title: text.title, text: text.text, audience: text.audience,
            from: text.from, through: text.through, author: principal.name, authorLogin: principal.login,
            writtenAt: clock.now, approver: nil, state: .awaiting)
        try await database.transaction { tx in try tx.announcements.write(announcement, in: region) }
        return []
    }

    /// Publishes or rejects what another has written.
    package func decideAnnouncement(_ id: AnnouncementId, approves: Bool, by principal: Principal) async throws {
        let region = try Self.publisher(principal)
        let now = clock.now
        try await database.transaction { tx in
            guard let announcement = try tx.announcements.withId(id, in: region) else { throw DeskRefusal.notFound }
            if announcement.authorLogin == principal.login {
                throw DeskRefusal.invalid("起草和审批须由不同人员完成，请由其他政策管理人员审批。")
            }
            let isDone = try tx.announcements.decide(
                id, approves ? .approved : .rejected, by: principal.name, principal.login, at: now)
            if !isDone { throw DeskRefusal.invalid("该公告已经审批，请刷新页面查看。") }
        }
    }

    /// Takes a published announcement off the pages.
    package func withdrawAnnouncement(_ id: AnnouncementId, by principal: Principal) async throws {
        let region = try Self.publisher(principal)
        let now = clock.now
        try await database.transaction { tx in
            guard try tx.announcements.withId(id, in: region) != nil else { throw DeskRefusal.notFound }
            if try !tx.announcements.withdraw(id, by: principal.login, at: now) {
                throw DeskRefusal.invalid("该公告没有在发布中。")
            }
        }
    }

    /// What stands on the pages today for an audience, besides what is for everybody.
    package func announcements(
        to audience: Announcement.Audience?, in region: Region, limit: Int
    ) async throws -> [Announcement] {
        let today = clock.today
        let audiences = [Announcement.Audience.everybody] + [audience].compactMap(\.self).filter { $0 != .everybody }
        return try await database.read { tx in
            try tx.announcements.shown(to: audiences, in: region, on: today, limit: limit)
        }
    }

    /// A published announcement, for anybody who has its address.
    package func announcement(_ id: AnnouncementId, in region: Region) async throws -> Announcement? {
        let today = clock.today
        return try await database.read { tx in
            try tx.announcements.withId(id, in: region).flatMap { $0.isShown(on: today) ? $0 : nil }
        }
    }
}
