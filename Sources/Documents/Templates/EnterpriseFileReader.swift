package import Casework
import Foundation

/// A text file of the old enterprise edition (企业版软件), read as a courtesy: a header line with the names of the columns, then
/// a line a person. `docs/batches.md` has the layout.
///
/// What the file calls otherwise than the template is known by its old name; a column that is known by none is not read,
/// and named.
package final class EnterpriseFileReader: TemplateRows {
    /// The columns of the file that are not read, in its order.
    package let unknownColumns: [String]
    private let lines: TextLines
    private let separator: Character
    private let columnCount: Int
    private let readers: [Int: CellReader]
    private let rowLimit: Int
    private var count = 0

    package init(
        path: String, of template: BatchTemplate, rowLimit: Int = TemplateReader.rowLimit
    ) throws(WorkbookFault) {
        self.rowLimit = rowLimit
        lines = try TextLines(path: path)
        guard let head = try Self.head(of: lines) else { throw WorkbookFault(.notWorkbook, "文件中没有表头，请核对文件。") }
        separator = Self.separator(of: head)
        let names = Self.split(head, by: separator)
        columnCount = names.count
        let header = TemplateHeader(
            Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0, $1) }.filter { !$0.1.isEmpty }),
            of: template,
            called: template.oldNames)
        guard !header.places.isEmpty else {
            throw WorkbookFault(
                .wrongTemplate, "文件第一行没有“\(template.name)”的列名，不是企业版数据文件。请核对文件，或者下载模板填写。")
        }
        // What is asked for only sometimes, the old program did not know; the form asks for it where it is missing.
        let needed = header.missing.filter { $0.need == .always }.map(\.label)
        let wrong = TemplateHeader.sentence(missing: needed, unknown: [], twice: header.twice.map(\.label))
        guard wrong.isEmpty else {
            throw WorkbookFault(.wrongTemplate, "这是文本文件，按原企业版数据文件读取，\(wrong)。请补充后重新上传；从表格另存的CSV文件，请将数据复制到下载的模板中上传。")
        }
        readers = header.places.mapValues(CellReader.init)
        unknownColumns = header.unknownNames
    }

    package func next() throws(WorkbookFault) -> TemplateRow? {
        while let line = try lines.next() {
            if line.allSatisfy({ $0.isWhitespace || $0 == separator }) { continue }
            let cells = Self.split(line, by: separator)
            guard cells.count == columnCount else {
                throw WorkbookFault(
                    .broken, "第\(lines.number)行有\(cells.count)列，而表头有\(columnCount)列，可能缺少或者多出分隔符。请核对后重新上传。")
            }
            count += 1
            guard count <= rowLimit else {
                throw WorkbookFault(.tooLarge, "数据超过一次最多的\(rowLimit)行（第\(lines.number)行起）。请分成几个文件上传。")
            }
            return row(cells)
        }
        guard count > 0 else { throw WorkbookFault(.wrongTemplate, "表头以下没有任何内容。请核对文件。") }
        return nil
    }

    private func row(_ cells: [String]) -> TemplateRow {
        var (answers, problems): (Answers, [FieldProblem]) = ([:], [])
        for (place, text) in cells.enumerated() where !text.isEmpty {
            guard let reader = readers[place] else { continue }
            let reading = reader.read(.text(text))
            if reading.answer.isEmpty { continue }
            answers[reader.column.key] = reading.answer
            if let problem = reading.problem {
                problems.append(FieldProblem(field: reader.column.key, sentence: problem))
            }
        }
        return TemplateRow(number: lines.number, answers: answers, problems: problems)
    }

    /// The first line that is neither empty nor a remark.
    private static func head(of lines: TextLines) throws(WorkbookFault) -> String? {
        while let line = try lines.next() {
            if !line.allSatisfy(\.isWhitespace), !line.hasPrefix("#") { return line }
        }
        return nil
    }

    private static func separator(of head: String) -> Character {
        var best: (separator: Character, count: Int) = ("\t", 0)
        for separator in "\t|,;" {
            let count = head.count { $0 == separator }
            if count > best.count { best = (separator, count) }
        }
        return best.separator
    }

    /// A text in quotes may hold the separator, and a quote as two.
    private static func split(_ line: String, by separator: Character) -> [String] {
        guard line.contains("\"") else {
            return line.split(separator: separator, omittingEmptySubsequences: false).map { $0.trimmingBlanks }
        }
        var (cells, cell): ([String], String) = ([], "")
        var (isQuoted, wasQuote) = (false, false)
        for character in line {
            switch character {
            case "\"":
                // The second of two stands for one.
                if wasQuote { cell.append(character) }
                isQuoted.toggle()
                wasQuote = !isQuoted
                continue
            case separator where !isQuoted:
                cells.append(cell[...].trimmingBlanks)
                cell = ""
            default: cell.append(character)
            }
            wasQuote = false
        }
        return cells + [cell[...].trimmingBlanks]
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        let rest = drop(while: \.isWhitespace)
        return String(rest[..<(rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex)])
    }
}
