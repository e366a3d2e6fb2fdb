import Basics
import Casework
import Cryptography
import Database
import Documents
import Exchange
import HTTP
import Office
import Records
import Storage
import Synchronization
import TestSupport
import Testing
import Web

/// The pages of matters, cases and the agency over the real desk, with two employers, a person on record, and a population
/// register that the test scripts. It begins on 2026-11-20.
final class FilingScene: Sendable {
    static let home = Region(rawValue: "beijing")
    static let employer = EmployerId(1)
    static let other = EmployerId(2)
    static let person = PersonId(1)
    /// Known to the register, not on record.
    static let known = (number: "590003198803140032", name: "吴野川")
    /// Unknown to the register.
    static let unknown = (number: "590005198705110035", name: "程远")

    /// A unit that is not on record; its register has it.
    static let unit = "91590000MADM00115A"

    let desk: Desk
    let clock: SetClock
    let register: ScriptedRegister
    let site: Site
    let endpoints: [Web.Endpoint]
    let database: Database
    private let folder: TemporaryFolder

    static func with(_ body: (FilingScene) async throws -> Void) async throws {
        try await withDatabase(on: .sqlite, migratedBy: Schema.migrations) { database in
            let scene = try await FilingScene(database)
            defer { scene.folder.remove() }
            try await body(scene)
        }
    }

    /// Reading all of the policy takes longer than most tests.
    private static let shelf = Result { try PolicyShelf(files: try PolicyFolder.files(), withDemonstration: true) }

    private init(_ database: Database) async throws {
        self.database = database
        folder = try TemporaryFolder()
        clock = SetClock(Instant(milliseconds: 1_795_136_400_000))
        register = ScriptedRegister()
        try await database.transaction { tx in try FilingScene.populate(tx) }
        let ids = IdSource(database)
        // Keys below these are the scene's own.
        try await database.transaction { tx in
            for kind in [IdSource.Kind.person, .employer] { _ = try tx.takeKeys(kind.rawValue, count: 100) }
        }
        let keys = try KeyFolder.createIfMissing(folder.path + "/keys", owner: "演示", on: clock.today)
        desk = Desk(
            database: database,
            shelf: try Self.shelf.get(), clock: clock, ids: ids, partners: register,
            chain: TrailChain(try keys.authenticationKey(for: .trail)),
            press: PaperPress(
                keys: keys, issuer: Issuer(name: "演示中心", verificationAddress: "http://127.0.0.1/verify"),
                seal: SealAppearance(owner: "演示中心", purpose: "演示专用章")))
        let office = PortalOffice(
            desk: desk, readLog: ReadLogWriter(database, clock: clock), home: FilingScene.home,
            portal: { _ in Portal("测试", home: AgencyPaths.home(), items: [], logOut: EntryPaths.logOut()) })
        endpoints =
            LoginRole.Portal.allCases.flatMap {
                FilingPages.endpoints(office, in: $0) + CasePages.endpoints(office, in: $0)
            } + AgencyPages.endpoints(office) + EmployerPages.endpoints(desk, office.readLog)
            + UnitPages.endpoints(office) + IndividualPages.endpoints(desk, office.readLog, home: FilingScene.home)
            + CalculatorPages.endpoints(desk, home: FilingScene.home) + MonthPages.endpoints(office)
            + PublicationPages.endpoints(office)
            + BatchPages.endpoints(office, in: .employer) + BatchPages.endpoints(office, in: .agency)
        site = Site(
            settings: SiteSettings(publicURL: "http://127.0.0.1:8080", isDemonstration: true), endpoints: endpoints,
            formKey: AuthenticationKey.random(), rateLimit: RateLimit(burst: 10_000, perSecond: 1, now: { 0 }),
            loginPath: Path("/login"), onFault: { error, _ in Issue.record(error) }
        ) { request in
            request.cookies["shebao"].flatMap(FilingScene.principal).map { Visitor($0, sessionKey: $0.name) }
        }
    }

