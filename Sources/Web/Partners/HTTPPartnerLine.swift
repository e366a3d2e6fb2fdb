package import Casework
package import Exchange
import HTTP
package import Office

/// The way to the partners over HTTP, signed both ways: `docs/partners.md`.
package struct HTTPPartnerLine: PartnerLine {
    /// Where a partner is and what it shares with us.
    package struct Address: Sendable {
        /// Without a slash at the end: `https://tax.example`.
        let base: String
        let key: PartnerKey

        package init(_ base: String, _ key: PartnerKey) {
            self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
            self.key = key
        }
    }

    private struct Line: Sendable {
        let address: Address
        let client: HTTPClient
        let patience: Duration
    }

    /// For each partner. A courier's batch of 20 fits, and at the end of the queue of a partner that says nothing, a person
    /// waits three times its patience, not longer.
    private static let (threads, queue) = (8, 24)

    private let lines: [Partner: Line]
    private let clock: any OfficeClock

    package init(_ addresses: [Partner: Address], clock: any OfficeClock) {
        // Each has threads of its own: a partner that is slow delays nobody else's messages.
        lines = Dictionary(
            uniqueKeysWithValues: addresses.map { partner, address in
                let client = HTTPClient(
                    threadCount: Self.threads, answerBytesLimit: largestMessageBytes, queueLimit: Self.queue)
                return (partner, Line(address: address, client: client, patience: partner.patience))
            })
        self.clock = clock
    }

    package func send(
        _ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]
    ) async throws(PartnerSilence) -> [UInt8] {
        guard let line = lines[endpoint.partner] else {
            throw PartnerSilence("没有配置\(endpoint.partner.name)的地址。")
        }
        let signature = line.address.key.sign(
            .request(to: endpoint), body: body, idempotencyKey: key, at: clock.now)
        let headers = Headers([(name: "content-type", value: "application/json")] + signature.headers)
        let answer: HTTPClient.Answer
        do throws(HTTPFailure) {
            answer = try await line.client.send(
                HTTPClient.Request(.post, line.address.base + endpoint.path, headers: headers, body: body),
                timeout: line.patience)
        } catch {
            throw PartnerSilence(error.reason(of: endpoint.partner))
        }
        return try judge(answer, endpoint, key, line.address.key)
    }

    /// Only a signed answer counts, good or bad: anybody could say 200, or 404.
    private func judge(
        _ answer: HTTPClient.Answer, _ endpoint: Exchange.Endpoint, _ key: IdempotencyKey, _ partnerKey: PartnerKey
    ) throws(PartnerSilence) -> [UInt8] {
        do throws(SignatureRefusal) {
            let signature = try RequestSignature { answer.headers[$0] }
            try partnerKey.verify(
                signature, .answer(status: answer.status, path: endpoint.path), body: answer.body, at: clock.now)
            let isOurs = signature.idempotencyKey == key
            guard isOurs || (answer.status != 200 && signature.idempotencyKey == .unreadable) else {
                throw .wrongSignature
            }
        } catch {
            throw PartnerSilence("\(endpoint.partner.name)的答复（HTTP \(answer.status)）没有有效签名。")
        }
        if answer.status == 200 { return answer.body }
        let sentence = (try? Problem(body: answer.body))?.sentence ?? "HTTP \(answer.status)"
        throw PartnerSilence(
            "\(endpoint.partner.name)：\(sentence)", isFinal: [400, 401, 404, 409].contains(answer.status))
    }
}

extension Partner {
    /// Somebody sits before the page while a register is asked; everything else goes by itself.
    fileprivate var patience: Duration {
        switch self {
        case .population, .marketRegulator, .civilAffairs: .seconds(3)
        case .tax, .medical, .sms, .bank: .seconds(10)
        }
    }
}

extension HTTPFailure {
    fileprivate func reason(of partner: Partner) -> String {
        switch self {
        case .unsendable: "\(partner.name)的地址无法使用，请检查配置。"
        case .unreachable: "无法连接\(partner.name)。"
        case .timedOut: "\(partner.name)没有在规定时间内答复。"
        case .answerTooLarge: "\(partner.name)的答复过长。"
        case .broken: "与\(partner.name)的连接中断。"
        case .saturated: "等待\(partner.name)答复的报文过多。"
        }
    }
}
