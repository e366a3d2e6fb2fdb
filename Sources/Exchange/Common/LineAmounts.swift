package import Basics

/// What one insurance line comes to, the employer's part and the persons' part.
package struct LineAmounts: Hashable, Sendable, Codable {
    package let line: InsuranceLine
    package let unit: Money
    package let person: Money

    package init(line: InsuranceLine, unit: Money, person: Money) {
        self.line = line
        self.unit = unit
        self.person = person
    }
}

extension [LineAmounts] {
    func check(_ path: FieldPath) throws(MalformedMessage) {
        try path.require((1...32).contains(count), "应有 1 至 32 个险种。")
        for (index, line) in enumerated() {
            try path[index]["line"].require((100...999).contains(line.line.rawValue), "应为三位险种代码。")
            try path[index]["unit"].amount(line.unit, .any)
            try path[index]["person"].amount(line.person, .any)
        }
    }
}

extension LineAmounts {
    private enum CodingKeys: CodingKey {
        case line, unit, person
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let code = try fields.decode(String.self, forKey: .line)
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int16(code)
        else {
            throw DecodingError.dataCorruptedError(forKey: .line, in: fields, debugDescription: "no line code")
        }
        self.init(
            line: InsuranceLine(rawValue: number), unit: try fields.decode(Money.self, forKey: .unit),
            person: try fields.decode(Money.self, forKey: .person))
    }

    /// A line's code is a name, not a quantity, so it is written as text.
    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(String(line.rawValue), forKey: .line)
        try fields.encode(unit, forKey: .unit)
        try fields.encode(person, forKey: .person)
    }
}
