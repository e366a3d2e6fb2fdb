import Casework
import Documents
import Foundation

/// The workbooks that `make_workbooks.py` makes, gone with this.
struct BroughtWorkbooks {
    private let desk: Desk

    /// - Parameter which: `good` or `bad`.
    init(_ which: String) throws {
        desk = try Desk()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "make_workbooks.py").path
        try Tool.run(Tool.python, script, desk.path, which)
    }

    func path(_ name: String) -> String { "\(desk.path)/\(name).xlsx" }

    /// Every cell of the first sheet: `A1 text 甲`.
    static func cells(of path: String, limits: WorkbookLimits = .standard) throws -> [String] {
        let book = try WorkbookReader(path: path, limits: limits)
        let rows = try book.rows(of: book.sheets[0])
        var cells: [String] = []
        while let row = try rows.next() {
            for cell in row.cells {
                cells.append("\(cellName(row: row.number, column: cell.column)) \(cell.value.words)")
            }
        }
        return cells
    }
}

extension CellValue {
    fileprivate var words: String {
        switch self {
        case .text(let text): "text \(text)"
        case .number(let number): "number \(number)"
        case .day(let day): "day \(day)"
        case .boolean(let isTrue): "boolean \(isTrue)"
        case .error(let shown): "error \(shown)"
        }
    }
}
