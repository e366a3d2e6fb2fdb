package import Basics
package import Casework
package import Database
import Foundation
package import Records

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
        case .partner, .unit, .newcomer, .agency: ("agency", 0)
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

    package struct New: Sendable {
        package let id: Int64
        package let toDo: ToDo

        package init(id: Int64, _ toDo: ToDo) {
            self.id = id
            self.toDo = toDo
        }
    }

    /// Raises many that were never raised before.
    package func raise(_ new: [New], at now: Instant) throws {
        let encoder = JSONEncoder()
        try tx.load(
            into: "to_do",
            columns: [
                "id", "party", "party_id", "kind", "subject", "sentence", "due_on", "matter", "answers", "raised_at",
            ]
        ) { rows in
            for new in new {
                let (toDo, party) = (new.toDo, Self.party(new.toDo.key.applicant))
                let answers =
                    toDo.answers.isEmpty ? "{}" : String(decoding: try encoder.encode(toDo.answers), as: UTF8.self)
                try rows.append(
                    new.id, party.kind, party.id, toDo.key.kind, toDo.key.subject, toDo.sentence, toDo.dueOn,
                    toDo.matter, answers, now)
            }
        }
    }

    /// Settles those of one kind and subject, of some employers that follow each other and have a plan that a case made.
    package func settle(
        kind: String, subject: String, ofEmployers employers: ClosedRange<EmployerId>, plannedBy caseId: CaseId,
        in period: Month, at now: Instant
    ) throws {
        let open: SQL = """
            party = 'employer' AND party_id >= \(employers.lowerBound) AND party_id <= \(employers.upperBound)
            AND kind = \(kind) AND subject = \(subject) AND settled_at IS NULL AND party_id IN (
                SELECT p.employer_id FROM contribution_plan p WHERE p.employer_id >= \(employers.lowerBound)
                    AND p.employer_id <= \(employers.upperBound) AND p.period = \(period) AND p.case_id = \(caseId))
            """
        try tx.run("DELETE FROM to_do_push WHERE to_do_id IN (SELECT id FROM to_do WHERE \(open))")
        try tx.run("UPDATE to_do SET settled_at = \(now), settled_by = NULL WHERE \(open)")
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
