import ArgumentParser
import Basics
import Casework
import Cryptography
import Database
import Exchange
import Foundation
import HTTP
import Office
import Policy
import ServiceLifecycle
import Storage
import Web

/// Serves the pages of employers, individuals and the public on one port and those of the agency on another.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve the platform.")

    @Option(help: "The folder for keys and the demonstration's logins; it is made if it is missing.")
    var data: String

    @OptionGroup var database: DatabaseOption

    @OptionGroup var policyFiles: PolicyOption

    @Option(help: "The port of employers, individuals and the public.")
    var port = 8080

    @Option(help: "The port of the agency; for the inner network only.")
    var agencyPort = 8081

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "How the outside sees the platform; with https the cookies insist on it.")
    var publicUrl: String?

    @Option(help: "A partner and its address, such as tax=https://tax.example; once for each.")
    var partner: [PartnerAddress] = []

    @Option(help: "The folder with one secret file for each partner.")
    var partnerSecrets: String?

    @OptionGroup var today: TodayOption

    @Option(
        help: """
            After how many seconds without a sign of it another process takes up the long work of one that died: \
            \(JobRunner.leaseSecondsAllowed.lowerBound) to \(JobRunner.leaseSecondsAllowed.upperBound).
            """)
    var jobLease = JobRunner.usualLeaseSeconds

    @Flag(help: "Begin with a fictional city, and say on every page that it is one.")
    var demo = false

    @Option(help: "The folder that describes the fictional city.")
    var demoFiles = "demo"

    @Option(help: "The region whose rules apply; a demonstration brings its own.")
    var region: String?

    @Option(help: "In whose name papers are issued; a demonstration brings its own.")
    var authority: String?

    func validate() throws {
        if !demo, region == nil || authority == nil {
            throw ValidationError("Without --demo, --region and --authority say whose platform this is.")
        }
        let allowed = JobRunner.leaseSecondsAllowed
        guard allowed.contains(jobLease) else {
            throw ValidationError("--job-lease \(allowed.lowerBound) to \(allowed.upperBound).")
        }
    }

    func run() async throws {
        let files = demo ? try DemonstrationFiles(folder: demoFiles) : nil
        let shelf = try policyFiles.shelf(withDemonstration: demo)
        let store = try database.address.open()
        try await store.migrate(Schema.migrations, at: WallClock().now)
        let clock = try await WallClock(businessDay: try today.day ?? demonstrationDay(files, shelf)).kept(in: store)
        let address = publicUrl ?? "http://\(host):\(port)"
        let partners = try PartnerKeys(partner, secrets: partnerSecrets, clock: clock)
        let deployment = try await Deployment(
            database: store, keysFolder: "\(data)/keys", shelf: shelf, authority: self.authority(files),
            publicAddress: address, clock: clock,
            partners: partners.line)
        let home = files?.city.region ?? Region(rawValue: region ?? "")
        try await shelf.catchUp(with: deployment.desk.database)
        let policy = try deployment.desk.shelf.current.region(home, askedBy: "启动")
        guard policy.scope == .platform else {
            throw ValidationError(
                "The policy of \(home.rawValue) answers questions only: it lacks what employers are served by.")
        }
        if let files { try await settle(files, deployment, today: clock.today) }
        try await deployment.desk.ids.prepare()
        let foundation = Sites.Foundation(
            desk: deployment.desk, entry: deployment.entry, readLog: deployment.readLog,
            formKey: try deployment.keys.authenticationKey(for: .sessions), home: home, isDemonstration: demo,
            onFault: { error, number in Log.fault(error, number: number) })
        let sites = Sites(
            foundation, partnerKeys: partners.keys, publicURL: address, agencyURL: "http://\(host):\(agencyPort)")
        let rounds = OfficeRounds(deployment: deployment, region: home, jobLeaseSeconds: jobLease) {
            Log.fault($0, number: nil)
        }
        let isReady: @Sendable () async -> Bool = {
            (try? await deployment.database.read { tx in try tx.one("SELECT 1") { _ in true } }) ?? false
        }
        try await HTTPServer.run([
            HTTPServer(host: host, port: port, accessLog: .standardError, isReady: isReady) {
                await sites.outside.respond(to: $0)
            },
            HTTPServer(host: host, port: agencyPort, accessLog: .standardError, isReady: isReady) {
                await sites.agency.respond(to: $0)
            },
            rounds,
        ])
        await deployment.database.close()
    }

    /// A demonstration goes on where the policy files end; elsewhere what they do not cover is a gap.
    private func demonstrationDay(_ files: DemonstrationFiles?, _ shelf: PolicyShelf) throws -> Day? {
        guard let region = files?.city.region else { return nil }
        let wall = WallClock().today
        let day = DemonstrationCity.businessDay(try shelf.current.region(region, askedBy: "启动"), on: wall)
        return day == wall ? nil : day
    }

    private func authority(_ files: DemonstrationFiles?) -> Deployment.Authority {
        if let city = files?.city {
            return Deployment.Authority(
                name: city.authority, sealOwner: city.sealOwner, sealPurpose: city.sealPurpose, notice: city.notice)
        }
        return Deployment.Authority(
            name: authority ?? "", sealOwner: authority ?? "", sealPurpose: "社会保险业务专用章", notice: "")
    }

    /// Builds the fictional city where there is none, and writes down its logins for whoever started it.
    private func settle(_ files: DemonstrationFiles, _ deployment: Deployment, today: Day) async throws {
        guard try await !DemonstrationCity.exists(in: deployment.database) else { return }
        let policy = try deployment.desk.shelf.current.region(files.city.region, askedBy: "启动")
        guard DemonstrationCity.businessDay(policy, on: today) == today else {
            throw ValidationError("The policy files do not cover \(today); a demonstration can't begin on that day.")
        }
        let city = try DemonstrationCity(files, like: deployment.desk, keys: deployment.keys, today: today)
        let lines = try await city.build().map { login in
            [login.role, login.account, login.password, login.phone, login.who].joined(separator: "\t")
        }
        let text = (["# role\taccount\tpassword\tphone\twho"] + lines).joined(separator: "\n") + "\n"
        try PrivateText.write(text, to: "\(data)/demo-logins.txt")
    }
}

/// `--partner tax=http://127.0.0.1:8092`
struct PartnerAddress: ExpressibleByArgument {
    let partner: Partner
    let url: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let partner = Partner(rawValue: String(parts[0])) else { return nil }
        self.partner = partner
        self.url = String(parts[1])
    }
}

struct BusinessDay: ExpressibleByArgument {
    let day: Day

    init?(argument: String) {
        guard let day = Day(argument) else { return nil }
        self.day = day
    }
}

/// A file that nobody but its owner may read, from its first moment on.
enum PrivateText {
    static func write(_ text: String, to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw ValidationError("\(path) cannot be written.") }
    }
}

/// What went wrong, for the operator: one JSON line each.
enum Log {
    static func fault(_ error: any Error, number: String?) {
        let line = ["fault": String(describing: error), "number": number ?? ""]
        guard let data = try? JSONEncoder().encode(line) else { return }
        FileHandle.standardError.write(data + Data("\n".utf8))
    }
}
