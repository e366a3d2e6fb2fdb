import Casework
import Documents
import Foundation
import TestSupport
import Testing

/// Workbooks as programs of all kinds write them, read for what they mean.
@Suite struct `A workbook that somebody brings` {
    private static let meanings: [(name: String, cells: [String])] = [
        ("inline", ["A1 text 张三", "C1 text  李 四 "]),
        ("shared", ["A1 text 乙", "B1 text 甲"]),
        ("rich", ["A1 text 北京", "B1 text 红黑"]),
        ("phonetic", ["A1 text 課きく"]),
        ("escaped", ["A1 text a\rb_x000D_c𠮷", "B1 text a_x00_b_"]),
        ("cdata", ["A1 text <甲&乙>", "B1 number 42"]),
        (
            "kinds",
            [
                "A1 boolean true", "B1 error #N/A", "C1 day 2026-11-01", "D1 text 文", "E1 number 7",
                "F1 boolean false",
            ]
        ),
        (
            "numbers",
            [
                "A1 number 0.3", "B1 number 110101199003070000", "C1 number 0", "D1 number 8500.5", "E1 number 1000",
                "F1 number 0.0000001", "G1 number 110101199003070000", "H1 number 12", "I1 number -0.5",
                "J1 number 10000000000000000", "K1 number 12", "L1 number 1000000000000000",
            ]
        ),
        (
            "days",
            [
                "A1 day 2026-11-01", "B1 day 2026-11-01", "C1 number 1.5", "D1 day 2026-11-01", "E1 number 46327",
                "F1 day 2026-11-01", "G1 day 1900-02-28", "H1 number 60", "I1 day 1900-03-01", "J1 number 46327",
                "K1 number 46327", "L1 number -1", "M1 day 9999-12-31", "N1 number 2958466", "O1 day 1900-01-01",
            ]
        ),
        ("days-1904", ["A1 day 1904-01-01", "B1 day 2026-11-01"]),
        ("missing-references", ["A1 number 1", "B1 number 2", "B5 number 3", "C5 number 4", "A6 number 5"]),
        ("sparse", ["B3 number 1", "XFD3 number 2", "A1048576 number 3"]),
        ("blank-styled", ["A9 number 1"]),
        ("utf16", ["A1 text 甲"]), ("bom", ["A1 text 甲"]), ("prefixed", ["A1 text 甲"]),
        ("absolute", ["A1 text 甲"]), ("stored", ["A1 text 甲"]), ("capitals", ["A1 text 甲"]),
        ("mail-link", ["A1 text 甲"]), ("hidden-sheet", ["A1 text 甲"]), ("no-styles", ["A1 text 甲"]),
    ]

    @Test func `is read for what it means`() throws {
        let brought = try BroughtWorkbooks("good")
        for (name, cells) in Self.meanings {
            #expect(try BroughtWorkbooks.cells(of: brought.path(name)) == cells, "\(name)")
        }
    }

    @Test func `has every row, in its order`() throws {
        let brought = try BroughtWorkbooks("good")
        let cells = try BroughtWorkbooks.cells(of: brought.path("rows"))
        #expect(cells.count == 40_000)
        #expect(cells.suffix(2) == ["A20000 number 20000", "B20000 text 第20000人"])
    }

    @Test func `may have a cell as long as cells can be`() throws {
        let brought = try BroughtWorkbooks("good")
        let cells = try BroughtWorkbooks.cells(of: brought.path("longest-cell"))
        #expect(cells[0].count == "A1 text ".count + 32_767)
    }

    @Test func `says which of its sheets are hidden`() throws {
        let brought = try BroughtWorkbooks("good")
        let book = try WorkbookReader(path: brought.path("hidden-sheet"))
        #expect(book.sheets.map(\.isHidden) == [true])
        #expect(book.sheet(named: "Sheet1") != nil && book.sheet(named: "sheet2") == nil)
    }
}

