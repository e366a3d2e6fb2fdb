package import Basics
import Records

/// What an employer asks of its own staff list (定制查询): conditions that all hold, the columns to see, and their order.
package struct StaffQuery: Hashable, Sendable {
    /// A name's beginning or a whole number.
    package var text: String?
    package var standing: Staff.Standing?
    /// Covered in the month of asking by a line.
    package var line: InsuranceLine?
    package var wageFrom: Money?
    package var wageThrough: Money?
    package var beganFrom: Day?
    package var beganThrough: Day?
    package var limit: Limit?
    package var medical: Medical?
    /// Only those whom no plan of the month holds whole.
    package var isUnbilled: Bool
    /// The month whose bases are shown; this one where none is named.
    package var period: Month?
    package var columns: [Column]
    package var order: Order
    package var isDescending: Bool

    /// How a declared wage stands to the limits of bases.
    package enum Limit: String, Hashable, Sendable, CaseIterable {
        case atFloor, between, atCap
    }

    /// What medical insurance has answered.
    package enum Medical: String, Hashable, Sendable, CaseIterable {
        case awaited, taken, refused
    }

    package enum Column: String, Hashable, Sendable, CaseIterable {
        case number, standing, beganOn, endedOn, wage, base, limit, lines, medical
    }

    package enum Order: String, Hashable, Sendable, CaseIterable {
        case person, name, beganOn, wage
    }

    package init(
        text: String? = nil, standing: Staff.Standing? = nil, line: InsuranceLine? = nil, wageFrom: Money? = nil,
        wageThrough: Money? = nil, beganFrom: Day? = nil, beganThrough: Day? = nil, limit: Limit? = nil,
        medical: Medical? = nil, isUnbilled: Bool = false, period: Month? = nil, columns: [Column] = Column.allCases,
        order: Order = .person, isDescending: Bool = false
    ) {
        self.text = text
        self.standing = standing
        self.line = line
        self.wageFrom = wageFrom
        self.wageThrough = wageThrough
        self.beganFrom = beganFrom
        self.beganThrough = beganThrough
        self.limit = limit
        self.medical = medical
        self.isUnbilled = isUnbilled
        self.period = period
        self.columns = columns
        self.order = order
        self.isDescending = isDescending
    }
}

extension StaffQuery {
    /// The fields in which a query stands in an address, a form and a saved row alike.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case text, standing, line, wageFrom, wageThrough, beganFrom, beganThrough, limit, medical, unbilled, period,
            columns,
            order, descending
    }

    /// As it is kept: only what is asked for, each value in its plain form.
    package var fields: [String: String] {
        let values: [(Field, String?)] = [
            (.text, text), (.standing, standing?.rawValue), (.line, line.map { "\($0.rawValue)" }),
            (.wageFrom, wageFrom?.yuanText), (.wageThrough, wageThrough?.yuanText),
            (.beganFrom, beganFrom?.description), (.beganThrough, beganThrough?.description),
            (.limit, limit?.rawValue), (.medical, medical?.rawValue), (.unbilled, isUnbilled ? "yes" : nil),
            (.period, period?.description),
            (.columns, columns.map(\.rawValue).joined(separator: ",")), (.order, order.rawValue),
            (.descending, isDescending ? "yes" : nil),
        ]
        return Dictionary(
            uniqueKeysWithValues: values.compactMap { field, value in value.map { (field.rawValue, $0) } })
    }

    /// What is wrong with a field, in a sentence that says what would be right.
    package struct Problem: Hashable, Sendable {
        package let field: Field
        package let sentence: String
    }

    /// Reads what somebody typed or what was kept. What is unreadable is told and left out.
    package static func read(_ fields: [String: String]) -> (query: StaffQuery, problems: [Problem]) {
        var reader = Reader(fields: fields)
        var query = StaffQuery()
        query.text = reader.text(.text, limit: 60)
        query.standing = reader.choice(.standing)
        query.line = reader.value(.line, "险种请从列出的选项中选择。") { Int16($0).map(InsuranceLine.init(rawValue:)) }
        query.wageFrom = reader.money(.wageFrom)
        query.wageThrough = reader.money(.wageThrough)
        query.beganFrom = reader.day(.beganFrom)
        query.beganThrough = reader.day(.beganThrough)
        query.limit = reader.choice(.limit)
        query.medical = reader.choice(.medical)
        query.isUnbilled = fields[Field.unbilled.rawValue] == "yes"
        query.period = reader.value(.period, "月份请按“年-月”填写真实存在的月份，例如 2026-11。") { text in
            Month(text).flatMap { (1990...2199).contains($0.year) ? $0 : nil }
        }
        query.order = reader.choice(.order) ?? .person
        query.isDescending = fields[Field.descending.rawValue] == "yes"
        if let chosen = fields[Field.columns.rawValue] {
            let names = Set(chosen.split(separator: ",").map(String.init))
            query.columns = Column.allCases.filter { names.contains($0.rawValue) }
        }
        if let from = query.wageFrom, let through = query.wageThrough, through < from {
            reader.problems.append(Problem(field: .wageThrough, sentence: "工资的上界小于下界，请核对。"))
        }
        if let from = query.beganFrom, let through = query.beganThrough, through < from {
            reader.problems.append(Problem(field: .beganThrough, sentence: "用工日期的截止日早于起始日，请核对。"))
        }
        return (query, reader.problems)
    }

    private struct Reader {
        let fields: [String: String]
        var problems: [Problem] = []

        mutating func value<Value>(_ field: Field, _ sentence: String, _ read: (String) -> Value?) -> Value? {
            guard let text = fields[field.rawValue], !text.isEmpty else { return nil }
            guard let value = read(text) else {
                problems.append(Problem(field: field, sentence: sentence))
                return nil
            }
            return value
        }

        mutating func text(_ field: Field, limit: Int) -> String? {
            value(field, "姓名或号码请控制在\(limit)字以内。") { $0.unicodeScalars.count <= limit ? $0 : nil }
        }

        mutating func choice<Value: RawRepresentable>(_ field: Field) -> Value? where Value.RawValue == String {
            value(field, "请从列出的选项中选择。") { Value(rawValue: $0) }
        }

        mutating func money(_ field: Field) -> Money? {
            value(field, "工资请用数字填写，单位为元，最多两位小数，例如 8500。") { text in
                Money(yuanText: text).flatMap { $0 >= .zero && $0 <= Money(yuan: 10_000_000) ? $0 : nil }
            }
        }

        mutating func day(_ field: Field) -> Day? {
            value(field, "日期请按“年-月-日”填写真实存在的日期，例如 2026-11-01。") { text in
                Day(text).flatMap { (1900...2199).contains($0.year) ? $0 : nil }
            }
        }
    }
}
