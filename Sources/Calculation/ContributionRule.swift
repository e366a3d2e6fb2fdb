package import Basics
package import Policy

/// What one kind of payer owes in a region and a fee period, for any wage: the policy looked up once, line by line.
///
/// A rule is resolved once for a month and a category and then asked for every person; asking allocates nothing, and handing it
/// on is handing on one reference.
package final class ContributionRule: Sendable {
    package let region: Region
    package let period: Month
    package let category: ContributionCategory
    package let policyVersion: PolicyVersion
    /// In the order in which the region shows its lines.
    package let lines: [LineRule]

    init(
        region: Region, period: Month, category: ContributionCategory, policyVersion: PolicyVersion, lines: [LineRule]
    ) {
        self.region = region
        self.period = period
        self.category = category
        self.policyVersion = policyVersion
        self.lines = lines
    }

    /// The rule of a line that applies in this period; `nil` for others.
    package func line(_ line: InsuranceLine) -> LineRule? {
        for rule in lines where rule.line == line { return rule }
        return nil
    }

    /// What a line costs for a declared wage; `nil` where it does not apply.
    package func amounts(of line: InsuranceLine, declaredWage: Money) -> LineContribution? {
        self.line(line)?.amounts(declaredWage: declaredWage)
    }
}

/// On what a contribution depends beside wage, region and period.
package struct ContributionCategory: Hashable, Sendable {
    package let coverage: CoverageKind
    /// Risk class of the trade, household kind, tier: as far as the region's tables ask for them.
    package let attributes: [Attribute: String]

    package init(_ coverage: CoverageKind, _ attributes: [Attribute: String] = [:]) {
        self.coverage = coverage
        self.attributes = attributes
    }
}

/// The rule of one line: its base and its items as plain numbers, ready to compute, and apart from them what they rest on.
package final class LineRule: Sendable {
    package let line: InsuranceLine
    package let base: Base
    let items: [Item]
    let grounds: Grounds
    /// Whether a value that every amount of this line rests on has not been checked.
    let restsOnUnverified: Bool

    package let keeper: LineKeeper

    package var definition: LineDefinition { grounds.definition }

    /// What is not known of the personal account that another keeps; the amounts that are owed rest on none of it.
    package var untold: [PolicyGap] { grounds.items.compactMap(\.untold) }

    init(line: InsuranceLine, base: Base, items: [Item], grounds: Grounds, restsOnUnverified: Bool) {
        self.line = line
        self.base = base
        self.items = items
        self.grounds = grounds
        self.restsOnUnverified = restsOnUnverified
        keeper = grounds.definition.keeper
    }

    /// The numbers that amounts follow from, without what they rest on: rules of the same numbers come to the same on every wage.
    package struct Numbers: Hashable, Sendable {
        let base: Base
        let items: [Item]
    }

    package var numbers: Numbers { Numbers(base: base, items: items) }

    /// On what the line is computed.
    package enum Base: Hashable, Sendable {
        case declaredWage(floor: Money?, cap: Money?, rounding: Rounding?)
        case published(Money)
        case none
    }

    /// One item. It holds no reference, so that computing copies no more than numbers.
    struct Item: Hashable, Sendable {
        let payer: ShareComponent.Payer
        let amount: Amount
        let account: Account
        let rounding: Rounding
        let tiesAreVerified: Bool
        let relief: Relief
    }

    /// What a measure does with an item in this period.
    enum Relief: Hashable, Sendable {
        case none
        /// Only this share of it is due.
        case due(Rate)
        case deferred
    }

    enum Amount: Hashable, Sendable {
        case rate(Rate)
        case flat(Money)
    }

    enum Account: Hashable, Sendable {
        case pooled
        case personal
        case credited(Rate)
    }

    /// What the line is and what an explanation shows beside the numbers.
    struct Grounds: Sendable {
        let definition: LineDefinition
        /// What says who pays which items.
        let share: Citation
        let base: [Citation]
        /// In the order of the items.
        let items: [ItemGrounds]
    }

    struct ItemGrounds: Sendable {
        let name: String
        let amount: Citation
        let credit: Citation?
        /// `nil` for a flat amount, which needs none.
        let rounding: Citation?
        let relief: Citation?
        /// Why nobody can say what of the item goes to a personal account that another keeps.
        let untold: PolicyGap?
    }
}

/// What one line costs for one person and month.
package struct LineContribution: Hashable, Sendable {
    package let line: InsuranceLine
    /// Zero where a line has no base.
    package var base: Money
    package var employer: Money = .zero
    package var person: Money = .zero
    /// What a measure remits; neither share contains it.
    package var remitted: Money = .zero
    /// What may be paid later without a late fee; the shares contain it.
    package var deferrable: Money = .zero
    /// The part of both that goes to the personal account; the rest goes to the pooled fund.
    package var personalAccount: Money = .zero
    /// Whether it rests on a value that has not been checked (未核实).
    package var isUnverified: Bool

    package var total: Money { employer + person }
    package var pooled: Money { total - personalAccount }
}
