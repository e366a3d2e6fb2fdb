package import Basics
package import Database
package import Policy

extension Transaction {
    package var publications: Publications { Publications(tx: self) }
}

/// A change of policy on its way: somebody's proposal until another has published it.
package struct ProposedPublication: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case draft, awaiting, published, rejected
    }

    package let id: Int64
    package let region: Region
    package let title: String
    package let text: String
    package let from: Day
    package let through: Day?
    package let author: String
    package let authorLogin: Int64
    package let writtenAt: Instant
    /// What the trial showed, and the policy version that it was tried under.
    package let trial: String?
    package let triedUnder: String?
    package let state: State
    /// In the order of publication; `nil` until then.
    package let number: Int64?
    package let approver: String?
    package let decidedAt: Instant?

    package init(
        id: Int64, region: Region, title: String, text: String, from: Day, through: Day?, author: String,
        authorLogin: Int64, writtenAt: Instant, trial: String? = nil, triedUnder: String? = nil, state: State,
        number: Int64? = nil, approver: String? = nil, decidedAt: Instant? = nil
    ) {
        self.id = id
        self.region = region
        self.title = title
        self.text = text
        self.from = from
        self.through = through
        self.author = author
        self.authorLogin = authorLogin
        self.writtenAt = writtenAt
        self.trial = trial
        self.triedUnder = triedUnder
        self.state = state
        self.number = number
        self.approver = approver
        self.decidedAt = decidedAt
    }
}

package struct Publications {
    let tx: Transaction

    private static let select: SQL = """
        SELECT id, region, title, body, from_on, through_on, author, author_login, written_at, trial, tried_under, state,
            number, approver, decided_at
        FROM policy_publication
        """

    private static func read(_ row: Row) throws(DatabaseError) -> ProposedPublication {
        let region: String = try row[1]
        return ProposedPublication(
            id: try row[0], region: Region(rawValue: region), title: try row[2], text: try row[3], from: try row[4],
            through: try row[5], author: try row[6], authorLogin: try row[7], writtenAt: try row[8], trial: try row[9],
            triedUnder: try row[10], state: try row[11], number: try row[12], approver: try row[13],
            decidedAt: try row[14])
    }

    /// How many are published: moves whenever one is.
    package func latestNumber() throws -> Int64 {
        try tx.one("SELECT coalesce(max(number), 0) FROM policy_publication") { row throws(DatabaseError) in
            try row[0]
        }
    }

    /// All that are published, in their order.
    package func published() throws -> [Publication] {
        try tx.all("\(Self.select) WHERE state = 'published' ORDER BY number") { row throws(DatabaseError) in
            let row = try Self.read(row)
            return Publication(
                number: row.number ?? 0, region: row.region, text: row.text, author: row.author,
                approver: row.approver ?? "", from: row.from, through: row.through,
                publishedAt: row.decidedAt ?? row.writtenAt)
        }
    }

    package func withId(_ id: Int64, in region: Region) throws -> ProposedPublication? {
        try tx.first("\(Self.select) WHERE id = \(id) AND region = \(region.rawValue)", Self.read)
    }

    /// A proposal of any region, while it has not been decided.
    package func undecided(_ id: Int64) throws -> ProposedPublication? {
        try tx.first("\(Self.select) WHERE id = \(id) AND state IN ('draft', 'awaiting')", Self.read)
    }

    /// The latest first, whatever their state.
    package func all(in region: Region, limit: Int) throws -> [ProposedPublication] {
        try tx.all("\(Self.select) WHERE region = \(region.rawValue) ORDER BY id DESC LIMIT \(limit)", Self.read)
    }

    package func write(_ proposal: ProposedPublication) throws {
        try tx.run(
            """
            INSERT INTO policy_publication (id, region, title, body, from_on, through_on, author, author_login, written_at,
                state)
            VALUES (\(proposal.id), \(proposal.region.rawValue), \(proposal.title), \(proposal.text), \(proposal.from),
                \(proposal.through), \(proposal.author), \(proposal.authorLogin), \(proposal.writtenAt), 'draft')
            """)
    }

    /// - Returns: whether it still waits for a decision.
    package func keepTrial(_ trial: String, under version: String, of id: Int64) throws -> Bool {
        try tx.run(
            """
            UPDATE policy_publication SET trial = \(trial), tried_under = \(version)
            WHERE id = \(id) AND state IN ('draft', 'awaiting')
            """) == 1
    }

    /// - Returns: whether it was its author's draft.
    package func submit(_ id: Int64, by login: Int64) throws -> Bool {
        try tx.run(
            """
            UPDATE policy_publication SET state = 'awaiting'
            WHERE id = \(id) AND state = 'draft' AND author_login = \(login)
            """) == 1
    }

    /// - Returns: whether it was its author's draft.
    package func discard(_ id: Int64, by login: Int64) throws -> Bool {
        try tx.run("DELETE FROM policy_publication WHERE id = \(id) AND state = 'draft' AND author_login = \(login)")
            == 1
    }

    /// Publishes with a number, or rejects without. Nobody decides what they wrote: the table refuses it as well.
    /// - Returns: whether it was still waiting.
    package func decide(
        _ id: Int64, number: Int64?, by name: String, _ login: Int64, at now: Instant
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE policy_publication SET state = \(number == nil ? "rejected" : "published"), number = \(number),
                approver = \(name), approver_login = \(login), decided_at = \(now)
            WHERE id = \(id) AND state = 'awaiting' AND author_login <> \(login)
            """) == 1
    }
}

extension ProposedPublication.State: ColumnCodable {}
