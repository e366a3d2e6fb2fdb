import Cryptography
import Testing

@Suite struct `Digests and codes` {
    @Test func `SHA-256 and SM3 give the digests that their standards print`() {
        #expect(
            Digest.sha256.of("abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest.sm3.of("abc").hex == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
    }

    @Test func `a digest does not depend on the pieces in which the content comes`() {
        let content = Array("单位缴费 1,145.92".utf8)
        var running = RunningDigest(.sm3)
        for byte in content { running.add([byte]) }
        #expect(running.finish() == Digest.sm3.of(content))
    }

    @Test func `HMAC gives the code of RFC 4231 and accepts no other`() throws {
        let key = try #require(AuthenticationKey([UInt8](repeating: 0x0b, count: 20)))
        let code = key.code(for: "Hi There")
        #expect(code.hex == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(key.accepts(code, for: Array("Hi There".utf8)))
        #expect(!key.accepts(code, for: Array("Hi there".utf8)))
        #expect(!key.accepts(Array(code.dropLast()), for: Array("Hi There".utf8)))
    }

    @Test func `a short key is none`() {
        #expect(AuthenticationKey([UInt8](repeating: 1, count: 15)) == nil)
    }

    @Test(arguments: 0..<40)
    func `bytes come back from hexadecimal and base64url`(count: Int) {
        let bytes = randomBytes(max(count, 1)).suffix(count)
        #expect([UInt8](hex: Array(bytes).hex) == Array(bytes))
        #expect([UInt8](base64URL: Array(bytes).base64URL) == Array(bytes))
    }

    @Test(arguments: ["A", "AB=", "AB", "A+", "中", "AAAAA"])
    func `base64url that is not canonical is refused`(text: String) {
        #expect([UInt8](base64URL: text) == nil)
    }

    @Test func `base64url is that of RFC 4648`() {
        #expect(Array("fooba".utf8).base64URL == "Zm9vYmE")
        #expect([0xfb, 0xff].base64URL == "-_8")
    }

    @Test func `random bytes differ`() {
        #expect(Set((0..<100).map { _ in randomBytes(16) }).count == 100)
    }
}
