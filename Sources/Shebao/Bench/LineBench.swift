import ArgumentParser
import Basics
import Calculation
import Office
import Policy

/// Contribution lines on one core: exact, each item rounded, the policy looked up once a month; and the explanation of one
/// amount from nothing but the policy in memory.
struct LineBench {
    private let policy: RegionPolicy
    /// One of each month, so that no rule is measured alone.
    private let months: ClosedRange<Month>
    private let wages: [Money]
    private let category = ContributionCategory(
        .employee, [.injuryClass: "3", .household: "localUrban", .injuryClassOfThree: "2"])

    private let openFisca: OpenFiscaBench

    init(_ command: BenchCommand) throws {
        let book = try PolicyBook(files: try PolicyFiles.read(command.policyFiles.folder))
        policy = try book.region(Region(rawValue: "beijing"), askedBy: "测速")
        guard let first = Month("2023-07"), let last = Month("2026-06") else { preconditionFailure("months") }
        months = first...last
        openFisca = try OpenFiscaBench(policy, in: last, for: category, command)
        // A multiplicative generator is random enough for wages, and the same everywhere.
        var state = command.seed &* 6_364_136_223_846_793_005 &+ 1
        wages = (0..<command.people).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Money(fen: 300_000 + Int64((state >> 33) % 4_000_000))
        }
    }

    func run(rounds: Int) async throws -> [Figure] {
        var (perSecond, explaining): ([Double], [Double]) = ([], [])
        var checks: Set<Money> = []
        for _ in 0..<rounds {
            let lines = try await milliseconds { try computeAll() }
            perSecond.append(Double(lines.value.count) / lines.took / 1_000)
            checks.insert(lines.value.total)
            explaining.append(try await milliseconds { try explainAll() }.took / Double(Self.explained))
        }
        guard checks.count == 1 else { throw ValidationError("The same wages cost another sum in another round.") }
        return [
            Figure("lines: contribution lines, one core", perSecond.median, "million/s", .atLeast(15)),
            Figure("lines: one amount looked up and explained", explaining.median, "ms", .atMost(1)),
        ] + (try await openFisca.run(rounds: rounds))
    }

    private struct Computed {
        var count = 0
        var total = Money.zero
    }

    /// Every line of every person in every month, month by month as a plan is.
    private func computeAll() throws -> Computed {
        var computed = Computed()
        for month in months {
            for line in try policy.contributionRule(in: month, for: category).lines {
                computed.total += line.total(of: wages)
                computed.count += wages.count
            }
        }
        return computed
    }

    private static let explained = 1_000

    /// The rule of a month from the policy, then one line of it with every step and citation.
    private func explainAll() throws {
        for index in 0..<Self.explained {
            let month = months.lowerBound.adding(months: index % months.count)
            let rule = try policy.contributionRule(in: month, for: category)
            let line = rule.lines[index % rule.lines.count]
            guard !line.explained(declaredWage: wages[index % wages.count]).explanation.steps.isEmpty else {
                throw ValidationError("An amount was not explained.")
            }
        }
    }
}

extension LineRule {
    fileprivate func total(of wages: [Money]) -> Money {
        var total = Money.zero
        for wage in wages { total += amounts(declaredWage: wage).total }
        return total
    }
}
