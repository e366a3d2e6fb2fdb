import Basics
import Database
import Records
import Storage

/// What stands beside the rows of some plans: their lines, what the ledger holds of them, what has paid them.
struct PlanBooks {
    /// One entry as it stands in the ledger, whoever wrote it.
    struct Entry {
        let id: Int64
        let kind: String
        let employer: EmployerId?
        let line: InsuranceLine?
        let share: String?
        var postings: [(account: String, amount: Money)] = []
    }

    struct Payment {
        let line: InsuranceLine
        let share: String
        let amount: Money
    }

    private(set) var lines: [PlanId: [PlanLineTotal]] = [:]
    private(set) var entries: [PlanId: [Entry]] = [:]
    private(set) var allocations: [PlanId: [Payment]] = [:]
    private(set) var offsets: [PlanId: [Payment]] = [:]
    /// Credits that were paid out.
    private(set) var refunds: [PlanId: [Payment]] = [:]
    /// Whether the receipt that is said to have settled it exists.
    private(set) var settled: [PlanId: Bool] = [:]

    init(of plans: [PlanId], _ tx: Transaction) throws {
        try readLines(of: plans, tx)
        try readEntries(of: plans, tx)
        allocations = try Self.payments(
            "SELECT plan_id, line, share, amount_fen FROM standing_allocation WHERE plan_id IN \(list: plans)", tx)
        offsets = try Self.payments(
            "SELECT plan_id, line, share, amount_fen FROM plan_offset WHERE plan_id IN \(list: plans)", tx)
        refunds = try Self.payments(
            "SELECT plan_id, line, share, amount_fen FROM standing_refund WHERE plan_id IN \(list: plans)", tx)
        var settled: [PlanId: Bool] = [:]
        try tx.each(
            """
            SELECT s.plan_id, CASE WHEN s.receipt_id IS NULL OR r.id IS NOT NULL THEN 1 ELSE 0 END
            FROM plan_settlement s LEFT JOIN receipt r ON r.id = s.receipt_id WHERE s.plan_id IN \(list: plans)
            """
        ) { row in settled[try row[0]] = try row.integer(1) == 1 }
        self.settled = settled
    }

    private mutating func readLines(of plans: [PlanId], _ tx: Transaction) throws {
        var lines: [PlanId: [PlanLineTotal]] = [:]
        try tx.each(
            """
            SELECT plan_id, line, people, unit_fen, person_fen, account_fen FROM plan_line WHERE plan_id IN \(list: plans)
            ORDER BY plan_id, line
            """
        ) { row in
            lines[try row[0], default: []].append(
                PlanLineTotal(
                    line: try row[1], people: try row[2], unit: try row[3], personShare: try row[4],
                    account: try row[5]))
        }
        self.lines = lines
    }

    private mutating func readEntries(of plans: [PlanId], _ tx: Transaction) throws {
        var found: [Owned] = []
        try tx.copyOut(
            "SELECT plan_id, id, kind, employer_id, line, share FROM ledger_entry WHERE plan_id IN \(list: plans)"
        ) { row in
            found.append(
                Owned(
                    plan: try row[0],
                    entry: Entry(
                        id: try row[1], kind: try row[2], employer: try row[3], line: try row[4], share: try row[5])))
        }
        found.sort { $0.entry.id < $1.entry.id }
        try readPostings(of: &found, tx)
        for owned in found { entries[owned.plan, default: []].append(owned.entry) }
    }

    private struct Owned {
        let plan: PlanId
        var entry: Entry
    }

    /// Entries that were made together have keys that follow each other, so their postings are read as spans of keys: joined to
    /// thousands of entries, PostgreSQL would read all postings for each page of plans.
    private func readPostings(of found: inout [Owned], _ tx: Transaction) throws {
        var start = 0
        while start < found.count {
            var end = start + 1
            while end < found.count, found[end].entry.id - found[end - 1].entry.id <= Self.gap { end += 1 }
            let span = found[start].entry.id...found[end - 1].entry.id
            let postings: SQL = """
                SELECT entry_id, account, amount_fen FROM ledger_posting
                WHERE entry_id >= \(span.lowerBound) AND entry_id <= \(span.upperBound) ORDER BY entry_id, account
                """
            var place = start
            func take(_ row: Row) throws {
                let id = try row.integer(0)
                while place < end, found[place].entry.id < id { place += 1 }
                guard place < end, found[place].entry.id == id else { return }
                found[place].entry.postings.append((try row[1], try row[2]))
            }
            // A stream costs more to begin than some rows do.
            if end - start > 200 { try tx.copyOut(postings, take) } else { try tx.visit(postings, take) }
            start = end
        }
    }

    /// So many postings of others are rather read than another statement begun.
    private static let gap: Int64 = 50

    private static func payments(_ query: SQL, _ tx: Transaction) throws -> [PlanId: [Payment]] {
        var payments: [PlanId: [Payment]] = [:]
        try tx.each(query) { row in
            payments[try row[0], default: []].append(
                Payment(line: try row[1], share: try row[2], amount: try row[3]))
        }
        return payments
    }

    /// The entries with which a plan became owed, in the order in which they were made. Postings have no order of their own, so
    /// each entry is put together as the assessment writes it.
    func assessment(of plan: PlanId) -> [LedgerEntry] {
        (entries[plan] ?? []).lazy.filter { $0.kind == LedgerEntry.Kind.assessment.rawValue }.flatMap { entry in
            entry.postings.filter { $0.account == LedgerAccount.employerReceivable.rawValue }.map { posting in
                LedgerEntry(
                    .assessment, line: entry.line, share: entry.share.flatMap(Share.init),
                    [
                        LedgerEntry.Posting(.employerReceivable, posting.amount),
                        LedgerEntry.Posting(.assessedContributions, -posting.amount),
                    ])
            }
        }
    }
}
