package import Basics
import Cryptography
package import Records

/// The digest of a plan's rows and ledger entries, as committed and as the audit reads them again. Rows come one at a time, so
/// that a plan of a hundred thousand people is never held whole; the entries come after them.
package struct PlanDigest: ~Copyable {
    private var digest = RunningDigest(.sha256)

    package init(of period: Month) {
        put(Int64(period.yyyymm))
    }

    package mutating func add(_ row: ContributionRow) {
        let fields = (
            row.person.value.littleEndian, Int64(row.sequence).littleEndian,
            (Int64(row.line.rawValue) << 16 | Int64(row.kind.rawValue)).littleEndian, row.base.fen.littleEndian,
            row.unit.fen.littleEndian, row.personShare.fen.littleEndian, row.account.fen.littleEndian
        )
        withUnsafeBytes(of: fields) { digest.add($0) }
    }

    package mutating func add(_ entry: LedgerEntry) {
        put(Int64(entry.line?.rawValue ?? 0))
        digest.add((entry.share?.rawValue ?? "").utf8)
        for posting in entry.postings {
            digest.add(posting.account.rawValue.utf8)
            put(posting.amount.fen)
        }
    }

    package consuming func finish() -> [UInt8] { digest.finish() }

    private mutating func put(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { digest.add($0) }
    }

    package static func of(
        _ rows: some Sequence<ContributionRow>, _ entries: some Sequence<LedgerEntry>, period: Month
    ) -> [UInt8] {
        var digest = PlanDigest(of: period)
        for row in rows { digest.add(row) }
        for entry in entries { digest.add(entry) }
        return digest.finish()
    }
}
