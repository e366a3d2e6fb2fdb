import Basics
import Yams

// One reader for each kind of value. All read the text of the scalar, never a number that YAML made of it.

extension FileReader {
    mutating func value(_ node: Node, kind: ParameterKind, key: String) -> ParameterValue? {
        switch kind {
        case .rate: return rate(node).map { .rate($0) }
        case .rateTable where node.mapping == nil: return rate(node).map { .rate($0) }
        case .rateTable: return table(node, FileReader.readRate).map { .rateTable($0) }
        case .money: return money(node).map { .money($0) }
        case .moneyTable where node.mapping == nil: return money(node).map { .money($0) }
        case .moneyTable: return table(node, FileReader.readMoney).map { .moneyTable($0) }
        case .rounding: return rounding(node).map { .rounding($0) }
        case .count: return whole(node).map { .count($0) }
        case .countTable: return table(node, FileReader.readCount).map { .countTable($0) }
        case .limit: return limit(node).map { .limit($0) }
        case .choice: return text(node).map { .choice($0) }
        case .text: return text(node).map { .text($0) }
        case .lines: return lines(node).map { .lines($0) }
        case .share: return share(node, key: key).map { .share($0) }
        case .relief where node.mapping == nil: return relief(node).map { .relief($0) }
        case .relief: return table(node, FileReader.readRelief).map { .reliefTable($0) }
        case .routes: return routes(node).map { .routes($0) }
        case .calendar: return calendar(node).map { .calendar($0) }
        }
    }

    private static func readRate(_ reader: inout FileReader, _ node: Node) -> Rate? { reader.rate(node) }
    private static func readCount(_ reader: inout FileReader, _ node: Node) -> Int? { reader.whole(node) }
    private static func readRelief(_ reader: inout FileReader, _ node: Node) -> ReliefTerm? { reader.relief(node) }
    private static func readMoney(_ reader: inout FileReader, _ node: Node) -> Money? { reader.money(node) }

    /// What nobody can mean would stop the program where it is computed with.
    private static let greatestRate: Int64 = 10
    private static let greatestDenominator: Int64 = 1_000_000_000
    private static let greatestAmount = Money(yuan: 100_000_000)
    /// Ten years, in days of whatever kind.
    private static let longestLimit = 3_660

    private mutating func rate(_ node: Node) -> Rate? {
        let text = node.scalar?.string ?? ""
        if node.isFloat {
            problem(node, "比例“\(text)”写成了小数。", remedy: "请写成百分数（如16%）或分数（如2/3），以免丢失精度。")
            return nil
        }
        guard text.hasSuffix("%") || text.contains("/"), let rate = Rate(text: text) else {
            problem(node, "“\(text)”不是比例。", remedy: "请写成百分数（如16%）或分数（如2/3）。")
            return nil
        }
        guard rate.numerator >= 0, rate.denominator <= Self.greatestDenominator,
            rate.numerator <= Self.greatestRate * rate.denominator
        else {
            problem(node, "比例“\(text)”超出了范围。", remedy: "请核对，应为0%至1000%。")
            return nil
        }
        return rate
    }

    private mutating func money(_ node: Node) -> Money? {
        let text = node.scalar?.string ?? ""
        if node.isFloat {
            problem(node, "金额“\(text)”会被当作浮点数。", remedy: "请加引号，写作'\(text)'。")
            return nil
        }
        guard let amount = Money(yuanText: text) else {
            problem(node, "“\(text)”不是金额。", remedy: "金额以元为单位，至多两位小数，不写单位，如7270或'584.92'。")
            return nil
        }
        guard (Money.zero...Self.greatestAmount).contains(amount) else {
            problem(node, "金额“\(text)”超出了范围。", remedy: "请核对，应为0元至1亿元。")
            return nil
        }
        return amount
    }

    private mutating func relief(_ node: Node) -> ReliefTerm? {
        let parts = (node.scalar?.string ?? "").split(separator: " ")
        switch (parts.first, parts.count) {
        case ("none", 1): return ReliefTerm.none
        case ("defer", 1): return .deferred(through: nil)
        case ("defer", 3) where parts[1] == "through":
            if let day = Day(String(parts[2])) { return .deferred(through: day) }
        case ("remit", 2):
            if let rate = Rate(text: String(parts[1])), rate.numerator > 0, rate.numerator <= rate.denominator {
                return .remitted(rate)
            }
        default: break
        }
        problem(
            node, "“\(node.scalar?.string ?? "")”不是减免缓缴的写法。",
            remedy: "请写作none、remit 100%（免征）、remit 50%（减半）、defer（缓缴）或defer through 2020-03-31。")
        return nil
    }

