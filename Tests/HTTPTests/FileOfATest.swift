import Foundation

/// A file that is removed with its last owner.
final class FileOfATest: Sendable {
    private let path: String

    init?(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        if !FileManager.default.createFile(atPath: path, contents: Data(bytes)) { return nil }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func newPath() -> String { NSTemporaryDirectory() + "/body-\(UUID().uuidString)" }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
