import Basics
import Casework
import Cryptography
import Documents
import Foundation
import Testing

@Suite struct `QR codes of papers` {
    private let keys = try! Samples.keys()
    private let desk = try! Desk()
    private let paper = Samples.entitlementRecord(name: "𬱖𰻞")

    @Test func `what zbar reads from the page at 150 dpi is what was signed`() throws {
        for paper in [Samples.entitlementRecord(), Samples.resultForm()] {
            let code = try PaperCode.make(
                for: paper, number: Samples.number, keys: keys, address: "https://shebao.city.example.gov.cn/v/")
            let pdf = try draw(
                paper, number: Samples.number, issuer: Samples.issuer, seal: Samples.seal, qr: code)
            let file = try desk.put(pdf, as: "paper.pdf")
            try Tool.run("pdftoppm", "-r", "150", "-png", file, desk.path + "/\(paper.kind.rawValue)")
            let pages = try FileManager.default.contentsOfDirectory(atPath: desk.path)
                .filter { $0.hasPrefix(paper.kind.rawValue) }.sorted()
            let read = try Tool.run("zbarimg", "--raw", "-q", desk.path + "/" + pages.last!)
            #expect(read.trimmingCharacters(in: .newlines) == code)
        }
    }

    @Test func `a code states the paper's number, day and key fields`() throws {
        let code = try PaperCode.make(for: paper, number: Samples.number, keys: keys)
        guard case .authentic(let statement) = PaperCode.verify(code, keys.published) else {
            Issue.record("not authentic")
            return
        }
        #expect(statement.number == Samples.number)
        #expect(statement.kind == .entitlementRecord)
        #expect(statement.issuedOn == Samples.day)
        #expect(statement.fields == paper.keyFields)
        #expect(statement.key == keys.codeKey)
    }

    @Test func `white space and small letters that came with copying don't matter`() throws {
        let code = try PaperCode.make(for: paper, number: Samples.number, keys: keys)
        let copied = " SB1:" + code.dropFirst(4).lowercased().prefix(50) + "\n  " + code.dropFirst(54) + "\r\n"
        #expect(PaperCode.verify(copied, keys.published) == PaperCode.verify(code, keys.published))
    }

    @Test func `a code that leads to a page is checked like one that does not`() throws {
        let code = try PaperCode.make(
            for: paper, number: Samples.number, keys: keys, address: "https://demo.example/v/")
        #expect(code.hasPrefix("HTTPS://DEMO.EXAMPLE/V/SB1:"))
        guard case .authentic(let statement) = PaperCode.verify(code, keys.published) else {
            Issue.record("not authentic")
            return
        }
        #expect(statement.fields == paper.keyFields)
    }

    @Test func `a code with any letter changed is not authentic`() throws {
        let code = Array(try PaperCode.make(for: paper, number: Samples.number, keys: keys).utf8)
        for index in code.indices {
            var changed = code
            changed[index] = changed[index] == 0x41 ? 0x42 : 0x41
            let finding = PaperCode.verify(String(decoding: changed, as: UTF8.self), keys.published)
            if case .authentic = finding { Issue.record("letter \(index) may be changed") }
        }
    }

    @Test func `another amount under the old signature is altered`() throws {
        let (_, altered) = try genuineAndAltered()
        guard case .altered(let statement) = PaperCode.verify(altered, keys.published) else {
            Issue.record("not altered")
            return
        }
        #expect(statement.fields.last == .init("储存额", "98580.08"))
    }

    @Test func `a key that the published file lacks is named`() throws {
        let code = try PaperCode.make(for: paper, number: Samples.number, keys: keys)
        #expect(PaperCode.verify(code, PublishedKeys()) == .unknownKey(keys.codeKey))
    }

    @Test func `a paper that is first asked for after its key began is authentic`() throws {
        let folder = try KeyFolder.createIfMissing(
            desk.path + "/younger", owner: "演示", on: Samples.day.adding(days: 2))
        let code = try PaperCode.make(for: paper, number: Samples.number, keys: folder)
        guard case .authentic = PaperCode.verify(code, folder.published) else {
            Issue.record("a paper of a day before its key's first")
            return
        }
    }

    @Test func `a day after the key was retired is altered`() throws {
        let folder = desk.path + "/keys"
        let old = try KeyFolder.createIfMissing(folder, owner: "演示", on: Samples.day.adding(days: -400))
        let now = try KeyFolder.rotate(.code, in: folder, owner: "演示", on: Samples.day.adding(days: -1))
        let code = try PaperCode.make(for: paper, number: Samples.number, keys: old)
        guard case .altered = PaperCode.verify(code, now.published) else {
            Issue.record("a paper dated after its key's last day")
            return
        }
        let fresh = try PaperCode.make(for: paper, number: Samples.number, keys: now)
        guard case .authentic = PaperCode.verify(fresh, now.published) else {
            Issue.record("a paper of the present key")
            return
        }
    }

    @Test(arguments: ["", "SB1:", "SB1:AAAA", "https://example.com", "SB1:" + String(repeating: "A", count: 400), "中文"])
    func `a text that is none of ours is said to be none`(text: String) {
        #expect(PaperCode.verify(text, keys.published) == .notOurs)
    }

