package import Casework
import Policy

/// What a decision or a paper says, as a page shows it: the same parts that are drawn and sealed.
package struct Statement: Component {
    private let parts: [Paper.Part]

    package init(_ parts: [Paper.Part]) {
        self.parts = parts
    }

    package var markup: Markup { "<div class=\"statement\">\(each: parts, part)</div>" }

    private func part(_ part: Paper.Part) -> Markup {
        switch part {
        case .fields(let heading, let fields):
            "<h3>\(heading)</h3>\(SummaryList(fields.map { SummaryList.Entry($0.name, $0.value) }))"
        case .table(let heading, let table): Self.table(table, heading)
        case .paragraph(let text): "<p>\(text)</p>"
        case .note(let text): "<p class=\"quiet\">\(text)</p>"
        }
    }

    private static func table(_ table: Paper.Table, _ caption: String) -> Markup {
        let columns = table.columns.enumerated().map { index, column -> DataTable<[String]>.Column in
            if index == 0 { return .heading(column.heading) { Markup($0[index]) } }
            return column.alignment == .trailing
                ? .figure(column.heading) { $0[index] } : .text(column.heading) { $0[index] }
        }
        return DataTable(caption, table.rows, total: table.total, columns: columns).markup
    }
}

extension Statement {
    /// The statement as lines of name and value, so that two of them can be compared: at most 200.
    static func lines(of parts: [Paper.Part]) -> [Line] {
        var lines: [Line] = []
        for part in parts {
            switch part {
            case .fields(_, let fields): lines += fields.map { Line(name: $0.name, value: $0.value) }
            case .table(let heading, let table):
                for row in table.rows + [table.total].compactMap(\.self) {
                    lines.append(
                        Line(
                            name: "\(heading) \(row[0])",
                            value: row.dropFirst().filter { !$0.isEmpty }.joined(separator: "，")))
                }
            case .paragraph(let text), .note(let text): lines.append(Line(name: "说明", value: text))
            }
        }
        return Array(lines.prefix(200))
    }

    struct Line: Hashable {
        let name: String
        let value: String

        private static let separator: Character = "\t"

        var text: String { "\(name)\(Self.separator)\(value)" }

        init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        init?(_ text: String) {
            guard let cut = text.firstIndex(of: Self.separator) else { return nil }
            self.init(name: String(text[..<cut]), value: String(text[text.index(after: cut)...]))
        }
    }

    /// What another statement says otherwise: each line that was, is no more, or has come.
    static func changes(from before: [Line], to after: [Line]) -> [(name: String, before: String, after: String)] {
        let removed = before.filter { !after.contains($0) }
        let added = after.filter { !before.contains($0) }
        var changes: [(name: String, before: String, after: String)] = []
        var left = added
        for line in removed {
            let match = left.firstIndex { $0.name == line.name }
            changes.append((line.name, line.value, match.map { left.remove(at: $0).value } ?? ""))
        }
        return changes + left.map { ($0.name, "", $0.value) }
    }
}
