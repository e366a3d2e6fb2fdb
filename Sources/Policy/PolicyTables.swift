package import Basics

// Tables as rules ask for them. A table by an attribute of who pays is asked through `RegionPolicy.rate(named:for:…)` and
// `money(named:for:…)`; these are for rules that look through a whole table.

/// A whole number for each value of an attribute.
package struct CountTable: PolicyValue {
    package let entries: [String: Int]

    package static var kind: ParameterKind { .countTable }
    package init?(_ value: ParameterValue) {
        guard case .countTable(let table) = value else { return nil }
        self.entries = table.entries
    }
}

/// A rate for each value of an attribute.
package struct RateTable: PolicyValue {
    package let entries: [String: Rate]

    package static var kind: ParameterKind { .rateTable }
    package init?(_ value: ParameterValue) {
        guard case .rateTable(let table) = value else { return nil }
        self.entries = table.entries
    }
}

/// An amount for each value of an attribute.
package struct MoneyTable: PolicyValue {
    package let entries: [String: Money]

    package static var kind: ParameterKind { .moneyTable }
    package init?(_ value: ParameterValue) {
        guard case .moneyTable(let table) = value else { return nil }
        self.entries = table.entries
    }
}
