import Basics
import Records
import TestSupport
import Testing

@Suite struct LedgerTests {
    private let pension = InsuranceLine(rawValue: 110)

    @Test func `a plan is owed by an entry for each line and share that comes to something`() {
        let entries = LedgerEntry.assessment(of: [
            total(110, unit: 160_00, person: 80_00, account: 80_00), total(410, unit: 2_00, person: 0, account: 0),
        ])
        #expect(
            entries == [
                LedgerEntry(
                    .assessment, line: pension, share: .unit,
                    [
                        .init(.employerReceivable, Money(yuan: 160)), .init(.assessedContributions, Money(yuan: -160)),
                    ]),
                LedgerEntry(
                    .assessment, line: pension, share: .person,
                    [.init(.employerReceivable, Money(yuan: 80)), .init(.assessedContributions, Money(yuan: -80))]),
                LedgerEntry(
                    .assessment, line: InsuranceLine(rawValue: 410), share: .unit,
                    [.init(.employerReceivable, Money(yuan: 2)), .init(.assessedContributions, Money(yuan: -2))]),
            ])
    }

    @Test func `what goes to the accounts is taken from the person's share first`() {
        // 11 % of the base go to the account, of which the person pays 8 (the rule before 2006).
        let entries = LedgerEntry.crediting(of: [total(110, unit: 200_00, person: 80_00, account: 110_00)])
        #expect(entries.map { amount(.personalAccounts, in: $0) } == [Money(yuan: -30), Money(yuan: -80)])
        #expect(entries.map { amount(.pooledFund, in: $0) } == [Money(yuan: -170), .zero])
        #expect(entries.map { amount(.assessedContributions, in: $0) } == [Money(yuan: 200), Money(yuan: 80)])
    }

    @Test func `what is taken back leaves the funds and accounts as it came`() {
        let billed = total(110, unit: 200_00, person: 80_00, account: 110_00)
        let reversed = total(110, unit: -200_00, person: -80_00, account: -110_00)
        let entries = LedgerEntry.crediting(of: [billed]) + LedgerEntry.crediting(of: [reversed])
        for share in Share.allCases {
            for account in [LedgerAccount.pooledFund, .personalAccounts, .assessedContributions] {
                #expect(entries.filter { $0.share == share }.map { amount(account, in: $0) }.total.isZero)
            }
        }
    }

    @Test func `a line may move between account and fund though its share comes to nothing`() {
        let entries = LedgerEntry.crediting(of: [total(110, unit: 0, person: -80_00, account: 30_00)])
        #expect(entries.map { amount(.personalAccounts, in: $0) }.total == Money(yuan: -30))
        #expect(entries.map { amount(.pooledFund, in: $0) }.total == Money(yuan: 110))
    }

    @Test func `a person's share that is not all for the account goes to the pooled fund`() {
        let entries = LedgerEntry.crediting(of: [total(310, unit: 0, person: 23_00, account: 20_00)])
        #expect(entries.count == 1)
        #expect(amount(.pooledFund, in: entries[0]) == Money(yuan: -3))
        #expect(amount(.personalAccounts, in: entries[0]) == Money(yuan: -20))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `from the plan to the funds every entry balances, and nothing is left between`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let totals = (0..<Int.random(in: 1...5, using: &generator)).map { index in
            let unit = Int64.random(in: 0...900_000, using: &generator)
            let person = Int64.random(in: 0...900_000, using: &generator)
            return total(
                Int16(110 + index), unit: unit, person: person,
                account: Int64.random(in: 0...unit + person, using: &generator))
        }
        let owed = totals.map { $0.unit + $0.personShare }.total
        let accounts = totals.map(\.account).total
        let receipts = totals.flatMap { total in
            [(Share.unit, total.unit), (.person, total.personShare)].filter { !$0.1.isZero }
                .map { LedgerEntry.receipt(of: $0.1, line: total.line, share: $0.0) }
        }
        let entries = LedgerEntry.assessment(of: totals) + receipts + LedgerEntry.crediting(of: totals)
        for entry in entries {
            #expect(entry.postings.map(\.amount).total.isZero)
            #expect(!entry.postings.contains { $0.amount.isZero })
        }
        func balance(_ account: LedgerAccount) -> Money { entries.map { amount(account, in: $0) }.total }
        #expect(balance(.cash) == owed)
        #expect(balance(.employerReceivable).isZero)
        #expect(balance(.assessedContributions).isZero)
        #expect(balance(.personalAccounts) == -accounts)
        #expect(balance(.pooledFund) == accounts - owed)
    }

    @Test func `money without a plan is cash that waits`() {
        let entry = LedgerEntry.unallocated(Money(yuan: 5))
        #expect(amount(.cash, in: entry) == Money(yuan: 5))
        #expect(amount(.unallocatedReceipts, in: entry) == Money(yuan: -5))
    }

    @Test func `totals are by line, in the order of the lines' codes`() {
        let rows = [(3, 210, 5), (3, 110, 160), (4, 110, 320)].map { person, line, unit in
            ContributionRow(
                person: PersonId(Int64(person)), line: InsuranceLine(rawValue: Int16(line)), kind: .regular,
                base: Money(yuan: 1_000), unit: Money(yuan: Int64(unit)), personShare: Money(yuan: 1),
                account: Money(yuan: 1))
        }
        let totals = PlanLineTotal.totals(of: rows)
        #expect(totals.map(\.line.rawValue) == [110, 210])
        #expect(totals.map(\.people) == [2, 1])
        #expect(totals.map(\.unit) == [Money(yuan: 480), Money(yuan: 5)])
    }

    private func total(_ line: Int16, unit: Int64, person: Int64, account: Int64) -> PlanLineTotal {
        PlanLineTotal(
            line: InsuranceLine(rawValue: line), people: 1, unit: Money(fen: unit), personShare: Money(fen: person),
            account: Money(fen: account))
    }

    private func amount(_ account: LedgerAccount, in entry: LedgerEntry) -> Money {
        entry.postings.filter { $0.account == account }.map(\.amount).total
    }
}
