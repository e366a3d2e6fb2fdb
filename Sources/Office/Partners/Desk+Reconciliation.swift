package import Basics
import Casework
import Database
import Exchange
import Matters
import Records
package import Storage

/// Both books of the last days beside each other (对账).
package struct ReconciliationReport: Sendable {
    /// The days that are compared, the latest first; a day that could not be compared yet has none.
    package let days: [(paidOn: Day, compared: Reconciliations.ReconciledDay?)]
    package let differences: [Reconciliations.Difference]
}

extension Desk {
    /// A receipt may be told days after it was paid: so long a day is compared again.
    static let reconciledDays = 7
    /// No day has more pages than this; a partner that never ends is given up.
    private static let statementPages = 1_000

    /// Lays our receipts of the last days beside those of tax. A day with differences is compared at each round, until both
    /// books agree; one without once a day.
    package func reconcileReceipts(for home: Region) async throws {
        let today = clock.today
        let known = try await database.read { tx in
            try tx.reconciliations.days(with: .tax, in: home, from: today.adding(days: -Self.reconciledDays))
        }
        for back in 1...Self.reconciledDays {
            let day = today.adding(days: -back)
            if let last = known.first(where: { $0.paidOn == day }), last.comparedOn == today, last.differences == 0 {
                continue
            }
            guard let theirs = await statement(of: day) else { continue }
            let now = clock.now
            try await database.transaction { tx in
                let ours = try tx.reconciliations.receipts(
                    bookedBy: Matters.TaxReceipt.card.slug, in: home, paidOn: day)
                try tx.reconciliations.keep(
                    ReceiptTieOut(ours: ours, theirs: theirs), with: .tax, in: home, paidOn: day, at: now, on: today)
            }
        }
    }

    /// All that tax has received on a day; `nil` if it does not say, or not in full.
    private func statement(of day: Day) async -> [String: Money]? {
        var receipts: [String: Money] = [:]
        var last: String?
        for page in 1...Self.statementPages {
            let inquiry = ReceiptsInquiry(paidOn: day, after: last)
            let key = IdempotencyKey("receipts-\(day)-\(clock.now.milliseconds)-\(page)")!
            guard let request = try? inquiry.body(),
                let body = try? await partners.send(ReceiptsInquiry.endpoint, key: key, body: request),
                let answer = try? ReceiptsInquiryAnswer(body: body), answer.paidOn == day
            else { return nil }
            for entry in answer.receipts { receipts[entry.receiptNumber] = entry.amount }
            if answer.isLast { return receipts }
            // A page that leads no further would be asked for again and again.
            guard let next = answer.receipts.last?.receiptNumber, last.map({ $0 < next }) ?? true else { return nil }
            last = next
        }
        return nil
    }

    package func reconciliation(for principal: Principal) async throws -> ReconciliationReport {
        let region = try Self.region(of: principal)
        let today = clock.today
        return try await database.read { tx in
            let compared = try tx.reconciliations.days(
                with: .tax, in: region, from: today.adding(days: -Self.reconciledDays))
            let days = (1...Self.reconciledDays).map { today.adding(days: -$0) }
            return ReconciliationReport(
                days: days.map { day in (day, compared.first { $0.paidOn == day }) },
                differences: try tx.reconciliations.differences(with: .tax, in: region, limit: Self.listLimit))
        }
    }
}
