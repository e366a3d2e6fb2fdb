import Basics
import Casework
import Cryptography
import Database
import Documents
import Office
import Records
import Storage
import TestSupport
import Testing

@Suite struct `A stranger checks a paper` {
    @Test(arguments: Engine.allCases)
    func `by its number it is authentic, with name and number in part`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            let shown = try #require(
                try await paper.verification.judge(number: " \(paper.number.lowercased())").authentic)
            #expect(shown.isMasked)
            #expect(shown.fields.first == Paper.Field("姓名", "演***"))
            #expect(shown.fields[1].value == "000***********\(Newcomer(1).number.suffix(4))")
            #expect(shown.fields.contains(Paper.Field("个人缴费合计（元）", "1020.00")))
        }
    }

    @Test(arguments: Engine.allCases)
    func `by its code and by its file it is authentic, and shown whole`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            for finding in [
                try await paper.verification.judge(code: paper.code),
                try await paper.verification.judge(code: "HTTPS://SB.EXAMPLE/V/\(paper.code)"),
                try await paper.verification.judge(file: paper.file),
            ] {
                let shown = try #require(finding.authentic)
                #expect(!shown.isMasked)
                #expect(shown.number == paper.number)
                #expect(shown.fields[1] == Paper.Field("社会保障号码", Newcomer(1).number))
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a changed code and a changed file are altered`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            var code = Array(paper.code)
            // Within the fields, which lie between the number and the signature.
            let place = code.count / 2
            code[place] = code[place] == "A" ? "B" : "A"
            #expect(try await paper.verification.judge(code: String(code)).isAltered)
            var file = paper.file
            file[file.count / 3] ^= 1
            #expect(try await paper.verification.judge(file: file).isAltered)
            #expect(try await paper.verification.judge(file: paper.file + Array("%more\n".utf8)).isAltered)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was signed with other keys is altered`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            try await PaperScene.with(engine) { other async throws in
                #expect(try await paper.verification.judge(code: other.code).isAltered)
                #expect(try await paper.verification.judge(file: other.file).isAltered)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a paper that was withdrawn is named so, by whatever it is checked`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            try await paper.scene.database.transaction { tx in
                let issued = try tx.papers.withNumber(paper.number)
                try tx.papers.withdraw(issued!.id, on: Day("2026-11-20")!, reason: "缴费记录更正", by: 4)
            }
            for finding in [
                try await paper.verification.judge(number: paper.number),
                try await paper.verification.judge(code: paper.code),
                try await paper.verification.judge(file: paper.file),
            ] {
                guard case .withdrawn(_, let day, let reason) = finding else {
                    Issue.record("\(finding)")
                    continue
                }
                #expect(day == Day("2026-11-20") && reason == "缴费记录更正")
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `what is not on record is unknown, and what is no paper too`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            #expect(try await paper.verification.judge(number: "Q202611210000009999").isUnknown)
            #expect(try await paper.verification.judge(number: "您好").isUnknown)
            #expect(try await paper.verification.judge(code: "https://example.com/").isUnknown)
            #expect(try await paper.verification.judge(file: Array("%PDF-1.4\n".utf8)).isUnknown)
            try await paper.scene.run("DELETE FROM paper_drawing")
            try await paper.scene.run("DELETE FROM paper WHERE number = \(paper.number)")
            #expect(try await paper.verification.judge(code: paper.code).isUnknown)
            #expect(try await paper.verification.judge(file: paper.file).isUnknown)
        }
    }

    @Test(arguments: Engine.allCases)
    func `asked for again, a paper is the same bytes`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            let held = try await paper.room.paper(paper.number, by: paper.holder)
            #expect(try await paper.room.pdf(of: held) == paper.file)
            #expect(try await paper.scene.count("SELECT count(*) FROM paper_drawing") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the result form of every case can be drawn, sealed and checked`(on engine: Engine) async throws {
        try await PaperScene.with(engine) { paper async throws in
            let forms = try await paper.scene.database.read { tx in
                try tx.all("SELECT number FROM paper WHERE kind = 'resultForm' ORDER BY number") {
                    row throws(DatabaseError) -> String in try row[0]
                }
            }
            #expect(forms.count == 3, "of the enrolment, the plan and the receipt; a record needs none beside it")
            for number in forms {
                let held = try await paper.room.paper(number, by: DeskScene.reviewer)
                let file = try await paper.room.pdf(of: held)
                #expect(try await paper.verification.judge(file: file).authentic?.number == number)
            }
        }
    }

    @Test func `a name however long stops no paper, and its code and file are authentic`() async throws {
        try await PaperScene.with(.sqlite, codeAddress: "https://sb.example/V/") { paper async throws in
            let id = try await paper.scene.enrol(Newcomer(2, name: String(repeating: "长", count: 50)))
            let number = try #require(try await paper.scene.papers(of: id).first?.number)
            let held = try await paper.room.paper(number, by: DeskScene.reviewer)
            let file = try await paper.room.pdf(of: held)
            #expect(try await paper.verification.judge(file: file).authentic?.number == number)
            let code = try #require(
                try await paper.scene.database.read { tx in try tx.papers.drawing(of: held.issued.id)?.qr })
            #expect(try await paper.verification.judge(code: code).authentic?.number == number)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the receipt of a case that was taken in is sealed, and says what was handed in and by when it is decided`(
        on engine: Engine
    ) async throws {
        try await PaperScene.with(engine) { paper async throws in
            let id = try await paper.scene.fileWithPapers(Newcomer(2))
            #expect(try await paper.scene.desk.view(id, by: DeskScene.operator).receipt == nil)
            try await paper.scene.desk.accept(id, version: 1, by: DeskScene.teller)
            let receipt = try #require(try await paper.scene.desk.view(id, by: DeskScene.operator).receipt)
            #expect(receipt.number.hasPrefix("H") && receipt.paper.title == "社会保险业务受理回执")
            let held = try await paper.room.paper(receipt.number, by: DeskScene.operator)
            let file = try await paper.room.pdf(of: held)
            let shown = try #require(try await paper.verification.judge(file: file).authentic)
            #expect(shown.fields.suffix(2) == [Paper.Field("受理日期", "2026年11月2日"), Paper.Field("办理期限", "2026年11月16日前")])
            try await paper.scene.desk.sendBack(id, version: 2, reason: "照片不清晰", by: DeskScene.reviewer)
            let draft = try await paper.scene.desk.beginSupplement(id, by: DeskScene.operator)
            _ = try await paper.scene.submit(draft)
            paper.scene.clock.advance(seconds: 86_400)
            try await paper.scene.desk.accept(id, version: 4, by: DeskScene.teller)
            let second = try #require(try await paper.scene.desk.view(id, by: DeskScene.operator).receipt)
            #expect(second.number != receipt.number && second.paper.issuedOn == Day("2026-11-03"))
            try await paper.scene.expectCleanBooks()
        }
    }

    @Test func `an address goes before the code where both fit, and no paper is stopped by one that does not`()
        async throws
    {
        try await PaperScene.with(.sqlite, codeAddress: "https://sb.example/V/") { paper async throws in
            #expect(paper.code.hasPrefix("HTTPS://SB.EXAMPLE/V/SB1:"))
            #expect(try await paper.verification.judge(code: paper.code).authentic != nil)
        }
        let long = "https://" + String(repeating: "a", count: 300) + ".example/V/"
        try await PaperScene.with(.sqlite, codeAddress: long) { paper async throws in
            #expect(paper.code.hasPrefix("SB1:"))
            #expect(try await paper.verification.judge(code: paper.code).authentic != nil)
        }
    }

    @Test func `a queue that is full asks to come again, and goes on afterwards`() async throws {
        let queue = DrawingQueue(threads: 1, limit: 0)
        await #expect(throws: DrawingQueue.Full.self) { try await queue.run { 1 } }
        #expect(try await DrawingQueue(threads: 1, limit: 1).run { 1 } == 1)
    }
}

