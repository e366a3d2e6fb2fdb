/// A piece of a page. Literals are source text; whatever is put into them is escaped, unless it is itself such a piece.
struct HTML: ExpressibleByStringInterpolation, Sendable {
    private(set) var text: String

    init(stringLiteral text: StaticString) {
        self.text = text.description
    }

    init(stringInterpolation: StringInterpolation) {
        self.text = stringInterpolation.text
    }

    struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }
        mutating func appendInterpolation(_ html: HTML) { text += html.text }
        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }
        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ value: String) {
            for scalar in value.unicodeScalars {
                switch scalar {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
    }
}

extension HTML {
    /// A table whose columns are named; columns of amounts and counts stand to the right.
    static func table(_ columns: [Column], _ rows: [[HTML]], empty: String) -> HTML {
        if rows.isEmpty { return "<p class=\"none\">\(empty)</p>" }
        let head = columns.map { column -> HTML in "<th class=\"\(column.css)\">\(column.title)</th>" }
        let body = rows.map { row -> HTML in
            let cells = zip(columns, row).map { column, cell -> HTML in "<td class=\"\(column.css)\">\(cell)</td>" }
            return "<tr>\(cells)</tr>"
        }
        return "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>"
    }

    struct Column: ExpressibleByStringLiteral {
        let title: String
        fileprivate let css: String

        init(stringLiteral title: String) {
            self.title = title
            self.css = "text"
        }

        private init(_ title: String, css: String) {
            self.title = title
            self.css = css
        }

        /// To the right, in figures of one width.
        static func number(_ title: String) -> Column { Column(title, css: "number") }
        /// Kept on one line: times, months, kinds.
        static func line(_ title: String) -> Column { Column(title, css: "line") }
    }

    static func options(_ options: [(value: String, label: String)], selected: String = "") -> [HTML] {
        options.map { option in
            option.value == selected
                ? "<option value=\"\(option.value)\" selected>\(option.label)</option>"
                : "<option value=\"\(option.value)\">\(option.label)</option>"
        }
    }
}
