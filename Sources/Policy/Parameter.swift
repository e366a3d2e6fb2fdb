package import Basics

/// One parameter of a region: what it is, and its values by date.
package struct Parameter: Hashable, Sendable {
    package let key: String
    /// In Chinese: `养老保险单位缴费比例`.
    package let name: String
    package let kind: ParameterKind
    /// Of what its whole numbers are; `nil` where its values are none.
    package let unit: CountUnit?
    /// Sorted by first day; none overlaps another.
    package let spans: [Span]
    /// What each span rests on, put in words once: a value is asked for far more often than read. `nil` of a span without one.
    private let citations: [Citation?]
    /// The first day of each span, by themselves, as they are looked through far more often than read.
    private let starts: [Day]

    init(key: String, name: String, kind: ParameterKind, unit: CountUnit?, spans: [Span]) {
        self.key = key
        self.name = name
        self.kind = kind
        self.unit = unit
        self.spans = spans
        citations = spans.map { Self.citation(of: $0, key: key, name: name, unit) }
        starts = spans.map(\.from)
    }

    /// A value and the days on which it holds.
    package struct Span: Hashable, Sendable {
        package let from: Day
        /// The last day that it is known to hold; `nil` for what holds until it is changed, such as a law's article.
        package let through: Day?
        package let content: Content
        package let source: Source
        package let state: State
        /// What is known beside the value: why it is unverified, what was not found.
        package let note: String
        package let place: Place

        func clipped(from: Day, through: Day?) -> Span {
            Span(from: from, through: through, content: content, source: source, state: state, note: note, place: place)
        }
    }

    package enum Content: Hashable, Sendable {
        case value(ParameterValue)
        /// Looked for and not found.
        case absent
        /// Ended without a successor (`null`).
        case ended
    }

    package enum State: Hashable, Sendable {
        case verified(by: String, on: Day)
        /// Computes, and all that uses it says 未核实.
        case unverified
    }

    /// The notice, law or page that a value rests on.
    package struct Source: Hashable, Sendable {
        package let title: String
        /// The document's number; empty if it has none.
        package let number: String
        package let link: String?
    }

    /// Where a value stands.
    package struct Place: Hashable, Sendable {
        package let path: String
        package let line: Int
        package let fileDigest: String
    }
}

extension Parameter {
    /// The span that a day falls into; `nil` outside all of them.
    func span(on day: Day) -> Span? { index(on: day).map { spans[$0] } }

    /// What the span that a day falls into rests on; `nil` where none has a value then.
    func citation(on day: Day) -> Citation? { index(on: day).flatMap { citations[$0] } }

    private func index(on day: Day) -> Int? {
        starts.lastIndex { $0 <= day }.flatMap { index in
            spans[index].through.map { day <= $0 } ?? true ? index : nil
        }
    }

    private static func citation(of span: Span, key: String, name: String, _ unit: CountUnit?) -> Citation? {
        guard case .value(let value) = span.content else { return nil }
        var checked: (by: String, on: Day)?
        if case .verified(let by, let on) = span.state { checked = (by, on) }
        let source = span.source.number.isEmpty ? span.source.title : "\(span.source.title)（\(span.source.number)）"
        return Citation(
            key: key, name: name, value: value.shown(in: unit), from: span.from, through: span.through, source: source,
            link: span.source.link, file: span.place.path, fileDigest: span.place.fileDigest,
            isVerified: checked != nil,
            checkedBy: checked?.by, checkedOn: checked?.on)
    }

    /// This parameter with another laid over it from a day on, and no longer than through another day. Where the other has
    /// its first value later, this one holds until then.
    func overlaid(by upper: Parameter, from first: Day, through: Day?) -> Parameter {
        let from = max(first, upper.spans.first?.from ?? first)
        let below = spans.filter { $0.from < from }.map { span in
            span.through.map { $0 < from } ?? false
                ? span : span.clipped(from: span.from, through: from.adding(days: -1))
        }
        let middle = upper.limited(from: from, through: through).spans
        let above = through.map { limited(from: $0.adding(days: 1), through: nil).spans } ?? []
        return Parameter(key: key, name: upper.name, kind: kind, unit: unit, spans: below + middle + above)
    }

    /// The part of this parameter that lies within some days.
    func limited(from: Day, through: Day?) -> Parameter {
        Parameter(
            key: key, name: name, kind: kind, unit: unit,
            spans: spans.compactMap { $0.within(from: from, through: through) })
    }
}

extension Parameter.Span {
    /// The part of it that lies within some days; `nil` if none does.
    fileprivate func within(from first: Day, through last: Day?) -> Parameter.Span? {
        let start = max(from, first)
        let end = [through, last].compactMap { $0 }.min()
        if let end, end < start { return nil }
        return clipped(from: start, through: end)
    }
}
