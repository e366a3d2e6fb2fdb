import Basics
import Casework
import Records

extension Sample {
    static let deduction: [Change] =
        change(
            beginning(), Outcome.beginDeduction,
            [
                ("employer", beginning(employer: 6)), ("account", beginning(account: account(branch: "乙"))),
                ("signatory", beginning(signatory: "乙")), ("signedOn", beginning(signedOn: "2026-09-02")),
                ("phone", beginning(phone: nil)), ("feedback", beginning(agreementNumber: nil)),
            ])
        + change(
            account(), { .beginDeduction(beginning(account: $0)) },
            [
                ("number", account(number: "6200000000000000002")), ("holder", account(holder: "乙")),
                ("branch", account(branch: "乙")),
            ])
        + change(
            ending(), Outcome.endDeduction, [("agreement", ending(agreement: 9)), ("employer", ending(employer: 9))])
        + change(
            agreementRequest(), { .tell(.agreement($0)) },
            [
                ("employer", agreementRequest(employer: 6)), ("creditCode", agreementRequest(creditCode: "2")),
                ("employerName", agreementRequest(employerName: "乙")),
                ("account", agreementRequest(account: account(holder: "乙"))),
                ("signatory", agreementRequest(signatory: "乙")), ("signedOn", agreementRequest(signedOn: "2026-09-02")),
            ])
        + change(
            agreementEnd(), { .tell(.agreementEnd($0)) },
            [
                ("agreementNumber", agreementEnd(number: "X2")), ("creditCode", agreementEnd(creditCode: "2")),
                ("endedOn", agreementEnd(endedOn: "2026-09-02")),
            ])

    static let orders: [Change] =
        change(
            cancellation(), { .tell(.orderCancelled($0)) },
            [
                ("orderNumber", cancellation(order: "D2")), ("creditCode", cancellation(creditCode: "2")),
                ("cancelledOn", cancellation(on: "2026-09-02")),
            ])
        + change(
            ordering(), Outcome.order,
            [
                ("way", ordering(way: .onlineBank)), ("employer", ordering(employer: 9)),
                ("region", ordering(region: "elsewhere")), ("plan", ordering(plan: .made)),
                ("amount", ordering(amount: 9)), ("dueOn", ordering(dueOn: "2026-09-03")),
            ])
        + change(
            closing(), Outcome.closeOrder,
            [("order", closing(9)), ("status", closing(status: .expired)), ("reason", closing(reason: nil))])
        + change(
            slip(), { .book(booking(slip: $0)) },
            [
                ("way", slip(way: .counter)), ("order", slip(order: nil)), ("payerName", slip(payerName: "乙")),
                ("payerAccount", slip(payerAccount: nil)), ("payeeAccount", slip(payeeAccount: nil)),
                ("paidAt", slip(paidAt: nil)), ("deliveredOn", slip(deliveredOn: "2026-09-05")),
            ])

    static let returns: [Change] =
        change(
            taken(), Outcome.giveBack,
            [
                ("receipt", taken(receipt: 9)), ("number", taken(number: "T9")), ("employer", taken(employer: nil)),
                ("region", taken(region: "elsewhere")), ("amount", taken(amount: 9)),
                ("returnedOn", taken(returnedOn: "2026-09-05")), ("reason", taken(reason: "乙")),
                ("parts", taken(parts: [])), ("unallocated", taken(unallocated: 1)),
            ])
        + change(
            takenPart(), { .giveBack(taken(parts: [$0])) },
            [
                ("plan", takenPart(plan: 9)), ("claims", takenPart(claims: [])),
                ("reopened", takenPart(reopened: [])),
            ])

    static let refunds: [Change] =
        change(
            assignment(), Outcome.assign,
            [
                ("receipt", assignment(receipt: 9)), ("number", assignment(number: "T9")),
                ("employer", assignment(employer: 9)), ("region", assignment(region: "elsewhere")),
                ("amount", assignment(amount: 301)), ("allocation", assignment(allocated: 200)),
                ("settled", assignment(settled: [:])),
            ])
        + change(
            unassignment(), Outcome.unassign,
            [
                ("receipt", unassignment(receipt: 9)), ("number", unassignment(number: "T9")),
                ("assignedBy", unassignment(by: 9)), ("employer", unassignment(employer: 9)),
                ("region", unassignment(region: "elsewhere")), ("parts", unassignment(parts: [])),
            ])
        + change(
            refunding(), Outcome.refund,
            [
                ("employer", refunding(employer: nil)), ("region", refunding(region: "elsewhere")),
                ("destination", refunding(to: .payer(bankReference: "LS1"))),
                ("sources", refunding(of: [.receipt(ReceiptId(3), Money(yuan: 9))])),
            ])
        + change(
            RefundDestination.payer(bankReference: "LS1"), { .refund(refunding(to: $0)) },
            [("reference", .payer(bankReference: "LS2"))])
        + change(
            RefundSource.receipt(ReceiptId(3), Money(yuan: 1)), { .refund(refunding(of: [$0])) },
            [
                ("receipt", .receipt(ReceiptId(4), Money(yuan: 1))),
                ("plan", .plan(PlanId(3), openPlan().claims, totals: [])),
                ("totals", .plan(PlanId(3), openPlan().claims, totals: PlanLineTotal.totals(of: [row()]))),
            ])

