package import Basics
import Records

extension Decision {
    /// A digest over what would be committed and what people are told of it, with the policy version and the business day:
    /// ids and times are not yet in the outcomes. A preview and a commit with the same digest are the same decision.
    package func digest(policyVersion: String, on day: Day) -> String {
        var writer = DigestWriter()
        writer.put(policyVersion)
        writer.put(day)
        writer.put(outcomes) { writer, outcome in writer.put(outcome) }
        writer.put(statement) { writer, part in writer.put(part) }
        return writer.finish()
    }

    /// The same for a row of a batch, whatever the policy's version and the day as long as they change nothing of it, and
    /// without the to-dos of its employer, which follow from what is filed beside it.
    package var rowDigest: String {
        var writer = DigestWriter()
        let ofItself = outcomes.filter { outcome in
            switch outcome {
            case .remind, .settle: false
            default: true
            }
        }
        writer.put(ofItself) { writer, outcome in writer.put(outcome) }
        writer.put(statement) { writer, part in writer.put(part) }
        return writer.finish()
    }
}

/// Feeds values to SHA-256, each with its length, count or tag before it, so that no two sequences of values read alike.
struct DigestWriter {
    private var bytes: [UInt8] = []

    consuming func finish() -> String { SHA256.hexadecimal(bytes) }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

    /// In as few bytes as it needs, since a large plan has hundreds of thousands of numbers: the sign in the lowest bit,
    /// seven bits a byte, the high bit set in all but the last.
    mutating func put(_ number: some FixedWidthInteger) {
        let number = Int64(number)
        var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }
    mutating func put(_ amount: Money) { put(amount.fen) }
    mutating func put(_ month: Month) { put(month.index) }
    mutating func put(_ day: Day) { put(day.daysSinceEpoch) }
    mutating func put<Of>(_ id: ID<Of>) { put(id.value) }
    mutating func put(_ line: InsuranceLine) { put(line.rawValue) }

    /// Whether there is a value, and the value.
    mutating func put<Value>(_ value: Value?, _ put: (inout DigestWriter, Value) -> Void) {
        self.put(value != nil)
        if let value { put(&self, value) }
    }

    /// How many there are, and each.
    mutating func put<Value>(_ values: [Value], _ put: (inout DigestWriter, Value) -> Void) {
        self.put(values.count)
        for value in values { put(&self, value) }
    }

    mutating func put(_ text: String?) { put(text) { $0.put($1) } }
    mutating func put(_ day: Day?) { put(day) { $0.put($1) } }
    mutating func put(_ month: Month?) { put(month) { $0.put($1) } }

    mutating func put(_ answers: Answers) {
        put(answers.sorted { $0.key < $1.key }) { writer, answer in
            writer.put(answer.key)
            writer.put(answer.value)
        }
    }
}
