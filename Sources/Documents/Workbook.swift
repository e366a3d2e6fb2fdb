import Basics
import CXlsxWriter
import Foundation

/// A table as an Excel workbook of one sheet, by libxlsxwriter in its constant-memory mode: a row is on disk as soon as the
/// next one begins.
final class Workbook: TableFile {
    /// As many rows as a sheet has.
    private static let rowLimit: UInt32 = 1_048_576
    /// As many UTF-16 units as a cell holds.
    private static let cellLimit = 32_767

    private let folder: URL
    private var book: UnsafeMutablePointer<lxw_workbook>?
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let amountFormat: UnsafeMutablePointer<lxw_format>
    private let textFormat: UnsafeMutablePointer<lxw_format>
    private var row: UInt32 = 0
    private var filledRows = 0

    init(_ head: TableHead, _ columns: [TableColumn], under place: URL) throws(TableFault) {
        // A folder of its own, which nobody else may look into.
        folder = place.appending(
            path: "shebao-table-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw TableFault("工作簿的临时文件夹无法建立")
        }
        let path = folder.appending(path: "table.xlsx").path
        let opened = folder.path.withCString { temporary in
            var options = lxw_workbook_options()
            options.constant_memory = 1
            options.tmpdir = UnsafeMutablePointer(mutating: temporary)
            return workbook_new_opt(path, &options)
        }
        guard let opened, let sheet = workbook_add_worksheet(opened, "Sheet1"),
            let amounts = workbook_add_format(opened), let texts = workbook_add_format(opened),
            let bold = workbook_add_format(opened)
        else {
            try? FileManager.default.removeItem(at: folder)
            throw TableFault("工作簿无法建立")
        }
        (book, self.sheet, amountFormat, textFormat) = (opened, sheet, amounts, texts)
        format_set_num_format(amounts, "#,##0.00")
        // As text, or a spreadsheet program would round a number of eighteen digits.
        format_set_num_format(texts, "@")
        format_set_bold(bold)
        for (index, column) in columns.enumerated() {
            worksheet_set_column(sheet, UInt16(index), UInt16(index), Double(column.width), nil)
        }
        try write(head.title, 0, bold)
        closeRow(isFilled: !head.title.asCell.isEmpty)
        for note in head.notes {
            try write(note, 0, nil)
            closeRow(isFilled: !note.asCell.isEmpty)
        }
        for (index, column) in columns.enumerated() { try write(column.heading, UInt16(index), bold) }
        closeRow(isFilled: columns.contains { !$0.heading.asCell.isEmpty })
        worksheet_freeze_panes(sheet, row, 0)
    }

    deinit {
        if let book { workbook_close(book) }
        try? FileManager.default.removeItem(at: folder)
    }

    func append(_ cells: [TableCell]) throws(TableFault) {
        guard row < Self.rowLimit else { throw TableFault("一个工作表最多\(Self.rowLimit)行") }
        for (index, cell) in cells.enumerated() {
            let column = UInt16(index)
            switch cell {
            case .text(let text): try write(text, column, textFormat)
            // A cell of a workbook is a binary fraction; to fifteen digits it gives back the very fen.
            case .amount(let amount):
                try check(worksheet_write_number(sheet, row, column, Double(amount.fen) / 100, amountFormat))
            case .count(let number): try check(worksheet_write_number(sheet, row, column, Double(number), nil))
            case .empty: break
            }
        }
        closeRow(isFilled: cells.contains { $0.isFilled })
    }

    private func closeRow(isFilled: Bool) {
        row += 1
        filledRows += isFilled ? 1 : 0
    }

    func finish() throws(TableFault) -> [UInt8] {
        guard let book else { preconditionFailure("a workbook is finished once") }
        self.book = nil
        try check(workbook_close(book))
        let file = folder.appending(path: "table.xlsx")
        try WrittenWorkbook.prove(file.path, filledRows: filledRows)
        guard let data = try? Data(contentsOf: file) else {
            throw TableFault("工作簿无法读出")
        }
        return [UInt8](data)
    }

    /// As text, never as a formula.
    private func write(
        _ text: String, _ column: UInt16, _ format: UnsafeMutablePointer<lxw_format>?
    ) throws(TableFault) {
        let text = text.asCell
        if text.isEmpty { return }
        let fitting = text.utf16.count <= Self.cellLimit ? text : String(text.prefix(Self.cellLimit / 2))
        try check(worksheet_write_string(sheet, row, column, fitting, format))
    }

    private func check(_ error: lxw_error) throws(TableFault) {
        guard error == LXW_NO_ERROR else { throw TableFault("工作簿写入失败（\(String(cString: lxw_strerror(error)))）") }
    }
}

extension TableCell {
    fileprivate var isFilled: Bool {
        switch self {
        case .text(let text): !text.asCell.isEmpty
        case .amount, .count: true
        case .empty: false
        }
    }
}
