/// Which column of a table stands for which column of the template: by the names in its header, in whatever order.
package struct TemplateHeader: Hashable, Sendable {
    /// The template's column by the table's.
    package let places: [Int: BatchTemplate.Column]
    /// The table's columns that hold results of an earlier filing.
    package let results: Set<Int>
    /// The template's columns that no name stands for.
    package let missing: [BatchTemplate.Column]
    /// The names that stand for no column of the template, by the table's column.
    package let unknown: [Int: String]
    /// The template's columns that several names stand for.
    package let twice: [BatchTemplate.Column]

    /// - Parameters:
    ///   - names: of the table's columns.
    ///   - others: further names that stand for a field; an old program called it otherwise.
    package init(_ names: [Int: String], of template: BatchTemplate, called others: [String: String] = [:]) {
        let byName = Dictionary(
            template.columns.map { (Self.plain($0.label), $0) }
                + others.compactMap { name, key in template.column(key).map { (Self.plain(name), $0) } },
            uniquingKeysWith: { own, _ in own })
        var (places, results): ([Int: BatchTemplate.Column], Set<Int>) = ([:], [])
        var (unknown, twice): ([Int: String], [BatchTemplate.Column]) = ([:], [])
        var seen: Set<String> = []
        for (place, name) in names.sorted(by: { $0.key < $1.key }) {
            let plain = Self.plain(name)
            if plain == Self.plain(BatchTemplate.resultLabel) {
                results.insert(place)
            } else if let column = byName[plain] {
                if !seen.insert(column.key).inserted { twice.append(column) }
                places[place] = column
            } else {
                unknown[place] = name
            }
        }
        missing = template.columns.filter { !seen.contains($0.key) }
        (self.places, self.results, self.unknown, self.twice) = (places, results, unknown, twice)
    }

    /// `缺少“姓名”列；“工龄”不是模板中的列`, without a full stop.
    package static func sentence(missing: [String], unknown: [String], twice: [String]) -> String {
        func quoted(_ names: [String]) -> String { names.map { "“\($0)”" }.joined(separator: "、") }
        var parts: [String] = []
        if !missing.isEmpty { parts.append("缺少\(quoted(missing))列") }
        if !unknown.isEmpty { parts.append("\(quoted(unknown))不是模板中的列") }
        if !twice.isEmpty { parts.append("\(quoted(twice))列重复") }
        return parts.joined(separator: "；")
    }

    /// In the order of the table.
    package var unknownNames: [String] { unknown.sorted { $0.key < $1.key }.map(\.value) }

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
