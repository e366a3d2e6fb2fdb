internal import COpenSSL

/// A detached CMS signature as PDF readers expect it: CAdES baseline, the chain within.
enum CMS {
    static func sign(
        _ pieces: [ArraySlice<UInt8>], key: PrivateKey, chain: [Certificate]
    ) -> [UInt8]? {
        let flags = UInt32(bitPattern: CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_CADES | CMS_NOSMIMECAP)
        let signed = CMS_sign(nil, nil, nil, nil, flags)
        defer {
            CMS_ContentInfo_free(signed)
            ERR_clear_error()
        }
        guard let signed, let leaf = chain.first,
            CMS_add1_signer(signed, leaf.handle, key.handle, EVP_sha256(), flags) != nil,
            chain.dropFirst().allSatisfy({ CMS_add1_cert(signed, $0.handle) == 1 })
        else { return nil }
        let finished = withBIO(of: Array(pieces.joined())) { CMS_final(signed, $0, nil, flags) }
        guard finished == 1 else { return nil }
        var der = [UInt8](repeating: 0, count: Int(i2d_CMS_ContentInfo(signed, nil)))
        der.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            must(i2d_CMS_ContentInfo(signed, &start) == Int32(buffer.count))
        }
        return der
    }

    /// Judges `signature` by `signer` alone. Certificates within the signature are not believed.
    static func judge(_ signature: [UInt8], over pieces: [ArraySlice<UInt8>], signer: Certificate) -> SealFinding {
        let read = signature.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_CMS_ContentInfo(nil, &start, buffer.count)
        }
        let known = OPENSSL_sk_new_null()
        defer {
            CMS_ContentInfo_free(read)
            OPENSSL_sk_free(known)
            ERR_clear_error()
        }
        guard let read, OBJ_obj2nid(CMS_get0_type(read)) == NID_pkcs7_signed, CMS_is_detached(read) == 1 else {
            return .foreign
        }
        OPENSSL_sk_push(known, UnsafeRawPointer(signer.handle))
        let flags = UInt32(bitPattern: CMS_DETACHED | CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY)
        let accepted = withBIO(of: Array(pieces.joined())) { CMS_verify(read, known, nil, $0, nil, flags) == 1 }
        if accepted { return .accepted }
        let isOurs = withBIO(of: []) { content in
            CMS_verify(read, known, nil, content, nil, flags | UInt32(CMS_NO_CONTENT_VERIFY)) == 1
        }
        return isOurs ? .contentChanged : .foreign
    }
}

/// What a seal's signature turned out to be.
package enum SealFinding: Hashable, Sendable {
    case accepted
    /// Signed by the key, but over something else.
    case contentChanged
    /// Not signed by the key.
    case foreign
}

extension PublishedKey {
    /// Judges a CMS signature (DER) over the pieces of a document by this key.
    package func judge(seal signature: [UInt8], over pieces: [ArraySlice<UInt8>]) -> SealFinding {
        guard use == .seal, let pem = certificates?.first, let signer = Certificate(pem: pem) else { return .foreign }
        return CMS.judge(signature, over: pieces, signer: signer)
    }

    /// Whether `signature` (64 bytes) is this code key's over the message.
    package func accepts(code signature: [UInt8], over message: [UInt8]) -> Bool {
        guard use == .code, algorithm == .sm2, let key = SM2PublicKey(hex: publicKey) else { return false }
        return key.verify(signature, over: message)
    }
}
