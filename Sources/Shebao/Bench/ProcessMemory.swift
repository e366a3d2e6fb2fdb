import ArgumentParser
import Foundation

/// What memory this process has taken.
enum ProcessMemory {
    /// From here on the system counts the peak anew.
    static func forgetPeak() throws {
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }

    /// What was resident at most since the process began, or since the peak was forgotten.
    static func peakMegabytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let kilobytes = status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/).flatMap({ Double($0.1) }) else {
            throw ValidationError("The system does not tell how much memory the process has used.")
        }
        return kilobytes / 1_024
    }
}
