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
                (sites.outside, Visitor.Role.staff), (sites.agency, [.employer, .individual]),
            ]
            for (site, roles) in foreign {
                for endpoint in site.endpoints where !endpoint.roles.isSuperset(of: Visitor.Role.loggedIn) {
                    #expect(endpoint.roles.isDisjoint(with: roles), "\(endpoint.pattern)")
                }
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

extension Visitor {
    fileprivate static func of(_ role: Role) -> Visitor {
        if role == .awaitingCode { return .awaitingCode(sessionKey: "key") }
        guard let login = LoginRole.allCases.first(where: { Role($0) == role }) else {
            return .anybody(sessionKey: "key")
        }
        return Visitor(Principal(login: 1, name: "王芳", role: login), sessionKey: "key")
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
