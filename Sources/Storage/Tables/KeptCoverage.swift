import Basics
package import Records

/// The spans of an enrolment as the staff list keeps them, in one text: `110:202507- 410:202507-202610`. Most of an
/// employer's people have the same one, so that whoever shows many reads it once.
package struct KeptCoverage: Hashable, Sendable {
    package let text: String

    package init(text: String) {
        self.text = text
    }

    /// In the order of lines and months. What cannot be read is left out; the audit names its row.
    package var spans: [CoverageSpan] { text.split(separator: " ").compactMap(Self.span) }

    private static func span(_ text: Substring) -> CoverageSpan? {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let line = Int16(parts[0]),
            let hyphen = parts[1].firstIndex(of: "-"),
            let first = Int(parts[1][..<hyphen]).flatMap(Month.init(yyyymm:))
        else { return nil }
        let last = parts[1][parts[1].index(after: hyphen)...]
        let lastMonth = Int(last).flatMap(Month.init(yyyymm:))
        guard last.isEmpty || lastMonth != nil else { return nil }
        return CoverageSpan(line: InsuranceLine(rawValue: line), first: first, last: lastMonth)
    }
}
