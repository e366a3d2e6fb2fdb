package import Basics
package import Casework
import Database
package import Matters
import Policy
package import Records
import Storage

/// Where an employer stands with its yearly declaration of wages.
package struct WageYearView: Sendable {
    package static let rowsPerPage = 200

    package let employer: EmployerId
    package let season: DeclarationSeason
    package let isOpen: Bool
    package let declared: Int
    package let missing: Int
    /// The day on which the declaration was signed, if it was.
    package let signedOn: Day?
    /// Those on this page: whoever is missing first.
    package let people: [DeclaredPerson]
    /// From 1.
    package let page: Int
    /// The first of those who are missing.
    package let next: DeclaredPerson?

    package var count: Int { declared + missing }
    package var pageCount: Int { max(1, (count + Self.rowsPerPage - 1) / Self.rowsPerPage) }
}

extension Pages {
    package func wageYear(by principal: Principal, page: Int = 1) async throws -> WageYearView {
        let today = clock.today
        let (employer, wages) = try await database.read { tx in
            let employer = try Self.employer(of: principal, with: .staff, tx)
            let fact = WageDeclarations(employer.id)
            return (employer, try WageDeclarations.load([fact], tx)[fact] ?? DeclaredWages(staff: [], signed: [:]))
        }
        let policy = try shelf.current.region(employer.region, askedBy: "年度缴费工资申报")
        let season = try DeclarationSeason(on: today, under: policy)
        let due = wages.staff.filter { $0.isDue(in: season.baseYear) }
        let missing = wages.missing(in: season.baseYear)
        let all = missing + due.filter { $0.hasDeclared(season.baseYear) }
        let pageCount = max(1, (all.count + WageYearView.rowsPerPage - 1) / WageYearView.rowsPerPage)
        let page = min(max(1, page), pageCount)
        return WageYearView(
            employer: employer.id, season: season, isOpen: season.isOpen(on: today),
            declared: due.count - missing.count, missing: missing.count, signedOn: wages.signed[season.baseYear],
            people: Array(all.dropFirst((page - 1) * WageYearView.rowsPerPage).prefix(WageYearView.rowsPerPage)),
            page: page, next: missing.first)
    }
}
