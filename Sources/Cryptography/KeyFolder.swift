package import Basics

/// Keys in files, for development and for deployments without a cryptographic module.
///
///     published.json          public keys, past and present
///     code-<id>.pem           SM2, signs QR codes
///     seal-<id>.pem           P-256, seals documents
///     authority.pem           the own certificate authority that vouches for the seal keys, key and certificate
///     <purpose>.key           32 random bytes each
///
/// The folder is mode 0700 and each file 0600; anything wider is refused.
package struct KeyFolder: SigningKeys {
    package let codeKey: KeyId
    package let sealKey: KeyId
    package let published: PublishedKeys
    private let code: SM2PrivateKey
    private let seal: PrivateKey
    private let sealChain: [Certificate]
    private let authenticationKeys: [AuthenticationPurpose: AuthenticationKey]

    /// Opens the folder, making it and whatever key it lacks first. Processes that start together make one set.
    ///
    /// `owner` is the organisation that the seal's certificate names; a demonstration's says 演示.
    package static func createIfMissing(
        _ path: String, owner: String, on day: Day
    ) throws(KeyFault) -> KeyFolder {
        try PrivateFile.makeFolder(path)
        return try PrivateFile.locking("\(path)/lock") { () throws(KeyFault) in
            let making = KeyMaking(path: path, owner: owner)
            try making.makeMissing(on: day)
            return try KeyFolder(path)
        }
    }

    /// Makes a new key of that use; the present one is closed with `day`, on which both hold.
    /// Papers of the old key stay verifiable.
    package static func rotate(
        _ use: PublishedKey.Use, in path: String, owner: String, on day: Day
    ) throws(KeyFault) -> KeyFolder {
        try PrivateFile.locking("\(path)/lock") { () throws(KeyFault) in
            try KeyMaking(path: path, owner: owner).replace(use, on: day)
            return try KeyFolder(path)
        }
    }

    package init(_ path: String) throws(KeyFault) {
        let list = PrivateFile(path: "\(path)/published.json")
        guard let published = PublishedKeys(json: try list.read()) else { throw .damaged(path: list.path) }
        guard let code = published.present(.code), let seal = published.present(.seal) else {
            throw .damaged(path: list.path)
        }
        let codeFile = PrivateFile(path: "\(path)/code-\(code.id).pem")
        let sealFile = PrivateFile(path: "\(path)/seal-\(seal.id).pem")
        guard let codeKey = SM2PrivateKey(pem: String(decoding: try codeFile.read(), as: UTF8.self)),
            codeKey.publicKey.hex == code.publicKey
        else { throw .damaged(path: codeFile.path) }
        guard let sealKey = PrivateKey(pem: String(decoding: try sealFile.read(), as: UTF8.self)),
            sealKey.publicPoint.hex == seal.publicKey
        else { throw .damaged(path: sealFile.path) }
        var authenticationKeys: [AuthenticationPurpose: AuthenticationKey] = [:]
        for purpose in AuthenticationPurpose.allCases {
            let file = PrivateFile(path: "\(path)/\(purpose.rawValue).key")
            guard let key = AuthenticationKey(try file.read()) else { throw .damaged(path: file.path) }
            authenticationKeys[purpose] = key
        }
        self.published = published
        self.codeKey = code.id
        self.sealKey = seal.id
        self.code = codeKey
        self.seal = sealKey
        self.sealChain = seal.certificates?.compactMap(Certificate.init(pem:)) ?? []
        self.authenticationKeys = authenticationKeys
    }

    package func signCode(_ message: [UInt8]) throws(KeyFault) -> [UInt8] { code.sign(message) }

    package func signSeal(_ pieces: [ArraySlice<UInt8>]) throws(KeyFault) -> [UInt8] {
        guard let signature = CMS.sign(pieces, key: seal, chain: sealChain) else { throw .refused }
        return signature
    }

    package func authenticationKey(for purpose: AuthenticationPurpose) throws(KeyFault) -> AuthenticationKey {
        authenticationKeys[purpose]!
    }
}

extension PublishedKeys {
    func present(_ use: PublishedKey.Use) -> PublishedKey? {
        keys.last { $0.use == use && $0.validThrough == nil }
    }
}
