import Cryptography
import Documents
import Foundation
import Testing

@Suite struct `Sealed papers` {
    private let keys = try! Samples.keys()
    private let desk = try! Desk()

    @Test func `pdfsig calls the seal valid, trusted and over the whole document`() throws {
        for paper in [Samples.entitlementRecord(), Samples.resultForm()] {
            let file = try desk.put(Samples.sealed(paper, keys: keys), as: "paper.pdf")
            let finding = try Tool.run("pdfsig", "-nssdir", try trustingDatabase(), file)
            #expect(finding.contains("Signature is Valid."), "\(finding)")
            #expect(finding.contains("Certificate is Trusted."), "\(finding)")
            #expect(finding.contains("Total document signed"), "\(finding)")
            #expect(finding.contains("演示市社会保险经办中心（演示）电子印章"), "\(finding)")
        }
    }

    @Test func `pyHanko calls the seal intact, valid, trusted and over the entire file`() throws {
        let file = try desk.put(Samples.sealed(Samples.entitlementRecord(), keys: keys), as: "paper.pdf")
        let finding = try Tool.run(Tool.python, inspector, file, try rootCertificate())
        for line in [
            "seals 1", "intact True", "valid True", "trusted True", "coverage ENTIRE_FILE", "certification True",
            "bottom_line True",
        ] {
            #expect(finding.contains(line + "\n"), "\(finding)")
        }
    }

    @Test func `both see a changed byte`() throws {
        var bytes = try Samples.sealed(Samples.entitlementRecord(), keys: keys)
        bytes[bytes.count / 3] ^= 1
        let file = try desk.put(bytes, as: "paper.pdf")
        #expect(try Tool.run("pdfsig", "-nssdir", try trustingDatabase(), file).contains("Digest Mismatch"))
        #expect(try Tool.run(Tool.python, inspector, file, try rootCertificate()).contains("intact False"))
    }

    @Test func `qpdf finds nothing wrong with the file`() throws {
        let file = try desk.put(Samples.sealed(Samples.entitlementRecord(months: 80), keys: keys), as: "paper.pdf")
        #expect(try Tool.run("qpdf", "--check", file).contains("No syntax or stream encoding errors"))
    }

    @Test func `what was drawn stays as it was under the seal`() throws {
        let drawn = try Samples.drawn(Samples.resultForm(), keys: keys)
        let sealed = try Documents.seal(drawn, with: keys, at: Samples.sealedAt)
        #expect(sealed.starts(with: drawn))
        #expect(sealed.count - drawn.count < 16_384)
    }

    private var inspector: String { Tool.root.appending(path: "Tests/DocumentsTests/inspect_seal.py").path }

    private func rootCertificate() throws -> String {
        let chain = try #require(keys.published.key(keys.sealKey, .seal)?.certificates)
        return try desk.put(Array(chain[1].utf8), as: "root.pem")
    }

    /// A certificate database as pdfsig reads it, which trusts our root.
    private func trustingDatabase() throws -> String {
        let folder = desk.path + "/nss-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Tool.run("certutil", "-N", "-d", "sql:" + folder, "--empty-password")
        try Tool.run(
            "certutil", "-A", "-d", "sql:" + folder, "-n", "root", "-t", "CT,C,C", "-i", try rootCertificate())
        return folder
    }
}
