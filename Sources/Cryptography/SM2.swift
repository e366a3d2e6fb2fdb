internal import COpenSSL

/// A private key of SM2 (GB/T 32918), which signs with SM3 and the usual identity `1234567812345678`.
package struct SM2PrivateKey: Sendable {
    let key: PrivateKey

    package static func generate() -> SM2PrivateKey { SM2PrivateKey(key: .generate(.sm2)) }

    /// Reads PKCS #8 without a password; `nil` if it is anything else or not on the SM2 curve.
    package init?(pem: String) {
        guard let key = PrivateKey(pem: pem), EVP_PKEY_is_a(key.handle, "SM2") == 1 else { return nil }
        self.key = key
    }

    private init(key: PrivateKey) {
        self.key = key
    }

    package var pem: String { key.pem }

    package var publicKey: SM2PublicKey { SM2PublicKey(point: key.publicPoint)! }

    /// The signature as `r ‖ s`, 64 bytes; differs each time.
    package func sign(_ message: some Collection<UInt8>) -> [UInt8] {
        let message = Array(message)
        return withSM2Context(key.handle) { context in
            must(EVP_DigestSignInit(context, nil, EVP_sm3(), nil, key.handle) == 1)
            var count = 0
            must(EVP_DigestSign(context, nil, &count, message, message.count) == 1)
            var der = [UInt8](repeating: 0, count: count)
            must(EVP_DigestSign(context, &der, &count, message, message.count) == 1)
            return joined(der: Array(der.prefix(count)))
        }
    }
}

package struct SM2PublicKey: Hashable, Sendable {
    /// The uncompressed point `04 ‖ x ‖ y`.
    package let point: [UInt8]
    private let handle: PublicKeyHandle

    /// `nil` if the bytes are no point of the curve.
    package init?(point: [UInt8]) {
        guard point.count == 65, point[0] == 4, let handle = PublicKeyHandle(der: Self.derHead + point) else {
            return nil
        }
        self.point = point
        self.handle = handle
    }

    package init?(hex: some StringProtocol) {
        guard let point = [UInt8](hex: hex) else { return nil }
        self.init(point: point)
    }

    package var hex: String { point.hex }

    package var pem: String {
        String(decoding: bytesOfBIO { must(PEM_write_bio_PUBKEY($0, handle.pointer) == 1) }, as: UTF8.self)
    }

    /// Whether `signature` (`r ‖ s`, 64 bytes) is this key's over `message`.
    package func verify(_ signature: [UInt8], over message: some Collection<UInt8>) -> Bool {
        guard let der = derSignature(signature) else { return false }
        let message = Array(message)
        defer { ERR_clear_error() }
        return withSM2Context(handle.pointer) { context in
            must(EVP_DigestVerifyInit(context, nil, EVP_sm3(), nil, handle.pointer) == 1)
            return EVP_DigestVerify(context, der, der.count, message, message.count) == 1
        }
    }

    package static func == (left: SM2PublicKey, right: SM2PublicKey) -> Bool { left.point == right.point }
    package func hash(into hasher: inout Hasher) { hasher.combine(point) }

    /// SubjectPublicKeyInfo up to the point: id-ecPublicKey with the curve 1.2.156.10197.1.301.
    private static let derHead = [UInt8](hex: "3059301306072a8648ce3d020106082a811ccf5501822d034200")!
}

private final class PublicKeyHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    init?(der: [UInt8]) {
        let pointer = der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_PUBKEY(nil, &start, buffer.count)
        }
        ERR_clear_error()
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    deinit { EVP_PKEY_free(pointer) }
}

/// A context that carries the signer's identity, without which SM2 signatures of others don't verify.
private func withSM2Context<Result>(_ key: OpaquePointer, _ use: (OpaquePointer) -> Result) -> Result {
    let context = EVP_MD_CTX_new()!
    let keyContext = EVP_PKEY_CTX_new(key, nil)
    defer {
        EVP_PKEY_CTX_free(keyContext)
        EVP_MD_CTX_free(context)
    }
    let identity = Array("1234567812345678".utf8)
    must(EVP_PKEY_CTX_set1_id(keyContext, identity, Int32(identity.count)) == 1)
    EVP_MD_CTX_set_pkey_ctx(context, keyContext)
    return use(context)
}

/// DER to `r ‖ s`, which is shorter and of one length.
private func joined(der: [UInt8]) -> [UInt8] {
    let signature = der.withUnsafeBufferPointer { buffer in
        var start = buffer.baseAddress
        return d2i_ECDSA_SIG(nil, &start, buffer.count)
    }
    defer { ECDSA_SIG_free(signature) }
    var result = [UInt8](repeating: 0, count: 64)
    result.withUnsafeMutableBufferPointer { buffer in
        must(BN_bn2binpad(ECDSA_SIG_get0_r(signature), buffer.baseAddress, 32) == 32)
        must(BN_bn2binpad(ECDSA_SIG_get0_s(signature), buffer.baseAddress! + 32, 32) == 32)
    }
    return result
}

private func derSignature(_ joined: [UInt8]) -> [UInt8]? {
    guard joined.count == 64 else { return nil }
    let signature = ECDSA_SIG_new()
    defer { ECDSA_SIG_free(signature) }
    must(
        ECDSA_SIG_set0(
            signature, BN_bin2bn(Array(joined[..<32]), 32, nil), BN_bin2bn(Array(joined[32...]), 32, nil)) == 1)
    var der = [UInt8](repeating: 0, count: Int(i2d_ECDSA_SIG(signature, nil)))
    der.withUnsafeMutableBufferPointer { buffer in
        var start = buffer.baseAddress
        must(i2d_ECDSA_SIG(signature, &start) == Int32(buffer.count))
    }
    return der
}
