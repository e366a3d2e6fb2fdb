import Basics
import Exchange
import HTTP

extension StandIn {
    /// Sends what is due, once; each attempt goes under the message's first key.
    func deliverDue() async {
        let now = world.now().milliseconds
        var due = memory.deliveries.filter { $0.state == .waiting && $0.nextAttemptAt <= now }
        if memory.faults.contains(.reorders) {
            guard due.count >= 2 else { return }
            due.reverse()
        }
        for delivery in due {
            for _ in 0..<(memory.faults.contains(.repeats) ? 2 : 1) {
                let outcome = await attempt(delivery)
                let instant = world.now()
                change { memory in
                    guard
                        let index = memory.deliveries.firstIndex(where: {
                            $0.idempotencyKey == delivery.idempotencyKey
                        })
                    else { return }
                    memory.deliveries[index].record(outcome, at: instant)
                }
            }
        }
    }

    private func attempt(_ delivery: Delivery) async -> Delivery.Attempt {
        let body = Array(delivery.body.utf8)
        let subject = SignedSubject.request(method: Endpoint.method, path: delivery.path)
        let signature = key.sign(subject, body: body, idempotencyKey: delivery.idempotencyKey, at: world.now())
        let headers = Headers([(name: "content-type", value: "application/json")] + signature.headers)
        do throws(HTTPFailure) {
            let answer = try await world.send(
                HTTPClient.Request(.post, world.platform + delivery.path, headers: headers, body: body))
            return judge(answer, of: delivery)
        } catch {
            return .failed("无法连接社保平台")
        }
    }

    /// Only a signed answer counts, good or bad: anybody could say 200.
    private func judge(_ answer: HTTPClient.Answer, of delivery: Delivery) -> Delivery.Attempt {
        do throws(SignatureRefusal) {
            let signature = try RequestSignature { answer.headers[$0] }
            try key.verify(
                signature, .answer(status: answer.status, path: delivery.path), body: answer.body, at: world.now())
            guard signature.idempotencyKey == delivery.idempotencyKey || answer.status != 200 else {
                throw .wrongSignature
            }
        } catch {
            return .failed("答复（HTTP \(answer.status)）没有有效签名")
        }
        if answer.status == 200 { return .taken }
        let sentence = (try? Problem(body: answer.body))?.sentence ?? "HTTP \(answer.status)"
        return [400, 401, 404, 409].contains(answer.status) ? .refused(sentence) : .failed(sentence)
    }
}
