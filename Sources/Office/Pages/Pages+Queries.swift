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
    /// For people to read: where a link leads is said by whom the page before ended with.
    package let page: Int
    package let hasEarlier: Bool
    package let hasLater: Bool

    package var pageCount: Int { max(1, (count + Self.rowsPerPage - 1) / Self.rowsPerPage) }
    /// The conditions in words.
    package var words: String { query.words(cells.names) }
}

extension Pages {
    package func find(
        _ query: StaffQuery, _ part: Staff.Part = .beginning, page: Int = 1, by principal: Principal
    ) async throws -> StaffFindings {
        try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, with: .staff, tx)
            let (ground, plain) = try ground(of: employer)
            let cells = try plain.showing(query, on: ground, tx)
            let count = try tx.staff.count(query, on: ground)
            let (members, isMore) = try tx.staff.page(query, on: ground, part, limit: StaffFindings.rowsPerPage)
            let isBackwards = if case .before = part { true } else { false }
            let isFirst = part == .beginning
            return StaffFindings(
                employer: employer.id, query: query, members: members, cells: cells, count: count,
                page: isFirst ? 1 : max(1, page), hasEarlier: isBackwards ? isMore : !isFirst,
                hasLater: isBackwards ? true : isMore)
        }
    }

    /// What a query means today: this month, its lines, and the limits between which a base lies.
    func ground(of employer: Employer) throws -> (ground: Staff.QueryGround, cells: StaffCells) {
        let month = clock.today.month
        let names = try lineNames(of: employer.region, in: month)
        let own = names.lines.filter(\.isOwn).map(\.line)
        let limits = baseLimits(of: employer.region, in: month)
        let baseLine = own.first { limits[$0] != nil }
        let billedLimits = baseLine.flatMap { limits[$0] } ?? BaseLimits(floor: nil, cap: nil)
        return (
            Staff.QueryGround(
                employer: employer.id, month: month, ownLines: own, floor: billedLimits.floor, cap: billedLimits.cap,
                baseLine: baseLine),
            StaffCells(names: names, month: month, limits: billedLimits)
        )
    }
}

/// The queries that an operator keeps: each login its own.
extension Pages {
    package static let queryNameLimit = 30

    package func savedQueries(by principal: Principal) async throws -> [SavedQuery] {
        try await database.read { tx in
            _ = try Self.employer(of: principal, tx)
            return try tx.savedQueries.of(principal.login)
        }
    }

    package func savedQuery(_ id: SavedQueryId, by principal: Principal) async throws -> SavedQuery {
        try await database.read { tx in
            _ = try Self.employer(of: principal, tx)
            guard let saved = try tx.savedQueries.with(id, of: principal.login) else { throw DeskRefusal.notFound }
            return saved
        }
    }

    package func save(_ query: StaffQuery, as typed: String, by principal: Principal) async throws -> SavedQueryId {
        let (name, now) = (try Self.queryName(typed), clock.now)
        return try await database.transaction { tx in
            _ = try Self.employer(of: principal, tx)
            let key = SavedQueryId(try tx.takeKeys(SavedQueries.keys, count: 1))
            switch try tx.savedQueries.keep(query, as: name, key: key, of: principal.login, at: now) {
            case .kept(let id): return id
            case .nameTaken: throw DeskRefusal.invalid("您已有名为“\(name)”的查询，请换一个名称。")
            case .tooMany: throw DeskRefusal.invalid("每人最多保存\(SavedQueries.limit)个查询，请先删除不用的。")
            }
        }
    }

    package func rename(_ id: SavedQueryId, to typed: String, by principal: Principal) async throws {
        let (name, now) = (try Self.queryName(typed), clock.now)
        try await database.transaction { tx in
            _ = try Self.employer(of: principal, tx)
            guard try tx.savedQueries.with(id, of: principal.login) != nil else { throw DeskRefusal.notFound }
            guard try tx.savedQueries.rename(id, to: name, of: principal.login, at: now) else {
                throw DeskRefusal.invalid("您已有名为“\(name)”的查询，请换一个名称。")
            }
        }
    }

    package func deleteQuery(_ id: SavedQueryId, by principal: Principal) async throws {
        try await database.transaction { tx in
            _ = try Self.employer(of: principal, tx)
            try tx.savedQueries.delete(id, of: principal.login)
        }
    }

    private static func queryName(_ typed: String) throws -> String {
        let name = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty, name.count <= queryNameLimit else {
            throw DeskRefusal.invalid("请给查询起一个名称，不超过\(queryNameLimit)字。")
        }
        guard !name.unicodeScalars.contains(where: \.isUnseen) else {
            throw DeskRefusal.invalid("名称中含有看不见的控制字符或者改变文字方向的字符，请删除后重新填写。")
        }
        return name
    }
}
