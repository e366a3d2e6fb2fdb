import Basics
import Policy

// What programs are told: `docs/calculators.md`. Amounts are yuan with two decimals as text.

extension CalculatorAnswer: Encodable {
    private enum Key: String, CodingKey {
        case calculator, title, region, regionName, policyVersion, inputs, result, tables, notes, isUnverified
        case isProvisional, steps
    }

    package func encode(to encoder: any Encoder) throws {
        var answer = encoder.container(keyedBy: Key.self)
        try answer.encode(name, forKey: .calculator)
        try answer.encode(title, forKey: .title)
        try answer.encode(region.rawValue, forKey: .region)
        try answer.encode(regionName, forKey: .regionName)
        try answer.encode(policyVersion.digest, forKey: .policyVersion)
        try answer.encode(inputs, forKey: .inputs)
        try answer.encode(
            Dictionary(uniqueKeysWithValues: result.figures.map { ($0.key, FigureText($0)) }), forKey: .result)
        try answer.encode(result.tables.map(TableText.init), forKey: .tables)
        try answer.encode(result.notes, forKey: .notes)
        try answer.encode(isUnverified, forKey: .isUnverified)
        try answer.encode(result.isProvisional, forKey: .isProvisional)
        try answer.encode(result.explanation.steps.map(StepText.init), forKey: .steps)
    }
}

private struct FigureText: Encodable {
    let label: String
    let value: ResultValue
    let unit: String?

    init(_ figure: CalculatorResult.Figure) {
        label = figure.label
        value = figure.value
        unit = figure.value.unit
    }
}

extension ResultValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        if case .count(let number, _) = self { try value.encode(number) } else { try value.encode(plain) }
    }
}

private struct TableText: Encodable {
    let key: String
    let title: String
    let columns: [[String: String]]
    let rows: [[String: ResultValue]]

    init(_ table: ResultTable) {
        key = table.key
        title = table.title
        columns = table.columns.map { ["key": $0.key, "label": $0.label] }
        rows = table.rows.map { row in
            Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.key), row))
        }
    }
}

private struct StepText: Encodable {
    let title: String
    let working: String
    let result: String
    let parameters: [CitationText]

    init(_ step: Explanation.Step) {
        title = step.title
        working = step.working
        result = step.result
        parameters = step.citations.map(CitationText.init)
    }
}

private struct CitationText: Encodable {
    let key: String
    let name: String
    let value: String
    let from: Day
    let through: Day?
    let source: String
    let link: String?
    let file: String
    let fileDigest: String
    let isVerified: Bool
    let checkedOn: Day?

    init(_ citation: Citation) {
        key = citation.key
        name = citation.name
        value = citation.value
        from = citation.from
        through = citation.through
        source = citation.source
        link = citation.link
        file = citation.file
        fileDigest = citation.fileDigest
        isVerified = citation.isVerified
        checkedOn = citation.checkedOn
    }
}

extension CalculatorRefusal: Encodable {
    private enum Key: String, CodingKey {
        case type, title, status, problems, gap
    }

    /// RFC 9457, with the problems field by field.
    package func encode(to encoder: any Encoder) throws {
        var refusal = encoder.container(keyedBy: Key.self)
        try refusal.encode("about:blank", forKey: .type)
        try refusal.encode(gap.map { "缺少政策参数：\($0.name)" } ?? "填写的内容有误", forKey: .title)
        try refusal.encode(422, forKey: .status)
        try refusal.encode(problems, forKey: .problems)
        try refusal.encodeIfPresent(gap.map(GapText.init), forKey: .gap)
    }
}

private struct GapText: Encodable {
    let key: String
    let name: String
    let region: String
    let day: Day?
    let sentence: String

    init(_ gap: PolicyGap) {
        key = gap.key
        name = gap.name
        region = gap.region.rawValue
        day = gap.day
        sentence = gap.sentence
    }
}
