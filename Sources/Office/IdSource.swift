package import Database
import Storage
import Synchronization

/// Gives out the keys of rows from blocks taken of one row per kind, so that a transaction waits for none.
///
/// A block is fetched before a transaction that might need it begins; what a crash leaves unused is lost, never given twice.
package final class IdSource: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case person, employer, enrolment, matterCase, draft, paper, toDo, plan, receipt, ledgerEntry, outbox, login,
            readLog, announcement, bankAccount, agreement, paymentOrder, refund, publication
    }

    /// Fewer left than this, and the next block is fetched; a single case takes fewer. One that settles plans makes some
    /// twenty ledger entries for each: there are enough for a hundred years of months.
    private static func lowWater(of kind: Kind) -> Int64 { kind == .ledgerEntry ? 25_000 : 200 }
    private static func block(of kind: Kind) -> Int64 { kind == .ledgerEntry ? 100_000 : 2_000 }

    private struct Range {
        var next: Int64
        var end: Int64
        var left: Int64 { end - next }
    }

    private let database: Database
    private let ranges = Mutex<[Kind: Range]>([:])

    package init(_ database: Database) {
        self.database = database
    }

    /// Of one kind no row of a batch takes more than three, and a transaction may be run again twenty times.
    private static let keysOfRow: Int64 = 60

    /// Makes sure that every kind has keys enough for a case, or for so many rows of a batch.
    package func prepare(cases: Int = 1) async throws {
        let needed = Int64(cases) * Self.keysOfRow
        func lowWater(_ kind: Kind) -> Int64 { max(Self.lowWater(of: kind), needed) }
        func block(_ kind: Kind) -> Int64 { max(Self.block(of: kind), 2 * needed) }
        let low = ranges.withLock { ranges in Kind.allCases.filter { (ranges[$0]?.left ?? 0) < lowWater($0) } }
        guard !low.isEmpty else { return }
        let starts = try await database.transaction { tx in
            try low.map { try tx.takeKeys($0.rawValue, count: max(Self.block(of: $0), 2 * needed)) }
        }
        ranges.withLock { ranges in
            for (kind, start) in zip(low, starts) where (ranges[kind]?.left ?? 0) < lowWater(kind) {
                ranges[kind] = Range(next: start, end: start + block(kind))
            }
        }
    }

    /// The next key of a kind; to run out within one transaction is a broken invariant of ``lowWater(of:)``.
    package func next(_ kind: Kind) -> Int64 {
        ranges.withLock { ranges in
            guard var range = ranges[kind], range.left > 0 else {
                preconditionFailure("no keys of kind \(kind) were prepared")
            }
            defer {
                range.next += 1
                ranges[kind] = range
            }
            return range.next
        }
    }
}
