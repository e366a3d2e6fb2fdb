import Basics
import Calculation

/// A table's amounts as lines over its first column. The table stands below it and says the same, so that nobody needs the
/// picture; what it shows in short is its description.
struct LineChart: Component {
    private struct Line {
        let name: String
        /// In whole yuan, or whatever the column counts.
        let values: [Int]
    }

    private let key: String
    private let title: String
    private let labels: [String]
    /// How far each row lies from the first, in steps of the first column: months that are not equally far apart are not drawn so.
    private let steps: [Int]
    private let lines: [Line]
    private let marked: ResultTable.Mark?
    private let top: Int

    /// `nil` where a table asks for no picture, or has less than two rows.
    init?(_ table: ResultTable) {
        guard let chart = table.chart, table.rows.count > 1 else { return nil }
        self.key = table.key
        self.title = chart.title
        self.marked = chart.marked
        self.labels = table.rows.map { $0[0].shown }
        self.steps = LineChart.steps(of: table.rows.map { $0[0] })
        self.lines = chart.columns.compactMap { key in
            guard let index = table.columns.firstIndex(where: { $0.key == key }) else { return nil }
            return Line(name: table.columns[index].label, values: table.rows.map { $0[index].height })
        }
        self.top = LineChart.roundTop(of: lines.flatMap(\.values).max() ?? 0)
    }

    private static func steps(of firsts: [ResultValue]) -> [Int] {
        let months = firsts.compactMap { if case .month(let month) = $0 { month } else { nil } }
        guard let first = months.first, months.count == firsts.count else { return Array(firsts.indices) }
        return months.map { $0.months(since: first) }
    }

    private static let (left, right, upper, lower) = (70, 462, 34, 216)

    var markup: Markup {
        """
        <figure class="chart">
        <svg viewBox="0 0 480 260" role="img" aria-labelledby="\(key)-chart \(key)-shows">
        <title id="\(key)-chart">\(title)</title>
        <desc id="\(key)-shows">\(description)</desc>
        \(each: 0...4, grid)
        \(optional: marked, { "<line class=\"marked\" x1=\"\(place($0.row))\" y1=\"\(Self.upper)\" x2=\"\(place($0.row))\" y2=\"\(Self.lower)\"></line>" })
        \(each: marks, mark)
        \(each: lines.enumerated(), { polyline($0.offset, $0.element) })
        \(each: told, point)
        </svg>
        <figcaption>\(title)<span class="legend">\(each: lines.enumerated(), { legend($0.offset, $0.element) })\
        \(optional: marked, { "<span class=\"key key-marked\">\($0.name)（\(labels[$0.row])）</span>" })</span></figcaption>
        </figure>
        """
    }

    private var description: String {
        lines.map { line in
            let (first, last) = (line.values.first ?? 0, line.values.last ?? 0)
            return "\(line.name)从\(labels.first ?? "")的\(first)元到\(labels.last ?? "")的\(last)元。"
        }.joined()
    }

    private func grid(_ quarter: Int) -> Markup {
        let y = height(top * quarter / 4)
        return """
            <line class="grid" x1="\(Self.left)" y1="\(y)" x2="\(Self.right)" y2="\(y)"></line>\
            <text class="scale" x="\(Self.left - 8)" y="\(y + 5)">\(shortAmount(top * quarter / 4))</text>
            """
    }

    /// The first and the last; between them the marked one, or one in the middle. More would run into each other on a phone.
    private var marks: [Int] {
        let middle = marked?.row ?? (labels.count > 4 ? labels.count / 2 : 0)
        return isFar(middle, 185) ? [0, middle, labels.count - 1] : [0, labels.count - 1]
    }

    /// The rows whose value of the first line is written beside it.
    private var told: [Int] {
        [0] + [marked?.row].compactMap(\.self).filter { isFar($0, 100) } + [labels.count - 1]
    }

    /// Whether a row lies so far from both ends that what is written there does not run into what is written here.
    private func isFar(_ row: Int, _ distance: Int) -> Bool {
        (Self.left + distance...Self.right - distance).contains(place(row))
    }

    private func mark(_ index: Int) -> Markup {
        "<text class=\"mark \(anchor(index))\" x=\"\(place(index))\" y=\"244\">\(labels[index])</text>"
    }

    private func anchor(_ index: Int) -> String {
        index == 0 ? "start" : index == labels.count - 1 ? "end" : "middle"
    }

    private func point(_ index: Int) -> Markup {
        guard let value = lines.first?.values[index] else { return .empty }
        let (x, y) = (place(index), height(value))
        return """
            <circle class="point" cx="\(x)" cy="\(y)" r="4"></circle>\
            <text class="value \(anchor(index))" x="\(x)" y="\(y - 12)">\(Money(yuan: Int64(value)).wholeYuan)</text>
            """
    }

    private func polyline(_ index: Int, _ line: Line) -> Markup {
        let points = line.values.enumerated().map { "\(place($0.offset)),\(height($0.element))" }
        return "<polyline class=\"line-\(index + 1)\" points=\"\(points.joined(separator: " "))\"></polyline>"
    }

    private func legend(_ index: Int, _ line: Line) -> Markup {
        "<span class=\"key key-\(index + 1)\">\(line.name)</span>"
    }

    private func place(_ index: Int) -> Int {
        Self.left + (Self.right - Self.left) * steps[index] / max(1, steps.last ?? 1)
    }

    private func height(_ value: Int) -> Int {
        Self.lower - (Self.lower - Self.upper) * max(0, value) / max(1, top)
    }

    private func shortAmount(_ value: Int) -> String {
        guard top >= 40_000, value > 0 else { return "\(value)" }
        let tenths = value / 1_000
        return tenths % 10 == 0 ? "\(tenths / 10)万" : "\(tenths / 10).\(tenths % 10)万"
    }

    /// The least of 4, 6, 8, 10, 12, 16, 20, 40, 60… that is not below the greatest value, so that quarters of it are round.
    private static func roundTop(of greatest: Int) -> Int {
        var scale = 1
        while true {
            for step in [4, 6, 8, 10, 12, 16, 20] where step * scale >= greatest && step * scale % 4 == 0 {
                return step * scale
            }
            scale *= 10
        }
    }
}

extension ResultValue {
    fileprivate var height: Int {
        switch self {
        // To the nearest yuan: it is written beside the point.
        case .money(let amount): Int((amount.fen + 50) / 100)
        case .count(let number, _): number
        case .decimal, .rate, .month, .day, .text: 0
        }
    }
}

extension Money {
    /// `4,212`
    fileprivate var wholeYuan: String { String(description.prefix { $0 != "." }) }
}