    private static func populate(_ tx: Transaction) throws {
        for (code, parent) in [("centre", nil), ("east", "centre"), ("west", "centre")] {
            try tx.branches.register(Branch(code: code, name: "\(code)分中心", region: home, parent: parent))
        }
        let start = try #require(Day("2020-01-01"))
        for (id, code, name, branch) in [
            (employer, "91110000MA0000001X", "晨光公司", "east"), (other, "91110000MA0000002X", "远山公司", "west"),
        ] {
            try tx.employers.register(
                Employer(
                    id: id, region: home, creditCode: code, name: name, injuryClass: 1, branch: branch,
                    registeredOn: start, version: 1))
        }
        try tx.people.register([
            People.New(
                PersonRegistration(
                    number: "590002199207020040", name: "王洁", sex: .female, bornOn: try #require(Day("1992-07-02")),
                    household: .localUrban, ethnicity: "汉族", phone: nil), as: person, on: start)
        ])
    }

    /// An employer that another region has on record.
    static let elsewhere = (id: EmployerId(3), code: "91510000MA0000003X", name: "锦官公司")

    func registerElsewhere() async throws {
        let start = try #require(Day("2020-01-01"))
        try await database.transaction { tx in
            let region = Region(rawValue: "chengdu")
            try tx.branches.register(Branch(code: "chengdu", name: "成都分中心", region: region, parent: nil))
            try tx.employers.register(
                Employer(
                    id: Self.elsewhere.id, region: region, creditCode: Self.elsewhere.code, name: Self.elsewhere.name,
                    injuryClass: 1, branch: "chengdu", registeredOn: start, version: 1))
        }
    }

    /// Why lists of an employer's people and cases were read, the latest first.
    func purposes(ofListsOf employer: EmployerId) async throws -> [String] {
        try await database.read { tx in
            try tx.all("SELECT purpose FROM read_log WHERE employer_id = \(employer) ORDER BY id DESC") { row in
                try row[0] as String
            }
        }
    }

    /// Whoever has the cookie of that name.
    static func principal(_ session: String) -> Principal? {
        switch session {
        case "unit":
            Principal(login: 1, name: "晨光经办", role: .employerOperator, employer: employer, region: home)
        case "other": Principal(login: 2, name: "远山经办", role: .employerOperator, employer: other, region: home)
        case "newcomer": Principal(login: 10, name: "初晴经办", role: .unitOperator, unit: unit)
        // The same login, once its unit is on record.
        case "registered":
            Principal(login: 10, name: "初晴经办", role: .employerOperator, employer: other, region: home)
        case "limited":
            Principal(
                login: 11, name: "晨光文员", role: .employerOperator, employer: employer, region: home, rights: [])
        case "person": Principal(login: 3, name: "王洁", role: .individual, person: person)
        case "teller": Principal(login: 4, name: "周柜员", role: .teller, branch: "east", region: home)
        case "reviewer": Principal(login: 5, name: "秦审核", role: .reviewer, branch: "centre", region: home)
        case "eastReviewer":
            Principal(login: 12, name: "东区审核", role: .reviewer, branch: "east", region: home)
        case "reviewer2": Principal(login: 6, name: "顾审核", role: .reviewer, branch: "centre", region: home)
        case "auditor": Principal(login: 7, name: "稽核员", role: .auditor, branch: "centre", region: home)
        case "policy": Principal(login: 8, name: "政策员", role: .policyStaff, branch: "centre", region: home)
        case "admin": Principal(login: 9, name: "管理员", role: .administrator, branch: "centre", region: home)
        default: nil
        }
    }
}

/// Answers for the population register, or keeps silent; takes whatever else is sent.
final class ScriptedRegister: PartnerLine {
    let isSilent = Mutex(false)
    let units = Mutex<Set<String>>([FilingScene.unit])

