import ArgumentParser
import Basics
import Exchange
import Foundation
import HTTP

/// Where a stand-in keeps its memory between two starts.
struct StateFile: Sendable {
    let path: String

    /// `nil` if there is no such file yet.
    func read<Memory: Decodable>(_ type: Memory.Type) throws -> Memory? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ValidationError("状态文件 \(path) 无法读取；删除后可从头开始。")
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
