import Basics
import Casework
import Documents
import Foundation
import Testing

@Suite struct `Drawn papers` {
    private let keys = try! Samples.keys()
    private let desk = try! Desk()

    @Test(arguments: Samples.rareNames)
    func `a rare name is copied out of the PDF as it was written into it`(name: String) throws {
        let file = try desk.put(Samples.drawn(Samples.entitlementRecord(name: name), keys: keys), as: "paper.pdf")
        let text = try Tool.run("pdftotext", "-layout", file, "-")
        #expect(text.contains(name))
        let allowed = Set("㛃𠮷".unicodeScalars)
        #expect(
            !text.unicodeScalars.contains { (0x2E80..<0x2FE0).contains($0.value) && !allowed.contains($0) },
            "no radical stands for a character")
    }

    @Test func `every part of a paper is on it`() throws {
        let file = try desk.put(Samples.drawn(Samples.resultForm(), keys: keys), as: "paper.pdf")
        let text = try Tool.run("pdftotext", "-layout", file, "-").filter { !$0.isWhitespace }
        for expected in [
            "职工参保登记办理结果表", "（单位申报·增员）", "编号：QY20261121-0000000042", "出具日期：2026年11月21日", "办件信息",
            "统一社会信用代码", "99990000MA00000001", "首月应缴", "1,145.92", "1,196.05", "第五十八条", "行政复议", "真伪核验",
            "demo.example/verify", "演示市社会保险经办中心（演示）", "演示样张，不具有任何法律效力", "第1页共1页",
        ] {
            #expect(text.contains(expected), "\(expected)")
        }
        #expect(!text.contains("未核实"))
    }

    @Test func `a paper that rests on unverified parameters says so beside its date`() throws {
        let paper = Samples.resultForm(isUnverified: true)
        let file = try desk.put(Samples.drawn(paper, keys: keys), as: "paper.pdf")
        let text = try Tool.run("pdftotext", "-layout", file, "-").filter { !$0.isWhitespace }
        #expect(text.contains("2026年11月21日（未核实）"))
        #expect(text.contains("政策参数尚未核实"))
    }

    @Test func `a long table runs over pages and repeats its head on each`() throws {
        let paper = Samples.entitlementRecord(months: 100)
        let file = try desk.put(Samples.drawn(paper, keys: keys), as: "paper.pdf")
        let pages = try Tool.run("pdftotext", "-layout", file, "-").split(separator: "\u{0C}").map(String.init)
        #expect(pages.count >= 4)
        for (index, page) in pages.enumerated() {
            let text = page.filter { !$0.isWhitespace }
            #expect(text.contains("第\(index + 1)页共\(pages.count)页"))
            #expect(text.contains("费款所属期险种缴费基数单位缴费个人缴费到账日期状态") == text.contains("企业职工基本养老"))
        }
        for index in 0..<100 {
            #expect(pages.joined().contains(Month("2026-11")!.adding(months: -index).description))
        }
    }

    @Test func `a list of two hundred people numbers its pages and has its total once, at the end`() throws {
        let file = try desk.put(Samples.drawn(Samples.staffList(people: 200), keys: keys), as: "people.pdf")
        let pages = try Tool.run("pdftotext", "-layout", file, "-").split(separator: "\u{0C}")
            .map { $0.filter { !$0.isWhitespace } }
        #expect(pages.count > 4)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("第\(index + 1)页共\(pages.count)页"))
        }
        #expect(pages.dropLast().allSatisfy { $0.contains("社会保障号码") })
        #expect(pages.count { $0.contains("合计本部分200人") } == 1)
        #expect(pages.suffix(2).contains { $0.contains("合计本部分200人") })
    }

    @Test func `an empty table says that there is nothing`() throws {
        let paper = Samples.entitlementRecord(months: 0)
        let file = try desk.put(Samples.drawn(paper, keys: keys), as: "paper.pdf")
        #expect(try Tool.run("pdftotext", "-layout", file, "-").contains("（无记录）"))
    }

    @Test func `the same paper gives the same bytes, dated by the paper`() throws {
        let first = try draw(
            Samples.resultForm(), number: Samples.number, issuer: Samples.issuer, seal: Samples.seal, qr: "SB1:AAAA")
        let second = try draw(
            Samples.resultForm(), number: Samples.number, issuer: Samples.issuer, seal: Samples.seal, qr: "SB1:AAAA")
        #expect(first == second)
        let file = try desk.put(first, as: "paper.pdf")
        let date = try Tool.run("pdfinfo", "-isodates", file)
        #expect(date.contains("2026-11-21T00:00:00+08"))
    }

    @Test func `threads draw what one would`() async throws {
        let papers = (1...4).map { Samples.entitlementRecord(months: $0 * 12) }
        let alone = try papers.map { paper in
            try draw(paper, number: Samples.number, issuer: Samples.issuer, seal: Samples.seal, qr: "SB1:AAAA")
        }
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for index in 0..<32 {
                group.addTask { @concurrent in
                    (
                        index % 4,
                        try draw(
                            papers[index % 4], number: Samples.number, issuer: Samples.issuer, seal: Samples.seal,
                            qr: "SB1:AAAA")
                    )
                }
            }
            for try await (index, bytes) in group { #expect(bytes == alone[index]) }
        }
    }

    @Test func `the seal and the code are drawn, and only the pinned fonts are used, embedded`() throws {
        let file = try desk.put(Samples.drawn(Samples.resultForm(name: "\u{31350}"), keys: keys), as: "paper.pdf")
        #expect(try Tool.run("pdfimages", "-list", file).split(separator: "\n").count == 2, "no raster image")
        let fonts = try Tool.run("pdffonts", file).split(separator: "\n").dropFirst(2)
        #expect(fonts.contains { $0.contains("LXGWWenKai") })
        #expect(fonts.contains { $0.contains("BabelStoneHan") })
        for font in fonts {
            #expect(font.contains("LXGWWenKai") || font.contains("BabelStoneHan"), "\(font)")
            #expect(font.contains("yes yes yes"), "embedded, subset, with code points: \(font)")
        }
    }
}

