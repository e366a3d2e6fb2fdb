import Basics
import Calculation
import Policy
import TestSupport
import Testing

/// What holds of every wage, month and region, whatever the rules: tried at random, from a seed.
struct ContributionPropertyTests {
    private static let first = Month("2007-04")!
    private static let last = Month("2027-06")!

    private func category(_ generator: inout SeededGenerator) -> ContributionCategory {
        func one(_ words: [String]) -> String { words[Int(generator.next() % UInt64(words.count))] }
        return ContributionCategory(
            .employee,
            [
                .household: one(["localUrban", "otherUrban"]), .injuryClass: "\(generator.next() % 8 + 1)",
                .injuryClassOfThree: "\(generator.next() % 3 + 1)", .medicalScheme: one(["full", "migrant"]),
                .reliefClass: one(["small", "large", "other", "agency"]),
                .hardship: one(["none", "catering", "retail"]),
            ])
    }

    /// What employer and person owe together for a span, and what goes to the account.
    private func owed(
        _ months: some Sequence<Month>, _ wage: Money, _ category: ContributionCategory, _ policy: RegionPolicy
    ) throws -> [Money] {
        var sums = [Money.zero, .zero, .zero]
        for month in months {
            for line in try policy.contributionRule(in: month, for: category).lines {
                let amounts = line.amounts(declaredWage: wage)
                sums = zip(sums, [amounts.employer, amounts.person, amounts.personalAccount]).map { $0 + $1 }
            }
        }
        return sums
    }

    @Test func `splitting a span never changes what is owed for it`() throws {
        let policy = try PolicyOfTests.region("beijing")
        var generator = SeededGenerator(seed: 41)
        let all = Array(stride(from: Self.first, through: Self.last, by: 1))
        for _ in 0..<12 {
            let category = category(&generator)
            let wage = Money(fen: Int64(generator.next() % 5_000_000))
            let from = Int(generator.next() % UInt64(all.count - 40))
            let span = all[from..<from + 40]
            let cut = from + Int(generator.next() % 41)
            let parts = [
                try owed(span[..<cut], wage, category, policy), try owed(span[cut...], wage, category, policy),
            ]
            #expect(try owed(span, wage, category, policy) == zip(parts[0], parts[1]).map { $0 + $1 })
        }
    }

    @Test func `the order of months never changes a total, and computing again from the files gives the same`() throws {
        let policy = try PolicyOfTests.region("beijing")
        let again = try PolicyBook(files: PolicyFolder.files().reversed()).region(policy.region, askedBy: "测试")
        var generator = SeededGenerator(seed: 43)
        for _ in 0..<4 {
            let category = category(&generator)
            let wage = Money(fen: Int64(generator.next() % 5_000_000))
            let months = stride(from: Self.first, through: Self.last, by: 1).filter { _ in generator.next() % 8 == 0 }
            let total = try owed(months, wage, category, policy)
            #expect(try owed(months.shuffled(using: &generator), wage, category, policy) == total)
            #expect(try owed(months, wage, category, again) == total)
        }
    }

    @Test func `what is due and what is remitted together are what would be due without a measure`() throws {
        let policy = try PolicyOfTests.region("beijing")
        var generator = SeededGenerator(seed: 47)
        for month in stride(from: Month("2020-02")!, through: Month("2020-12")!, by: 1) {
            for _ in 0..<40 {
                var attributes = category(&generator).attributes
                let wage = Money(fen: Int64(generator.next() % 5_000_000))
                let relieved = try policy.contributionRule(in: month, for: ContributionCategory(.employee, attributes))
                attributes[.reliefClass] = "agency"
                let whole = try policy.contributionRule(in: month, for: ContributionCategory(.employee, attributes))
                for (one, other) in zip(relieved.lines, whole.lines) {
                    let (due, full) = (one.amounts(declaredWage: wage), other.amounts(declaredWage: wage))
                    #expect(due.employer + due.remitted == full.employer)
                    #expect(due.person == full.person && due.personalAccount == full.personalAccount)
                }
            }
        }
    }

    @Test func `a late fee grows by the day and by the sum, and a day later is never cheaper`() throws {
        let policy = try PolicyOfTests.region("beijing")
        var generator = SeededGenerator(seed: 53)
        for _ in 0..<200 {
            let due = Day("2000-01-01")!.adding(days: Int(generator.next() % 9_000))
            let late = due.adding(days: Int(generator.next() % 900) + 1)
            let sum = Money(fen: Int64(generator.next() % 100_000_000))
            func fee(_ amount: Money, _ paid: Day) throws -> Money {
                try policy.lateFee(
                    on: amount, for: due.month, dueOn: due, paidOn: paid, attributes: [.line: "pension"]
                ).value.amount
            }
            #expect(try fee(sum, late) <= fee(sum, late.adding(days: 1)))
            #expect(try fee(sum, late) <= fee(sum + Money(yuan: 1), late))
            #expect(try fee(sum, due) == .zero)
        }
    }
}
