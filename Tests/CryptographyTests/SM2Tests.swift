import Cryptography
import Testing

@Suite struct `SM2 signatures` {
    @Test func `a signature holds for its message and key only`() {
        let key = SM2PrivateKey.generate()
        let message = Array("社会保险个人权益记录".utf8)
        let signature = key.sign(message)
        #expect(signature.count == 64)
        #expect(key.publicKey.verify(signature, over: message))
        #expect(!key.publicKey.verify(signature, over: message + [0]))
        #expect(!SM2PrivateKey.generate().publicKey.verify(signature, over: message))
    }

    @Test func `a signature with any byte changed does not hold`() {
        let key = SM2PrivateKey.generate()
        let signature = key.sign([1, 2, 3])
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            #expect(!key.publicKey.verify(changed, over: [1, 2, 3]))
        }
    }

    @Test(arguments: [0, 1, 63, 65, 128])
    func `bytes that are no signature do not hold`(count: Int) {
        let key = SM2PrivateKey.generate().publicKey
        #expect(!key.verify([UInt8](repeating: 0xff, count: count), over: [1]))
        #expect(!key.verify([UInt8](repeating: 0, count: count), over: [1]))
    }

    @Test func `keys survive their text`() throws {
        let key = SM2PrivateKey.generate()
        let read = try #require(SM2PrivateKey(pem: key.pem))
        #expect(read.publicKey == key.publicKey)
        #expect(try #require(SM2PublicKey(hex: key.publicKey.hex)).verify(read.sign([7]), over: [7]))
        #expect(key.publicKey.pem.hasPrefix("-----BEGIN PUBLIC KEY-----"))
    }

    @Test func `a point beside the curve is no key`() {
        var point = SM2PrivateKey.generate().publicKey.point
        point[64] ^= 1
        #expect(SM2PublicKey(point: point) == nil)
        #expect(SM2PublicKey(hex: "04") == nil)
        #expect(SM2PrivateKey(pem: "-----BEGIN PRIVATE KEY-----") == nil)
    }
}
