import Basics
import Records

/// What somebody of a generated city did for one employer, in months counted from the city's first.
struct GeneratedStint {
    /// Its employer's place in the parcel.
    let employer: Int
    /// The months that are covered: `0...` where it goes on.
    private(set) var covered: [Coverage]
    let began: Day
    private(set) var ended: Day?
    /// The day from which on payment is suspended while the employment goes on.
    private(set) var suspended: Day?
    private(set) var wages: [Wage]
    let contract: LabourContract

    struct Coverage {
        var first: Int
        /// `nil` while it goes on.
        var last: Int?

        func contains(_ month: Int) -> Bool { first <= month && month <= last ?? month }
    }

    struct Wage {
        let from: Int
        let wage: Money
    }

    /// The wage of a month that is covered.
    func wage(in month: Int) -> Money { wages.last { $0.from <= month }!.wage }

    func covers(_ month: Int) -> Bool { covered.contains { $0.contains(month) } }
}

extension GeneratedStint {
    /// What becomes of people in the months of a city.
    private enum Course {
        case stays, joins, leaves, moves, pauses, isSuspended
    }

    private static let courses = Weighted<Course>([
        (780, .stays), (80, .joins), (50, .leaves), (55, .moves), (23, .pauses), (12, .isSuspended),
    ])

    /// The stints of one person, the earliest first; they never overlap.
    ///
    /// - Parameters:
    ///   - employer: whom they work for now, or did last.
    ///   - employers: how many the parcel has; somebody who moved came from another of them.
    ///   - months: how many there are before the present one.
    ///   - isStill: whether nobody comes or goes.
    static func stints(
        of person: Int, at employer: Int, among employers: Int, from first: Month, months: Int, isStill: Bool,
        seed: UInt64
    ) -> [GeneratedStint] {
        var dice = SeededDice(seed, of: .stint, person)
        let wage = GeneratedWages.wage(&dice)
        guard months >= 4, !isStill else {
            return [GeneratedStint(at: employer, from: 0, in: first, months, wage, &dice)]
        }
        switch courses.pick(&dice) {
        case .stays: return [GeneratedStint(at: employer, from: 0, in: first, months, wage, &dice)]
        case .joins:
            return [GeneratedStint(at: employer, from: dice.within(1...months), in: first, months, wage, &dice)]
        case .leaves:
            var stint = GeneratedStint(at: employer, from: 0, in: first, months, wage, &dice)
            stint.end(in: dice.below(months), first, &dice)
            return [stint]
        case .moves:
            let former = dice.below(employers)
            let last = dice.within(0...months - 2)
            guard former != employer else {
                return [GeneratedStint(at: employer, from: last + 1, in: first, months, wage, &dice)]
            }
            var before = GeneratedStint(at: former, from: 0, in: first, months, wage, &dice)
            before.end(in: last, first, &dice)
            return [
                before,
                GeneratedStint(
                    at: employer, from: dice.within(last + 1...months), in: first, months,
                    GeneratedWages.raised(wage, &dice), &dice),
            ]
        case .pauses:
            var stint = GeneratedStint(at: employer, from: 0, in: first, months, wage, &dice)
            let last = dice.within(0...months - 3)
            stint.covered = [
                Coverage(first: 0, last: last), Coverage(first: dice.within(last + 2...months), last: nil),
            ]
            return [stint]
        case .isSuspended:
            var stint = GeneratedStint(at: employer, from: 0, in: first, months, wage, &dice)
            let last = dice.below(months)
            stint.covered = [Coverage(first: 0, last: last)]
            stint.suspended = first.adding(months: last + 1).firstDay
            return [stint]
        }
    }

    private init(
        at employer: Int, from month: Int, in first: Month, _ months: Int, _ wage: Money, _ dice: inout SeededDice
    ) {
        self.employer = employer
        covered = [Coverage(first: month, last: nil)]
        let hired = first.adding(months: month).firstDay.adding(days: dice.below(20))
        began = month == 0 ? first.firstDay : hired
        wages = [Wage(from: month, wage: wage)]
        // Wages of a base year are declared in July.
        for later in 0...months where later > month && first.adding(months: later).month == 7 && dice.below(10) < 8 {
            wages.append(Wage(from: later, wage: GeneratedWages.raised(wages[wages.count - 1].wage, &dice)))
        }
        let term: LabourContract.Term = dice.below(100) < 62 ? .fixed : dice.below(12) == 0 ? .untilWorkIsDone : .open
        let begins = month == 0 ? first.firstDay.adding(days: -dice.below(4_000)) : began
        // A fixed term that has run out was prolonged by terms of three years.
        let years = 3 * (first.firstDay.days(since: begins) / 1_095 + 1 + months / 36)
        contract = LabourContract(
            term: term, beginsOn: begins, endsOn: term == .fixed ? begins.adding(days: years * 365) : nil,
            occupation: dice.pick(GeneratedNames.occupations))
    }

    private mutating func end(in month: Int, _ first: Month, _ dice: inout SeededDice) {
        covered[0].last = month
        let month = first.adding(months: month)
        ended = month.lastDay.adding(days: -dice.below(10))
        wages.removeAll { first.adding(months: $0.from) > month }
    }
}
