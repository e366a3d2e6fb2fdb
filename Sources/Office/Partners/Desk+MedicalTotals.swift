package import Basics
import Casework
import Database
import Exchange
import Storage

extension Desk {
    private static let totalsAtOnce = 200

    /// Asks medical insurance what it charges for the months that plans bill here: soon after a plan is made, and once a day
    /// for this month and the last. Who has heard nothing is shown so; an older total never takes the place of a newer one.
    /// - Returns: how many totals were told.
    @discardableResult
    package func fetchMedicalTotals(in region: Region) async throws -> Int {
        let today = clock.today
        let due = try await database.read { tx in
            try tx.medicalInquiries.due(
                in: region, on: today, from: today.month.previous, limit: Self.totalsAtOnce)
        }
        var told = 0
        for asked in due {
            let inquiry = MedicalMonthlyTotalInquiry(creditCode: asked.creditCode, period: asked.period)
            let key = IdempotencyKey("total-\(asked.employer)-\(asked.period)-\(clock.now.milliseconds)")!
            // A partner that is down is left alone until the next round.
            guard let request = try? inquiry.body(),
                let body = try? await partners.send(MedicalMonthlyTotalInquiry.endpoint, key: key, body: request),
                let answer = try? MedicalMonthlyTotalAnswer(body: body)
            else { return told }
            told += try await keep(answer, to: asked, on: today) ? 1 : 0
        }
        return told
    }

    /// An answer about another employer or month than was asked for says nothing.
    private func keep(
        _ answer: MedicalMonthlyTotalAnswer, to asked: MedicalInquiries.Due, on today: Day
    ) async throws -> Bool {
        try await database.transaction { tx in
            try tx.medicalInquiries.asked(asked, on: today)
            guard case .available(let total) = answer, total.creditCode == asked.creditCode,
                total.period == asked.period
            else { return false }
            try tx.keepMedicalMonth(
                employer: asked.employer, period: total.period, people: total.people,
                unit: total.lines.map(\.unit).total, person: total.lines.map(\.person).total, asOf: total.asOf)
            return true
        }
    }
}
