package import Basics

/// The parameters of one region at one policy version.
package struct RegionPolicy: Sendable {
    package let region: Region
    package let version: PolicyVersion
    /// The official calendar of working days.
    package let calendar: WorkingCalendar
    private let parameters: [String: Parameter]
    /// What parameters are called in any region, for those that this one's files do not mention.
    private let names: [String: String]
    /// What tables of any day ask of who pays, found once: every question to a calculator looks at it.
    private(set) var everAsked: [AttributeUse: [AttributeChoices]] = [:]
    let memory = WorkedOut()

    init(region: Region, version: PolicyVersion, parameters: [String: Parameter], names: [String: String]) {
        self.region = region
        self.version = version
        self.parameters = parameters
        self.names = names
        self.calendar = WorkingCalendar(parameters[WorkingCalendar.key])
        for use in AttributeUse.allCases { everAsked[use] = findAttributes(for: use, on: nil) }
    }

    /// The value that holds on a day, with what it rests on.
    ///
    /// - Parameter purpose: who asks, in Chinese: `缴费核定`.
    /// - Throws: a gap if nobody knows the value for that day.
    package func value<Value>(
        _ key: PolicyKey<Value>, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Value> {
        let dated = try value(named: key.name, on: day, askedBy: purpose)
        guard let value = Value(dated.value) else {
            preconditionFailure("the loader lets no \(key.name) of another kind through")
        }
        return Dated(value: value, citation: dated.citation)
    }

    /// The value of a parameter that another names, whatever its kind.
    package func value(
        named key: String, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<ParameterValue> {
        guard let parameter = parameters[key] else {
            throw gap(key, name: key, day, purpose, .unknownParameter)
        }
        guard let span = parameter.span(on: day) else {
            let earlier = parameter.spans.last { $0.from <= day }
            let cause: PolicyGap.Cause =
                earlier?.through.map { .after($0) } ?? .before(parameter.spans.first?.from ?? day)
            throw gap(key, name: parameter.name, day, purpose, cause)
        }
        switch span.content {
        case .value(let value):
            guard let citation = parameter.citation(on: day) else { preconditionFailure("a value rests on something") }
            return Dated(value: value, citation: citation)
        case .absent: throw gap(key, name: parameter.name, day, purpose, .absent(note: span.note))
        case .ended: throw gap(key, name: parameter.name, day, purpose, .ended(span.from))
        }
    }

    /// The entry of a table, or the plain value, for somebody with these attributes.
    package func rate(
        named key: String, for attributes: [Attribute: String], on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Rate> {
        let dated = try value(named: key, on: day, askedBy: purpose)
        switch dated.value {
        case .rate(let rate): return Dated(value: rate, citation: dated.citation)
        case .rateTable(let table):
            return try entry(of: table, key, dated.citation, for: attributes, day, purpose)
        default: preconditionFailure("the loader lets no \(key) through that is not a rate")
        }
    }

    /// The entry of a table, or the plain amount, for somebody with these attributes.
    package func money(
        named key: String, for attributes: [Attribute: String], on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Money> {
        let dated = try value(named: key, on: day, askedBy: purpose)
        switch dated.value {
        case .money(let amount): return Dated(value: amount, citation: dated.citation)
        case .moneyTable(let table):
            return try entry(of: table, key, dated.citation, for: attributes, day, purpose, unit: "元")
        default: preconditionFailure("the loader lets no \(key) through that is not an amount")
        }
    }

    /// A whole number of a parameter, with its unit.
    func shown(_ count: Int, of key: String) -> String { parameters[key]?.unit?.shown(count) ?? "\(count)" }

    func entry<Value: CustomStringConvertible>(
        of table: AttributeTable<Value>, _ key: String, _ citation: Citation, for attributes: [Attribute: String],
        _ day: Day, _ purpose: String, unit: String = ""
    ) throws(PolicyGap) -> Dated<Value> {
        if let found = table.entry(for: attributes) {
            return Dated(value: found.value, citation: citation.showing("\(found.name)：\(found.value)\(unit)"))
        }
        throw gap(key, name: citation.name, day, purpose, table.lack(for: attributes))
    }

    private func gap(
        _ key: String, name: String, _ day: Day, _ purpose: String, _ cause: PolicyGap.Cause
    ) -> PolicyGap {
        PolicyGap(
            key: key, name: name == key ? names[key] ?? key : name, region: region, regionName: self.name(on: day),
            day: day, askedBy: purpose, cause: cause)
    }
}

extension RegionPolicy {
    /// The region's name; before the first that the files tell, that one; its identifier where they tell none.
    package func name(on day: Day) -> String {
        let names = parameters[PolicyKey.regionName.name]
        guard case .value(.text(let name)) = (names?.span(on: day) ?? names?.spans.first)?.content else {
            return region.rawValue
        }
        return name
    }

    /// How much the files tell of the region.
    package var scope: RegionScope {
        guard case .value(let value) = parameters[PolicyKey.scope.name]?.spans.last?.content else { return .platform }
        return RegionScope(value) ?? .platform
    }

    /// The lines of a fee period, in the order in which they are shown.
    package func lines(in period: Month, askedBy purpose: String) throws(PolicyGap) -> [LineDefinition] {
        try value(.lines, on: period.firstDay, askedBy: purpose).value.definitions
    }

    /// The first month of the base year (缴费基数年度) that a month belongs to. Years begin in a month that policy gives by date, so
    /// that one lasts longer where that month was changed.
    package func baseYearStart(of month: Month, askedBy purpose: String) throws(PolicyGap) -> Month {
        var start = month
        while try value(.baseYearFirstMonth, on: start.firstDay, askedBy: purpose).value != start.month {
            start = start.previous
        }
        return start
    }

    /// The way that a matter takes on a day, in the situations that hold.
    ///
    /// - Parameters:
    ///   - matter: its slug: `staff-enrolment`.
    ///   - situations: the words that hold of the application and the applicant.
    package func route(
        of matter: String, in situations: Set<String>, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Route> {
        let routes = try value(.routes(matter: matter), on: day, askedBy: purpose)
        guard let rule = routes.value.rules.first(where: { $0.situations.isSubset(of: situations) }) else {
            preconditionFailure("the loader lets no routes through that do not end in one for every situation")
        }
        return Dated(value: rule.route, citation: routes.citation.showing(rule.route.name))
    }

    /// The first month, not before a day, on whose first day any parameter is not what it is in another policy of the region;
    /// `nil` if none is.
    package func firstMonth(differingFrom other: RegionPolicy, from day: Day) -> Month? {
        let keys = Set(parameters.keys).union(other.parameters.keys)
        let changed = keys.filter { parameters[$0]?.spans != other.parameters[$0]?.spans }.map {
            (parameters[$0], other.parameters[$0])
        }
        let spans = changed.flatMap { ($0.0?.spans ?? []) + ($0.1?.spans ?? []) }
        let days =
            spans.flatMap { [$0.from, $0.through?.adding(days: 1)] }.compactMap(\.self).filter { $0 > day } + [day]
        // Rules are those of a month's first day.
        return Set(days.map { $0 == $0.month.firstDay ? $0.month : $0.month.next }).sorted().first { month in
            changed.contains { $0.0?.span(on: month.firstDay)?.content != $0.1?.span(on: month.firstDay)?.content }
        }
    }

    /// Every parameter, sorted by key: for pages and checks that show the policy itself.
    package var all: [Parameter] { parameters.values.sorted { $0.key < $1.key } }
}

/// A value on a day, together with what it rests on.
package struct Dated<Value: Sendable>: Sendable {
    package let value: Value
    package let citation: Citation

    package init(value: Value, citation: Citation) {
        self.value = value
        self.citation = citation
    }
}

extension Dated: Equatable where Value: Equatable {}
