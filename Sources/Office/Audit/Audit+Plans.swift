import Basics
import Casework
import Database
import Records
import Storage

extension AuditRound {
    /// So many plans are read together with all that belongs to them.
    private static let page = 1_000

    /// A plan's row.
    struct StoredPlan {
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

    /// Every plan: its rows, its lines and its total agree, its digest is theirs, each employer's plans form one chain, and the
    /// ledger holds of each what plans, receipts and settlements say.
    ///
    /// Plans come a page at a time in the order of their chains, with all that belongs to them; a row is looked at once and
    /// held by nobody, so that neither a large city nor a large employer needs memory.
    mutating func checkPlans() throws {
        var end = ChainEnd(employer: EmployerId(Int64.min))
        var sums = PlanSums()
        while true {
            let plans = try page(after: end)
            guard !plans.isEmpty else { break }
            count(.plans, plans.count)
            try checkContent(of: plans, &sums)
            for plan in plans { checkLink(of: plan, after: &end) }
        }
        count(.rows, sums.rows)
        try checkBilling(sums)
        try checkLedger(&sums)
    }

    /// The next plans of the chains. Compared as a row, since PostgreSQL would look for this employer's later ones or another's
    /// among all pages that went before.
    private func page(after end: ChainEnd) throws -> [StoredPlan] {
        try tx.all(
            """
            SELECT id, number, region, employer_id, period, sequence, made_on, made_at, payable_in, due_on, people,
                unit_fen, person_fen, policy_version, rests_on_unverified, case_id, injury_class, chain_position, digest,
                link, kind
            FROM contribution_plan
            WHERE (employer_id, chain_position) > (\(end.employer), \(end.position))
            ORDER BY employer_id, chain_position LIMIT \(Self.page)
            """
        ) { row throws(DatabaseError) in
            StoredPlan(
                head: PlanHead(
                    id: try row[0], number: try row[1], region: Region(rawValue: try row[2]), employer: try row[3],
                    period: try row[4], sequence: try row[5], madeOn: try row[6], madeAt: try row[7],
                    payableIn: try row[8], dueOn: try row[9], people: try row[10], unit: try row[11],
                    personShare: try row[12], policyVersion: try row[13], restsOnUnverified: try row[14],
                    caseId: try row[15], injuryClass: try row[16], position: try row[17]), kind: try row[20],
                digest: try row[18], link: try row[19])
        }
    }

    private mutating func checkContent(of plans: [StoredPlan], _ sums: inout PlanSums) throws {
        let books = try PlanBooks(of: plans.map(\.head.id), tx)
        var tallies = Dictionary(uniqueKeysWithValues: plans.map { ($0.head.id, PlanTally(of: $0.head)) })
        var tally: PlanTally?
        // Unsorted, as the rows of a plan lie in the order in which they were written, which is that of its digest.
        try tx.copyOut("\(Self.rows) WHERE plan_id IN \(list: plans.map(\.head.id))") { row in
            let id = PlanId(try row.integer(0))
            if tally?.plan != id { tally = tallies[id] }
            try tally?.add(row, &sums)
        }
        for plan in plans {
            guard var tally = tallies.removeValue(forKey: plan.head.id) else { continue }
            if tally.isOutOfOrder { tally = try sorted(plan.head) }
            compare(plan, with: tally, books)
            checkAccounts(of: plan, books, &sums)
            if books.settled[plan.head.id] != nil { sums.creditedToAccounts += tally.account }
        }
    }

    private static let rows: SQL = """
        SELECT plan_id, person_id, line, kind, sequence, base_fen, unit_fen, person_fen, account_fen, period, payer_scope
        FROM contribution_row
        """

    private func sorted(_ plan: PlanHead) throws -> PlanTally {
        let tally = PlanTally(of: plan)
        var seen = PlanSums()
        try tx.copyOut("\(Self.rows) WHERE plan_id = \(plan.id) ORDER BY person_id, line, sequence") { row in
            try tally.add(row, &seen)
        }
        return tally
    }

    private mutating func compare(_ stored: StoredPlan, with tally: PlanTally, _ books: PlanBooks) {
        let plan = stored.head
        let totals = tally.totals
        if (books.lines[plan.id] ?? []) != totals {
            find("plan_line", "\(plan.id)", "缴费计划\(plan.number)的分险种金额与明细之和不符。")
        }
        if totals.map(\.unit).total != plan.unit || totals.map(\.personShare).total != plan.personShare
            || tally.people != plan.people
        {
            find("contribution_plan", "\(plan.id)", "缴费计划\(plan.number)的合计与明细之和不符。")
        }
        if tally.isAdjusting != (stored.kind == .adjustment) {
            find("contribution_plan", "\(plan.id)", "缴费计划\(plan.number)的类型与其明细不符。")
        }
        if tally.finish(books.assessment(of: plan.id)) != stored.digest {
            find("contribution_plan", "\(plan.id)", "缴费计划\(plan.number)的明细或核定分录被改动过，与摘要不符。")
        }
    }

