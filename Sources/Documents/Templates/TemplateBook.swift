import Basics
import CXlsxWriter
import Casework
import Foundation

/// The three sheets of a template on libxlsxwriter, and how cells get into them.
final class TemplateBook {
    let formats: TemplateFormats
    /// By column, for a cell as it should be and for one that is wrong.
    let cellFormats: [TemplateFormats.Format]
    let wrongFormats: [TemplateFormats.Format]
    private static let verdictWidth = 60
    private let template: BatchTemplate
    private let purpose: TemplateWriter.Purpose
    private var book: UnsafeMutablePointer<lxw_workbook>?
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let instructions: UnsafeMutablePointer<lxw_worksheet>
    private let stampSheet: UnsafeMutablePointer<lxw_worksheet>

    init(
        _ template: BatchTemplate, _ purpose: TemplateWriter.Purpose, to path: String, by folder: URL
    ) throws(TableFault) {
        let opened = folder.path.withCString { temporary in
            var options = lxw_workbook_options()
            options.constant_memory = 1
            options.tmpdir = UnsafeMutablePointer(mutating: temporary)
            return workbook_new_opt(path, &options)
        }
        guard let opened, let sheet = workbook_add_worksheet(opened, BatchTemplate.sheetName),
            let instructions = workbook_add_worksheet(opened, BatchTemplate.instructionsName),
            let stampSheet = workbook_add_worksheet(opened, StampSheet.name)
        else { throw TableFault("工作簿无法建立") }
        (book, self.sheet, self.instructions, self.stampSheet) = (opened, sheet, instructions, stampSheet)
        (self.template, self.purpose) = (template, purpose)
        let formats = try TemplateFormats(opened)
        self.formats = formats
        cellFormats = try template.columns.map { column throws(TableFault) in try formats.cell(for: column.control) }
        wrongFormats = try template.columns.map { column throws(TableFault) in
            try formats.cell(for: column.control, isWrong: true)
        }
    }

    deinit { if let book { workbook_close(book) } }

    func close() throws(TableFault) {
        guard let book else { preconditionFailure("a workbook is finished once") }
        self.book = nil
        try check(workbook_close(book))
    }

    /// Everything but the rows.
    ///
    /// - Returns: the first row for them, counted from 0.
    func begin(_ stamp: BatchStamp, _ regionName: String) throws(TableFault) -> UInt32 {
        let lists = try writeStamp(stamp)
        try InstructionSheet(template, purpose, formats).write(to: instructions)
        try writeHead(stamp, regionName)
        for (place, column) in template.columns.enumerated() {
            let place = UInt16(place)
            try check(worksheet_set_column(sheet, place, place, column.width, cellFormats[Int(place)].pointer))
            try CellCheck(column, list: lists[column.key]).apply(
                to: sheet, rows: TemplateHead.rows..<TemplateHead.rows + UInt32(TemplateReader.rowLimit), place)
        }
        if purpose == .result {
            let place = UInt16(template.columns.count)
            try check(worksheet_set_column(sheet, place, place, Double(Self.verdictWidth), formats.plain.pointer))
        }
        worksheet_activate(sheet)
        return TemplateHead.rows
    }

    private func writeHead(_ stamp: BatchStamp, _ regionName: String) throws(TableFault) {
        worksheet_set_default_row(sheet, 20, 0)
        // Of their own looks, or the columns' frames would run through them.
        try check(worksheet_set_row(sheet, 0, 30, formats.title.pointer))
        try write("批量业务申报表：\(template.name)", 0, 0, formats.title)
        try check(worksheet_set_row(sheet, 1, 20, formats.remark.pointer))
        let whose = "用人单位：\(stamp.unitName)　　统一社会信用代码：\(stamp.unit)　　统筹区：\(regionName)　　"
        try write(
            whose
                + (purpose == .result
                    ? "标红的单元格请改正后重新上传，已办理的行可以保留，不会重复办理。" : "带*的列必填，其余见“\(BatchTemplate.instructionsName)”。"),
            1, 0, formats.remark)
        try check(worksheet_set_row(sheet, 2, 36, nil))
        for (place, column) in template.columns.enumerated() {
            try writeLabel(column, UInt16(place))
        }
        if purpose == .result {
            try write(BatchTemplate.resultLabel, 2, UInt16(template.columns.count), formats.head)
        }
        worksheet_freeze_panes(sheet, TemplateHead.rows, 0)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6)
        try check(worksheet_repeat_rows(sheet, 2, 2))
        try check(worksheet_set_footer(sheet, "&C第 &P 页，共 &N 页"))
    }

    private func writeLabel(_ column: BatchTemplate.Column, _ place: UInt16) throws(TableFault) {
        guard column.need == .always else { return try write(column.label, 2, place, formats.condition(column.need)) }
        let result = "*".withCString { star in
            column.label.withCString { label in
                var first = lxw_rich_string_tuple(
                    format: formats.star.pointer, string: UnsafeMutablePointer(mutating: star))
                var second = lxw_rich_string_tuple(
                    format: formats.headText.pointer, string: UnsafeMutablePointer(mutating: label))
                return withUnsafeMutablePointer(to: &first) { first in
                    withUnsafeMutablePointer(to: &second) { second in
                        var parts: [UnsafeMutablePointer<lxw_rich_string_tuple>?] = [first, second, nil]
                        return worksheet_write_rich_string(sheet, 2, place, &parts, formats.head.pointer)
                    }
                }
            }
        }
        try check(result)
    }

    /// - Returns: the formula of the list of each column whose choices do not fit into a cell's own list.
    private func writeStamp(_ stamp: BatchStamp) throws(TableFault) -> [String: String] {
        let long = template.columns.filter { CellCheck.needsList($0.choices) }
        let lines = StampSheet.lines(of: stamp)
        for row in 0..<max(lines.count, long.map(\.choices.count).max() ?? 0) {
            if row < lines.count {
                for (place, text) in lines[row].enumerated() {
                    try write(text, UInt32(row), UInt16(place), formats.plain, on: stampSheet)
                }
            }
            for (place, column) in long.enumerated() where row < column.choices.count {
                try write(column.choices[row].label, UInt32(row), UInt16(place + 3), formats.plain, on: stampSheet)
            }
        }
        worksheet_hide(stampSheet)
        return Dictionary(
            uniqueKeysWithValues: long.enumerated().map { place, column in
                let letters = columnLetters(place + 3)
                return (column.key, "='\(StampSheet.name)'!$\(letters)$1:$\(letters)$\(column.choices.count)")
            })
    }
}

