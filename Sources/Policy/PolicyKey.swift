package import Basics

/// The key of a parameter together with the type that its values have.
package struct PolicyKey<Value: PolicyValue>: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }
}

/// A type that a parameter's values can have.
package protocol PolicyValue: Hashable, Sendable {
    static var kind: ParameterKind { get }
    /// The words that a choice knows; empty for the other kinds.
    static var words: [String] { get }
    init?(_ value: ParameterValue)
}

extension PolicyValue {
    package static var words: [String] { [] }
}

/// A choice between rules that the code knows, written in a file by its name.
package protocol PolicyChoice: PolicyValue, RawRepresentable<String>, CaseIterable {
    /// As people read it.
    var chinese: String { get }
}

extension PolicyChoice {
    package static var kind: ParameterKind { .choice }
    package static var words: [String] { allCases.map(\.rawValue) }

    package init?(_ value: ParameterValue) {
        guard case .choice(let word) = value else { return nil }
        self.init(rawValue: word)
    }
}

extension Rate: PolicyValue {
    package static var kind: ParameterKind { .rate }
    package init?(_ value: ParameterValue) {
        guard case .rate(let rate) = value else { return nil }
        self = rate
    }
}

extension Money: PolicyValue {
    package static var kind: ParameterKind { .money }
    package init?(_ value: ParameterValue) {
        guard case .money(let amount) = value else { return nil }
        self = amount
    }
}

extension RoundingRule: PolicyValue {
    package static var kind: ParameterKind { .rounding }
    package init?(_ value: ParameterValue) {
        guard case .rounding(let rule) = value else { return nil }
        self = rule
    }
}

extension Int: PolicyValue {
    package static var kind: ParameterKind { .count }
    package init?(_ value: ParameterValue) {
        guard case .count(let number) = value else { return nil }
        self = number
    }
}

extension TimeLimit: PolicyValue {
    package static var kind: ParameterKind { .limit }
    package init?(_ value: ParameterValue) {
        guard case .limit(let limit) = value else { return nil }
        self = limit
    }
}

extension String: PolicyValue {
    package static var kind: ParameterKind { .text }
    package init?(_ value: ParameterValue) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
}

extension LineShare: PolicyValue {
    package static var kind: ParameterKind { .share }
    package init?(_ value: ParameterValue) {
        guard case .share(let share) = value else { return nil }
        self = share
    }
}

/// The lines of a region in a period, in the order in which they are shown.
package struct Lines: PolicyValue {
    package let definitions: [LineDefinition]

    package static var kind: ParameterKind { .lines }
    package init?(_ value: ParameterValue) {
        guard case .lines(let definitions) = value else { return nil }
        self.definitions = definitions
    }
}

/// The class of work-injury risk of each trade (行业风险类别).
package struct InjuryClasses: PolicyValue {
    package let entries: [String: Int]

    package static var kind: ParameterKind { .countTable }
    package init?(_ value: ParameterValue) {
        guard case .countTable(let table) = value, table.axes.map(\.attribute) == [.industry] else { return nil }
        self.entries = table.entries
    }
}

/// The routes of a matter, in the order in which they are tried.
package struct Routes: PolicyValue {
    package let rules: [RouteRule]

    package static var kind: ParameterKind { .routes }
    package init?(_ value: ParameterValue) {
        guard case .routes(let rules) = value else { return nil }
        self.rules = rules
    }
}
