/// What of a name or a number is shown to somebody who need not know it whole.
package enum Masked {
    /// `欧***`: the first character and one star for each of the others.
    package static func name(_ name: String) -> String {
        String(name.prefix(1)) + String(repeating: "*", count: max(1, name.count - 1))
    }

    /// `110***********123X`: three characters in front, four at the end. Short ones keep their last two.
    package static func number(_ number: String) -> String {
        guard number.count > 10 else {
            return String(repeating: "*", count: max(2, number.count - 2)) + number.suffix(2)
        }
        return number.prefix(3) + String(repeating: "*", count: number.count - 7) + number.suffix(4)
    }
}
