import Basics
import Casework
import Cryptography
import HTTP
import Office
import Testing
import Web

/// Role × route over every endpoint of both sites, as they are served.
@Suite struct AccessTests {
    @Test func `who is not named by an endpoint is refused before it answers`() async throws {
        try await DeskScene.run { scene in
            for site in try scene.sites().both {
                for endpoint in site.endpoints {
                    for role in Visitor.Role.allCases where !endpoint.admits(role) {
                        let refused = await site.asked(by: role).respond(to: endpoint.request)
                        let place = "\(role) \(endpoint.method.rawValue) \(endpoint.pattern)"
                        #expect(endpoint.isRefusal(refused, of: role), "\(place) \(refused.status.code)")
                    }
                }
            }
        }
    }

    @Test func `pages of one listener are for its own people`() async throws {
        try await DeskScene.run { scene in
            let sites = try scene.sites()
            let foreign: [(Site, Set<Visitor.Role>)] = [
                (sites.outside, Visitor.Role.staff), (sites.agency, Visitor.Role.operators.union([.individual])),
            ]
            for (site, roles) in foreign {
                for endpoint in site.endpoints where !endpoint.roles.isSuperset(of: Visitor.Role.loggedIn) {
                    #expect(endpoint.roles.isDisjoint(with: roles), "\(endpoint.pattern)")
                }
            }
        }
    }

    @Test(arguments: Visitor.Role.loggedIn)
    func `a menu shows what its reader may open, all of it and nothing else`(role: Visitor.Role) async throws {
        try await DeskScene.run { scene in
            let sites = try scene.sites()
            let site = Visitor.Role.staff.contains(role) ? sites.agency : sites.outside
            let page = await site.asked(by: role).respond(
                to: Request(method: .get, target: "/nowhere", headers: ["cookie": "shebao=a; shebao-agency=a"]))
            #expect(page.status == .notFound && page.text.contains("王芳"), "an error says who has logged in")
            let visitor = Visitor.of(role)
            let portal = Portal.of(try #require(visitor.principal).role.portal)
            for item in portal.items {
                let isShown = page.text.contains("<li><a href=\"\(item.link.address)\"")
                let pattern = site.endpoints.first { $0.method == .get && $0.pattern.matches(item.link.address) }
                #expect(isShown == !(pattern?.roles.isDisjoint(with: visitor.roles) ?? true), "\(role) \(item.label)")
            }
        }
    }

    @Test func `nothing changes without a form's token or a partner's signature`() async throws {
        try await DeskScene.run { scene in
            for endpoint in try scene.sites().both.flatMap(\.endpoints) where endpoint.method != .get {
                #expect(endpoint.takesForm != endpoint.isCall)
                #expect(!endpoint.isCall || endpoint.pattern.hasPrefix("/exchange/"), "\(endpoint.pattern)")
            }
        }
    }
}

extension Sites {
    fileprivate var both: [Site] { [outside, agency] }
}

extension Site {
    /// The same pages, visited by somebody of that role.
    fileprivate func asked(by role: Visitor.Role) -> Site {
        Site(
            settings: settings, endpoints: endpoints.filter { $0.pattern != TypeSize.path.pattern },
            formKey: AuthenticationKey.random(), rateLimit: RateLimit(burst: 10, perSecond: 1),
            loginPath: EntryPaths.login, onFault: { error, _ in Issue.record(error) },
            identify: { _ in Visitor.of(role) })
    }
}

extension String {
    /// Whether this pattern is of that address.
    fileprivate func matches(_ address: String) -> Bool {
        let (parts, segments) = (split(separator: "/"), address.split(separator: "/"))
        return parts.count == segments.count && zip(parts, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

extension Visitor {
    fileprivate static func of(_ role: Role) -> Visitor {
        if role == .awaitingCode { return .awaitingCode(sessionKey: "key") }
        if let right = OperatorRight.allCases.first(where: { Role($0) == role }) {
            return Visitor(
                Principal(login: 1, name: "王芳", role: .employerOperator, rights: [right]), sessionKey: "key")
        }
        guard let login = LoginRole.allCases.first(where: { Role($0) == role }) else {
            return .anybody(sessionKey: "key")
        }
        return Visitor(
            Principal(login: 1, name: "王芳", role: login, rights: []),
            sessionKey: "key")
    }
}

extension Web.Endpoint {
    fileprivate func admits(_ role: Visitor.Role) -> Bool { !roles.isDisjoint(with: Visitor.of(role).roles) }

    /// To one of its addresses, with something in each parameter's place.
    fileprivate var request: Request {
        Request(
            method: method, target: pattern.replacing(/\{[^}]*\}/, with: "1"),
            headers: ["content-type": "application/x-www-form-urlencoded"])
    }

    fileprivate func isRefusal(_ response: Response, of role: Visitor.Role) -> Bool {
        if Visitor.Role.loggedIn.contains(role) {
            return response.status == .forbidden && response.text.contains("没有办理权限")
        }
        if method == .get { return response.headers["location"]?.hasPrefix("/login?back=") == true }
        return response.status == .unauthorized
    }
}
