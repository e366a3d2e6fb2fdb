import Basics
import Documents
import Foundation
import TestSupport
import Testing

/// Tables to take along, read back by other people's programs.
@Suite struct TableFileTests {
    private let head = TableHead("职工年度对账单", notes: ["单位：演示单位"])
    private let columns = [
        TableColumn("姓名"), TableColumn("社会保障号码", width: 22), TableColumn("金额（元）"), TableColumn("月数"),
    ]
    private let desk: Desk

    init() throws { desk = try Desk() }

    private func table(_ kind: TableFileKind, _ rows: [[TableCell]]) throws -> [UInt8] {
        let file = try kind.begin(head, columns)
        for row in rows { try file.append(row) }
        return try file.finish()
    }

    /// The cells of the first sheet as Python's own reader of archives and XML sees them, a line a row, tabs between.
    private func cells(of bytes: [UInt8]) throws -> [[String]] {
        let file = try desk.put(bytes, as: "table.xlsx")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "read_workbook.py")
            .path
        return try Tool.run(Tool.python, script, file).split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `a workbook keeps numbers of identity as text and amounts to the fen`() throws {
        let rows: [[TableCell]] = [
            [.text("𠮷野川"), .text("110101199003070011"), .amount(Money(fen: 123_456_789_012_34)), .count(12)],
            [.text("王㛃"), .empty, .amount(Money(fen: -5)), .empty],
        ]
        let read = try cells(of: try table(.workbook, rows))
        #expect(read[0] == ["text:职工年度对账单"])
        #expect(read[1] == ["text:单位：演示单位"])
        #expect(read[2] == ["text:姓名", "text:社会保障号码", "text:金额（元）", "text:月数"])
        #expect(read[3] == ["text:𠮷野川", "text:110101199003070011", "number:123456789012.34", "number:12"])
        #expect(read[4] == ["text:王㛃", "", "number:-0.05"])
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "＝1+1", "=cmd|' /C calc'!A0"])
    func `what looks like a formula is text in a workbook and harmless in a list`(text: String) throws {
        let read = try cells(of: try table(.workbook, [[.text(text), .empty, .empty, .empty]]))
        #expect(read[3][0].hasPrefix("text:"), "\(read)")
        #expect(!read.joined().contains { $0.hasPrefix("formula") })
        let list = String(decoding: try table(.commaSeparated, [[.text(text), .empty, .empty, .empty]]), as: UTF8.self)
        let cell = try #require(list.split(separator: "\r\n").last)
        #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"), "\(cell)")
    }

    @Test func `a list begins with its mark, ends lines as the standard says and quotes what needs it`() throws {
        let bytes = try table(
            .commaSeparated, [[.text("甲,\"乙\"\n丙"), .text("1\u{0}2\u{7}3"), .amount(Money(fen: -1_234_50)), .count(3)]])
        #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        #expect(
            text == "职工年度对账单\r\n单位：演示单位\r\n姓名,社会保障号码,金额（元）,月数\r\n\"甲,\"\"乙\"\"\n丙\",123,-1234.50,3\r\n")
    }

    @Test func `a text too long for a cell is cut, and what no file can hold is left out`() throws {
        let long = String(repeating: "长", count: 40_000)
        let read = try cells(of: try table(.workbook, [[.text(long), .text("甲\u{1}乙\u{FFFE}"), .empty, .empty]]))
        #expect(read[3][0].count < 32_767 && read[3][0].hasPrefix("text:长长"))
        #expect(read[3][1] == "text:甲乙")
    }

    @Test func `a large table leaves nothing behind on the disk`() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let place = URL(filePath: folder.path)
        let file = try TableFileKind.workbook.begin(head, columns, under: place)
        for number in 1...20_000 {
            try file.append([.text("演示员工\(number)"), .text("\(number)"), .amount(Money(yuan: 1)), .count(number)])
        }
        let bytes = try file.finish()
        #expect(bytes.count > 100_000)
        #expect(bytes.starts(with: [0x50, 0x4B]))
        _ = try TableFileKind.workbook.begin(head, columns, under: place)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count <= 1)
    }

    /// Where the disk fills up, libxlsxwriter leaves rows out and says nothing.
    @Test func `a workbook that lacks a row, or is no workbook, is not taken for whole`() throws {
        let row: [TableCell] = [.text("甲"), .empty, .empty, .empty]
        let file = try desk.put(try table(.workbook, [row, [.empty, .empty, .empty, .empty], row]), as: "whole.xlsx")
        try WrittenWorkbook.prove(file, filledRows: 5)
        let torn = try desk.put(try Data(contentsOf: URL(filePath: file)).dropLast(100), as: "torn.xlsx")
        for (path, rows) in [(file, 6), (file, 4), (torn, 5), (desk.path + "/nothing.xlsx", 5)] {
            let fault = #expect(throws: TableFault.self) { try WrittenWorkbook.prove(path, filledRows: rows) }
            #expect(fault?.description == "工作簿没有写完整，可能是磁盘空间不足")
        }
    }
}
