package import Basics

/// One contribution of one person for one line and period (缴费明细), never changed: later facts add rows.
package struct ContributionRow: Hashable, Sendable {
    package enum Kind: Int16, Hashable, Sendable, CaseIterable {
        case regular = 1
        case baseDifference = 2
        case backPayment = 3
        case adjustment = 4
        case reversal = 5

        package var chinese: String {
            switch self {
            case .regular: "正常应缴"
            case .baseDifference: "基数差"
            case .backPayment: "补缴"
            case .adjustment: "调整"
            case .reversal: "冲销"
            }
        }
    }

    package let person: PersonId
    package let line: InsuranceLine
    package let kind: Kind
    /// Counts what was billed and reversed of one person, line and month: odd sequences bill, even ones reverse the one before.
    package let sequence: Int16
    package let base: Money
    package let unit: Money
    package let personShare: Money
    /// The part of both shares that goes to the person's account once it is received.
    package let account: Money

    @inlinable
    package init(
        person: PersonId, line: InsuranceLine, kind: Kind, sequence: Int16 = 1, base: Money, unit: Money,
        personShare: Money, account: Money
    ) {
        self.person = person
        self.line = line
        self.kind = kind
        self.sequence = sequence
        self.base = base
        self.unit = unit
        self.personShare = personShare
        self.account = account
    }

    /// What takes this row back, to the fen (冲销).
    package var reversal: ContributionRow {
        precondition(sequence % 2 == 1, "only what was billed is reversed")
        return ContributionRow(
            person: person, line: line, kind: .reversal, sequence: sequence + 1, base: -base, unit: -unit,
            personShare: -personShare, account: -account)
    }
}

/// What an employer owes for a period (缴费计划): several a month, each only with what no plan before it holds.
package struct ContributionPlan: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case regular
        /// Takes back what an earlier plan billed, may bill anew beside it; or bills what a closed month lacks.
        case adjustment

        package var chinese: String {
            switch self {
            case .regular: "正常缴费计划"
            case .adjustment: "调整缴费计划"
            }
        }
    }

    package let id: PlanId
    /// The number that goes to the tax department and back.
    package let number: String
    package let region: Region
    package let employer: EmployerId
    package let period: Month
    /// 1 for the first plan of the period.
    package let sequence: Int
    package let madeOn: Day
    /// The month in which the tax department collects it: that of its making, or the next if the window had closed.
    package let payableIn: Month
    package let dueOn: Day?
    package let people: Int
    package let unit: Money
    package let personShare: Money
    /// Less what was refunded of its credit.
    package let received: Money
    package let kind: Kind
    /// What credits of other plans have paid of it; negative where its own credit has paid others.
    package let offset: Money
    package let policyVersion: String
    /// Whether an amount rests on a value that nobody had checked (未核实).
    package let restsOnUnverified: Bool

    package init(
        id: PlanId, number: String, region: Region, employer: EmployerId, period: Month, sequence: Int, madeOn: Day,
        payableIn: Month, dueOn: Day?, people: Int, unit: Money, personShare: Money, received: Money,
        kind: Kind = .regular, offset: Money = .zero, policyVersion: String, restsOnUnverified: Bool
    ) {
        self.id = id
        self.number = number
        self.region = region
        self.employer = employer
        self.period = period
        self.sequence = sequence
        self.madeOn = madeOn
        self.payableIn = payableIn
        self.dueOn = dueOn
        self.people = people
        self.unit = unit
        self.personShare = personShare
        self.received = received
        self.kind = kind
        self.offset = offset
        self.policyVersion = policyVersion
        self.restsOnUnverified = restsOnUnverified
    }

    package var total: Money { unit + personShare }
    /// What is still owed; negative for a credit that is not used up.
    package var outstanding: Money { total - received - offset }
}

/// What one line of a plan comes to, by share.
package struct PlanLineTotal: Hashable, Sendable {
    package let line: InsuranceLine
    package var people: Int
    package var unit: Money
    package var personShare: Money
    package var account: Money

    package init(line: InsuranceLine, people: Int, unit: Money, personShare: Money, account: Money) {
        self.line = line
        self.people = people
        self.unit = unit
        self.personShare = personShare
        self.account = account
    }

    /// The totals of rows by line, in the order of the lines' codes.
    package static func totals(of rows: [ContributionRow]) -> [PlanLineTotal] {
        var totals: [PlanLineTotal] = []
        for row in rows { totals.add(row) }
        return totals.sorted { $0.line < $1.line }
    }
}

extension [PlanLineTotal] {
    /// Adds a row to the total of its line, wherever that stands.
    package mutating func add(_ row: ContributionRow) {
        // A handful of lines is searched faster than hashed.
        let index = firstIndex { $0.line == row.line } ?? count
        if index == count {
            append(PlanLineTotal(line: row.line, people: 0, unit: .zero, personShare: .zero, account: .zero))
        }
        self[index].people += 1
        self[index].unit += row.unit
        self[index].personShare += row.personShare
        self[index].account += row.account
    }
}
