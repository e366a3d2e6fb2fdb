package import Casework

/// An Excel workbook that somebody brought, read row by row in constant memory whatever its size.
///
/// Trusts nothing in it: what the archive declares of itself, what a cell says of its place, how far a text unfolds. Values
/// only: a formula, a merged cell, a macro or a link to another file is refused, as nobody can be held to what it shows.
package final class WorkbookReader {
    /// In the order of the tabs.
    package let sheets: [WorkbookSheet]
    private let archive: WorkbookArchive
    private let book: WorkbookParts
    private let styles: CellStyles
    private var shared: SharedTexts?

    /// - Parameter path: of a file that nobody changes while it is read.
    package init(path: String, limits: WorkbookLimits = .standard) throws(WorkbookFault) {
        archive = try WorkbookArchive(path: path, limits: limits)
        book = try WorkbookParts(of: archive)
        styles = try CellStyles(in: archive, book.styles)
        sheets = book.sheets
    }

    package func sheet(named name: String) -> WorkbookSheet? { sheets.first { $0.name == name } }

    /// The rows of a sheet. Several sheets may be read in turn.
    package func rows(of sheet: WorkbookSheet) throws(WorkbookFault) -> SheetRows {
        guard let part = archive.part(sheet.path) else { throw .broken("缺少工作表“\(sheet.name)”的内容") }
        let texts = try sharedTexts()
        let what = "工作表“\(sheet.name)”"
        let stream = try archive.open(part, called: what, limitBytes: archive.limits.sheetBytes)
        return try SheetRows(
            stream, SheetParser(texts, styles, countsFrom1904: book.countsFrom1904, limits: archive.limits),
            called: what)
    }

    private func sharedTexts() throws(WorkbookFault) -> SharedTexts {
        if let shared { return shared }
        let texts = try SharedTexts(in: archive, book.sharedTexts)
        shared = texts
        return texts
    }
}

package struct WorkbookSheet: Hashable, Sendable {
    package let name: String
    package let isHidden: Bool
    /// Within the archive.
    let path: String
}

package struct WorkbookRow: Hashable, Sendable {
    /// As the program shows it: from 1.
    package let number: Int
    /// Those that hold something, from left to right.
    package let cells: [Cell]

    package struct Cell: Hashable, Sendable {
        /// From 0.
        package let column: Int
        package let value: CellValue
    }
}

/// How people name a cell: `C12`.
package func cellName(row: Int, column: Int) -> String { "\(columnLetters(column))\(row)" }

/// How people name a column, counted from 0: `A`, `AB`.
package func columnLetters(_ column: Int) -> String {
    var (rest, letters) = (column + 1, "")
    while rest > 0 {
        letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
        rest = (rest - 1) / 26
    }
    return letters
}

/// The rows of one sheet that hold something, in their order.
///
/// What is wrong with a file may show only at its end, after many good rows: keep nothing for good before `next` has returned
/// `nil`.
package final class SheetRows {
    private let entry: PartStream
    private let stream: XMLStream
    private let parser: SheetParser
    private let what: String
    private var ready: [WorkbookRow] = []
    private var handedOut = 0
    private var isAtEnd = false

    fileprivate init(_ entry: PartStream, _ parser: SheetParser, called what: String) throws(WorkbookFault) {
        (self.entry, self.parser, self.what) = (entry, parser, what)
        stream = try XMLStream(parser, named: what)
    }

    /// - Returns: `nil` once the sheet has been read whole and nothing in it was wrong.
    package func next() throws(WorkbookFault) -> WorkbookRow? {
        while handedOut == ready.count {
            if isAtEnd { return nil }
            handedOut = 0
            isAtEnd = !(try stream.advance { (block) throws(WorkbookFault) in try entry.read(into: block) })
            parser.hand(to: &ready)
            if isAtEnd, !parser.hasData { throw .broken("\(what)没有数据区") }
        }
        defer { handedOut += 1 }
        return ready[handedOut]
    }
}
