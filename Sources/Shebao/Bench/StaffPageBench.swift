import ArgumentParser
import Basics
import Foundation
import HTTP
import Office
import Storage
import Synchronization
import Web

/// The staff list of a large employer, 200 people a page, under load: ours with session, rights and read log, beside the
/// same queries and the same page in Flask and Jinja2 under gunicorn without any of these, one process for each core.
struct StaffPageBench {
    private let station: BenchStation
    private let command: BenchCommand
    private let pageCount: Int

    init(_ station: BenchStation, _ command: BenchCommand) {
        self.station = station
        self.command = command
        self.pageCount = command.people / StaffList.rowsPerPage
    }

    private var path: String { EmployerPaths.staff().address }

    func run(rounds: Int, seconds: Int) async throws -> [Figure] {
        let own = try await startOwn()
        defer { own.task.cancel() }
        let (counterpart, port) = try await startCounterpart()
        defer { counterpart.stop() }
        try await compareSizes(own: own.port, counterpart: port)
        var (ours, theirs): ([Double], [Double]) = ([], [])
        for round in 0...rounds {
            let own = try load(own.port, seconds: seconds)
            let other = try load(port, seconds: seconds)
            // The first is for getting warm.
            if round > 0 { (ours, theirs) = (ours + [own], theirs + [other]) }
        }
        return [
            Figure("staff page: Flask, Jinja2, gunicorn", theirs.median, "pages/s"),
            Figure("staff page: ours", ours.median, "pages/s"),
            Figure("staff page: ours beside Flask", ours.median / theirs.median, "×", .atLeast(10)),
        ]
    }
}

extension StaffPageBench {
    private func startOwn() async throws -> (task: Task<Void, any Error>, port: Int) {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let site = station.site
        // The load says of each request from which address it comes, so that the rate limit sees many clients.
        let server = HTTPServer(
            port: 0, trustedProxies: ["127.0.0.1"], onRunning: { port.yield($0) },
            respond: { await site.respond(to: $0) })
        let task = Task { try await server.run() }
        for await port in ports { return (task, port) }
        throw ValidationError("The server did not start.")
    }

    private func startCounterpart() async throws -> (ChildProcess, port: Int) {
        let sample = "\(command.data)/staff-page.html"
        try Data(try await station.page(path)).write(to: URL(filePath: sample))
        let port = try freePort()
        let (kind, address) =
            switch command.database {
            case .sqlite(let path): ("sqlite", path)
            case .postgreSQL(let connectionInfo): ("postgres", connectionInfo)
            }
        let process = try ChildProcess(
            command.python,
            [
                "-m", "gunicorn", "--chdir", command.counterparts, "--bind", "127.0.0.1:\(port)",
                "--workers", "\(ProcessInfo.processInfo.activeProcessorCount)", "--log-level", "warning",
                "staff_page:app",
            ],
            environment: [
                "BENCH_DATABASE_KIND": kind, "BENCH_DATABASE": address, "BENCH_SAMPLE": sample,
                "BENCH_EMPLOYER": "\(station.employer)", "BENCH_MONTH": "\(station.today.month.yyyymm)",
            ], isHeard: false)
        guard try await waits(for: "http://127.0.0.1:\(port)\(path)") else {
            process.stop()
            throw ValidationError("gunicorn did not start.")
        }
        return (process, port)
    }

    /// Two pages are compared only if they are the same page.
    private func compareSizes(own: Int, counterpart: Int) async throws {
        let ours = try await station.page(path).count
        let client = HTTPClient(threadCount: 1)
        let theirs = try await client.send(.init(.get, "http://127.0.0.1:\(counterpart)\(path)")).body.count
        guard abs(ours - theirs) * 100 < ours else {
            throw ValidationError(
                "Our page has \(ours) bytes, the counterpart's \(theirs): benchmarks/ is out of date.")
        }
    }

    /// Pages a second that `wrk` gets.
    private func load(_ port: Int, seconds: Int) throws -> Double {
        let process = try ChildProcess(
            "wrk",
            [
                "-t2", "-c256", "-d\(seconds)s", "--timeout", "10s", "-s", "\(command.counterparts)/staff_page.lua",
                "http://127.0.0.1:\(port)\(path)", station.cookie, "\(pageCount)",
            ])
        let report = try process.result()
        guard !report.contains("Non-2xx"), !report.contains("Socket errors"),
            let rate = report.firstMatch(of: /Requests\/sec: +([0-9.]+)/).flatMap({ Double($0.1) })
        else { throw ValidationError("wrk met errors:\n\(report)") }
        return rate
    }
}
