/// One measured figure, with its goal where it has one.
struct Figure {
    enum Goal {
        case atMost(Double)
        case atLeast(Double)
    }

    let name: String
    let value: Double
    let unit: String
    let goal: Goal?

    init(_ name: String, _ value: Double, _ unit: String, _ goal: Goal? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
        self.goal = goal
    }

    var isMissed: Bool {
        switch goal {
        case .atMost(let limit): value > limit
        case .atLeast(let limit): value < limit
        case nil: false
        }
    }

    private var goalText: String {
        switch goal {
        case .atMost(let limit): "≤ \(limit.shortText)"
        case .atLeast(let limit): "≥ \(limit.shortText)"
        case nil: ""
        }
    }

    private var verdict: String { goal == nil ? "" : isMissed ? "missed" : "kept" }

    /// As a table of Markdown, so that it can go into `docs/benchmarks.md` as it is.
    static func table(_ figures: [Figure]) -> String {
        let rows = figures.map { "| \($0.name) | \($0.value.shortText) \($0.unit) | \($0.goalText) | \($0.verdict) |" }
        return (["| figure | measured | goal | |", "|---|---:|---|---|"] + rows).joined(separator: "\n")
    }
}

extension Double {
    /// Three significant digits are more than a shared machine can promise.
    fileprivate var shortText: String {
        let scale: Double = magnitude >= 100 ? 1 : magnitude >= 10 ? 10 : 100
        let rounded = (self * scale).rounded() / scale
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}

extension Collection<Double> {
    var median: Double {
        precondition(!isEmpty, "a median of something")
        let sorted = sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

/// Milliseconds that something takes on the clock.
func milliseconds<Value>(_ work: () async throws -> Value) async rethrows -> (took: Double, value: Value) {
    let start = ContinuousClock.now
    let value = try await work()
    let parts = (ContinuousClock.now - start).components
    return (Double(parts.seconds) * 1_000 + Double(parts.attoseconds) / 1e15, value)
}
