import Basics
import Casework
import Cryptography
import Exchange
import HTTP

extension StandIn {
    /// Takes a message in: signature, then key, then the department.
    func exchange(_ request: Request) async -> Response {
        if memory.faults.contains(.silent) { await world.pause(FaultSettings.silenceSeconds) }
        if memory.faults.contains(.unavailable) || memory.faults.contains(.silent) { return unavailable }
        await world.pause(memory.faults.slowSeconds)
        guard let body = try? await request.body.bytes(upTo: largestMessageBytes) else {
            return answer(to: request, Problem(.malformed, "报文超过 \(largestMessageBytes) 字节，或未发送完整。"), unreadableKey)
        }
        let signature: RequestSignature
        do throws(SignatureRefusal) {
            signature = try RequestSignature { request.headers[$0] }
            let subject = SignedSubject.request(method: request.method.rawValue, path: request.path)
            try key.verify(signature, subject, body: body, at: world.now())
        } catch {
            return answer(to: request, error.problem, unreadableKey)
        }
        let response = take(request, body, signature.idempotencyKey)
        return memory.faults.contains(.answerLost) ? unavailable : response
    }

    private func take(_ request: Request, _ body: [UInt8], _ key: IdempotencyKey) -> Response {
        let text = String(decoding: body, as: UTF8.self)
        if let index = memory.arrivals.firstIndex(where: { $0.idempotencyKey == key }) {
            let before = memory.arrivals[index]
            guard before.body == text, request.path.hasSuffix("/\(before.message)") else {
                return answer(to: request, Problem(.keyReused, "该幂等键已用于另一份报文。"), key)
            }
            change { $0.arrivals[index].repeats += 1 }
            return answer(to: request, status: 200, Array(before.answer.utf8), key)
        }
        let prefix = "/exchange/\(Of.partner.rawValue)/"
        let message = request.path.hasPrefix(prefix) ? String(request.path.dropFirst(prefix.count)) : ""
        do throws(MalformedMessage) {
            let reply = try work { (department, desk) throws(MalformedMessage) in
                try department.answer(message, body, &desk)
            }
            let content: [UInt8]
            switch reply {
            case .received: content = try Received(key).body()
            case .body(let body): content = body
            case .unknownMessage: return answer(to: request, Problem(.unknownEndpoint, "没有此接口。"), key)
            }
            change {
                $0.arrivals.append(
                    Arrival(
                        message: message, idempotencyKey: key, body: text,
                        answer: String(decoding: content, as: UTF8.self), at: world.now().milliseconds,
                        on: world.today()))
                $0.arrivals.removeFirst(max(0, $0.arrivals.count - Memory.limit))
            }
            return answer(to: request, status: 200, content, key)
        } catch {
            return answer(to: request, Problem(error), key)
        }
    }
}

extension StandIn {
    private func answer(to request: Request, _ problem: Problem, _ key: IdempotencyKey) -> Response {
        do throws(MalformedMessage) {
            return answer(to: request, status: problem.code.status, try problem.body(), key)
        } catch {
            preconditionFailure("our own sentence breaks the contract: \(error)")
        }
    }

    private func answer(to request: Request, status: Int, _ body: [UInt8], _ key: IdempotencyKey) -> Response {
        let signer =
            memory.faults.contains(.wrongSignature)
            ? PartnerKey(Of.partner, AuthenticationKey.random()) : self.key
        let signature = signer.sign(
            .answer(status: status, path: request.path), body: body, idempotencyKey: key, at: world.now())
        var response = Response.json(body, status: Status(status))
        for (name, value) in signature.headers { response.headers[name] = value }
        return response
    }

    private var unavailable: Response { .text("503 Service Unavailable\n", status: .unavailable) }

    /// Of an answer to somebody whose key can't be read or believed.
    private var unreadableKey: IdempotencyKey { IdempotencyKey("unreadable")! }
}
