package import Basics
package import Policy

/// What one kind of payer owes in a region and a fee period, for any wage: the policy looked up once, line by line.
///
/// A rule is resolved once for a month and a category and then asked for every person; asking allocates nothing.
package struct ContributionRule: Sendable {
    package let region: Region
    package let period: Month
    package let category: ContributionCategory
    package let policyVersion: PolicyVersion
    /// In the order in which the region shows its lines.
    package let lines: [LineRule]

    /// The rule of a line that applies in this period; `nil` for others.
    package func line(_ line: InsuranceLine) -> LineRule? {
        lines.first { $0.line == line }
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

/// The rule of one line: its base and its items, ready to compute.
package struct LineRule: Sendable {
    package let definition: LineDefinition
    let base: Base
    let components: [Component]
    /// Whether a value that every amount of this line rests on has not been checked.
    let restsOnUnverified: Bool

    package var line: InsuranceLine { definition.line }
    package var keeper: LineKeeper { definition.keeper }

    enum Base: Sendable {
        case declaredWage(floor: Dated<Money>?, cap: Dated<Money>?, rounding: Dated<RoundingRule>?)
        case published(Dated<Money>)
        case none
    }

    struct Component: Sendable {
        let key: String
        let name: String
        let payer: ShareComponent.Payer
        let amount: Amount
        let account: Account
        let rounding: Rounding
        let tiesAreVerified: Bool
        let roundingCitation: Citation
    }

    enum Amount: Sendable {
        case rate(Dated<Rate>)
        case flat(Dated<Money>)
    }

    enum Account: Sendable {
        case pooled
        case personal
        case credited(Dated<Rate>)
    }
}

/// What one line costs for one person and month.
package struct LineContribution: Hashable, Sendable {
    package let line: InsuranceLine
    /// Zero where a line has no base.
    package var base: Money
    package var employer: Money = .zero
    package var person: Money = .zero
    /// The part of both that goes to the personal account; the rest goes to the pooled fund.
    package var personalAccount: Money = .zero
    /// Whether it rests on a value that has not been checked (未核实).
    package var isUnverified: Bool

    package var total: Money { employer + person }
    package var pooled: Money { total - personalAccount }
}
