package import Basics
package import Casework
package import Cryptography

/// What the QR code of a paper says and how it is checked without a network.
///
/// The text is an address, if there is one, then `SB1:` and the base32 of a statement followed by its SM2 signature of 64 bytes. The statement is UTF-8,
/// one line each: number, kind, day of issue, id of the key, then `name=value` for each key field of the paper.
/// The signature is over `SB1:` and the statement. `examples/verify_paper.py` checks it in one file.
package enum PaperCode {
    /// Phones and zbar read up to this size (81 squares a side with its margin) from a print at 150 dpi.
    static let versionLimit: Int32 = 14
    /// What such a code holds of capital letters and digits at the middle level of error correction.
    static let textLimitBytes = 528

    /// `address` is the page that a phone opens on scanning the code, `HTTPS://SB.EXAMPLE.GOV.CN/V/`: the code follows it
    /// as the rest of the path. It goes in capitals, which take least room; empty if there is no such page.
    package static func make(
        for paper: Paper, number: PaperNumber, keys: any SigningKeys, address: String = ""
    ) throws(CodeFault) -> String {
        if let broken = paper.keyFields.first(where: { $0.value.contains(where: \.isNewline) }) {
            throw .paper(.unprintable("\n", in: broken.value))
        }
        let statement = CodeStatement(
            number: number, kind: paper.kind, issuedOn: paper.issuedOn, key: keys.codeKey, fields: paper.keyFields)
        let bytes = Array(statement.text.utf8)
        let signature: [UInt8]
        do throws(KeyFault) {
            signature = try keys.signCode(Array(head.utf8) + bytes)
        } catch {
            throw .key(error)
        }
        let text = address.uppercased() + head + Base32.text(bytes + signature)
        guard text.utf8.count <= textLimitBytes else {
            throw .paper(.codeTooLong(bytes: text.utf8.count, limitBytes: textLimitBytes))
        }
        return text
    }

    /// Judges what a QR code says by the published keys alone. White space that came with copying doesn't matter.
    package static func verify(_ text: String, _ published: PublishedKeys) -> CodeFinding {
        guard text.utf8.count <= 4 * textLimitBytes else { return .notOurs }
        let packed = text.filter { !$0.isWhitespace }
        guard let start = packed.firstRange(of: head)?.upperBound,
            let bytes = Base32.bytes(packed[start...]), bytes.count > 64,
            let statement = CodeStatement(String(decoding: bytes.dropLast(64), as: UTF8.self))
        else { return .notOurs }
        guard let key = published.key(statement.key, .code) else { return .unknownKey(statement.key) }
        let message = Array(head.utf8) + bytes.dropLast(64)
        guard key.accepts(code: Array(bytes.suffix(64)), over: message), key.signs(papersOf: statement.issuedOn) else {
            return .altered(statement)
        }
        return .authentic(statement)
    }

    private static let head = "SB1:"
}

package enum CodeFault: Error, Equatable {
    case paper(PaperFault)
    case key(KeyFault)
}

/// What a QR code turned out to be.
package enum CodeFinding: Hashable, Sendable {
    /// Signed by us as it stands: whoever asks compares the fields with the paper in hand.
    case authentic(CodeStatement)
    /// In our form, but the signature isn't over what it says; what it says is not to be believed.
    case altered(CodeStatement)
    /// Names a key that the published file lacks: foreign, or the file is old.
    case unknownKey(KeyId)
    case notOurs
}

/// What a paper's QR code states.
package struct CodeStatement: Hashable, Sendable {
    package let number: PaperNumber
    package let kind: Paper.Kind
    package let issuedOn: Day
    package let key: KeyId
    package let fields: [Paper.Field]

    init(number: PaperNumber, kind: Paper.Kind, issuedOn: Day, key: KeyId, fields: [Paper.Field]) {
        precondition(
            fields.allSatisfy { !$0.name.contains { $0 == "=" || $0.isNewline } },
            "the name of a key field is one line without an equals sign")
        self.number = number
        self.kind = kind
        self.issuedOn = issuedOn
        self.key = key
        self.fields = fields
    }

    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, let number = PaperNumber(lines[0]), let kind = Paper.Kind(rawValue: String(lines[1])),
            let issuedOn = Day(lines[2])
        else { return nil }
        var fields: [Paper.Field] = []
        for line in lines.dropFirst(4) {
            guard let equals = line.firstIndex(of: "=") else { return nil }
            fields.append(Paper.Field(String(line[..<equals]), String(line[line.index(after: equals)...])))
        }
        self.number = number
        self.kind = kind
        self.issuedOn = issuedOn
        self.key = KeyId(rawValue: String(lines[3]))
        self.fields = fields
    }

    var text: String {
        ([number.text, kind.rawValue, issuedOn.description, key.rawValue] + fields.map { "\($0.name)=\($0.value)" })
            .joined(separator: "\n")
    }
}
