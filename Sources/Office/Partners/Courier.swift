package import Basics
import Casework
import Database
import Exchange
import Policy
import Storage

/// Delivers what stands in the outbox at its own pace, again and again with growing pauses, until it is answered or given up
/// to the staff's list.
package struct Courier: Sendable {
    private let desk: Desk

    package init(_ desk: Desk) {
        self.desk = desk
    }

    private static let batch = 20
    /// How long a letter is held for the courier that has it; a courier that died loses it after this.
    private static let holdSeconds = 120
    /// 10 s doubled each time up to an hour; the last try is about two days after the first.
    private static let attempts = 56

    /// Carries what is due.
    /// - Returns: how many letters were tried.
    package func round() async throws -> Int {
        let now = desk.clock.now
        let letters = try await desk.database.transaction { tx in
            try tx.outbox.claim(due: now, hold: now.adding(seconds: Self.holdSeconds), limit: Self.batch)
        }
        await withTaskGroup(of: Void.self) { group in
            for letter in letters { group.addTask { await deliver(letter) } }
        }
        return letters.count
    }

    private func deliver(_ letter: Outbox.Letter) async {
        guard let endpoint = Contracts.endpoint(letter.partner, letter.kind),
            let key = IdempotencyKey(letter.idempotencyKey)
        else { return await note(letter, PartnerSilence("没有这样的报文", isFinal: true)) }
        do throws(PartnerSilence) {
            let answer = try await desk.partners.send(endpoint, key: key, body: Array(letter.body.utf8))
            await settle(letter, answer)
        } catch {
            await note(letter, error)
        }
    }

    /// Some answers say no: what they refuse is work for the staff, and sending it again would not help.
    private func settle(_ letter: Outbox.Letter, _ answer: [UInt8]) async {
        if let refusal = Self.refusal(in: answer, to: letter) {
            return await note(letter, PartnerSilence("\(refusal.sentence)\(refusal.remedy)", isFinal: true))
        }
        let now = desk.clock.now
        // If this fails, the hold runs out and the letter is sent again under the same key, which changes nothing there.
        try? await desk.database.transaction { tx in try tx.outbox.delivered(letter.id, at: now) }
    }

    private static func refusal(in answer: [UInt8], to letter: Outbox.Letter) -> PartnerRefusal? {
        switch Contracts.endpoint(letter.partner, letter.kind) {
        case TaxBill.endpoint:
            if case .refused(let refusal) = try? TaxBillAnswer(body: answer) { refusal } else { nil }
        case TextMessage.endpoint:
            if case .refused(let refusal) = try? TextMessageAnswer(body: answer) { refusal } else { nil }
        default: nil
        }
    }

    private func note(_ letter: Outbox.Letter, _ silence: PartnerSilence) async {
        let tried = letter.attempts + 1
        let pause = min(3_600, 10 << min(tried, 9))
        let next = silence.isFinal || tried >= Self.attempts ? nil : desk.clock.now.adding(seconds: pause)
        // If even this fails, the hold runs out and the letter is tried again.
        try? await desk.database.transaction { tx in
            try tx.outbox.failed(letter.id, because: String(silence.reason.prefix(500)), next: next)
        }
    }
}

extension Desk {
    /// Asks the tax department for the collection windows of this month and the next.
    package func fetchTaxWindows(for home: Region) async throws {
        let month = clock.today.month
        for asked in [month, month.next] {
            let key = IdempotencyKey("window-\(asked)-\(clock.now.milliseconds)")!
            let body = try? await partners.send(
                CollectionWindowInquiry.endpoint, key: key, body: try CollectionWindowInquiry(period: asked).body())
            guard let body, case .published(let window) = try? CollectionWindowAnswer(body: body) else { continue }
            let now = clock.now
            try await database.transaction { tx in
                try tx.learnTaxWindow(home, window.period, opensOn: window.opensOn, closesOn: window.closesOn, at: now)
            }
        }
    }
}
