package import Basics
package import Database

extension Transaction {
    package var unitSignUps: UnitSignUps { UnitSignUps(tx: self) }
}

/// What somebody typed who wants to open a unit's account, until the code from the unit's contact proves that they may.
package struct UnitSignUps {
    let tx: Transaction

    package struct SignUp: Hashable, Sendable {
        package let creditCode: String
        package let name: String
        package let displayName: String
        package let phone: String
        package let passwordHash: String
        /// `nil` where no code was sent, as the unit has its account already: no code is right.
        package let codeDigest: [UInt8]?
        /// The contact's phone, masked.
        package let sentTo: String
        package let failures: Int
        package let sentAt: Instant
        package let expiresAt: Instant

        package init(
            creditCode: String, name: String, displayName: String, phone: String, passwordHash: String,
            codeDigest: [UInt8]?, sentTo: String, failures: Int = 0, sentAt: Instant, expiresAt: Instant
        ) {
            self.creditCode = creditCode
            self.name = name
            self.displayName = displayName
            self.phone = phone
            self.passwordHash = passwordHash
            self.codeDigest = codeDigest
            self.sentTo = sentTo
            self.failures = failures
            self.sentAt = sentAt
            self.expiresAt = expiresAt
        }
    }

    package func put(_ signUp: SignUp, _ token: [UInt8]) throws {
        try tx.run(
            """
            INSERT INTO unit_sign_up (token_digest, credit_code, name, display_name, phone, password_hash, code_digest,
                sent_to, failures, sent_at, expires_at)
            VALUES (\(token), \(signUp.creditCode), \(signUp.name), \(signUp.displayName), \(signUp.phone),
                \(signUp.passwordHash), \(signUp.codeDigest), \(signUp.sentTo), \(signUp.failures), \(signUp.sentAt),
                \(signUp.expiresAt))
            """)
    }

    package func with(_ token: [UInt8]) throws -> SignUp? {
        try tx.first(
            """
            SELECT credit_code, name, display_name, phone, password_hash, code_digest, sent_to, failures, sent_at,
                expires_at
            FROM unit_sign_up WHERE token_digest = \(token)
            """
        ) { row throws(DatabaseError) in
            SignUp(
                creditCode: try row[0], name: try row[1], displayName: try row[2], phone: try row[3],
                passwordHash: try row[4], codeDigest: try row[5], sentTo: try row[6], failures: try row[7],
                sentAt: try row[8], expiresAt: try row[9])
        }
    }

    /// When the unit's contact was last written to, and how often since a moment.
    package struct Sent: Sendable {
        package let last: Instant?
        package let count: Int
    }

    package func sent(for creditCode: String, since moment: Instant) throws -> Sent {
        try tx.one(
            """
            SELECT max(sent_at), count(*) FROM unit_sign_up WHERE credit_code = \(creditCode) AND sent_at >= \(moment)
            """
        ) { row throws(DatabaseError) in Sent(last: try row[0], count: try row[1]) }
    }

    package func countFailure(_ token: [UInt8]) throws {
        try tx.run("UPDATE unit_sign_up SET failures = failures + 1 WHERE token_digest = \(token)")
    }

    package func delete(_ token: [UInt8]) throws {
        try tx.run("DELETE FROM unit_sign_up WHERE token_digest = \(token)")
    }

    package func deleteSentBefore(_ moment: Instant) throws {
        try tx.run("DELETE FROM unit_sign_up WHERE sent_at < \(moment)")
    }
}
