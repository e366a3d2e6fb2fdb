import Casework
import Documents
import Foundation
import Testing

/// Files of the old enterprise edition, read as a courtesy.
@Suite struct `A file of the old enterprise edition` {
    let desk: Desk
    let enrolment: BatchTemplate
    let wage: BatchTemplate

    init() throws {
        desk = try Desk()
        enrolment = try TemplateScene.template("staff-enrolment")
        wage = try TemplateScene.template("yearly-wage")
    }

    private func read(_ bytes: [UInt8], as template: BatchTemplate) throws -> (rows: [TemplateRow], unknown: [String]) {
        let reader = try EnterpriseFileReader(path: try desk.put(bytes, as: "data.txt"), of: template)
        return (try reader.rest(), reader.unknownColumns)
    }

    private func sentence(_ text: String) throws -> String {
        let fault = try #require(throws: WorkbookFault.self) { try read(Array(text.utf8), as: wage) }
        return fault.sentence
    }

    private var example: String {
        get throws {
            try String(contentsOf: Tool.root.appending(path: "examples/enterprise_edition.txt"), encoding: .utf8)
        }
    }

    @Test func `is the example of the documentation`() throws {
        let (rows, unknown) = try read(Array(example.utf8), as: enrolment)
        #expect(unknown == ["文化程度"])
        #expect(rows.map(\.number) == [3, 4, 5])
        #expect(rows.flatMap(\.problems).isEmpty, "\(rows.flatMap(\.problems))")
        #expect(
            rows[0].answers == [
                "name": "𬱖思远", "number": "590003199501090097", "household": "localUrban", "ethnicity": "汉族",
                "beganOn": "2026-11-02", "occupation": "会计", "contractTerm": "fixed", "contractEndsOn": "2029-11-01",
                "wage": "8500.50", "phone": "13800000001",
            ])
        #expect(rows[1].answers["wage"] == "6326.00" && rows[1].answers["phone"] == nil)
        #expect(rows[2].answers["beganOn"] == "2026-11-05")
    }

    @Test func `says the same in GB18030, with a mark, and with other ends of lines`() throws {
        let text = try example
        let expected = try read(Array(text.utf8), as: enrolment).rows
        let path = try desk.put(text.utf8, as: "utf8.txt")
        try Tool.run("iconv", "-f", "UTF-8", "-t", "GB18030", "-o", desk.path + "/gb.txt", path)
        let old = try [UInt8](Data(contentsOf: URL(filePath: desk.path + "/gb.txt")))
        #expect(try read(old, as: enrolment).rows == expected)
        #expect(try read([0xEF, 0xBB, 0xBF] + Array(text.utf8), as: enrolment).rows == expected)
        let windows = text.replacing("\n", with: "\r\n")
        #expect(try read(Array(windows.utf8) + [0x1A], as: enrolment).rows == expected)
        #expect(try read(Array(text.utf8.dropLast()), as: enrolment).rows == expected)
    }

    @Test(arguments: ["\t", "|", ",", ";"])
    func `may separate its columns by any usual sign`(sign: String) throws {
        let text = ["社会保障号码", "姓名", "月均工资"].joined(separator: sign) + "\n590003199501090097\(sign)甲\(sign)8500\n"
        let rows = try read(Array(text.utf8), as: wage).rows
        #expect(rows.map(\.answers) == [["number": "590003199501090097", "name": "甲", "wage": "8500.00"]])
    }

    @Test func `may hold the separator in a quoted text`() throws {
        let text = "社会保障号码,姓名,月均工资\n\"590003199501090097\",\"甲 \"\"乙\"\"\",\"8,500.00\"\n\n , ,\n"
        let rows = try read(Array(text.utf8), as: wage).rows
        #expect(rows.map(\.answers) == [["number": "590003199501090097", "name": "甲 \"乙\"", "wage": "8500.00"]])
    }

    @Test func `of many lines is read whole, wherever a block ends`() throws {
        let lines = (1...30_000).map { "\(590_003_199_501_000_000 + $0)|员工\($0)|\($0).00" }
        let text = "社会保障号码|姓名|缴费工资\n" + lines.joined(separator: "\n")
        let rows = try read(Array(text.utf8), as: wage).rows
        #expect(rows.count == 30_000)
        #expect(rows.enumerated().allSatisfy { $1.answers["name"] == "员工\($0 + 1)" && $1.number == $0 + 2 })
    }

    @Test func `that cannot be read says where and what to do`() throws {
        #expect(try sentence("").hasPrefix("文件是空的。"))
        #expect(try sentence("\n\n# 备注\n").contains("没有表头"))
        #expect(try sentence("部门|奖金\n甲|1\n").contains("没有“年度缴费工资申报”的列名"))
        #expect(try sentence("社会保障号码|姓名\n1|2\n").contains("缺少“上年度月平均工资（元）”列"))
        #expect(try sentence("社会保障号码|身份证号|缴费工资\n1|1|2\n").contains("“社会保障号码”列重复"))
        #expect(try sentence("社会保障号码|缴费工资\n1|2\n1|2|3\n").hasPrefix("第3行有3列，而表头有2列"))
        #expect(try sentence("社会保障号码|缴费工资\n").contains("没有任何内容"))
        #expect(try sentence("社会保障号码|缴费工资\n\(String(repeating: "1", count: 200_000))").contains("第2行过长"))
    }

    @Test func `in another encoding, or no text at all, is refused by that name`() throws {
        func sentence(_ bytes: [UInt8]) throws -> String {
            try #require(throws: WorkbookFault.self) { try read(bytes, as: wage) }.sentence
        }
        #expect(try sentence([0xFF, 0xFE, 0x40, 0x00]).contains("UTF-16"))
        #expect(try sentence([0x50, 0x4B, 0x03, 0x04, 0x00]).hasPrefix("这不是文本文件。"))
        #expect(try sentence(Array("社会保障号码|缴费工资\n甲|".utf8) + [0xFF, 0x0A]).hasPrefix("第2行有无法识别的字符。"))
    }

    @Test func `is told from a template by its bytes, and from what is neither`() throws {
        let scene = try TemplateScene()
        func rows(_ path: String) throws -> any TemplateRows {
            try templateRows(path: path, of: wage, expecting: scene.stamp(wage))
        }
        let text = try desk.put("社会保障号码|缴费工资\n590003199501090097|8500\n".utf8, as: "data.xlsx")
        let reader = try #require(try rows(text) as? EnterpriseFileReader)
        #expect(try reader.rest().map(\.answers) == [["number": "590003199501090097", "wage": "8500.00"]])
        #expect(try rows(try scene.write(wage, BatchSamples.rows(of: wage.matter))) is TemplateReader)
        for (content, words) in [("<html><table>", "网页文件"), ("%PDF-1.7", "PDF文件"), ("", "文件是空的")] {
            let path = try desk.put(content.utf8, as: "other.txt")
            let fault = try #require(throws: WorkbookFault.self) { try rows(path) }
            #expect(fault.sentence.contains(words), "\(fault.sentence)")
        }
    }
}
