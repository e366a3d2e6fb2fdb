package import Basics
package import Casework
package import Database
import Foundation
import Records

extension Transaction {
    package var toDos: ToDos { ToDos(tx: self) }
}

package struct ToDos {
    let tx: Transaction

    private static func party(_ applicant: Applicant) -> (kind: String, id: Int64) {
        switch applicant {
        case .employer(let id): ("employer", id.value)
        case .person(let id): ("person", id.value)
        // A unit that is not on record has one page, which shows its case; nothing is raised for it.
        case .partner, .unit, .newcomer: ("agency", 0)
        }
    }

    /// Raises a to-do, or raises it anew where it had been settled.
    package func raise(_ toDo: ToDo, as id: Int64, at now: Instant) throws {
        let party = Self.party(toDo.key.applicant)
        let answers = String(decoding: try JSONEncoder().encode(toDo.answers), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO to_do (id, party, party_id, kind, subject, sentence, due_on, matter, answers, raised_at)
            VALUES (\(id), \(party.kind), \(party.id), \(toDo.key.kind), \(toDo.key.subject), \(toDo.sentence),
                \(toDo.dueOn), \(toDo.matter), \(answers), \(now))
            ON CONFLICT (party, party_id, kind, subject) DO UPDATE SET sentence = excluded.sentence,
                due_on = excluded.due_on, matter = excluded.matter, answers = excluded.answers,
                raised_at = excluded.raised_at, settled_at = NULL, settled_by = NULL
            """)
    }

    /// - Parameter login: who says that it is done; `nil` where it follows from a case.
    package func settle(_ key: ToDo.Key, at now: Instant, by login: Int64? = nil) throws {
        let party = Self.party(key.applicant)
        try tx.toDoPushes.forget(party: party.kind, party.id, kind: key.kind, subject: key.subject)
        try tx.run(
            """
            UPDATE to_do SET settled_at = \(now), settled_by = \(login)
            WHERE party = \(party.kind) AND party_id = \(party.id) AND kind = \(key.kind)
                AND subject = \(key.subject) AND settled_at IS NULL
            """)
    }

    /// What is to be done, what is due first coming first.
    package func open(of applicant: Applicant) throws -> [ToDo] {
        let party = Self.party(applicant)
        return try tx.all(
            """
            SELECT kind, subject, sentence, due_on, matter, answers FROM to_do
            WHERE party = \(party.kind) AND party_id = \(party.id) AND settled_at IS NULL
            ORDER BY due_on NULLS LAST, id LIMIT 100
            """
        ) { row throws(DatabaseError) in
            let answers: String = try row[5]
            return ToDo(
                ToDo.Key(applicant, kind: try row[0], subject: try row[1]), sentence: try row[2], dueOn: try row[3],
                matter: try row[4],
                answers: (try? JSONDecoder().decode(Answers.self, from: Data(answers.utf8))) ?? [:])
        }
    }
}
