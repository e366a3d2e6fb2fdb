import Basics
import Cryptography
import Documents
import Foundation
import Testing

@Suite struct `Files that somebody brings` {
    private static let keys = try! Samples.keys()
    private static let file = try! Samples.sealed(Samples.resultForm(), keys: keys)
    private var file: [UInt8] { Self.file }
    private var published: PublishedKeys { Self.keys.published }

    @Test func `a paper as we sealed it is ours and whole`() {
        #expect(examine(file, published: published) == .sealed(Samples.number, by: Self.keys.sealKey))
    }

    @Test func `a paper of an earlier key is still ours`() throws {
        let desk = try Desk()
        let folder = desk.path + "/keys"
        let old = try KeyFolder.createIfMissing(folder, owner: "演示", on: Samples.day)
        let paper = try Samples.sealed(Samples.resultForm(), keys: old)
        let now = try KeyFolder.rotate(.seal, in: folder, owner: "演示", on: Samples.day.adding(days: 30))
        #expect(now.sealKey != old.sealKey)
        #expect(examine(paper, published: now.published) == .sealed(Samples.number, by: old.sealKey))
    }

    @Test func `a paper without its signature is altered`() throws {
        let drawn = try Samples.drawn(Samples.resultForm(), keys: Self.keys)
        #expect(examine(drawn, published: published) == .altered(Samples.number, .unsealed))
    }

    @Test func `a paper sealed by somebody else is altered`() throws {
        let forged = try Samples.sealed(Samples.resultForm(), keys: Samples.keys())
        #expect(examine(forged, published: published) == .altered(Samples.number, .foreignSeal))
    }

    @Test func `a paper to which something was added is altered`() {
        #expect(examine(file + Array("% more\n".utf8), published: published) == .altered(Samples.number, .notWhole))
        #expect(examine(Array(file.dropLast()), published: published) == .altered(Samples.number, .notWhole))
    }

    @Test func `a later revision with a seal of its own over everything is altered`() throws {
        var second = file
        second += Array("1 0 obj\n<< /ByteRange [0 10 20 \(file.count)] >>\nendobj\n%%EOF\n".utf8)
        #expect(examine(second, published: published) == .altered(Samples.number, .notWhole))
    }

    @Test func `a changed byte of the content is found wherever it is`() throws {
        let hole = try hole()
        for index in stride(from: 0, to: file.count, by: 997) where !hole.contains(index) {
            var changed = file
            changed[index] ^= 0x10
            switch examine(changed, published: published) {
            case .altered, .notOurs: continue
            case let finding: Issue.record("byte \(index): \(finding)")
            }
        }
    }

    @Test func `a seal moved to another paper is altered`() throws {
        let other = try Samples.drawn(Samples.resultForm(name: "王某"), keys: Self.keys)
        var forged = try Documents.seal(other, with: Self.keys, at: Samples.sealedAt)
        let target = try #require(forged.firstRange(of: Array("/Contents <".utf8))).upperBound
        let source = try hole()
        forged.replaceSubrange(target..<(target + source.count - 2), with: file[source].dropFirst().dropLast())
        #expect(examine(forged, published: published) == .altered(Samples.number, .contentChanged))
    }

    @Test func `bytes hidden behind the signature in its hole are found`() throws {
        let hole = try hole()
        var changed = file
        changed[hole.upperBound - 3] = 0x31
        #expect(examine(changed, published: published) == .altered(Samples.number, .foreignSeal))
    }

    @Test func `files without our mark are none of ours`() {
        for bytes in [[], Array("%PDF-1.5".utf8), [UInt8](repeating: 0, count: 1_000), Array("shebao-paper:".utf8)] {
            #expect(examine(bytes, published: published) == .notOurs)
        }
    }

    @Test func `a file past the limit is not read`() {
        let bytes = [UInt8](repeating: 0x2F, count: examinedFileLimitBytes + 1)
        #expect(examine(bytes, published: published) == .tooLarge(limitBytes: 10_000_000))
    }

    @Test(arguments: 0..<400)
    func `garbled files neither stop the program nor pass`(seed: UInt64) throws {
        var generator = Seeded(state: seed)
        var changed = file
        for _ in 0...Int.random(in: 0..<4, using: &generator) { garble(&changed, &generator) }
        guard case .sealed = examine(changed, published: published) else { return }
        let hole = try hole()
        #expect(changed.count == file.count)
        #expect(changed[..<hole.lowerBound] == file[..<hole.lowerBound], "what people read is as it was sealed")
        #expect(changed[hole.upperBound...] == file[hole.upperBound...])
    }

    /// Half of the changes hit the update at the end, where the seal lies.
    private func garble(_ bytes: inout [UInt8], _ generator: inout Seeded) {
        let tail = Bool.random(using: &generator) ? max(0, bytes.count - 12_000) : 0
        guard tail < bytes.count else { return }
        let start = Int.random(in: tail..<bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 1...60, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[start] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 3: bytes.removeSubrange(start...)
        default:
            let digits = Array("0123456789 []<>/ByteRange".utf8)
            for index in start..<end { bytes[index] = digits.randomElement(using: &generator)! }
        }
    }

    private func hole() throws -> Range<Int> {
        let start = try #require(file.firstRange(of: Array("/Contents <".utf8))).upperBound - 1
        let end = try #require(file[start...].firstIndex(of: 0x3E)) + 1
        return start..<end
    }
}

/// SplitMix64: the same seed gives the same changes.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
