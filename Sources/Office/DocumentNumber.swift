package import Basics

/// The numbers that people read out and type: a letter for the kind, the day, the key, and a check digit that finds a
/// mistyped or swapped digit (ISO 7064 MOD 11-2, as in citizen numbers).
package enum DocumentNumber {
    /// `B202611210000001237`: a case.
    package static func ofCase(_ key: Int64, on day: Day) -> String { make("B", key, on: day) }
    /// `J202611210000001237`: a contribution plan.
    package static func ofPlan(_ key: Int64, on day: Day) -> String { make("J", key, on: day) }

    static func make(_ letter: String, _ key: Int64, on day: Day) -> String {
        let (year, month, day) = day.components
        let digits = String(String(10_000_000_000 + key).suffix(10))
        let body = String(year * 10_000 + month * 100 + day) + digits
        return letter + body + checkCharacter(of: body)
    }

    private static func checkCharacter(of digits: String) -> String {
        var sum = 0
        for digit in digits.utf8 { sum = (sum + Int(digit - 0x30)) * 2 % 11 }
        let check = (12 - sum) % 11
        return check == 10 ? "X" : String(check)
    }
}
