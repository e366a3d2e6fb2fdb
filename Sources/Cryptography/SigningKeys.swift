/// The platform's own keys, by what they are for. Only this protocol is known outside, so that the keys may lie in files
/// while developing and in a cryptographic module (PKCS #11) when it counts.
package protocol SigningKeys: Sendable {
    /// The SM2 key that signs QR codes at present.
    var codeKey: KeyId { get }

    /// An SM2 signature with ``codeKey``, `r ‖ s`, 64 bytes.
    func signCode(_ message: [UInt8]) throws(KeyFault) -> [UInt8]

    /// The key that seals documents at present.
    var sealKey: KeyId { get }

    /// A detached CMS signature (CAdES, DER) with ``sealKey`` over the pieces of a document in their order,
    /// its certificate chain within.
    func signSeal(_ pieces: [ArraySlice<UInt8>]) throws(KeyFault) -> [UInt8]

    func authenticationKey(for purpose: AuthenticationPurpose) throws(KeyFault) -> AuthenticationKey

    /// What strangers need to check what these keys signed, earlier keys included.
    var published: PublishedKeys { get }
}

/// The first eight hexadecimal digits of the SM3 digest of the public key.
package struct KeyId: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    init(ofPublicKey bytes: [UInt8]) {
        rawValue = Array(Digest.sm3.of(bytes).prefix(4)).hex
    }
}

extension KeyId: CustomStringConvertible {
    package var description: String { rawValue }
}

/// What a symmetric key of the platform is for; each has its own, so that one that leaks opens nothing else.
package enum AuthenticationPurpose: String, CaseIterable, Sendable {
    /// Links of the trails of cases and plans.
    case trail
    /// Tokens of sessions and forms.
    case sessions
    /// Messages to and from partners.
    case partners
}

package enum KeyFault: Error, Equatable {
    /// A file of the folder can't be read or written.
    case file(path: String, reason: String)
    /// A file is not what its name says.
    case damaged(path: String)
    /// Others than its owner may read a private key.
    case open(path: String)
    /// The cryptographic module refused to sign.
    case refused
}

extension KeyFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .file(let path, let reason): "密钥文件 \(path) 无法读写：\(reason)"
        case .damaged(let path): "密钥文件 \(path) 已损坏，请从备份恢复"
        case .open(let path): "密钥文件 \(path) 的权限过宽，仅属主可读写（目录 0700，文件 0600）"
        case .refused: "密码模块拒绝签名"
        }
    }
}
