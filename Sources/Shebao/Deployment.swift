import Basics
import Cryptography
import Database
import Documents
import Office
import Storage

/// Everything that one deployment runs on, put together once: the composition root.
struct Deployment: Sendable {
    let database: Database
    let keys: KeyFolder
    let desk: Desk
    let entry: EntryDesk
    let readLog: ReadLogWriter
    let courier: WokenRounds
    let jobs: WokenRounds

    /// In whose name papers are issued.
    struct Authority: Sendable {
        let name: String
        let sealOwner: String
        let sealPurpose: String
        let notice: String
    }

    /// Opens the database, brings its schema up to date, and opens the keys, making those that are missing.
    init(
        database: Database, keysFolder: String, shelf: PolicyShelf, authority: Authority, publicAddress: String,
        clock: any OfficeClock, partners: any PartnerLine
    ) async throws {
        try await database.migrate(Schema.migrations, at: clock.now)
        let keys = try KeyFolder.createIfMissing(keysFolder, owner: authority.sealOwner, on: clock.now.shanghai.day)
        let ids = IdSource(database)
        let (courier, jobs) = (WokenRounds(), WokenRounds())
        let press = PaperPress(
            keys: keys,
            issuer: Issuer(
                name: authority.name, verificationAddress: "\(publicAddress)/verify", notice: authority.notice),
            seal: SealAppearance(owner: authority.sealOwner, purpose: authority.sealPurpose),
            codeAddress: "\(publicAddress)/V/")
        self.database = database
        self.keys = keys
        self.desk = Desk(
            database: database, shelf: shelf, clock: clock, ids: ids, partners: partners,
            chain: TrailChain(try keys.authenticationKey(for: .trail)), press: press,
            wakeCourier: { courier.wake() }, wakeJobs: { jobs.wake() })
        self.entry = try EntryDesk(
            database, clock: clock, ids: ids, keys: keys, wakeCourier: { courier.wake() })
        self.readLog = ReadLogWriter(database, clock: clock)
        self.courier = courier
        self.jobs = jobs
    }
}
