package import Basics

// Tables as rules ask for them. A table by an attribute of who pays is asked through `RegionPolicy.rate(named:for:…)` and
// `money(named:for:…)`; these are for rules that look through a whole table.

/// A whole number for each value of an attribute.
package struct CountTable: PolicyValue {
    package let entries: [String: Int]
    /// What it goes by: `退休年龄`.
    package let attributeName: String

    package static var kind: ParameterKind { .countTable }
    package init?(_ value: ParameterValue) {
        guard case .countTable(let table) = value else { return nil }
        self.entries = table.entries
        self.attributeName = table.attributeName
    }
}

/// A rate for each value of an attribute.
package struct RateTable: PolicyValue {
    package let entries: [String: Rate]
    /// What it goes by: `退休年龄`.
    package let attributeName: String

    package static var kind: ParameterKind { .rateTable }
    package init?(_ value: ParameterValue) {
        guard case .rateTable(let table) = value else { return nil }
        self.entries = table.entries
        self.attributeName = table.attributeName
    }
}

/// An amount for each value of an attribute.
package struct MoneyTable: PolicyValue {
    package let entries: [String: Money]
    /// What it goes by: `退休年龄`.
    package let attributeName: String

    package static var kind: ParameterKind { .moneyTable }
    package init?(_ value: ParameterValue) {
        guard case .moneyTable(let table) = value else { return nil }
        self.entries = table.entries
        self.attributeName = table.attributeName
    }
}
