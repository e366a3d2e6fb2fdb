import Basics
import Casework
import Documents
import Foundation
import Testing

/// Files that are not the template that they should be: each named, so that whoever brings it knows which one to take.
@Suite struct `A template that is not the right one` {
    let scene: TemplateScene
    let template: BatchTemplate

    init() throws {
        scene = try TemplateScene()
        template = try TemplateScene.template("yearly-wage")
    }

    private func sentence(_ path: String, rowLimit: Int = 1_000_000) throws -> String {
        let fault = try #require(throws: WorkbookFault.self) { try scene.read(path, as: template, rowLimit: rowLimit) }
        return fault.sentence
    }

    /// A workbook of somebody's own with these headings, without the platform's hidden sheet.
    private func own(_ headings: [String], _ rows: [[TableCell]]) throws -> String {
        let file = try TableFileKind.workbook.begin(
            TableHead("我的表", notes: []), headings.map { TableColumn($0) }, under: URL(filePath: scene.desk.path))
        for row in rows { try file.append(row) }
        return try scene.desk.put(try file.finish(), as: "own.xlsx")
    }

    private let row: [TableCell] = [.text("590003199501090097"), .text("王㛃"), .amount(Money(yuan: 8_000))]

    @Test func `is another matter's`() throws {
        let other = try TemplateScene.template("staff-termination")
        let path = try scene.write(other, BatchSamples.rows(of: other.matter))
        #expect(try sentence(path) == "这是“职工停保（减员）”的模板，本次办理的是“年度缴费工资申报”。请核对文件，或者选择对应的事项办理。")
    }

    @Test func `is of an older version`() throws {
        let old = BatchStamp(
            matter: template.matter, mark: "0123456789ab", region: Region(rawValue: "beijing"), unit: scene.unit,
            unitName: scene.unitName)
        let path = try scene.write(template, BatchSamples.rows(of: template.matter), stamp: old)
        #expect(try sentence(path).hasPrefix("这是“年度缴费工资申报”的旧版模板"))
    }

    @Test func `was handed out to another unit, or in another region`() throws {
        let rows = BatchSamples.rows(of: template.matter)
        let region = Region(rawValue: "beijing")
        let foreign = BatchStamp(template, region: region, unit: "99110105MA0000099X", unitName: "别家有限公司")
        #expect(
            try sentence(try scene.write(template, rows, stamp: foreign)).contains("为“别家有限公司”（99110105MA0000099X）下载的模板")
        )
        let elsewhere = BatchStamp(
            template, region: Region(rawValue: "chengdu"), unit: scene.unit, unitName: scene.unitName)
        #expect(try sentence(try scene.write(template, rows, stamp: elsewhere)).contains("其他统筹区"))
    }

    @Test func `has nothing below its header`() throws {
        #expect(try sentence(try scene.write(template)).hasPrefix("表头以下没有填写任何内容。"))
    }

    @Test func `has one row too many`() throws {
        let rows = BatchSamples.rows(of: template.matter)
        let path = try scene.write(template, rows + rows)
        #expect(try scene.read(path, as: template, rowLimit: 4).count == 4)
        #expect(try sentence(path, rowLimit: 3) == "数据超过一次最多的3行（第7行起）。请分成几个文件上传。")
    }

    @Test func `has its columns in another order, which is no fault`() throws {
        let path = try own(["姓名", "*上年度月平均工资(元)", " 社会保障号码 ", "办理结果"], [[row[1], row[2], row[0], .text("未受理")]])
        #expect(
            try scene.read(path, as: template).map(\.answers)
                == [["number": "590003199501090097", "name": "王㛃", "wage": "8000.00"]])
    }

    @Test func `lacks a column, has one of its own, or one twice`() throws {
        #expect(try sentence(try own(["社会保障号码", "姓名"], [])).contains("缺少“上年度月平均工资（元）”列"))
        let further = try own(["社会保障号码", "姓名", "上年度月平均工资（元）", "工龄"], [row + [.count(3)]])
        #expect(try sentence(further).contains("“工龄”不是模板中的列"))
        let twice = try own(["社会保障号码", "姓名", "姓名", "上年度月平均工资（元）"], [])
        #expect(try sentence(twice).contains("“姓名”列重复"))
    }

    @Test func `has something beside the table`() throws {
        let path = try own(["社会保障号码", "姓名", "上年度月平均工资（元）", ""], [row + [.text("记得核对")]])
        #expect(try sentence(path).hasPrefix("D3单元格有内容，但这一列没有表头。"))
    }

    @Test func `is no template at all, or looks like another`() throws {
        #expect(try sentence(try own(["部门", "奖金"], [])).contains("没有找到“年度缴费工资申报”模板"))
        let like = try own(["社会保障号码", "姓名", "暂停缴费原因"], [])
        #expect(try sentence(like).contains("像是“暂停缴费”的模板"))
    }
}
