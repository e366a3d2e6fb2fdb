internal import COpenSSL

/// A digest of 32 bytes: SHA-256 for files and outside standards, SM3 (GB/T 32905) where commercial cryptography is asked for.
package enum Digest: Sendable {
    case sha256, sm3

    package func of(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var running = RunningDigest(self)
        running.add(bytes)
        return running.finish()
    }

    package func of(_ text: String) -> [UInt8] { of(text.utf8) }

    fileprivate var algorithm: OpaquePointer {
        switch self {
        case .sha256: EVP_sha256()
        case .sm3: EVP_sm3()
        }
    }
}

/// A digest of what comes piece by piece, such as the rows of a plan.
package struct RunningDigest: ~Copyable {
    private let context: OpaquePointer

    package init(_ digest: Digest) {
        context = EVP_MD_CTX_new()
        must(EVP_DigestInit_ex(context, digest.algorithm, nil) == 1)
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func add(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { add($0) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { add($0) } }
    }

    package consuming func finish() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        must(EVP_DigestFinal_ex(context, &result, nil) == 1)
        return result
    }

    private func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        must(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1)
    }
}

/// For calls into libcrypto that only fail when memory is out or the library is broken; neither can be answered.
func must(_ succeeded: Bool, _ operation: StaticString = #function) {
    precondition(succeeded, "libcrypto failed in \(operation)")
}
