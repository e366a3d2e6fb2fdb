package import Basics
package import Policy

extension RegionPolicy {
    /// The contribution rule of a fee period for one category, by the values that hold on the period's first day.
    ///
    /// - Throws: the first parameter that is not known for the period.
    package func contributionRule(
        in period: Month, for category: ContributionCategory
    ) throws(PolicyGap) -> ContributionRule {
        let resolver = Resolver(policy: self, day: period.firstDay, attributes: category.attributes)
        var rules: [LineRule] = []
        for line in try lines(in: period, askedBy: resolver.purpose) where line.coverage.contains(category.coverage) {
            rules.append(try resolver.rule(of: line, category.coverage))
        }
        return ContributionRule(
            region: region, period: period, category: category, policyVersion: version, lines: rules)
    }
}

/// Looks up what the share of a line names.
private struct Resolver {
    let policy: RegionPolicy
    let day: Day
    let attributes: [Attribute: String]
    let purpose = "缴费核定"

    func rule(of line: LineDefinition, _ coverage: CoverageKind) throws(PolicyGap) -> LineRule {
        let share = try policy.value(.share(line: line.key, coverage: coverage), on: day, askedBy: purpose)
        let base = try base(share.value.base)
        var components: [LineRule.Component] = []
        for component in share.value.components {
            components.append(try self.component(component, share.value))
        }
        let isVerified = share.citation.isVerified && base.isVerified && components.allSatisfy(\.isVerified)
        return LineRule(definition: line, base: base, components: components, restsOnUnverified: !isVerified)
    }

    private func base(_ rule: LineShare.BaseRule) throws(PolicyGap) -> LineRule.Base {
        switch rule {
        case .declaredWage(let floor, let cap, let rounding):
            return .declaredWage(
                floor: try optional(floor, money), cap: try optional(cap, money),
                rounding: try optional(rounding, self.rounding))
        case .published(let key): return .published(try money(key))
        case .none: return .none
        }
    }

    private func component(_ component: ShareComponent, _ share: LineShare) throws(PolicyGap) -> LineRule.Component {
        let amount: LineRule.Amount =
            switch component.amount {
            case .rate(let key): .rate(try rate(key))
            case .flat(let key): .flat(try money(key))
            }
        let account: LineRule.Account =
            switch component.account {
            case .pooled: .pooled
            case .personal: .personal
            case .credited(let key): .credited(try rate(key))
            }
        let rounding = try rounding(component.rounding ?? share.rounding)
        return LineRule.Component(
            key: component.key, name: component.name, payer: component.payer, amount: amount, account: account,
            rounding: rounding.value.rounding, tiesAreVerified: rounding.value.tiesAreVerified,
            roundingCitation: rounding.citation)
    }

    private func optional<Value>(
        _ key: String?, _ look: (String) throws(PolicyGap) -> Dated<Value>
    ) throws(PolicyGap) -> Dated<Value>? {
        guard let key else { return nil }
        return try look(key)
    }

    private func money(_ key: String) throws(PolicyGap) -> Dated<Money> {
        try policy.money(named: key, for: attributes, on: day, askedBy: purpose)
    }

    private func rate(_ key: String) throws(PolicyGap) -> Dated<Rate> {
        try policy.rate(named: key, for: attributes, on: day, askedBy: purpose)
    }

    private func rounding(_ key: String) throws(PolicyGap) -> Dated<RoundingRule> {
        try policy.value(PolicyKey<RoundingRule>(key), on: day, askedBy: purpose)
    }
}

extension LineRule.Base {
    fileprivate var isVerified: Bool {
        switch self {
        case .declaredWage(let floor, let cap, let rounding):
            [floor?.citation, cap?.citation, rounding?.citation].allSatisfy { $0?.isVerified ?? true }
        case .published(let amount): amount.citation.isVerified
        case .none: true
        }
    }
}

extension LineRule.Component {
    fileprivate var isVerified: Bool {
        let taken =
            switch amount {
            case .rate(let rate): rate.citation.isVerified
            case .flat(let flat): flat.citation.isVerified
            }
        let booked = if case .credited(let rate) = account { rate.citation.isVerified } else { true }
        return taken && booked && roundingCitation.isVerified
    }
}
