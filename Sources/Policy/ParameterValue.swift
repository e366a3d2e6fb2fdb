package import Basics

/// What kind of value a parameter has; a file names it, so that a wrong unit is seen where it is written.
package enum ParameterKind: String, Hashable, Sendable, CaseIterable {
    /// `16%`, `2/3`
    case rate
    /// A rate for each value of an attribute; in periods in which it is the same for all, a plain rate.
    case rateTable
    /// Yuan: `7162`, `'584.92'`
    case money
    /// An amount for each value of an attribute; in periods in which it is the same for all, a plain amount.
    case moneyTable
    /// `{to: fen, mode: halfUp, ties: verified}`
    case rounding
    /// A whole number: a month of the year, a day of the month, a class.
    case count
    /// A whole number for each value of an attribute.
    case countTable
    /// A length of time: `10 workingDays`, `30 days`
    case limit
    /// One of the words that the rule knows.
    case choice
    case text
    /// The insurance lines of a region.
    case lines
    /// How the share of one line is made up.
    case share
    /// What a measure remits or defers of an item, for all or by an attribute.
    case relief
    /// Which way a matter takes.
    case routes
    /// Holidays and make-up days of one year.
    case calendar
}

package enum ParameterValue: Hashable, Sendable {
    case rate(Rate)
    case rateTable(AttributeTable<Rate>)
    case money(Money)
    case moneyTable(AttributeTable<Money>)
    case rounding(RoundingRule)
    case count(Int)
    case countTable(AttributeTable<Int>)
    case limit(TimeLimit)
    case choice(String)
    case text(String)
    case lines([LineDefinition])
    case share(LineShare)
    case relief(ReliefTerm)
    case reliefTable(AttributeTable<ReliefTerm>)
    case routes([RouteRule])
    case calendar(CalendarYear)
}

/// Values by attributes of the employer or the person: the risk class of a trade, the household kind, the tier.
package struct AttributeTable<Value: Hashable & Sendable>: Hashable, Sendable {
    /// By what the table goes: one attribute, or several one after the other.
    package let axes: [TableAxis]
    /// By the attribute's value; by the values one after the other with `/` between them where there are several: `2/50%`.
    package let entries: [String: Value]
    /// What values are called that are no words to show: `localRural` is `本市农村`.
    package let names: [String: String]

    /// `行业风险类别`, `行业风险类别、费率浮动档`
    package var attributeName: String { axes.map(\.name).joined(separator: TableAxis.nameSeparator) }

    /// The entry of somebody with these attributes; `nil` if there is none, or if one of them was not said.
    func entry(for attributes: [Attribute: String]) -> Entry? {
        let said = axes.compactMap { attributes[$0.attribute] ?? $0.unsaid }
        guard said.count == axes.count, let value = entries[said.joined(separator: TableAxis.separator)] else {
            return nil
        }
        let name = zip(axes, said).map { "\($0.name)\(names[$1] ?? $1)" }.joined(separator: "，")
        return Entry(value: value, name: name)
    }

    struct Entry {
        let value: Value
        /// `户口性质本市农村`
        let name: String
    }

    /// Why there is no entry for somebody: the attribute that was not said, or those for which there is none.
    func lack(for attributes: [Attribute: String]) -> PolicyGap.Cause {
        if let axis = axes.first(where: { attributes[$0.attribute] == nil && $0.unsaid == nil }) {
            return .noEntry(attribute: axis.name, asked: "")
        }
        let said = axes.compactMap { attributes[$0.attribute] ?? $0.unsaid }
        // What no entry has is to blame by itself.
        if let stray = axes.indices.first(where: { !values(of: $0).contains(said[$0]) }) {
            return .noEntry(attribute: axes[stray].name, asked: names[said[stray]] ?? said[stray])
        }
        return .noEntry(attribute: attributeName, asked: said.map { names[$0] ?? $0 }.joined(separator: "、"))
    }

    /// The values that an attribute can have in the table, in no order.
    package func values(of axis: Int) -> Set<String> {
        Set(entries.keys.map { TableAxis.parts(of: $0, axes.count)[axis] })
    }

    /// What an entry is called: `本市农村`.
    package func name(of key: String) -> String {
        TableAxis.parts(of: key, axes.count).map { names[$0] ?? $0 }.joined(separator: TableAxis.separator)
    }

    /// Entry after entry; by several attributes, in a group for each value of the first.
    fileprivate func shown(_ value: (Value) -> String) -> String {
        guard axes.count > 1 else {
            return entries.sorted { $0.key < $1.key }.map { "\(name(of: $0.key))：\(value($0.value))" }
                .joined(separator: "，")
        }
        return values(of: 0).sorted { $0.inOrder < $1.inOrder }.map { group in
            let inside = entries.compactMap { key, entry -> (order: [String.Order], text: String)? in
                let parts = TableAxis.parts(of: key, axes.count)
                guard parts[0] == group else { return nil }
                let words = parts.dropFirst().map { names[$0] ?? $0 }.joined(separator: "、")
                return (parts.dropFirst().map(\.inOrder), "\(words) \(value(entry))")
            }
            let texts = inside.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.text)
            return "\(names[group] ?? group)：\(texts.joined(separator: "，"))"
        }.joined(separator: "；")
    }
}

