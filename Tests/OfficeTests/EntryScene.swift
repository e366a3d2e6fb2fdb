import Basics
import Casework
import Cryptography
import Database
import Exchange
import Office
import Records
import Storage
import Synchronization
import TestSupport
import Testing

/// An entry with a few branches, employers and people, at a time that the test sets.
///
///     centre ─┬─ east ─── east-1
///             └─ west
struct EntryScene {
    let database: Database
    let clock: SettableClock
    let passwords: CountingPasswords
    let desk: EntryDesk

    static let eastern = EmployerId(1)
    static let western = EmployerId(2)
    static let zhang = PersonId(1)
    static let li = PersonId(2)
    static let password = "绿萝 在窗台 第三排"
    static let phone = "13900000001"

    /// Runs the test with a login `operator1` of the eastern employer, made at 09:00 on 2026-11-02 in Shanghai.
    static func with(
        _ engine: Engine, faults: FaultInjection? = nil, _ body: (EntryScene) async throws -> Void
    ) async throws {
        try await withDatabase(on: engine, migratedBy: Schema.migrations, faults: faults) { database in
            let scene = try await EntryScene(database)
            try await scene.makeLogin("operator1", .employerOperator, .employer(eastern))
            try await body(scene)
        }
    }

    private init(_ database: Database) async throws {
        self.database = database
        clock = SettableClock()
        passwords = CountingPasswords()
        try await database.transaction { tx in try EntryScene.populate(tx) }
        desk = try EntryDesk(
            database, clock: clock, ids: IdSource(database), keys: EntryKeys(), passwords: passwords)
    }

    private static func populate(_ tx: Transaction) throws {
        let region = Region(rawValue: "beijing")
        for (code, parent) in [("centre", nil), ("east", "centre"), ("west", "centre"), ("east-1", "east")] {
            try tx.branches.register(Branch(code: code, name: code, region: region, parent: parent))
        }
        let start = try #require(Day("2020-01-01"))
        for (id, code, branch) in [
            (eastern, "91110000MA0000001X", "east"), (western, "91110000MA0000002X", "west"),
        ] {
            try tx.employers.register(
                Employer(
                    id: id, region: region, creditCode: code, name: "演示单位\(id)", injuryClass: 1, branch: branch,
                    registeredOn: start, version: 1))
        }
        for (id, number, name) in [(zhang, "110101199001010015", "张演示"), (li, "110101199002020028", "李演示")] {
            try tx.people.register([
                People.New(
                    PersonRegistration(
                        number: number, name: name, sex: .male, bornOn: start, household: .localUrban, ethnicity: "汉",
                        phone: nil), as: id, on: start)
            ])
        }
    }

    @discardableResult
    func makeLogin(
        _ name: String, _ role: LoginRole, _ scope: LoginApplication.Scope, by maker: LoginMaker = .setUp
    ) async throws -> Int64 {
        try await desk.createLogin(
            LoginApplication(
                name: name, displayName: "王经办", phone: EntryScene.phone, password: EntryScene.password, role: role,
                scope: scope), by: maker
        ).value
    }

    func begin(_ password: String = EntryScene.password, name: String = "operator1") async throws -> EntryAnswer<
        PendingEntry
    > {
        try await desk.begin(name: name, password: password, from: "192.0.2.7")
    }

    func confirm(_ token: String, _ code: String) async throws -> EntryAnswer<OpenSession> {
        try await desk.confirm(token, code: code, from: "192.0.2.7")
    }

    /// Both steps.
    func enter(name: String = "operator1") async throws -> OpenSession {
        let pending = try await begin(name: name).value
        return try await confirm(pending.token, try await codes().last!).value
    }

    /// The codes of all text messages so far, in their order.
    func codes() async throws -> [String] {
        try await messages().map { message in
            String(try #require(message.text.firstMatch(of: /[0-9]{6}/)).output)
        }
    }

    func messages() async throws -> [TextMessage] {
        let bodies = try await database.read { tx in
            try tx.all("SELECT body FROM outbox WHERE partner = 'sms' AND kind = 'message' ORDER BY id") { row in
                try row[0] as String
            }
        }
        return try bodies.map { try TextMessage(body: Array($0.utf8)) }
    }
}

extension EntryAnswer {
    struct Refused: Error {
        let codes: [String]
    }

    var value: Value {
        get throws {
            switch self {
            case .done(let value): return value
            case .refused(let refusals): throw Refused(codes: refusals.map(\.code))
            }
        }
    }

    /// The codes of the refusals; none if it was done.
    var refusals: [String] {
        if case .refused(let refusals) = self { refusals.map(\.code) } else { [] }
    }

    var sentences: [String] {
        if case .refused(let refusals) = self { refusals.flatMap { [$0.sentence, $0.remedy] } } else { [] }
    }
}

final class SettableClock: OfficeClock {
    // 2026-11-02 09:00 in Shanghai.
    private let instant = Mutex(Instant(milliseconds: 1_793_581_200_000))

    var now: Instant { instant.withLock { $0 } }
    var today: Day { now.shanghai.day }

    func advance(seconds: Int) {
        instant.withLock { $0 = $0.adding(seconds: seconds) }
    }
}

/// Real hashes, and how many passwords were compared with a real hash of today's cost.
final class CountingPasswords: PasswordKeeping {
    private let hashing = PasswordHashing()
    private let count = Mutex(0)
    private let overloaded = Mutex(false)

    var compared: Int { count.withLock { $0 } }

    /// Turns all away from now on, or none.
    func setOverloaded(_ value: Bool) {
        overloaded.withLock { $0 = value }
    }

    func make(_ password: String) async throws(PasswordHashing.Overloaded) -> PasswordHash? {
        try await hashing.make(password)
    }

    func verify(_ password: String, against hash: PasswordHash) async throws(PasswordHashing.Overloaded) -> Bool {
        if overloaded.withLock({ $0 }) { throw PasswordHashing.Overloaded() }
        if !hash.needsRehash { count.withLock { $0 += 1 } }
        return try await hashing.verify(password, against: hash)
    }
}

/// The keys that the entry needs, new for each test.
struct EntryKeys: SigningKeys {
    private let key = AuthenticationKey.random()

    var codeKey: KeyId { KeyId(rawValue: "") }
    var sealKey: KeyId { KeyId(rawValue: "") }
    var published: PublishedKeys { PublishedKeys(json: Array(#"{"keys":[]}"#.utf8))! }

    func signCode(_ message: [UInt8]) throws(KeyFault) -> [UInt8] { throw .refused }
    func signSeal(_ pieces: [ArraySlice<UInt8>]) throws(KeyFault) -> [UInt8] { throw .refused }
    func authenticationKey(for purpose: AuthenticationPurpose) throws(KeyFault) -> AuthenticationKey { key }
}
