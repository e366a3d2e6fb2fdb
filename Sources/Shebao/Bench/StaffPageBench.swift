import ArgumentParser
import Basics
import Foundation
import HTTP
import Office
import Storage
import Synchronization
import Web

/// The staff list of a large employer, 200 people a page, under load: ours with session, rights and read log, beside the
/// same query and the same page in Flask and Jinja2 under gunicorn without any of these; in as many processes as ours, which
/// is one, and in one for each core.
struct StaffPageBench {
    private let station: BenchStation
    private let command: BenchCommand

    /// Tells its files from another's.
    private let name: String

    init(_ station: BenchStation, _ command: BenchCommand, _ name: String = "staff") {
        self.station = station
        self.command = command
        self.name = name
    }

    private var path: String { EmployerPaths.staff().address }
    /// The addresses of all pages, one a line, for `wrk`.
    private var pagesFile: String { "\(command.data)/\(name)-pages.txt" }

    func run(rounds: Int, seconds: Int) async throws -> [Figure] {
        try await writePages(expecting: command.people)
        let own = try await startOwn()
        defer { own.task.cancel() }
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let (single, singlePort) = try await startCounterpart(processes: 1)
        defer { single.stop() }
        let (many, manyPort) = try await startCounterpart(processes: cores)
        defer { many.stop() }
        try await compareSizes(own: own.port, counterpart: singlePort)
        let programs: [Program] = [
            Program("ours, one process", own.port, [getpid()]),
            Program("Flask, Jinja2, gunicorn, one process", singlePort, try single.children()),
            Program("Flask, Jinja2, gunicorn, \(cores) processes", manyPort, try many.children()),
        ]
        var loads: [[Load]] = programs.map { _ in [] }
        for round in 0...rounds {
            for (index, program) in programs.enumerated() {
                let load = try load(program, seconds: seconds)
                // The first is for getting warm.
                if round > 0 { loads[index].append(load) }
            }
        }
        let rates = loads.map { $0.map(\.pagesPerSecond).median }
        return zip(programs, rates).map { Figure("staff page: \($0.name)", $1, "pages/s") } + [
            Figure("staff page: ours beside one process", rates[0] / rates[1], "×", .atLeast(10)),
            Figure("staff page: ours beside \(cores) processes", rates[0] / rates[2], "×"),
        ]
            + zip(programs, loads).prefix(2).map {
                Figure("staff page: processor time of \($0.name)", $1.map(\.millisecondsPerPage).median, "ms a page")
            }
    }

    /// How long a page takes in a large city, beside as large an employer by itself.
    static func compare(
        _ alone: BenchStation, _ inCity: BenchStation, _ command: BenchCommand
    ) async throws -> [Figure] {
        let benches = [StaffPageBench(alone, command, "alone"), StaffPageBench(inCity, command, "city")]
        var programs: [Program] = []
        for bench in benches {
            try await bench.writePages(expecting: nil)
            programs.append(Program("", try await bench.startOwn().port, [getpid()]))
        }
        var loads: [[Load]] = benches.map { _ in [] }
        for round in 0...command.rounds {
            for (index, bench) in benches.enumerated() {
                let load = try bench.load(programs[index], seconds: command.seconds)
                if round > 0 { loads[index].append(load) }
            }
        }
        let rates = loads.map { $0.map(\.pagesPerSecond).median }
        return [
            Figure("staff page: an employer by itself", rates[0], "pages/s"),
            Figure("staff page: one as large in a city", rates[1], "pages/s"),
            Figure("staff page: time in the city beside by itself", rates[0] / rates[1], "×", .atMost(1.2)),
        ]
    }

    /// What is loaded, and the processes that do its work.
    private struct Program {
        let name: String
        let port: Int
        let processes: [Int32]

        init(_ name: String, _ port: Int, _ processes: [Int32]) {
            self.name = name
            self.port = port
            self.processes = processes
        }
    }

    private struct Load {
        let pagesPerSecond: Double
        /// Processor time of the program, without the database's where that is a server.
        let millisecondsPerPage: Double
    }

    /// Every page but the first is found by the link of the one before, as people find it.
    private func writePages(expecting people: Int?) async throws {
        var pages = [path]
        while let next = try Self.next(in: await station.page(pages.last!)) { pages.append(next) }
        if let people, pages.count != (people + StaffList.rowsPerPage - 1) / StaffList.rowsPerPage {
            throw ValidationError("The list has \(pages.count) pages.")
        }
        try Data((pages.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: pagesFile))
    }

    private static func next(in page: [UInt8]) -> String? {
        String(decoding: page, as: UTF8.self).firstMatch(of: /<a href="([^"]+)" rel="next">/).map {
            String($0.1.replacing("&amp;", with: "&"))
        }
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

    private func startCounterpart(processes: Int) async throws -> (ChildProcess, port: Int) {
        let sample = "\(command.data)/staff-page.html"
        try Data(try await station.page(path)).write(to: URL(filePath: sample))
        let port = try freePort()
        let (kind, address) =
            switch command.database {
            case .sqlite(let path)?: ("sqlite", path)
            case .postgreSQL(let connectionInfo)?: ("postgres", connectionInfo)
            case nil: preconditionFailure("a page is measured on a database")
            }
        let process = try ChildProcess(
            command.python,
            [
                "-m", "gunicorn", "--chdir", command.counterparts, "--bind", "127.0.0.1:\(port)",
                "--workers", "\(processes)", "--log-level", "warning",
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

    private func load(_ program: Program, seconds: Int) throws -> Load {
        let before = try program.processes.map(processorMilliseconds).reduce(0, +)
        let process = try ChildProcess(
            "wrk",
            [
                "-t2", "-c256", "-d\(seconds)s", "--timeout", "10s", "-s", "\(command.counterparts)/staff_page.lua",
                "http://127.0.0.1:\(program.port)\(path)", station.cookie, pagesFile,
            ])
        let report = try process.result()
        let spent = try program.processes.map(processorMilliseconds).reduce(0, +) - before
        guard !report.contains("Non-2xx"), !report.contains("Socket errors"),
            let rate = report.firstMatch(of: /Requests\/sec: +([0-9.]+)/).flatMap({ Double($0.1) }),
            let pages = report.firstMatch(of: /([0-9]+) requests in/).flatMap({ Double($0.1) }), pages > 0
        else { throw ValidationError("wrk met errors:\n\(report)") }
        return Load(pagesPerSecond: rate, millisecondsPerPage: spent / pages)
    }
}
