import Foundation
import Testing

/// The programs of others that judge our papers.
enum Tool {
    /// Runs a program to its end and returns what it printed; its exit status if that is asked for.
    @discardableResult
    static func run(_ command: String, _ arguments: [String], status: inout Int32) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        status = process.terminationStatus
        return String(decoding: data, as: UTF8.self)
    }

    @discardableResult
    static func run(_ command: String, _ arguments: String...) throws -> String {
        var status: Int32 = 0
        let output = try run(command, arguments, status: &status)
        try #require(status == 0, "\(command): \(output)")
        return output
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Python with the packages of `packages/python-test.txt`, where set-up put it.
    static var python: String {
        ProcessInfo.processInfo.environment["SHEBAO_PYTHON"] ?? root.appending(path: ".venv/bin/python").path
    }
}

/// A folder for one test, gone with it.
final class Desk {
    let path = FileManager.default.temporaryDirectory.path + "/papers-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func put(_ bytes: some Sequence<UInt8>, as name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
        return path + "/" + name
    }
}
