package import Basics

/// The numbers that people read out and type: a letter for the kind, the day, the key, and a check digit that finds a
/// mistyped or swapped digit (ISO 7064 MOD 11-2, as in citizen numbers).
package enum DocumentNumber {
    /// `B202611210000001237`: a case.
    package static func ofCase(_ key: Int64, on day: Day) -> String { make("B", key, on: day) }
    /// `J202611210000001237`: a contribution plan.
    package static func ofPlan(_ key: Int64, on day: Day) -> String { make("J", key, on: day) }

    /// `E202611210000001237`: a batch.
    package static func ofBatch(_ key: Int64, on day: Day) -> String { make("E", key, on: day) }

    /// `K202611210000001237`: an order to the bank.
    package static func ofOrder(_ key: Int64, on day: Day) -> String { make("K", key, on: day) }

    /// `T202611210000001237`: an order to the bank to pay out.
    package static func ofRefund(_ key: Int64, on day: Day) -> String { make("T", key, on: day) }

    /// `Q20261121000012340719356`: a paper. Whoever knows the number may ask what the paper says, so that six digits of
    /// it are chance: the numbers of other papers can't be counted up to.
    static func ofPaper(_ letter: String, _ key: Int64, on day: Day) -> String {
        let chance = String(String(1_000_000 + Int.random(in: 0..<1_000_000)).dropFirst())
        return make(letter, padded(key, to: 7) + chance, on: day)
    }

    private static func make(_ letter: String, _ key: Int64, on day: Day) -> String {
        make(letter, padded(key, to: 10), on: day)
    }

    private static func make(_ letter: String, _ digits: String, on day: Day) -> String {
        let (year, month, day) = day.components
        let body = String(year * 10_000 + month * 100 + day) + digits
        return letter + body + checkCharacter(of: body)
    }

    private static func padded(_ key: Int64, to count: Int) -> String {
        let digits = String(key)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    private static func checkCharacter(of digits: String) -> String {
        var sum = 0
        for digit in digits.utf8 { sum = (sum + Int(digit - 0x30)) * 2 % 11 }
        let check = (12 - sum) % 11
        return check == 10 ? "X" : String(check)
    }
}
