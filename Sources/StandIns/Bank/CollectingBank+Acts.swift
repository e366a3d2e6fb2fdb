import Basics
import Exchange
import HTTP

extension CollectingBank {
    mutating func act(_ act: String, _ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        switch act {
        case "answering": answering = Answering(rawValue: form["how"] ?? "") ?? answering
        case "account": try change(form)
        case "agreement": try answerAgreement(form, &desk)
        case "deduction": try answerDeduction(form, &desk)
        case "pay": try payOnline(form, &desk)
        case "remit": try remit(form, &desk)
        case "counter": try payAtCounter(form, &desk)
        case "return": try giveBack(form, &desk)
        case "refund": try answerRefund(form["orderNumber"], &desk)
        default: throw MalformedMessage(field: "", sentence: "没有此操作。")
        }
    }

    private mutating func change(_ form: SubmittedForm) throws(MalformedMessage) {
        guard let index = accounts.firstIndex(where: { $0.number == form["number"] }) else {
            throw MalformedMessage(field: "number", sentence: "没有这个账户。")
        }
        guard let balance = Money(yuanText: form["balance"] ?? ""), balance >= .zero,
            let state = BankAccount.State(rawValue: form["state"] ?? "")
        else { throw MalformedMessage(field: "balance", sentence: "余额应为不小于零、最多两位小数的金额。") }
        accounts[index].balance = balance
        accounts[index].state = state
    }

    private mutating func answerAgreement(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        let index = agreements.firstIndex { $0.request.requestNumber == form["requestNumber"] && $0.answer == nil }
        guard let index else { throw MalformedMessage(field: "requestNumber", sentence: "没有这份待处理的申请。") }
        try decide(agreement: index, refusing: form["outcome"] == "refused", &desk)
    }

    private mutating func answerDeduction(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        let index = deductions.firstIndex { $0.order.orderNumber == form["orderNumber"] && $0.result == nil }
        guard let index else { throw MalformedMessage(field: "orderNumber", sentence: "没有这份待处理的扣款指令。") }
        try decide(deduction: index, &desk)
    }

    private mutating func payOnline(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        guard let index = payments.firstIndex(where: { $0.order.orderNumber == form["orderNumber"] }) else {
            throw MalformedMessage(field: "orderNumber", sentence: "没有这份订单。")
        }
        let order = payments[index].order
        guard payments[index].slip == nil else { throw MalformedMessage(field: "", sentence: "该订单已支付。") }
        guard !cancelled.contains(order.orderNumber) else {
            throw MalformedMessage(field: "", sentence: "该订单已取消，不能支付。")
        }
        guard desk.today <= order.expiresOn else { throw MalformedMessage(field: "", sentence: "该订单已过期，不能支付。") }
        let payer = try payer(form, &desk, named: order.employerName, order.amount, "LS")
        payments[index].slip = payer
        try desk.send(
            BankPaymentNotice(
                way: .onlineBank, orderNumber: order.orderNumber, creditCode: order.creditCode, remark: nil,
                slip: told(payer, desk)))
    }

    private mutating func remit(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        let slip = try payer(form, &desk, named: form["payer"] ?? "", try Self.amount(form), "HK")
        let remark = form["remark"] ?? ""
        try desk.send(
            BankPaymentNotice(
                way: .remittance, orderNumber: nil, creditCode: nil, remark: remark.isEmpty ? nil : remark,
                slip: told(slip, desk)))
    }

    private mutating func payAtCounter(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        let slip = try payer(form, &desk, named: form["payer"] ?? "", try Self.amount(form), "POS")
        let code = form["creditCode"] ?? ""
        try desk.send(
            BankPaymentNotice(
                way: .counter, orderNumber: nil, creditCode: code.isEmpty ? nil : code, remark: nil,
                slip: told(slip, desk)))
    }

    /// Gives a movement's money back to whoever paid it; told of already, it is told again with the amount of the form.
    private mutating func giveBack(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        guard let slip = slips.first(where: { $0.bankReference == form["reference"] }) else {
            throw MalformedMessage(field: "reference", sentence: "没有这笔可以退回的入账。")
        }
        if let earlier = returns[slip.bankReference] {
            let corrected = BankPaymentReturn(
                returnNumber: earlier.returnNumber, bankReference: earlier.bankReference,
                amount: try Self.amount(form), returnedOn: earlier.returnedOn, reason: earlier.reason)
            try desk.send(corrected)
            returns[slip.bankReference] = corrected
            return
        }
        let told = self.told(slip, desk)
        let returned = BankPaymentReturn(
            returnNumber: desk.number("TH"), bankReference: slip.bankReference, amount: told.amount,
            returnedOn: desk.today, reason: .recalled)
        try desk.send(returned)
        returns[slip.bankReference] = returned
        if let index = accounts.firstIndex(where: { $0.masked == slip.payerAccount && $0.name == slip.payerName }) {
            accounts[index].balance += slip.amount
        }
    }

    private static func amount(_ form: SubmittedForm) throws(MalformedMessage) -> Money {
        guard let amount = Money(yuanText: form["amount"] ?? ""), amount > .zero else {
            throw MalformedMessage(field: "amount", sentence: "金额应大于零，最多两位小数。")
        }
        return amount
    }

    /// Pays from the account that the form names, or from another bank's.
    private mutating func payer(
        _ form: SubmittedForm, _ desk: inout Desk, named name: String, _ amount: Money, _ prefix: String
    ) throws(MalformedMessage) -> BankSlip {
        guard let index = accounts.firstIndex(where: { $0.number == form["account"] }) else {
            guard !name.isEmpty else { throw MalformedMessage(field: "payer", sentence: "请填写付款人。") }
            return note(amount, payer: name, account: "****0000", prefix, &desk)
        }
        guard accounts[index].state == .open, accounts[index].balance >= amount else {
            throw MalformedMessage(field: "account", sentence: "该账户余额不足或已冻结，不能付款。")
        }
        return move(amount, from: index, prefix, &desk)
    }
}
