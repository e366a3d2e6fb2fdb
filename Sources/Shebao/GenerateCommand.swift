import ArgumentParser
import Basics
import Cryptography
import Database
import Foundation
import Office
import Policy
import Storage

/// Fills an empty database with a made-up city of any size, for trying out, for measuring and for tests.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Fill an empty database with a made-up city of any size.",
        discussion: """
            People, employers and their history come about by rules and dice: the same seed and day make the same rows on either \
            engine, and an audit finds them in order. Nobody's number can be real. A run that is broken off leaves a smaller city; \
            begin anew on an empty database.
            """)

    @Option(help: "How many people the city has.")
    var people: Int

    @Option(help: "The same seed makes the same city.")
    var seed: UInt64 = 1

    @Option(help: "For how many months before the present one contributions are billed.")
    var months = 12

    @Option(help: "An empty database to fill: sqlite:PATH or postgres:CONNINFO.")
    var database: StoreAddress

    @Option(help: "The folder for keys; it is made if it is missing.")
    var data: String

    @OptionGroup var policyFiles: PolicyOption

    @Option(help: "The region whose rules apply.")
    var region = "beijing"

    @Option(help: "The business day on which the city stands, if it is not the day on the clock: YYYY-MM-DD.")
    var today: BusinessDay?

    @Option(help: "How many connections write beside each other; one on SQLite.")
    var connections = 4

    func validate() throws {
        guard (1...GeneratedCity.limit).contains(people), (0...GeneratedCity.monthsLimit).contains(months),
            (1...16).contains(connections)
        else {
            throw ValidationError(
                "--people 1 to \(GeneratedCity.limit), --months 0 to \(GeneratedCity.monthsLimit), --connections 1 to 16."
            )
        }
    }

    func run() async throws {
        let shelf = try policyFiles.shelf(withDemonstration: true)
        let region = Region(rawValue: region)
        let policy = try shelf.current.region(region, askedBy: "生成数据")
        let today = today?.day ?? DemonstrationCity.businessDay(policy, on: WallClock().today)
        let clock = WallClock(businessDay: today)
        let database = try database.open()
        try await database.migrate(Schema.migrations, at: clock.now)
        guard try await !DemonstrationCity.exists(in: database) else {
            throw ValidationError("The database is not empty.")
        }
        try FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let keys = try KeyFolder.createIfMissing("\(data)/keys", owner: "演示市社会保险经办中心", on: clock.now.shanghai.day)
        let city = GeneratedCity(
            people: people, seed: seed, in: region, covered: months, billed: months, on: today)
        let bar = ProgressBar(of: people)
        let started = ContinuousClock.now
        let written = try await city.write(
            to: database, under: shelf, chain: TrailChain(try keys.authenticationKey(for: .trail)), lanes: connections
        ) { bar.add($0) }
        try await database.settle()
        await database.close()
        bar.end()
        let seconds = started.duration(to: .now).components.seconds
        print(
            "\(written.people) people, \(written.employers) employers, \(written.plans) plans, \(written.rows) contributions, in \(seconds) s"
        )
    }
}
