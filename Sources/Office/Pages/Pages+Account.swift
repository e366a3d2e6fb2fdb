package import Basics
import Calculation
import Casework
import Database
import Exchange
import Policy
package import Records
package import Storage

/// A year of an employer's account.
package struct AccountYear: Sendable {
    package let employer: Employer
    package let year: Int
    /// Those that the platform holds anything of, the latest first.
    package let years: [Int]
    package let earliest: Month?
    package let account: EmployerAccount
    package let headcount: [Month: [InsuranceLine: Int]]
    package let medical: [Month: MedicalMonth]
    package let names: LineNames
    /// Of all years: what is overdue, what awaits its day, what credits are left, what no plan has taken.
    package let standing: AccountStanding
    /// Months of all years before this one in which somebody was covered and is in no plan, the earliest first.
    package let undeclared: [Month]
    /// What the bank was told to pay back, the latest first.
    package let refunds: [Refunds.Kept]
}

/// Where an employer's account stands today, over all years.
package struct AccountStanding: Sendable {
    package let overdue: Money
    package let notYetDue: Money
    package let credit: Money
    package let unallocated: Money

    package var owed: Money { overdue + notYetDue }
    /// What may be paid back: nothing while anything is owed.
    package var refundable: Money { owed.isZero ? credit + unallocated : .zero }
}

/// What the tax department was told of a year, and what it has confirmed.
package struct TaxAccount: Sendable {
    package let employer: Employer
    package let year: Int
    package let years: [Int]
    /// The latest first.
    package let bills: [Bill]
    package let receipts: [Accounts.ReceivedMoney]

    package struct Bill: Sendable {
        package let planNumber: String
        package let period: Month
        package let total: Money
        package let credit: Money
        package let payable: Money
        package let sentAt: Instant
        package let answer: Answer
    }

    package enum Answer: Sendable {
        case confirmed(at: Instant)
        case awaited
        /// Given up after many tries, or refused: the staff see to it.
        case failed
    }
}

/// A plan that is overdue, with what being late costs by now and by tomorrow.
package struct Arrear: Sendable {
    package let plan: ContributionPlan
    package let claims: [OpenPlan.Claim]
    /// `nil` where policy does not say how it is counted.
    package let today: LateFeeOnDay?
    package let tomorrow: LateFeeOnDay?
}

package struct ArrearsView: Sendable {
    package let employer: Employer
    package let names: LineNames
    package let arrears: [Arrear]
    package let today: Day
    /// Months before this one in which somebody was covered and is in no plan: what is owed for them is not known.
    package let undeclared: [Month]

    package var owed: Money { arrears.map(\.plan.outstanding).total }
    package var lateFee: Money { arrears.compactMap(\.today?.amount).total }
}

