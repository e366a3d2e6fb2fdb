package import Basics
package import Policy

/// The contribution standards of a region in one month, as they were published: each value by itself, or what is not known of it.
package struct ContributionStandards: Sendable {
    static let purpose = "缴费标准查询"

    package let regionName: String
    package let period: Month
    /// The base year that the month belongs to, as far as its end is known; `nil` if its beginning is not.
    package let baseYear: ClosedRange<Month>?
    /// By whom one pays as, those that a line covers.
    package let groups: [Group]

    package struct Group: Sendable {
        package let coverage: CoverageKind
        package let lines: [Line]
    }

    package struct Line: Sendable {
        package let name: String
        package let keeper: LineKeeper
        /// Floor and cap, or the published base with its tiers; empty where there is no base or the line is not known.
        package let bases: [Value]
        package let items: [Item]
        /// Why nothing is told of the line.
        package let gap: PolicyGap?
    }

    package struct Item: Sendable {
        package let payer: ShareComponent.Payer
        package let amount: Value
        /// What a measure of these months does with it; `nil` while there is none.
        package let relief: Value?
    }

    package struct Value: Sendable {
        package let name: String
        package let found: Result<Dated<ParameterValue>, PolicyGap>
    }
}

extension ContributionStandards {
    init(_ policy: RegionPolicy, in period: Month) throws(PolicyGap) {
        let reader = StandardReader(policy: policy, day: period.firstDay)
        let lines = try policy.lines(in: period, askedBy: Self.purpose)
        self.regionName = policy.name(on: period.firstDay)
        self.period = period
        self.baseYear = policy.baseYear(of: period)
        self.groups = CoverageKind.allCases.compactMap { coverage in
            let covered = lines.filter { $0.coverage.contains(coverage) }
            return covered.isEmpty
                ? nil : Group(coverage: coverage, lines: covered.map { reader.line($0, coverage) })
        }
    }

    /// Everything that is not known, once each, in the order of the page.
    package var gaps: [PolicyGap] {
        var seen: Set<PolicyGap> = []
        return groups.flatMap(\.lines).flatMap { line in
            [line.gap].compactMap(\.self) + line.values.compactMap(\.gap)
        }.filter { seen.insert($0).inserted }
    }

    /// Everything that is known, once each, in the order of the page.
    package var citations: [Citation] {
        var seen: Set<String> = []
        return groups.flatMap(\.lines).flatMap(\.values).compactMap { try? $0.found.get().citation }
            .filter { seen.insert($0.key).inserted }
    }
}

extension ContributionStandards.Line {
    fileprivate var values: [ContributionStandards.Value] {
        bases + items.flatMap { [$0.amount] + [$0.relief].compactMap(\.self) }
    }
}

extension ContributionStandards.Value {
    fileprivate var gap: PolicyGap? {
        if case .failure(let gap) = found { return gap }
        return nil
    }
}

/// Looks up what a line names, whole tables and not the entry of one person.
private struct StandardReader {
    let policy: RegionPolicy
    let day: Day

    func line(_ line: LineDefinition, _ coverage: CoverageKind) -> ContributionStandards.Line {
        var (share, gap): (LineShare?, PolicyGap?)
        do {
            share = try policy.value(
                .share(line: line.key, coverage: coverage), on: day, askedBy: ContributionStandards.purpose
            ).value
        } catch {
            gap = error
        }
        return ContributionStandards.Line(
            name: line.name, keeper: line.keeper, bases: share.map { bases($0.base) } ?? [],
            items: share.map { $0.components.map(item) } ?? [], gap: gap)
    }

    private func bases(_ rule: LineShare.BaseRule) -> [ContributionStandards.Value] {
        switch rule {
        case .declaredWage(let floor, let cap, _):
            [floor.map { value("下限", $0) }, cap.map { value("上限", $0) }].compactMap(\.self)
        case .published(let key): [value("按公布的基数", key)]
        case .none: []
        }
    }

    private func item(_ component: ShareComponent) -> ContributionStandards.Item {
        let key =
            switch component.amount {
            case .rate(let key), .flat(let key): key
            }
        return ContributionStandards.Item(
            payer: component.payer, amount: value(component.name, key), relief: component.relief.flatMap(relief))
    }

    /// - Returns: `nil` where no measure is known: before the first and after each ended.
    private func relief(_ key: String) -> ContributionStandards.Value? {
        let value = value("阶段性措施", key)
        guard case .failure(let gap) = value.found else { return value }
        switch gap.cause {
        case .before, .ended, .unknownParameter: return nil
        default: return value
        }
    }

    private func value(_ name: String, _ key: String) -> ContributionStandards.Value {
        let found: Result<Dated<ParameterValue>, PolicyGap>
        do {
            found = .success(try policy.value(named: key, on: day, askedBy: ContributionStandards.purpose))
        } catch {
            found = .failure(error)
        }
        return ContributionStandards.Value(name: name, found: found)
    }
}

extension RegionPolicy {
    /// From its first month through the last before the next begins, or through the last that is known.
    fileprivate func baseYear(of period: Month) -> ClosedRange<Month>? {
        let purpose = ContributionStandards.purpose
        guard let start = try? baseYearStart(of: period, askedBy: purpose) else { return nil }
        var end = period
        while let first = try? value(.baseYearFirstMonth, on: end.next.firstDay, askedBy: purpose).value,
            first != end.next.month
        { end = end.next }
        return start...end
    }
}
