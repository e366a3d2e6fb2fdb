package import Basics

/// A table whose columns say how to show a row. On a narrow screen each row becomes a block of names and values.
package struct DataTable<Row>: Component {
    /// What stands above a column.
    package struct Head {
        fileprivate enum Manner {
            case text, amount, heading
        }

        fileprivate let name: String
        fileprivate let manner: Manner

        package static func text(_ name: String) -> Head { Head(name: name, manner: .text) }
        package static func amount(_ name: String) -> Head { Head(name: name, manner: .amount) }
        package static func heading(_ name: String) -> Head { Head(name: name, manner: .heading) }
    }

    package struct Column {
        fileprivate let head: Head
        /// Writes the cell of a row where the table stands, without an array of its own for each cell.
        fileprivate let write: (Row, inout Markup.StringInterpolation) -> Void

        package static func text(_ heading: String, _ cell: @escaping (Row) -> String) -> Column {
            Column(head: .text(heading)) { $1.appendInterpolation(cell($0)) }
        }

        package static func markup(_ heading: String, _ cell: @escaping (Row) -> Markup) -> Column {
            Column(head: .text(heading)) { $1.appendInterpolation(cell($0)) }
        }

        /// What the row is about, usually its first column and a link: screen readers name the row by it.
        package static func heading(_ heading: String, _ cell: @escaping (Row) -> Markup) -> Column {
            Column(head: .heading(heading)) { $1.appendInterpolation(cell($0)) }
        }

        /// Yuan, to the right, figures below figures.
        package static func amount(_ heading: String, _ cell: @escaping (Row) -> Money) -> Column {
            Column(head: .amount(heading)) { $1.appendInterpolation(cell($0)) }
        }

        /// A count or another figure, to the right.
        package static func figure(_ heading: String, _ cell: @escaping (Row) -> String) -> Column {
            Column(head: .amount(heading)) { $1.appendInterpolation(cell($0)) }
        }
    }

    private let caption: String
    private let heads: [Head]
    private let body: Markup
    private let total: [String]?
    private let narrow: Narrow

    /// - Parameters:
    ///   - total: one text for each column, empty where there is no sum.
    package init(
        _ caption: String, _ rows: [Row], total: [String]? = nil, narrow: Narrow = .labelled, columns: [Column]
    ) {
        precondition(total.map { $0.count == columns.count } ?? true, "the total has a cell for each column")
        // The parts of a cell that are the same in each row are made once.
        let openings = columns.map { Self.opening($0.head) }
        self.init(caption, rows, heads: columns.map(\.head), total: total, narrow: narrow) { row, body in
            body.appendLiteral("<tr>")
            for index in columns.indices {
                body.appendInterpolation(openings[index])
                columns[index].write(row, &body)
                body.appendLiteral(columns[index].head.manner == .heading ? "</th>" : "</td>")
            }
            body.appendLiteral("</tr>")
        }
    }

    /// For long lists: a row is one markup from `<tr>` to `</tr>`, whose cells name their columns as the other way does.
    package init(_ caption: String, _ rows: some Collection<Row>, heads: [Head], row: (Row) -> Markup) {
        self.init(caption, rows, heads: heads, total: nil, narrow: .labelled) { $1.appendInterpolation(row($0)) }
    }

    private init(
        _ caption: String, _ rows: some Collection<Row>, heads: [Head], total: [String]?, narrow: Narrow,
        write: (Row, inout Markup.StringInterpolation) -> Void
    ) {
        var body = Markup.StringInterpolation(literalCapacity: rows.count * heads.count * 80, interpolationCount: 0)
        for row in rows {
            write(row, &body)
            body.appendLiteral("\n")
        }
        self.caption = caption
        self.heads = heads
        self.body = Markup(stringInterpolation: body)
        self.total = total
        self.narrow = narrow
    }

    package var markup: Markup {
        """
        <table class="data\(narrow.markup)">
        <caption>\(caption)</caption>
        <thead><tr>\(each: heads, head)</tr></thead>
        <tbody>
        \(body)</tbody>
        \(foot)
        </table>
        """
    }

    private func head(_ head: Head) -> Markup {
        "<th scope=\"col\"\(if: head.manner == .amount, " class=\"amount\"")>\(head.name)</th>"
    }

    /// The name of the column goes along for narrow screens, where the head is not seen.
    private static func opening(_ head: Head) -> Markup {
        switch head.manner {
        case .text: "<td data-name=\"\(head.name)\">"
        case .amount: "<td class=\"amount\" data-name=\"\(head.name)\">"
        case .heading: "<th scope=\"row\" data-name=\"\(head.name)\">"
        }
    }

    private var foot: Markup {
        guard let total else { return .empty }
        return "<tfoot><tr>\(each: zip(heads, total), sum)</tr></tfoot>"
    }

    private func sum(_ head: Head, _ text: String) -> Markup {
        Self.opening(head) + Markup(text) + (head.manner == .heading ? "</th>" : "</td>")
    }
}

/// How a row stands on a narrow screen, where there is no head.
package enum Narrow: Sendable {
    /// Each cell on a line of its own, beside the name of its column.
    case labelled
    /// The same, two to a line: for rows of short figures, so that a list of months stays short.
    case paired
    /// Beside each other without names, for cells that are understood without them.
    case brief

    fileprivate var markup: Markup {
        switch self {
        case .labelled: ""
        case .paired: " paired"
        case .brief: " brief"
        }
    }
}

/// Where one is in a list of many pages.
package struct Pagination: Component {
    private let page: Int
    private let pageCount: Int
    private let first: Link?
    private let previous: Link?
    private let next: Link?

    package init(page: Int, of pageCount: Int, link: (Int) -> Link) {
        self.init(
            page: page, of: pageCount, previous: page > 1 ? link(page - 1) : nil,
            next: page < pageCount ? link(page + 1) : nil)
    }

    /// Of a list whose pages begin where the one before ended.
    package init(page: Int, of pageCount: Int, first: Link? = nil, previous: Link?, next: Link?) {
        self.page = page
        self.pageCount = pageCount
        self.first = first
        self.previous = previous
        self.next = next
    }

    package var markup: Markup {
        if previous == nil, next == nil { return .empty }
        return """
            <nav class="pages" aria-label="分页">
            \(optional: first, { "<a href=\"\($0)\">第一页</a>" })
            \(optional: previous, { "<a href=\"\($0)\" rel=\"prev\">上一页</a>" })
            <span>第 \(page) 页，共 \(pageCount) 页</span>
            \(optional: next, { "<a href=\"\($0)\" rel=\"next\">下一页</a>" })
            </nav>
            """
    }
}

/// Views of the same list, as plain links.
package struct Tabs: Component {
    package struct Tab {
        let label: String
        let count: Int?
        let link: Link
        let isCurrent: Bool

        package init(_ label: String, count: Int? = nil, _ link: Link, isCurrent: Bool) {
            self.label = label
            self.count = count
            self.link = link
            self.isCurrent = isCurrent
        }
    }

    private let name: String
    private let tabs: [Tab]

    package init(_ name: String, _ tabs: [Tab]) {
        self.name = name
        self.tabs = tabs
    }

    package var markup: Markup {
        "<nav class=\"tabs\" aria-label=\"\(name)\"><ul>\(each: tabs, item)</ul></nav>"
    }

    private func item(_ tab: Tab) -> Markup {
        """
        <li><a href="\(tab.link)"\(if: tab.isCurrent, " aria-current=\"page\"")>\(tab.label)\
        \(optional: tab.count, { "<span class=\"count\">\($0)</span>" })</a></li>
        """
    }
}
