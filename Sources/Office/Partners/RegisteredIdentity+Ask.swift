import Basics
import Casework
import Cryptography
import Database
import Exchange
import Storage

extension RegisteredIdentity: PartnerFact {
    var partner: Partner { .population }

    /// Somebody on record is known better here than there.
    static func known(_ identities: [Self], _ tx: Transaction) throws -> [Self: IdentityAnswer] {
        let onRecord = try tx.people.withNumbers(identities.map(\.number))
        return try load(identities.filter { onRecord[$0.number] == nil }, tx)
    }

    func ask(_ partners: any PartnerLine, _ clock: any OfficeClock) async -> IdentityAnswer {
        let inquiry = PopulationInquiry(name: name, number: number)
        let key = IdempotencyKey("inquiry-\(randomBytes(12).hex)")!
        do {
            let body = try await partners.send(PopulationInquiry.endpoint, key: key, body: try inquiry.body())
            switch try PopulationInquiryAnswer(body: body) {
            case .found(let person):
                return .found(
                    SharedIdentity(
                        name: person.name, number: person.number, sex: person.sex, bornOn: person.bornOn,
                        ethnicity: person.ethnicity, household: person.household), at: clock.now)
            case .notFound: return .notFound(at: clock.now)
            case .nameMismatch: return .nameDiffers(at: clock.now)
            }
        } catch {
            // Silence and an unreadable answer are the same to the applicant: it is asked again later.
            return .silent(since: clock.now)
        }
    }

    static func keep(_ answers: [Self: IdentityAnswer], _ tx: Transaction) throws {
        try tx.partnerAnswers.note(answers)
    }
}

extension IdentityAnswer: PartnerAnswer {
    var state: PartnerAnswerState {
        switch self {
        case .notAsked: .notAsked
        case .silent(let since): .silent(since: since)
        case .found(_, let at): .found(at: at, holdsDays: 30)
        case .notFound(let at), .nameDiffers(let at): .missing(at: at)
        }
    }
}
