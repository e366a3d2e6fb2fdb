import Foundation

/// The program as somebody runs it, at the root of the repository.
enum Program {
    struct Run {
        let exitCode: Int32
        let said: String
        let complained: String
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    static func run(_ words: [String]) throws -> Run {
        // The program lies beside the tests, of whatever build they are.
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let process = Process()
        process.executableURL = beside.appending(path: "shebao")
        process.arguments = words
        process.currentDirectoryURL = root
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Run(
            exitCode: process.terminationStatus, said: String(decoding: said, as: UTF8.self),
            complained: String(decoding: complained, as: UTF8.self))
    }
}
