import Basics
import Casework
import Cryptography
import Exchange
import Testing

@Suite struct SignatureTests {
    private let key = PartnerKey(.tax, AuthenticationKey(Array(repeating: 7, count: 32))!)
    private let now = Instant(milliseconds: 1_795_303_223_000)
    private let subject = SignedSubject.request(to: TaxBill.endpoint)
    private let body = Array(#"{"a":1}"#.utf8)
    private let idempotencyKey = IdempotencyKey("plan-1-bill")!

    private var signature: RequestSignature {
        key.sign(subject, body: body, idempotencyKey: idempotencyKey, at: now)
    }

    @Test func `a signed request is its sender's`() throws {
        let headers = Dictionary(uniqueKeysWithValues: signature.headers.map { ($0.name, $0.value) })
        let read = try RequestSignature { headers[$0] }
        #expect(read == signature)
        try key.verify(read, subject, body: body, at: now)
    }

    /// The code of `docs/partners.md`, so that a partner can test an own program against it.
    @Test func `the documented example comes out`() {
        #expect(signature.code == "b287f766a56e8fb54e4a826fa75bab4d3b6ab7a8b1fcc1e2b802828bec1292ab")
    }

    @Test func `another key, body, path, status or key name is not accepted`() throws {
        let stranger = PartnerKey(.tax, AuthenticationKey(Array(repeating: 8, count: 32))!)
        let answer = SignedSubject.answer(status: 200, path: TaxBill.endpoint.path)
        let answered = key.sign(answer, body: body, idempotencyKey: idempotencyKey, at: now)
        let renamed = try RequestSignature { name in
            name == "Idempotency-Key" ? "plan-2-bill" : signature.headers.first { $0.name == name }?.value
        }
        let attempts: [(PartnerKey, RequestSignature, SignedSubject, [UInt8])] = [
            (stranger, signature, subject, body),
            (key, signature, subject, body + [0x20]),
            (key, signature, .request(to: TaxReceipt.endpoint), body),
            (key, signature, .request(method: "PUT", path: TaxBill.endpoint.path), body),
            (key, signature, answer, body),
            (key, answered, .answer(status: 503, path: TaxBill.endpoint.path), body),
            (key, renamed, subject, body),
            (PartnerKey(.sms, AuthenticationKey(Array(repeating: 7, count: 32))!), signature, subject, body),
        ]
        for (key, signature, subject, body) in attempts {
            #expect(throws: SignatureRefusal.wrongSignature) {
                try key.verify(signature, subject, body: body, at: now)
            }
        }
    }

    @Test func `a signature holds for five minutes either way`() throws {
        for seconds in [-300, -1, 0, 299, 300] {
            try key.verify(signature, subject, body: body, at: now.adding(seconds: seconds))
        }
        for seconds in [-301, 301, 86_400] {
            #expect(throws: SignatureRefusal.staleTimestamp) {
                try key.verify(signature, subject, body: body, at: now.adding(seconds: seconds))
            }
        }
    }

    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "99999999999999999999", "now", ""])
    func `a timestamp out of all range is refused`(_ timestamp: String) throws {
        let headers = Dictionary(uniqueKeysWithValues: signature.headers.map { ($0.name, $0.value) })
            .merging(["Shebao-Timestamp": timestamp]) { $1 }
        let read = try RequestSignature { headers[$0] }
        #expect(throws: SignatureRefusal.wrongSignature) { try key.verify(read, subject, body: body, at: now) }
    }

    @Test(arguments: ["Shebao-Partner", "Shebao-Timestamp", "Idempotency-Key", "Shebao-Signature"])
    func `a request without one of the headers is unsigned`(_ missing: String) {
        #expect(throws: SignatureRefusal.unsigned) {
            try RequestSignature { name in
                name == missing ? nil : signature.headers.first { $0.name == name }?.value
            }
        }
    }

    @Test(arguments: ["", "secret", "00112233445566778899aabbccddeeff", String(repeating: "zz", count: 32)])
    func `a secret that is short or no hexadecimal is none`(_ text: String) {
        #expect(PartnerKey(.tax, secretFileText: text) == nil)
    }

    @Test func `a secret file may end with a line break`() throws {
        let read = try #require(PartnerKey(.tax, secretFileText: String(repeating: "07", count: 32) + "\n"))
        try read.verify(signature, subject, body: body, at: now)
    }
}
