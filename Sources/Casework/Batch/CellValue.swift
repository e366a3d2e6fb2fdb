package import Basics

/// What a cell of a table that somebody filled in holds, before it is known what it should be.
package enum CellValue: Hashable, Sendable {
    case text(String)
    /// In plain decimals of at most fifteen digits that count, which is what spreadsheet programs keep: `8500.5`, `-0.3`,
    /// `110101199003070000` (whose last three digits are lost).
    case number(String)
    case day(Day)
    case boolean(Bool)
    /// As the program shows it: `#N/A`.
    case error(String)
}
