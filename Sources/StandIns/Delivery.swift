import Basics
import Exchange

/// A message on its way to the platform.
struct Delivery: Hashable, Sendable, Codable {
    enum State: String, Hashable, Sendable, Codable {
        case waiting, delivered, refused
    }

    let message: String
    let path: String
    let idempotencyKey: IdempotencyKey
    let body: String
    let createdAt: Int64
    /// The business day; older files have none.
    var createdOn: Day?
    var state = State.waiting
    var attempts = 0
    var nextAttemptAt: Int64
    /// What came of the last attempt, in Chinese.
    var result = "等待发送"

    init(_ message: OutboxMessage, at now: Instant, on today: Day) {
        self.message = message.endpoint.message
        self.path = message.endpoint.path
        self.idempotencyKey = message.idempotencyKey
        self.body = String(decoding: message.body, as: UTF8.self)
        self.createdAt = now.milliseconds
        self.createdOn = today
        self.nextAttemptAt = now.milliseconds
    }

    var shownTime: String { Instant(milliseconds: createdAt).shown(on: createdOn) }

    mutating func record(_ outcome: Attempt, at now: Instant) {
        attempts += 1
        switch outcome {
        case .taken:
            state = .delivered
            result = "已送达"
        case .refused(let sentence):
            // A message that was delivered once stays so, whatever its repeat meets.
            if state != .delivered { state = .refused }
            result = "平台不接收：\(sentence)"
        case .failed(let sentence):
            if state == .delivered { return }
            let delaySeconds = min(15, 1 << min(attempts - 1, 4))
            nextAttemptAt = now.adding(seconds: delaySeconds).milliseconds
            result = "未送达：\(sentence)，\(delaySeconds) 秒后重发"
        }
    }

    enum Attempt: Hashable, Sendable {
        case taken
        /// Sending the same again can't help.
        case refused(String)
        case failed(String)
    }
}