extension PaperFinding {
    fileprivate var authentic: Shown? {
        if case .authentic(let shown) = self { shown } else { nil }
    }
    fileprivate var isAltered: Bool { if case .altered = self { true } else { false } }
    fileprivate var isUnknown: Bool { if case .unknown = self { true } else { false } }
}

/// An entitlement record that was issued, drawn and sealed with keys of its own.
struct PaperScene {
    let scene: DeskScene
    let room: PaperRoom
    let verification: Verification
    let holder: Principal
    let number: String
    let code: String
    let file: [UInt8]

    static func with(_ engine: Engine, codeAddress: String = "", _ body: (PaperScene) async throws -> Void) async throws
    {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let keys = try KeyFolder.createIfMissing(folder.path + "/keys", owner: "演示机构", on: Day("2026-11-01")!)
        try await DeskScene.with(engine) { scene in
            try await body(PaperScene(scene, keys, codeAddress))
        }
    }

    private init(_ scene: DeskScene, _ keys: KeyFolder, _ codeAddress: String) async throws {
        let plain = scene.desk
        let desk = Desk(
            database: plain.database, shelf: plain.shelf, clock: plain.clock, ids: plain.ids, partners: plain.partners,
            chain: plain.chain,
            press: PaperPress(
                keys: keys, issuer: plain.press.issuer, seal: plain.press.seal,
                codeAddress: codeAddress))
        try await scene.enrol(Newcomer(1))
        try await scene.makePlan()
        try await scene.receive("SP00000001", yuan: "3024.00")
        let holder = DeskScene.individual(try await scene.person(Newcomer(1)))
        let record = try await scene.file(
            "entitlement-record", ["from": "2026-11", "through": "2026-11"], by: holder)
        let queue = DrawingQueue(threads: 2)
        let room = PaperRoom(desk, queue: queue)
        let number = try #require(try await scene.papers(of: record).first?.number)
        let held = try await room.paper(number, by: holder)
        self.scene = scene
        self.room = room
        self.verification = Verification(desk, queue: queue)
        self.holder = holder
        self.number = number
        self.file = try await room.pdf(of: held)
        self.code = try #require(
            try await scene.database.read { tx in try tx.papers.drawing(of: held.issued.id)?.qr })
    }
}
