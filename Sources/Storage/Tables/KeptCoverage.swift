import Basics
package import Records

/// The spans of an enrolment as the staff list keeps them, in one text: `110:202507- 410:202507-202610`. Many of an
/// employer's people have the same one, so that whoever shows many reads it once.
package struct KeptCoverage: Hashable, Sendable {
    private let utf8: [UInt8]

    package init(utf8: [UInt8]) {
        self.utf8 = utf8
    }

    /// In the order of lines and months. What cannot be read is left out; the audit names its row.
    package var spans: [CoverageSpan] { utf8.split(separator: UInt8(ascii: " ")).compactMap(Self.span) }

    private static func span(_ text: ArraySlice<UInt8>) -> CoverageSpan? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")),
            let hyphen = text[colon...].firstIndex(of: UInt8(ascii: "-")),
            let line = number(text[..<colon]).flatMap(Int16.init(exactly:)),
            let first = number(text[(colon + 1)..<hyphen]).flatMap(Month.init(yyyymm:))
        else { return nil }
        let last = text[(hyphen + 1)...]
        let lastMonth = number(last).flatMap(Month.init(yyyymm:))
        guard last.isEmpty || lastMonth != nil else { return nil }
        return CoverageSpan(line: InsuranceLine(rawValue: line), first: first, last: lastMonth)
    }

    /// At most nine digits, nothing else.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}
