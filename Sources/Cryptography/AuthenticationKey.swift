internal import COpenSSL
internal import CSodium

/// A secret key for HMAC-SHA256: who does not hold it can't make a code that it accepts.
package struct AuthenticationKey: Sendable {
    private let bytes: [UInt8]

    /// At least 16 bytes; `nil` if there are fewer, since such a key is guessed.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= 16 else { return nil }
        self.bytes = bytes
    }

    package static func random() -> AuthenticationKey { AuthenticationKey(randomBytes(32))! }

    /// 32 bytes.
    package func code(for message: some Collection<UInt8>) -> [UInt8] {
        let message = Array(message)
        var code = [UInt8](repeating: 0, count: 32)
        must(HMAC(EVP_sha256(), bytes, Int32(bytes.count), message, message.count, &code, nil) != nil)
        return code
    }

    package func code(for text: String) -> [UInt8] { code(for: text.utf8) }

    /// Compares in constant time.
    package func accepts(_ code: [UInt8], for message: some Collection<UInt8>) -> Bool {
        equalInConstantTime(self.code(for: message), code)
    }

    /// The key itself, for the file that keeps it.
    var secret: [UInt8] { bytes }
}

/// Whether two secrets are equal, in a time that tells only their lengths.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && sodium_memcmp(left, right, left.count) == 0
}

/// Bytes from the system's cryptographic source.
package func randomBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
        randombytes_buf(buffer.baseAddress!, count)
        initialised = count
    }
}
