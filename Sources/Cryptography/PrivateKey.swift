internal import COpenSSL

/// A private key of libcrypto. Signing doesn't change it, so tasks may share it.
final class PrivateKey: @unchecked Sendable {
    enum Curve {
        case sm2, p256
    }

    let handle: OpaquePointer

    /// Takes over the handle.
    init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { EVP_PKEY_free(handle) }

    static func generate(_ curve: Curve) -> PrivateKey {
        let context = EVP_PKEY_CTX_new_from_name(nil, curve == .sm2 ? "SM2" : "EC", nil)
        defer { EVP_PKEY_CTX_free(context) }
        must(EVP_PKEY_keygen_init(context) == 1)
        if curve == .p256 {
            must(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1)
        }
        var key: OpaquePointer?
        must(EVP_PKEY_generate(context, &key) == 1)
        return PrivateKey(owning: key!)
    }

    /// Reads PKCS #8 without a password; `nil` if it is anything else.
    convenience init?(pem: String) {
        let key = withBIO(of: Array(pem.utf8)) { PEM_read_bio_PrivateKey($0, nil, nil, nil) }
        ERR_clear_error()
        guard let key else { return nil }
        self.init(owning: key)
    }

    var pem: String {
        String(
            decoding: bytesOfBIO { must(PEM_write_bio_PrivateKey($0, handle, nil, nil, 0, nil, nil) == 1) },
            as: UTF8.self)
    }

    /// The uncompressed point `04 ‖ x ‖ y`, 65 bytes.
    var publicPoint: [UInt8] {
        var der: UnsafeMutablePointer<UInt8>?
        let count = Int(i2d_PUBKEY(handle, &der))
        must(count > 65)
        defer { free(der) }
        return Array(UnsafeBufferPointer(start: der! + count - 65, count: 65))
    }
}

/// Lets libcrypto read from memory.
func withBIO<Result>(of bytes: [UInt8], _ read: (OpaquePointer) -> Result) -> Result {
    bytes.withUnsafeBytes { buffer in
        let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count))!
        defer { BIO_free(bio) }
        return read(bio)
    }
}

/// What libcrypto writes to memory.
func bytesOfBIO(_ write: (OpaquePointer) -> Void) -> [UInt8] {
    let bio = BIO_new(BIO_s_mem())!
    defer { BIO_free(bio) }
    write(bio)
    var start: UnsafeMutablePointer<UInt8>?
    let count = BIO_ctrl(bio, BIO_CTRL_INFO, 0, &start)
    return Array(UnsafeBufferPointer(start: start, count: count))
}

private func free(_ pointer: UnsafeMutablePointer<UInt8>?) {
    CRYPTO_free(pointer, #fileID, #line)
}
