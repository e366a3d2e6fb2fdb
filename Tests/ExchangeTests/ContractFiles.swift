import Casework
import Exchange
import Foundation

/// The files of `contracts/`, which both sides of an exchange are held against.
enum ContractFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = root.appending(path: "contracts")

    struct Example: Sendable, CustomStringConvertible {
        let type: any PartnerMessage.Type
        let file: URL

        var description: String { "\(file.deletingLastPathComponent().lastPathComponent)/\(file.lastPathComponent)" }

        func body() throws -> [UInt8] { Array(try Data(contentsOf: file)) }
        func document() throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file)) }
    }

    /// `tax/bill` for each schema file.
    static func schemaNames() throws -> Set<String> {
        Set(
            try files().filter { $0.lastPathComponent.hasSuffix(".schema.json") }.map {
                "\($0.deletingLastPathComponent().lastPathComponent)/\($0.lastPathComponent.dropLast(".schema.json".count))"
            })
    }

    static func examples() throws -> [Example] {
        let types = Dictionary(uniqueKeysWithValues: Contracts.all.map { ($0.contract, $0) })
        return try files().filter { $0.lastPathComponent.hasSuffix(".example.json") }.map { file in
            let message = file.lastPathComponent.prefix { $0 != "." }
            let contract = "\(file.deletingLastPathComponent().lastPathComponent)/\(message)"
            guard let type = types[contract] else { throw UnknownContract(name: contract) }
            return Example(type: type, file: file)
        }
    }

    struct UnknownContract: Error {
        let name: String
    }

    private static func files() throws -> [URL] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.hasDirectoryPath }
            .flatMap { try manager.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) }
            .sorted { $0.path() < $1.path() }
    }
}

extension ContractFiles {
    /// Runs `contracts/check.py` and gives what it prints: nothing if all is well.
    static func check(_ arguments: [String] = [], input: Data = Data()) throws -> String {
        let lines = FileManager.default.temporaryDirectory.appending(path: "contracts-\(UUID().uuidString).jsonl")
        try input.write(to: lines)
        defer { try? FileManager.default.removeItem(at: lines) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, folder.appending(path: "check.py").path()] + arguments
        process.standardInput = try FileHandle(forReadingFrom: lines)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return text + (process.terminationStatus == 0 || !text.isEmpty ? "" : "ended with \(process.terminationStatus)")
    }

    private static var python: String {
        let own = root.appending(path: ".venv/bin/python").path()
        return ProcessInfo.processInfo.environment["SHEBAO_PYTHON"]
            ?? (FileManager.default.isExecutableFile(atPath: own) ? own : "python3")
    }
}
