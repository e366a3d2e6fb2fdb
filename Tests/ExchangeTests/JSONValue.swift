/// Any JSON document, to compare and to spoil.
enum JSONValue: Hashable {
    case null
    case truth(Bool)
    case number(Int)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Int.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .truth(let truth): try value.encode(truth)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let fields): try value.encode(fields)
        }
    }
}

extension JSONValue {
    /// The document with one thing in it changed, added or taken away.
    func spoiled(by random: inout SeededRandom) -> JSONValue {
        switch self {
        case .object(var fields) where !fields.isEmpty:
            let key = fields.keys.sorted().randomElement(using: &random)!
            switch Int.random(in: 0..<8, using: &random) {
            case 0: fields[key] = nil
            case 1: fields["unknown\(Int.random(in: 0..<9, using: &random))"] = .replacement(by: &random)
            case 2, 3: fields[key] = .replacement(by: &random)
            default: fields[key] = fields[key]?.spoiled(by: &random)
            }
            return .object(fields)
        case .list(var elements) where !elements.isEmpty:
            let index = elements.indices.randomElement(using: &random)!
            switch Int.random(in: 0..<6, using: &random) {
            case 0: elements.remove(at: index)
            case 1: elements = Array(repeating: elements[index], count: 33)
            case 2: elements[index] = .replacement(by: &random)
            default: elements[index] = elements[index].spoiled(by: &random)
            }
            return .list(elements)
        case .text(let text) where !text.isEmpty && Bool.random(using: &random):
            var scalars = Array(text.unicodeScalars)
            let index = scalars.indices.randomElement(using: &random)!
            scalars[index] = ["0", "9", "-", ".", ",", "A", "X", "𠮷", "\u{1}", " "].randomElement(using: &random)!
            return .text(String(String.UnicodeScalarView(scalars)))
        default:
            return .replacement(by: &random)
        }
    }

    private static func replacement(by random: inout SeededRandom) -> JSONValue {
        let hostile: [JSONValue] = [
            .null, .truth(true), .number(0), .number(-1), .number(.max), .text(""), .text("found"), .text("refused"),
            .text("1,000.00"), .text("1"), .text("-0.00"), .text("0.00"), .text("-5.00"), .text("01.00"),
            .text("9999999999999.99"), .text("10000000000000.00"), .text("99999999999999999999.00"),
            .text("2026-02-30"), .text("2026-13"), .text("0000-01"), .text("2026-12-31"), .text("2019-01"),
            .text(String(repeating: "字", count: 600)), .text("换\n行"), .text("<script>alert(1)</script>"),
            .list([]), .object([:]),
        ]
        return hostile.randomElement(using: &random)!
    }
}

/// SplitMix64: the same seed gives the same run.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
