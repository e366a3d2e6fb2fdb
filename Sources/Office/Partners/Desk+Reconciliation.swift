package import Basics
package import Casework
import Database
import Exchange
import Matters
import Records
package import Storage

/// Our books of the last days beside those of whoever collects (对账).
package struct ReconciliationReport: Sendable {
    package let books: [PartnerBooks]

    package struct PartnerBooks: Sendable {
        package let partner: Partner
        /// The days that are compared, the latest first; a day that could not be compared yet has none.
        package let days: [(paidOn: Day, compared: Reconciliations.ReconciledDay?)]
        package let differences: [Reconciliations.Difference]
    }
}

extension Desk {
    /// A receipt may be told days after it was paid: so long a day is compared again.
    static let reconciledDays = 7
    /// No day has more pages than this; a partner that never ends is given up.
    private static let statementPages = 1_000

    /// Lays our receipts of the last days beside those of tax and of the bank. A day with differences is compared at each
    /// round, until both books agree; one without once a day.
    package func reconcileReceipts(for home: Region) async throws {
        try await reconcile(.tax, in: home) { [self] day in
            await statement(ReceiptsInquiry.self, of: day).map { entries in
                entries.reduce(into: [:]) { $0[$1.receiptNumber] = $1.amount }
            }
        } ours: { day, tx in
            try tx.reconciliations.receipts(bookedBy: Matters.TaxReceipt.card.slug, in: home, paidOn: day)
        }
        guard try await collectsThroughBank(home) else { return }
        try await reconcile(.bank, in: home) { [self] day in
            await statement(BankStatementInquiry.self, of: day).map { entries in
                entries.reduce(into: [:]) { $0[$1.bankReference] = $1.amount }
            }
        } ours: { day, tx in
            try tx.reconciliations.bankMovements(in: home, on: day)
        }
    }

    /// Whether a bank is asked at all: a way of paying through it is open, or money that came through it is on the books.
    private func collectsThroughBank(_ home: Region) async throws -> Bool {
        try await ids.prepare()
        let today = clock.today
        return try await database.read { [self] tx in
            if let rules = try? rules(in: home, on: today, for: "对账", tx), !rules.openWays.isEmpty { return true }
            return try tx.reconciliations.hasMovements(in: home)
        }
    }

    private func reconcile(
        _ partner: Partner, in home: Region, theirs: (Day) async -> [String: Money]?,
        ours: @escaping @Sendable (Day, Transaction) throws -> [String: Money]
    ) async throws {
        let first = clock.today.adding(days: -Self.reconciledDays)
        let earlier = try await database.read { tx in
            try tx.reconciliations.earlierDays(before: first, with: partner, in: home)
        }
        for day in try await daysToCompare(with: partner, in: home, besides: earlier) {
            guard let theirs = await theirs(day) else { continue }
            let (now, today) = (clock.now, clock.today)
            try await database.transaction { tx in
                try tx.reconciliations.keep(
                    ReceiptTieOut(ours: try ours(day, tx), theirs: theirs), with: partner, in: home, paidOn: day,
                    at: now, on: today)
            }
        }
    }

    /// The last days and those besides, but for those on which both agreed today already.
    func daysToCompare(
        with partner: Partner, in home: Region, besides earlier: [Day] = []
    ) async throws -> [Day] {
        let today = clock.today
        let all = Self.lastDays(before: today) + earlier
        let known = try await database.read { tx in
            try tx.reconciliations.days(with: partner, in: home, from: all.min() ?? today)
        }
        return all.filter { day in
            !known.contains { $0.paidOn == day && $0.comparedOn == today && $0.differences == 0 }
        }
    }

    /// The latest first.
    private static func lastDays(before today: Day) -> [Day] {
        (1...reconciledDays).map { today.adding(days: -$0) }
    }

    /// All that a partner's book holds of a day; `nil` if it does not say, or not in full.
    func statement<Inquiry: DailyStatementInquiry>(
        _: Inquiry.Type, of day: Day
    ) async -> [Inquiry.Answer.Entry]? {
        var entries: [Inquiry.Answer.Entry] = []
        var last: String?
        for page in 1...Self.statementPages {
            let inquiry = Inquiry(day: day, after: last)
            let key = IdempotencyKey("statement-\(day)-\(clock.now.milliseconds)-\(page)")!
            guard let request = try? inquiry.body(),
                let body = try? await partners.send(Inquiry.endpoint, key: key, body: request),
                let answer = try? Inquiry.Answer(body: body), answer.day == day
            else { return nil }
            entries += answer.entries
            if answer.isLast { return entries }
            // A page that leads no further would be asked for again and again.
            guard let next = answer.entries.last.map(Inquiry.Answer.number), last.map({ $0 < next }) ?? true else {
                return nil
            }
            last = next
        }
        return nil
    }

    package func reconciliation(for principal: Principal) async throws -> ReconciliationReport {
        let region = try Self.region(of: principal)
        let today = clock.today
        return try await database.read { tx in
            let books = try [Partner.tax, .bank].map { partner in
                let last = Self.lastDays(before: today)
                let earlier = try tx.reconciliations.earlierDays(
                    before: today.adding(days: -Self.reconciledDays), with: partner, in: region)
                let days = last + earlier
                let compared = try tx.reconciliations.days(with: partner, in: region, from: days.min() ?? today)
                return ReconciliationReport.PartnerBooks(
                    partner: partner, days: days.map { day in (day, compared.first { $0.paidOn == day }) },
                    differences: try tx.reconciliations.differences(with: partner, in: region, limit: Self.listLimit))
            }
            return ReconciliationReport(books: books)
        }
    }
}
