package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var monthRuns: MonthRuns { MonthRuns(tx: self) }
}

/// Monthly assessments of a region: their ranges of whole employers, and the employers that are decided one by one.
package struct MonthRuns {
    let tx: Transaction

    package struct Run: Hashable, Sendable {
        package let id: CaseId
        package let region: Region
        package let period: Month
        /// By which all its ranges are computed.
        package let policyVersion: String
        package let endedAt: Instant?

        package init(id: CaseId, region: Region, period: Month, policyVersion: String, endedAt: Instant? = nil) {
            self.id = id
            self.region = region
            self.period = period
            self.policyVersion = policyVersion
            self.endedAt = endedAt
        }
    }

    /// Some employers that follow each other, with the keys that their rows get: the same ones after a crash.
    package struct Range: Hashable, Sendable {
        package let run: CaseId
        /// 1 for the first.
        package let number: Int
        package let employers: ClosedRange<EmployerId>
        package let employerCount: Int
        /// How many people were there when the run began; says how much work it is, and nothing else.
        package let staff: Int
        package let firstPlan: Int64
        package let firstEntry: Int64
        package let firstLetter: Int64
        package let firstToDo: Int64

        package init(
            run: CaseId, number: Int, employers: ClosedRange<EmployerId>, employerCount: Int, staff: Int,
            firstPlan: Int64, firstEntry: Int64, firstLetter: Int64, firstToDo: Int64
        ) {
            self.run = run
            self.number = number
            self.employers = employers
            self.employerCount = employerCount
            self.staff = staff
            self.firstPlan = firstPlan
            self.firstEntry = firstEntry
            self.firstLetter = firstLetter
            self.firstToDo = firstToDo
        }

        var fields: [String] {
            [
                "\(run)", "\(number)", "\(employers.lowerBound)", "\(employers.upperBound)", "\(employerCount)",
                "\(staff)", "\(firstPlan)", "\(firstEntry)", "\(firstLetter)", "\(firstToDo)",
            ]
        }
    }

    /// What came of a range, or of several.
    package struct Sums: Hashable, Sendable {
        package var plans = 0
        package var people = 0
        package var unit = Money.zero
        package var personShare = Money.zero
        /// What the plans of the same employers for the month before come to.
        package var peopleBefore = 0
        package var before = Money.zero

        package init() {}

        package var total: Money { unit + personShare }

        package mutating func add(_ other: Sums) {
            plans += other.plans
            people += other.people
            unit += other.unit
            personShare += other.personShare
            peopleBefore += other.peopleBefore
            before += other.before
        }

        var fields: [String] {
            ["\(plans)", "\(people)", "\(unit.fen)", "\(personShare.fen)", "\(peopleBefore)", "\(before.fen)"]
        }
    }

    /// A range that is done.
    package struct Done: Sendable {
        package let range: Range
        package let at: Instant
        package let sums: Sums
        package let link: [UInt8]
    }

    package enum ExceptionState: String, Hashable, Sendable, CaseIterable {
        /// To be decided by itself.
        case waiting
        case made, nothing
        /// It has no plan; the sentence says why, and what to do.
        case refused
    }

    package struct Exception: Hashable, Sendable {
        package let employer: EmployerId
        package let state: ExceptionState
        package let plan: PlanId?
        package let sentence: String?

        package init(_ employer: EmployerId, _ state: ExceptionState, plan: PlanId? = nil, sentence: String? = nil) {
            self.employer = employer
            self.state = state
            self.plan = plan
            self.sentence = sentence
        }

        /// As it goes into the digest of the run.
        package var text: String { "\(employer) \(state.rawValue) \(plan.map { "\($0)" } ?? "") \(sentence ?? "")" }
    }

    package struct RefusedEmployer: Hashable, Sendable {
        package let name: String
        package let creditCode: String
        package let sentence: String
    }
}

extension MonthRuns {
    private static let selectRun: SQL = "SELECT case_id, region, period, policy_version, ended_at FROM month_run"

    private static func readRun(_ row: Row) throws(DatabaseError) -> Run {
        Run(
            id: try row[0], region: Region(rawValue: try row[1]), period: try row[2], policyVersion: try row[3],
            endedAt: try row[4])
    }

    package func withId(_ id: CaseId) throws -> Run? {
        try tx.first("\(Self.selectRun) WHERE case_id = \(id)", Self.readRun)
    }

