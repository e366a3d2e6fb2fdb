internal import Glibc

/// Files that only their owner may read.
package struct PrivateFile {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    package func read() throws(KeyFault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw fault }
        guard status.st_mode & 0o077 == 0 else { throw .open(path: path) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw fault }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= 1_000_000 else { throw .damaged(path: path) }
        }
    }

    /// Writes beside and renames, so that nobody ever sees half a file.
    package func write(_ bytes: [UInt8]) throws(KeyFault) {
        let draft = "\(path).\(getpid()).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault }
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let synced = fsync(descriptor)
        close(descriptor)
        guard written == bytes.count, synced == 0, rename(draft, path) == 0 else { throw fault }
    }

    var exists: Bool { access(path, F_OK) == 0 }

    static func makeFolder(_ path: String) throws(KeyFault) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw PrivateFile(path: path).fault }
        var status = stat()
        guard stat(path, &status) == 0 else { throw PrivateFile(path: path).fault }
        guard status.st_mode & 0o077 == 0 else { throw .open(path: path) }
    }

    /// One process at a time; the others wait.
    static func locking<Result>(
        _ path: String, _ work: () throws(KeyFault) -> Result
    ) throws(KeyFault) -> Result {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw PrivateFile(path: path).fault }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else { throw PrivateFile(path: path).fault }
        return try work()
    }

    private var fault: KeyFault { .file(path: path, reason: String(cString: strerror(errno))) }
}
