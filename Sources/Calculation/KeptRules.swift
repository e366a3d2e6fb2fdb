package import Basics
package import Policy

/// Rules of contributions that were looked up before: for whoever asks about one person after another, of any month and kind. A
/// rule is some twenty parameters with what they rest on; looking them up takes a hundred times as long as computing by it.
package struct KeptRules: Sendable {
    private struct Key: Hashable {
        let version: PolicyVersion
        let region: Region
        let period: Month
        let category: ContributionCategory
    }

    /// More than the months and kinds that people ask about; with more, it begins anew.
    private static let limit = 5_000

    private var kept: [Key: ContributionRule] = [:]

    package init() {}

    /// As ``RegionPolicy/contributionRule(in:for:)``; a gap is not kept.
    package mutating func rule(
        of policy: RegionPolicy, in period: Month, for category: ContributionCategory
    ) throws(PolicyGap) -> ContributionRule {
        let key = Key(version: policy.version, region: policy.region, period: period, category: category)
        if let rule = kept[key] { return rule }
        let rule = try policy.contributionRule(in: period, for: category)
        if kept.count == Self.limit { kept = [:] }
        kept[key] = rule
        return rule
    }
}
