import Basics

/// A number as the sheet writes it, in plain decimals.
///
/// Spreadsheet programs keep fifteen digits and write up to seventeen: `0.30000000000000004` is the 0.3 that somebody typed.
struct DecimalText {
    /// `8500.5`, `-0.3`, `110101199003070000`.
    let text: String

    private static let digitsKept = 15

    /// - Returns: `nil` for anything but digits with a point and an exponent: `NaN`, `inf`, `0x1F`.
    init?(_ bytes: [UInt8]) {
        let bytes = bytes[...].trimmingBlanks
        // Most numbers are short and whole.
        if bytes.count <= Self.digitsKept, bytes.allSatisfy(\.isDigit), let first = bytes.first,
            first != 0x30 || bytes.count == 1
        {
            text = String(decoding: bytes, as: UTF8.self)
            return
        }
        guard let parts = Parts(bytes) else { return nil }
        text = parts.plain
    }

    /// The day that this is the serial number of, without its time; `nil` where there is none: before the first day, past the
    /// year 9999, and 29 February 1900, which Excel has and the calendar has not.
    func serialDay(countedFrom1904: Bool) -> Day? {
        guard let serial = Int32(text.split(separator: ".").first ?? ""), (0...2_958_465).contains(serial) else {
            return nil
        }
        if countedFrom1904 { return Day(year: 1904, month: 1, day: 1)?.adding(days: Int(serial)) }
        guard serial > 0, serial != 60 else { return nil }
        return Day(year: 1899, month: 12, day: serial < 60 ? 31 : 30)?.adding(days: Int(serial))
    }

    /// Sign, digits without leading zeros, and how many of them stand before the point.
    private struct Parts {
        private var isNegative = false
        private var digits: [UInt8] = []
        private var point = 0

        init?(_ bytes: ArraySlice<UInt8>) {
            var rest = bytes
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
                isNegative = sign == UInt8(ascii: "-")
                rest = rest.dropFirst()
            }
            let whole = rest.prefix(while: \.isDigit)
            rest = rest.dropFirst(whole.count)
            var fraction: ArraySlice<UInt8> = []
            if rest.first == UInt8(ascii: ".") {
                fraction = rest.dropFirst().prefix(while: \.isDigit)
                rest = rest.dropFirst(fraction.count + 1)
            }
            guard !whole.isEmpty || !fraction.isEmpty, whole.count + fraction.count <= 400,
                let exponent = Self.exponent(rest)
            else { return nil }
            let all = whole + fraction
            digits = Array(all.drop { $0 == 0x30 })
            point = whole.count + exponent - (all.count - digits.count)
            round()
        }

        private static func exponent(_ rest: ArraySlice<UInt8>) -> Int? {
            guard let mark = rest.first else { return 0 }
            guard mark == UInt8(ascii: "E") || mark == UInt8(ascii: "e"), rest.count <= 5,
                let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)), exponent.magnitude <= 308
            else { return nil }
            return exponent
        }

        private mutating func round() {
            if digits.count > digitsKept {
                let isUp = digits[digitsKept] >= 0x35
                digits.removeLast(digits.count - digitsKept)
                var place = digits.count - 1
                while isUp, place >= 0, digits[place] == 0x39 {
                    digits[place] = 0x30
                    place -= 1
                }
                if isUp, place >= 0 { digits[place] += 1 }
                if isUp, place < 0 {
                    digits.insert(0x31, at: 0)
                    point += 1
                }
            }
            while digits.last == 0x30 { digits.removeLast() }
        }

        var plain: String {
            if digits.isEmpty { return "0" }
            let whole =
                point <= 0
                ? [0x30] : digits.prefix(point) + [UInt8](repeating: 0x30, count: max(0, point - digits.count))
            let fraction = [UInt8](repeating: 0x30, count: max(0, -point)) + digits.dropFirst(max(0, point))
            return (isNegative ? "-" : "") + String(decoding: whole, as: UTF8.self)
                + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var trimmingBlanks: Self {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let rest = drop(while: isBlank)
        return rest[..<(rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex)]
    }
}