    /// The one that has not ended.
    package func open(in region: Region, of period: Month) throws -> Run? {
        try tx.first(
            "\(Self.selectRun) WHERE region = \(region.rawValue) AND period = \(period) AND ended_at IS NULL",
            Self.readRun)
    }

    /// The latest first.
    package func all(in region: Region, of period: Month) throws -> [Run] {
        try tx.all(
            """
            \(Self.selectRun) WHERE region = \(region.rawValue) AND period = \(period) ORDER BY case_id DESC LIMIT 100
            """, Self.readRun)
    }

    package func after(_ id: CaseId, limit: Int) throws -> [Run] {
        try tx.all("\(Self.selectRun) WHERE case_id > \(id) ORDER BY case_id LIMIT \(limit)", Self.readRun)
    }

    package func begin(_ run: Run, _ ranges: [Range]) throws {
        try tx.run(
            """
            INSERT INTO month_run (case_id, region, period, policy_version)
            VALUES (\(run.id), \(run.region.rawValue), \(run.period), \(run.policyVersion))
            """)
        try tx.load(
            into: "month_range",
            columns: [
                "run_id", "number", "first_employer", "last_employer", "employers", "staff", "first_plan",
                "first_entry", "first_letter", "first_to_do",
            ]
        ) { rows in
            for range in ranges {
                try rows.append(
                    run.id, Int32(range.number), range.employers.lowerBound, range.employers.upperBound,
                    Int32(range.employerCount), Int64(range.staff), range.firstPlan, range.firstEntry,
                    range.firstLetter, range.firstToDo)
            }
        }
    }

    package func end(_ id: CaseId, at now: Instant) throws {
        try tx.run("UPDATE month_run SET ended_at = \(now) WHERE case_id = \(id) AND ended_at IS NULL")
    }

    /// An employer of the region, with how many people it has.
    package struct Weight: Sendable {
        package let employer: EmployerId
        package let staff: Int
    }

    package func weights(in region: Region) throws -> [Weight] {
        try tx.all(
            """
            SELECT e.id, coalesce(t.people, 0) FROM employer e
            LEFT JOIN staff_total t ON t.employer_id = e.id AND t.standing = 'present'
            WHERE e.region = \(region.rawValue) ORDER BY e.id
            """
        ) { row throws(DatabaseError) in Weight(employer: try row[0], staff: try row[1]) }
    }
}

// MARK: Ranges

extension MonthRuns {
    private static let selectRange: SQL = """
        SELECT run_id, number, first_employer, last_employer, employers, staff, first_plan, first_entry, first_letter,
            first_to_do, done_at, plans, people, unit_fen, person_fen, people_before, fen_before, link
        FROM month_range
        """

    private static func readRange(_ row: Row) throws(DatabaseError) -> Range {
        let (first, last): (EmployerId, EmployerId) = (try row[2], try row[3])
        return Range(
            run: try row[0], number: try row[1], employers: first...last, employerCount: try row[4],
            staff: try row[5], firstPlan: try row[6], firstEntry: try row[7], firstLetter: try row[8],
            firstToDo: try row[9])
    }

    private static func readDone(_ row: Row) throws(DatabaseError) -> Done {
        var sums = Sums()
        sums.plans = try row[11]
        sums.people = try row[12]
        sums.unit = try row[13]
        sums.personShare = try row[14]
        sums.peopleBefore = try row[15]
        sums.before = try row[16]
        return Done(range: try readRange(row), at: try row[10], sums: sums, link: try row[17])
    }

    /// Takes a range that is not done and that nobody else is at, the largest first: the last ones to end are small. It is
    /// free again when the transaction ends, however that ends.
    ///
    /// - Parameter number: a certain one; `nil` for any.
    package func claim(of run: CaseId, number: Int? = nil) throws -> Range? {
        let chosen: SQL = number.map { "number = \($0)" } ?? "1 = 1"
        return try tx.first(
            """
            \(Self.selectRange) WHERE run_id = \(run) AND done_at IS NULL AND \(chosen)
            ORDER BY staff DESC, number LIMIT 1 {skip_locked}
            """, Self.readRange)
    }

    /// - Returns: whether it was not done yet.
    package func mark(_ range: Range, done sums: Sums, link: [UInt8], at now: Instant) throws -> Bool {
        try tx.run(
            """
            UPDATE month_range SET done_at = \(now), plans = \(sums.plans), people = \(sums.people),
                unit_fen = \(sums.unit), person_fen = \(sums.personShare), people_before = \(sums.peopleBefore),
                fen_before = \(sums.before), link = \(link)
            WHERE run_id = \(range.run) AND number = \(range.number) AND done_at IS NULL
            """) == 1
    }

