import Basics
import Cryptography
import Foundation
import Testing

@Suite struct `The folder of keys` {
    private let day = Day(year: 2026, month: 11, day: 21)!
    private let folder = FileManager.default.temporaryDirectory.path + "/keys-\(UUID().uuidString)"

    @Test func `the first start makes keys that only the owner can read, the second finds them`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try KeyFolder.createIfMissing(folder, owner: "演示市社会保险经办中心（演示）", on: day)
        let second = try KeyFolder.createIfMissing(folder, owner: "演示市社会保险经办中心（演示）", on: day.adding(days: 9))
        #expect(first.published == second.published)
        #expect(try mode("") == 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            #expect(try mode("/" + name) == 0o600, "\(name)")
        }
        for purpose in AuthenticationPurpose.allCases {
            let code = try first.authenticationKey(for: purpose).code(for: "a")
            #expect(try second.authenticationKey(for: purpose).code(for: "a") == code)
        }
        #expect(
            try first.authenticationKey(for: .trail).code(for: "a")
                != first.authenticationKey(for: .sessions).code(for: "a"))
    }

    @Test func `what a key signed verifies by the published file alone`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keys = try KeyFolder.createIfMissing(folder, owner: "演示", on: day)
        let published = try #require(PublishedKeys(json: keys.published.json))
        let code = try keys.signCode([1, 2])
        let seal = try keys.signSeal([[1, 2], [3]])
        #expect(published.key(keys.codeKey, .code)?.accepts(code: code, over: [1, 2]) == true)
        #expect(published.key(keys.codeKey, .code)?.accepts(code: code, over: [1]) == false)
        #expect(published.key(keys.sealKey, .seal)?.judge(seal: seal, over: [[1, 2, 3]]) == .accepted)
        #expect(published.key(keys.sealKey, .seal)?.judge(seal: seal, over: [[1, 2, 4]]) == .contentChanged)
        #expect(published.key(keys.sealKey, .code) == nil)
    }

    @Test func `after a change of keys earlier signatures still verify and new ones name the new key`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let before = try KeyFolder.createIfMissing(folder, owner: "演示", on: day)
        let signature = try before.signCode([1])
        let later = day.adding(days: 400)
        let after = try KeyFolder.rotate(.code, in: folder, owner: "演示", on: later)
        #expect(after.codeKey != before.codeKey)
        #expect(after.sealKey == before.sealKey)
        let old = try #require(after.published.key(before.codeKey, .code))
        #expect(old.accepts(code: signature, over: [1]))
        #expect(old.signs(papersOf: later))
        #expect(!old.signs(papersOf: later.adding(days: 1)))
        #expect(old.signs(papersOf: day.adding(days: -1)), "a paper is signed when it is first asked for")
    }

    @Test func `a key that others may read stops the start with a sentence`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keys = try KeyFolder.createIfMissing(folder, owner: "演示", on: day)
        let path = "\(folder)/code-\(keys.codeKey).pem"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let fault = #expect(throws: KeyFault.self) { try KeyFolder(folder) }
        #expect(fault == .open(path: path))
        #expect(fault?.description.contains("权限过宽") == true)
    }

    @Test func `a damaged or missing key file is named`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keys = try KeyFolder.createIfMissing(folder, owner: "演示", on: day)
        let path = "\(folder)/seal-\(keys.sealKey).pem"
        try Data("damaged".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: KeyFault.damaged(path: path)) { try KeyFolder(folder) }
        try FileManager.default.removeItem(atPath: path)
        let fault = #expect(throws: KeyFault.self) { try KeyFolder(folder) }
        #expect(fault?.description.contains(path) == true)
    }

    private func mode(_ name: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: folder + name)[.posixPermissions] as? Int)
    }
}
