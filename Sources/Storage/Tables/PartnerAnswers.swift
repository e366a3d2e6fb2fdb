import Basics
package import Casework
package import Database
import Foundation

extension Transaction {
    package var partnerAnswers: PartnerAnswers { PartnerAnswers(tx: self) }
}

/// What partners have answered, with the time: facts that are fetched before a case is decided.
package struct PartnerAnswers {
    let tx: Transaction

    private struct Answered<Stored> {
        let stored: Stored
        let at: Instant
    }

    /// An answer that this version cannot read counts as none: it is asked for again.
    private func answer<Stored: Decodable>(
        of partner: Partner, to question: String, _ type: Stored.Type
    ) throws -> Answered<Stored>? {
        let found: (text: String, at: Instant)? = try tx.first(
            "SELECT answer, answered_at FROM partner_answer WHERE partner = \(partner) AND question = \(question)"
        ) { row throws(DatabaseError) in (try row[0], try row[1]) }
        guard let found, let stored = try? JSONDecoder().decode(type, from: Data(found.text.utf8)) else { return nil }
        return Answered(stored: stored, at: found.at)
    }

    private func keep(_ stored: some Encodable, of partner: Partner, to question: String, at: Instant) throws {
        let text = String(decoding: try JSONEncoder().encode(stored), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO partner_answer (partner, question, answer, answered_at)
            VALUES (\(partner), \(question), \(text), \(at))
            ON CONFLICT (partner, question) DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at
            """)
    }
}

// MARK: The population register

extension PartnerAnswers {
    private enum StoredIdentity: Codable {
        case silent
        case found(SharedIdentity)
        case notFound
        case nameDiffers
    }

    private static func question(_ name: String, _ number: String) -> String { "identity|\(number)|\(name)" }

    package func identity(name: String, number: String) throws -> IdentityAnswer {
        guard
            let answered = try answer(
                of: .population, to: Self.question(name, number), StoredIdentity.self)
        else { return .notAsked }
        let at = answered.at
        return switch answered.stored {
        case .silent: .silent(since: at)
        case .found(let identity): .found(identity, at: at)
        case .notFound: .notFound(at: at)
        case .nameDiffers: .nameDiffers(at: at)
        }
    }

    package func note(_ answer: IdentityAnswer, name: String, number: String) throws {
        let (stored, at): (StoredIdentity, Instant)
        switch answer {
        case .notAsked: return
        case .silent(let since): (stored, at) = (.silent, since)
        case .found(let identity, let time): (stored, at) = (.found(identity), time)
        case .notFound(let time): (stored, at) = (.notFound, time)
        case .nameDiffers(let time): (stored, at) = (.nameDiffers, time)
        }
        try keep(stored, of: .population, to: Self.question(name, number), at: at)
    }
}

// MARK: The registers of units

extension PartnerAnswers {
    private enum StoredUnit: Codable {
        case silent
        case found(SharedUnit)
        case notFound
    }

    private static func question(_ creditCode: String) -> String { "unit|\(creditCode)" }

    package func unit(_ creditCode: String) throws -> UnitAnswer {
        let register = Partner.register(of: creditCode)
        guard let answered = try answer(of: register, to: Self.question(creditCode), StoredUnit.self) else {
            return .notAsked
        }
        return switch answered.stored {
        case .silent: .silent(since: answered.at)
        case .found(let unit): .found(unit, at: answered.at)
        case .notFound: .notFound(at: answered.at)
        }
    }

    /// Keeps what the register says of a unit. Messages may overtake each other: of two records the later revision stays, and
    /// while the register is silent, what it said before does.
    package func note(_ answer: UnitAnswer, creditCode: String) throws {
        let (stored, at): (StoredUnit, Instant)
        switch answer {
        case .notAsked: return
        case .silent(let since):
            if try unit(creditCode).unit != nil { return }
            (stored, at) = (.silent, since)
        case .found(let unit, let time):
            if let known = try self.unit(creditCode).unit, known.revision > unit.revision { return }
            (stored, at) = (.found(unit), time)
        case .notFound(let time): (stored, at) = (.notFound, time)
        }
        try keep(stored, of: Partner.register(of: creditCode), to: Self.question(creditCode), at: at)
    }
}
