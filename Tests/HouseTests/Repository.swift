import Foundation

/// The repository as it lies on disk, for the tests that read it. Paths are relative to its root.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// Every file under a folder or at a path, but none that a tool made.
    static func files(under path: String, ending: String = "") -> [String] {
        let start = root.appending(path: path)
        guard let walk = FileManager.default.enumerator(atPath: start.path) else {
            return exists(path) ? [path] : []
        }
        let made: Set = [".build", ".venv", ".git", "data", "__pycache__", "Package.resolved"]
        return walk.compactMap { $0 as? String }
            .filter { file in
                !file.split(separator: "/").contains { made.contains(String($0)) || $0.hasPrefix(".build") }
                    && file.hasSuffix(ending)
            }
            .map { path.isEmpty ? $0 : "\(path)/\($0)" }
            .filter { file in
                (try? root.appending(path: file).resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
            }
            .sorted()
    }

    static func folders(in path: String) -> [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path)) ?? []
        return entries.sorted().filter { entry in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(
                atPath: root.appending(path: "\(path)/\(entry)").path, isDirectory: &isFolder)
            return isFolder.boolValue
        }
    }
}