@Suite struct `Papers that can not be drawn` {
    private func fault(of paper: Paper) -> PaperFault? {
        #expect(throws: PaperFault.self) {
            _ = try draw(paper, number: Samples.number, issuer: Samples.issuer, seal: nil, qr: "SB1:AAAA")
        }
    }

    @Test func `a character that the fonts lack stops the paper with a sentence`() {
        let fault = fault(of: Samples.resultForm(name: "王\u{323B0}"))
        #expect(fault == .unknownCharacter("\u{323B0}", in: "王\u{323B0}"))
        #expect(fault?.description == "“王\u{323B0}”中的“\u{323B0}”（U+323B0）字库中没有，文书暂不能出具；请联系管理员补充字库后重新出具")
    }

    @Test(arguments: ["\u{E000}", "\u{F0001}", "\u{200B}", "\u{202E}", "\u{0}", "\u{7F}", "\u{FEFF}", "\u{AD}"])
    func `private use and invisible characters stop the paper`(text: Unicode.Scalar) {
        let name = "王" + String(text)
        #expect(fault(of: Samples.resultForm(name: name)) == .unprintable(text, in: name))
    }

    @Test func `a cell taller than a page stops the paper`() {
        let endless = String(repeating: "长", count: 20_000)
        let paper = Paper(
            kind: .resultForm, title: "办理结果", parts: [.fields(heading: "", [.init("事由", endless)])], keyFields: [],
            issuedOn: Samples.day)
        #expect(fault(of: paper) == .tooLong(what: "事由"))
    }

    @Test func `more pages than anyone reads stop the paper`() {
        #expect(fault(of: Samples.entitlementRecord(months: 18_000)) == .tooLong(what: "缴费明细"))
    }

    @Test func `a code that phones can not read from paper stops the paper`() {
        let text = "SB1:" + String(repeating: "A", count: 600)
        #expect(
            throws: PaperFault.codeTooLong(bytes: 604, limitBytes: 528)
        ) {
            _ = try draw(
                Samples.resultForm(), number: Samples.number, issuer: Samples.issuer, seal: nil, qr: text)
        }
    }

    @Test(arguments: ["", "ABC", "qy2026", "QY 2026", "编号2026", String(repeating: "A", count: 41)])
    func `a number is capital letters, digits and hyphens`(text: String) {
        #expect(PaperNumber(text) == nil)
    }
}
