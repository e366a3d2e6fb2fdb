package import Basics

/// The key of an announcement.
package typealias AnnouncementId = ID<Announcement>

/// What the agency tells the public, employers or people (通知公告): written by one of its policy staff, approved by another.
package struct Announcement: Hashable, Sendable {
    package enum Audience: String, Hashable, Sendable, CaseIterable {
        case everybody, employers, persons

        package var chinese: String {
            switch self {
            case .everybody: "全部"
            case .employers: "用人单位"
            case .persons: "个人"
            }
        }
    }

    package enum State: String, Hashable, Sendable, CaseIterable {
        case awaiting, approved, rejected, withdrawn

        package var chinese: String {
            switch self {
            case .awaiting: "待审批"
            case .approved: "已发布"
            case .rejected: "未通过"
            case .withdrawn: "已撤下"
            }
        }
    }

    package let id: AnnouncementId
    package let title: String
    /// Paragraphs, a line each.
    package let text: String
    package let audience: Audience
    /// The days on which it is shown, both included.
    package let from: Day
    package let through: Day
    package let author: String
    package let authorLogin: Int64
    package let writtenAt: Instant
    /// Who approved or rejected it; `nil` while nobody has.
    package let approver: String?
    package let state: State

    package init(
        id: AnnouncementId, title: String, text: String, audience: Audience, from: Day, through: Day, author: String,
        authorLogin: Int64, writtenAt: Instant, approver: String?, state: State
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.audience = audience
        self.from = from
        self.through = through
        self.author = author
        self.authorLogin = authorLogin
        self.writtenAt = writtenAt
        self.approver = approver
        self.state = state
    }

    package func isShown(on day: Day) -> Bool { state == .approved && from <= day && day <= through }
}
