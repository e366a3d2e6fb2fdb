/// SplitMix64: the same numbers for the same seed on every machine. Everybody generated has dice of their own, so that who
/// comes before changes nothing.
struct SeededDice: RandomNumberGenerator {
    /// Whose dice they are.
    enum Owner: UInt64 {
        case size = 1
        case employer, person, stint
    }

    private var state: UInt64

    init(_ seed: UInt64, of owner: Owner, _ index: Int) {
        var mixer = SeededDice(state: seed)
        state = mixer.next() ^ owner.rawValue << 60
        state = next() ^ UInt64(index)
        state = next()
    }

    private init(state: UInt64) {
        self.state = state
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// 0 to one less than the limit.
    mutating func below(_ limit: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[below(values.count)]
    }
}

/// Values of which some come more often than others.
struct Weighted<Value: Sendable>: Sendable {
    private let values: [Value]
    /// For each value the sum of the weights through it.
    private let sums: [Int]

    init(_ weighted: [(weight: Int, value: Value)]) {
        values = weighted.map(\.value)
        var sum = 0
        sums = weighted.map { entry in
            sum += entry.weight
            return sum
        }
    }

    func pick(_ dice: inout SeededDice) -> Value {
        let number = dice.below(sums[sums.count - 1])
        return values[sums.firstIndex { number < $0 }!]
    }
}
