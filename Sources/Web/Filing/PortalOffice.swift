package import Basics
import Casework
import HTTP
package import Office

/// What the pages of matters and cases work with: the desk, the log of reads, and how each portal looks.
package struct PortalOffice: Sendable {
    package let desk: Desk
    package let readLog: ReadLogWriter
    /// The region whose matters are filed here.
    package let home: Region
    package let portal: @Sendable (LoginRole.Portal) -> Portal
    /// Draws what is printed to be signed by hand.
    package let forms: FormRoom

    package init(
        desk: Desk, readLog: ReadLogWriter, home: Region, queue: DrawingQueue = DrawingQueue(),
        portal: @escaping @Sendable (LoginRole.Portal) -> Portal
    ) {
        self.desk = desk
        self.readLog = readLog
        self.home = home
        self.portal = portal
        self.forms = FormRoom(desk, queue: queue)
    }

    /// The portal that a visitor is in, by their role.
    func portal(of visit: Visit) throws -> Portal {
        portal(try visit.principal.role.portal)
    }

    /// A page of the portal that the visitor is in.
    func page(
        _ title: String, _ visit: Visit, above: [(label: String, link: Link)] = [], hasProblems: Bool = false,
        status: Status = .ok, _ content: Markup
    ) throws -> Response {
        Page(title, in: try portal(of: visit), above: above, hasProblems: hasProblems, content)
            .response(to: visit, status: status)
    }

    /// Notes that the visitor sees somebody's records; the page must not go out before.
    func note(_ visit: Visit, _ purpose: String, _ subject: ReadSubject) async throws {
        try await readLog.note(try visit.principal, purpose, from: visit.request.remoteAddress, of: subject)
    }
}

extension PageProblem {
    /// What the desk says to whoever asked.
    init(_ refusal: DeskRefusal) {
        switch refusal {
        case .notFound: self = .notFound
        case .objection, .overtaken:
            self.init(.conflict, title: "操作没有生效", sentence: refusal.sentence)
        case .invalid: self.init(.unprocessable, title: "操作没有生效", sentence: refusal.sentence)
        case .lacksRight: self.init(.forbidden, title: "没有办理权限", sentence: refusal.sentence)
        }
    }
}

/// Does something at the desk; its refusal becomes a page that says why.
func atTheDesk<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let refusal as DeskRefusal {
        throw PageProblem(refusal)
    }
}

extension LoginRole.Portal {
    /// Who may use the portal's pages of matters and cases.
    var roles: Set<Visitor.Role> {
        switch self {
        case .employer: [.employer]
        case .individual: [.individual]
        case .unit: [.unit]
        case .agency: [.teller, .reviewer]
        }
    }

    /// Who may file in the portal.
    var filingRoles: Set<Visitor.Role> { self == .agency ? [.teller] : roles }
}
