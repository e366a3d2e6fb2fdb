import Basics
package import Casework

/// Rows of a batch as they come out of a file.
package protocol TemplateRows: AnyObject {
    /// - Returns: `nil` once the file has been read whole and nothing in it was wrong; keep nothing for good before.
    func next() throws(WorkbookFault) -> TemplateRow?
}

/// Rows of a file that somebody brought for a batch: a template, or a text file of the old enterprise edition. What it is, its
/// bytes say, whatever it is called.
package func templateRows(
    path: String, of template: BatchTemplate, expecting expected: BatchStamp, others: [BatchTemplate] = []
) throws(WorkbookFault) -> any TemplateRows {
    if FileKind.isPlainText(path) { return try EnterpriseFileReader(path: path, of: template) }
    return try TemplateReader(path: path, of: template, expecting: expected, others: others)
}

/// A filled-in template that came back: found to be the right one, then read row by row.
package final class TemplateReader: TemplateRows {
    /// How many people fit into one batch.
    package static let rowLimit = 1_000_000

    /// What it was handed out with; `nil` where somebody copied the columns into a workbook of their own.
    package let stamp: BatchStamp?
    private let rows: SheetRows
    private let readers: [Int: CellReader]
    private let results: Set<Int>
    private let rowLimit: Int
    private let otherSheets: [String]
    private var count = 0

    /// - Parameters:
    ///   - path: of a file that nobody changes while it is read.
    ///   - expected: what a template of today would be handed out with to whoever brings this one.
    ///   - others: the templates of other matters, so that one of them is named.
    package init(
        path: String, of template: BatchTemplate, expecting expected: BatchStamp, others: [BatchTemplate] = [],
        rowLimit: Int = TemplateReader.rowLimit, limits: WorkbookLimits = .standard
    ) throws(WorkbookFault) {
        let book = try WorkbookReader(path: path, limits: limits)
        stamp = try StampSheet.read(from: book)
        if let stamp { try Self.compare(stamp, with: expected, template, others) }
        let found = try HeaderSearch(in: book, for: template, others)
        rows = found.rows
        readers = found.header.places.mapValues(CellReader.init)
        results = found.header.results
        otherSheets = book.sheets.filter {
            !$0.isHidden && $0.name != found.sheet && $0.name != BatchTemplate.instructionsName
        }
        .map(\.name)
        self.rowLimit = rowLimit
    }

    package func next() throws(WorkbookFault) -> TemplateRow? {
        while let row = try rows.next() {
            guard let read = try read(row) else { continue }
            count += 1
            guard count <= rowLimit else {
                throw WorkbookFault(.tooLarge, "数据超过一次最多的\(rowLimit)行（第\(row.number)行起）。请分成几个文件上传。")
            }
            return read
        }
        guard count > 0 else {
            let elsewhere =
                otherSheets.isEmpty
                ? "" : "填在其他工作表（\(otherSheets.joined(separator: "、"))）中的，请移到“\(BatchTemplate.sheetName)”。"
            throw WorkbookFault(.wrongTemplate, "表头以下没有填写任何内容。请填写后上传。\(elsewhere)")
        }
        return nil
    }

    /// - Returns: `nil` for a row without anything in it.
    private func read(_ row: WorkbookRow) throws(WorkbookFault) -> TemplateRow? {
        var (answers, problems): (Answers, [FieldProblem]) = ([:], [])
        for cell in row.cells {
            guard let reader = readers[cell.column] else {
                if results.contains(cell.column) || cell.value.isBlank { continue }
                throw WorkbookFault(
                    .wrongTemplate,
                    "\(cellName(row: row.number, column: cell.column))单元格有内容，但这一列没有表头。请删去表格以外的内容后重新上传。")
            }
            let reading = reader.read(cell.value)
            if reading.answer.isEmpty { continue }
            answers[reader.column.key] = reading.answer
            if let problem = reading.problem {
                problems.append(FieldProblem(field: reader.column.key, sentence: problem))
            }
        }
        return answers.isEmpty ? nil : TemplateRow(number: row.number, answers: answers, problems: problems)
    }

    private static func compare(
        _ stamp: BatchStamp, with expected: BatchStamp, _ template: BatchTemplate, _ others: [BatchTemplate]
    ) throws(WorkbookFault) {
        guard stamp.matter == expected.matter else {
            let name = others.first { $0.matter == stamp.matter }?.name ?? stamp.matter
            throw WorkbookFault(
                .wrongTemplate, "这是“\(name)”的模板，本次办理的是“\(template.name)”。请核对文件，或者选择对应的事项办理。")
        }
        guard stamp.region == expected.region else {
            throw WorkbookFault(.wrongTemplate, "这是其他统筹区的模板。请下载本统筹区的“\(template.name)”模板填写。")
        }
        guard stamp.unit == expected.unit else {
            throw WorkbookFault(
                .wrongTemplate, "这是为“\(stamp.unitName)”（\(stamp.unit)）下载的模板，本次办理的单位是“\(expected.unitName)”。请核对文件。")
        }
        guard stamp.mark == expected.mark else {
            throw WorkbookFault(
                .wrongTemplate, "这是“\(template.name)”的旧版模板，内容已有变化。请重新下载模板，将数据复制过去（只粘贴数值）后上传。")
        }
    }
}

