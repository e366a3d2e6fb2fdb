package import Basics
package import Casework
import Database

extension Transaction {
    package var announcements: Announcements { Announcements(tx: self) }
}

package struct Announcements {
    let tx: Transaction

    private static let select: SQL = """
        SELECT id, title, body, audience, shown_from, shown_through, author, author_login, written_at, approver, state
        FROM announcement
        """

    private static func read(_ row: Row) throws(DatabaseError) -> Announcement {
        Announcement(
            id: try row[0], title: try row[1], text: try row[2], audience: try row[3], from: try row[4],
            through: try row[5], author: try row[6], authorLogin: try row[7], writtenAt: try row[8],
            approver: try row[9], state: try row[10])
    }

    package func write(_ announcement: Announcement, in region: Region) throws {
        try tx.run(
            """
            INSERT INTO announcement (id, region, title, body, audience, shown_from, shown_through, author, author_login,
                written_at, state)
            VALUES (\(announcement.id), \(region.rawValue), \(announcement.title), \(announcement.text),
                \(announcement.audience), \(announcement.from), \(announcement.through), \(announcement.author),
                \(announcement.authorLogin), \(announcement.writtenAt), \(announcement.state))
            """)
    }

    /// Approves or rejects what waits for it. Nobody decides what they wrote: the table refuses it as well.
    /// - Returns: whether it was still waiting.
    package func decide(
        _ id: AnnouncementId, _ state: Announcement.State, by name: String, _ login: Int64, at now: Instant
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE announcement SET state = \(state), approver = \(name), approver_login = \(login), decided_at = \(now)
            WHERE id = \(id) AND state = 'awaiting' AND author_login <> \(login)
            """) == 1
    }

    /// - Returns: whether it was published until now.
    package func withdraw(_ id: AnnouncementId, by login: Int64, at now: Instant) throws -> Bool {
        try tx.run(
            """
            UPDATE announcement SET state = 'withdrawn', withdrawn_by = \(login), withdrawn_at = \(now)
            WHERE id = \(id) AND state = 'approved'
            """) == 1
    }

    package func withId(_ id: AnnouncementId, in region: Region) throws -> Announcement? {
        try tx.first("\(Self.select) WHERE id = \(id) AND region = \(region.rawValue)", Self.read)
    }

    /// The latest first, whatever their state.
    package func all(in region: Region, limit: Int) throws -> [Announcement] {
        try tx.all("\(Self.select) WHERE region = \(region.rawValue) ORDER BY id DESC LIMIT \(limit)", Self.read)
    }

    /// What is shown on a day to some audiences, the latest first.
    package func shown(
        to audiences: [Announcement.Audience], in region: Region, on day: Day, limit: Int
    ) throws -> [Announcement] {
        try tx.all(
            """
            \(Self.select) WHERE region = \(region.rawValue) AND state = 'approved' AND shown_from <= \(day)
                AND shown_through >= \(day) AND audience IN \(list: audiences)
            ORDER BY shown_from DESC, id DESC LIMIT \(limit)
            """, Self.read)
    }
}

extension Announcement.Audience: ColumnCodable {}
extension Announcement.State: ColumnCodable {}
