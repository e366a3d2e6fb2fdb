import Basics
import Casework
import Database
import Documents
import Policy
package import Records
package import Storage

/// A page of what a query finds.
package struct StaffFindings: Sendable {
    package static let rowsPerPage = 100

    package let employer: EmployerId
    package let query: StaffQuery
    package let members: [Staff.Member]
    package let cells: StaffCells
    package let count: Int
    package let page: Int

    package var pageCount: Int { max(1, (count + Self.rowsPerPage - 1) / Self.rowsPerPage) }
    /// The conditions in words.
    package var words: String { query.words(cells.names) }
}

extension Pages {
    package func find(_ query: StaffQuery, page: Int = 1, by principal: Principal) async throws -> StaffFindings {
        try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, tx)
            let (ground, cells) = try ground(of: employer)
            let count = try tx.staff.count(query, on: ground)
            let page = min(max(page, 1), max(1, (count - 1) / StaffFindings.rowsPerPage + 1))
            return StaffFindings(
                employer: employer.id, query: query,
                members: try tx.staff.page(
                    query, on: ground, skipping: (page - 1) * StaffFindings.rowsPerPage,
                    limit: StaffFindings.rowsPerPage), cells: cells, count: count, page: page)
        }
    }

    /// What a query means today: this month, its lines, and the limits between which a base lies.
    func ground(of employer: Employer) throws -> (ground: Staff.QueryGround, cells: StaffCells) {
        let month = clock.today.month
        let names = try lineNames(of: employer.region, in: month)
        let own = names.lines.filter(\.isOwn).map(\.line)
        let limits = baseLimits(of: employer.region, in: month)
        let billedLimits = own.compactMap { limits[$0] }.first ?? BaseLimits(floor: nil, cap: nil)
        return (
            Staff.QueryGround(
                employer: employer.id, month: month, ownLines: own, floor: billedLimits.floor, cap: billedLimits.cap),
            StaffCells(names: names, month: month, limits: billedLimits)
        )
    }
}
