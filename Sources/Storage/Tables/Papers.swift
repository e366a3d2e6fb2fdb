package import Basics
package import Casework
package import Database
import Foundation
package import Records

extension Transaction {
    package var papers: Papers { Papers(tx: self) }
}

package typealias PaperId = ID<IssuedPaper>

/// A paper that was issued: its content is fixed, its drawing is made when first asked for.
package struct IssuedPaper: Sendable {
    package let id: PaperId
    package let number: String
    package let paper: Paper
    package let person: PersonId?
    package let employer: EmployerId?
    package let caseId: CaseId
    package let issuedAt: Instant
    package let withdrawal: Withdrawal?

    package struct Withdrawal: Sendable, Hashable {
        package let on: Day
        package let reason: String
    }
}

extension IssuedPaper {
    /// Whether it says anew what the other, earlier one says: the same span, kind and holder.
    package func replaces(_ other: IssuedPaper) -> Bool {
        paper.kind.isOfRecord && paper.kind != .settlementStatement && paper.kind == other.paper.kind && id > other.id
            && withdrawal == nil
            && person == other.person && employer == other.employer && paper.title == other.paper.title
            && paper.subtitle == other.paper.subtitle
    }
}

package struct Papers {
    let tx: Transaction

    private static let select: SQL = """
        SELECT p.id, p.number, p.content, p.person_id, p.employer_id, p.case_id, p.issued_at, w.withdrawn_on, w.reason
        FROM paper p LEFT JOIN paper_withdrawal w ON w.paper_id = p.id
        """

    private static func read(_ row: Row) throws(DatabaseError) -> IssuedPaper {
        let text: String = try row[2]
        guard let paper = try? JSONDecoder().decode(Paper.self, from: Data(text.utf8)) else {
            throw DatabaseError(.other, "a paper's content cannot be read", statement: "paper")
        }
        let withdrawnOn: Day? = try row[7]
        return IssuedPaper(
            id: try row[0], number: try row[1], paper: paper, person: try row[3], employer: try row[4],
            caseId: try row[5], issuedAt: try row[6],
            withdrawal: try withdrawnOn.map { day throws(DatabaseError) in
                IssuedPaper.Withdrawal(on: day, reason: try row[8])
            })
    }

    package func withNumber(_ number: String) throws -> IssuedPaper? {
        try tx.first("\(Self.select) WHERE p.number = \(number)", Self.read)
    }

    package func of(_ caseId: CaseId) throws -> [IssuedPaper] {
        try tx.all("\(Self.select) WHERE p.case_id = \(caseId) ORDER BY p.id", Self.read)
    }

    /// In the order of the numbers given; those that are not there are left out.
    package func withNumbers(_ numbers: [String]) throws -> [IssuedPaper] {
        let found = try tx.all("\(Self.select) WHERE p.number IN \(list: numbers)", Self.read)
        return numbers.compactMap { number in found.first { $0.number == number } }
    }

    package func of(_ employer: EmployerId, limit: Int) throws -> [IssuedPaper] {
        try tx.all("\(Self.select) WHERE p.employer_id = \(employer) ORDER BY p.id DESC LIMIT \(limit)", Self.read)
    }

    /// The number of a valid paper that was issued on the same day with the same content to the same holder.
    package func standing(like issue: PaperIssue) throws -> String? {
        let content = try Self.content(of: issue.paper)
        let holder: SQL =
            if let person = issue.person { "p.person_id = \(person)" } else if let employer = issue.employer {
                "p.employer_id = \(employer)"
            } else { "p.person_id IS NULL AND p.employer_id IS NULL" }
        return try tx.all(
            """
            SELECT p.number, p.content, p.person_id, p.employer_id FROM paper p
            WHERE \(holder) AND p.issued_on = \(issue.paper.issuedOn) AND p.kind = \(issue.paper.kind)
                AND NOT EXISTS (SELECT 1 FROM paper_withdrawal w WHERE w.paper_id = p.id)
            ORDER BY p.id
            """
        ) { row throws(DatabaseError) -> String? in
            let (person, employer): (PersonId?, EmployerId?) = (try row[2], try row[3])
            guard person == issue.person, employer == issue.employer, try row[1] as String == content else {
                return nil
            }
            return try row[0]
        }.compactMap(\.self).first
    }

    /// The latest paper of the record that took the place of another: of the same kind, span and holder.
    package func successor(of paper: IssuedPaper) throws -> IssuedPaper? {
        guard paper.paper.kind.isOfRecord else { return nil }
        let holder: SQL =
            if let person = paper.person { "p.person_id = \(person)" } else { "p.employer_id = \(paper.employer)" }
        return try tx.all(
            """
            \(Self.select) WHERE \(holder) AND p.kind = \(paper.paper.kind) AND p.id > \(paper.id)
            ORDER BY p.id DESC LIMIT 500
            """, Self.read
        ).first { $0.replaces(paper) }
    }

    package func of(_ person: PersonId, limit: Int) throws -> [IssuedPaper] {
        try tx.all("\(Self.select) WHERE p.person_id = \(person) ORDER BY p.id DESC LIMIT \(limit)", Self.read)
    }

    package func issue(
        _ issue: PaperIssue, as id: PaperId, number: String, case caseId: CaseId, at now: Instant, chain: TrailChain
    ) throws {
        let content = try Self.content(of: issue.paper)
        let link = chain.link(
            PaperHead(
                number: number, kind: issue.paper.kind, content: content, person: issue.person,
                employer: issue.employer, caseId: caseId, issuedOn: issue.paper.issuedOn, issuedAt: now))
        try tx.run(
            """
            INSERT INTO paper (id, number, kind, content, person_id, employer_id, case_id, issued_on, issued_at, link)
            VALUES (\(id), \(number), \(issue.paper.kind), \(content), \(issue.person), \(issue.employer), \(caseId),
                \(issue.paper.issuedOn), \(now), \(link))
            """)
    }

    private static func content(of paper: Paper) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(paper), as: UTF8.self)
    }

    package struct Drawing: Sendable {
        package let pdf: [UInt8]
        package let digest: String
        package let qr: String

        package init(pdf: [UInt8], digest: String, qr: String) {
            self.pdf = pdf
            self.digest = digest
            self.qr = qr
        }
    }

    package func drawing(of id: PaperId) throws -> Drawing? {
        try tx.first("SELECT pdf, digest, qr FROM paper_drawing WHERE paper_id = \(id)") { row throws(DatabaseError) in
            Drawing(pdf: try row[0], digest: try row[1], qr: try row[2])
        }
    }

    /// Keeps the first drawing; one that another process has made meanwhile stays.
    package func keep(_ drawing: Drawing, of id: PaperId, at now: Instant) throws {
        try tx.run(
            """
            INSERT INTO paper_drawing (paper_id, pdf, digest, qr, drawn_at)
            VALUES (\(id), \(drawing.pdf), \(drawing.digest), \(drawing.qr), \(now)) ON CONFLICT (paper_id) DO NOTHING
            """)
    }

    /// - Parameter login: who says so; `nil` where it follows from a partner's message.
    package func withdraw(_ id: PaperId, on day: Day, reason: String, by login: Int64?) throws {
        try tx.run(
            """
            INSERT INTO paper_withdrawal (paper_id, withdrawn_on, reason, withdrawn_by)
            VALUES (\(id), \(day), \(reason), \(login ?? 0)) ON CONFLICT (paper_id) DO NOTHING
            """)
    }
}

extension Paper.Kind: ColumnCodable {}
