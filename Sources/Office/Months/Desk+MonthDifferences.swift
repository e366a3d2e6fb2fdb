package import Basics
import Casework
import Database
import Matters
package import Records
package import Storage

/// How the plans of a region's month differ from those of the month before.
package struct MonthDifferenceView: Sendable {
    package static let employersPerPage = 50

    package let period: Month
    package let lines: [Line]
    package let sums: [MonthDifferences.Kind: MonthDifferences.Sum]
    /// Which employers are listed.
    package let kind: MonthDifferences.Kind
    package let employers: [MonthDifferences.OfEmployer]
    /// Those of them whose people the reader may see.
    package let readable: Set<EmployerId>
    package let page: Int

    package var pageCount: Int {
        max(1, (of(kind).employers + Self.employersPerPage - 1) / Self.employersPerPage)
    }

    package func of(_ kind: MonthDifferences.Kind) -> MonthDifferences.Sum { sums[kind] ?? MonthDifferences.Sum() }

    /// What a line comes to in both months.
    package struct Line: Sendable {
        package let name: String
        package let peopleBefore: Int
        package let peopleNow: Int
        package let before: Money
        package let now: Money
    }
}

extension MonthDifferences.Kind {
    package var chinese: String {
        switch self {
        case .came: "本月新增"
        case .left: "本月没有计划"
        case .changed: "金额或人次有变化"
        case .same: "没有变化"
        }
    }
}

/// One employer of it, person by person.
package struct EmployerDifferenceView: Sendable {
    package let employer: Employer
    package let difference: PlanDifference
    package let isOfOtherBranch: Bool
}

extension Desk {
    package func monthDifferences(
        _ period: Month, _ kind: MonthDifferences.Kind, page: Int, for principal: Principal
    ) async throws -> MonthDifferenceView {
        let region = try Self.monthRegion(principal)
        let (today, page) = (clock.today, min(max(page, 1), 1_000_000))
        return try await database.read { [self] tx in
            let rules = try rules(in: region, on: today, for: MonthClose.card.name, tx)
            // A line that began or ended with the month has its name in one of them.
            let names = ((try? rules.lineNames(in: period.previous)) ?? [:])
                .merging((try? rules.lineNames(in: period)) ?? [:]) { $1 }
            let now = try tx.monthClosings.report(of: period, in: region)
            let before = try tx.monthClosings.report(of: period.previous, in: region)
            let lines = Set((now + before).map(\.line)).sorted().map { line in
                let (left, right) = (before.first { $0.line == line }, now.first { $0.line == line })
                return MonthDifferenceView.Line(
                    name: names[line] ?? "险种\(line.rawValue)", peopleBefore: left?.people ?? 0,
                    peopleNow: right?.people ?? 0, before: left?.total ?? .zero, now: right?.total ?? .zero)
            }
            let employers = try tx.monthDifferences.employers(
                of: period, in: region, kind, skipping: (page - 1) * MonthDifferenceView.employersPerPage,
                limit: MonthDifferenceView.employersPerPage)
            let (tree, known) = (try BranchTree(tx), try tx.employers.withIds(employers.map(\.employer)))
            return MonthDifferenceView(
                period: period, lines: lines, sums: try tx.monthDifferences.sums(of: period, in: region), kind: kind,
                employers: employers,
                readable: Set(known.values.filter { principal.covers($0, tree) }.map(\.id)), page: page)
        }
    }

    package func monthDifference(
        _ period: Month, of id: EmployerId, for principal: Principal
    ) async throws -> EmployerDifferenceView {
        let region = try Self.monthRegion(principal)
        return try await database.read { tx in
            let tree = try BranchTree(tx)
            guard let employer = try tx.employers.withIds([id])[id], employer.region == region,
                principal.covers(employer, tree)
            else { throw DeskRefusal.notFound }
            return EmployerDifferenceView(
                employer: employer, difference: try Pages.difference(of: id, in: period, tx),
                isOfOtherBranch: !principal.isOfBranch(employer, tree))
        }
    }
}