/// What is no workbook, broken, or made to harm: refused with what is wrong and what to do.
@Suite struct `A workbook that is not taken` {
    private static let refusals: [(name: String, kind: String, words: String)] = [
        ("bomb-by-ratio", "tooLarge", "压缩比异常"), ("bomb-by-cells", "tooLarge", "压缩比异常"),
        ("bomb-with-lying-size", "tooLarge", "压缩比异常"), ("many-entries", "tooLarge", "1000个以上的部分"),
        ("endless-tag", "tooLarge", "过长的标记"), ("cell-too-long", "tooLarge", "A1单元格超过32767字"),
        ("cell-too-long-by-escapes", "tooLarge", "A1单元格超过32767字"), ("shared-too-long", "tooLarge", "超过32767字"),
        ("duplicate-names", "broken", "文件重名"), ("climbing-name", "broken", "文件名不正确"),
        ("rooted-name", "broken", "文件名不正确"), ("encrypted-entry", "encrypted", "打开密码"),
        ("bzip2", "broken", "压缩方式"), ("doctype", "broken", "DOCTYPE"), ("external-entity", "broken", "DOCTYPE"),
        ("billion-laughs", "broken", "DOCTYPE"), ("laughs-in-strings", "broken", "DOCTYPE"), ("deep", "broken", "嵌套过深"),
        ("shared-out-of-range", "broken", "不存在的共享字符串"), ("shared-negative", "broken", "不存在的共享字符串"),
        ("shared-no-number", "broken", "不存在的共享字符串"), ("formula", "notPlain", "B1单元格是公式"),
        ("merged", "notPlain", "合并单元格（A1:B2）"), ("external-link", "active", "其他工作簿"),
        ("external-reference", "active", "其他工作簿"), ("external-relation", "active", "外部文件"),
        ("macros", "active", "宏"), ("macro-type", "active", "宏"), ("macro-sheet", "active", "宏"),
        ("embedded", "active", "嵌入"), ("activex", "active", "嵌入"), ("connections", "active", "外部数据连接"),
        ("rows-out-of-order", "broken", "行号没有递增"), ("row-twice", "broken", "行号没有递增"),
        ("row-zero", "broken", "行号没有递增"), ("row-past-the-end", "broken", "行号超过1048576"),
        ("row-huge", "broken", "行号不正确"), ("cells-out-of-order", "broken", "列的顺序"), ("cell-twice", "broken", "列的顺序"),
        ("cell-of-another-row", "broken", "位置不正确"), ("reference-wrong", "broken", "位置不正确"),
        ("reference-empty", "broken", "位置不正确"), ("column-zzzz", "broken", "位置不正确"),
        ("column-past-the-end", "broken", "列号超过XFD"), ("nan", "broken", "A1单元格的数值不正确"),
        ("infinite", "broken", "数值不正确"), ("hexadecimal", "broken", "数值不正确"), ("half-number", "broken", "数值不正确"),
        ("huge-exponent", "broken", "数值不正确"), ("two-points", "broken", "数值不正确"),
        ("unknown-kind", "broken", "单元格类型"), ("boolean-2", "broken", "逻辑值"), ("no-such-day", "broken", "日期不正确"),
        ("two-data", "broken", "两个数据区"), ("no-data", "broken", "没有数据区"), ("half-sheet", "broken", "不是完整的XML"),
        ("not-xml", "broken", "不是完整的XML"), ("gb18030", "broken", "字符编码"), ("wrong-utf8", "broken", "不是完整的XML"),
        ("no-sheet-part", "broken", "缺少工作表"), ("no-sheets", "broken", "没有工作表"), ("no-workbook", "broken", "缺少工作簿目录"),
        ("no-relations", "broken", "没有对应的内容"), ("climbing-target", "broken", "压缩包以外"),
        ("wrong-crc", "broken", "已经损坏"), ("broken-in-the-middle", "broken", "不是完整的XML"),
        ("truncated", "broken", "不完整或者已经损坏"), ("first-bytes", "broken", "不完整或者已经损坏"),
        ("empty", "notWorkbook", "文件是空的"), ("old-excel", "notWorkbook", "旧版Excel格式（.xls）"),
        ("password", "encrypted", "打开密码"), ("html", "notWorkbook", "网页文件"), ("list", "notWorkbook", "文本文件"),
        ("list-utf16", "notWorkbook", "文本文件"), ("xml-2003", "notWorkbook", "XML文件"), ("pdf", "notWorkbook", "PDF文件"),
        ("rar", "notWorkbook", "RAR压缩文件"), ("picture", "notWorkbook", "图片"), ("noise", "notWorkbook", "无法识别"),
        ("ods", "notWorkbook", "OpenDocument"), ("binary-workbook", "notWorkbook", ".xlsb"),
        ("word", "notWorkbook", "Word文档"), ("plain-zip", "notWorkbook", "压缩文件"),
    ]

