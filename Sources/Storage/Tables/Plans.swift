package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var plans: Plans { Plans(tx: self) }
}

/// Contribution plans, their rows, and what has been received of them.
package struct Plans {
    let tx: Transaction

    /// What a plan `p` has received, less what was paid back of it; and what other plans' credits have paid of it.
    private static let received: SQL = """
        coalesce((SELECT CAST(sum(a.amount_fen) AS BIGINT) FROM standing_allocation a WHERE a.plan_id = p.id), 0)
            - coalesce((SELECT CAST(sum(f.amount_fen) AS BIGINT) FROM standing_refund f WHERE f.plan_id = p.id), 0)
        """
    private static let offset: SQL =
        "coalesce((SELECT CAST(sum(o.amount_fen) AS BIGINT) FROM plan_offset o WHERE o.plan_id = p.id), 0)"
    static let paid: SQL = "(\(received) + \(offset))"

    private static let select: SQL = """
        SELECT p.id, p.number, p.region, p.employer_id, p.period, p.sequence, p.made_on, p.payable_in, p.due_on, p.people,
            p.unit_fen, p.person_fen, p.policy_version, p.rests_on_unverified,
            \(received), p.kind, \(offset)
        FROM contribution_plan p
        """

    private static func read(_ row: Row) throws(DatabaseError) -> ContributionPlan {
        ContributionPlan(
            id: try row[0], number: try row[1], region: Region(rawValue: try row[2]), employer: try row[3],
            period: try row[4], sequence: try row[5], madeOn: try row[6], payableIn: try row[7], dueOn: try row[8],
            people: try row[9], unit: try row[10], personShare: try row[11], received: try row[14],
            kind: try row[15], offset: try row[16], policyVersion: try row[12], restsOnUnverified: try row[13])
    }

    package func withId(_ id: PlanId) throws -> ContributionPlan? {
        try tx.first("\(Self.select) WHERE p.id = \(id)", Self.read)
    }

    package func withNumber(_ number: String) throws -> ContributionPlan? {
        try tx.first("\(Self.select) WHERE p.number = \(number)", Self.read)
    }

    package func ofPeriod(_ period: Month, employer: EmployerId) throws -> [ContributionPlan] {
        try tx.all(
            "\(Self.select) WHERE p.employer_id = \(employer) AND p.period = \(period) ORDER BY p.sequence", Self.read)
    }

    /// The numbers of an employer's plans that a case has brought about.
    package func numbers(from caseId: CaseId, of employer: EmployerId) throws -> [String] {
        try tx.all(
            """
            SELECT number FROM contribution_plan WHERE employer_id = \(employer) AND case_id = \(caseId)
            ORDER BY id LIMIT 50
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// The latest first.
    package func of(_ employer: EmployerId, limit: Int) throws -> [ContributionPlan] {
        try tx.all(
            """
            \(Self.select) WHERE p.employer_id = \(employer) ORDER BY p.period DESC, p.sequence DESC LIMIT \(limit)
            """, Self.read)
    }

    /// Of a span of fee periods, the earliest first.
    package func of(_ employer: EmployerId, from: Month, through: Month) throws -> [ContributionPlan] {
        try tx.all(
            """
            \(Self.select) WHERE p.employer_id = \(employer) AND p.period >= \(from) AND p.period <= \(through)
            ORDER BY p.period, p.sequence
            """, Self.read)
    }

    package func lines(of plan: PlanId) throws -> [PlanLineTotal] {
        try tx.all(
            """
            SELECT line, people, unit_fen, person_fen, account_fen FROM plan_line WHERE plan_id = \(plan) ORDER BY line
            """
        ) { row throws(DatabaseError) in
            PlanLineTotal(
                line: try row[0], people: try row[1], unit: try row[2], personShare: try row[3], account: try row[4])
        }
    }

    /// The other plans of the employer that a plan is set against.
    package func credits(of plan: PlanId) throws -> [PlanCredit] {
        try tx.all(
            """
            SELECT c.number, c.period, CAST(sum(o.amount_fen) AS BIGINT) FROM plan_offset o
            JOIN contribution_plan c ON c.id = o.against_plan_id
            WHERE o.plan_id = \(plan) AND o.against_plan_id <> \(plan)
            GROUP BY c.id, c.number, c.period, c.sequence ORDER BY c.period, c.sequence
            """
        ) { row throws(DatabaseError) in PlanCredit(number: try row[0], period: try row[1], amount: try row[2]) }
    }

    /// Those not settled, the oldest first, with what each line and share lacks: open debts, or a credit not used up.
    package func open(of employer: EmployerId) throws -> [OpenPlan] {
        let plans = try tx.all(
            """
            \(Self.select) WHERE p.employer_id = \(employer)
                AND NOT EXISTS (SELECT 1 FROM plan_settlement s WHERE s.plan_id = p.id)
            ORDER BY p.period, p.sequence
            """, Self.read)
        return try plans.map { plan in
            let totals = try lines(of: plan.id)
            let received = try receivedByShare(of: plan.id)
            let claims = totals.flatMap { total in
                [(Share.unit, total.unit), (.person, total.personShare)].compactMap { share, owed in
                    let rest = owed - (received[LineShareKey(line: total.line, share: share)] ?? .zero)
                    return rest.isZero ? nil : OpenPlan.Claim(line: total.line, share: share, outstanding: rest)
                }
            }
            return OpenPlan(plan: plan, claims: claims, totals: totals)
        }
    }

    private struct LineShareKey: Hashable {
        let line: InsuranceLine
        let share: Share
    }

    /// What receipts and credits have paid, less what was refunded.
    private func receivedByShare(of plan: PlanId) throws -> [LineShareKey: Money] {
        var sums: [LineShareKey: Money] = [:]
        try tx.each(
            """
            SELECT line, share, CAST(sum(amount_fen) AS BIGINT) FROM (
                SELECT line, share, amount_fen FROM standing_allocation WHERE plan_id = \(plan)
                UNION ALL SELECT line, share, amount_fen FROM plan_offset WHERE plan_id = \(plan)
                UNION ALL SELECT line, share, -amount_fen FROM standing_refund WHERE plan_id = \(plan)) movement
            GROUP BY line, share
            """
        ) { row in sums[LineShareKey(line: try row[0], share: try row[1])] = try row[2] as Money }
        return sums
    }

    /// A person's contributions in the order of months, employers and lines.
    package func history(of person: PersonId, from: Month, through: Month) throws -> [HistoryRow] {
        try tx.all(
            """
            SELECT r.period, p.employer_id, e.name, r.line, r.kind, r.base_fen, r.unit_fen, r.person_fen, r.account_fen,
                s.settled_on, r.plan_id, p.rests_on_unverified, r.sequence
            FROM contribution_row r
            JOIN contribution_plan p ON p.id = r.plan_id
            JOIN employer e ON e.id = p.employer_id
            LEFT JOIN plan_settlement s ON s.plan_id = r.plan_id
            WHERE r.person_id = \(person) AND r.period >= \(from) AND r.period <= \(through)
            ORDER BY r.period, p.employer_id, r.line, r.sequence
            """
        ) { row throws(DatabaseError) in
            HistoryRow(
                period: try row[0], employer: try row[1], employerName: try row[2],
                row: ContributionRow(
                    person: person, line: try row[3], kind: try row[4], sequence: try row[12], base: try row[5],
                    unit: try row[6], personShare: try row[7], account: try row[8]),
                receivedOn: try row[9], plan: try row[10], restsOnUnverified: try row[11])
        }
    }
}

extension Plans {
    /// A plan with all that is kept of it.
    package struct Made: Sendable {
        package struct Entry: Sendable {
            package let id: Int64
            package let entry: LedgerEntry

            package init(_ id: Int64, _ entry: LedgerEntry) {
                self.id = id
                self.entry = entry
            }
        }

        package let head: PlanHead
        package let draft: PlanDraft
        /// Of its rows and entries.
        package let digest: [UInt8]
        package let link: [UInt8]
        /// With which it becomes owed.
        package let entries: [Entry]

        package init(head: PlanHead, draft: PlanDraft, digest: [UInt8], link: [UInt8], entries: [Entry]) {
            self.head = head
            self.draft = draft
            self.digest = digest
            self.link = link
            self.entries = entries
        }
    }

    /// Writes plans with their lines, rows and entries: one of a case, or all of a range of employers.
    ///
    /// - Parameter perEmployer: the lines that are covered for each employment by itself.
    package func commit(_ plans: [Made], perEmployer: Set<InsuranceLine>) throws {
        try writeHeads(
            plans.map { plan in
                Head(
                    plan.head, plan.draft.kind, totals: plan.draft.totals, digest: plan.digest, link: plan.link)
            })
        try load { rows in
            for plan in plans {
                for row in plan.draft.rows {
                    let scope = perEmployer.contains(row.line) ? plan.draft.employer.value : 0
                    try rows.append(row, of: plan.head.id, in: plan.draft.period, scope: scope)
                }
            }
        }
        try tx.books.enterAssessments(of: plans)
    }

    /// Takes contribution rows, many at a time.
    package struct RowLoad {
        fileprivate let rows: BulkRows

        /// - Parameter scope: the key of the employer where the line insures the employment; 0 where it insures the person.
        package func append(
            _ row: ContributionRow, of plan: PlanId, in period: Month, scope: Int64
        ) throws(DatabaseError) {
            try rows.append(
                row.person, plan, scope, row.base, row.unit, row.personShare, row.account, Int32(period.yyyymm),
                row.line, row.kind, row.sequence)
        }
    }

    package func load(_ body: (RowLoad) throws -> Void) throws {
        try tx.load(
            into: "contribution_row",
            columns: [
                "person_id", "plan_id", "payer_scope", "base_fen", "unit_fen", "person_fen", "account_fen", "period",
                "line", "kind", "sequence",
            ]
        ) { rows in try body(RowLoad(rows: rows)) }
    }

    /// What is written of a plan beside its rows and entries.
    package struct Head: Sendable {
        let head: PlanHead
        let kind: ContributionPlan.Kind
        let totals: [PlanLineTotal]
        let digest: [UInt8]
        let link: [UInt8]

        package init(
            _ head: PlanHead, _ kind: ContributionPlan.Kind, totals: [PlanLineTotal], digest: [UInt8], link: [UInt8]
        ) {
            self.head = head
            self.kind = kind
            self.totals = totals
            self.digest = digest
            self.link = link
        }
    }

    /// Plans with the totals of their lines.
    package func writeHeads(_ plans: [Head]) throws {
        try tx.load(
            into: "contribution_plan",
            columns: [
                "id", "number", "region", "employer_id", "period", "sequence", "kind", "made_on", "made_at",
                "payable_in", "due_on", "people", "unit_fen", "person_fen", "policy_version", "rests_on_unverified",
                "case_id", "injury_class", "chain_position", "digest", "link",
            ]
        ) { rows in
            for plan in plans {
                let head = plan.head
                try rows.append(
                    head.id, head.number, head.region.rawValue, head.employer, head.period, head.sequence,
                    plan.kind, head.madeOn, head.madeAt, head.payableIn, head.dueOn, head.people, head.unit,
                    head.personShare, head.policyVersion, head.restsOnUnverified, head.caseId, head.injuryClass,
                    head.position, plan.digest, plan.link)
            }
        }
        try tx.load(
            into: "plan_line", columns: ["plan_id", "line", "people", "unit_fen", "person_fen", "account_fen"]
        ) { rows in
            for plan in plans {
                for total in plan.totals {
                    try rows.append(
                        plan.head.id, total.line, total.people, total.unit, total.personShare, total.account)
                }
            }
        }
    }

    package struct ChainEnd: Sendable {
        package let position: Int
        package let link: [UInt8]

        package init(position: Int, link: [UInt8]) {
            self.position = position
            self.link = link
        }
    }

    /// The last plan in the chain of an employer.
    package func chainEnd(of employer: EmployerId) throws -> ChainEnd? {
        try tx.first(
            """
            SELECT chain_position, link FROM contribution_plan WHERE employer_id = \(employer)
            ORDER BY chain_position DESC LIMIT 1
            """
        ) { row throws(DatabaseError) in ChainEnd(position: try row[0], link: try row[1]) }
    }

    /// Keeps what one plan's credit pays of another, or within a plan one line's of the others: as a payment of the debit,
    /// and as one taken from the credit.
    package func keep(_ offset: PlanOffset, made: PlanId, case caseId: CaseId) throws {
        let (credit, debit) = (offset.credit.id(made: made), offset.debit.id(made: made))
        func keep(_ claim: OpenPlan.Claim, _ amount: Money, of plan: PlanId, against other: PlanId) throws {
            try tx.run(
                """
                INSERT INTO plan_offset (plan_id, against_plan_id, line, share, amount_fen, case_id)
                VALUES (\(plan), \(other), \(claim.line), \(claim.share), \(amount), \(caseId))
                """)
        }
        for claim in offset.given { try keep(claim, -claim.outstanding, of: credit, against: debit) }
        for claim in offset.taken { try keep(claim, claim.outstanding, of: debit, against: credit) }
    }

    package func isSettled(_ plan: PlanId) throws -> Bool {
        try tx.first("SELECT plan_id FROM plan_settlement WHERE plan_id = \(plan)") { row throws(DatabaseError) in
            try row[0] as PlanId
        } != nil
    }

    /// What paid it has left again.
    package func unsettle(_ plan: PlanId) throws {
        try tx.run("DELETE FROM plan_settlement WHERE plan_id = \(plan)")
    }

    /// - Parameter receipt: the one with which it was received whole; `nil` where a credit paid the rest.
    package func settle(_ plan: PlanId, on day: Day, by receipt: ReceiptId?) throws {
        try tx.run(
            """
            INSERT INTO plan_settlement (plan_id, settled_on, receipt_id) VALUES (\(plan), \(day), \(receipt))
            """)
    }
}

extension PlanReference {
    /// - Parameter made: the key of the plan that the decision makes.
    package func id(made: PlanId) -> PlanId {
        switch self {
        case .made: made
        case .onRecord(let id): id
        }
    }
}

extension ContributionPlan.Kind: ColumnCodable {}
extension ContributionRow.Kind: ColumnCodable {}
extension Share: ColumnCodable {}
