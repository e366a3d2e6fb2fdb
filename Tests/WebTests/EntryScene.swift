import Basics
import Casework
import Cryptography
import Database
import Exchange
import HTTP
import Office
import Records
import Storage
import Synchronization
import TestSupport
import Testing
import Web

/// Both sites of a small deployment: one for an employer's operator and a person, one for the agency's teller.
struct EntryScene {
    let database: Database
    let clock = StandingClock()
    let desk: EntryDesk
    let outside: Site
    let agency: Site

    static let password = "绿萝 在窗台 第三排"

    static func run(
        limits: EntryRates = EntryRates(), _ work: (EntryScene) async throws -> Void
    ) async throws {
        try await withDatabase(on: .sqlite, migratedBy: Schema.migrations) { database in
            try await work(try await EntryScene(database, limits))
        }
    }

    private init(_ database: Database, _ limits: EntryRates) async throws {
        self.database = database
        let desk = try EntryDesk(database, clock: clock, ids: IdSource(database), keys: TestKeys())
        self.desk = desk
        func portal(_ path: String) -> Portal {
            Portal("入口", home: Path(path)(), items: [], logOut: EntryPaths.logOut())
        }
        func site(_ cookie: String, _ portals: [LoginRole.Portal: Portal], _ pages: [Web.Endpoint]) -> Site {
            let settings = SiteSettings(publicURL: "http://127.0.0.1", isDemonstration: true, cookieName: cookie)
            let entry = EntryPages(desk, portals: portals, limits: limits)
            return Site(
                settings: settings, endpoints: entry.endpoints + pages, formKey: AuthenticationKey.random(),
                rateLimit: RateLimit(burst: 10_000, perSecond: 1), loginPath: EntryPaths.login,
                onFault: { error, _ in Issue.record(error) }, identify: entry.identify(settings))
        }
        func page(_ path: String, _ role: Visitor.Role) -> Web.Endpoint {
            .get(Path(path), for: [role]) { visit in .text(try visit.principal.name) }
        }
        outside = site(
            "shebao", [.employer: portal("/employer"), .individual: portal("/me")],
            [page("/employer", .employer), page("/employer/staff", .employer), page("/me", .individual)])
        agency = site("shebao-agency", [.agency: portal("/agency")], [page("/agency", .teller)])
        try await populate()
    }

    private func populate() async throws {
        let region = Region(rawValue: "beijing")
        let start = try #require(Day("2020-01-01"))
        try await database.transaction { tx in
            try tx.branches.register(Branch(code: "centre", name: "中心", region: region, parent: nil))
            try tx.employers.register(
                Employer(
                    id: EmployerId(1), region: region, creditCode: "91110000MA0000001X", name: "演示单位",
                    injuryClass: 1, branch: "centre", registeredOn: start, version: 1))
            try tx.people.register([
                People.New(
                    PersonRegistration(
                        number: "110101199001010015", name: "张演示", sex: .male, bornOn: start, household: .localUrban,
                        ethnicity: "汉", phone: nil), as: PersonId(1), on: start)
            ])
        }
        let logins: [(String, LoginRole, LoginApplication.Scope)] = [
            ("operator1", .employerOperator, .employer(EmployerId(1))), ("person1", .individual, .person(PersonId(1))),
            ("teller1", .teller, .branch("centre")),
        ]
        for (name, role, scope) in logins {
            let application = LoginApplication(
                name: name, displayName: "王经办", phone: "13900000001", password: Self.password, role: role,
                scope: scope)
            guard case .done = try await desk.createLogin(application, by: .setUp) else {
                throw TestSupportFault("the login \(name) was refused")
            }
        }
    }

    /// The code of the latest text message.
    func code() async throws -> String {
        let bodies = try await database.read { tx in
            try tx.all("SELECT body FROM outbox WHERE partner = 'sms' ORDER BY id DESC") { row in try row[0] as String }
        }
        let text = try TextMessage(body: Array(try #require(bodies.first).utf8)).text
        return String(try #require(text.firstMatch(of: /[0-9]{6}/)).output)
    }
}

/// Keeps cookies and sends forms with the token of the page that they stand on, as browsers do.
final class Browser {
    let site: Site
    var cookies: [String: String] = [:]

    init(_ site: Site) {
        self.site = site
    }

    func get(_ target: String) async -> Response { await send(.get, target, form: nil) }

    func submit(_ fields: KeyValuePairs<String, String>, to target: String, on page: String) async -> Response {
        let text = await get(page).text
        let token = text.firstMatch(of: /name="form-token" value="([^"]+)"/)?.1 ?? ""
        let pairs = fields.map { "\($0.key)=\(PercentEncoding.encode($0.value))" } + ["form-token=\(token)"]
        return await send(.post, target, form: pairs.joined(separator: "&"))
    }

    /// Both steps; gives the answer to the second.
    func logIn(_ name: String, in scene: EntryScene, back: String = "") async throws -> Response {
        let first = await submit(
            ["account": name, "password": EntryScene.password, "back": back], to: "/login", on: "/login?again=1")
        let codePage = try #require(first.headers["location"], "\(first.text)")
        scene.clock.advance(seconds: 61)
        return await submit(
            ["code": try await scene.code(), "back": back], to: "/login/code", on: codePage)
    }

    private func send(_ method: Method, _ target: String, form: String?) async -> Response {
        var headers: Headers = ["cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
        if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
        let response = await site.respond(
            to: Request(method: method, target: target, headers: headers, body: RequestBody(Array((form ?? "").utf8))))
        for field in response.headers.all("set-cookie") {
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = field.contains("Max-Age=0") ? nil : String(pair[1])
        }
        return response
    }
}

final class StandingClock: OfficeClock {
    // 2026-11-02 09:00 in Shanghai.
    private let instant = Mutex(Instant(milliseconds: 1_793_581_200_000))

    var now: Instant { instant.withLock { $0 } }
    var today: Day { now.shanghai.day }
    func advance(seconds: Int) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// Keys that seal nothing: only sessions and trails need one here.
struct TestKeys: SigningKeys {
    private let key = AuthenticationKey.random()

    var codeKey: KeyId { KeyId(rawValue: "") }
    var sealKey: KeyId { KeyId(rawValue: "") }
    var published: PublishedKeys { PublishedKeys(json: Array(#"{"keys":[]}"#.utf8))! }

    func signCode(_ message: [UInt8]) throws(KeyFault) -> [UInt8] { throw .refused }
    func signSeal(_ pieces: [ArraySlice<UInt8>]) throws(KeyFault) -> [UInt8] { throw .refused }
    func authenticationKey(for purpose: AuthenticationPurpose) throws(KeyFault) -> AuthenticationKey { key }
}
