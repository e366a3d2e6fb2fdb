import Basics
import Casework
import Database
import Records
import Storage

extension AuditRound {
    private static let page = 200

    private struct Stored {
        let head: PlanHead
        let kind: ContributionPlan.Kind
        let digest: [UInt8]
        let link: [UInt8]
    }

    private struct ChainEnd {
        var employer: EmployerId
        var position = 0
        var link: [UInt8] = []
    }

    /// Every plan: its rows, its lines and its total agree, its digest is theirs, and each employer's plans form one chain.
    mutating func checkPlans() throws {
        var end = ChainEnd(employer: EmployerId(Int64.min))
        while true {
            let plans = try page(after: end)
            guard !plans.isEmpty else { break }
            for plan in plans {
                count(.plans)
                try checkContent(of: plan)
                checkLink(of: plan, after: &end)
            }
        }
        try expectNone(
            "contribution_row",
            """
            SELECT r.person_id, r.period, r.line, r.plan_id FROM contribution_row r
            WHERE NOT EXISTS (SELECT 1 FROM contribution_plan p WHERE p.id = r.plan_id AND p.period = r.period)
            ORDER BY 1, 2, 3
            """
        ) { row in
            let (person, period, line, plan): (Int64, Int64, Int64, Int64) = (
                try row[0], try row[1], try row[2], try row[3]
            )
            return ("\(person)/\(period)/\(line)", "该缴费明细所属的缴费计划\(plan)不存在，或所属期不同。")
        }
        try expectNone(
            "contribution_row",
            """
            SELECT person_id, period, line, CAST(sum(billed) AS BIGINT) FROM (
                SELECT person_id, period, line, payer_scope, CASE WHEN kind = 5 THEN -1 ELSE 1 END AS billed
                FROM contribution_row) movement
            GROUP BY person_id, period, line, payer_scope HAVING sum(billed) NOT IN (0, 1)
            UNION ALL
            SELECT person_id, period, line, CAST(sum(billed) AS BIGINT) FROM (
                SELECT person_id, period, line, payer_scope, CASE WHEN kind = 5 THEN -1 ELSE 1 END AS billed
                FROM contribution_row) movement
            GROUP BY person_id, period, line
            HAVING sum(CASE WHEN payer_scope = 0 THEN billed ELSE 0 END) > 0
                AND sum(CASE WHEN payer_scope > 0 THEN billed ELSE 0 END) > 0
            ORDER BY 1, 2, 3
            """
        ) { row in
            let (person, period, line, times): (Int64, Int64, Int64, Int64) = (
                try row[0], try row[1], try row[2], try row[3]
            )
            return ("\(person)/\(period)/\(line)", "同一人员、同一险种、同一所属期计费\(times)次。")
        }
        try checkReversals()
    }

    /// Odd sequences bill and even ones take back, to the fen, what the one before billed, in a plan of the same employer.
    private mutating func checkReversals() throws {
        try expectNone(
            "contribution_row",
            """
            SELECT r.person_id, r.period, r.line, r.sequence FROM contribution_row r
            LEFT JOIN contribution_row b ON b.person_id = r.person_id AND b.period = r.period AND b.line = r.line
                AND b.payer_scope = r.payer_scope AND b.sequence = r.sequence - 1
            LEFT JOIN contribution_plan p ON p.id = r.plan_id
            LEFT JOIN contribution_plan q ON q.id = b.plan_id
            WHERE r.sequence < 1 OR (r.sequence > 1 AND b.person_id IS NULL)
                OR (CASE WHEN r.kind = 5 THEN 0 ELSE 1 END) <> r.sequence % 2
                OR (r.kind = 5 AND (q.employer_id <> p.employer_id OR r.base_fen <> -b.base_fen
                    OR r.unit_fen <> -b.unit_fen OR r.person_fen <> -b.person_fen OR r.account_fen <> -b.account_fen))
            ORDER BY 1, 2, 3, 4
            """
        ) { row in
            let (person, period, line, sequence): (Int64, Int64, Int64, Int64) = (
                try row[0], try row[1], try row[2], try row[3]
            )
            return ("\(person)/\(period)/\(line)/\(sequence)", "该缴费明细与其冲销不相对应。")
        }
    }

