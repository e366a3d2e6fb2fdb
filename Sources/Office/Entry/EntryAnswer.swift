package import Basics
package import Casework

/// What the entry answers: done, or refused with every reason and its remedy.
package enum EntryAnswer<Value: Sendable>: Sendable {
    case done(Value)
    case refused([Refusal])

    static func refused(_ refusal: Refusal) -> EntryAnswer { .refused([refusal]) }
}

/// The password was right: the token for the cookie, and where the code went.
package struct PendingEntry: Hashable, Sendable {
    package let token: String
    package let code: CodeNotice
}

/// What a page says of the code that it waits for.
package struct CodeNotice: Hashable, Sendable {
    /// `138****5678`
    package let phone: String
    package let sentAt: Instant
    package let validUntil: Instant
    /// When another may be asked for.
    package let nextAt: Instant
    /// False if the one sent before is still on its way: no other was sent.
    package let isNew: Bool
}

/// Entered: the new token for the cookie; the one before is worth nothing now.
package struct OpenSession: Hashable, Sendable {
    package let token: String
    package let principal: Principal
}

/// What a token from a cookie opens.
package enum SessionState: Hashable, Sendable {
    /// Unknown, ended or expired.
    case none
    /// The password was right, the code is awaited.
    case awaitingCode(login: Int64)
    case full(Principal)
}

/// A full session as its owner sees it in the list of their sessions.
package struct ListedSession: Hashable, Sendable {
    /// Names the session and opens nothing.
    package let id: String
    package let beganAt: Instant
    package let seenAt: Instant
    package let address: String
    package let isThisOne: Bool
}
