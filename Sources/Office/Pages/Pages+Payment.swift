import Basics
import Casework
import Database
import Matters
import Policy
package import Records
package import Storage

/// How a plan can be paid, what became of each attempt, and the papers of what was paid.
package struct PlanPayment: Sendable {
    /// Who collects: `税务部门征收`.
    package let collector: String
    package let isTax: Bool
    /// The ways through the agency's bank that are open.
    package let ways: [PaymentWay]
    package let agreement: Records.DeductionAgreement?
    /// The latest first.
    package let orders: [PaymentOrder]
    package let slips: [Slip]
    /// Paid by card, and not compared with the slip yet.
    package let waiting: [WaitingCardPayment]
    /// Where a remittance goes to; `nil` while that way is closed.
    package let account: Account?

    package struct Slip: Sendable {
        package let slip: Orders.Slip
        package let papers: [IssuedPaper]
    }

    package struct Account: Sendable {
        package let number: String
        package let holder: String
        package let bank: String
    }

    package var openOrder: PaymentOrder? { orders.first { $0.status.isOpen } }
}

extension Pages {
    func payment(of plan: ContributionPlan, _ tx: Transaction) throws -> PlanPayment {
        let today = clock.today
        let policy = try shelf.current.region(plan.region, askedBy: "缴费方式")
        let rules = Rules(policy: policy, calendar: policy.calendar, today: today)
        let collector = (try? rules.collector())?.value
        return PlanPayment(
            collector: collector?.chinese ?? "征收主体未公布", isTax: collector != .agencyThroughBank, ways: rules.openWays,
            agreement: try tx.deductions.current(of: plan.employer), orders: try tx.orders.of(plan.id),
            slips: try tx.orders.slips(of: plan.id).map { slip in
                PlanPayment.Slip(
                    slip: slip,
                    papers: try ([slip.caseId] + tx.refunds.assignments(of: slip.id)).flatMap { try tx.papers.of($0) }
                        .filter { [.paymentVoucher, .bankSlip].contains($0.paper.kind) })
            },
            waiting: try tx.waitingCardPayments(of: plan.employer).filter { $0.payment.planNumber == plan.number },
            account: rules.isOpen(.remittance) ? Self.account(policy, on: today) : nil)
    }

    private static func account(_ policy: RegionPolicy, on today: Day) -> PlanPayment.Account? {
        guard
            let number = try? policy.value(.collectionAccountNumber, on: today, askedBy: "银行汇款").value,
            let holder = try? policy.value(.collectionAccountHolder, on: today, askedBy: "银行汇款").value,
            let bank = try? policy.value(.collectionAccountBank, on: today, askedBy: "银行汇款").value
        else { return nil }
        return PlanPayment.Account(number: number, holder: holder, bank: bank)
    }
}
