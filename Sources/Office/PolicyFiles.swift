import Foundation
package import Policy

/// The policy folder on the disk: `policy/<region>/<topic>.yaml`.
package enum PolicyFiles {
    /// The texts of all files, in the order of their paths.
    package static func read(_ folder: String) throws -> [PolicyFile] {
        let root = URL(filePath: folder)
        var files: [PolicyFile] = []
        for region in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() {
            let inside = root.appending(path: region)
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: inside.path) else { continue }
            for name in names.sorted() where name.hasSuffix(".yaml") {
                let text = try String(contentsOf: inside.appending(path: name), encoding: .utf8)
                files.append(PolicyFile(path: "\(region)/\(name)", text: text))
            }
        }
        return files
    }
}
