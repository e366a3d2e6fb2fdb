import Basics
import CXlsxWriter
package import Casework
package import Foundation

/// What became of a row of a batch, as the result workbook says it beside the row.
package struct RowVerdict: Hashable, Sendable {
    package let isGood: Bool
    /// `已受理，办件编号……`, or why not and what to do.
    package let text: String
    /// What is wrong in single cells; each is coloured and says its reason.
    package let problems: [FieldProblem]

    package init(isGood: Bool, text: String, problems: [FieldProblem] = []) {
        self.isGood = isGood
        self.text = text
        self.problems = problems
    }
}

/// A batch template as an Excel workbook: the sheet to fill in, with what is known already; how to fill it in; and, hidden, what
/// it was handed out with. With verdicts it is the result workbook, which can be corrected and sent again.
///
/// A row is on disk as soon as the next one begins, so a million cost no more memory than ten.
package final class TemplateWriter {
    package enum Purpose: Hashable, Sendable { case template, result }

    /// Cells that get a note of their own; beyond it, colour and the last column say all. A sheet with more notes takes a
    /// spreadsheet program minutes to open.
    package static let noteLimit = 5_000

    private let book: TemplateBook
    private let template: BatchTemplate
    private let purpose: Purpose
    private let labels: [[String: String]]
    private var row: UInt32
    private var notes = 0
    private let path: String
    private var filledRows: Int

    /// - Parameters:
    ///   - regionName: as people call it: `北京市`.
    ///   - path: where the finished workbook lies afterwards.
    ///   - folder: for what is written until then; nobody else may look into it.
    package init(
        _ template: BatchTemplate, stamp: BatchStamp, regionName: String, for purpose: Purpose = .template,
        to path: String, by folder: URL = FileManager.default.temporaryDirectory
    ) throws(TableFault) {
        (self.template, self.purpose) = (template, purpose)
        book = try TemplateBook(template, purpose, to: path, by: folder)
        labels = template.columns.map { column in
            Dictionary(column.choices.map { ($0.value, $0.label) }, uniquingKeysWith: { first, _ in first })
        }
        row = try book.begin(stamp, regionName)
        // Each of the head's lines says something.
        (self.path, filledRows) = (path, Int(row))
    }

    /// A row filled in with what is known of it: answers as the form has them.
    package func append(_ answers: Answers, verdict: RowVerdict? = nil) throws(TableFault) {
        guard row < SheetBounds.rows else { throw TableFault("一个工作表最多\(SheetBounds.rows)行") }
        let problems = verdict?.problems ?? []
        for (place, column) in template.columns.enumerated() {
            let problem = problems.first { $0.field == column.key }
            let format = problem == nil ? book.cellFormats[place] : book.wrongFormats[place]
            try write(answers[column.key] ?? "", column, at: UInt16(place), format)
            if let problem { try note(problem.sentence, at: UInt16(place)) }
        }
        if let verdict, purpose == .result {
            try book.makeRoom(for: verdict.text, row)
            let format = verdict.isGood ? book.formats.good : book.formats.bad
            try book.write(verdict.text, row, UInt16(template.columns.count), format)
        }
        row += 1
        let isFilled = template.columns.contains { !(answers[$0.key] ?? "").asCell.isEmpty }
        filledRows += isFilled || (purpose == .result && !(verdict?.text ?? "").asCell.isEmpty) ? 1 : 0
    }

    /// Writes the file out, and reads it back to be sure. Nothing can be appended afterwards.
    package func finish() throws(TableFault) {
        try book.close()
        try WrittenWorkbook.prove(path, filledRows: filledRows)
    }

    private func write(
        _ answer: String, _ column: BatchTemplate.Column, at place: UInt16, _ format: TemplateFormats.Format
    ) throws(TableFault) {
        guard !answer.isEmpty else { return try book.blank(row, place, format) }
        switch column.control {
        case .choice: try book.write(labels[Int(place)][answer] ?? answer, row, place, format)
        case .day:
            // Sheets know no day before 1900.
            guard let day = Day(answer), day.year >= 1900 else { return try book.write(answer, row, place, format) }
            try book.write(day, row, place, format)
        case .money:
            guard let amount = Money(yuanText: answer) else { return try book.write(answer, row, place, format) }
            try book.write(amount, row, place, format)
        case .text, .longText, .identityNumber, .phone, .bankAccount, .month:
            try book.write(answer, row, place, format)
        }
    }

    private func note(_ sentence: String, at place: UInt16) throws(TableFault) {
        guard notes < Self.noteLimit else { return }
        notes += 1
        try book.note(sentence, row, place)
    }
}
