package import Basics
import Cryptography
package import Database

extension Transaction {
    package var dailyRoots: DailyRoots { DailyRoots(tx: self) }
}

/// What holds the ends of all chains on a day: those that grew since the root before, bound to that root. A chain binds each
/// link to the one before, so only its end could be cut off unnoticed; after the root that is noticed too.
package struct DailyRoot: Hashable, Sendable {
    package let day: Day
    /// 1 for the first root.
    package let position: Int
    package let takenAt: Instant
    /// How many chains had grown.
    package let chains: Int
    /// Of their ends.
    package let digest: [UInt8]

    package init(day: Day, position: Int, takenAt: Instant, chains: Int, digest: [UInt8]) {
        self.day = day
        self.position = position
        self.takenAt = takenAt
        self.chains = chains
        self.digest = digest
    }

    var fields: [String] { ["\(day)", "\(position)", "\(takenAt.milliseconds)", "\(chains)"] }
}

package struct DailyRoots {
    let tx: Transaction

    /// A root with the link that binds it to those before.
    package struct Linked: Sendable {
        package let root: DailyRoot
        package let link: [UInt8]
    }

    package func all() throws -> [Linked] {
        try tx.all("\(Self.select) ORDER BY position", Self.read)
    }

    package func last() throws -> Linked? {
        try tx.first("\(Self.select) ORDER BY position DESC LIMIT 1", Self.read)
    }

    private static let select: SQL = "SELECT on_day, position, taken_at, chains, digest, link FROM daily_root"

    private static func read(_ row: Row) throws(DatabaseError) -> Linked {
        Linked(
            root: DailyRoot(
                day: try row[0], position: try row[1], takenAt: try row[2], chains: try row[3], digest: try row[4]),
            link: try row[5])
    }

    /// Takes the root of a day; nothing happens if it was taken before.
    package func take(on day: Day, at now: Instant, chain: TrailChain) throws {
        let last = try last()
        if let last, last.root.day >= day { return }
        let position = (last?.root.position ?? 0) + 1
        // The heads refer to their root, so it stands there first, to be filled in.
        let isFirst = try tx.run(
            """
            INSERT INTO daily_root (on_day, position, taken_at, chains, digest, link)
            VALUES (\(day), \(position), \(now), 0, \([UInt8]()), \([UInt8]())) ON CONFLICT (on_day) DO NOTHING
            """)
        guard isFirst > 0 else { return }
        try noteGrownChains(on: day)
        let ends = try ends(of: day)
        let root = DailyRoot(day: day, position: position, takenAt: now, chains: ends.count, digest: ends.digest)
        try tx.run(
            """
            UPDATE daily_root SET chains = \(root.chains), digest = \(root.digest),
                link = \(chain.link(root, after: last?.link ?? [])) WHERE on_day = \(day)
            """)
    }

    private func noteGrownChains(on day: Day) throws {
        try tx.run(
            """
            INSERT INTO daily_root_head (chain, of_id, count, head, on_day)
            SELECT 'case', c.id, c.version, c.head, \(day) FROM matter_case c
            WHERE NOT EXISTS (SELECT 1 FROM daily_root_head h
                WHERE h.chain = 'case' AND h.of_id = c.id AND h.count >= c.version)
            """)
        try tx.run(
            """
            INSERT INTO daily_root_head (chain, of_id, count, head, on_day)
            SELECT 'plans', p.employer_id, p.chain_position, p.link, \(day) FROM contribution_plan p
            WHERE NOT EXISTS (SELECT 1 FROM contribution_plan later
                    WHERE later.employer_id = p.employer_id AND later.chain_position > p.chain_position)
                AND NOT EXISTS (SELECT 1 FROM daily_root_head h
                    WHERE h.chain = 'plans' AND h.of_id = p.employer_id AND h.count >= p.chain_position)
            """)
        try tx.run(
            """
            INSERT INTO daily_root_head (chain, of_id, count, head, on_day)
            SELECT 'operator', a.login_id, a.sequence, a.link, \(day) FROM operator_act a
            WHERE NOT EXISTS (SELECT 1 FROM operator_act later
                    WHERE later.login_id = a.login_id AND later.sequence > a.sequence)
                AND NOT EXISTS (SELECT 1 FROM daily_root_head h
                    WHERE h.chain = 'operator' AND h.of_id = a.login_id AND h.count >= a.sequence)
            """)
    }

    package struct Ends: Hashable, Sendable {
        package let count: Int
        package let digest: [UInt8]
    }

    /// The ends of the chains that had grown by a day, as they are noted.
    package func ends(of day: Day) throws -> Ends {
        var running = RunningDigest(.sha256)
        var count = 0
        try tx.each(
            "SELECT chain, of_id, count, head FROM daily_root_head WHERE on_day = \(day) ORDER BY chain, of_id, count"
        ) { row in
            let (chain, head): (String, [UInt8]) = (try row[0], try row[3])
            let (id, length): (Int64, Int64) = (try row[1], try row[2])
            running.add("\(chain) \(id) \(length) ".utf8)
            running.add(head)
            count += 1
        }
        return Ends(count: count, digest: running.finish())
    }
}
