import CXlsxWriter
import Casework
import Glibc

/// What a spreadsheet program checks of a column while somebody fills it in, and what it says of it. A convenience: the
/// platform checks all of it again.
struct CellCheck {
    private let column: BatchTemplate.Column
    /// The formula of the list of choices, where they stand on the hidden sheet.
    private let list: String?

    init(_ column: BatchTemplate.Column, list: String?) {
        (self.column, self.list) = (column, list)
    }

    /// A cell's own list holds 255 characters in all, and cannot hold a comma. libxlsxwriter 1.1.4 counts characters and makes
    /// room for as many bytes, so that a list that is longer in bytes would overwrite memory.
    static func needsList(_ choices: [Choice]) -> Bool {
        choices.map { $0.label.utf8.count + 1 }.reduce(3, +) > 255 || choices.contains { $0.label.contains(",") }
    }

    func apply(
        to sheet: UnsafeMutablePointer<lxw_worksheet>, rows: Range<UInt32>, _ place: UInt16
    ) throws(TableFault) {
        let texts = CTexts()
        var check = lxw_data_validation()
        check.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        check.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
        check.show_input = UInt8(LXW_VALIDATION_ON.rawValue)
        check.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
        check.input_title = texts.copy(column.label, limit: 32)
        check.input_message = texts.copy(message, limit: 255)
        check.error_title = texts.copy("填写有误", limit: 32)
        switch column.control {
        case .choice(let choices):
            check.error_message = texts.copy("请从下拉列表中选择。", limit: 255)
            if let list {
                check.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
                check.value_formula = texts.copy(list, limit: 255)
            } else {
                check.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
                check.value_list = texts.list(choices.map(\.label))
            }
        case .day:
            check.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
            check.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
            check.minimum_datetime = lxw_datetime(year: 1900, month: 1, day: 1, hour: 0, min: 0, sec: 0)
            check.maximum_datetime = lxw_datetime(year: 2199, month: 12, day: 31, hour: 0, min: 0, sec: 0)
            check.error_message = texts.copy("请填写真实存在的日期，例如 2026-11-01。", limit: 255)
        case .money:
            check.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
            check.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
            (check.minimum_number, check.maximum_number) = (0.01, 10_000_000)
            check.error_message = texts.copy("金额请用数字填写，单位为元，最多两位小数，大于0，不超过1000万元。", limit: 255)
        case .text(let limit), .longText(let limit): checkLength(1, limit, "最多\(limit)个字。", &check, texts)
        // Spaces within a number are no mistake, so there may be more characters than the number has.
        case .identityNumber: checkLength(6, 40, "请填写完整的号码。", &check, texts)
        case .phone: checkLength(11, 20, "请填写11位手机号码。", &check, texts)
        case .bankAccount: checkLength(8, 40, "请填写完整的账号。", &check, texts)
        case .month: checkLength(6, 10, "请按“年-月”填写，例如 2026-11。", &check, texts)
        }
        try TemplateBook.check(
            worksheet_data_validation_range(sheet, rows.lowerBound, place, rows.upperBound - 1, place, &check))
    }

    private func checkLength(
        _ minimum: Int, _ maximum: Int, _ message: String, _ check: inout lxw_data_validation, _ texts: CTexts
    ) {
        check.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
        check.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
        (check.minimum_number, check.maximum_number) = (Double(minimum), Double(maximum))
        check.error_message = texts.copy(message, limit: 255)
    }

    private var message: String {
        column.need.chinese + "。" + (column.notes.isEmpty ? "" : column.notes + "。")
    }
}

/// Texts for a call into C, as long as this lives.
private final class CTexts {
    private var copies: [UnsafeMutablePointer<CChar>] = []
    private var lists: [UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>] = []

    deinit {
        for copy in copies { free(copy) }
        for list in lists { list.deallocate() }
    }

    /// - Parameter limit: in characters, as the library counts them.
    func copy(_ text: String, limit: Int) -> UnsafeMutablePointer<CChar>? {
        let copy = strdup(String(text.prefix(limit)))
        if let copy { copies.append(copy) }
        return copy
    }

    func list(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (place, text) in texts.enumerated() { list[place] = copy(text, limit: 255) }
        list[texts.count] = nil
        lists.append(list)
        return list
    }
}
