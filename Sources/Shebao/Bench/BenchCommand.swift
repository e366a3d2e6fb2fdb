import ArgumentParser
import Basics
import Database
import Office
import Storage

/// Measures how the platform keeps its goals of speed and memory, each as a ratio within one run. `docs/benchmarks.md` says
/// how and with what result.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure speed and memory against the goals.",
        discussion: "Ends with 1 if a goal is missed. bin/bench prepares everything and runs it on both engines.")

    enum Part: String, CaseIterable, ExpressibleByArgument {
        case plan
        case staffPage = "staff-page"
        case whatIf = "what-if"
        case cityPage = "city-page"
        case city, paper, idle, lines, workbook, month, batch, all
    }

    @Argument(help: "What to measure.")
    var part = Part.all

    @Option(
        help: "An empty database to fill and measure on: sqlite:PATH or postgres:CONNINFO; not for lines and workbook.")
    var database: StoreAddress?

    @Option(help: "Another empty database, for the demonstration city that `idle` starts with.")
    var idleDatabase: StoreAddress?

    @Option(help: "Another empty database, which `city` and `batch` insert finished rows into.")
    var copyDatabase: StoreAddress?

    @Option(help: "A database with a generated city, in which `city-page` looks at an employer's list.")
    var cityDatabase: StoreAddress?

    @Option(help: "A folder for keys and what the measured programs write; not for lines.")
    var data = ""

    @OptionGroup var policyFiles: PolicyOption

    @Option(help: "The folder of the Python counterparts.")
    var counterparts = "benchmarks"

    @Option(help: "The Python that has the packages of packages/python-bench.txt.")
    var python = ".venv-bench/bin/python"

    @Option(help: "How many people the employer has, or the city.")
    var people = 10_000

    @Option(help: "How many rows the workbook of `batch` has.")
    var rows = 100_000

    @Option(help: "The same seed makes the same people.")
    var seed: UInt64 = 1

    @Option(help: "How often each figure is taken; its median counts.")
    var rounds = 5

    @Option(help: "For how many seconds each load is kept up.")
    var seconds = 5

    func validate() throws {
        guard (200...GeneratedCity.limit).contains(people), (1...7).contains(rounds), (1...60).contains(seconds) else {
            throw ValidationError("--people 200 to \(GeneratedCity.limit), --rounds 1 to 7, --seconds 1 to 60.")
        }
        guard (1_000...1_000_000).contains(rows) else { throw ValidationError("--rows 1000 to 1000000.") }
        if part != .lines, data.isEmpty { throw ValidationError("\(part.rawValue) needs --data.") }
        if part != .lines, part != .workbook, database == nil {
            throw ValidationError("\(part.rawValue) needs --database.")
        }
        if part == .idle || part == .all, idleDatabase == nil {
            throw ValidationError("idle needs --idle-database.")
        }
        if part == .cityPage, cityDatabase == nil { throw ValidationError("city-page needs --city-database.") }
        if part == .city || part == .batch, copyDatabase == nil {
            throw ValidationError("\(part.rawValue) needs --copy-database.")
        }
    }

    func run() async throws {
        var figures: [Figure] = []
        if part == .lines || part == .all {
            figures += try await LineBench(self).run(rounds: rounds)
        }
        if part == .workbook || part == .all {
            figures += try await WorkbookBench(self).run(rounds: rounds)
        }
        if part == .city, let database, let copyDatabase {
            figures += try await CityBench(fitting()).run(database, copy: copyDatabase)
        } else if part == .batch, let database, let copyDatabase {
            figures += try await BatchBench(self, database).run(copy: copyDatabase)
        } else if part == .cityPage, let database, let cityDatabase {
            figures += try await StaffPageBench.compare(
                try await BenchStation.make(self, database), try await BenchStation.visit(self, cityDatabase), self)
        } else if part == .month, let database {
            figures += try await MonthBench(fitting(), database).run(rounds: rounds)
        } else if ![.idle, .lines, .workbook].contains(part), let database {
            let station = try await BenchStation.make(self, database)
            if part == .plan || part == .all { figures += try await PlanBench(station).run(rounds: rounds) }
            if part == .whatIf || part == .all { figures += try await WhatIfBench(station).run(rounds: rounds) }
            if part == .paper || part == .all { figures += try await PaperBench(station, self).run(rounds: rounds) }
            if part == .staffPage || part == .all {
                figures += try await StaffPageBench(station, self).run(rounds: rounds, seconds: seconds)
            }
            try await station.prove()
            await station.deployment.database.close()
        }
        if let idleDatabase, part == .idle || part == .all {
            figures += try await IdleBench(self, idleDatabase).run(rounds: rounds)
        }
        print(Figure.table(figures))
        if figures.contains(where: \.isMissed) { throw ExitCode.failure }
    }

    /// The same for as many people as the machine has room for.
    private func fitting() throws -> BenchCommand {
        var fitting = self
        fitting.people = try BenchRoom(of: data).people(people) { print($0) }
        return fitting
    }
}
