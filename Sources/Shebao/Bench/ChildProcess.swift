import ArgumentParser
import Foundation
import HTTP

/// A program beside us: a counterpart, a load, a server.
final class ChildProcess {
    private let process = Process()
    private let output = Pipe()

    /// - Parameter isHeard: whether what it prints is read; else it goes where ours goes.
    init(_ program: String, _ arguments: [String], environment: [String: String] = [:], isHeard: Bool = true) throws {
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, own in own }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = isHeard ? output : FileHandle.nullDevice
        process.standardError = isHeard ? FileHandle.standardError : FileHandle.nullDevice
        try Self.withSignalsOpen { try process.run() }
    }

    /// The threads of tasks block signals, and a child would inherit that and never hear that it is to stop.
    private static func withSignalsOpen(_ run: () throws -> Void) rethrows {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }

    var id: Int32 { process.processIdentifier }

    /// The processes that it has started itself.
    func children() throws -> [Int32] {
        try String(contentsOfFile: "/proc/\(id)/task/\(id)/children", encoding: .utf8).split(separator: " ").compactMap
        {
            Int32($0)
        }
    }

    /// All that it prints, once it has ended well.
    func result() throws -> String {
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError("\(process.arguments ?? []) ended with \(process.terminationStatus).")
        }
        return String(decoding: data, as: UTF8.self)
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}

/// How long a process has been computing, in steps of 10 ms.
func processorMilliseconds(of process: Int32) throws -> Double {
    let status = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    // Behind the name, which may hold spaces: user and system time in ticks.
    let fields = status.suffix(from: status.lastIndex(of: ")") ?? status.startIndex).split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
        throw ValidationError("The system does not tell how long process \(process) has been computing.")
    }
    return (user + system) * 1_000 / Double(sysconf(Int32(_SC_CLK_TCK)))
}

/// The first free port, asked of the system.
func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
        }
    }
    guard isBound else { throw ValidationError("There is no free port.") }
    return Int(UInt16(bigEndian: address.sin_port))
}

/// Waits until an address answers 200, looking every five milliseconds; `false` if it does not within half a minute.
func waits(for address: String) async throws -> Bool {
    let client = HTTPClient(threadCount: 1)
    for _ in 0..<6_000 {
        if await (try? client.send(.init(.get, address), timeout: .seconds(2)))?.status == 200 { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}
