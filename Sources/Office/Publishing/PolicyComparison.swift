package import Basics
import Calculation
package import Database
import Matters
package import Policy
import Records
import Storage

/// Computes everybody's contributions of a month by two policies. The rules of each kind of employer and person are looked up
/// once; then it is one pass over the people, employer by employer.
package struct PolicyComparison: Sendable {
    private let before: RegionPolicy
    private let after: RegionPolicy
    private let period: Month
    /// Whether anything is ever another than it is in force.
    package let isOfChange: Bool

    /// So many employers are read in one transaction, so that none is held for as long as a city takes.
    private static let employersAtOnce = 500

    package init(_ before: RegionPolicy, _ after: RegionPolicy, in period: Month) {
        self.before = before
        self.after = after
        self.period = period
        isOfChange = true
    }

    /// In the first month, not before a day, in which anything differs; where nothing does, in another.
    private init(_ before: RegionPolicy, _ after: RegionPolicy, from day: Day, otherwise period: Month) {
        let first = after.firstMonth(differingFrom: before, from: day)
        (self.before, self.after) = (before, after)
        self.period = first ?? period
        isOfChange = first != nil
    }

    /// The policy in force, and as it would be with a text over it, in the first month in which anything is then another than it
    /// was: values of a text may begin later than the text speaks. Where nothing ever is, in the text's first month.
    ///
    /// - Throws: everything that is wrong in the text; a gap if there is no such region.
    package init?(
        of text: PublicationText, in region: Region, by shelf: PolicyShelf, _ database: Database
    ) async throws {
        guard let period = text.firstPeriod else { return nil }
        self = try await database.read { tx in
            let before = try shelf.inForce(tx).region(region, askedBy: "政策试算")
            let after = try shelf.book(with: text, in: region, tx).region(region, askedBy: "政策试算")
            return PolicyComparison(before, after, from: text.from, otherwise: period)
        }
    }

    /// The version that the change is compared with.
    package var version: String { before.version.digest }

    /// What the employers through the last one have come to.
    struct SoFar: Sendable {
        var trial: PolicyTrial
        var last: EmployerId?
        var employers: Int
    }

    /// Before the first employer.
    var start: SoFar { SoFar(trial: PolicyTrial(period: period), last: nil, employers: 0) }

    /// Everybody covered in the region at this time.
    package func run(over database: Database) async throws -> PolicyTrial {
        var done = start
        while let next = try await step(from: done, over: database) { done = next }
        return done.trial.sorted
    }

    /// With the next employers; `nil` after the last.
    func step(from done: SoFar, over database: Database) async throws -> SoFar? {
        try await database.read { [self] tx in
            let region = before.region
            let employers = try tx.coveredStaff.employers(after: done.last, in: region, limit: Self.employersAtOnce)
            guard let end = employers.last else { return nil }
            var tally = Tally(self, done.trial)
            try tx.coveredStaff.each(of: employers, in: region, period) { tally.add($0) }
            return SoFar(trial: tally.finish(), last: end, employers: done.employers + employers.count)
        }
    }

    /// The rules of one kind of employer and person, by both policies.
    private struct Sides {
        let injuryClass: Int
        let household: HouseholdKind
        let before: Result<ContributionRule, PolicyGap>
        let after: Result<ContributionRule, PolicyGap>
        /// The lines that come to the same by both.
        let unchanged: [InsuranceLine]

        init(
            _ injuryClass: Int, _ household: HouseholdKind, before: Result<ContributionRule, PolicyGap>,
            after: Result<ContributionRule, PolicyGap>
        ) {
            self.injuryClass = injuryClass
            self.household = household
            self.before = before
            self.after = after
            let (old, new) = (try? before.get(), try? after.get())
            unchanged = old?.lines.filter { $0.numbers == new?.line($0.line)?.numbers }.map(\.line) ?? []
        }
    }

    /// Adds up row by row; a person and an employer are complete when the next begins.
    private struct Tally {
        private let comparison: PolicyComparison
        private var trial: PolicyTrial
        private var known: [Sides] = []
        private var employer: EmployerId?
        private var person: PersonId?
        private var employerChange: Int64 = 0
        private var personChange: Int64 = 0

        init(_ comparison: PolicyComparison, _ trial: PolicyTrial) {
            self.comparison = comparison
            self.trial = trial
        }

        mutating func add(_ coverage: CoveredStaff.Coverage) {
            if coverage.person != person || coverage.employer != employer { endPerson() }
            if coverage.employer != employer { endEmployer() }
            (employer, person) = (coverage.employer, coverage.person)
            let index = sides(of: coverage)
            switch (known[index].before, known[index].after) {
            case (.success(let before), .success(let after)):
                compare(coverage, before, after, isUnchanged: known[index].unchanged.contains(coverage.line))
            case (.failure(let gap), _), (_, .failure(let gap)): noteUnknown(gap.sentence)
            }
        }

        private mutating func compare(
            _ coverage: CoveredStaff.Coverage, _ before: ContributionRule, _ after: ContributionRule, isUnchanged: Bool
        ) {
            let (old, new) = (before.line(coverage.line), after.line(coverage.line))
            guard let rule = new ?? old else { return noteUnknown("有人参加的险种\(coverage.line.rawValue)不在政策所列险种内。") }
            let oldSums = PolicyTrial.Sums(old?.amounts(declaredWage: coverage.wage))
            let newSums = isUnchanged ? oldSums : PolicyTrial.Sums(new?.amounts(declaredWage: coverage.wage))
            employerChange += newSums.employer - oldSums.employer
            personChange += newSums.person - oldSums.person
            trial.add(oldSums, newSums, to: coverage.line.rawValue, named: rule.definition.name)
        }

        private mutating func noteUnknown(_ sentence: String) {
            trial.unknown += 1
            trial.gap = trial.gap ?? sentence
        }

        private mutating func endPerson() {
            if person != nil { trial.people.note(personChange) }
            (person, personChange) = (nil, 0)
        }

        private mutating func endEmployer() {
            if employer != nil { trial.employers.note(employerChange) }
            (employer, employerChange) = (nil, 0)
        }

        mutating func finish() -> PolicyTrial {
            endPerson()
            endEmployer()
            return trial
        }

        /// A few kinds of employers by a few kinds of people: searched faster than hashed.
        private mutating func sides(of coverage: CoveredStaff.Coverage) -> Int {
            let (injuryClass, household) = (coverage.injuryClass, coverage.household)
            for index in known.indices
            where known[index].injuryClass == injuryClass && known[index].household == household { return index }
            known.append(
                Sides(
                    injuryClass, household, before: comparison.rule(comparison.before, injuryClass, household),
                    after: comparison.rule(comparison.after, injuryClass, household)))
            return known.count - 1
        }
    }

    private func rule(
        _ policy: RegionPolicy, _ injuryClass: Int, _ household: HouseholdKind
    ) -> Result<ContributionRule, PolicyGap> {
        do throws(PolicyGap) {
            return .success(
                try policy.contributionRule(in: period, injuryClass: injuryClass, household: household))
        } catch {
            return .failure(error)
        }
    }
}

extension PolicyTrial.Sums {
    fileprivate init(_ amounts: LineContribution?) {
        self.init()
        guard let amounts else { return }
        (employer, person, account) = (amounts.employer.fen, amounts.person.fen, amounts.personalAccount.fen)
    }
}
