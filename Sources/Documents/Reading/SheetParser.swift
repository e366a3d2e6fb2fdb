import Basics
import Casework

/// Makes rows of the elements of a sheet (ECMA-376 part 1, 18.3.1).
final class SheetParser: XMLHandler {
    private let shared: SharedTexts
    private let styles: CellStyles
    private let countsFrom1904: Bool
    private let limits: WorkbookLimits

    private(set) var hasData = false
    private var isInData = false
    private var rows: [WorkbookRow] = []
    private var row = 0
    private var cells: [WorkbookRow.Cell] = []
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var hasValue = false
    private var text = CellText()
    private var handedOutBytes = 0

    private enum Kind { case number, shared, inline, formulaText, boolean, error, day }

    init(_ shared: SharedTexts, _ styles: CellStyles, countsFrom1904: Bool, limits: WorkbookLimits) {
        (self.shared, self.styles, self.countsFrom1904, self.limits) = (shared, styles, countsFrom1904, limits)
    }

    /// Gives away the rows that are complete, and takes the room of those given away before.
    func hand(to ready: inout [WorkbookRow]) {
        ready.removeAll(keepingCapacity: true)
        swap(&ready, &rows)
    }

    func began(_ element: XMLName, _ attributes: XMLAttributes, depth: Int) throws(WorkbookFault) {
        switch depth {
        case 1:
            guard element == "worksheet" else { throw .broken("工作表的内容不正确") }
        case 2:
            isInData = element == "sheetData"
            guard isInData else { break }
            guard !hasData else { throw .broken("工作表有两个数据区") }
            hasData = true
        case 3 where isInData: try beginRow(element, attributes)
        case 3:
            if element == "mergeCell" { throw .merged(attributes["ref"] ?? "") }
        case 4 where isInData: try beginCell(element, attributes)
        case 5 where isInData:
            switch element {
            case "v":
                text.begin(isInText: true)
                hasValue = true
            case "is":
                text.begin()
                hasValue = true
            case "f": throw .formula(at: cellName)
            default: break
            }
        case 6... where isInData: text.began(element)
        default: break
        }
    }

    func met(_ piece: UnsafeRawBufferPointer) throws(WorkbookFault) {
        guard text.take(piece) else { throw .tooLarge("的\(cellName)单元格超过\(SheetBounds.cellUnits)字") }
    }

    func ended(_ element: XMLName, depth: Int) throws(WorkbookFault) {
        guard isInData else { return }
        switch depth {
        case 2: isInData = false
        case 3:
            guard !cells.isEmpty else { break }
            rows.append(WorkbookRow(number: row, cells: cells))
            cells = []
        case 4:
            if hasValue, let value = try value() { cells.append(.init(column: column, value: value)) }
        case 5: text.close()
        case 6...: text.ended(element)
        default: break
        }
    }

    private func beginRow(_ element: XMLName, _ attributes: XMLAttributes) throws(WorkbookFault) {
        guard element == "row" else { throw .broken("数据区中有不认识的内容") }
        var number = row + 1
        try attributes.forEach { (name, value) throws(WorkbookFault) in
            guard name == "r" else { return }
            guard let read = Self.integer(value) else { throw .broken("行号不正确") }
            number = read
        }
        guard number > row else { throw .broken("第\(row)行之后的行号没有递增") }
        guard number <= SheetBounds.rows else { throw .broken("行号超过\(SheetBounds.rows)") }
        (row, column) = (number, -1)
    }

    private func beginCell(_ element: XMLName, _ attributes: XMLAttributes) throws(WorkbookFault) {
        guard element == "c" else { throw .broken("第\(row)行中有不认识的内容") }
        var place = column + 1
        (kind, style, hasValue) = (.number, 0, false)
        try attributes.forEach { (name, value) throws(WorkbookFault) in
            switch name {
            case "r": place = try self.column(of: value)
            case "s": style = Self.integer(value) ?? 0
            case "t": kind = try Self.kind(value)
            default: break
            }
        }
        guard place > column else { throw .broken("第\(row)行的单元格没有按列的顺序排列") }
        guard place < SheetBounds.columns else {
            throw .broken("第\(row)行的列号超过\(columnLetters(SheetBounds.columns - 1))")
        }
        column = place
    }

    private var cellName: String { Documents.cellName(row: row, column: max(column, 0)) }

    private static func kind(_ text: UnsafePointer<CChar>) throws(WorkbookFault) -> Kind {
        switch XMLName(text) {
        case "s": .shared
        case "n": .number
        case "inlineStr": .inline
        case "str": .formulaText
        case "b": .boolean
        case "e": .error
        case "d": .day
        default: throw .broken("有不认识的单元格类型")
        }
    }

    /// A whole number of at most seven digits; `nil` if it is anything else.
    private static func integer(_ text: UnsafePointer<CChar>) -> Int? {
        var (number, digits) = (0, text)
        while digits.pointee != 0 {
            guard UInt8(bitPattern: digits.pointee).isDigit, digits - text < 7 else { return nil }
            number = number * 10 + Int(digits.pointee - 0x30)
            digits += 1
        }
        return digits == text ? nil : number
    }

    /// The column of a reference such as `C12`, which must lie in this row.
    private func column(of reference: UnsafePointer<CChar>) throws(WorkbookFault) -> Int {
        var (number, next) = (0, reference)
        while case 0x41...0x5A = next.pointee, next - reference < 4 {
            number = number * 26 + Int(next.pointee - 0x40)
            next += 1
        }
        guard number > 0, next - reference <= 3, Self.integer(next) == row else {
            throw .broken("第\(row)行有单元格的位置不正确")
        }
        return number - 1
    }
}

extension SheetParser {
    /// `nil` for a cell without anything in it.
    private func value() throws(WorkbookFault) -> CellValue? {
        switch kind {
        case .number: return try number()
        case .shared:
            guard let index = Int(trimmed), (0..<shared.count).contains(index) else {
                throw .broken("\(cellName)单元格引用了不存在的共享字符串")
            }
            return try handOut(shared[index])
        case .inline, .formulaText:
            text.unescape()
            return try handOut(String(decoding: text.bytes, as: UTF8.self))
        case .boolean:
            switch trimmed {
            case "": return nil
            case "1", "true": return .boolean(true)
            case "0", "false": return .boolean(false)
            default: throw .broken("\(cellName)单元格的逻辑值不正确")
            }
        case .error: return trimmed.isEmpty ? nil : .error(trimmed)
        case .day:
            let text = trimmed
            if text.isEmpty { return nil }
            // With a time of day or without.
            guard let day = Day(text.prefix(10)) else { throw .broken("\(cellName)单元格的日期不正确") }
            return .day(day)
        }
    }

    private func handOut(_ text: String) throws(WorkbookFault) -> CellValue? {
        if text.isEmpty { return nil }
        handedOutBytes += text.utf8.count
        guard handedOutBytes <= limits.textBytes else { throw .tooLarge("的文字总量超过\(limits.textBytes >> 20)MB") }
        return .text(text)
    }

    private func number() throws(WorkbookFault) -> CellValue? {
        guard let number = DecimalText(text.bytes) else {
            if trimmed.isEmpty { return nil }
            throw .broken("\(cellName)单元格的数值不正确")
        }
        if styles.isDay(style), let day = number.serialDay(countedFrom1904: countsFrom1904) { return .day(day) }
        return .number(number.text)
    }

    private var trimmed: String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let rest = text.bytes.drop(while: isBlank)
        let end = rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
