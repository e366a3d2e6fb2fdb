package import Basics
package import Casework
import Database

extension Transaction {
    package var messageChoices: MessageChoices { MessageChoices(tx: self) }
    package var toDoPushes: ToDoPushes { ToDoPushes(tx: self) }
}

/// What somebody has said about text messages, topic by topic; of what they have said nothing, the topic's own rule holds.
package struct MessageChoices {
    let tx: Transaction

    package func of(_ login: Int64) throws -> [MessageTopic: Bool] {
        var choices: [MessageTopic: Bool] = [:]
        for topic in MessageTopic.allCases {
            let wanted = try tx.first(
                "SELECT wanted FROM message_choice WHERE login_id = \(login) AND topic = \(topic)"
            ) {
                row throws(DatabaseError) in try row[0] as Int
            }
            if let wanted { choices[topic] = wanted == 1 }
        }
        return choices
    }

    package func set(_ topic: MessageTopic, isWanted: Bool, of login: Int64, at now: Instant) throws {
        try tx.run(
            """
            INSERT INTO message_choice (login_id, topic, wanted, chosen_at)
            VALUES (\(login), \(topic), \(isWanted ? 1 : 0), \(now))
            ON CONFLICT (login_id, topic) DO UPDATE SET wanted = excluded.wanted, chosen_at = excluded.chosen_at
            """)
    }
}

/// Who has been told of which to-do; gone when the to-do is settled, so that one raised anew is told of anew.
package struct ToDoPushes {
    let tx: Transaction

    package struct Waiting: Sendable {
        package let toDo: Int64
        package let login: Int64
        package let phone: String
        package let kind: Applicant.Kind
        package let topic: MessageTopic
        package let dueOn: Day?
    }

    /// Open to-dos that a login of theirs wants to be told of on that occasion and has not been, the earliest first. An operator
    /// is told of what their rights are for.
    /// - Parameter subjects: which matters, and which kinds of to-do that name none, ask for a right; others are everybody's.
    package func waiting(
        _ occasion: MessageTopic.Occasion, dueFrom: Day?, dueThrough: Day?, subjects: [OperatorRight: [String]],
        limit: Int
    ) throws -> [Waiting] {
        let held = Self.held(subjects)
        var found: [Waiting] = []
        for topic in MessageTopic.allCases {
            guard let kinds = Self.condition(topic, on: occasion) else { continue }
            for party in [Applicant.Kind.employer, .person] where MessageTopic.all(for: party).contains(topic) {
                let isTheirs: SQL =
                    party == .employer
                    ? "t.party = 'employer' AND l.employer_id = t.party_id AND \(held)"
                    : "t.party = 'person' AND l.person_id = t.party_id"
                found += try tx.all(
                    """
                    SELECT t.id, l.id, l.phone, t.due_on FROM to_do t JOIN login l ON \(isTheirs)
                    LEFT JOIN message_choice c ON c.login_id = l.id AND c.topic = \(topic)
                    WHERE t.settled_at IS NULL AND \(kinds)
                        AND coalesce(c.wanted, \(topic.isSentUnasked ? 1 : 0)) = 1
                        AND NOT EXISTS (SELECT 1 FROM login_closing k WHERE k.login_id = l.id)
                        AND \(Self.condition(dueFrom, dueThrough))
                        AND NOT EXISTS (SELECT 1 FROM to_do_push p
                            WHERE p.to_do_id = t.id AND p.login_id = l.id AND p.occasion = \(occasion))
                    ORDER BY l.id, t.id LIMIT \(limit)
                    """
                ) { row throws(DatabaseError) in
                    Waiting(
                        toDo: try row[0], login: try row[1], phone: try row[2], kind: party, topic: topic,
                        dueOn: try row[3])
                }
            }
        }
        return found
    }

    /// That a login holds the right that a to-do asks for.
    private static func held(_ subjects: [OperatorRight: [String]]) -> SQL {
        OperatorRight.allCases.reduce("1 = 1") { all, right in
            """
            \(all) AND (coalesce(t.matter, t.kind) NOT IN \(list: subjects[right] ?? [])
                OR EXISTS (SELECT 1 FROM operator_right r
                    WHERE r.login_id = l.id AND r.area = \(right) AND r.withdrawn_at IS NULL))
            """
        }
    }

    /// Which kinds of to-do a topic tells of on an occasion; `nil` if none.
    private static func condition(_ topic: MessageTopic, on occasion: MessageTopic.Occasion) -> SQL? {
        let own = MessageTopic.kinds.map(\.kind)
        if topic == .other {
            return MessageTopic.of("", occasion) == nil ? nil : "t.kind NOT IN \(list: own)"
        }
        let kinds = own.filter { MessageTopic.of($0, occasion) == topic }
        return kinds.isEmpty ? nil : "t.kind IN \(list: kinds)"
    }

    private static func condition(_ from: Day?, _ through: Day?) -> SQL {
        switch (from, through) {
        case (let from?, let through?): "t.due_on >= \(from) AND t.due_on <= \(through)"
        case (nil, let through?): "t.due_on <= \(through)"
        case (let from?, nil): "t.due_on >= \(from)"
        case (nil, nil): "1 = 1"
        }
    }

    package func note(
        _ toDo: Int64, to login: Int64, _ occasion: MessageTopic.Occasion, at now: Instant
    ) throws {
        try tx.run(
            """
            INSERT INTO to_do_push (to_do_id, login_id, occasion, pushed_at)
            VALUES (\(toDo), \(login), \(occasion), \(now))
            """)
    }

    /// Forgets who was told of a to-do that is settled.
    func forget(party: String, _ id: Int64, kind: String, subject: String) throws {
        try tx.run(
            """
            DELETE FROM to_do_push WHERE to_do_id IN (SELECT id FROM to_do WHERE party = \(party) AND party_id = \(id)
                AND kind = \(kind) AND subject = \(subject))
            """)
    }
}

extension MessageTopic: ColumnCodable {}
extension MessageTopic.Occasion: ColumnCodable {}
