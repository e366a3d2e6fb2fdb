package import Basics
package import Casework
import Database
import Exchange
import Policy
import Records
import Storage

/// Which to-dos somebody is told of by text message.
package struct MessageSettings: Sendable {
    /// To which phone, masked.
    package let phone: String
    package let topics: [MessageTopic]
    package let chosen: Set<MessageTopic>
    /// The hours of the day between which messages are sent; `nil` where policy sets none.
    package let hours: ClosedRange<Int>?
}

extension Desk {
    private static func party(of principal: Principal) throws -> Applicant.Kind {
        guard let applicant = applicant(of: principal) else { throw DeskRefusal.notFound }
        return applicant.kind
    }

    /// What an operator lacks the right for they are neither told of nor asked about.
    private static func topics(of principal: Principal) throws -> [MessageTopic] {
        MessageTopic.all(for: try party(of: principal)).filter { $0.right.map(principal.holds) ?? true }
    }

    package func messageSettings(of principal: Principal, in home: Region) async throws -> MessageSettings {
        let topics = try Self.topics(of: principal)
        let hours = messageHours(in: principal.region ?? home)
        return try await database.read { tx in
            guard let login = try tx.logins.withId(principal.login) else { throw DeskRefusal.notFound }
            let choices = try tx.messageChoices.of(principal.login)
            return MessageSettings(
                phone: Masked.number(login.phone), topics: topics,
                chosen: Set(topics.filter { choices[$0] ?? $0.isSentUnasked }), hours: hours)
        }
    }

    package func choose(_ chosen: Set<MessageTopic>, by principal: Principal) async throws {
        let topics = try Self.topics(of: principal)
        let now = clock.now
        try await database.transaction { tx in
            for topic in topics {
                try tx.messageChoices.set(topic, isWanted: chosen.contains(topic), of: principal.login, at: now)
            }
        }
    }

    /// From the first of the hours until the last is over.
    private func messageHours(in region: Region) -> ClosedRange<Int>? {
        guard let policy = try? shelf.current.region(region, askedBy: "短信提醒"),
            let first = try? policy.value(.messagesFromHour, on: clock.today, askedBy: "短信提醒").value,
            let last = try? policy.value(.messagesThroughHour, on: clock.today, askedBy: "短信提醒").value,
            first <= last
        else { return nil }
        return first...last
    }

    /// Tells those who want it of what there is to do: each to-do once as it stands, once as its day comes near and once when it is
    /// past, several of a topic in one message. Not at night; a region that does not say when a day is near tells of none.
    /// - Returns: how many messages were written.
    @discardableResult
    package func pushToDos(in region: Region) async throws -> Int {
        try await ids.prepare()
        let (now, today) = (clock.now, clock.today)
        if let hours = messageHours(in: region), !hours.contains(now.shanghai.hour) { return 0 }
        let policy = try? shelf.current.region(region, askedBy: "短信提醒")
        let near = try? policy?.value(.messagesNearDays, on: today, askedBy: "短信提醒").value
        let count = try await database.transaction { [self] tx in
            var written = 0
            for occasion in MessageTopic.Occasion.allCases {
                guard let span = Self.span(of: occasion, on: today, near: near) else { continue }
                for due in try tx.toDoPushes.waiting(
                    occasion, dueFrom: span.from, dueThrough: span.through, subjects: Self.toDosByRight, limit: 500
                ).grouped() {
                    try send(due, occasion, at: now, tx)
                    written += 1
                }
            }
            return written
        }
        if count > 0 { wakeCourier() }
        return count
    }

    /// The days within which a to-do falls due to be told of on an occasion; both `nil` where its day does not matter.
    private static func span(
        of occasion: MessageTopic.Occasion, on today: Day, near: Int?
    ) -> (from: Day?, through: Day?)? {
        switch occasion {
        case .raised: (nil, nil)
        case .near: near.map { (today, today.adding(days: $0)) }
        case .overdue: (nil, today.adding(days: -1))
        }
    }

    private func send(
        _ due: DueMessage, _ occasion: MessageTopic.Occasion, at now: Instant, _ tx: Transaction
    ) throws {
        let key = ids.next(.outbox)
        let text = due.topic.text(for: due.kind, count: due.toDos.count, dueOn: due.dueOn)
        let letter = try OutboxMessage(
            TextMessage(phone: due.phone, text: text, kind: .reminder), idempotencyKey: IdempotencyKey("shebao-\(key)")!
        )
        try tx.outbox.put([Outbox.NewLetter(key, letter, case: nil)], at: now)
        for toDo in due.toDos { try tx.toDoPushes.note(toDo, to: due.login, occasion, at: now) }
    }
}

/// What one login is told of in one message.
private struct DueMessage {
    let login: Int64
    let phone: String
    let kind: Applicant.Kind
    let topic: MessageTopic
    var toDos: [Int64]
    var dueOn: Day?
}

extension [ToDoPushes.Waiting] {
    /// By login and topic, in the order in which they come.
    fileprivate func grouped() -> [DueMessage] {
        var messages: [DueMessage] = []
        for waiting in self {
            if let index = messages.firstIndex(where: { $0.login == waiting.login && $0.topic == waiting.topic }) {
                messages[index].toDos.append(waiting.toDo)
                messages[index].dueOn = [messages[index].dueOn, waiting.dueOn].compactMap(\.self).min()
            } else {
                messages.append(
                    DueMessage(
                        login: waiting.login, phone: waiting.phone, kind: waiting.kind, topic: waiting.topic,
                        toDos: [waiting.toDo], dueOn: waiting.dueOn))
            }
        }
        return messages
    }
}
