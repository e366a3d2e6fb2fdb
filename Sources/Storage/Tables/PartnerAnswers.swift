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

    /// By question. An answer that this version cannot read counts as none: it is asked for again.
    private func answers<Stored: Decodable>(
        of partner: Partner, to questions: [String], _ type: Stored.Type
    ) throws -> [String: Answered<Stored>] {
        var answers: [String: Answered<Stored>] = [:]
        try tx.visit(
            """
            SELECT question, answer, answered_at FROM partner_answer
            WHERE partner = \(partner) AND question IN \(list: questions)
            """
        ) { row in
            let text: String = try row[1]
            guard let stored = try? JSONDecoder().decode(type, from: Data(text.utf8)) else { return }
            answers[try row[0]] = Answered(stored: stored, at: try row[2])
        }
        return answers
    }

    /// In place of what was answered to the same questions before.
    private func keep<Stored: Encodable>(_ answers: [String: Answered<Stored>], of partner: Partner) throws {
        guard !answers.isEmpty else { return }
        try tx.run(
            "DELETE FROM partner_answer WHERE partner = \(partner) AND question IN \(list: answers.keys)")
        let encoder = JSONEncoder()
        try tx.load(into: "partner_answer", columns: ["partner", "question", "answer", "answered_at"]) { rows in
            for (question, answer) in answers.sorted(by: { $0.key < $1.key }) {
                try rows.append(
                    partner, question, String(decoding: try encoder.encode(answer.stored), as: UTF8.self), answer.at)
            }
        }
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
        let identity = RegisteredIdentity(name: name, number: number)
        return try identities([identity])[identity] ?? .notAsked
    }

    /// What the register has answered of people, as far as it was asked.
    package func identities(_ identities: [RegisteredIdentity]) throws -> [RegisteredIdentity: IdentityAnswer] {
        let answered = try answers(
            of: .population, to: identities.map { Self.question($0.name, $0.number) }, StoredIdentity.self)
        return identities.reduce(into: [:]) { answers, identity in
            guard let answer = answered[Self.question(identity.name, identity.number)] else { return }
            answers[identity] =
                switch answer.stored {
                case .silent: .silent(since: answer.at)
                case .found(let shared): .found(shared, at: answer.at)
                case .notFound: .notFound(at: answer.at)
                case .nameDiffers: .nameDiffers(at: answer.at)
                }
        }
    }

    package func note(_ answers: [RegisteredIdentity: IdentityAnswer]) throws {
        var kept: [String: Answered<StoredIdentity>] = [:]
        for (identity, answer) in answers {
            kept[Self.question(identity.name, identity.number)] =
                switch answer {
                case .notAsked: nil
                case .silent(let since): Answered(stored: .silent, at: since)
                case .found(let shared, let at): Answered(stored: .found(shared), at: at)
                case .notFound(let at): Answered(stored: .notFound, at: at)
                case .nameDiffers(let at): Answered(stored: .nameDiffers, at: at)
                }
        }
        try keep(kept, of: .population)
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
        let question = Self.question(creditCode)
        guard let answered = try answers(of: register, to: [question], StoredUnit.self)[question] else {
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
        let answered: Answered<StoredUnit>
        switch answer {
        case .notAsked: return
        case .silent(let since):
            if try unit(creditCode).unit != nil { return }
            answered = Answered(stored: .silent, at: since)
        case .found(let unit, let time):
            if let known = try self.unit(creditCode).unit, known.revision > unit.revision { return }
            answered = Answered(stored: .found(unit), at: time)
        case .notFound(let time): answered = Answered(stored: .notFound, at: time)
        }
        try keep([Self.question(creditCode): answered], of: Partner.register(of: creditCode))
    }
}
