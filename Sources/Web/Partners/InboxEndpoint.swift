package import Basics
import Casework
import Cryptography
package import Exchange
import HTTP
package import Office

/// Where partners send their messages to: `docs/partners.md`. No session and no form's token; the signature says who it is.
package struct InboxEndpoint: Sendable {
    static let path = Path("/exchange/{partner}/{message}", Partner.self, String.self)

    private let desk: Desk
    private let home: Region
    private let keys: [Partner: PartnerKey]
    private let onFault: @Sendable (any Error, String) -> Void

    /// - Parameter home: the region whose rules hold for money that no known employer paid.
    /// - Parameter keys: one for each partner; who has none is not heard.
    package init(
        _ desk: Desk, home: Region, keys: [PartnerKey],
        onFault: @escaping @Sendable (any Error, String) -> Void
    ) {
        self.desk = desk
        self.home = home
        self.keys = Dictionary(uniqueKeysWithValues: keys.map { ($0.partner, $0) })
        self.onFault = onFault
    }

    package var endpoint: Endpoint {
        .call(.post, Self.path) { visit, partner, message in
            guard let key = keys[partner] else { throw PageProblem.notFound }
            return await answer(visit.request, message, key)
        }
    }

    private func answer(_ request: Request, _ message: String, _ key: PartnerKey) async -> Response {
        let now = desk.clock.now
        func signed(_ reply: Reply, _ idempotencyKey: IdempotencyKey) -> Response {
            reply.response(to: request.path, as: idempotencyKey, signedBy: key, at: now)
        }
        guard let body = try? await request.body.bytes(upTo: largestMessageBytes) else {
            return signed(.problem(Problem(.malformed, "报文超过 \(largestMessageBytes) 字节，或未发送完整。")), .unreadable)
        }
        do throws(SignatureRefusal) {
            let signature = try RequestSignature { request.headers[$0] }
            let subject = SignedSubject.request(method: request.method.rawValue, path: request.path)
            try key.verify(signature, subject, body: body, at: now)
            return signed(
                await take(message, body, of: key.partner, signature.idempotencyKey), signature.idempotencyKey)
        } catch {
            return signed(.problem(error.problem), .unreadable)
        }
    }

    private func take(
        _ message: String, _ body: [UInt8], of partner: Partner, _ idempotencyKey: IdempotencyKey
    ) async -> Reply {
        guard let endpoint = Contracts.endpoint(partner, message) else { return .unknownEndpoint }
        let arrived = InboxMessage(
            endpoint, idempotencyKey: idempotencyKey, body: body, receivedAt: desk.clock.now)
        do {
            switch try await desk.receive(arrived, for: home) {
            case .received: return .received
            case .keyReused: return .problem(Problem(.keyReused, "该幂等键已用于另一份报文。"))
            case .malformed(let malformed): return .problem(Problem(malformed))
            case .unknownEndpoint: return .unknownEndpoint
            }
        } catch {
            // Signed all the same, so that the partner knows that it is us who will be back.
            onFault(error, randomBytes(6).hex)
            return .problem(Problem(.busy, "暂时无法接收，请稍后用同一幂等键重发。"))
        }
    }
}

private enum Reply {
    case received
    case problem(Problem)

    static let unknownEndpoint = Reply.problem(Problem(.unknownEndpoint, "没有此接口。"))

    func response(
        to path: String, as idempotencyKey: IdempotencyKey, signedBy key: PartnerKey, at now: Instant
    ) -> Response {
        let (status, body) = content(idempotencyKey)
        let signature = key.sign(
            .answer(status: status, path: path), body: body, idempotencyKey: idempotencyKey, at: now)
        var response = Response.json(body, status: Status(status))
        for (name, value) in signature.headers { response.headers[name] = value }
        return response
    }

    private func content(_ idempotencyKey: IdempotencyKey) -> (status: Int, body: [UInt8]) {
        do throws(MalformedMessage) {
            switch self {
            case .received: return (200, try Received(idempotencyKey).body())
            case .problem(let problem): return (problem.code.status, try problem.body())
            }
        } catch {
            preconditionFailure("our own sentence breaks the contract: \(error)")
        }
    }
}

extension IdempotencyKey {
    /// Of an answer to somebody whose key can't be read or believed.
    static let unreadable = IdempotencyKey("unreadable")!
}

extension Partner: PathParameter {}
