import Basics
package import Database
import Policy
package import Storage

/// Proves a live database: that its books balance, that its chains are unbroken, and that what it keeps is what was decided.
///
/// It reads one snapshot and changes nothing. It trusts no sum that is stored: each is computed again from what lies under it.
package struct Audit: Sendable {
    private let database: Database
    private let chain: TrailChain
    private let shelf: PolicyShelf

    package init(_ database: Database, chain: TrailChain, shelf: PolicyShelf) {
        self.database = database
        self.chain = chain
        self.shelf = shelf
    }

    package func run() async throws -> AuditReport {
        try await database.read { [chain, shelf] tx in
            var round = AuditRound(tx: tx, chain: chain, shelf: shelf)
            try round.checkCases()
            try round.checkEnrolments()
            try round.checkEmployerRows()
            try round.checkOperators()
            try round.checkPolicyVersions()
            try round.checkPlans()
            try round.checkMonthRuns()
            try round.checkReceipts()
            try round.checkDeductions()
            try round.checkCoverage()
            try round.checkStaffList()
            try round.checkPapers()
            try round.checkRoots()
            return round.report
        }
    }
}

/// What an audit found: nothing, or what is wrong, row by row.
package struct AuditReport: Sendable {
    /// More than this are counted and not named.
    package static let limit = 1_000

    package struct Finding: Hashable, Sendable {
        package let table: String
        /// The key of the row: `12`, or `12/3` where it has several parts.
        package let key: String
        package let sentence: String
    }

    package fileprivate(set) var findings: [Finding] = []
    package fileprivate(set) var furtherFindings = 0
    /// How many rows of each kind were looked at.
    package fileprivate(set) var cases = 0
    package fileprivate(set) var events = 0
    package fileprivate(set) var plans = 0
    package fileprivate(set) var rows = 0
    package fileprivate(set) var papers = 0
    package fileprivate(set) var roots = 0
    /// Enrolments that name no case of the platform, so that no trail says what they ought to be: more than were taken over
    /// when it began are forged.
    package fileprivate(set) var takenOver = 0
    /// Rights of operators from before such rights were bound, and not changed since.
    package fileprivate(set) var unboundRights = 0

    /// The day and link of the newest daily root, to compare with one that is kept elsewhere: whoever cuts off the newest
    /// roots as well is found by nothing else.
    package fileprivate(set) var lastRoot: String?

    package var isClean: Bool { findings.isEmpty }

    package var summary: String {
        let counted = "办件\(cases)件（记录\(events)条）、缴费计划\(plans)份（明细\(rows)条）、文书\(papers)份、每日根值\(roots)个"
        let unbound =
            (takenOver == 0 ? "" : "另有承接的参保登记\(takenOver)条，没有办件可供核对。")
            + (unboundRights == 0 ? "" : "另有早先开通的经办权限\(unboundRights)项，没有办理记录可供核对。")
        return isClean
            ? "核查通过：\(counted)，账目平衡，链条完整。\(unbound)"
            : "核查发现\(findings.count + furtherFindings)处不符：\(counted)。\(unbound)"
    }
}

/// One audit under way, inside its transaction.
struct AuditRound {
    let tx: Transaction
    let chain: TrailChain
    let shelf: PolicyShelf
    private(set) var report = AuditReport()

    init(tx: Transaction, chain: TrailChain, shelf: PolicyShelf) {
        self.tx = tx
        self.chain = chain
        self.shelf = shelf
    }

    enum Counted {
        case cases, events, plans, rows, papers, roots, takenOver, unboundRights
    }

    mutating func count(_ kind: Counted, _ number: Int = 1) {
        switch kind {
        case .cases: report.cases += number
        case .events: report.events += number
        case .plans: report.plans += number
        case .rows: report.rows += number
        case .papers: report.papers += number
        case .roots: report.roots += number
        case .takenOver: report.takenOver += number
        case .unboundRights: report.unboundRights += number
        }
    }

    mutating func noteLastRoot(_ root: String) { report.lastRoot = root }

    mutating func find(_ table: String, _ key: String, _ sentence: String) {
        guard report.findings.count < AuditReport.limit else { return report.furtherFindings += 1 }
        report.findings.append(AuditReport.Finding(table: table, key: key, sentence: sentence))
    }

    /// Names the rows of a query that looks for what must not be there.
    mutating func expectNone(
        _ table: String, _ query: SQL, _ name: (Row) throws -> (key: String, sentence: String)
    ) throws {
        try examine(table, query) { row in try name(row) }
    }

    /// Looks at every row of a query, and names those that are wrong.
    mutating func examine(
        _ table: String, _ query: SQL, wrong: (Row) throws -> (key: String, sentence: String)?
    ) throws {
        var found: [(key: String, sentence: String)] = []
        var further = 0
        try tx.each(query) { row in
            guard let finding = try wrong(row) else { return }
            if found.count < AuditReport.limit { found.append(finding) } else { further += 1 }
        }
        for finding in found { find(table, finding.key, finding.sentence) }
        report.furtherFindings += further
    }

    mutating func checkPolicyVersions() throws {
        let versions = try tx.all("SELECT digest FROM policy_version ORDER BY digest") { row in try row[0] as String }
        for version in versions {
            let book = try? shelf.book(of: version, tx)
            if book?.version.digest != version {
                find("policy_version", version, "政策版本\(version.prefix(12))留存的文本与其摘要不符。")
            }
        }
    }
}
