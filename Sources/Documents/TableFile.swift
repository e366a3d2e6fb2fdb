package import Basics
package import Foundation

/// A table as a file to take along, written row by row so that a large one costs no more memory than a small one.
package protocol TableFile {
    /// Rows come in the order of the file; each has a cell for each column.
    func append(_ row: [TableCell]) throws(TableFault)
    /// The bytes of the finished file; nothing can be appended afterwards.
    func finish() throws(TableFault) -> [UInt8]
}

package struct TableColumn: Hashable, Sendable {
    package let heading: String
    /// In characters.
    package let width: Int

    package init(_ heading: String, width: Int = 14) {
        self.heading = heading
        self.width = width
    }
}

package enum TableCell: Hashable, Sendable {
    /// Never a formula, whatever it begins with; a number in it stays as it is written.
    case text(String)
    case amount(Money)
    case count(Int)
    case empty
}

/// What a table says of itself above its columns: what it is, who exported it and when.
package struct TableHead: Hashable, Sendable {
    package let title: String
    package let notes: [String]

    package init(_ title: String, notes: [String]) {
        self.title = title
        self.notes = notes
    }
}

/// Why a table could not be written: the disk, or more rows than a file holds.
package struct TableFault: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

package enum TableFileKind: String, Hashable, Sendable, CaseIterable {
    case workbook = "xlsx"
    case commaSeparated = "csv"

    package var mediaType: String {
        switch self {
        case .workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .commaSeparated: "text/csv; charset=utf-8"
        }
    }

    package var chinese: String {
        switch self {
        case .workbook: "Excel工作簿"
        case .commaSeparated: "CSV"
        }
    }

    /// - Parameter place: where a file that is too large for memory lies until it is finished.
    package func begin(
        _ head: TableHead, _ columns: [TableColumn], under place: URL = FileManager.default.temporaryDirectory
    ) throws(TableFault) -> any TableFile {
        switch self {
        case .workbook: try Workbook(head, columns, under: place)
        case .commaSeparated: CommaSeparated(head, columns)
        }
    }
}

extension String {
    /// Without what files of tables cannot hold: control characters but the line's end.
    var asCell: String {
        unicodeScalars.contains { $0.isForbidden }
            ? String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isForbidden })) : self
    }
}

extension Unicode.Scalar {
    fileprivate var isForbidden: Bool {
        (value < 0x20 && value != 0x0A) || value == 0x7F || value == 0xFFFE || value == 0xFFFF
    }
}
