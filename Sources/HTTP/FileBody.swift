internal import Glibc

/// A body that lies in a file, of any size, and is sent piece by piece.
package struct FileBody: Sendable {
    let byteCount: Int
    private let path: String
    /// With whom the file goes: it is there as long as this body is.
    private let owner: any AnyObject & Sendable

    /// - Parameter owner: removes the file when it is no longer needed.
    /// - Returns: `nil` if there is no such file.
    package init?(path: String, owner: any AnyObject & Sendable) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.path = path
        self.owner = owner
        byteCount = Int(status.st_size)
    }

    /// Hands out the bytes piece by piece, from the first to the last.
    final class Reader {
        private let descriptor: Int32
        private var bytesLeft: Int

        private static let pieceBytes = 64 * 1_024

        init(_ body: FileBody) throws {
            descriptor = open(body.path, O_RDONLY | O_CLOEXEC)
            bytesLeft = body.byteCount
            if descriptor < 0 { throw Unreadable() }
        }

        deinit { close(descriptor) }

        /// `nil` after the last.
        func next() throws -> [UInt8]? {
            guard bytesLeft > 0 else { return nil }
            let piece = [UInt8](unsafeUninitializedCapacity: min(bytesLeft, Self.pieceBytes)) { buffer, count in
                count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            }
            if piece.isEmpty { throw Unreadable() }
            bytesLeft -= piece.count
            return piece
        }
    }

    /// Somebody has taken the file away, or its disk.
    struct Unreadable: Error {}
}
