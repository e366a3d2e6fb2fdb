import Basics
import Casework
import Exchange
import HTTP

/// Plays the bank through which the agency collects: it keeps accounts, makes agreements, deducts, and tells what was paid.
struct CollectingBank: Department {
    static let partner = Partner.bank
    static let title = "银行（演示）"
    static let faults: [Fault] = [.refuseNext, .refuseAll] + Fault.sending + [.wrongAmount]

    enum Answering: String, Codable, CaseIterable {
        case automatic, byHand
    }

    struct TakenAgreement: Codable {
        let request: BankAgreement
        var answer: BankAgreementAnswer?
        var endedOn: Day?

        var number: String? {
            if case .accepted(let feedback)? = answer?.outcome { feedback.agreementNumber } else { nil }
        }
    }

    struct TakenDeduction: Codable {
        let order: BankDeductionOrder
        var result: BankDeductionResult?
    }

    struct TakenPayment: Codable {
        let order: BankPaymentOrder
        var slip: BankSlip?
    }

    struct TakenRefund: Codable {
        let order: BankRefundOrder
        var result: BankRefundResult?
    }

    let payee: DemoAccounts.Payee
    var accounts: [BankAccount]
    var answering = Answering.automatic
    var agreements: [TakenAgreement] = []
    var deductions: [TakenDeduction] = []
    var payments: [TakenPayment] = []
    /// What was really moved, the latest last; what was told may differ where the fault panel says so.
    var slips: [BankSlip] = []
    /// Orders that are not to be carried out any more, known or still to come.
    var cancelled: Set<String> = []
    /// Refunds, the latest last.
    var refunds: [TakenRefund]? = []
    /// What was given back, by the reference of the movement.
    var returns: [String: BankPaymentReturn] = [:]

    init(_ demo: DemoAccounts) {
        self.payee = demo.payee
        self.accounts = demo.accounts
    }

    mutating func answer(_ message: String, _ body: [UInt8], _ desk: inout Desk) throws(MalformedMessage) -> Reply {
        switch message {
        case BankAgreement.endpoint.message: try take(BankAgreement(body: body), &desk)
        case BankAgreementEnd.endpoint.message: end(try BankAgreementEnd(body: body))
        case BankDeductionOrder.endpoint.message: try take(BankDeductionOrder(body: body), &desk)
        case BankPaymentOrder.endpoint.message: take(try BankPaymentOrder(body: body))
        case BankRefundOrder.endpoint.message: try take(BankRefundOrder(body: body), &desk)
        case BankStatementInquiry.endpoint.message:
            return .body(try statement(BankStatementInquiry(body: body)).body())
        case BankOrderCancellation.endpoint.message:
            cancelled.insert(try BankOrderCancellation(body: body).orderNumber)
        default: return .unknownMessage
        }
        return .received
    }

    private mutating func take(_ request: BankAgreement, _ desk: inout Desk) throws(MalformedMessage) {
        if agreements.contains(where: { $0.request.requestNumber == request.requestNumber }) { return }
        agreements.append(TakenAgreement(request: request))
        if answering == .automatic { try decide(agreement: agreements.count - 1, refusing: false, &desk) }
    }

    private mutating func end(_ message: BankAgreementEnd) {
        for index in agreements.indices where agreements[index].number == message.agreementNumber {
            agreements[index].endedOn = agreements[index].endedOn ?? message.endedOn
        }
    }

    private mutating func take(_ order: BankDeductionOrder, _ desk: inout Desk) throws(MalformedMessage) {
        if deductions.contains(where: { $0.order.orderNumber == order.orderNumber }) { return }
        deductions.append(TakenDeduction(order: order))
        if answering == .automatic { try decide(deduction: deductions.count - 1, &desk) }
    }

    private mutating func take(_ order: BankPaymentOrder) {
        if payments.contains(where: { $0.order.orderNumber == order.orderNumber }) { return }
        payments.append(TakenPayment(order: order))
    }
}

extension CollectingBank {
    /// Decides on an agreement as the book says; `refusing` makes it say no to what it would have accepted.
    mutating func decide(
        agreement index: Int, refusing: Bool, _ desk: inout Desk
    ) throws(MalformedMessage) {
        let request = agreements[index].request
        let outcome: BankAgreementAnswer.Outcome =
            if refusing || desk.faults.takeRefusal() {
                .refused(.notAccepted)
            } else if let refusal = objection(to: request) { .refused(refusal) } else {
                .accepted(feedback(on: request, &desk))
            }
        let answer = BankAgreementAnswer(
            requestNumber: request.requestNumber, answeredOn: desk.today, outcome: outcome)
        try desk.send(answer)
        agreements[index].answer = answer
    }

    private func objection(to request: BankAgreement) -> PartnerRefusal? {
        guard let account = accounts.first(where: { $0.number == request.accountNumber }) else {
            return .accountUnknown
        }
        if account.name != request.accountName || account.name != request.employerName { return .nameDiffers }
        return account.state == .frozen ? .accountFrozen : nil
    }

    /// An account for which the employer has an agreement already keeps its number.
    private func feedback(on request: BankAgreement, _ desk: inout Desk) -> BankAgreementAnswer.Feedback {
        let known = agreements.last {
            $0.request.creditCode == request.creditCode && $0.request.accountNumber == request.accountNumber
                && $0.number != nil && $0.endedOn == nil
        }
        let masked = accounts.first { $0.number == request.accountNumber }?.masked ?? "****"
        return BankAgreementAnswer.Feedback(
            agreementNumber: known?.number ?? desk.number("XY"), account: masked, activeOn: desk.today)
    }

