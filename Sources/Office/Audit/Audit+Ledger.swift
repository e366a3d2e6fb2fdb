import Basics
import Database
import Records
import Storage

extension AuditRound {
    /// One account of one line and share of a plan.
    private struct AccountKey: Hashable, Comparable {
        let line: InsuranceLine?
        let share: String
        let account: String

        static func < (one: AccountKey, other: AccountKey) -> Bool {
            (one.line?.rawValue ?? 0, one.share, one.account) < (other.line?.rawValue ?? 0, other.share, other.account)
        }
    }

    /// Each entry of a plan balances, every account of it holds what plan, receipts and settlement say that it holds, and it is
    /// settled if and only if no line and share lacks anything, or holds a credit.
    mutating func checkAccounts(of stored: StoredPlan, _ books: PlanBooks, _ sums: inout PlanSums) {
        let plan = stored.head
        // The postings, less what they ought to be.
        var differences: [AccountKey: Money] = [:]
        func add(_ amount: Money, _ line: InsuranceLine?, _ share: String?, _ account: LedgerAccount) {
            differences[AccountKey(line: line, share: share ?? "", account: account.rawValue), default: .zero] += amount
        }
        for entry in books.entries[plan.id] ?? [] {
            check(entry, &sums)
            for posting in entry.postings {
                differences[
                    AccountKey(line: entry.line, share: entry.share ?? "", account: posting.account), default: .zero] +=
                    posting.amount
            }
        }
        var open: [AccountKey: Money] = [:]
        for total in books.lines[plan.id] ?? [] {
            for (share, owed) in [(Share.unit, total.unit), (.person, total.personShare)] {
                add(-owed, total.line, share.rawValue, .employerReceivable)
                add(owed, total.line, share.rawValue, .assessedContributions)
                open[AccountKey(line: total.line, share: share.rawValue, account: ""), default: .zero] += owed
            }
            guard books.settled[plan.id] != nil else { continue }
            // What goes to the accounts is taken from the person's share first, as much of it as there is.
            let (account, person) = (total.account, total.personShare)
            let fromPerson = account > .zero ? min(account, max(person, .zero)) : max(account, min(person, .zero))
            for (share, amount, toAccounts) in [
                (Share.unit, total.unit, account - fromPerson), (.person, person, fromPerson),
            ] {
                add(-amount, total.line, share.rawValue, .assessedContributions)
                add(toAccounts, total.line, share.rawValue, .personalAccounts)
                add(amount - toAccounts, total.line, share.rawValue, .pooledFund)
            }
        }
        var paid = Money.zero
        for payment in books.allocations[plan.id] ?? [] {
            paid += payment.amount
            add(-payment.amount, payment.line, payment.share, .cash)
            add(payment.amount, payment.line, payment.share, .employerReceivable)
            open[AccountKey(line: payment.line, share: payment.share, account: ""), default: .zero] -= payment.amount
        }
        for offset in books.offsets[plan.id] ?? [] {
            add(offset.amount, offset.line, offset.share, .employerReceivable)
            add(-offset.amount, offset.line, offset.share, .creditClearing)
            open[AccountKey(line: offset.line, share: offset.share, account: ""), default: .zero] -= offset.amount
        }
        for refund in books.refunds[plan.id] ?? [] {
            paid -= refund.amount
            add(-refund.amount, refund.line, refund.share, .employerReceivable)
            add(refund.amount, refund.line, refund.share, .refundsPayable)
            open[AccountKey(line: refund.line, share: refund.share, account: ""), default: .zero] += refund.amount
        }
        sums.add(receivable: paid - plan.unit - plan.personShare, of: plan.employer)
        name(differences, of: plan.id)
        let isOpen = open.values.contains { !$0.isZero }
        if books.settled[plan.id] == false || (books.settled[plan.id] != nil) == isOpen {
            find("plan_settlement", "\(plan.id)", "缴费计划\(plan.number)的应缴、到账和抵扣金额，与其是否缴清的登记不符。")
        }
    }

    private mutating func name(_ differences: [AccountKey: Money], of plan: PlanId) {
        for (key, amount) in differences.filter({ !$0.value.isZero }).sorted(by: { $0.key < $1.key }) {
            find(
                "ledger_entry", "\(plan)/\(key.line.map { "\($0.rawValue)" } ?? "")/\(key.share)/\(key.account)",
                "缴费计划\(plan)在该科目上的分录与应有金额相差\(amount)元。")
        }
    }

