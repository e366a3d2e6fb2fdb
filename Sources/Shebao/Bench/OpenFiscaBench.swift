import ArgumentParser
import Basics
import Calculation
import Foundation
import Policy

/// One person asked alone, every line of one wage with the rule of its month, beside openfisca-core asked the same in the same
/// run; and its arithmetic over all whole-yuan bases, with the bases that it gets wrong.
struct OpenFiscaBench {
    private let policy: RegionPolicy
    private let month: Month
    private let category: ContributionCategory
    private let rule: Rule
    private let command: BenchCommand

    init(_ policy: RegionPolicy, in month: Month, for category: ContributionCategory, _ command: BenchCommand) throws {
        self.policy = policy
        self.month = month
        self.category = category
        self.command = command
        self.rule = try Rule(policy, month, category)
    }

    func run(rounds: Int) async throws -> [Figure] {
        let file = FileManager.default.temporaryDirectory.appending(path: "shebao-rule-\(UUID()).json")
        try JSONEncoder().encode(rule).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let exact = try exactFen()
        var (ours, theirs, together): ([Double], [Double], [Double]) = ([], [], [])
        var answers: [Answer] = []
        for _ in 0..<rounds {
            ours.append(try await Double(Self.asked) / milliseconds { try askAlone() }.took)
            let answer = try counterpart(file.path)
            guard answer.exactFen == exact else {
                throw ValidationError("benchmarks/openfisca_lines.py adds up other exact amounts than the platform.")
            }
            theirs.append(answer.alonePerSecond / 1_000)
            together.append(answer.togetherPerSecond / 1_000_000)
            answers.append(answer)
        }
        guard let last = answers.last else { return [] }
        return [
            Figure("lines: one person asked alone, ours", ours.median, "thousand/s"),
            Figure("lines: one person asked alone, openfisca-core", theirs.median, "thousand/s"),
            Figure("lines: ours beside openfisca-core", ours.median / theirs.median, "×", .atLeast(200)),
            Figure("lines: openfisca-core over \(last.bases) bases at once, float32", together.median, "million/s"),
            Figure("lines: bases of these that it gets wrong by a fen", Double(last.wrongBases), ""),
        ]
    }

    private static let asked = 20_000

    /// All lines of one wage, each time from the policy, month and kind of payer. As openfisca-core keeps the parameters of an
    /// instant, the platform keeps the rule of a month.
    private func askAlone() throws {
        let bases = rule.floor / 100...rule.cap / 100
        var total = Money.zero
        for index in 0..<Self.asked {
            let wage = Money(yuan: bases.lowerBound + Int64(index) % Int64(bases.count))
            for line in try policy.contributionRule(in: month, for: category).lines {
                total += line.amounts(declaredWage: wage).total
            }
        }
        guard total > .zero else { throw ValidationError("Nobody owes anything.") }
    }

    /// What every whole yuan from floor to cap costs together.
    private func exactFen() throws -> Int64 {
        var total = Money.zero
        let first = (rule.floor + 99) / 100
        for line in try policy.contributionRule(in: month, for: category).lines {
            for yuan in first...rule.cap / 100 { total += line.amounts(declaredWage: Money(yuan: yuan)).total }
        }
        return total.fen
    }

    private func counterpart(_ file: String) throws -> Answer {
        let process = try ChildProcess(command.python, ["\(command.counterparts)/openfisca_lines.py", file])
        return try JSONDecoder().decode(Answer.self, from: Data(process.result().utf8))
    }
}

extension OpenFiscaBench {
    /// What the counterpart prints.
    private struct Answer: Decodable {
        let alonePerSecond: Double
        let togetherPerSecond: Double
        let bases: Int
        let wrongBases: Int
        let exactFen: Int64
    }

    /// The month's rule as the counterpart takes it: from the policy, so that no rate is typed twice.
    private struct Rule: Encodable {
        let month: String
        /// Fen.
        let floor: Int64
        let cap: Int64
        let items: [Item]

        struct Item: Encodable {
            var rate: String?
            /// Fen.
            var flat: Int64?
        }

        /// - Throws: if the lines have not all the same limits; openfisca-core is given one pair.
        init(_ policy: RegionPolicy, _ month: Month, _ category: ContributionCategory) throws {
            let day = month.firstDay
            var limits: Set<[Int64]> = []
            var items: [Item] = []
            for line in try policy.contributionRule(in: month, for: category).lines {
                guard case .declaredWage(let floor?, let cap?, nil) = line.base else {
                    throw ValidationError("\(line.definition.name) is not computed on a wage between two limits.")
                }
                limits.insert([floor.fen, cap.fen])
                let share = try policy.value(
                    .share(line: line.definition.key, coverage: category.coverage), on: day, askedBy: "测速")
                for component in share.value.components {
                    switch component.amount {
                    case .rate(let key):
                        let rate = try policy.rate(named: key, for: category.attributes, on: day, askedBy: "测速").value
                        items.append(Item(rate: "\(rate.numerator)/\(rate.denominator)"))
                    case .flat(let key):
                        let flat = try policy.money(named: key, for: category.attributes, on: day, askedBy: "测速").value
                        items.append(Item(flat: flat.fen))
                    }
                }
            }
            guard let pair = limits.first, limits.count == 1 else {
                throw ValidationError("The lines of \(month) have not the same limits.")
            }
            self.month = month.description
            self.floor = pair[0]
            self.cap = pair[1]
            self.items = items
        }
    }
}
