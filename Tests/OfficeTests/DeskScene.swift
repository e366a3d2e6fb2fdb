import Basics
import Casework
import Cryptography
import Database
import Documents
import Exchange
import Office
import Policy
import Records
import Storage
import TestSupport
import Testing

/// A desk with two employers in Beijing, nobody enrolled yet, partners that say what the test tells them, and a clock that
/// stands at 09:00 on 2026-11-02.
struct DeskScene {
    let database: Database
    let faults: FaultInjection
    let clock: SettableClock
    let partners: ScriptedPartners
    let desk: Desk
    let chain: TrailChain

    static let region = Region(rawValue: "beijing")
    static let employer = EmployerId(1)
    static let otherEmployer = EmployerId(2)
    static let creditCode = "91110000MA0000001X"
    static let period = "2026-11"

    static let `operator` = Principal(
        login: 1, name: "王经办", role: .employerOperator, employer: employer, region: region)
    static let otherOperator = Principal(
        login: 2, name: "赵经办", role: .employerOperator, employer: otherEmployer, region: region)
    static let teller = Principal(login: 3, name: "柜员甲", role: .teller, branch: "centre", region: region)
    static let reviewer = Principal(login: 4, name: "审核甲", role: .reviewer, branch: "centre", region: region)
    static let otherReviewer = Principal(login: 5, name: "审核乙", role: .reviewer, branch: "centre", region: region)

    static func individual(_ person: PersonId) -> Principal {
        Principal(login: 100 + person.value, name: "本人", role: .individual, person: person)
    }

    /// - Parameter publishes: whether policy is published at this desk, which then needs a shelf of its own.
    static func with(
        _ engine: Engine, publishes: Bool = false, _ body: (DeskScene) async throws -> Void
    ) async throws {
        let faults = FaultInjection()
        let shelf = publishes ? try newShelf() : try shelf.get()
        try await withDatabase(on: engine, migratedBy: Schema.migrations, faults: faults) { database in
            try await body(DeskScene(database, faults, shelf))
        }
    }

    private static let shelf = Result { try newShelf() }

    private static func newShelf() throws -> PolicyShelf {
        try PolicyShelf(files: PolicyFolder.files(), withDemonstration: true)
    }

    private init(_ database: Database, _ faults: FaultInjection, _ shelf: PolicyShelf) async throws {
        self.database = database
        self.faults = faults
        clock = SettableClock()
        partners = ScriptedPartners()
        chain = TrailChain(AuthenticationKey(Array(repeating: 7, count: 32))!)
        try await database.transaction { tx in try DeskScene.populate(tx) }
        desk = Desk(
            database: database, shelf: shelf, clock: clock, ids: IdSource(database),
            partners: partners, chain: chain,
            press: PaperPress(
                keys: NoKeys(), issuer: Issuer(name: "演示机构", verificationAddress: "demo.example/verify"),
                seal: SealAppearance(owner: "演示机构", purpose: "演示专用章")))
    }

    private static func populate(_ tx: Transaction) throws {
        try tx.branches.register(Branch(code: "centre", name: "市中心", region: region, parent: nil))
        for (id, code) in [(employer, creditCode), (otherEmployer, "91110000MA0000002X")] {
            try tx.employers.register(
                Employer(
                    id: id, region: region, creditCode: code, name: "演示单位\(id)", injuryClass: 1, branch: "centre",
                    registeredOn: Day("2020-01-01")!, version: 1))
        }
    }

    func audit() async throws -> AuditReport {
        try await Audit(database, chain: chain, shelf: desk.shelf).run()
    }

    func expectCleanBooks(_ sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let report = try await audit()
        #expect(report.findings == [], sourceLocation: sourceLocation)
    }

    func count(_ query: SQL) async throws -> Int {
        try await database.read { tx in try tx.one(query) { row in try row[0] as Int } }
    }

    func run(_ change: SQL) async throws {
        try await database.transaction { tx in
            let rows = try tx.run(change)
            #expect(rows > 0, "the test changes nothing")
        }
    }
}

/// Somebody who can be enrolled; the number is of a region that does not exist.
struct Newcomer: Sendable {
    let number: String
    let name: String

    init(_ sequence: Int, name: String = "演示员工") {
        let body = "000101199001" + String(10_000 + sequence)
        let digits = Array("0123456789X").map { body + String($0) }
        number = digits.first { (try? CitizenNumber($0)) != nil }!
        self.name = name
    }

    func answers(wage: String = "12000") -> Answers {
        [
            "number": number, "name": name, "household": "localUrban", "ethnicity": "汉族", "beganOn": "2026-11-02",
            "occupation": "会计", "contractTerm": "open", "wage": wage,
        ]
    }

    var registered: RegisteredPerson {
        RegisteredPerson(
            name: name, number: number, sex: .male, bornOn: Day("1990-01-10")!, ethnicity: "汉族",
            household: .localUrban)
    }
}

private struct NoKeys: SigningKeys {
    var codeKey: KeyId { KeyId(rawValue: "") }
    var sealKey: KeyId { KeyId(rawValue: "") }
    var published: PublishedKeys { PublishedKeys() }

    func signCode(_ message: [UInt8]) throws(KeyFault) -> [UInt8] { throw .refused }
    func signSeal(_ pieces: [ArraySlice<UInt8>]) throws(KeyFault) -> [UInt8] { throw .refused }
    func authenticationKey(for purpose: AuthenticationPurpose) throws(KeyFault) -> AuthenticationKey { throw .refused }
}
