import Basics
import Casework
import Exchange
import HTTP

/// Plays tax (税务): it publishes collection windows, takes bills in, and tells the platform what employers have paid.
struct TaxOffice: Department {
    static let partner = Partner.tax
    static let title = "税务部门（演示）"
    static let faults: [Fault] = [.refuseNext, .refuseAll] + Fault.sending + [.wrongAmount]

    /// What was published otherwise than from the 1st through the 25th.
    var windows: [CollectionWindow] = []
    var bills: [TakenBill] = []
    var receipts: [TaxReceipt] = []

    /// A bill, with the number that tax gave it.
    struct TakenBill: Codable {
        let number: String
        let bill: TaxBill
    }

    /// Bills did not always tell what was paid elsewhere, and what of it was given back.
    static func complete(_ stored: inout [String: Any]) {
        complete("bills", of: &stored) { taken in
            guard let bill = taken["bill"] as? [String: Any] else { return }
            let none = Money.zero.yuanText
            taken["bill"] = ["credit": none, "returned": none, "payable": bill["total"] ?? none]
                .merging(bill) { $1 }
        }
    }

    mutating func answer(_ message: String, _ body: [UInt8], _ desk: inout Desk) throws(MalformedMessage) -> Reply {
        switch message {
        case CollectionWindowInquiry.endpoint.message:
            let inquiry = try CollectionWindowInquiry(body: body)
            let answer = window(inquiry.period, today: desk.today).map { CollectionWindowAnswer.published($0) }
            return .body(try (answer ?? .notPublished).body())
        case TaxBill.endpoint.message:
            return .body(try take(TaxBill(body: body), &desk).body())
        case ReceiptsInquiry.endpoint.message: return .body(try statement(ReceiptsInquiry(body: body)).body())
        default: return .unknownMessage
        }
    }

    /// A bill is known by its plan number: the same again is a repeat, whatever key it came under; one that only credits
    /// more or gives more back changes what is to pay, in whatever order the two arrive.
    private mutating func take(_ bill: TaxBill, _ desk: inout Desk) -> TaxBillAnswer {
        if let index = bills.firstIndex(where: { $0.bill.planNumber == bill.planNumber }) {
            let taken = bills[index]
            guard taken.bill.isSame(butForCredit: bill) else { return .refused(.planNumberUsed) }
            if bill.isLater(than: taken.bill) { bills[index] = TakenBill(number: taken.number, bill: bill) }
            return .acknowledged(billNumber: taken.number)
        }
        if desk.faults.takeRefusal() { return .refused(.employerUnknown) }
        let number = desk.number("YZ")
        bills.append(TakenBill(number: number, bill: bill))
        return .acknowledged(billNumber: number)
    }

    /// Windows are published a year ahead, from the 1st through the 25th unless changed.
    func window(_ period: Month, today: Day) -> CollectionWindow? {
        if let changed = windows.last(where: { $0.period == period }) { return changed }
        if period.months(since: today.month) > 12 { return nil }
        return CollectionWindow(period: period, opensOn: period.firstDay, closesOn: period.firstDay.adding(days: 24))
    }

    private func statement(_ inquiry: ReceiptsInquiry) -> ReceiptsInquiryAnswer {
        let following = receipts.filter { $0.paidOn == inquiry.paidOn && $0.receiptNumber > inquiry.after ?? "" }
            .sorted { $0.receiptNumber < $1.receiptNumber }
        let page = following.prefix(ReceiptsInquiryAnswer.receiptsPerPage)
        return ReceiptsInquiryAnswer(
            paidOn: inquiry.paidOn, receipts: page.map { .init(receiptNumber: $0.receiptNumber, amount: $0.amount) },
            isLast: page.count == following.count)
    }

    func paid(_ planNumber: String) -> Money {
        receipts.filter { $0.planNumber == planNumber }.map(\.amount).total
    }
}

extension TaxOffice {
    mutating func act(_ act: String, _ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        switch act {
        case "window": try publish(form, &desk)
        case "pay": try pay(form, &desk)
        case "pay-unknown": try payUnknown(form, &desk)
        default: throw MalformedMessage(field: "", sentence: "没有此操作。")
        }
    }

    private mutating func publish(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        guard let period = Month(form["period"] ?? ""), let opensOn = Day(form["opensOn"] ?? ""),
            let closesOn = Day(form["closesOn"] ?? "")
        else { throw MalformedMessage(field: "", sentence: "请填写费款所属期、征收开始日和截止日。") }
        let window = CollectionWindow(period: period, opensOn: opensOn, closesOn: closesOn)
        try window.check(.top)
        if form["push"] != nil { try desk.send(window) }
        windows.removeAll { $0.period == period }
        windows.append(window)
    }

    private mutating func pay(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        guard let taken = bills.first(where: { $0.bill.planNumber == form["planNumber"] }) else {
            throw MalformedMessage(field: "planNumber", sentence: "没有这份缴费计划。")
        }
        let open = taken.bill.payable - paid(taken.bill.planNumber)
        let amount: Money? =
            switch form["how"] {
            case "full": open
            case "over": max(open, .zero) + Money(yuan: 100)
            default: Money(yuanText: form["amount"] ?? "")
            }
        guard let amount, amount > .zero else {
            throw MalformedMessage(field: "amount", sentence: "缴款金额应大于零，最多两位小数；已足额的计划只能多缴。")
        }
        try receive(amount, from: taken.bill.creditCode, for: taken.bill.planNumber, form, &desk)
    }

    private mutating func payUnknown(_ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        guard let amount = Money(yuanText: form["amount"] ?? ""), amount > .zero else {
            throw MalformedMessage(field: "amount", sentence: "缴款金额应大于零，最多两位小数。")
        }
        let plan = form["planNumber"] ?? ""
        try receive(amount, from: form["creditCode"] ?? "", for: plan.isEmpty ? nil : plan, form, &desk)
    }

    private mutating func receive(
        _ amount: Money, from creditCode: String, for planNumber: String?, _ form: SubmittedForm, _ desk: inout Desk
    ) throws(MalformedMessage) {
        guard let paidOn = Day(form["paidOn"] ?? ""), let channel = TaxReceipt.Channel(rawValue: form["channel"] ?? "")
        else { throw MalformedMessage(field: "", sentence: "请填写缴款日期和缴款方式。") }
        let number = desk.number("SK")
        func receipt(_ amount: Money) -> TaxReceipt {
            TaxReceipt(
                receiptNumber: number, creditCode: creditCode, planNumber: planNumber, amount: amount, paidOn: paidOn,
                channel: channel)
        }
        // A wrong amount is told, while the department's own book stays right: that is what a reconciliation finds.
        try desk.send(receipt(desk.faults.contains(.wrongAmount) ? amount + Money(fen: 1) : amount))
        receipts.append(receipt(amount))
    }
}

extension PartnerRefusal {
    fileprivate static let employerUnknown = PartnerRefusal(
        code: "EMPLOYER-UNKNOWN", sentence: "该单位未在税务机关登记缴费信息。",
        remedy: "请单位先到主管税务机关办理社会保险费缴费登记，再重新生成缴费计划。")
    fileprivate static let planNumberUsed = PartnerRefusal(
        code: "PLAN-NUMBER-USED", sentence: "该缴费计划号已用于另一份内容不同的缴费计划。", remedy: "请经办机构核对后重新生成缴费计划。")
}