    @Test func `is refused with a sentence`() throws {
        let brought = try BroughtWorkbooks("bad")
        for (name, kind, words) in Self.refusals {
            let path = brought.path(name)
            let fault = try #require(throws: WorkbookFault.self) { try BroughtWorkbooks.cells(of: path) }
            #expect(
                fault.kind.rawValue == kind && fault.sentence.contains(words),
                "\(name): \(fault.kind) \(fault.sentence)")
            // What to do follows what is wrong.
            #expect(fault.sentence.contains("请") && fault.sentence.hasSuffix("。"), "\(fault.sentence)")
        }
    }

    @Test func `is refused past each of its limits and read up to it`() throws {
        let brought = try BroughtWorkbooks("good")
        let path = brought.path("rows")
        let bytes = 100_000
        for (limit, words) in [
            (\WorkbookLimits.sheetBytes, "展开后超过"), (\.textBytes, "文字总量超过"), (\.partCount, "部分"), (\.ratio, "压缩比"),
        ] {
            var limits = WorkbookLimits()
            limits[keyPath: limit] = limit == \.partCount || limit == \.ratio ? 2 : bytes
            if limit == \.ratio { limits.freeBytes = 1_000 }
            let fault = try #require(throws: WorkbookFault.self) {
                try BroughtWorkbooks.cells(of: path, limits: limits)
            }
            #expect(fault.kind == .tooLarge && fault.sentence.contains(words), "\(fault.sentence)")
        }
        var limits = WorkbookLimits()
        limits.textBytes = (1...20_000).reduce(0) { $0 + "第\($1)人".utf8.count }
        #expect(try BroughtWorkbooks.cells(of: path, limits: limits).count == 40_000)
        limits.textBytes -= 1
        #expect(throws: WorkbookFault.self) { try BroughtWorkbooks.cells(of: path, limits: limits) }
    }

    @Test func `is refused when a few shared texts would fill a memory`() throws {
        let brought = try BroughtWorkbooks("good")
        let path = brought.path("shared")
        var limits = WorkbookLimits()
        limits.sharedMemoryBytes = 13
        let fault = try #require(throws: WorkbookFault.self) { try BroughtWorkbooks.cells(of: path, limits: limits) }
        #expect(fault.sentence.contains("共享字符串表过大"))
        // Two texts of three bytes each, handed out twice.
        limits = WorkbookLimits()
        limits.textBytes = 5
        #expect(throws: WorkbookFault.self) { try BroughtWorkbooks.cells(of: path, limits: limits) }
    }

    @Test func `is refused wherever its bytes are damaged, or read as it was`() throws {
        let brought = try BroughtWorkbooks("good")
        let path = brought.path("inline")
        let whole = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let cells = try BroughtWorkbooks.cells(of: path)
        let desk = try Desk()
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            let damaged = try desk.put(bytes, as: "damaged.xlsx")
            do {
                // The checksums see what is changed in a part; what they do not cover says nothing of the cells.
                #expect(try BroughtWorkbooks.cells(of: damaged) == cells)
            } catch {
                #expect(error is WorkbookFault, "\(error)")
            }
        }
    }
}
