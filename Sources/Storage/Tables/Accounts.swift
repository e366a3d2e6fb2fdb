package import Basics
import Casework
package import Database
package import Records

extension Transaction {
    package var accounts: Accounts { Accounts(tx: self) }
}

/// What an employer looks up of its own account. Each function is one statement, bounded by months or by a limit.
package struct Accounts {
    let tx: Transaction

    /// The months of an employer's plans, from the earliest that is held.
    package func earliestPeriod(of employer: EmployerId) throws -> Month? {
        try tx.first(
            "SELECT period FROM contribution_plan WHERE employer_id = \(employer) ORDER BY period LIMIT 1"
        ) { row throws(DatabaseError) in try row[0] as Month }
    }

    /// The ledger's postings to the receivable of an employer's plans: the entries that the audit holds against plans,
    /// receipts and offsets.
    package func account(of employer: EmployerId, from: Month, through: Month) throws -> EmployerAccount {
        var rows: [AccountRow] = []
        try tx.each(
            """
            SELECT c.id, c.number, c.period, e.line, e.share, e.kind, CAST(sum(p.amount_fen) AS BIGINT),
                c.rests_on_unverified
            FROM contribution_plan c
            JOIN ledger_entry e ON e.plan_id = c.id
            JOIN ledger_posting p ON p.entry_id = e.id AND p.account = \(LedgerAccount.employerReceivable)
            WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through)
            GROUP BY c.id, c.number, c.period, c.sequence, e.line, e.share, e.kind, c.rests_on_unverified
            ORDER BY c.period, c.sequence, e.line, e.share DESC, e.kind
            """
        ) { row in
            let (plan, line, share): (PlanId, InsuranceLine, Share) = (try row[0], try row[3], try row[4])
            if rows.last.map({ $0.plan != plan || $0.line != line || $0.share != share }) ?? true {
                rows.append(
                    AccountRow(
                        plan: plan, number: try row[1], period: try row[2], line: line, share: share, figures: .zero,
                        restsOnUnverified: try row[7]))
            }
            rows[rows.count - 1].figures.add(try row[6], for: try row[5])
        }
        return EmployerAccount(rows: rows)
    }

    /// People of each month and line who are billed after all that was taken back. Plans that bill only are counted by
    /// their lines; of the few that adjust, the rows are.
    package func headcount(
        of employer: EmployerId, from: Month, through: Month
    ) throws -> [Month: [InsuranceLine: Int]] {
        var counts: [Month: [InsuranceLine: Int]] = [:]
        try tx.each(
            """
            SELECT period, line, CAST(sum(people) AS BIGINT) FROM (
                SELECT c.period AS period, l.line AS line, l.people AS people
                FROM contribution_plan c JOIN plan_line l ON l.plan_id = c.id
                WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through)
                    AND c.kind = 'regular'
                UNION ALL
                SELECT c.period, r.line, CASE WHEN r.kind = 5 THEN -1 WHEN r.kind IN (1, 3) THEN 1 ELSE 0 END
                FROM contribution_plan c JOIN contribution_row r ON r.plan_id = c.id
                WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through)
                    AND c.kind = 'adjustment') counted
            GROUP BY period, line
            """
        ) { row in counts[try row[0], default: [:]][try row[1]] = try row[2] }
        return counts
    }

    /// The months that medical insurance has told of, the earliest first.
    package func medicalMonths(
        of employer: EmployerId, from: Month, through: Month
    ) throws -> [Month: MedicalMonth] {
        var months: [Month: MedicalMonth] = [:]
        try tx.each(
            """
            SELECT period, people, unit_fen, person_fen, as_of FROM medical_month
            WHERE employer_id = \(employer) AND period >= \(from) AND period <= \(through)
            """
        ) { row in
            months[try row[0]] = MedicalMonth(
                people: try row[1], unit: try row[2], personShare: try row[3], asOf: try row[4])
        }
        return months
    }

    /// A receipt as the tax department or the bank has confirmed it, and what of it no plan has taken.
    package struct ReceivedMoney: Hashable, Sendable {
        package let number: String
        package let paidOn: Day
        package let bookedOn: Day
        package let amount: Money
        package let unallocated: Money
        /// The day on which the bank gave it back.
        package let returnedOn: Day?
        package let isThroughBank: Bool
        /// What of it counts: nothing once it has gone back.
        package var standing: Money { returnedOn == nil ? amount : .zero }
        package var allocated: Money { standing - unallocated }
    }

    /// Booked in some days, the latest first.
    package func receipts(
        of employer: EmployerId, from: Day, through: Day, limit: Int
    ) throws -> [ReceivedMoney] {
        try tx.all(
            """
            SELECT r.number, r.paid_on, r.booked_on, r.amount_fen, coalesce(u.amount_fen, 0), t.returned_on,
                EXISTS (SELECT 1 FROM receipt_slip s WHERE s.receipt_id = r.id)
            FROM receipt r LEFT JOIN standing_unallocated u ON u.receipt_id = r.id
            LEFT JOIN receipt_return t ON t.receipt_id = r.id
            WHERE r.employer_id = \(employer) AND r.booked_on >= \(from) AND r.booked_on <= \(through)
            ORDER BY r.id DESC LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in
            ReceivedMoney(
                number: try row[0], paidOn: try row[1], bookedOn: try row[2], amount: try row[3],
                unallocated: try row[4], returnedOn: try row[5], isThroughBank: try row[6])
        }
    }

    /// Money of an employer that no plan has taken, whenever it came.
    package func unallocated(of employer: EmployerId) throws -> Money {
        try tx.one(
            """
            SELECT CAST(coalesce(sum(u.amount_fen), 0) AS BIGINT) FROM receipt r
            JOIN standing_unallocated u ON u.receipt_id = r.id WHERE r.employer_id = \(employer)
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// A letter to the tax department, and where it stands.
    package struct TaxLetter: Hashable, Sendable {
        package let body: String
        package let createdAt: Instant
        package let deliveredAt: Instant?
        /// Whether the courier has given up; the staff see to it.
        package let isAbandoned: Bool
    }

    /// The bills that went out with an employer's plans, with what set them off or paid them through the bank, and with what
    /// the bank gave back, the latest first.
    package func taxBills(
        of employer: EmployerId, from: Month, through: Month, limit: Int
    ) throws -> [TaxLetter] {
        try tx.all(
            """
            SELECT o.body, o.created_at, o.delivered_at, o.status FROM outbox o
            WHERE o.partner = \(Partner.tax) AND o.kind = 'bill' AND o.case_id IN (
                SELECT c.case_id FROM contribution_plan c
                WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through)
                UNION SELECT a.case_id FROM plan_offset a JOIN contribution_plan c ON c.id = a.plan_id
                WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through)
                UNION SELECT r.case_id FROM receipt r JOIN receipt_allocation a ON a.receipt_id = r.id
                JOIN contribution_plan c ON c.id = a.plan_id
                WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through)
                UNION SELECT t.case_id FROM receipt_return t JOIN receipt_allocation a ON a.receipt_id = t.receipt_id
                JOIN contribution_plan c ON c.id = a.plan_id
                WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through))
            ORDER BY o.id DESC LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in
            let status: String = try row[3]
            return TaxLetter(
                body: try row[0], createdAt: try row[1], deliveredAt: try row[2], isAbandoned: status == "abandoned")
        }
    }
}
