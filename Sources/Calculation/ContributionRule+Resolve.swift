package import Basics
package import Policy

extension RegionPolicy {
    /// The contribution rule of a fee period for one category, by the values that hold on the period's first day. It is some twenty
    /// parameters with what they rest on; looking them up takes a hundred times as long as computing by it, and is done once.
    ///
    /// - Throws: the first parameter that is not known for the period.
    package func contributionRule(
        in period: Month, for category: ContributionCategory
    ) throws(PolicyGap) -> ContributionRule {
        try workedOut(RuleOfCategory(period: period, category: category)) { () throws(PolicyGap) in
            try resolve(in: period, for: category)
        }
    }

    private func resolve(
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

    /// The rule of each line by itself, or the gap in it: for questions, where what is known is worth telling though other lines
    /// are not. Who bills takes ``contributionRule(in:for:)``, which leaves nothing out.
    ///
    /// - Throws: a gap if the lines of the period are not known.
    package func contributionAnswers(
        in period: Month, for category: ContributionCategory
    ) throws(PolicyGap) -> [LineAnswer] {
        let resolver = Resolver(policy: self, day: period.firstDay, attributes: category.attributes)
        var answers: [LineAnswer] = []
        for line in try lines(in: period, askedBy: resolver.purpose) where line.coverage.contains(category.coverage) {
            let rule: Result<LineRule, PolicyGap>
            do {
                rule = .success(try resolver.rule(of: line, category.coverage))
            } catch {
                rule = .failure(error)
            }
            answers.append(LineAnswer(definition: line, rule: rule))
        }
        return answers
    }
}

private struct RuleOfCategory: WorkedOutKey {
    typealias Value = ContributionRule

    let period: Month
    let category: ContributionCategory
}

/// A line of a region and period with its rule, or with what is not known of it.
package struct LineAnswer: Sendable {
    package let definition: LineDefinition
    package let rule: Result<LineRule, PolicyGap>
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
        var items: [LineRule.Item] = []
        var grounds: [LineRule.ItemGrounds] = []
        for component in share.value.components {
            let (item, itemGrounds) = try self.item(component, of: share.value)
            items.append(item)
            grounds.append(itemGrounds)
        }
        let all = [share.citation] + base.citations + grounds.flatMap(\.citations)
        return LineRule(
            line: line.line, base: base.rule, items: items,
            grounds: LineRule.Grounds(
                definition: line, share: share.citation, base: base.citations, items: grounds),
            restsOnUnverified: !all.allSatisfy(\.isVerified))
    }

    private func base(
        _ rule: LineShare.BaseRule
    ) throws(PolicyGap) -> (rule: LineRule.Base, citations: [Citation]) {
        switch rule {
        case .declaredWage(let floorKey, let capKey, let roundingKey):
            let floor = try optional(floorKey, money)
            let cap = try optional(capKey, money)
            let rounding = try optional(roundingKey, self.rounding)
            let rule = LineRule.Base.declaredWage(
                floor: floor?.value, cap: cap?.value, rounding: rounding?.value.rounding)
            return (rule, [floor?.citation, cap?.citation, rounding?.citation].compactMap { $0 })
        case .published(let key):
            let amount = try money(key)
            return (.published(amount.value), [amount.citation])
        case .none: return (.none, [])
        }
    }

    private func item(
        _ component: ShareComponent, of share: LineShare
    ) throws(PolicyGap) -> (LineRule.Item, LineRule.ItemGrounds) {
        let (amount, amountCitation) = try amount(component.amount)
        let (account, credit, untold) = try account(component.account)
        let rounding = try rounding(component.rounding ?? share.rounding)
        let (relief, reliefCitation) = try relief(component.relief)
        let item = LineRule.Item(
            payer: component.payer, amount: amount, account: account, rounding: rounding.value.rounding,
            tiesAreVerified: rounding.value.tiesAreVerified, relief: relief)
        let isRounded = if case .flat = amount { credit != nil || relief != .none } else { true }
        let grounds = LineRule.ItemGrounds(
            name: component.name, amount: amountCitation, credit: credit,
            rounding: isRounded ? rounding.citation : nil, relief: reliefCitation, untold: untold)
        return (item, grounds)
    }

    private func amount(_ amount: ShareComponent.Amount) throws(PolicyGap) -> (LineRule.Amount, Citation) {
        switch amount {
        case .rate(let key):
            let rate = try rate(key)
            return (.rate(rate.value), rate.citation)
        case .flat(let key):
            let flat = try money(key)
            return (.flat(flat.value), flat.citation)
        }
    }

    /// Where it is booked, by which rate, and what is not known of an account that another keeps.
    private func account(
        _ account: ShareComponent.Account
    ) throws(PolicyGap) -> (account: LineRule.Account, credit: Citation?, untold: PolicyGap?) {
        switch account {
        case .pooled: return (.pooled, nil, nil)
        case .personal: return (.personal, nil, nil)
        case .credited(let key):
            let rate = try rate(key)
            return (.credited(rate.value), rate.citation, nil)
        case .told(let key):
            do {
                let rate = try rate(key)
                return (.credited(rate.value), rate.citation, nil)
            } catch {
                if case .ended = error.cause { return (.pooled, nil, nil) }
                return (.pooled, nil, error)
            }
        }
    }

    private func relief(_ key: String?) throws(PolicyGap) -> (LineRule.Relief, Citation?) {
        guard let key,
            let dated = try policy.relief(named: key, for: attributes, on: day, askedBy: purpose)
        else { return (.none, nil) }
        switch dated.value {
        case .none: return (.none, dated.citation)
        case .remitted(let rate): return (.due(Rate.one - rate), dated.citation)
        case .deferred: return (.deferred, dated.citation)
        }
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

extension LineRule.ItemGrounds {
    fileprivate var citations: [Citation] { [amount, rounding, credit, relief].compactMap { $0 } }
}
