extension DigestWriter {
    mutating func put(_ issue: PaperIssue) {
        put(issue.person) { $0.put($1) }
        put(issue.employer) { $0.put($1) }
        put(issue.paper)
    }

    private mutating func put(_ paper: Paper) {
        put(paper.kind.rawValue)
        put(paper.title)
        put(paper.subtitle)
        put(paper.parts) { writer, part in writer.put(part) }
        put(paper.keyFields)
        put(paper.issuedOn)
        put(paper.restsOnUnverified)
    }

    mutating func put(_ part: Paper.Part) {
        switch part {
        case .fields(let heading, let fields):
            put("fields")
            put(heading)
            put(fields)
        case .table(let heading, let table):
            put("table")
            put(heading)
            put(table)
        case .paragraph(let text):
            put("paragraph")
            put(text)
        case .note(let text):
            put("note")
            put(text)
        }
    }

    private mutating func put(_ fields: [Paper.Field]) {
        put(fields) { writer, field in
            writer.put(field.name)
            writer.put(field.value)
        }
    }

    private mutating func put(_ table: Paper.Table) {
        put(table.columns) { writer, column in
            writer.put(column.heading)
            writer.put(column.alignment.rawValue)
            writer.put(column.weight)
        }
        put(table.rows) { writer, row in writer.put(cells: row) }
        put(table.total) { writer, row in writer.put(cells: row) }
    }

    private mutating func put(cells: [String]) {
        put(cells) { writer, cell in writer.put(cell) }
    }
}
