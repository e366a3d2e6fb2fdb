import CXlsxWriter
import Casework

/// 填写说明: how the rows are filled in, column by column.
struct InstructionSheet {
    private let template: BatchTemplate
    private let purpose: TemplateWriter.Purpose
    private let formats: TemplateFormats

    init(_ template: BatchTemplate, _ purpose: TemplateWriter.Purpose, _ formats: TemplateFormats) {
        (self.template, self.purpose, self.formats) = (template, purpose, formats)
    }

    private static let widths: [Double] = [24, 30, 44, 44]

    private var rules: [String] {
        [
            "1. 一人一行，从“\(BatchTemplate.sheetName)”的表头下一行开始填写，一次最多\(TemplateReader.rowLimit / 10_000)万行。中间可以有空行。",
            "2. 请勿修改表头文字，勿增删列，勿合并单元格，勿使用公式；列的先后可以调整。",
            "3. 号码类的列已设为文本格式。从其他表格复制时请“选择性粘贴—数值”，以免18位号码变成1.1E+17而丢失后几位。",
            "4. 日期按“年-月-日”填写，例如2026-11-01；金额以元为单位，最多两位小数。",
            "5. 同一人在一个文件中只能出现一次。已填入职工的模板列出可以办理的全部职工，本次不办理的请整行删去。",
            purpose == .result
                ? "6. 本文件是办理结果：未通过的单元格标红并注明原因，“\(BatchTemplate.resultLabel)”列写明每行的结果。改正后可直接上传；该列不会被读取。"
                : "6. 上传后先逐行试办，核对后再提交，试办不产生任何办理结果；有误的行可以下载、改正后再次上传，已办理的行不会重复办理。",
        ]
    }

    func write(to sheet: UnsafeMutablePointer<lxw_worksheet>) throws(TableFault) {
        for (place, width) in Self.widths.enumerated() {
            try TemplateBook.check(worksheet_set_column(sheet, UInt16(place), UInt16(place), width, nil))
        }
        var row: UInt32 = 0
        try put("批量业务申报表填写说明：\(template.name)", sheet, row, 0, formats.title, height: 30)
        for rule in rules {
            row += 1
            try put(rule, sheet, row, 0, formats.plain, height: 20)
        }
        row += 2
        try put("各列说明", sheet, row, 0, formats.heading, height: 24)
        row += 1
        let frame = (head: try formats.framed(isHead: true), cell: try formats.framed(isHead: false))
        try put(["列名", "是否必填", "填写说明", "可选内容"], sheet, row, frame.head)
        for column in template.columns {
            row += 1
            try put([column.label, column.need.chinese, hint(of: column), choices(of: column)], sheet, row, frame.cell)
        }
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6)
        worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    }

    private func hint(of column: BatchTemplate.Column) -> String {
        if !column.notes.isEmpty { return column.notes }
        return switch column.control {
        case .day: "日期，例如2026-11-01"
        case .month: "月份，例如2026-11"
        case .money: "金额，单位为元，最多两位小数"
        case .choice: "从下拉列表中选择"
        case .text(let limit), .longText(let limit): "文字，最多\(limit)字"
        case .identityNumber, .phone, .bankAccount: "文本格式"
        }
    }

    private func choices(of column: BatchTemplate.Column) -> String {
        column.choices.count > 24
            ? "共\(column.choices.count)项，见下拉列表" : column.choices.map(\.label).joined(separator: "；")
    }

    private func put(
        _ texts: [String], _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ format: TemplateFormats.Format
    ) throws(TableFault) {
        let lines = zip(texts, Self.widths).map { text, width in max(0, text.displayWidth - 1) / Int(width - 2) + 1 }
        for (place, text) in texts.enumerated() {
            try put(text, sheet, row, UInt16(place), format, height: 6 + 16 * Double(lines.max() ?? 1))
        }
    }

    private func put(
        _ text: String, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ place: UInt16,
        _ format: TemplateFormats.Format, height: Double
    ) throws(TableFault) {
        try TemplateBook.check(worksheet_set_row(sheet, row, height, nil))
        try TemplateBook.check(
            text.isEmpty
                ? worksheet_write_blank(sheet, row, place, format.pointer)
                : worksheet_write_string(sheet, row, place, text, format.pointer))
    }
}