/// The sheet with the rows, read up to its header.
private struct HeaderSearch {
    let sheet: String
    let rows: SheetRows
    let header: TemplateHeader

    /// How far down the header may stand: titles and remarks come before it.
    private static let depth = 20

    init(
        in book: WorkbookReader, for template: BatchTemplate, _ others: [BatchTemplate]
    ) throws(WorkbookFault) {
        let visible = book.sheets.filter { !$0.isHidden && $0.name != BatchTemplate.instructionsName }
        // Under its own name first; else wherever its header stands.
        let candidates =
            visible.filter { $0.name == BatchTemplate.sheetName }
            + visible.filter { $0.name != BatchTemplate.sheetName }
        for sheet in candidates.prefix(10) {
            let rows = try book.rows(of: sheet)
            for _ in 0..<Self.depth {
                guard let row = try rows.next() else { break }
                let names = row.names
                guard let likest = Self.likest(of: [template] + others, to: names) else { continue }
                guard likest.matter == template.matter else {
                    throw WorkbookFault(
                        .wrongTemplate,
                        "表头与“\(template.name)”的模板不符，像是“\(likest.name)”的模板。请核对文件，或者选择对应的事项办理。")
                }
                (self.sheet, self.rows) = (sheet.name, rows)
                header = try Self.header(names, of: template, sheet.name)
                return
            }
        }
        throw WorkbookFault(
            .wrongTemplate,
            "没有找到“\(template.name)”模板的“\(BatchTemplate.sheetName)”工作表及其表头。请使用下载的模板填写，不要删除表头。")
    }

    /// The template of whose columns these texts name the most, half of them at least; the first of those that are alike.
    private static func likest(of templates: [BatchTemplate], to names: [Int: String]) -> BatchTemplate? {
        var best: (template: BatchTemplate, likeness: Int)?
        for template in templates {
            let likeness = TemplateHeader.likeness(of: names.values, to: template)
            if 2 * likeness >= template.columns.count, likeness > best?.likeness ?? 0 { best = (template, likeness) }
        }
        return best?.template
    }

    private static func header(
        _ names: [Int: String], of template: BatchTemplate, _ sheet: String
    ) throws(WorkbookFault) -> TemplateHeader {
        let header = TemplateHeader(names, of: template)
        let wrong = TemplateHeader.sentence(
            missing: header.missing.map(\.label), unknown: header.unknownNames, twice: header.twice.map(\.label))
        guard wrong.isEmpty else {
            throw WorkbookFault(.wrongTemplate, "工作表“\(sheet)”的表头与模板不符：\(wrong)。请按下载的模板填写表头，不要增删列。")
        }
        return header
    }
}

extension WorkbookRow {
    /// The texts by their column.
    var names: [Int: String] {
        var names: [Int: String] = [:]
        for cell in cells where !cell.value.isBlank {
            if case .text(let text) = cell.value {
                names[cell.column] = text
            } else {
                names[cell.column] = cellName(row: number, column: cell.column)
            }
        }
        return names
    }
}

extension CellValue {
    fileprivate var isBlank: Bool {
        if case .text(let text) = self { TemplateHeader.plain(text).isEmpty } else { false }
    }
}
