import Basics
import Casework
import Cryptography
import Exchange
import Foundation
import HTTP
import Synchronization
import Testing

@testable import StandIns

/// A department on a real port, for the length of a test. Its clock stands still unless it is moved, and it never waits.
final class Loopback<Of: Department>: Sendable {
    let key = PartnerKey(Of.partner, AuthenticationKey(Array(repeating: 7, count: 32))!)
    let platform = FakePlatform(Of.partner)
    let clock = Clock()
    let client = HTTPClient(threadCount: 2)
    private let state = Mutex((address: "", pauses: [Int](), saved: Data()))

    final class Clock: Sendable {
        private let state = Mutex(Instant(milliseconds: 1_795_303_223_000))
        var now: Instant { state.withLock { $0 } }
        func move(seconds: Int) { state.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    var pauses: [Int] { state.withLock { $0.pauses } }
    /// What a state file would hold.
    var saved: Data { state.withLock { $0.saved } }
    private var address: String { state.withLock { $0.address } }

    static func run(
        _ department: Of, _ work: (Loopback<Of>, StandIn<Of>) async throws -> Void
    ) async throws {
        let loopback = Loopback<Of>()
        try await serving({ await loopback.platform.respond(to: $0, key: loopback.key, now: loopback.clock.now) }) {
            platformPort in
            let standIn = StandIn(department, key: loopback.key, world: loopback.world(platformPort: platformPort))
            try await serving({ await standIn.respond(to: $0) }) { port in
                loopback.state.withLock { $0.address = "http://127.0.0.1:\(port)" }
                try await work(loopback, standIn)
            }
        }
    }

    func world(platformPort: Int) -> World {
        World(
            now: { self.clock.now }, today: { Day(year: 2026, month: 11, day: 21)! },
            pause: { seconds in if seconds > 0 { self.state.withLock { $0.pauses.append(seconds) } } },
            save: { memory in
                let data = try? JSONEncoder().encode(memory)
                self.state.withLock { $0.saved = data ?? Data() }
            },
            send: { request throws(HTTPFailure) in try await self.client.send(request) },
            platform: "http://127.0.0.1:\(platformPort)")
    }
}

extension Loopback {
    /// Sends a message signed as the platform signs it.
    func post<Request: PartnerRequest>(
        _ request: Request, as key: String, signedBy signer: PartnerKey? = nil, secondsAgo: Int = 0
    ) async throws -> HTTPClient.Answer {
        let message = try OutboxMessage(request, idempotencyKey: try #require(IdempotencyKey(key)))
        return try await post(
            message.body, to: message.endpoint.path, as: key, signedBy: signer, secondsAgo: secondsAgo)
    }

    func post(
        _ body: [UInt8], to path: String, as key: String, signedBy signer: PartnerKey? = nil, secondsAgo: Int = 0
    ) async throws -> HTTPClient.Answer {
        let signature = (signer ?? self.key).sign(
            .request(method: "POST", path: path), body: body, idempotencyKey: try #require(IdempotencyKey(key)),
            at: clock.now.adding(seconds: -secondsAgo))
        return try await client.send(
            .init(.post, address + path, headers: Headers(signature.headers), body: body))
    }

    /// The answer, once its signature is found right.
    func ask<Request: PartnerRequest>(_ request: Request, as key: String) async throws -> Request.Answer {
        let answer = try await post(request, as: key)
        #expect(answer.status == 200)
        try verify(answer, to: Request.endpoint.path)
        return try Request.Answer(body: answer.body)
    }

    func verify(_ answer: HTTPClient.Answer, to path: String) throws {
        let signature = try RequestSignature { answer.headers[$0] }
        try key.verify(signature, .answer(status: answer.status, path: path), body: answer.body, at: clock.now)
    }

    func page(_ query: String = "") async throws -> String {
        let answer = try await client.send(.init(.get, address + "/" + query))
        #expect(answer.status == 200)
        return String(decoding: answer.body, as: UTF8.self)
    }

    /// Presses a button of the page; gives the status.
    @discardableResult func press(_ path: String, _ fields: String, headers: Headers = [:]) async throws -> Int {
        var headers = headers
        headers["content-type"] = "application/x-www-form-urlencoded"
        return try await client.send(.init(.post, address + path, headers: headers, body: Array(fields.utf8))).status
    }
}

/// The platform's inbox: keeps what came with a right signature.
final class FakePlatform: Sendable {
    private let state: Mutex<(downFor: Int, taken: [(path: String, key: String, body: [UInt8])])>

    init(_ partner: Partner) {
        state = Mutex((0, []))
    }

    var taken: [(path: String, key: String, body: [UInt8])] { state.withLock { $0.taken } }
    func goDown(forRequests count: Int) { state.withLock { $0.downFor = count } }

    func respond(to request: Request, key: PartnerKey, now: Instant) async -> Response {
        let isDown = state.withLock { state in
            state.downFor -= 1
            return state.downFor >= 0
        }
        guard !isDown, let body = try? await request.body.bytes(upTo: largestMessageBytes),
            let signature = try? RequestSignature(reading: { request.headers[$0] }),
            (try? key.verify(signature, .request(method: "POST", path: request.path), body: body, at: now)) != nil,
            let answer = try? Received(signature.idempotencyKey).body()
        else { return .text("down", status: .unavailable) }
        state.withLock { $0.taken.append((request.path, signature.idempotencyKey.text, body)) }
        let signed = key.sign(
            .answer(status: 200, path: request.path), body: answer, idempotencyKey: signature.idempotencyKey, at: now)
        return Response(.ok, headers: Headers(signed.headers), body: answer)
    }
}

/// Runs a server on a free port of the loopback interface while `work` goes on.
func serving(_ respond: @escaping HTTPServer.Responder, _ work: (Int) async throws -> Void) async throws {
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    let server = HTTPServer(port: 0, onRunning: { announce.yield($0) }, respond: respond)
    let serving = Task {
        defer { announce.finish() }
        try await server.run()
    }
    var port = ports.makeAsyncIterator()
    let outcome: Result<Void, any Error>
    do {
        try await work(try #require(await port.next()))
        outcome = .success(())
    } catch {
        outcome = .failure(error)
    }
    serving.cancel()
    _ = await serving.result
    try outcome.get()
}
