import ArgumentParser
import Basics
import Foundation
import Office
import Policy
import Storage

// Options that mean the same to several commands.

struct DatabaseOption: ParsableArguments {
    @Option(name: .customLong("database"), help: "The database: sqlite:PATH or postgres:CONNINFO.")
    var address: StoreAddress

    /// Of a command that begins no database, a file that is not there is a mistake.
    func requireExisting() throws {
        if !exists, case .sqlite(let path) = address { throw ValidationError("There is no database \(path).") }
    }

    /// Whether there is such a file; a server is asked when it is opened.
    var exists: Bool {
        guard case .sqlite(let path) = address else { return true }
        return FileManager.default.fileExists(atPath: path)
    }
}

struct PolicyOption: ParsableArguments {
    @Option(name: .customLong("policy"), help: "The folder of the policy files.")
    var folder = "policy"

    func shelf(withDemonstration: Bool) throws -> PolicyShelf {
        try PolicyShelf(files: try PolicyFiles.read(folder), withDemonstration: withDemonstration)
    }
}

struct TodayOption: ParsableArguments {
    @Option(name: .customLong("today"), help: "The business day, if it is not the day on the clock: YYYY-MM-DD.")
    var businessDay: BusinessDay?

    var day: Day? { businessDay?.day }
}

struct DemonstrationValuesOption: ParsableArguments {
    @Flag(
        name: .customLong("demo"), help: "With what stands in for values that no source tells, as in a demonstration.")
    var areTaken = false
}
