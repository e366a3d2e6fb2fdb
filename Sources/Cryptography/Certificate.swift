internal import Basics
internal import COpenSSL

/// A certificate of X.509.
final class Certificate: @unchecked Sendable {
    let handle: OpaquePointer

    private init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { X509_free(handle) }

    convenience init?(pem: String) {
        let read = withBIO(of: Array(pem.utf8)) { PEM_read_bio_X509($0, nil, nil, nil) }
        ERR_clear_error()
        guard let read else { return nil }
        self.init(owning: read)
    }

    var pem: String {
        String(decoding: bytesOfBIO { must(PEM_write_bio_X509($0, handle) == 1) }, as: UTF8.self)
    }

    struct Subject {
        let organisation: String
        let name: String
    }

    /// A certificate that signs others; signed by itself.
    static func authority(_ subject: Subject, key: PrivateKey, from: Day, through: Day) -> Certificate {
        let certificate = draft(subject, key: key, from: from, through: through)
        must(X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1)
        extend(certificate, issuer: certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        extend(certificate, issuer: certificate, NID_key_usage, "critical,keyCertSign,cRLSign")
        extend(certificate, issuer: certificate, NID_subject_key_identifier, "hash")
        must(X509_sign(certificate, key.handle, EVP_sha256()) > 0)
        return Certificate(owning: certificate)
    }

    /// A certificate for signing documents.
    static func leaf(
        _ subject: Subject, key: PrivateKey, issuer: Certificate, issuerKey: PrivateKey, from: Day, through: Day
    ) -> Certificate {
        let certificate = draft(subject, key: key, from: from, through: through)
        must(X509_set_issuer_name(certificate, X509_get_subject_name(issuer.handle)) == 1)
        extend(certificate, issuer: issuer.handle, NID_basic_constraints, "critical,CA:FALSE")
        extend(certificate, issuer: issuer.handle, NID_key_usage, "critical,digitalSignature,nonRepudiation")
        extend(certificate, issuer: issuer.handle, NID_subject_key_identifier, "hash")
        extend(certificate, issuer: issuer.handle, NID_authority_key_identifier, "keyid")
        must(X509_sign(certificate, issuerKey.handle, EVP_sha256()) > 0)
        return Certificate(owning: certificate)
    }

    private static func draft(_ subject: Subject, key: PrivateKey, from: Day, through: Day) -> OpaquePointer {
        let certificate = X509_new()!
        must(X509_set_version(certificate, 2) == 1)
        var serial = randomBytes(16)
        serial[0] = serial[0] & 0x3F | 0x40
        let number = BN_bin2bn(serial, Int32(serial.count), nil)
        BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate))
        BN_free(number)
        must(ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), digits(from) + "000000Z") == 1)
        must(ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), digits(through) + "235959Z") == 1)
        let name = X509_get_subject_name(certificate)
        for (attribute, value) in [("C", "CN"), ("O", subject.organisation), ("CN", subject.name)] {
            let bytes = Array(value.utf8)
            must(
                X509_NAME_add_entry_by_txt(name, attribute, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0) == 1)
        }
        must(X509_set_pubkey(certificate, key.handle) == 1)
        return certificate
    }

    private static func extend(_ certificate: OpaquePointer, issuer: OpaquePointer, _ kind: Int32, _ value: String) {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
        let piece = X509V3_EXT_conf_nid(nil, &context, kind, value)
        must(piece != nil && X509_add_ext(certificate, piece, -1) == 1)
        X509_EXTENSION_free(piece)
    }

    /// `20261121`.
    private static func digits(_ day: Day) -> String { day.description.filter { $0 != "-" } }
}

private let MBSTRING_UTF8: Int32 = 0x1000
