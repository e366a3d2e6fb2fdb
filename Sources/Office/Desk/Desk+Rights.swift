import Basics
import Casework
import Matters

/// What an operator is kept from, asked wherever a draft or a case is loaded.
extension Desk {
    static func require(_ right: OperatorRight, of principal: Principal) throws {
        guard principal.holds(right) else { throw DeskRefusal.lacksRight(right) }
    }

    static func require(_ application: Application, of principal: Principal) throws {
        try require(right(of: application.matter), of: principal)
    }

    /// A matter that is no longer in the catalogue is its administrators' to see.
    private static func right(of matter: String) -> OperatorRight {
        Catalogue.matter(matter)?.card.right ?? .administration
    }

    /// Which right a to-do of an employer asks for, by its matter, or by its kind where no matter settles it. What is not
    /// here is everybody's.
    static let toDosByRight: [OperatorRight: [String]] = {
        let matters = Catalogue.all.map { ($0.card.right, $0.card.slug) }
        let kinds = MessageTopic.kinds.compactMap { named in named.topic.right.map { ($0, named.kind) } }
        return Dictionary(grouping: matters + kinds, by: \.0).mapValues { $0.map(\.1) }
    }()

    /// What an operator is kept from need not be on their mind.
    static func concerns(_ toDo: ToDo, _ principal: Principal) -> Bool {
        let subject = toDo.matter ?? toDo.key.kind
        return toDosByRight.allSatisfy { right, subjects in principal.holds(right) || !subjects.contains(subject) }
    }

    /// The region for which somebody publishes announcements and policy; for others there is nothing to see.
    static func publisher(_ principal: Principal) throws -> Region {
        guard principal.role == .policyStaff, let region = principal.region else { throw DeskRefusal.notFound }
        return region
    }

    static func mayFile(_ matter: String, _ principal: Principal) -> Bool { principal.holds(right(of: matter)) }

    /// The matters whose cases they see; `nil` if they are kept from none.
    static func limits(of principal: Principal) -> [String]? {
        if OperatorRight.allCases.allSatisfy({ principal.holds($0) }) { return nil }
        return Catalogue.all.map { $0.card }.filter { principal.holds($0.right) }.map(\.slug)
    }
}
