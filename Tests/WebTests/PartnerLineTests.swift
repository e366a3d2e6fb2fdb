import Basics
import Casework
import Cryptography
import Exchange
import HTTP
import Office
import Synchronization
import Testing
import Web

@Suite struct PartnerLineTests {
    @Test func `a signed answer to our message is an answer`() async throws {
        let tax = FakeTax { request, sign in
            let signature = try RequestSignature { request.headers[$0] }
            let body = try await request.body.bytes(upTo: 1_000)
            try FakeTax.key.verify(signature, .request(to: FakeTax.endpoint), body: body, at: FakeTax.now)
            return sign(200, [0x7B, 0x7D], signature.idempotencyKey, FakeTax.now, FakeTax.key)
        }
        #expect(try await tax.outcome() == .success([0x7B, 0x7D]))
    }

    @Test(arguments: Problem.Code.allCases)
    func `a signed problem is final unless the partner is busy`(code: Problem.Code) async throws {
        let tax = FakeTax { request, sign in
            let body = try Problem(code, "不收。").body()
            let key = code.status == 401 ? IdempotencyKey("unreadable")! : FakeTax.idempotencyKey
            return sign(code.status, body, key, FakeTax.now, FakeTax.key)
        }
        let silence = PartnerSilence("税务部门：不收。", isFinal: code != .busy)
        #expect(try await tax.outcome() == .failure(silence))
    }

    @Test func `an answer without a right signature says nothing, whatever its status`() async throws {
        let other = IdempotencyKey("another-message")!
        let unreadable = IdempotencyKey("unreadable")!
        for status in [200, 400, 401, 404, 409, 503] {
            let answers: [@Sendable (FakeTax.Sign) -> Response] = [
                { _ in .text("{}", status: Status(status)) },
                { $0(status, [], FakeTax.idempotencyKey, FakeTax.now, PartnerKey(.tax, .random())) },
                { $0(status, [], other, FakeTax.now, FakeTax.key) },
                { $0(status, [], FakeTax.idempotencyKey, FakeTax.now.adding(seconds: -301), FakeTax.key) },
                { $0(status == 404 ? 400 : 404, [], FakeTax.idempotencyKey, FakeTax.now, FakeTax.key).with(status) },
            ]
            for answer in answers {
                #expect(try await FakeTax { answer($1) }.outcome() == .failure(.unsigned(status)))
            }
        }
        let lost = FakeTax { $1(200, [], unreadable, FakeTax.now, FakeTax.key) }
        #expect(try await lost.outcome() == .failure(.unsigned(200)))
    }

    @Test func `a partner that is not there, or without an address, is asked again later`() async throws {
        let nowhere = HTTPPartnerLine([.tax: .init("http://127.0.0.1:1", FakeTax.key)], clock: FakeTax.clock)
        #expect(await FakeTax.outcome(over: nowhere) == .failure(PartnerSilence("无法连接税务部门。")))
        let unknown = HTTPPartnerLine([:], clock: FakeTax.clock)
        #expect(await FakeTax.outcome(over: unknown) == .failure(PartnerSilence("没有配置税务部门的地址。")))
    }

    @Test func `an answer longer than any message is not read to its end`() async throws {
        let tax = FakeTax {
            $1(200, Array(repeating: 0x20, count: 100_000), FakeTax.idempotencyKey, FakeTax.now, FakeTax.key)
        }
        #expect(try await tax.outcome() == .failure(PartnerSilence("税务部门的答复过长。")))
    }
}

extension PartnerSilence {
    fileprivate static func unsigned(_ status: Int) -> PartnerSilence {
        PartnerSilence("税务部门的答复（HTTP \(status)）没有有效签名。")
    }
}

extension Response {
    /// As if somebody on the way had changed the status.
    fileprivate func with(_ status: Int) -> Response {
        var changed = self
        changed.status = Status(status)
        return changed
    }
}

/// A server on the loopback that answers as it is told.
private struct FakeTax: Sendable {
    typealias Sign = @Sendable (Int, [UInt8], IdempotencyKey, Instant, PartnerKey) -> Response

    static let key = PartnerKey(.tax, AuthenticationKey(Array(repeating: 7, count: 32))!)
    static let idempotencyKey = IdempotencyKey("plan-1-bill")!
    static let endpoint = TaxBill.endpoint
    static let clock = StandingClock()
    static var now: Instant { clock.now }

    let answer: @Sendable (Request, Sign) async throws -> Response

    init(_ answer: @escaping @Sendable (Request, Sign) async throws -> Response) {
        self.answer = answer
    }

    /// What our line makes of the answer to one bill.
    func outcome() async throws -> Result<[UInt8], PartnerSilence> {
        try await serving({ request in
            do {
                return try await answer(request) { status, body, key, at, signer in
                    let signature = signer.sign(
                        .answer(status: status, path: request.path), body: body, idempotencyKey: key, at: at)
                    return Response(Status(status), headers: Headers(signature.headers), body: body)
                }
            } catch {
                Issue.record(error)
                return Response(.internalError)
            }
        }) { port in
            let address = HTTPPartnerLine.Address("http://127.0.0.1:\(port)/", Self.key)
            return await Self.outcome(over: HTTPPartnerLine([.tax: address], clock: Self.clock))
        }
    }

    static func outcome(over line: HTTPPartnerLine) async -> Result<[UInt8], PartnerSilence> {
        do throws(PartnerSilence) {
            return .success(try await line.send(endpoint, key: idempotencyKey, body: Array("{}".utf8)))
        } catch {
            return .failure(error)
        }
    }
}

/// Runs a server on a free port of the loopback interface while `work` goes on.
private func serving<Value>(
    _ respond: @escaping HTTPServer.Responder, _ work: (Int) async throws -> Value
) async throws -> Value {
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let server = HTTPServer(port: 0, onRunning: { announce.yield($0) }, respond: respond)
    let serving = Task {
        defer { announce.finish() }
        try await server.run()
    }
    defer { serving.cancel() }
    var port = ports.makeAsyncIterator()
    return try await work(try #require(await port.next()))
}