    package func ranges(of run: CaseId) throws -> [Range] {
        try tx.all("\(Self.selectRange) WHERE run_id = \(run) ORDER BY number", Self.readRange)
    }

    package func done(of run: CaseId) throws -> [Done] {
        try tx.all("\(Self.selectRange) WHERE run_id = \(run) AND done_at IS NOT NULL ORDER BY number", Self.readDone)
    }

    /// What the plans of a range's employers for a period come to.
    package func plannedSums(of employers: ClosedRange<EmployerId>, in region: Region, _ period: Month) throws
        -> (people: Int, total: Money)
    {
        let sums = try tx.one(
            """
            SELECT coalesce(CAST(sum(people) AS BIGINT), 0), coalesce(CAST(sum(unit_fen + person_fen) AS BIGINT), 0)
            FROM contribution_plan WHERE employer_id >= \(employers.lowerBound)
                AND employer_id <= \(employers.upperBound) AND period = \(period) AND region = \(region.rawValue)
            """
        ) { row throws(DatabaseError) in Planned(people: try row[0], total: try row[1]) }
        return (sums.people, sums.total)
    }

    private struct Planned {
        let people: Int
        let total: Money
    }
}

// MARK: Employers by themselves

extension MonthRuns {
    package func note(_ exceptions: [Exception], of run: CaseId) throws {
        try tx.load(
            into: "month_exception", columns: ["run_id", "employer_id", "state", "plan_id", "sentence"]
        ) { rows in
            for exception in exceptions {
                try rows.append(run, exception.employer, exception.state, exception.plan, exception.sentence)
            }
        }
    }

    /// - Returns: whether it was waiting.
    package func settle(_ exception: Exception, of run: CaseId) throws -> Bool {
        try tx.run(
            """
            UPDATE month_exception SET state = \(exception.state), plan_id = \(exception.plan),
                sentence = \(exception.sentence)
            WHERE run_id = \(run) AND employer_id = \(exception.employer) AND state = 'waiting'
            """) == 1
    }

    package func waiting(of run: CaseId, limit: Int) throws -> [EmployerId] {
        try tx.all(
            """
            SELECT employer_id FROM month_exception WHERE run_id = \(run) AND state = 'waiting'
            ORDER BY employer_id LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in try row[0] as EmployerId }
    }

    /// Every one, in the order of employers.
    package func eachException(of run: CaseId, _ body: (Exception) throws -> Void) throws {
        try tx.each(
            """
            SELECT employer_id, state, plan_id, sentence FROM month_exception WHERE run_id = \(run)
            ORDER BY employer_id
            """
        ) { row in try body(Exception(try row[0], try row[1], plan: try row[2], sentence: try row[3])) }
    }

    package func refused(by run: CaseId, limit: Int) throws -> [RefusedEmployer] {
        try tx.all(
            """
            SELECT e.name, c.code, x.sentence FROM month_exception x JOIN employer e ON e.id = x.employer_id
            JOIN employer_credit_code c ON c.employer_id = e.id AND c.through_on IS NULL
            WHERE x.run_id = \(run) AND x.state = 'refused' ORDER BY x.employer_id LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in
            RefusedEmployer(name: try row[0], creditCode: try row[1], sentence: try row[2])
        }
    }

    package func refusedCount(by run: CaseId) throws -> Int {
        try tx.one("SELECT count(*) FROM month_exception WHERE run_id = \(run) AND state = 'refused'") {
            row throws(DatabaseError) in try row[0]
        }
    }

    /// What the plans come to that were made one by one.
    package func sumsOfExceptions(of run: CaseId) throws -> Sums {
        try tx.one(
            """
            SELECT count(*), coalesce(CAST(sum(p.people) AS BIGINT), 0), coalesce(CAST(sum(p.unit_fen) AS BIGINT), 0),
                coalesce(CAST(sum(p.person_fen) AS BIGINT), 0)
            FROM month_exception x JOIN contribution_plan p ON p.id = x.plan_id WHERE x.run_id = \(run)
            """
        ) { row throws(DatabaseError) in
            var sums = Sums()
            sums.plans = try row[0]
            sums.people = try row[1]
            sums.unit = try row[2]
            sums.personShare = try row[3]
            return sums
        }
    }
}

extension MonthRuns.ExceptionState: ColumnCodable {}