/// Title, whose template it is, and the header.
enum TemplateHead {
    static let rows: UInt32 = 3
}

extension TemplateBook {
    /// As text, never as a formula.
    func write(
        _ text: String, _ row: UInt32, _ place: UInt16, _ format: TemplateFormats.Format,
        on other: UnsafeMutablePointer<lxw_worksheet>? = nil
    ) throws(TableFault) {
        let text = text.asCell
        if text.isEmpty { return }
        let fitting = text.utf16.count <= SheetBounds.cellUnits ? text : String(text.prefix(SheetBounds.cellUnits / 2))
        try check(worksheet_write_string(other ?? sheet, row, place, fitting, format.pointer))
    }

    func write(_ day: Day, _ row: UInt32, _ place: UInt16, _ format: TemplateFormats.Format) throws(TableFault) {
        let (year, month, day) = day.components
        var date = lxw_datetime(year: Int32(year), month: Int32(month), day: Int32(day), hour: 0, min: 0, sec: 0)
        try check(worksheet_write_datetime(sheet, row, place, &date, format.pointer))
    }

    /// A cell of a workbook is a binary fraction; to fifteen digits it gives back the very fen.
    func write(_ amount: Money, _ row: UInt32, _ place: UInt16, _ format: TemplateFormats.Format) throws(TableFault) {
        try check(worksheet_write_number(sheet, row, place, Double(amount.fen) / 100, format.pointer))
    }

    func blank(_ row: UInt32, _ place: UInt16, _ format: TemplateFormats.Format) throws(TableFault) {
        try check(worksheet_write_blank(sheet, row, place, format.pointer))
    }

    /// Room for a verdict that takes several lines.
    func makeRoom(for verdict: String, _ row: UInt32) throws(TableFault) {
        let lines = verdict.displayWidth / (Self.verdictWidth - 2) + 1
        if lines > 1 { try check(worksheet_set_row(sheet, row, 4 + 16 * Double(lines), nil)) }
    }

    func note(_ text: String, _ row: UInt32, _ place: UInt16) throws(TableFault) {
        var options = lxw_comment_options()
        options.width = 260
        options.height = UInt16(clamping: 30 + 20 * (text.count / 18 + 1))
        try check(worksheet_write_comment_opt(sheet, row, place, text.asCell, &options))
    }

    func check(_ error: lxw_error) throws(TableFault) { try Self.check(error) }

    static func check(_ error: lxw_error) throws(TableFault) {
        guard error == LXW_NO_ERROR else { throw TableFault("工作簿写入失败（\(String(cString: lxw_strerror(error)))）") }
    }
}

extension BatchTemplate.Column {
    /// In characters of an ordinary digit's width.
    var width: Double {
        let content =
            switch control {
            case .identityNumber: 22
            case .phone: 15
            case .bankAccount: 24
            case .money, .day, .month: 14
            case .choice(let choices): min(24, (choices.map(\.label.displayWidth).max() ?? 10) + 5)
            case .text, .longText: 16
            }
        // A long label may take two lines.
        return Double(max(content, min(label.displayWidth + 4, 26)))
    }
}

extension String {
    /// In digits' widths: a Chinese character takes two.
    var displayWidth: Int { unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) } }
}
