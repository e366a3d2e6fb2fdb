import Basics
import Casework
import Cryptography
import Database
import Documents
import Exchange
import Office
import Storage
import TestSupport
import Testing
import Web

/// A desk with an empty database, by the policy that ships, and both sites over it.
struct DeskScene {
    let desk: Desk
    let clock = StandingClock()
    private let keys = TestKeys()

    static func run(_ work: (DeskScene) async throws -> Void) async throws {
        try await withDatabase(on: .sqlite, migratedBy: Schema.migrations) { database in
            try await work(try await DeskScene(database))
        }
    }

    private static let shelf = Result { try PolicyShelf(files: try PolicyFolder.files(), withDemonstration: false) }

    private init(_ database: Database) async throws {
        desk = Desk(
            database: database, shelf: try Self.shelf.get(), clock: clock, ids: IdSource(database),
            partners: NoPartners(), chain: TrailChain(.random()),
            press: PaperPress(
                keys: keys, issuer: Issuer(name: "演示", verificationAddress: ""),
                seal: SealAppearance(owner: "演示", purpose: "演示")))
    }

    /// As they are served.
    func sites() throws -> Sites {
        let foundation = Sites.Foundation(
            desk: desk, entry: try EntryDesk(desk.database, clock: clock, ids: desk.ids, keys: keys),
            readLog: ReadLogWriter(desk.database, clock: clock), formKey: try keys.authenticationKey(for: .sessions),
            home: Region(rawValue: "beijing"), isDemonstration: true, onFault: { error, _ in Issue.record(error) })
        return Sites(
            foundation, partnerKeys: [PartnerKey(.tax, AuthenticationKey.random())],
            publicURL: "http://127.0.0.1:8080", agencyURL: "http://127.0.0.1:8081")
    }
}

private struct NoPartners: PartnerLine {
    func send(
        _ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]
    ) async throws(PartnerSilence) -> [UInt8] {
        throw PartnerSilence("nobody is asked here")
    }
}
