package import Basics
import Cryptography
package import Records

/// The digest of a plan's rows and ledger entries, as committed and as the audit reads them again.
package enum PlanDigest {
    package static func of(
        _ rows: some Sequence<ContributionRow>, _ entries: some Sequence<LedgerEntry>, period: Month
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        func put(_ number: Int64) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        put(Int64(period.yyyymm))
        for row in rows {
            put(row.person.value)
            put(Int64(row.sequence))
            put(Int64(row.line.rawValue) << 16 | Int64(row.kind.rawValue))
            put(row.base.fen)
            put(row.unit.fen)
            put(row.personShare.fen)
            put(row.account.fen)
        }
        for entry in entries {
            put(Int64(entry.line?.rawValue ?? 0))
            bytes.append(contentsOf: (entry.share?.rawValue ?? "").utf8)
            for posting in entry.postings {
                bytes.append(contentsOf: posting.account.rawValue.utf8)
                put(posting.amount.fen)
            }
        }
        return Digest.sha256.of(bytes)
    }
}
