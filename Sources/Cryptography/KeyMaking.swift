internal import Basics

/// Makes the keys of a ``KeyFolder``; whoever calls holds its lock.
struct KeyMaking {
    let path: String
    let owner: String

    func makeMissing(on day: Day) throws(KeyFault) {
        for purpose in AuthenticationPurpose.allCases where !file("\(purpose.rawValue).key").exists {
            try file("\(purpose.rawValue).key").write(AuthenticationKey.random().secret)
        }
        var published = try readPublished()
        let missing = PublishedKey.Use.allCases.filter { published.present($0) == nil }
        for use in missing { published.keys.append(try make(use, on: day)) }
        if !missing.isEmpty { try file("published.json").write(published.json) }
    }

    func replace(_ use: PublishedKey.Use, on day: Day) throws(KeyFault) {
        var published = try readPublished()
        for index in published.keys.indices
        where published.keys[index].use == use && published.keys[index].validThrough == nil {
            published.keys[index].validThrough = day
        }
        published.keys.append(try make(use, on: day))
        try file("published.json").write(published.json)
    }

    private func make(_ use: PublishedKey.Use, on day: Day) throws(KeyFault) -> PublishedKey {
        switch use {
        case .code: try makeCodeKey(on: day)
        case .seal: try makeSealKey(on: day)
        }
    }

    private func makeCodeKey(on day: Day) throws(KeyFault) -> PublishedKey {
        let key = SM2PrivateKey.generate()
        let id = KeyId(ofPublicKey: key.publicKey.point)
        try file("code-\(id).pem").write(Array(key.pem.utf8))
        return PublishedKey(
            id: id, use: .code, algorithm: .sm2, publicKey: key.publicKey.hex, certificates: nil, validFrom: day,
            validThrough: nil)
    }

    private func makeSealKey(on day: Day) throws(KeyFault) -> PublishedKey {
        let (authorityKey, authority) = try authority(on: day)
        let key = PrivateKey.generate(.p256)
        let id = KeyId(ofPublicKey: key.publicPoint)
        let certificate = Certificate.leaf(
            subject("电子印章"), key: key, issuer: authority, issuerKey: authorityKey,
            from: day.adding(days: -Self.leadDays), through: day.adding(days: Self.sealYears * 365))
        try file("seal-\(id).pem").write(Array(key.pem.utf8))
        return PublishedKey(
            id: id, use: .seal, algorithm: .p256, publicKey: key.publicPoint.hex,
            certificates: [certificate.pem, authority.pem], validFrom: day, validThrough: nil)
    }

    private func authority(on day: Day) throws(KeyFault) -> (PrivateKey, Certificate) {
        let file = file("authority.pem")
        if file.exists {
            let pem = String(decoding: try file.read(), as: UTF8.self)
            guard let key = PrivateKey(pem: pem), let certificate = Certificate(pem: pem) else {
                throw .damaged(path: file.path)
            }
            return (key, certificate)
        }
        let key = PrivateKey.generate(.p256)
        let certificate = Certificate.authority(
            subject("电子印章根证书"), key: key, from: day.adding(days: -Self.leadDays),
            through: day.adding(days: Self.authorityYears * 365))
        try file.write(Array((key.pem + certificate.pem).utf8))
        return (key, certificate)
    }

    /// X.509 has room for 64 characters in a name.
    private func subject(_ what: String) -> Certificate.Subject {
        .init(organisation: String(owner.prefix(50)), name: owner.prefix(50) + what)
    }

    private func readPublished() throws(KeyFault) -> PublishedKeys {
        let file = file("published.json")
        guard file.exists else { return PublishedKeys() }
        guard let read = PublishedKeys(json: try file.read()) else { throw .damaged(path: file.path) }
        return read
    }

    private func file(_ name: String) -> PrivateFile { PrivateFile(path: "\(path)/\(name)") }

    /// A demonstration's business day may lie far ahead of the clock by which PDF readers judge a certificate.
    private static let leadDays = 3 * 365
    private static let sealYears = 10
    private static let authorityYears = 20
}
