package import Basics

/// What one line and share of a plan stands at in its employer's account: the sums of the ledger's postings to the
/// employer's receivable, by what they were made for.
package struct AccountRow: Hashable, Sendable {
    package let plan: PlanId
    package let number: String
    package let period: Month
    package let line: InsuranceLine
    package let share: Share
    package var figures: AccountFigures
    /// Whether an amount of the plan rests on a value that nobody had checked (未核实).
    package let restsOnUnverified: Bool

    package init(
        plan: PlanId, number: String, period: Month, line: InsuranceLine, share: Share, figures: AccountFigures,
        restsOnUnverified: Bool
    ) {
        self.plan = plan
        self.number = number
        self.period = period
        self.line = line
        self.share = share
        self.figures = figures
        self.restsOnUnverified = restsOnUnverified
    }
}

/// 应收、实收、抵扣 and what is left of them.
package struct AccountFigures: Hashable, Sendable {
    /// Assessed; negative where a plan takes back what an earlier one billed.
    package var receivable: Money
    /// Less what was refunded.
    package var received: Money
    /// Paid by credits of other plans; negative where it has paid others.
    package var offset: Money

    package init(receivable: Money = .zero, received: Money = .zero, offset: Money = .zero) {
        self.receivable = receivable
        self.received = received
        self.offset = offset
    }

    package static let zero = AccountFigures()

    /// Owed where positive, a credit where negative.
    package var balance: Money { receivable - received - offset }

    package static func + (left: AccountFigures, right: AccountFigures) -> AccountFigures {
        AccountFigures(
            receivable: left.receivable + right.receivable, received: left.received + right.received,
            offset: left.offset + right.offset)
    }

    /// Adds what the ledger posted to the receivable for one kind of entry: debits positive.
    package mutating func add(_ posted: Money, for kind: LedgerEntry.Kind) {
        switch kind {
        case .assessment, .reversal: receivable += posted
        case .receipt, .unallocated, .assigned, .unassigned, .crediting, .returned: received -= posted
        // A credit that was paid out is received no more.
        case .refund, .refundPaid, .refundFailed: received -= posted
        case .offset: offset -= posted
        }
    }
}

extension Sequence<AccountFigures> {
    package var total: AccountFigures { reduce(.zero, +) }
}

/// An employer's account over some months (单位账户).
package struct EmployerAccount: Hashable, Sendable {
    /// In the order of periods, plans, lines and shares.
    package let rows: [AccountRow]

    package init(rows: [AccountRow]) {
        self.rows = rows
    }

    package var total: AccountFigures { rows.map(\.figures).total }
    package var restsOnUnverified: Bool { rows.contains(where: \.restsOnUnverified) }

    /// One plan of a month with what it stands at.
    package struct Plan: Hashable, Sendable {
        package let id: PlanId
        package let number: String
        package let figures: AccountFigures
    }

    package struct Period: Hashable, Sendable {
        package let period: Month
        package let plans: [Plan]
        package let figures: AccountFigures
    }

    package struct Line: Hashable, Sendable {
        package let line: InsuranceLine
        package let unit: AccountFigures
        package let person: AccountFigures
        package var total: AccountFigures { unit + person }
    }

    /// The earliest first.
    package var periods: [Period] {
        Dictionary(grouping: rows, by: \.period).sorted { $0.key < $1.key }.map { period, rows in
            Period(period: period, plans: Self.plans(of: rows), figures: rows.map(\.figures).total)
        }
    }

    /// In the order of the lines' codes.
    package var lines: [Line] {
        Dictionary(grouping: rows, by: \.line).sorted { $0.key < $1.key }.map { line, rows in
            func sum(_ share: Share) -> AccountFigures { rows.filter { $0.share == share }.map(\.figures).total }
            return Line(line: line, unit: sum(.unit), person: sum(.person))
        }
    }

    package func of(_ period: Month) -> EmployerAccount {
        EmployerAccount(rows: rows.filter { $0.period == period })
    }

    package func of(_ plan: PlanId) -> EmployerAccount { EmployerAccount(rows: rows.filter { $0.plan == plan }) }

    private static func plans(of rows: [AccountRow]) -> [Plan] {
        var order: [PlanId] = []
        for row in rows where !order.contains(row.plan) { order.append(row.plan) }
        return order.map { id in
            let own = rows.filter { $0.plan == id }
            return Plan(id: id, number: own[0].number, figures: own.map(\.figures).total)
        }
    }
}

/// What one of an employer's people comes to over some months, as the contribution rows say it; what was billed and taken
/// back has left nothing.
package struct StaffContribution: Hashable, Sendable {
    package let person: PersonId
    package let name: String
    package let number: String
    package let lines: [Line]
    package let restsOnUnverified: Bool

    package struct Line: Hashable, Sendable {
        package let line: InsuranceLine
        package let months: Int
        /// The sum of the months' bases.
        package let base: Money
        package let unit: Money
        package let personShare: Money
        package let account: Money
        /// Of the amounts of both shares, what belongs to plans that are received whole.
        package let received: Money

        package init(
            line: InsuranceLine, months: Int, base: Money, unit: Money, personShare: Money, account: Money,
            received: Money
        ) {
            self.line = line
            self.months = months
            self.base = base
            self.unit = unit
            self.personShare = personShare
            self.account = account
            self.received = received
        }
    }

    package init(person: PersonId, name: String, number: String, lines: [Line], restsOnUnverified: Bool = false) {
        self.person = person
        self.name = name
        self.number = number
        self.lines = lines
        self.restsOnUnverified = restsOnUnverified
    }

    package var months: Int { lines.map(\.months).max() ?? 0 }
    package var base: Money { lines.map(\.base).max() ?? .zero }
    package var unit: Money { lines.map(\.unit).total }
    package var personShare: Money { lines.map(\.personShare).total }
    package var total: Money { unit + personShare }
    package var received: Money { lines.map(\.received).total }
    package var account: Money { lines.map(\.account).total }
}

/// What medical insurance last told of an employer's month: a total and no more.
package struct MedicalMonth: Hashable, Sendable {
    package let people: Int
    package let unit: Money
    package let personShare: Money
    package let asOf: Day
    package var total: Money { unit + personShare }

    package init(people: Int, unit: Money, personShare: Money, asOf: Day) {
        self.people = people
        self.unit = unit
        self.personShare = personShare
        self.asOf = asOf
    }
}