    func send(_ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]) async throws(PartnerSilence) -> [UInt8]
    {
        guard !isSilent.withLock({ $0 }) else { throw PartnerSilence("不答复") }
        do {
            if endpoint == UnitInquiry<MarketRegulator>.endpoint {
                let code = try UnitInquiry<MarketRegulator>(body: body).creditCode
                let isKnown = units.withLock { $0.contains(code) }
                return try (isKnown ? UnitInquiryAnswer.found(.example(code)) : .notFound).body()
            }
            guard endpoint == PopulationInquiry.endpoint else { throw PartnerSilence("不答复") }
            let inquiry = try PopulationInquiry(body: body)
            guard inquiry.number == FilingScene.known.number else { return try PopulationInquiryAnswer.notFound.body() }
            return try PopulationInquiryAnswer.found(
                RegisteredPerson(
                    name: FilingScene.known.name, number: inquiry.number, sex: .male,
                    bornOn: Day("1988-03-14")!, ethnicity: "满族", household: .localUrban)
            ).body()
        } catch {
            throw PartnerSilence("\(error)")
        }
    }
}

extension SharedUnit {
    static func example(_ code: String) -> SharedUnit {
        SharedUnit(
            creditCode: code, name: "初晴文化传播有限公司", kind: .enterprise, type: "有限责任公司",
            registeredOn: Day("2026-11-09")!, authority: "演示区市场监督管理局",
            head: .init(name: "楚晴", number: "59000319890214002X"), address: "演示路1号", scope: nil, industry: "R8810",
            status: .active, contact: .init(name: "楚歌", phone: "19900000921"), revision: 1)
    }
}

/// Where somebody sits logged in as one of the scene's people.
struct Seat {
    let scene: FilingScene
    let session: String

    func get(_ target: String) async -> Response {
        await respond(.get, target, [:], [])
    }

    /// Sends a form as urlencoded fields; the token is fetched from the page that holds the form.
    ///
    /// - Parameter ticks: what sends its name as often as something is ticked.
    func post(
        _ target: String, from page: String, _ fields: [String: String] = [:], ticks: [String: [String]] = [:]
    ) async throws -> Response {
        let token = try await token(on: page)
        let ticked = ticks.flatMap { tick in tick.value.map { (tick.key, $0) } }
        let all = fields.merging(["form-token": token]) { $1 }.map { ($0.key, $0.value) } + ticked
        let body = all.map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }
            .joined(separator: "&")
        return await respond(
            .post, target, ["content-type": "application/x-www-form-urlencoded"], Array(body.utf8))
    }

    /// Sends a form with files.
    func post(
        _ target: String, from page: String, _ fields: [String: String], file: (field: String, name: String, [UInt8])...
    ) async throws -> Response {
        var body: [UInt8] = []
        func part(_ head: String, _ content: [UInt8]) {
            body += Array("--b\r\ncontent-disposition: form-data; \(head)\r\n\r\n".utf8) + content + Array("\r\n".utf8)
        }
        for (name, value) in fields.merging(["form-token": try await token(on: page)], uniquingKeysWith: { $1 }) {
            part("name=\"\(name)\"", Array(value.utf8))
        }
        for (field, name, bytes) in file { part("name=\"\(field)\"; filename=\"\(name)\"", bytes) }
        body += Array("--b--\r\n".utf8)
        return await respond(.post, target, ["content-type": "multipart/form-data; boundary=b"], body)
    }

    private func token(on page: String) async throws -> String {
        let text = await get(page).text
        return String(try #require(text.firstMatch(of: /name="form-token" value="([^"]+)"/)).1)
    }

    private func respond(_ method: HTTP.Method, _ target: String, _ headers: [String: String], _ body: [UInt8]) async
        -> Response
    {
        var all: Headers = ["accept": "text/html", "cookie": "shebao=\(session)"]
        for (name, value) in headers { all[name] = value }
        return await scene.site.respond(
            to: Request(method: method, target: target, headers: all, body: RequestBody(body)))
    }
}

extension FilingScene {
    func seat(_ session: String) -> Seat { Seat(scene: self, session: session) }
}

extension Response {
    /// Where it leads.
    var location: String { headers["location"] ?? "" }
    /// Where it leads, without query.
    var place: String { String(location.prefix { $0 != "?" }) }

    /// A hidden field of the page.
    func hidden(_ name: String) throws -> String {
        let pattern = try Regex("name=\"\(name)\" value=\"([^\"]*)\"")
        return String(try #require(text.firstMatch(of: pattern)).output[1].substring ?? "")
    }
}
