import Foundation
package import Policy

/// The policy files that ship with the platform.
package enum PolicyFolder {
    /// The texts of all files of the folder `policy/`.
    package static func files() throws -> [PolicyFile] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "policy")
        var files: [PolicyFile] = []
        for folder in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() {
            for name in try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
            where name.hasSuffix(".yaml") {
                let text = try String(contentsOf: root.appending(path: folder).appending(path: name), encoding: .utf8)
                files.append(PolicyFile(path: "\(folder)/\(name)", text: text))
            }
        }
        return files
    }

    /// The whole policy as it ships.
    package static func book(withDemonstration: Bool = false) throws -> PolicyBook {
        try PolicyBook(files: files(), withDemonstration: withDemonstration)
    }
}