    private mutating func rounding(_ node: Node) -> RoundingRule? {
        guard let fields = fields(of: node, required: ["to", "mode", "ties"], optional: [], called: "取整规则"),
            let unit = fields["to"].flatMap({ word($0, Rounding.Unit.self) }),
            let mode = fields["mode"].flatMap({ word($0, Rounding.Mode.self) }),
            let ties = fields["ties"].flatMap({ word($0, TieState.self) })
        else { return nil }
        return RoundingRule(rounding: Rounding(to: unit, mode), tiesAreVerified: ties == .verified)
    }

    private mutating func limit(_ node: Node) -> TimeLimit? {
        let parts = (node.scalar?.string ?? "").split(separator: " ")
        guard parts.count == 2, let amount = Int(parts[0]), (1...Self.longestLimit).contains(amount),
            let unit = TimeLimit.Unit(rawValue: String(parts[1]))
        else {
            problem(node, "“\(node.scalar?.string ?? "")”不是时限。", remedy: "请写作10 workingDays（工作日）或30 days（自然日）。")
            return nil
        }
        return TimeLimit(amount, unit)
    }

    private mutating func lines(_ node: Node) -> [LineDefinition]? {
        let entries = items(of: node, called: "险种")
        let lines = entries.compactMap { line($0) }
        guard lines.count == entries.count, !lines.isEmpty else { return nil }
        if Set(lines.map(\.key)).count < lines.count || Set(lines.map(\.line)).count < lines.count {
            problem(node, "两个险种的key或code相同。", remedy: "请为每个险种写不同的key和code。")
            return nil
        }
        return lines
    }

    private mutating func line(_ node: Node) -> LineDefinition? {
        guard
            let fields = fields(
                of: node, required: ["key", "code", "name", "short", "keeper", "coverage"], optional: ["insures"],
                called: "险种"),
            let key = fields["key"].flatMap({ text($0) }), let code = fields["code"].flatMap({ whole($0) }),
            let name = fields["name"].flatMap({ text($0) }), let short = fields["short"].flatMap({ text($0) }),
            let keeper = fields["keeper"].flatMap({ word($0, LineKeeper.self) }), let coverage = fields["coverage"]
        else { return nil }
        guard let number = Int16(exactly: code), number > 0 else {
            problem(node, "险种代码“\(code)”不是1至32767的整数。", remedy: "请写全国统一的险种代码，如110。")
            return nil
        }
        let kinds = items(of: coverage, called: "险种的coverage")
        let covered = kinds.compactMap { word($0, CoverageKind.self) }
        guard covered.count == kinds.count else { return nil }
        let insures = fields["insures"].map { word($0, LineDefinition.Insured.self) } ?? .person
        guard let insures else { return nil }
        return LineDefinition(
            key: key, line: InsuranceLine(rawValue: number), name: name, shortName: short, keeper: keeper,
            coverage: covered, insures: insures)
    }

    private mutating func routes(_ node: Node) -> [RouteRule]? {
        let entries = items(of: node, called: "办理方式")
        var rules: [RouteRule] = []
        for entry in entries {
            guard let fields = fields(of: entry, required: ["route"], optional: ["when"], called: "办理方式"),
                let route = fields["route"].flatMap({ word($0, Route.self) })
            else { continue }
            let situations = fields["when"].map { items(of: $0, called: "办理方式的when") } ?? []
            rules.append(RouteRule(situations: Set(situations.compactMap { text($0) }), route: route))
        }
        guard rules.count == entries.count else { return nil }
        guard rules.last?.situations.isEmpty == true, rules.dropLast().allSatisfy({ !$0.situations.isEmpty }) else {
            problem(node, "办理方式的最后一项应不带when，其余各项应带when。", remedy: "请把通常的办理方式写在最后，不写when。")
            return nil
        }
        return rules
    }

    private mutating func calendar(_ node: Node) -> CalendarYear? {
        guard let fields = fields(of: node, required: ["off", "work"], optional: [], called: "放假安排"),
            let offNode = fields["off"], let workNode = fields["work"]
        else { return nil }
        let off = items(of: offNode, called: "off").compactMap { day($0) }
        let work = items(of: workNode, called: "work").compactMap { day($0) }
        for day in work where day.weekday <= 5 {
            problem(workNode, "调休上班日\(day)不是周末。", remedy: "请对照放假通知核对日期。")
        }
        for day in work where off.contains(day) {
            problem(workNode, "\(day)既是放假又是上班。", remedy: "请对照放假通知核对日期。")
        }
        return CalendarYear(off: Set(off), work: Set(work))
    }
}

private enum TieState: String, CaseIterable {
    case verified, unverified
}
