package import Basics
import Casework
import Database
import Policy
package import Records
import Storage

/// A part of an employer's people with what they come to over some months.
package struct StaffYear: Sendable {
    package static let rowsPerPage = 100

    package let employer: Employer
    package let year: Int
    package let years: [Int]
    package let earliest: Month?
    package let people: [StaffContribution]
    package let names: LineNames
    package let page: Int
    package let peopleCount: Int

    package var pageCount: Int { max(1, (peopleCount + Self.rowsPerPage - 1) / Self.rowsPerPage) }
}

/// A part of an employer's people with the bases of one month.
package struct StaffBases: Sendable {
    package let employer: Employer
    package let period: Month
    /// The months that can be looked up.
    package let earliest: Month?
    package let people: [StaffContribution]
    package let limits: [InsuranceLine: BaseLimits]
    package let names: LineNames
    package let page: Int
    package let peopleCount: Int

    package var pageCount: Int { max(1, (peopleCount + StaffYear.rowsPerPage - 1) / StaffYear.rowsPerPage) }
}

/// Between which amounts a base lies; `nil` where there is no such limit.
package struct BaseLimits: Hashable, Sendable {
    package let floor: Money?
    package let cap: Money?

    /// `按下限`, `按上限`, or empty where the wage itself is the base.
    package func word(for base: Money) -> String {
        if base == floor { return "按下限" }
        return base == cap ? "按上限" : ""
    }
}

extension Pages {
    package func staffYear(of year: Int?, page: Int = 1, by principal: Principal) async throws -> StaffYear {
        let today = clock.today
        let page = min(max(page, 1), 1_000_000)
        return try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, with: .contributions, tx)
            let (year, years, earliest) = try Self.year(year, of: employer.id, today, tx)
            let (from, through) = Self.span(of: year)
            return StaffYear(
                employer: employer, year: year, years: years, earliest: earliest,
                people: try tx.staffContributions.page(
                    of: employer.id, from: from, through: through, skipping: (page - 1) * StaffYear.rowsPerPage,
                    limit: StaffYear.rowsPerPage),
                names: try lineNames(of: employer.region, in: today.month), page: page,
                peopleCount: try tx.staffContributions.peopleCount(of: employer.id, from: from, through: through))
        }
    }

    /// - Parameter period: `nil` for the latest month that has a plan.
    package func staffBases(in period: Month?, page: Int = 1, by principal: Principal) async throws -> StaffBases {
        let today = clock.today
        let page = min(max(page, 1), 1_000_000)
        return try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, with: .contributions, tx)
            let earliest = try tx.accounts.earliestPeriod(of: employer.id)
            let latest = try tx.plans.of(employer.id, limit: 1).first?.period ?? today.month
            let period = min(max(period ?? latest, earliest ?? today.month), max(latest, today.month))
            return StaffBases(
                employer: employer, period: period, earliest: earliest,
                people: try tx.staffContributions.page(
                    of: employer.id, from: period, through: period, skipping: (page - 1) * StaffYear.rowsPerPage,
                    limit: StaffYear.rowsPerPage),
                limits: baseLimits(of: employer.region, in: period),
                names: try lineNames(of: employer.region, in: today.month), page: page,
                peopleCount: try tx.staffContributions.peopleCount(of: employer.id, from: period, through: period))
        }
    }

    /// Floor and cap of each line's base, as far as policy knows them.
    func baseLimits(of region: Region, in period: Month) -> [InsuranceLine: BaseLimits] {
        let (purpose, day) = ("缴费基数查询", period.firstDay)
        guard let policy = try? shelf.current.region(region, askedBy: purpose),
            let lines = try? policy.lines(in: period, askedBy: purpose)
        else { return [:] }
        var limits: [InsuranceLine: BaseLimits] = [:]
        for line in lines where line.coverage.contains(.employee) {
            let share = try? policy.value(.share(line: line.key, coverage: .employee), on: day, askedBy: purpose)
            guard case .declaredWage(let floor, let cap, _) = share?.value.base else { continue }
            func amount(_ key: String?) -> Money? {
                key.flatMap { try? policy.value(PolicyKey<Money>($0), on: day, askedBy: purpose).value }
            }
            limits[line.line] = BaseLimits(floor: amount(floor), cap: amount(cap))
        }
        return limits
    }
}
