extension FieldPath {
    /// At most four digits, stars, and the last four digits: no number that anybody could use.
    package func maskedAccount(_ value: String) throws(MalformedMessage) {
        let head = value.utf8.prefix(while: isDigit)
        let rest = value.utf8.dropFirst(head.count)
        let stars = rest.prefix { $0 == 0x2A }
        let tail = rest.dropFirst(stars.count)
        try require(
            head.count <= 4 && (4...24).contains(stars.count) && tail.count == 4 && tail.allSatisfy(isDigit),
            "应为隐去中间各位的银行账号。")
    }

    /// `09:30:12`
    package func timeOfDay(_ value: String) throws(MalformedMessage) {
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        let limits = [23, 59, 59]
        try require(
            parts.count == 3
                && zip(parts, limits).allSatisfy { part, limit in
                    part.utf8.count == 2 && part.utf8.allSatisfy(isDigit) && (Int(part) ?? .max) <= limit
                }, "应为“时:分:秒”。")
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
