import Basics

// How a review reads on a terminal: a line a value, columns under each other, Chinese characters two columns wide.

extension PolicyReview {
    /// Everything: the timeline of each parameter, then what calls for work.
    package var text: String { (heading + parameters.flatMap(timeline) + summary).joined(separator: "\n") }

    /// Only what calls for work.
    package var brief: String { (heading + summary).joined(separator: "\n") }

    private var heading: [String] { ["\(regionName)（\(region.rawValue)）　\(day.chinese)　政策版本\(version)", ""] }

    private func timeline(_ parameter: Parameter) -> [String] {
        var lines = ["\(parameter.key)　\(parameter.name)"]
        var next: Day?
        for span in parameter.spans {
            if let next, next < span.from { lines.append(row(next, span.from.adding(days: -1), "", "缺", "没有写")) }
            next = span.through?.adding(days: 1)
            lines.append(row(of: span, in: parameter.unit))
        }
        return lines + [""]
    }

    private func row(of span: Parameter.Span, in unit: CountUnit?) -> String {
        switch span.content {
        case .absent: return row(span.from, span.through, "", "缺", span.note)
        case .ended: return row(span.from, span.through, "停止执行", "", span.source.shown)
        case .value(let value):
            var (state, checked) = ("未核实", span.note)
            if case .verified(let by, let on) = span.state { (state, checked) = ("已核实", "\(by)\(on)核对") }
            let about = [span.source.shown, checked].filter { !$0.isEmpty }.joined(separator: "；")
            return row(span.from, span.through, value.shown(in: unit), state, about)
        }
    }

    private func row(_ from: Day, _ through: Day?, _ value: String, _ state: String, _ about: String) -> String {
        let isNow = from <= day && through.map { day <= $0 } ?? true
        return "\(isNow ? "▶" : " ") \(from) 至 \((through?.description ?? "今后").padded(to: 10))　"
            + "\(value.fitted(to: 28))　\(state.padded(to: 6))　\(about)"
    }

    private var summary: [String] {
        if findings.isEmpty { return ["\(parameters.count)个参数在这一天都有值，都已核实。"] }
        let named = findings.map { "\($0.kind.word.padded(to: 8))　\($0.key)　\($0.name)\($0.kind.detail)" }
        let counts = Dictionary(grouping: findings, by: \.kind.word).map { "\($0.key)\($0.value.count)个" }.sorted()
        return named.sorted() + ["", "\(parameters.count)个参数，需要处理的：\(counts.joined(separator: "，"))。"]
    }
}

extension PolicyReview.Kind {
    fileprivate var word: String {
        switch self {
        case .gap: "查无资料"
        case .outdated: "已经过期"
        case .unverified: "未核实"
        case .checkedLongAgo: "久未核对"
        }
    }

    fileprivate var detail: String {
        switch self {
        case .gap(let note), .unverified(let note): note.isEmpty ? "" : "：\(note)"
        case .outdated(let last): "：只知有效到\(last.chinese)"
        case .checkedLongAgo(let day): "：上次核对在\(day.chinese)"
        }
    }
}

extension Parameter.Source {
    fileprivate var shown: String { number.isEmpty ? title : "\(title)（\(number)）" }
}

extension String {
    /// Columns on a terminal.
    private var width: Int { unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) } }

    fileprivate func padded(to columns: Int) -> String { self + String(repeating: " ", count: max(0, columns - width)) }

    /// Cut where it is wider.
    fileprivate func fitted(to columns: Int) -> String {
        if width <= columns { return padded(to: columns) }
        var text = ""
        for character in self {
            if (text + String(character)).width > columns - 2 { break }
            text.append(character)
        }
        return (text + "…").padded(to: columns)
    }
}