    @Test(arguments: Paper.Kind.allCases)
    func `key fields within the limit that papers keep to fit the code`(kind: Paper.Kind) throws {
        let field = Paper.Field("a", String(repeating: "长", count: (Paper.keyFieldsLimitBytes - 3) / 3))
        #expect([field].codeBytes > Paper.keyFieldsLimitBytes - 3)
        let paper = Paper(kind: kind, title: "办理结果", parts: [], keyFields: [field], issuedOn: Samples.day)
        _ = try PaperCode.make(for: paper, number: Samples.number, keys: keys)
    }

    @Test func `fields that make the code too large are refused when it is made`() {
        let wordy = Paper(
            kind: .resultForm, title: "办理结果", parts: [],
            keyFields: [.init("姓名", String(repeating: "长", count: 90))], issuedOn: Samples.day)
        #expect(throws: CodeFault.self) { try PaperCode.make(for: wordy, number: Samples.number, keys: keys) }
    }

    @Test func `a line break can not smuggle a field into a code`() {
        let forged = Paper(
            kind: .resultForm, title: "办理结果", parts: [], keyFields: [.init("姓名", "王某\n储存额=9999999.00")],
            issuedOn: Samples.day)
        #expect(throws: CodeFault.paper(.unprintable("\n", in: "王某\n储存额=9999999.00"))) {
            try PaperCode.make(for: forged, number: Samples.number, keys: keys)
        }
    }

    @Test func `a program that shares no code with ours comes to the same findings`() throws {
        let published = try desk.put(keys.published.json, as: "keys.json")
        let none = try desk.put(PublishedKeys().json, as: "none.json")
        let (genuine, altered) = try genuineAndAltered()
        let program = Tool.root.appending(path: "examples/verify_paper.py").path
        func judge(_ keys: String, _ text: String) throws -> (output: [String], status: Int32) {
            var status: Int32 = 0
            let output = try Tool.run(Tool.python, [program, keys, text], status: &status)
            return (output.split(separator: "\n").map(String.init), status)
        }
        let found = try judge(published, genuine)
        #expect(found.status == 0)
        #expect(found.output.first == "authentic")
        #expect(found.output.contains("编号：\(Samples.number)"))
        #expect(found.output.contains("姓名：𬱖𰻞"))
        #expect(try judge(published, altered).output.first == "altered")
        #expect(try judge(published, altered).status == 1)
        #expect(try judge(none, genuine).output.first == "unknown-key")
        #expect(try judge(published, "SB1:AAAA").output.first == "not-ours")
    }

    /// The library that the example uses strips what looks like the head of a point from keys that begin with it by chance.
    @Test func `a key that begins like the head of a point is no trouble to that program`() throws {
        let unlucky = UnluckyKeys(others: keys)
        let code = try PaperCode.make(for: paper, number: Samples.number, keys: unlucky)
        let published = try desk.put(Array(unlucky.publishedJSON.utf8), as: "unlucky.json")
        let output = try Tool.run(
            Tool.python, Tool.root.appending(path: "examples/verify_paper.py").path, published, code)
        #expect(output.hasPrefix("authentic"))
    }

    /// A code, and the same signature under another amount.
    private func genuineAndAltered() throws -> (String, String) {
        let genuine = try PaperCode.make(for: paper, number: Samples.number, keys: keys)
        let fields = paper.keyFields.dropLast() + [.init("储存额", "98580.08")]
        let other = Paper(
            kind: paper.kind, title: paper.title, parts: [], keyFields: Array(fields), issuedOn: paper.issuedOn)
        let forged = try PaperCode.make(for: other, number: Samples.number, keys: keys)
        // The statements are of one length; whole groups of 5 bytes are 8 letters, so the signature's letters line up
        // where the statement's end falls on a group, and elsewhere share one letter with it.
        let statementBits = 8 * (genuine.utf8.count - 4) * 5 / 8 - 64 * 8
        let letters = 4 + statementBits / 5
        return (genuine, String(forged.prefix(letters)) + genuine.dropFirst(letters))
    }
}

/// Signs codes with a key whose first coordinate begins with 04.
private struct UnluckyKeys: SigningKeys {
    let others: KeyFolder
    let key = sequence(first: SM2PrivateKey.generate()) { _ in .generate() }
        .first { $0.publicKey.hex.hasPrefix("0404") }!

    var codeKey: KeyId { KeyId(rawValue: "0404abcd") }
    var sealKey: KeyId { others.sealKey }
    var published: PublishedKeys { others.published }

    var publishedJSON: String {
        """
        {"keys": [{"id": "\(codeKey)", "use": "code", "algorithm": "SM2-SM3", "publicKey": "\(key.publicKey.hex)",
        "validFrom": "2026-01-01"}]}
        """
    }

    func signCode(_ message: [UInt8]) throws(KeyFault) -> [UInt8] { key.sign(message) }
    func signSeal(_ pieces: [ArraySlice<UInt8>]) throws(KeyFault) -> [UInt8] { try others.signSeal(pieces) }
    func authenticationKey(for purpose: AuthenticationPurpose) throws(KeyFault) -> AuthenticationKey {
        try others.authenticationKey(for: purpose)
    }
}
