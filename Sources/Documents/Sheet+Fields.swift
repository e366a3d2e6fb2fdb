internal import CPango
internal import Casework

/// Names and values as a grid: two pairs to a row, a pair that needs more to a row of its own.
extension Sheet {
    private static let nameWidth = 97.0
    private static let padding = 8.0
    private static let rowPadding = 6.0

    mutating func add(fields: [Paper.Field], under heading: String) throws(PaperFault) {
        guard !fields.isEmpty else { return }
        let rows = try rows(of: fields)
        try need(Self.partHeadingHeight + rows[0].height, for: fields[0].name)
        try add(partHeading: heading)
        var isFirst = true
        for row in rows {
            if row.height > room {
                mark(.rule(x: Self.left, y: y, width: Self.width, weight: 0.8, .accent))
                try need(row.height, for: row.pairs[0].text)
                isFirst = true
            }
            let top = y
            place(row)
            // After the row's tint, which would cover half of it.
            mark(
                .rule(x: Self.left, y: top, width: Self.width, weight: isFirst ? 0.8 : 0.5, isFirst ? .accent : .hair))
            isFirst = false
        }
        mark(.rule(x: Self.left, y: y, width: Self.width, weight: 0.8, .accent))
        y += 16
    }

    private struct Row {
        struct Pair {
            let name, value: SetText
            let text: String
        }

        var pairs: [Pair]
        var height: Double {
            pairs.map { max($0.name.size.height, $0.value.size.height) }.max()! + 2 * Sheet.rowPadding
        }
    }

    private func rows(of fields: [Paper.Field]) throws(PaperFault) -> [Row] {
        var rows: [Row] = []
        var isHalf = false
        for field in fields {
            let name = try press.set(
                field.name, TextStyle(size: 9.5, colour: .faint), width: Self.nameWidth - 2 * Self.padding)
            let style = TextStyle(size: 10.5)
            let alone = try press.set(field.value, style)
            let fits = alone.size.width <= Self.width / 2 - Self.nameWidth - 2 * Self.padding
            let value =
                fits
                ? alone : try press.set(field.value, style, width: Self.width - Self.nameWidth - 2 * Self.padding)
            let pair = Row.Pair(name: name, value: value, text: field.name)
            if fits, isHalf {
                rows[rows.count - 1].pairs.append(pair)
                isHalf = false
            } else {
                rows.append(Row(pairs: [pair]))
                isHalf = fits
            }
        }
        return rows
    }

    private mutating func place(_ row: Row) {
        for (index, pair) in row.pairs.enumerated() {
            let x = Self.left + Double(index) * Self.width / 2
            mark(.box(x: x, y: y, width: Self.nameWidth, height: row.height, .tint))
            for (text, x) in [(pair.name, x), (pair.value, x + Self.nameWidth)] {
                mark(.text(text, x: x + Self.padding, y: y + (row.height - text.size.height) / 2))
            }
        }
        y += row.height
    }
}
