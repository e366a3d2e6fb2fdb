import Basics
import Exchange

/// What the agency lets it pay out.
extension CollectingBank {
    mutating func take(_ order: BankRefundOrder, _ desk: inout Desk) throws(MalformedMessage) {
        if taken.contains(where: { $0.order.orderNumber == order.orderNumber }) { return }
        refunds = taken + [TakenRefund(order: order)]
        if answering == .automatic { try decide(refund: taken.count - 1, &desk) }
    }

    var taken: [TakenRefund] { refunds ?? [] }

    /// What was paid out, with the number and the day of the movement.
    var paidRefunds: [(order: BankRefundOrder, reference: String, day: Day)] {
        taken.compactMap { refund in
            guard let result = refund.result, case .paid(let reference) = result.outcome else { return nil }
            return (refund.order, reference, result.answeredOn)
        }
    }

    /// Pays whole or not at all, to accounts of its own book.
    mutating func decide(refund index: Int, _ desk: inout Desk) throws(MalformedMessage) {
        let order = taken[index].order
        let outcome: BankRefundResult.Outcome =
            if desk.faults.takeRefusal() {
                .failed(.accountUnknown)
            } else if let failure = objection(to: order) {
                .failed(failure)
            } else {
                .paid(bankReference: desk.number("TK"))
            }
        let result = BankRefundResult(orderNumber: order.orderNumber, answeredOn: desk.today, outcome: outcome)
        try desk.send(result)
        if case .paid = outcome, let account = account(of: order) { accounts[account].balance += order.amount }
        refunds?[index].result = result
    }

    private func objection(to order: BankRefundOrder) -> PartnerRefusal? {
        switch order.destination {
        case .payer(let reference):
            guard let slip = slips.first(where: { $0.bankReference == reference }) else { return .movementUnknown }
            return order.amount > slip.amount || returns[reference] != nil ? .movementUnknown : nil
        case .account(let payee):
            guard let account = accounts.first(where: { $0.number == payee.accountNumber }) else {
                return .accountUnknown
            }
            if account.name != payee.accountName { return .nameDiffers }
            return account.state == .frozen ? .accountFrozen : nil
        }
    }

    /// The account of its book that a refund reaches; `nil` for another bank's.
    private func account(of order: BankRefundOrder) -> Int? {
        switch order.destination {
        case .account(let payee): accounts.firstIndex { $0.number == payee.accountNumber }
        case .payer(let reference):
            slips.first { $0.bankReference == reference }.flatMap { slip in
                accounts.firstIndex { $0.masked == slip.payerAccount && $0.name == slip.payerName }
            }
        }
    }

    mutating func answerRefund(_ number: String?, _ desk: inout Desk) throws(MalformedMessage) {
        guard let index = taken.firstIndex(where: { $0.order.orderNumber == number && $0.result == nil }) else {
            throw MalformedMessage(field: "orderNumber", sentence: "没有这份待处理的退款指令。")
        }
        try decide(refund: index, &desk)
    }

    var refundList: HTML {
        .table(
            ["指令", "退往", .number("金额"), "结果"],
            taken.suffix(50).reversed().map { refund in
                [
                    "\(refund.order.orderNumber)", "\(destination(of: refund.order))",
                    "\(refund.order.amount.description)", state(of: refund),
                ]
            }, empty: "尚无退款。")
    }

    private func destination(of order: BankRefundOrder) -> String {
        switch order.destination {
        case .payer(let reference): "原付款人（\(reference)）"
        case .account(let payee): "\(payee.accountName) \(payee.accountNumber)"
        }
    }

    private func state(of refund: TakenRefund) -> HTML {
        switch refund.result?.outcome {
        case .paid(let reference)?: return "<span class=\"state good\">\(reference) 已付款</span>"
        case .failed(let failure)?: return "<span class=\"state bad\">\(failure.sentence)</span>"
        case nil:
            return """
                <form method="post" action="/act/refund"><input type="hidden" name="orderNumber" \
                value="\(refund.order.orderNumber)"><button class="main">按账户情况处理</button></form>
                """
        }
    }
}

extension PartnerRefusal {
    static let movementUnknown = PartnerRefusal(
        code: "MOVEMENT-UNKNOWN", sentence: "没有这笔可以退回的入账，或者金额不足。", remedy: "请核对原银行流水号和金额。")
}