/// One of the attributes by which a table goes.
package struct TableAxis: Hashable, Sendable {
    package let attribute: Attribute
    /// In Chinese: `工伤保险行业风险类别`.
    package let name: String
    /// The value of whoever says nothing; `nil` where it must be said.
    package let unsaid: String?

    static let separator = "/"
    static let nameSeparator = "、"

    /// The values of which the key of an entry is made up; of one attribute it is the key, whatever stands in it.
    static func parts(of key: String, _ count: Int) -> [String] {
        count == 1 ? [key] : key.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}

/// An attribute that rates and limits may depend on; only policy and what asks it know which there are.
package struct Attribute: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// 工伤保险行业风险类别: `1` to `8` since 2015.
    package static let injuryClass = Attribute(rawValue: "injuryClass")
    /// 户口性质: `localUrban`, `localRural`, `otherUrban`, `otherRural`.
    package static let household = Attribute(rawValue: "household")
    /// 工伤保险行业风险类别 before there were eight: `1` to `3`.
    package static let injuryClassOfThree = Attribute(rawValue: "injuryClassOfThree")
    /// 单位所有制, on which shares depended until 1998.
    package static let ownership = Attribute(rawValue: "ownership")
    /// How somebody takes part in medical insurance (医疗参保方式).
    package static let medicalScheme = Attribute(rawValue: "medicalScheme")
    /// Whether somebody draws a subsidy for contributions (社会保险补贴).
    package static let subsidy = Attribute(rawValue: "subsidy")
    /// How an employer is graded for reliefs (减免划型): small, large, agency.
    package static let reliefClass = Attribute(rawValue: "reliefClass")
    /// The trade for which payment may be deferred (缓缴所属行业).
    package static let hardship = Attribute(rawValue: "hardship")
    /// 国民经济行业大类 by GB/T 4754: `I65`.
    package static let industry = Attribute(rawValue: "industry")
    /// 险种, by the key of a line.
    package static let line = Attribute(rawValue: "line")
    /// 缴费档次.
    package static let tier = Attribute(rawValue: "tier")
    /// 分娩方式 and 医院级别, by which costs of a birth are paid.
    package static let delivery = Attribute(rawValue: "delivery")
    package static let hospitalLevel = Attribute(rawValue: "hospitalLevel")

    /// What calculators of contributions and late fees ask by themselves, and the flags of the command line beside it: no table of who
    /// pays can go by these.
    package static let taken: Set<String> = [
        "region", "period", "coverage", "wage", "paidWage", "overdue", "first", "last", "dueOn", "paidOn", "asOf",
        "group", "bornIn",
        "firstApproved", "json", "demo", "policy", "help",
    ]
}

/// How an item is rounded. Whether exact ties go up is often not to be seen from published figures: the rule may be
/// verified while its ties are not, and only an amount that is a tie then counts as unverified.
package struct RoundingRule: Hashable, Sendable {
    package let rounding: Rounding
    package let tiesAreVerified: Bool
}

/// A length of time that the law gives.
package struct TimeLimit: Hashable, Sendable {
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case workingDays, days
    }

    package let amount: Int
    package let unit: Unit

    package init(_ amount: Int, _ unit: Unit) {
        self.amount = amount
        self.unit = unit
    }
}

extension TimeLimit: CustomStringConvertible {
    /// `10个工作日`, `30日`.
    package var description: String { unit == .workingDays ? "\(amount)个工作日" : "\(amount)日" }
}

extension ParameterValue {
    /// The value as it is shown beside the amount that it made.
    package func shown(in unit: CountUnit? = nil) -> String {
        func count(_ number: Int) -> String { unit?.shown(number) ?? "\(number)" }
        return switch self {
        case .rate(let rate): rate.description
        case .money(let amount): amount.description + "元"
        case .rateTable(let table): table.shown(\.description)
        case .moneyTable(let table): table.shown { "\($0)元" }
        case .rounding(let rule): rule.description
        case .count(let number): count(number)
        case .countTable(let table): table.shown(count)
        case .limit(let limit): limit.description
        case .choice(let word): PolicyCatalogue.chinese(of: word)
        case .text(let text): text
        case .lines(let lines): lines.map(\.name).joined(separator: "、")
        case .relief(let term): term.description
        case .reliefTable(let table): table.shown(\.description)
        case .share(let share): share.components.map(\.name).joined(separator: "、")
        case .routes(let rules): rules.map(\.route.name).joined(separator: "、")
        case .calendar(let year): "\(year.off.count)天放假，\(year.work.count)天调休上班"
        }
    }

    /// The parameters that this one names, and what each must be.
    var references: [(key: String, kinds: [ParameterKind])] {
        guard case .share(let share) = self else { return [] }
        return share.references
    }
}

extension RoundingRule: CustomStringConvertible {
    package var description: String { rounding.description }
}
