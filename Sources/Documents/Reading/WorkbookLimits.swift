/// How much of a workbook is taken. A full honest file of a million rows passes; what was made to fill a memory does not.
package struct WorkbookLimits: Hashable, Sendable {
    /// Parts of the archive.
    package var partCount = 1_000
    /// Of one sheet once unfolded.
    package var sheetBytes = 1 << 30
    /// Of any other part once unfolded, but the shared texts.
    package var partBytes = 16 << 20
    /// Of the shared texts once unfolded.
    package var sharedPartBytes = 1 << 29
    /// Of memory that the shared texts take.
    package var sharedMemoryBytes = 192 << 20
    /// Of text handed out in all: a few shared texts can stand in a million cells.
    package var textBytes = 512 << 20
    /// Bytes that one byte of the archive may become, past the first `freeBytes`.
    package var ratio = 250
    package var freeBytes = 16 << 20

    package init() {}

    package static let standard = WorkbookLimits()
}

/// What the format itself allows (ECMA-376, Excel's own limits).
enum SheetBounds {
    static let rows = 1_048_576
    static let columns = 16_384
    /// UTF-16 units of one cell.
    static let cellUnits = 32_767
    /// Elements within elements. Real sheets have about ten.
    static let depth = 64
    /// Bytes of one tag or one piece of markup.
    static let tokenBytes = 1 << 20
}
