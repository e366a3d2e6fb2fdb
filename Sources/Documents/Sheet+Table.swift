internal import CPango
internal import Casework

/// Tables that run over pages, their heads repeated.
extension Sheet {
    mutating func add(table: Paper.Table, under heading: String) throws(PaperFault) {
        let grid = try Grid(table, press: press)
        let name = heading.isEmpty ? table.columns.first?.heading ?? "" : heading
        let rows = grid.rows
        // A heading stays with the first two rows, the total with the last.
        let opening = rows.prefix(2).map(\.height).reduce(grid.head.height + Self.partHeadingHeight, +)
        try need(min(opening, Self.bottom - Self.top), for: name)
        try add(partHeading: heading)
        open(grid)
        for (index, row) in rows.enumerated() {
            let total = index == rows.count - 1 ? grid.total?.height ?? 0 : 0
            if row.height + total > room {
                close()
                try turnPage(for: name)
                try add(partHeading: heading.isEmpty ? "" : "\(heading)（续）")
                open(grid)
                guard row.height + total <= room else { throw .tooLong(what: name) }
            }
            if index > 0 { mark(.rule(x: Self.left, y: y, width: Self.width, weight: 0.4, .hair)) }
            place(row, grid)
        }
        if rows.isEmpty {
            let none = try press.set(
                "（无记录）", TextStyle(size: 9.5, colour: .faint, alignment: PANGO_ALIGN_CENTER), width: Self.width)
            mark(.text(none, x: Self.left, y: y + Grid.rowPadding))
            y += none.size.height + 2 * Grid.rowPadding
        }
        if let total = grid.total {
            mark(.rule(x: Self.left, y: y, width: Self.width, weight: 0.8, .accent))
            place(total, grid)
        }
        close()
        y += 16
    }

    private mutating func open(_ grid: Grid) {
        mark(.box(x: Self.left, y: y, width: Self.width, height: grid.head.height, .tint))
        mark(.rule(x: Self.left, y: y, width: Self.width, weight: 0.8, .accent))
        place(grid.head, grid)
        mark(.rule(x: Self.left, y: y, width: Self.width, weight: 0.5, .accent))
    }

    private mutating func close() {
        mark(.rule(x: Self.left, y: y, width: Self.width, weight: 0.8, .accent))
    }

    private mutating func place(_ row: Grid.Row, _ grid: Grid) {
        for (cell, x) in zip(row.cells, grid.lefts) {
            mark(.text(cell, x: x + Grid.padding, y: y + (row.height - cell.size.height) / 2))
        }
        y += row.height
    }
}

/// A table with its cells set in the columns' widths.
private struct Grid {
    static let padding = 5.0
    static let rowPadding = 4.2

    struct Row {
        let cells: [SetText]
        let height: Double

        init(_ cells: [SetText]) {
            self.cells = cells
            height = (cells.map(\.size.height).max() ?? 0) + 2 * Grid.rowPadding
        }
    }

    let head: Row
    let rows: [Row]
    let total: Row?
    /// Each column's left edge.
    let lefts: [Double]

    init(_ table: Paper.Table, press: Press) throws(PaperFault) {
        let weights = table.columns.map { Double(max($0.weight, 1)) }
        let unit = Sheet.width / weights.reduce(0, +)
        let widths = weights.map { $0 * unit }
        lefts = widths.indices.map { widths[..<$0].reduce(Sheet.left, +) }
        let size = try Self.size(table, widths: widths, press: press)
        func set(_ texts: [String], isHead: Bool = false, isBold: Bool = false) throws(PaperFault) -> Row {
            var cells: [SetText] = []
            for (index, column) in table.columns.enumerated() {
                let style = TextStyle(
                    size: isHead ? size - 0.5 : size, isBold: isBold, colour: isHead ? .accent : .ink,
                    alignment: isHead && column.alignment == .leading
                        ? PANGO_ALIGN_LEFT : Self.alignment(column.alignment))
                cells.append(try press.set(texts[index], style, width: widths[index] - 2 * Self.padding))
            }
            return Row(cells)
        }
        head = try set(table.columns.map(\.heading), isHead: true, isBold: true)
        var rows: [Row] = []
        for row in table.rows { rows.append(try set(row)) }
        self.rows = rows
        total = if let texts = table.total { try set(texts, isBold: true) } else { nil }
    }

    /// The largest size, from 9.5 points down to 7, at which no amount breaks; the longest of each column decides.
    private static func size(_ table: Paper.Table, widths: [Double], press: Press) throws(PaperFault) -> Double {
        var size = 9.5
        for (index, column) in table.columns.enumerated() where column.alignment != .leading {
            let texts = table.rows.map { $0[index] } + (table.total.map { [$0[index]] } ?? [])
            guard let longest = texts.max(by: { $0.utf8.count < $1.utf8.count }) else { continue }
            let width = try press.set(longest, TextStyle(size: 9.5, isBold: true)).size.width
            if width > 0 { size = min(size, 9.5 * (widths[index] - 2 * padding) / width) }
        }
        return max(7, (size * 4).rounded(.down) / 4)
    }

    private static func alignment(_ alignment: Paper.Column.Alignment) -> PangoAlignment {
        switch alignment {
        case .leading: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .trailing: PANGO_ALIGN_RIGHT
        }
    }
}
