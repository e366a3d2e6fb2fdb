import Basics
import Casework
import Cryptography
import Database
import Exchange
import Storage

extension RegisteredUnit: PartnerFact {
    var partner: Partner { register }

    static func known(_ units: [Self], _ tx: Transaction) throws -> [Self: UnitAnswer] { try load(units, tx) }

    func ask(_ partners: any PartnerLine, _ clock: any OfficeClock) async -> UnitAnswer {
        let key = IdempotencyKey("unit-inquiry-\(randomBytes(12).hex)")!
        do {
            let answer =
                register == .marketRegulator
                ? try await ask(UnitInquiry<MarketRegulator>(creditCode: creditCode), partners, key)
                : try await ask(UnitInquiry<CivilAffairs>(creditCode: creditCode), partners, key)
            return switch answer {
            // Another unit's data, however well signed, answer nothing.
            case .found(let unit) where unit.creditCode != creditCode: .silent(since: clock.now)
            case .found(let unit): .found(unit, at: clock.now)
            case .notFound: .notFound(at: clock.now)
            }
        } catch {
            // Silence and an unreadable answer are the same to the applicant: it is asked again later.
            return .silent(since: clock.now)
        }
    }

    private func ask<Register: UnitRegister>(
        _ inquiry: UnitInquiry<Register>, _ partners: any PartnerLine, _ key: IdempotencyKey
    ) async throws -> UnitInquiryAnswer {
        let endpoint = UnitInquiry<Register>.endpoint
        return try UnitInquiryAnswer(body: try await partners.send(endpoint, key: key, body: try inquiry.body()))
    }

    static func keep(_ answers: [Self: UnitAnswer], _ tx: Transaction) throws {
        for (unit, answer) in answers { try tx.partnerAnswers.note(answer, creditCode: unit.creditCode) }
    }
}

extension UnitAnswer: PartnerAnswer {
    var state: PartnerAnswerState {
        switch self {
        case .notAsked: .notAsked
        case .silent(let since): .silent(since: since)
        // A unit may be deregistered any day, and the register's own message of it may be on its way.
        case .found(_, let at): .found(at: at, holdsDays: 1)
        case .notFound(let at): .missing(at: at)
        }
    }
}
