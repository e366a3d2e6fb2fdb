import ArgumentParser
import Foundation
import Storage

/// The program itself on a demonstration city that is already there: how long until it serves, and how much memory it takes
/// before anybody has asked for a paper.
struct IdleBench {
    private let command: BenchCommand
    private let database: StoreAddress

    init(_ command: BenchCommand, _ database: StoreAddress) {
        self.command = command
        self.database = database
    }

    func run(rounds: Int) async throws -> [Figure] {
        // The first start builds the city.
        _ = try await start()
        var (ready, memory): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            let (milliseconds, megabytes) = try await start()
            ready.append(milliseconds)
            memory.append(megabytes)
        }
        return [
            Figure("idle: until it serves", ready.median, "ms", .atMost(1_000)),
            Figure("idle: resident memory", memory.median, "MB", .atMost(120)),
        ]
    }

    private func start() async throws -> (milliseconds: Double, megabytes: Double) {
        let address =
            switch database {
            case .sqlite(let path): "sqlite:\(path)"
            case .postgreSQL(let connectionInfo): "postgres:\(connectionInfo)"
            }
        let (port, agencyPort) = (try freePort(), try freePort())
        let (took, process) = try await milliseconds {
            let process = try ChildProcess(
                "/proc/\(getpid())/exe",
                [
                    "serve", "--demo", "--data", "\(command.data)/idle", "--database", address,
                    "--policy", command.policyFiles.folder, "--port", "\(port)", "--agency-port", "\(agencyPort)",
                ], isHeard: false)
            guard try await waits(for: "http://127.0.0.1:\(port)/readyz") else {
                process.stop()
                throw ValidationError("The platform did not start.")
            }
            return process
        }
        defer { process.stop() }
        // Its first rounds are over by then.
        try await Task.sleep(for: .seconds(3))
        return (took, try Self.residentMegabytes(process.id))
    }

    private static func residentMegabytes(_ process: Int32) throws -> Double {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        guard let kilobytes = status.firstMatch(of: /VmRSS:\s+([0-9]+) kB/).flatMap({ Double($0.1) }) else {
            throw ValidationError("The platform has ended.")
        }
        return kilobytes / 1_024
    }
}
