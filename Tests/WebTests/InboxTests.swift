import Basics
import Casework
import Cryptography
import Database
import Exchange
import HTTP
import Office
import Synchronization
import Testing
import Web

@Suite struct InboxTests {
    @Test func `a signed message is taken in once however often it comes`() async throws {
        try await InboxScene.run { scene in
            let first = await scene.post(scene.window(1, 25), as: "window-1")
            let again = await scene.post(scene.window(1, 25), as: "window-1")
            for answer in [first, again] {
                #expect(answer.status == .ok)
                try scene.verify(answer, "window-1")
                #expect(try Received(body: answer.body).idempotencyKey.text == "window-1")
            }
            #expect(first.headers["set-cookie"] == nil && first.headers["cache-control"] == "no-store")
            #expect(try await scene.kept() == 1)
        }
    }

    @Test func `a key that comes with another body is a conflict`() async throws {
        try await InboxScene.run { scene in
            _ = await scene.post(scene.window(1, 25), as: "window-1")
            let other = await scene.post(scene.window(2, 25), as: "window-1")
            #expect(other.status == .conflict)
            try scene.verify(other, "window-1")
            #expect(try Problem(body: other.body).code == .keyReused)
        }
    }

    @Test func `who does not hold the secret, or comes late, is not heard`() async throws {
        try await InboxScene.run { scene in
            let stranger = PartnerKey(.tax, AuthenticationKey.random())
            let attempts = [
                (await scene.post(scene.window(1, 25), as: "window-1", by: stranger), Problem.Code.wrongSignature),
                (await scene.post(scene.window(1, 25), as: "window-1", secondsAgo: 301), .staleTimestamp),
                (await scene.post(scene.window(1, 25), as: "window-1", secondsAgo: -301), .staleTimestamp),
                (
                    await scene.post(scene.window(1, 25), as: "window-1", signs: "/exchange/tax/receipt"),
                    .wrongSignature
                ),
                (await scene.post(scene.window(1, 25), as: nil), .unsigned),
            ]
            for (answer, code) in attempts {
                #expect(answer.status == .unauthorized)
                #expect(try Problem(body: answer.body).code == code)
                try scene.verify(answer, "unreadable")
            }
            #expect(try await scene.kept() == 0)
        }
    }

    @Test func `what breaks its contract is named, with its field`() async throws {
        try await InboxScene.run { scene in
            let malformed = await scene.post(scene.window(25, 1), as: "window-1")
            #expect(malformed.status == .badRequest)
            try scene.verify(malformed, "window-1")
            #expect(try Problem(body: malformed.body).field == "closesOn")
            #expect(await scene.post(Array("{".utf8), as: "window-2").status == .badRequest)
            let huge = await scene.post(Array(repeating: 0x20, count: largestMessageBytes + 1), as: "window-3")
            #expect(huge.status == .badRequest)
            try scene.verify(huge, "unreadable")
        }
    }

    @Test func `what is not sent to us is no endpoint, and a partner without a key is no partner`() async throws {
        try await InboxScene.run { scene in
            for message in ["nothing", "bill"] {
                let path = "/exchange/tax/\(message)"
                let lost = await scene.post(scene.window(1, 25), as: "window-1", to: path)
                #expect(lost.status == .notFound)
                try scene.verify(lost, "window-1", of: path)
                #expect(try Problem(body: lost.body).code == .unknownEndpoint)
            }
            for path in ["/exchange/medical/enrolment-answer", "/exchange/post/letter"] {
                #expect(await scene.post(scene.window(1, 25), as: "window-1", to: path).status == .notFound)
            }
        }
    }

    @Test func `while the database is away the partner is told to come again, and the log why`() async throws {
        try await InboxScene.run { scene in
            await scene.database.close()
            let busy = await scene.post(scene.window(1, 25), as: "window-1")
            #expect(busy.status == .unavailable)
            try scene.verify(busy, "window-1")
            #expect(try Problem(body: busy.body).code == .busy)
            #expect(scene.faults.withLock { $0 } == 1)
        }
    }
}

/// The inbox with the tax department's key.
private final class InboxScene: Sendable {
    let key = PartnerKey(.tax, AuthenticationKey.random())
    let faults = Mutex(0)
    private let scene: DeskScene

    private static let path = CollectionWindow.endpoint.path

    static func run(_ work: (InboxScene) async throws -> Void) async throws {
        try await DeskScene.run { scene in try await work(InboxScene(scene)) }
    }

    private init(_ scene: DeskScene) {
        self.scene = scene
    }

    var database: Database { scene.desk.database }
    private var clock: StandingClock { scene.clock }

    func window(_ opens: Int, _ closes: Int) -> [UInt8] {
        func day(_ number: Int) -> String { "2026-11-\(number < 10 ? "0" : "")\(number)" }
        return Array(#"{"period":"2026-11","opensOn":"\#(day(opens))","closesOn":"\#(day(closes))"}"#.utf8)
    }

    func post(
        _ body: [UInt8], as idempotencyKey: String?, to path: String = path, by signer: PartnerKey? = nil,
        secondsAgo: Int = 0, signs signed: String? = nil
    ) async -> Response {
        var headers: Headers = ["content-type": "application/json"]
        if let idempotencyKey = idempotencyKey.flatMap(IdempotencyKey.init) {
            let signature = (signer ?? key).sign(
                .request(method: "POST", path: signed ?? path), body: body, idempotencyKey: idempotencyKey,
                at: clock.now.adding(seconds: -secondsAgo))
            for (name, value) in signature.headers { headers[name] = value }
        }
        let inbox = InboxEndpoint(scene.desk, home: Region(rawValue: "beijing"), keys: [key]) { _, _ in
            self.faults.withLock { $0 += 1 }
        }
        let site = Site(
            settings: SiteSettings(publicURL: "http://127.0.0.1", isDemonstration: true),
            endpoints: [inbox.endpoint], formKey: AuthenticationKey.random(),
            rateLimit: RateLimit(burst: 100, perSecond: 1), loginPath: EntryPaths.login, onFault: { _, _ in },
            identify: { _ in
                Issue.record("a partner has no session")
                return nil
            })
        return await site.respond(
            to: Request(method: .post, target: path, headers: headers, body: RequestBody(body)))
    }

    func verify(_ answer: Response, _ idempotencyKey: String, of path: String = path) throws {
        let signature = try RequestSignature { answer.headers[$0] }
        #expect(signature.idempotencyKey.text == idempotencyKey)
        try key.verify(
            signature, .answer(status: answer.status.code, path: path), body: answer.body, at: clock.now)
    }

    /// How many messages were taken in.
    func kept() async throws -> Int {
        try await database.read { tx in try tx.all("SELECT 1 FROM inbox") { _ in 1 }.count }
    }
}
