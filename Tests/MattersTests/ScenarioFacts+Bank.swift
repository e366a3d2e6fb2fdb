import Basics
import Casework
import Records

extension ScenarioFacts {
    func learnBank(_ fact: any Fact, _ facts: inout Facts) -> Bool {
        switch fact {
        case let fact as DeductionOfEmployer:
            facts.learn(
                fact,
                DeductionStanding(
                    agreement: agreement,
                    asked: (given.deduction?.asked ?? []).compactMap { try? BankAccountNumber($0) }))
        case let fact as BankFeedbackOnAccount: facts.learn(fact, feedback)
        case let fact as OpenOrdersOfEmployer: facts.learn(fact, orders)
        case let fact as OrderByNumber: facts.learn(fact, orders.first { $0.number == fact.number })
        case let fact as ReceiptOnBooks: facts.learn(fact, given.booked.map { booked($0, fact.number) })
        case let fact as UnallocatedOfEmployer:
            facts.learn(
                fact,
                given.ties?.unallocated.map {
                    [UnallocatedMoney(receipt: ReceiptId(1), number: "HK1", paidOn: scenario.today, amount: $0)]
                } ?? [])
        default: return false
        }
        return true
    }

    private var orders: [PaymentOrder] {
        (given.deduction?.orders ?? []).enumerated().map { index, told in
            PaymentOrder(
                id: PaymentOrderId(Int64(index + 1)), number: told.number, way: told.way, employer: Self.employer.id,
                plan: PlanId(told.plan), planNumber: "J\(told.plan)", amount: told.amount, dueOn: told.dueOn,
                status: PaymentOrder.Status(rawValue: told.status)!)
        }
    }

    /// It has paid all that is owed, but where its money waits.
    private func booked(_ told: Scenario.Booked, _ number: String) -> BookedReceipt {
        let parts = (told.unallocated == told.amount ? [] : given.owed ?? []).map(open).map { open in
            BookedReceipt.Part(
                plan: open.plan.after(receiving: open.outstanding), claims: open.claims, totals: open.totals,
                isSettled: true)
        }
        return BookedReceipt(
            receipt: Receipt(id: ReceiptId(1), number: number, paidOn: told.paidOn, amount: told.amount),
            employer: told.isOfAnother == true
                ? EmployerId(2) : given.payer == .unknown || told.payer != nil ? nil : Self.employer.id,
            region: Self.region,
            isThroughBank: told.isTax != true, parts: parts, unallocated: told.unallocated ?? .zero,
            returned: told.returned.map { BookedReceipt.Returned(number: $0, on: scenario.today) },
            refundedBy: told.refunded, payerName: told.payer ?? Self.employer.name)
    }

    private var agreement: DeductionAgreement? {
        given.deduction?.agreement.map {
            DeductionAgreement(
                id: DeductionAgreementId(1), employer: Self.employer.id, agreementNumber: $0,
                account: BankAccount(
                    number: try! BankAccountNumber("9900000000000000191"), holder: Self.employer.name,
                    branch: "演示银行示范支行"),
                phone: given.deduction?.phone, activeOn: Day("2026-10-01")!)
        }
    }

    private var feedback: BankFeedback? {
        if let number = given.deduction?.accepted {
            return .accepted(agreementNumber: number, activeOn: scenario.today)
        }
        return given.deduction?.refused.map { .refused(sentence: $0, remedy: "请核对账号和户名。") }
    }
}

extension ContributionPlan {
    fileprivate func after(receiving amount: Money) -> ContributionPlan {
        ContributionPlan(
            id: id, number: number, region: region, employer: employer, period: period, sequence: sequence,
            madeOn: madeOn, payableIn: payableIn, dueOn: dueOn, people: people, unit: unit, personShare: personShare,
            received: received + amount, policyVersion: policyVersion, restsOnUnverified: restsOnUnverified)
    }
}
