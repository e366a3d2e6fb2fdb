import ArgumentParser
import Basics
import Exchange
import Foundation
import HTTP

/// Where a stand-in keeps its memory between two starts.
struct StateFile: Sendable {
    let path: String

    /// What was written, also by an earlier version; `nil` if there is no such file yet.
    /// - Parameter new: a department that starts anew: what an earlier version did not know of is as in it.
    func read<Of: Department>(_ new: StandIn<Of>.Memory) throws -> StandIn<Of>.Memory? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            guard
                var stored = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
                    as? [String: Any],
                let fresh = try JSONSerialization.jsonObject(with: JSONEncoder().encode(new)) as? [String: Any]
            else { throw CocoaError(.fileReadCorruptFile) }
            if var department = stored["department"] as? [String: Any] {
                Of.complete(&department)
                stored["department"] = department
            }
            let whole = try JSONSerialization.data(withJSONObject: Self.completed(stored, as: fresh))
            return try JSONDecoder().decode(StandIn<Of>.Memory.self, from: whole)
        } catch {
            throw ValidationError("状态文件 \(path) 无法读取；删除后可从头开始。")
        }
    }

    private static func completed(_ stored: [String: Any], as fresh: [String: Any]) -> [String: Any] {
        stored.merging(fresh) { stored, fresh in
            guard let stored = stored as? [String: Any], let fresh = fresh as? [String: Any] else { return stored }
            return completed(stored, as: fresh)
        }
    }

    func write(_ memory: any Encodable) throws {
        try JSONEncoder().encode(memory).write(to: URL(filePath: path), options: .atomic)
    }
}

extension World {
    /// The real clock and a real wire.
    static func real(platform: String, today: Day?, file: StateFile?) -> World {
        let client = HTTPClient(threadCount: 2, answerBytesLimit: largestMessageBytes)
        let now: @Sendable () -> Instant = {
            Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        }
        return World(
            now: now,
            today: { today ?? now().shanghai.day },
            pause: { seconds in
                // A client that gives up ends its request; there is nothing to clean up.
                if seconds > 0 { try? await Task.sleep(for: .seconds(seconds)) }
            },
            save: { memory in
                do {
                    try file?.write(memory)
                } catch {
                    // Going on would lose what the next start promises to bring back.
                    fatalError("状态文件无法写入：\(error)")
                }
            },
            send: { request throws(HTTPFailure) in try await client.send(request, timeout: .seconds(10)) },
            platform: platform)
    }
}
