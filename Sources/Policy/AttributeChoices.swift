package import Basics

/// An attribute that contributions depend on, with the values that a region's tables know.
package struct AttributeChoices: Hashable, Sendable {
    package let attribute: Attribute
    /// `户口性质`
    package let name: String
    package let entries: [Entry]

    package struct Entry: Hashable, Sendable {
        package let key: String
        /// `本市农村`
        package let name: String
    }
}

/// What is computed of who pays.
package enum AttributeUse: Hashable, Sendable, CaseIterable {
    case contribution, lateFee, contributionAndLateFee
}

extension RegionPolicy {
    /// The attributes that a contribution or a late fee depends on, in the order of their keys.
    ///
    /// - Parameter day: only what the tables of that day ask for; `nil` for what any ever asked for.
    package func attributes(for use: AttributeUse, on day: Day?) -> [AttributeChoices] {
        day == nil ? everAsked[use] ?? [] : findAttributes(for: use, on: day)
    }

    func findAttributes(for use: AttributeUse, on day: Day?) -> [AttributeChoices] {
        let own = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
        func spans(_ parameter: Parameter) -> [Parameter.Span] {
            guard let day else { return parameter.spans }
            return parameter.span(on: day).map { [$0] } ?? []
        }
        var named: Set<String> = []
        if use != .lateFee {
            let shares = all.filter { $0.kind == .share }.flatMap(spans)
            named.formUnion(shares.flatMap { $0.content.value?.references.map(\.key) ?? [] })
        }
        if use != .contribution { named.formUnion([PolicyKey.lateFeeRate.name, ReliefTerm.lateFeeKey]) }
        var found: [Attribute: (name: String, entries: [String: String])] = [:]
        for key in named.sorted() {
            for table in own[key].map(spans)?.flatMap({ $0.content.value?.choices ?? [] }) ?? [] {
                found[table.attribute, default: (table.name, [:])].entries.merge(
                    table.entries.map { ($0.key, $0.name) }
                ) { first, _ in first }
            }
        }
        return found.sorted { $0.key.rawValue < $1.key.rawValue }.map { attribute, table in
            let entries = table.entries.map { AttributeChoices.Entry(key: $0.key, name: $0.value) }
            return AttributeChoices(
                attribute: attribute, name: table.name,
                entries: entries.sorted { $0.key.inOrder < $1.key.inOrder })
        }
    }

    /// The attributes by which a table goes on a day, of those that a gap names together: `行业风险类别、费率浮动档`.
    package func attributes(of key: String, called names: String, on day: Day) -> [Attribute] {
        let choices = all.first { $0.key == key }?.span(on: day)?.content.value?.choices ?? []
        let together = choices.map(\.name).joined(separator: TableAxis.nameSeparator)
        return choices.filter { $0.name == names || together == names }.map(\.attribute)
    }
}

extension Parameter.Content {
    fileprivate var value: ParameterValue? {
        if case .value(let value) = self { return value }
        return nil
    }
}

extension ParameterValue {
    /// Of a table, what can be chosen in it, attribute by attribute.
    fileprivate var choices: [AttributeChoices] {
        switch self {
        case .rateTable(let table): table.choices
        case .moneyTable(let table): table.choices
        case .reliefTable(let table): table.choices
        default: []
        }
    }
}

extension AttributeTable {
    fileprivate var choices: [AttributeChoices] {
        axes.enumerated().map { place, axis in
            AttributeChoices(
                attribute: axis.attribute, name: axis.name,
                entries: values(of: place).map { AttributeChoices.Entry(key: $0, name: names[$0] ?? $0) })
        }
    }
}

extension String {
    /// As people put them: by the number at the start.
    struct Order: Comparable {
        let number: Int
        let text: String

        static func < (left: Order, right: Order) -> Bool {
            (left.number, left.text) < (right.number, right.text)
        }
    }

    var inOrder: Order { Order(number: Int(prefix { $0.isASCII && $0.isNumber }) ?? 0, text: self) }
}
