import Basics
import Casework
import Database
package import Records
package import Storage

/// The papers of a person or an employer, each with where it stands.
package struct PaperListing: Sendable {
    package enum Standing: String, Hashable, Sendable, CaseIterable {
        case valid, replaced, withdrawn

        package var chinese: String {
            switch self {
            case .valid: "有效"
            case .replaced: "已有更新"
            case .withdrawn: "已作废"
            }
        }
    }

    package struct Entry: Sendable {
        package let paper: IssuedPaper
        package let standing: Standing
        /// Whom it is about, where that is not its holder.
        package let about: String
    }

    /// The employer whose people may be named in them.
    package let employer: EmployerId?
    package let person: PersonId?
    /// The latest first.
    package let entries: [Entry]

    package func count(_ standing: Standing) -> Int { entries.count { $0.standing == standing } }
}

extension Pages {
    private static let papersListed = 500

    package func paperListing(by principal: Principal) async throws -> PaperListing {
        try await database.read { tx in
            if principal.role == .employerOperator {
                let employer = try Self.employer(of: principal, with: .papers, tx).id
                let papers = try tx.papers.of(employer, limit: Self.papersListed)
                let people = try tx.people.withIds(Array(Set(papers.compactMap(\.person))))
                return PaperListing(
                    employer: employer, person: nil,
                    entries: Self.entries(papers) { paper in paper.person.flatMap { people[$0]?.name } ?? "" })
            }
            let person = try Self.person(of: principal, tx).id
            let papers = try tx.papers.of(person, limit: Self.papersListed)
            let employers = try tx.employers.withIds(Array(Set(papers.compactMap(\.employer))))
            return PaperListing(
                employer: nil, person: person,
                entries: Self.entries(papers) { paper in
                    paper.employer.flatMap { employers[$0]?.name }.map { "由\($0)查询" } ?? ""
                })
        }
    }

    /// - Parameter papers: the latest first.
    private static func entries(_ papers: [IssuedPaper], about: (IssuedPaper) -> String) -> [PaperListing.Entry] {
        papers.map { paper in
            let standing: PaperListing.Standing =
                if paper.withdrawal != nil { .withdrawn } else if papers.contains(where: { $0.replaces(paper) }) {
                    .replaced
                } else { .valid }
            return PaperListing.Entry(paper: paper, standing: standing, about: about(paper))
        }
    }
}
