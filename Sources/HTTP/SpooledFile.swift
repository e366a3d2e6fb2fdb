internal import Glibc

/// A file that was sent and is too large to hold: it lies in the folder for temporary files and goes with its last owner.
package final class SpooledFile: Sendable {
    /// Where it lies. Whoever keeps the path keeps the file.
    package let path: String
    /// The name of the form's field.
    package let field: String
    /// The name that the client gave, without any folders. Text from outside: show it, never open it.
    package let name: String
    package let byteCount: Int

    fileprivate init(path: String, field: String, name: String, byteCount: Int) {
        self.path = path
        self.field = field
        self.name = name
        self.byteCount = byteCount
    }

    deinit { unlink(path) }
}

/// A file while it comes in.
final class Spool {
    private let path: String
    private let descriptor: Int32
    private var isOwned = true
    private(set) var byteCount = 0

    /// Readable by this user alone.
    init() throws(FormFailure) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/shebao-upload-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        if descriptor < 0 { throw .noRoom }
    }

    deinit {
        close(descriptor)
        if isOwned { unlink(path) }
    }

    func append(_ bytes: ArraySlice<UInt8>) throws(FormFailure) {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw .noRoom
            }
            rest = rest.dropFirst(written)
        }
        byteCount += bytes.count
    }

    func finished(field: String, name: String) -> SpooledFile {
        isOwned = false
        return SpooledFile(path: path, field: field, name: name, byteCount: byteCount)
    }
}
