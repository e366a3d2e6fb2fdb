package import Basics
import Casework
package import Database
import Policy
import Records
import Storage

/// What the pages of the portals show. Every function takes who asks and loads only what is theirs; what is not is
/// ``DeskRefusal/notFound``, as if it were not there.
package struct Pages: Sendable {
    package let database: Database
    package let shelf: PolicyShelf
    package let clock: any OfficeClock

    package init(_ desk: Desk) {
        self.init(database: desk.database, shelf: desk.shelf, clock: desk.clock)
    }

    package init(database: Database, shelf: PolicyShelf, clock: any OfficeClock) {
        self.database = database
        self.shelf = shelf
        self.clock = clock
    }
}

extension Pages {
    /// The employer for whom somebody acts.
    ///
    /// - Parameter right: what the page asks for; an operator who lacks it is told so.
    static func employer(
        of principal: Principal, with right: OperatorRight? = nil, _ tx: Transaction
    ) throws -> Employer {
        guard principal.role == .employerOperator, let id = principal.employer,
            let employer = try tx.employers.withIds([id])[id]
        else { throw DeskRefusal.notFound }
        if let right { try Desk.require(right, of: principal) }
        return employer
    }

    static func person(of principal: Principal, _ tx: Transaction) throws -> InsuredPerson {
        guard principal.role == .individual, let id = principal.person, let person = try tx.people.withIds([id])[id]
        else { throw DeskRefusal.notFound }
        return person
    }

    /// When the tax department collects in a month; `nil` while it has not said.
    static func window(of month: Month, in region: Region, _ tx: Transaction) throws -> TaxWindow? {
        var facts = Facts()
        let fact = TaxWindowOfMonth(region: region, month: month)
        try facts.load([fact], tx)
        return facts[fact]
    }
}

/// The lines of a period by their names, in the order in which the region shows them.
package struct LineNames: Sendable {
    package let lines: [LineName]

    package struct LineName: Sendable, Hashable {
        package let line: InsuranceLine
        package let name: String
        package let shortName: String
        /// Whether its books are kept here; the others' by the medical insurance department.
        package let isOwn: Bool
    }

    init(_ definitions: [LineDefinition]) {
        lines = definitions.map {
            LineName(line: $0.line, name: $0.name, shortName: $0.shortName, isOwn: $0.keeper == .own)
        }
    }

    package func name(_ line: InsuranceLine) -> String { lines.first { $0.line == line }?.name ?? "险种\(line.rawValue)" }
    package func shortName(_ line: InsuranceLine) -> String {
        lines.first { $0.line == line }?.shortName ?? "险种\(line.rawValue)"
    }
    package func isOwn(_ line: InsuranceLine) -> Bool { lines.first { $0.line == line }?.isOwn ?? true }

    /// `养老、失业、工伤`, in the order of the region.
    /// - Parameter mark: what is set behind the lines that others keep: `待反馈`.
    package func list(_ covered: some Sequence<InsuranceLine>, ofOthers mark: String = "") -> String {
        let covered = Set(covered)
        return lines.filter { covered.contains($0.line) }.map { $0.isOwn ? $0.shortName : $0.shortName + mark }
            .joined(separator: "、")
    }
}

extension Pages {
    /// After the last month that policy covers, as they were named in it: a record can be read without knowing what comes.
    func lineNames(of region: Region, in period: Month, by book: PolicyBook? = nil) throws -> LineNames {
        let policy = try (book ?? shelf.current).region(region, askedBy: "险种查询")
        return LineNames(try Self.lines(in: period, policy).filter { $0.coverage.contains(.employee) })
    }

    private static func lines(in period: Month, _ policy: RegionPolicy) throws(PolicyGap) -> [LineDefinition] {
        do {
            return try policy.lines(in: period, askedBy: "险种查询")
        } catch {
            guard case .after(let last) = error.cause else { throw error }
            return try policy.lines(in: last.month, askedBy: "险种查询")
        }
    }

    /// Those of this month, for the employer that somebody acts for.
    package func lineNames(by principal: Principal) async throws -> LineNames {
        guard principal.role == .employerOperator, let region = principal.region else { throw DeskRefusal.notFound }
        return try lineNames(of: region, in: clock.today.month)
    }

    package func regionName(_ region: Region) -> String {
        (try? shelf.current.region(region, askedBy: "页面显示"))?.name(on: clock.today) ?? region.rawValue
    }
}