    /// Deducts whole or not at all.
    mutating func decide(deduction index: Int, _ desk: inout Desk) throws(MalformedMessage) {
        let order = deductions[index].order
        let result: BankDeductionResult
        if let failure = desk.faults.takeRefusal() ? .insufficientBalance : failure(of: order) {
            result = BankDeductionResult(
                orderNumber: order.orderNumber, answeredOn: desk.today, outcome: .failed(failure))
            try desk.send(result)
        } else {
            let slip = move(order.amount, from: account(of: order) ?? 0, "LS", &desk)
            result = BankDeductionResult(
                orderNumber: order.orderNumber, answeredOn: desk.today, outcome: .done(slip))
            try desk.send(
                BankDeductionResult(
                    orderNumber: order.orderNumber, answeredOn: desk.today, outcome: .done(told(slip, desk))))
        }
        deductions[index].result = result
    }

    private func account(of order: BankDeductionOrder) -> Int? {
        let agreement = agreements.last { $0.number == order.agreementNumber && $0.endedOn == nil }
        return agreement.flatMap { agreement in
            accounts.firstIndex { $0.number == agreement.request.accountNumber }
        }
    }

    private func failure(of order: BankDeductionOrder) -> PartnerRefusal? {
        if cancelled.contains(order.orderNumber) { return .orderCancelled }
        guard let index = account(of: order) else { return .agreementEnded }
        if accounts[index].state == .frozen { return .accountFrozen }
        return accounts[index].balance < order.amount ? .insufficientBalance : nil
    }

    private func statement(_ inquiry: BankStatementInquiry) -> BankStatementInquiryAnswer {
        let moved =
            slips.filter { $0.paidOn == inquiry.movedOn }.map { ($0.bankReference, $0.amount) }
            + paidRefunds.compactMap { order, reference, day in
                day == inquiry.movedOn ? (reference, -order.amount) : nil
            }
            + slips.compactMap { slip in
                returns[slip.bankReference].flatMap { returned in
                    returned.returnedOn == inquiry.movedOn ? (returned.returnNumber, -slip.amount) : nil
                }
            }
        let following = moved.filter { $0.0 > inquiry.after ?? "" }.sorted { $0.0 < $1.0 }
        let page = following.prefix(BankStatementInquiryAnswer.movementsPerPage)
        return BankStatementInquiryAnswer(
            movedOn: inquiry.movedOn, movements: page.map { .init(bankReference: $0.0, amount: $0.1) },
            isLast: page.count == following.count)
    }

    /// Takes an amount from an account of the book.
    mutating func move(_ amount: Money, from index: Int, _ prefix: String, _ desk: inout Desk) -> BankSlip {
        accounts[index].balance -= amount
        return note(amount, payer: accounts[index].name, account: accounts[index].masked, prefix, &desk)
    }

    /// Money that came in, from this bank's book or from elsewhere.
    mutating func note(
        _ amount: Money, payer: String, account: String, _ prefix: String, _ desk: inout Desk
    ) -> BankSlip {
        let slip = BankSlip(
            bankReference: desk.number(prefix), amount: amount, paidOn: desk.today, paidAt: desk.now.timeOfDay,
            payerName: payer, payerAccount: account,
            payeeAccount: (try? BankAccountNumber(payee.number).masked) ?? "****0000")
        slips.append(slip)
        return slip
    }

    /// A wrong amount is told, while the bank's own book stays right.
    func told(_ slip: BankSlip, _ desk: Desk) -> BankSlip {
        guard desk.faults.contains(.wrongAmount) else { return slip }
        return BankSlip(
            bankReference: slip.bankReference, amount: slip.amount + Money(fen: 1), paidOn: slip.paidOn,
            paidAt: slip.paidAt, payerName: slip.payerName, payerAccount: slip.payerAccount,
            payeeAccount: slip.payeeAccount)
    }
}

extension Instant {
    /// `09:30:12` in Beijing.
    fileprivate var timeOfDay: String {
        let seconds = Int(((milliseconds / 1_000 + 8 * 3_600) % 86_400 + 86_400) % 86_400)
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension PartnerRefusal {
    static let accountUnknown = PartnerRefusal(
        code: "ACCOUNT-UNKNOWN", sentence: "本行没有该账号。", remedy: "请核对账号和开户银行后重新提交。")
    static let nameDiffers = PartnerRefusal(
        code: "NAME-DIFFERS", sentence: "账号与户名不符。", remedy: "请核对账号和户名；户名已变更的，先到开户银行办理账户信息变更。")
    static let accountFrozen = PartnerRefusal(
        code: "ACCOUNT-FROZEN", sentence: "账户处于冻结状态。", remedy: "请向开户银行了解冻结原因，或改用其他账户、其他缴费方式。")
    static let insufficientBalance = PartnerRefusal(
        code: "INSUFFICIENT-BALANCE", sentence: "账户余额不足。", remedy: "请改用网上银行或到柜台缴费，并在以后的扣款日前存足款项。")
    static let agreementEnded = PartnerRefusal(
        code: "AGREEMENT-ENDED", sentence: "没有有效的扣款协议。", remedy: "请改用网上银行或到柜台缴费；需要继续扣款的，重新签订协议。")
    static let orderCancelled = PartnerRefusal(
        code: "ORDER-CANCELLED", sentence: "扣款指令已撤销。", remedy: "请改用其他方式缴费。")
    static let recalled = PartnerRefusal(
        code: "RECALLED", sentence: "付款行要求退回该笔款项。", remedy: "请向付款账户的开户银行了解原因，并改用其他方式缴费。")
    static let notAccepted = PartnerRefusal(
        code: "NOT-ACCEPTED", sentence: "开户银行未同意签订扣款协议。", remedy: "请向开户银行了解原因后重新提交，或改用其他缴费方式。")
}
