import Database

/// Why the office can't answer for the moment, through no fault of whoever asks: the books are out of reach.
package enum Interruption: Hashable, Sendable {
    /// Nothing was changed.
    case away
    /// The connection was lost while a change was being confirmed: it may have been kept.
    case inDoubt
    /// No room is left for anything new; nothing was changed.
    case full

    /// `nil` for other faults.
    package init?(_ error: any Error) {
        switch (error as? DatabaseError)?.kind {
        case .connectionLost, .busy, .serialization: self = .away
        case .commitInDoubt: self = .inDoubt
        case .diskFull: self = .full
        default: return nil
        }
    }
}
