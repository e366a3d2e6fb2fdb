package import Basics
import Casework
import Exchange
import Records
import Synchronization

/// The partners of the demonstration's past: they answer at once and as hoped, so that the city has a history on the day
/// on which it is first shown. From that day on the stand-ins answer.
final class DemonstrationPartners: PartnerLine {
    private let registered: [String: DemonstrationFiles.Person]
    private let taken = Mutex<Taken>(Taken())

    struct Taken {
        var bills: [TaxBill] = []
        var notices: [MedicalEnrolmentNotice] = []
    }

    /// - Parameter registered: who is in the population register, by number.
    init(registered: [DemonstrationFiles.Person]) {
        self.registered = Dictionary(uniqueKeysWithValues: registered.map { ($0.number, $0) })
    }

    /// What was sent since it was last asked for.
    func take() -> Taken {
        taken.withLock { taken in
            defer { taken = Taken() }
            return taken
        }
    }

    func send(_ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]) async throws(PartnerSilence) -> [UInt8]
    {
        do {
            return try answer(endpoint, key, body)
        } catch {
            throw PartnerSilence("\(error)", isFinal: true)
        }
    }

    private func answer(_ endpoint: Exchange.Endpoint, _ key: IdempotencyKey, _ body: [UInt8]) throws -> [UInt8] {
        switch endpoint {
        case PopulationInquiry.endpoint:
            let inquiry = try PopulationInquiry(body: body)
            guard let person = registered[inquiry.number] else {
                return try PopulationInquiryAnswer.notFound.body()
            }
            guard person.name == inquiry.name else { return try PopulationInquiryAnswer.nameMismatch.body() }
            return try PopulationInquiryAnswer.found(
                RegisteredPerson(
                    name: person.name, number: person.number, sex: person.sex, bornOn: person.bornOn,
                    ethnicity: person.ethnicity, household: person.household)
            ).body()
        case TaxBill.endpoint:
            let bill = try TaxBill(body: body)
            taken.withLock { $0.bills.append(bill) }
            return try TaxBillAnswer.acknowledged(billNumber: "D\(bill.planNumber)").body()
        case MedicalEnrolmentNotice.endpoint:
            let notice = try MedicalEnrolmentNotice(body: body)
            taken.withLock { $0.notices.append(notice) }
            return try Received(key).body()
        case TextMessage.endpoint: return try TextMessageAnswer.accepted(messageNumber: key.text).body()
        default: throw PartnerSilence("演示的历史中没有这一报文", isFinal: true)
        }
    }
}

/// A clock that the demonstration's past is wound by.
package final class SetClock: OfficeClock {
    private let time: Mutex<Instant>

    package init(_ start: Instant) {
        self.time = Mutex(start)
    }

    package var now: Instant { time.withLock { $0 } }
    package var today: Day { now.shanghai.day }

    /// Nine in the morning of a day, or later if it was later already.
    package func go(to day: Day) {
        let morning = Instant(milliseconds: (Int64(day.daysSinceEpoch) * 24 + 1) * 3_600_000)
        time.withLock { $0 = max($0, morning) }
    }

    /// Each act takes a while.
    package func pass(seconds: Int) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }
}
