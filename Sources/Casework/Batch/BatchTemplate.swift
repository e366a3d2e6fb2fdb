package import Basics

/// The columns of a matter's workbook (批量业务申报模板), derived from its form: what is asked for on the page is asked for in
/// the row, under the same name, with the same choices and limits.
package struct BatchTemplate: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package let key: String
        /// Of no other column.
        package let label: String
        package let hint: String
        package let control: FieldControl
        package let need: Need
        /// The value that an empty cell stands for; empty if for none.
        package let initial: String

        package init(_ field: FieldDefinition, _ need: Need) {
            (key, label, hint) = (field.key, field.label, field.hint)
            (control, initial) = (field.control, field.initial)
            self.need = need
        }

        package var choices: [Choice] { if case .choice(let choices) = control { choices } else { [] } }

        /// The hint, and what an empty cell stands for: `不填的，为“居民身份证”`.
        package var notes: String {
            let standsFor = choices.first { $0.value == initial }.map { "不填的，为“\($0.label)”" }
            return [hint.isEmpty ? nil : hint, standsFor].compactMap(\.self).joined(separator: "；")
        }
    }

    /// Whether a cell has to be filled in.
    package enum Need: Hashable, Sendable {
        case always, optional
        /// Only then: `固定期限合同`.
        case when(String)
        /// The record has it; what is filled in is compared with it.
        case onRecord

        /// `必填情形：固定期限合同`.
        package var chinese: String {
            switch self {
            case .always: "必填"
            case .optional: "选填"
            case .when(let occasion): "必填情形：\(occasion)"
            case .onRecord: "选填，填写的与登记信息核对"
            }
        }
    }

    /// The matter's slug.
    package let matter: String
    /// The matter's name.
    package let name: String
    package let columns: [Column]
    /// The fields that say whom a row is about.
    package let personFields: [String]
    /// Other names of columns in files of the old enterprise edition, with the field that each stands for.
    package let oldNames: [String: String]
    /// Changes with anything that people read in the template or may choose in it: 12 hexadecimal digits.
    package let mark: String

    /// - Returns: `nil` for a matter that is not filed in batches.
    package init?(of matter: any Matter.Type) {
        guard let batch = matter.batch else { return nil }
        let card = matter.card
        self.matter = card.slug
        self.name = card.name
        self.personFields = batch.personFields
        self.oldNames = batch.oldNames
        columns = matter.form.sections.flatMap(\.fields).map { field in
            let need: Need =
                if batch.recordFields.contains(field.key) {
                    .onRecord
                } else if !field.isRequired {
                    .optional
                } else {
                    card.occasion(of: field.situations).map { .when($0) } ?? .always
                }
            return Column(field, need)
        }
        precondition(Set(columns.map(\.label)).count == columns.count, "columns are told apart by their labels")
        mark = Self.mark(of: columns, card.slug)
    }

    package func column(_ key: String) -> Column? { columns.first { $0.key == key } }

    private static func mark(of columns: [Column], _ slug: String) -> String {
        let texts = columns.flatMap { column in
            [column.key, column.label, column.need.chinese, column.notes]
                + column.choices.flatMap { [$0.value, $0.label] }
        }
        // Each with its length, so that no two lists of texts look alike.
        let described = ([slug] + texts).map { "\($0.utf8.count):\($0)" }.joined()
        return String(SHA256.hexadecimal(described.utf8).prefix(12))
    }
}

extension BatchTemplate {
    /// Whom a row is about, to find others about the same person; `nil` where it does not say.
    package func person(of answers: Answers) -> String? {
        var isSaid = false
        let said = personFields.compactMap { column($0) }.map { column in
            let answer = (answers[column.key] ?? "").withoutSpaces.uppercased()
            if !answer.isEmpty, column.initial.isEmpty { isSaid = true }
            return answer.isEmpty ? column.initial.uppercased() : answer
        }
        return isSaid ? said.joined(separator: " ") : nil
    }

    /// As the sheet of its rows is called.
    package static let sheetName = "申报表"
    /// As the sheet with the instructions is called.
    package static let instructionsName = "填写说明"
    /// The column that a result workbook has behind the template's, ignored where it comes back.
    package static let resultLabel = "办理结果"
}

/// What a template carries that it was handed out with, to know it again.
package struct BatchStamp: Hashable, Sendable {
    package let matter: String
    package let mark: String
    package let region: Region
    /// The credit code of the unit that it was handed out to.
    package let unit: String
    package let unitName: String

    package init(_ template: BatchTemplate, region: Region, unit: String, unitName: String) {
        self.init(matter: template.matter, mark: template.mark, region: region, unit: unit, unitName: unitName)
    }

    package init(matter: String, mark: String, region: Region, unit: String, unitName: String) {
        self.matter = matter
        self.mark = mark
        self.region = region
        self.unit = unit
        self.unitName = unitName
    }
}

/// A row of a batch as it was read: one application, before it is known whether it can go ahead.
package struct TemplateRow: Hashable, Sendable {
    /// As the program shows it, so that people find it again.
    package let number: Int
    /// As the form would have them typed: days as `2026-11-01`, choices by their value. What could not be read stays as it
    /// stood in its cell.
    package let answers: Answers
    /// What could not be read, each at its field. That a field is missing or not of its form is the form's to say.
    package let problems: [FieldProblem]

    package init(number: Int, answers: Answers, problems: [FieldProblem]) {
        self.number = number
        self.answers = answers
        self.problems = problems
    }
}
