import Casework
import Documents
import Foundation
import Testing

/// Templates that other people's programs open and save. (LibreOffice was tried by hand: `docs/batches.md`.)
@Suite struct `A template that another program has saved` {
    let scene: TemplateScene

    init() throws { scene = try TemplateScene() }

    /// - Returns: what openpyxl finds in a workbook, and where it has saved it again.
    private func resaved(_ path: String) throws -> (findings: [String], path: String) {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "resave_workbook.py").path
        let out = scene.desk.path + "/resaved-\(UUID().uuidString).xlsx"
        return (try Tool.run(Tool.python, script, path, out).split(separator: "\n").map(String.init), out)
    }

    @Test(arguments: TemplateScene.slugs)
    func `loses nothing: sheets, checks, formats, rows`(slug: String) throws {
        let template = try TemplateScene.template(slug)
        let rows = BatchSamples.rows(of: slug)
        let first = try resaved(try scene.write(template, rows))
        let second = try resaved(first.path)
        #expect(first.findings == second.findings)
        #expect(
            first.findings.prefix(3) == ["sheet 申报表 visible A4", "sheet 填写说明 visible None", "sheet _meta hidden None"])
        let checks = first.findings.filter { $0.hasPrefix("check ") }
        #expect(checks.count == template.columns.count && checks.allSatisfy { $0.hasSuffix("1000003") }, "\(checks)")
        #expect(try scene.read(second.path, as: template).map(\.answers) == rows)
        let reader = try TemplateReader(path: second.path, of: template, expecting: scene.stamp(template))
        #expect(reader.stamp == scene.stamp(template))
    }

    @Test func `has lists of choices, dates, amounts and text where they belong`() throws {
        let template = try TemplateScene.template("staff-enrolment")
        let path = try scene.write(template, Array(BatchSamples.rows(of: "staff-enrolment").prefix(1)))
        let findings = try resaved(path).findings
        for finding in [
            "check 劳动合同期限 list \"固定期限,无固定期限,以完成一定工作任务为期限\" 1000003",
            "check 护照签发国家（地区） list '_meta'!$D$1:$D$245 1000003", "check 社会保障号码 textLength 6 1000003",
            "cell B4 @ str  00000000", "cell J4 yyyy-mm-dd datetime  00000000", "cell N4 #,##0.00 float  00000000",
        ] {
            #expect(findings.contains(finding), "\(finding) is not among \(findings)")
        }
    }

    @Test func `has wrong cells in colour, each with its reason`() throws {
        let template = try TemplateScene.template("yearly-wage")
        let verdict = RowVerdict(
            isGood: false, text: "未受理：金额应当大于 0 元。",
            problems: [FieldProblem(field: "wage", sentence: "金额应当大于 0 元。")])
        let path = try scene.write(template, [["number": "590003199501090097", "wage": "0"]], verdicts: [verdict])
        let findings = try resaved(path).findings
        #expect(findings.contains("cell C4 #,##0.00 int 金额应当大于 0 元。 FFFBE1E1"), "\(findings)")
        #expect(findings.contains { $0.hasPrefix("cell D4 ") && $0.hasSuffix("00000000") }, "\(findings)")
    }
}
