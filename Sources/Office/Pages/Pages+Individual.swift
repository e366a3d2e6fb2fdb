package import Basics
package import Casework
import Database
import Policy
package import Records
package import Storage

/// A person's first page.
package struct IndividualOverview: Sendable {
    package let person: InsuredPerson
    package let today: Day
    package let employments: [Employment]
    /// Of this calendar year, the latest month first.
    package let months: [MonthRecord]
    package let credited: Money
    package let papers: [IssuedPaper]
    package let toDos: [ToDo]
    /// What the person has begun and not sent, the latest first.
    package let drafts: [Draft]

    /// One employment with the lines that it covers.
    package struct Employment: Sendable {
        package let employerName: String
        package let beganOn: Day
        package let endedOn: Day?
        /// The first month in which nothing is paid although the employment goes on.
        package let suspendedFrom: Month?
        package let lines: String
    }

    package var paidThisYear: Money { months.flatMap(\.payers).filter(\.isReceived).map(\.personShare).total }
    package var monthsPaid: Int { months.count { $0.payers.contains(where: \.isReceived) } }
}

/// What was contributed for a person for one month.
package struct MonthRecord: Sendable {
    package let period: Month
    package let payers: [Payer]

    /// The part of one employer.
    package struct Payer: Sendable {
        package let employerName: String
        package let rows: [HistoryRow]
        /// In the order of `rows`; empty where nobody asked for it.
        package let explained: [ExplainedRow]

        /// Whether all of it was billed and taken back.
        package var isReversed: Bool { rows.standing.isEmpty }
        package var isReceived: Bool { !isReversed && rows.standing.allSatisfy { $0.receivedOn != nil } }
        package var receivedOn: Day? { rows.compactMap(\.receivedOn).max() }
        package var base: Money { rows.standing.map(\.row.base).max() ?? .zero }
        package var unit: Money { rows.map(\.row.unit).total }
        package var personShare: Money { rows.map(\.row.personShare).total }
    }
}

/// A year of a person's record.
package struct YearRecord: Sendable {
    package let year: Int
    package let months: [MonthRecord]
    /// Those with anything on record, the latest first.
    package let years: [Int]
    package let earliest: Month?
    package let credited: Money
    /// What of the record an estimate can begin with.
    package let basis: EstimateBasis
}

/// What an estimate of one's own retirement begins with, as far as the record goes.
package struct EstimateBasis: Sendable {
    package let bornIn: Month
    package let sex: Sex
    /// Months on record here whose contributions were received.
    package let paidMonths: Int
    /// Credited to the account here, without interest.
    package let credited: Money
    /// Of the latest such month; `nil` where there is none.
    package let base: Money?
}

extension Pages {
    package func individual(by principal: Principal) async throws -> IndividualOverview {
        let today = clock.today
        let january = Month(yyyymm: today.year * 100 + 1)!
        return try await database.read { [self] tx in
            let person = try Self.person(of: principal, tx)
            let history = try tx.plans.history(of: person.id, from: january, through: today.month)
            return IndividualOverview(
                person: person, today: today, employments: try employments(of: person.id, in: today.month, tx),
                months: Self.months(history, explained: [:]), credited: try tx.personRecords.credited(to: person.id),
                papers: try tx.papers.of(person.id, limit: 5),
                toDos: try tx.toDos.open(of: .person(person.id)),
                drafts: try tx.drafts.of(principal.login).filter { $0.expiresOn >= today })
        }
    }

    private func employments(
        of person: PersonId, in month: Month, _ tx: Transaction
    ) throws -> [IndividualOverview.Employment] {
        let coverage = try tx.personRecords.coverage(of: person)
        var order: [PersonRecords.Coverage] = []
        for span in coverage where !order.contains(where: { $0.enrolment == span.enrolment }) { order.append(span) }
        return try order.map { first in
            let names = try lineNames(of: first.region, in: month)
            let own = coverage.filter { $0.enrolment == first.enrolment }
            let covering = own.filter { $0.last.map { month <= $0 } ?? true }
            let isSuspended = first.endedOn == nil && own.allSatisfy { $0.last != nil }
            return IndividualOverview.Employment(
                employerName: first.employerName, beganOn: first.beganOn, endedOn: first.endedOn,
                suspendedFrom: isSuspended
                    ? own.map { CoverageSpan(line: $0.line, first: $0.first, last: $0.last) }.lastCovered?.next : nil,
                lines: names.list(covering.map(\.line)))
        }
    }

    /// - Parameter year: `nil` for this year.
    package func record(of year: Int?, by principal: Principal) async throws -> YearRecord {
        let today = clock.today
        return try await database.read { [self] tx in
            let person = try Self.person(of: principal, tx)
            let earliest = try tx.personRecords.earliestPeriod(of: person.id)
            let first = min(earliest?.year ?? today.year, today.year)
            let year = min(max(year ?? today.year, first), today.year)
            let history = try tx.plans.history(
                of: person.id, from: Month(yyyymm: year * 100 + 1)!, through: Month(yyyymm: year * 100 + 12)!)
            let credited = try tx.personRecords.credited(to: person.id)
            let paid = try tx.personRecords.creditedMonths(of: person.id)
            return YearRecord(
                year: year, months: Self.months(history, explained: try explain(history, of: person.id, tx)),
                years: Array(first...today.year).reversed(), earliest: earliest,
                credited: credited,
                basis: EstimateBasis(
                    bornIn: person.bornOn.month, sex: person.sex, paidMonths: paid.count, credited: credited,
                    base: paid.latestBase))
        }
    }

    /// The months of one employer's contributions, the latest first.
    package static func monthRecords(of view: StaffMemberView) -> [MonthRecord] {
        months(view.history, explained: view.explained)
    }

    /// The latest month first.
    static func months(_ history: [HistoryRow], explained: [PlanId: [ExplainedRow]]) -> [MonthRecord] {
        Dictionary(grouping: history, by: \.period).sorted { $0.key > $1.key }.map { period, rows in
            var employers: [EmployerId] = []
            for row in rows where !employers.contains(row.employer) { employers.append(row.employer) }
            return MonthRecord(
                period: period,
                payers: employers.map { employer in
                    let own = rows.filter { $0.employer == employer }
                    var plans: [PlanId] = []
                    for row in own where !plans.contains(row.plan) { plans.append(row.plan) }
                    return MonthRecord.Payer(
                        employerName: own[0].employerName, rows: own, explained: plans.flatMap { explained[$0] ?? [] })
                })
        }
    }

    package func papers(by principal: Principal) async throws -> [IssuedPaper] {
        try await database.read { tx in
            try tx.papers.of(try Self.person(of: principal, tx).id, limit: 200)
        }
    }

    /// What the person applied for themselves.
    package func cases(by principal: Principal) async throws -> [Cases.Summary] {
        try await database.read { tx in
            try tx.cases.of(try Self.person(of: principal, tx).id, limit: 200).filter { $0.employer == nil }
        }
    }

    /// Who looked at the person's records, the latest first.
    package func reads(before: Int64?, limit: Int, by principal: Principal) async throws -> [ReadLogRow] {
        try await database.read { tx in
            try tx.readLog.reads(of: try Self.person(of: principal, tx).id, before: before, limit: limit)
        }
    }
}