    private func page(after end: ChainEnd) throws -> [Stored] {
        try tx.all(
            """
            SELECT id, number, region, employer_id, period, sequence, made_on, made_at, payable_in, due_on, people,
                unit_fen, person_fen, policy_version, rests_on_unverified, case_id, injury_class, chain_position, digest,
                link, kind
            FROM contribution_plan
            WHERE employer_id > \(end.employer) OR (employer_id = \(end.employer) AND chain_position > \(end.position))
            ORDER BY employer_id, chain_position LIMIT \(Self.page)
            """
        ) { row throws(DatabaseError) in
            Stored(
                head: PlanHead(
                    id: try row[0], number: try row[1], region: Region(rawValue: try row[2]), employer: try row[3],
                    period: try row[4], sequence: try row[5], madeOn: try row[6], madeAt: try row[7],
                    payableIn: try row[8], dueOn: try row[9], people: try row[10], unit: try row[11],
                    personShare: try row[12], policyVersion: try row[13], restsOnUnverified: try row[14],
                    caseId: try row[15], injuryClass: try row[16], position: try row[17]), kind: try row[20],
                digest: try row[18], link: try row[19])
        }
    }

    private mutating func checkContent(of stored: Stored) throws {
        let plan = stored.head
        let rows = try rows(of: plan.id)
        count(.rows, rows.count)
        let totals = PlanLineTotal.totals(of: rows)
        if try tx.plans.lines(of: plan.id) != totals {
            find("plan_line", "\(plan.id)", "缴费计划\(plan.number)的分险种金额与明细之和不符。")
        }
        if totals.map(\.unit).total != plan.unit || totals.map(\.personShare).total != plan.personShare
            || Set(rows.map(\.person)).count != plan.people
        {
            find("contribution_plan", "\(plan.id)", "缴费计划\(plan.number)的合计与明细之和不符。")
        }
        if rows.contains(where: { $0.kind != .regular }) != (stored.kind == .adjustment) {
            find("contribution_plan", "\(plan.id)", "缴费计划\(plan.number)的类型与其明细不符。")
        }
        let entries = try assessment(of: plan.id)
        if PlanDigest.of(rows, entries, period: plan.period) != stored.digest {
            find("contribution_plan", "\(plan.id)", "缴费计划\(plan.number)的明细或核定分录被改动过，与摘要不符。")
        }
    }

    private mutating func checkLink(of stored: Stored, after end: inout ChainEnd) {
        let plan = stored.head
        if plan.employer != end.employer { end = ChainEnd(employer: plan.employer) }
        if plan.position != end.position + 1 {
            find(
                "contribution_plan", "\(plan.id)",
                "单位\(plan.employer)的缴费计划链在\(plan.number)之前缺少第\(end.position + 1)份。")
        } else if chain.link(plan, digest: stored.digest, after: end.link) != stored.link {
            find("contribution_plan", "\(plan.id)", "缴费计划\(plan.number)被改动过，与校验值不符。")
        }
        end.position = plan.position
        end.link = stored.link
    }

    private func rows(of plan: PlanId) throws -> [ContributionRow] {
        try tx.all(
            """
            SELECT person_id, line, kind, sequence, base_fen, unit_fen, person_fen, account_fen FROM contribution_row
            WHERE plan_id = \(plan) ORDER BY person_id, line, sequence
            """
        ) { row throws(DatabaseError) in
            ContributionRow(
                person: try row[0], line: try row[1], kind: try row[2], sequence: try row[3], base: try row[4],
                unit: try row[5], personShare: try row[6], account: try row[7])
        }
    }

    /// The entries with which the plan became owed, in the order in which they were made. Postings have no order of their
    /// own, so each entry is put together as the assessment writes it.
    private func assessment(of plan: PlanId) throws -> [LedgerEntry] {
        let owed = try tx.all(
            """
            SELECT e.line, e.share, p.amount_fen FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
            WHERE e.plan_id = \(plan) AND e.kind = 'assessment' AND p.account = 'employerReceivable' ORDER BY e.id
            """
        ) { row throws(DatabaseError) in Owed(line: try row[0], share: try row[1], amount: try row[2]) }
        return owed.map { owed in
            LedgerEntry(
                .assessment, line: owed.line, share: owed.share,
                [
                    LedgerEntry.Posting(.employerReceivable, owed.amount),
                    LedgerEntry.Posting(.assessedContributions, -owed.amount),
                ])
        }
    }

    private struct Owed {
        let line: InsuranceLine?
        let share: Share?
        let amount: Money
    }
}