    private mutating func checkLink(of stored: StoredPlan, after end: inout ChainEnd) {
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
}

/// What all plans come to, as one after the other is looked at.
struct PlanSums {
    var rows = 0
    /// Rows that bill for the first time nothing that is taken back: of one key there is one, by the key of the table.
    var plainRows = 0
    /// The lines of which a row insures the person, and those of which one insures the employment.
    var personLines = FewLines()
    var employmentLines = FewLines()
    /// By employer, where they are not nil: the postings to the receivable, less what plans and allocations say.
    var receivables: [EmployerId: Money] = [:]
    var entries = 0
    var postings = 0
    var balance = Money.zero
    var personalAccounts = Money.zero
    var creditedToAccounts = Money.zero

    mutating func add(receivable amount: Money, of employer: EmployerId) {
        let sum = receivables[employer, default: .zero] + amount
        receivables[employer] = sum.isZero ? nil : sum
    }
}

/// A handful of lines, which are searched faster than hashed: each row of a city adds one.
struct FewLines {
    private var lines: [InsuranceLine] = []

    mutating func insert(_ line: InsuranceLine) {
        if !lines.contains(line) { lines.append(line) }
    }

    func isDisjoint(with others: FewLines) -> Bool { !lines.contains { others.lines.contains($0) } }
}

/// What the rows of one plan come to, if they are added in the order of persons, lines and sequences.
private final class PlanTally {
    let plan: PlanId
    /// In one, so that a row that is added asks once for leave to change it.
    private var state: State

    fileprivate struct State: ~Copyable {
        let period: Month
        var sums: [PlanLineTotal] = []
        var digest: PlanDigest?
        var last: ContributionRow?
        var people = 0
        var isAdjusting = false
        var isOutOfOrder = false
    }

    init(of plan: PlanHead) {
        self.plan = plan.id
        state = State(period: plan.period, digest: PlanDigest(of: plan.period))
    }

    var people: Int { state.people }
    var isAdjusting: Bool { state.isAdjusting }
    /// Whether a row came before one that it follows: what was added is then worth nothing.
    var isOutOfOrder: Bool { state.isOutOfOrder }
    var totals: [PlanLineTotal] { state.sums.sorted { $0.line < $1.line } }
    var account: Money { state.sums.map(\.account).total }

    func add(_ row: Row, _ all: inout PlanSums) throws { try state.add(row, &all) }

    func finish(_ entries: [LedgerEntry]) -> [UInt8] {
        guard var digest = state.digest.take() else { return [] }
        for entry in entries { digest.add(entry) }
        return digest.finish()
    }
}

extension PlanTally.State {
    fileprivate mutating func add(_ row: Row, _ all: inout PlanSums) throws {
        let contribution = try ContributionRow(ofAudit: row)
        digest?.add(contribution)
        sums.add(contribution)
        isAdjusting = isAdjusting || contribution.kind != .regular
        if contribution.person != last?.person { people += 1 }
        if let last, !last.precedes(contribution) { isOutOfOrder = true }
        last = contribution
        guard try row.integer(9) == Int64(period.yyyymm) else { return }
        all.rows += 1
        if contribution.sequence == 1, contribution.kind != .reversal { all.plainRows += 1 }
        if try row.integer(10) == 0 {
            all.personLines.insert(contribution.line)
        } else {
            all.employmentLines.insert(contribution.line)
        }
    }
}

extension ContributionRow {
    /// From the columns of ``AuditRound/rows``, each read as the number that it is.
    fileprivate init(ofAudit row: Row) throws {
        let kind = Int16(exactly: try row.integer(3)).flatMap(Kind.init)
        guard let line = Int16(exactly: try row.integer(2)), let kind,
            let sequence = Int16(exactly: try row.integer(4))
        else { throw DatabaseError.decoding("contribution_row: a line, a kind or a sequence that is none") }
        self.init(
            person: PersonId(try row.integer(1)), line: InsuranceLine(rawValue: line), kind: kind, sequence: sequence,
            base: Money(fen: try row.integer(5)), unit: Money(fen: try row.integer(6)),
            personShare: Money(fen: try row.integer(7)), account: Money(fen: try row.integer(8)))
    }

    fileprivate func precedes(_ other: ContributionRow) -> Bool {
        person == other.person
            ? (line.rawValue, sequence) <= (other.line.rawValue, other.sequence) : person < other.person
    }
}
