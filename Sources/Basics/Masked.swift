/// What of a name or a number is shown to somebody who need not know it whole: the same on every page and paper. Bank accounts
/// alone are masked as banks do (``BankAccountNumber/masked``).
package enum Masked {
    /// `欧***`: the first character and one star for each of the others.
    package static func name(_ name: String) -> String {
        String(name.prefix(1)) + String(repeating: "*", count: max(1, name.count - 1))
    }

    package static let shownInFront = 3
    package static let shownAtEnd = 4
    /// Numbers up to this length keep their last two characters only.
    package static let longestShort = 10

    /// `110***********123X`: three characters in front, four at the end.
    package static func number(_ number: String) -> String {
        guard number.count > longestShort else {
            return String(repeating: "*", count: max(2, number.count - 2)) + number.suffix(2)
        }
        return number.prefix(shownInFront)
            + String(repeating: "*", count: number.count - shownInFront - shownAtEnd) + number.suffix(shownAtEnd)
    }
}
