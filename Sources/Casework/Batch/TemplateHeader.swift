/// Which column of a table stands for which column of the template: by the names in its header, in whatever order.
package struct TemplateHeader: Hashable, Sendable {
    /// The template's column by the table's; those that are to be ignored are missing.
    package let places: [Int: BatchTemplate.Column]
    /// The table's columns that are read over: results of an earlier filing.
    package let ignored: Set<Int>

    /// What is wrong with the names.
    package struct Mismatch: Error, Hashable, Sendable {
        package let missing: [String]
        package let unknown: [String]
        package let twice: [String]

        /// `缺少“姓名”列；“工龄”列不是模板中的列`, without a full stop.
        package var chinese: String {
            func quoted(_ names: [String]) -> String { names.map { "“\($0)”" }.joined(separator: "、") }
            var parts: [String] = []
            if !missing.isEmpty { parts.append("缺少\(quoted(missing))列") }
            if !unknown.isEmpty { parts.append("\(quoted(unknown))不是模板中的列") }
            if !twice.isEmpty { parts.append("\(quoted(twice))列重复") }
            return parts.joined(separator: "；")
        }
    }

    /// - Parameters:
    ///   - names: of the table's columns.
    ///   - others: further names that stand for a column, by name; old programs called them otherwise.
    package init(
        _ names: [Int: String], of template: BatchTemplate, called others: [String: String] = [:]
    ) throws(Mismatch) {
        let byName = Dictionary(
            template.columns.map { (Self.plain($0.label), $0) }
                + others.compactMap { name, key in template.column(key).map { (Self.plain(name), $0) } },
            uniquingKeysWith: { own, _ in own })
        var (places, ignored): ([Int: BatchTemplate.Column], Set<Int>) = ([:], [])
        var (unknown, twice): ([String], [String]) = ([], [])
        var seen: Set<String> = []
        for (place, name) in names.sorted(by: { $0.key < $1.key }) {
            let plain = Self.plain(name)
            if plain == Self.plain(BatchTemplate.resultLabel) {
                ignored.insert(place)
            } else if let column = byName[plain] {
                if !seen.insert(column.key).inserted { twice.append(column.label) }
                places[place] = column
            } else {
                unknown.append(name)
            }
        }
        let missing = template.columns.filter { !seen.contains($0.key) }.map(\.label)
        guard missing.isEmpty, unknown.isEmpty, twice.isEmpty else {
            throw Mismatch(missing: missing, unknown: unknown, twice: twice)
        }
        (self.places, self.ignored) = (places, ignored)
    }

    /// How many of the template's columns a row of texts names: the header is the row that names most.
    package static func likeness(of names: some Sequence<String>, to template: BatchTemplate) -> Int {
        let labels = Set(template.columns.map { plain($0.label) })
        return Set(names.map(plain)).intersection(labels).count
    }

    /// Without what makes no difference to people: the star of what is required, blanks and breaks, the width of brackets.
    package static func plain(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.compactMap { scalar in
                    switch scalar {
                    case "*", "＊": nil
                    case "（": "("
                    case "）": ")"
                    default: scalar.properties.isWhitespace ? nil : scalar
                    }
                }))
    }
}