    /// Whether an entry balances; and adds it to what is in the ledger as a whole.
    private mutating func check(_ entry: PlanBooks.Entry, _ sums: inout PlanSums) {
        let balance = entry.postings.map(\.amount).total
        if entry.postings.isEmpty || !balance.isZero {
            find("ledger_entry", "\(entry.id)", entry.postings.isEmpty ? "该分录没有借贷金额。" : "该分录借贷不平，相差\(balance)元。")
        }
        sums.entries += 1
        sums.postings += entry.postings.count
        sums.balance += balance
        for posting in entry.postings {
            switch LedgerAccount(rawValue: posting.account) {
            case .personalAccounts: sums.personalAccounts += posting.amount
            case .employerReceivable: sums.add(receivable: posting.amount, of: entry.employer ?? EmployerId(0))
            default: break
            }
        }
    }

    /// What is in the ledger beside the plans, sub-ledgers and their control accounts, and the trial balance.
    mutating func checkLedger(_ sums: inout PlanSums) throws {
        try checkEntriesOfNoPlan(&sums)
        if try hasMore("ledger_entry", than: sums.entries) {
            try expectNone(
                "ledger_entry",
                """
                SELECT e.id FROM ledger_entry e WHERE e.plan_id IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM contribution_plan p WHERE p.id = e.plan_id) ORDER BY 1
                """
            ) { row in ("\(try row[0] as Int64)", "该分录所属的缴费计划不存在。") }
        }
        if try hasMore("ledger_posting", than: sums.postings) {
            try expectNone(
                "ledger_posting",
                """
                SELECT p.entry_id, p.account, p.amount_fen FROM ledger_posting p
                WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id) ORDER BY 1, 2
                """
            ) { row in
                let (entry, account): (Int64, String) = (try row[0], try row[1])
                sums.balance += try row[2] as Money
                return ("\(entry)/\(account)", "该借贷金额没有对应的分录。")
            }
        }
        try checkOrphans()
        for (employer, amount) in sums.receivables.sorted(by: { $0.key < $1.key }) {
            find(
                "ledger_posting", "employerReceivable/\(employer)",
                "单位\(employer)的应收总账与缴费计划减到账分配相差\(amount)元。")
        }
        let personal = sums.personalAccounts + sums.creditedToAccounts
        if !personal.isZero {
            find("ledger_posting", "personalAccounts", "个人账户总账与已到账明细之和相差\(personal)元。")
        }
        if !sums.balance.isZero {
            find("ledger_posting", "trialBalance", "全部科目借贷合计不为零，相差\(sums.balance)元。")
        }
    }

    /// Money of which nobody knows what it is for.
    private mutating func checkEntriesOfNoPlan(_ sums: inout PlanSums) throws {
        var entries: [PlanBooks.Entry] = []
        try tx.each(
            """
            SELECT e.id, e.kind, e.employer_id, e.line, e.share, p.account, p.amount_fen FROM ledger_entry e
            LEFT JOIN ledger_posting p ON p.entry_id = e.id WHERE e.plan_id IS NULL ORDER BY e.id
            """
        ) { row in
            let id = try row.integer(0)
            if entries.last?.id != id {
                entries.append(
                    PlanBooks.Entry(
                        id: id, kind: try row[1], employer: try row[2], line: try row[3], share: try row[4]))
            }
            guard !row.isNull(5) else { return }
            entries[entries.count - 1].postings.append((try row[5], try row[6]))
        }
        for entry in entries { check(entry, &sums) }
    }

    /// What belongs to a plan that does not exist is of none that was looked at.
    private mutating func checkOrphans() throws {
        let orphans: [(table: String, query: SQL)] = [
            ("plan_line", "SELECT DISTINCT plan_id FROM plan_line"),
            ("receipt_allocation", "SELECT DISTINCT plan_id FROM receipt_allocation"),
            ("plan_offset", "SELECT DISTINCT plan_id FROM plan_offset"),
            ("refund_part", "SELECT DISTINCT plan_id FROM refund_part WHERE plan_id IS NOT NULL"),
            ("plan_settlement", "SELECT plan_id FROM plan_settlement"),
        ]
        for (table, query) in orphans {
            try expectNone(
                table,
                """
                SELECT o.plan_id FROM (\(query)) o
                WHERE NOT EXISTS (SELECT 1 FROM contribution_plan p WHERE p.id = o.plan_id) ORDER BY 1
                """
            ) { row in
                let plan: Int64 = try row[0]
                return ("\(plan)", "该行所属的缴费计划\(plan)不存在。")
            }
        }
    }
}