    static func assignment(
        receipt: Int64 = 3, number: String = "T1", employer: Int64 = 5, region: String = "watercity",
        amount: Int64 = 300, allocated: Int64 = 240, settled: [PlanId: [PlanLineTotal]]? = nil
    ) -> ReceiptAssignment {
        ReceiptAssignment(
            receipt: ReceiptId(receipt), number: number, employer: EmployerId(employer),
            region: Region(rawValue: region), amount: Money(yuan: amount),
            allocation: ReceiptAllocation(of: Money(yuan: allocated), to: [openPlan()]),
            settled: settled ?? [PlanId(8): PlanLineTotal.totals(of: [row()])])
    }

    static func unassignment(
        receipt: Int64 = 3, number: String = "T1", by caseId: Int64 = 4, employer: Int64 = 5,
        region: String = "watercity", parts: [ReceiptReturn.Part] = [takenPart()]
    ) -> ReceiptUnassignment {
        ReceiptUnassignment(
            receipt: ReceiptId(receipt), number: number, assignedBy: CaseId(caseId), employer: EmployerId(employer),
            region: Region(rawValue: region), parts: parts)
    }

    static func refunding(
        employer: Int64? = 5, region: String = "watercity", to destination: RefundDestination = .account(account()),
        of sources: [RefundSource] = [.plan(PlanId(8), openPlan().claims, totals: PlanLineTotal.totals(of: [row()]))]
    ) -> Refunding {
        Refunding(
            employer: employer.map { EmployerId($0) }, region: Region(rawValue: region), destination: destination,
            sources: sources)
    }

    static func taken(
        receipt: Int64 = 3, number: String = "T1", employer: Int64? = 5, region: String = "watercity",
        amount: Int64 = 240, returnedOn: String = "2026-09-04", reason: String = "甲",
        parts: [ReceiptReturn.Part] = [takenPart()], unallocated: Int64 = 0
    ) -> ReceiptReturn {
        ReceiptReturn(
            receipt: ReceiptId(receipt), number: number, employer: employer.map { EmployerId($0) },
            region: Region(rawValue: region), amount: Money(yuan: amount), returnedOn: Day(returnedOn)!,
            reason: reason, parts: parts, unallocated: Money(yuan: unallocated))
    }

    static func takenPart(
        plan: Int64 = 8, claims: [OpenPlan.Claim]? = nil, reopened: [PlanLineTotal]? = nil
    ) -> ReceiptReturn.Part {
        ReceiptReturn.Part(
            plan: PlanId(plan), claims: claims ?? openPlan().claims,
            reopened: reopened ?? PlanLineTotal.totals(of: [row()]))
    }

    static func ordering(
        way: PaymentOrder.Way = .deduction, employer: Int64 = 5, region: String = "watercity",
        plan: PlanReference = .onRecord(PlanId(8)), amount: Int64 = 240, dueOn: String = "2026-09-02"
    ) -> PaymentOrdering {
        PaymentOrdering(
            way: way, employer: EmployerId(employer), region: Region(rawValue: region), plan: plan,
            amount: Money(yuan: amount), dueOn: Day(dueOn)!)
    }

    static func closing(
        _ order: Int64 = 3, status: PaymentOrder.Status = .cancelled, reason: String? = "甲"
    ) -> OrderClosing {
        OrderClosing(PaymentOrderId(order), status, because: reason)
    }

    static func slip(
        way: PaymentWay = .deduction, order: Int64? = 3, payerName: String = "甲", payerAccount: String? = "****0001",
        payeeAccount: String? = "****0002", paidAt: String? = "09:30:12", deliveredOn: String = "2026-09-04"
    ) -> ReceiptSlip {
        ReceiptSlip(
            way: way, order: order.map { PaymentOrderId($0) }, payerName: payerName, payerAccount: payerAccount,
            payeeAccount: payeeAccount, paidAt: paidAt, deliveredOn: Day(deliveredOn)!)
    }

    static func account(
        number: String = "6200000000000000001", holder: String = "甲", branch: String = "甲"
    ) -> BankAccount {
        BankAccount(number: try! BankAccountNumber(number), holder: holder, branch: branch)
    }

    static func beginning(
        employer: Int64 = 5, account: BankAccount = account(), signatory: String = "甲", signedOn: String = "2026-09-01",
        phone: String? = "1", agreementNumber: String? = "X1"
    ) -> DeductionBeginning {
        DeductionBeginning(
            employer: EmployerId(employer), account: account, signatory: signatory, signedOn: Day(signedOn)!,
            phone: phone,
            feedback: agreementNumber.map {
                DeductionBeginning.Feedback(agreementNumber: $0, activeOn: Day("2026-09-01")!)
            })
    }

    static func ending(agreement: Int64 = 3, employer: Int64 = 5) -> DeductionEnding {
        DeductionEnding(agreement: DeductionAgreementId(agreement), employer: EmployerId(employer))
    }

    static func agreementRequest(
        employer: Int64 = 5, creditCode: String = "1", employerName: String = "甲", account: BankAccount = account(),
        signatory: String = "甲", signedOn: String = "2026-09-01"
    ) -> AgreementRequest {
        AgreementRequest(
            employer: EmployerId(employer), creditCode: creditCode, employerName: employerName, account: account,
            signatory: signatory, signedOn: Day(signedOn)!)
    }

    static func cancellation(
        order: String = "D1", creditCode: String = "1", on day: String = "2026-09-01"
    ) -> OrderCancellation {
        OrderCancellation(orderNumber: order, creditCode: creditCode, cancelledOn: Day(day)!)
    }

    static func agreementEnd(
        number: String = "X1", creditCode: String = "1", endedOn: String = "2026-09-01"
    ) -> AgreementEnd {
        AgreementEnd(agreementNumber: number, creditCode: creditCode, endedOn: Day(endedOn)!)
    }
}
