import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

extension DeskScene {
    enum BankSays {
        case accepted(String)
        case refused
    }

    /// The bodies of the letters of a kind, in the order in which they were written.
    func letters(_ kind: String) async throws -> [String] {
        try await database.read { tx in
            try tx.all("SELECT body FROM outbox WHERE kind = \(kind) ORDER BY id") { row in try row[0] as String }
        }
    }

    func agreementRequests() async throws -> [BankAgreement] {
        try await letters("agreement").map { try BankAgreement(body: Array($0.utf8)) }
    }

    /// Why partners' messages changed nothing.
    func refusedNotes() async throws -> [String] {
        try await database.read { tx in
            try tx.all("SELECT note FROM inbox WHERE status = 'refused' ORDER BY idempotency_key") { row in
                try row[0] as String
            }
        }
    }

    /// A message of the bank arrives.
    @discardableResult
    func hear<Request: PartnerRequest>(_ message: Request, key: String) async throws -> Reception {
        try await desk.receive(
            InboxMessage(
                Request.endpoint, idempotencyKey: IdempotencyKey(key)!, body: try message.body(),
                receivedAt: clock.now), for: Self.region)
    }

    @discardableResult
    func answer(_ request: BankAgreement, _ says: BankSays, key: String? = nil) async throws -> Reception {
        let outcome: BankAgreementAnswer.Outcome =
            switch says {
            case .accepted(let number):
                .accepted(
                    BankAgreementAnswer.Feedback(
                        agreementNumber: number, account: "9900***********0191", activeOn: clock.today))
            case .refused:
                .refused(PartnerRefusal(code: "NAME-DIFFERS", sentence: "账号与户名不符。", remedy: "请核对账号和户名。"))
            }
        return try await hear(
            BankAgreementAnswer(requestNumber: request.requestNumber, answeredOn: clock.today, outcome: outcome),
            key: key ?? "answer-\(request.requestNumber)")
    }

    /// Makes an agreement that the bank accepts at once.
    func agree(_ number: String) async throws {
        try await file("deduction-agreement", `Agreements on deduction`.answers)
        try await answer(try #require(try await agreementRequests().last), .accepted(number))
    }
}

extension BankAgreement {
    static func example(number: String) -> BankAgreement {
        BankAgreement(
            requestNumber: number, creditCode: DeskScene.creditCode, employerName: "演示单位1", accountName: "演示单位1",
            accountNumber: "9900000000000000191", branchName: "演示银行示范支行", signatory: "陈演示",
            signedOn: Day("2026-11-02")!)
    }
}

extension DeskScene {
    func orders() async throws -> [PaymentOrder] {
        let plan = try await plans()[0].id
        return try await database.read { tx in try tx.orders.of(plan) }
    }

    func onlineOrders() async throws -> [BankPaymentOrder] {
        try await letters("payment-order").map { try BankPaymentOrder(body: Array($0.utf8)) }
    }

    /// The next day comes, and with it the deduction that was announced for it.
    func sendDeduction() async throws -> BankDeductionOrder {
        clock.advance(seconds: 86_400)
        #expect(try await desk.runBankRound(in: Self.region) == 1)
        return try BankDeductionOrder(body: Array(try #require(try await letters("deduction-order").last).utf8))
    }

    func slip(_ reference: String, yuan: String, on day: Day? = nil) -> BankSlip {
        BankSlip(
            bankReference: reference, amount: Money(yuanText: yuan)!, paidOn: day ?? clock.today, paidAt: "09:30:12",
            payerName: "演示单位1", payerAccount: "9900***********0191", payeeAccount: "9900***********0001")
    }

    @discardableResult
    func deducted(
        _ order: BankDeductionOrder, yuan: String? = nil, reference: String = "LS1", key: String = "result-0001"
    ) async throws -> Reception {
        try await hear(
            BankDeductionResult(
                orderNumber: order.orderNumber, answeredOn: clock.today,
                outcome: .done(slip(reference, yuan: yuan ?? order.amount.yuanText))), key: key)
    }

    @discardableResult
    func failed(_ order: BankDeductionOrder, key: String = "failed-0001") async throws -> Reception {
        try await hear(
            BankDeductionResult(
                orderNumber: order.orderNumber, answeredOn: clock.today,
                outcome: .failed(
                    PartnerRefusal(code: "INSUFFICIENT-BALANCE", sentence: "账户余额不足。", remedy: "请改用其他方式。"))),
            key: key)
    }

    @discardableResult
    func paid(_ order: BankPaymentOrder, reference: String) async throws -> Reception {
        try await hear(
            BankPaymentNotice(
                way: .onlineBank, orderNumber: order.orderNumber, creditCode: order.creditCode, remark: nil,
                slip: slip(reference, yuan: order.amount.yuanText)), key: "notice-\(reference)")
    }

    @discardableResult
    func notice(
        _ way: BankPaymentNotice.Way, reference: String, yuan: String, remark: String? = nil
    ) async throws -> Reception {
        try await hear(
            BankPaymentNotice(
                way: way, orderNumber: nil, creditCode: way == .counter ? Self.creditCode : nil, remark: remark,
                slip: slip(reference, yuan: yuan)), key: "notice-\(reference)")
    }

    /// A teller enters what the card terminal printed, with the slip; nobody has compared it yet.
    func enterCardPayment(
        _ number: String = "POS1", yuan: String = "3024", on day: String = "2026-11-02"
    ) async throws -> CaseId {
        let plan = try await plans()[0].number
        let draft = try await begin(
            "counter-payment", ["planNumber": plan, "number": number, "amount": yuan, "paidOn": day], by: Self.teller)
        try await desk.attach(
            "slip", fileName: "slip.png", mediaType: "image/png", bytes: [1], to: draft, by: Self.teller)
        return try await submit(draft, by: Self.teller)
    }

    func payByCard(_ number: String = "POS1", yuan: String = "3024", on day: String = "2026-11-02") async throws {
        try await approve(try await enterCardPayment(number, yuan: yuan, on: day))
    }

    /// Grants what the reviewer's own preview shows.
    func approve(_ id: CaseId, by reviewer: Principal = DeskScene.reviewer) async throws {
        let view = try await desk.view(id, by: reviewer)
        guard let assessment = view.assessment, let digest = assessment.digest else {
            throw NotFiled(assessment: try #require(view.assessment))
        }
        #expect(try await desk.approve(id, version: view.state.version, digest: digest, by: reviewer) == nil)
    }

    @discardableResult
    func giveBack(
        _ reference: String, yuan: String = "3024.00", number: String = "TH1", key: String
    ) async throws -> Reception {
        try await hear(
            BankPaymentReturn(
                returnNumber: number, bankReference: reference, amount: Money(yuanText: yuan)!,
                returnedOn: clock.today,
                reason: PartnerRefusal(code: "ACCOUNT-CLOSED", sentence: "付款账户已销户。", remedy: "请改用其他方式。")), key: key)
    }
}
