/// Proves that a workbook which was just written holds what was put into it.
///
/// Where the disk for its temporary files fills up, libxlsxwriter says nothing and leaves rows out; so the file is read back
/// before anybody takes it for whole.
package enum WrittenWorkbook {
    /// - Parameters:
    ///   - filledRows: how many rows of the first sheet hold something.
    /// - Throws: what to tell whoever asked for the file.
    package static func prove(_ path: String, filledRows: Int) throws(TableFault) {
        var limits = WorkbookLimits()
        (limits.sheetBytes, limits.textBytes, limits.ratio) = (.max, .max, .max)
        var found = 0
        do {
            let book = try WorkbookReader(path: path, limits: limits)
            let rows = try book.rows(of: book.sheets[0])
            while try rows.next() != nil { found += 1 }
        } catch {
            throw incomplete
        }
        guard found == filledRows else { throw incomplete }
    }

    private static var incomplete: TableFault { TableFault("工作簿没有写完整，可能是磁盘空间不足") }
}