extension Pages {
    /// - Parameter year: `nil` for this year; one without records becomes the nearest that has.
    package func account(of year: Int?, by principal: Principal) async throws -> AccountYear {
        let today = clock.today
        return try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, with: .contributions, tx)
            let (year, years, earliest) = try Self.year(year, of: employer.id, today, tx)
            let (from, through) = Self.span(of: year)
            return AccountYear(
                employer: employer, year: year, years: years, earliest: earliest,
                account: try tx.accounts.account(of: employer.id, from: from, through: through),
                headcount: try tx.accounts.headcount(of: employer.id, from: from, through: through),
                medical: try tx.accounts.medicalMonths(of: employer.id, from: from, through: through),
                names: try lineNames(of: employer.region, in: today.month),
                standing: try Self.standing(of: employer.id, today, tx),
                undeclared: try undeclaredMonths(of: employer, before: today.month, inPlans: true, tx),
                refunds: try tx.refunds.of(employer.id, limit: Self.refundsShown))
        }
    }

    private static let refundsShown = 20

    static func span(of year: Int) -> (from: Month, through: Month) {
        (Month(yyyymm: year * 100 + 1)!, Month(yyyymm: year * 100 + 12)!)
    }

    static func year(
        _ asked: Int?, of employer: EmployerId, _ today: Day, _ tx: Transaction
    ) throws -> (year: Int, years: [Int], earliest: Month?) {
        let earliest = try tx.accounts.earliestPeriod(of: employer)
        let first = min(earliest?.year ?? today.year, today.year)
        return (min(max(asked ?? today.year, first), today.year), Array(first...today.year).reversed(), earliest)
    }

    private static func standing(of employer: EmployerId, _ today: Day, _ tx: Transaction) throws -> AccountStanding {
        let open = try tx.plans.open(of: employer)
        let debts = open.filter { $0.outstanding > .zero }
        let overdue = debts.filter { $0.plan.dueOn.map { $0 < today } ?? false }.map(\.outstanding).total
        return AccountStanding(
            overdue: overdue, notYetDue: debts.map(\.outstanding).total - overdue,
            credit: -open.map(\.outstanding).filter { $0 < .zero }.total,
            unallocated: try tx.accounts.unallocated(of: employer))
    }

    /// More letters or receipts of one year than anybody reads; the rest is said to be left out.
    package static let taxAccountLimit = 500

    package func taxAccount(of year: Int?, by principal: Principal) async throws -> TaxAccount {
        let today = clock.today
        return try await database.read { tx in
            let employer = try Self.employer(of: principal, with: .contributions, tx)
            let (year, years, _) = try Self.year(year, of: employer.id, today, tx)
            let (from, through) = Self.span(of: year)
            let letters = try tx.accounts.taxBills(
                of: employer.id, from: from, through: through, limit: Self.taxAccountLimit)
            return TaxAccount(
                employer: employer, year: year, years: years, bills: try letters.map(Self.bill),
                receipts: try tx.accounts.receipts(
                    of: employer.id, from: from.firstDay, through: through.lastDay, limit: Self.taxAccountLimit))
        }
    }

    private static func bill(_ letter: Accounts.TaxLetter) throws -> TaxAccount.Bill {
        let bill = try TaxBill(body: Array(letter.body.utf8))
        let answer: TaxAccount.Answer =
            if let at = letter.deliveredAt { .confirmed(at: at) } else { letter.isAbandoned ? .failed : .awaited }
        return TaxAccount.Bill(
            planNumber: bill.planNumber, period: bill.period, total: bill.total, credit: bill.credit - bill.returned,
            payable: bill.payable, sentAt: letter.createdAt, answer: answer)
    }

    package func arrears(by principal: Principal) async throws -> ArrearsView {
        let today = clock.today
        return try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, with: .contributions, tx)
            let overdue = try tx.plans.open(of: employer.id).filter { open in
                open.outstanding > .zero && (open.plan.dueOn.map { $0 < today } ?? false)
            }
            return ArrearsView(
                employer: employer, names: try lineNames(of: employer.region, in: today.month),
                arrears: overdue.map { open in
                    Arrear(
                        plan: open.plan, claims: open.claims, today: lateFee(on: open.plan, paidOn: today),
                        tomorrow: lateFee(on: open.plan, paidOn: today.adding(days: 1)))
                }, today: today,
                undeclared: try undeclaredMonths(of: employer, before: today.month, inPlans: true, tx))
        }
    }

    /// What being late with a plan comes to if what is open of it is paid on a day; `nil` where its last day is not known or
    /// policy does not say how it is counted.
    func lateFee(on plan: ContributionPlan, paidOn day: Day) -> LateFeeOnDay? {
        guard let dueOn = plan.dueOn, plan.outstanding > .zero,
            let policy = try? shelf.current.region(plan.region, askedBy: "滞纳金计算")
        else { return nil }
        let fee = try? policy.lateFee(on: plan.outstanding, for: plan.period, dueOn: dueOn, paidOn: day)
        return fee.map {
            LateFeeOnDay(
                paidOn: day, days: $0.value.days, amount: $0.value.amount, explanation: $0.explanation)
        }
    }
}
