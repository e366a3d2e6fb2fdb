import Basics
import Exchange
import HTTP

extension TaxOffice {
    func content(today: Day, query: SubmittedForm) -> HTML {
        """
        <section><h2>收到的缴费计划</h2>\(billList(today))</section>
        <section><h2>其他缴款</h2>
        <p class="hint">单位缴款时未注明缴费计划号，或注明的号码平台并不认识。</p>\(unknownPayment(today))</section>
        <section><h2>到账记录</h2>\(receiptList)</section>
        <section><h2>征收期</h2><p class="hint">默认每月 1 日至 25 日，提前一年公布。</p>\(windowList(today))</section>
        """
    }

    private func billList(_ today: Day) -> HTML {
        if bills.isEmpty { return "<p class=\"none\">尚未收到缴费计划。</p>" }
        let articles = bills.suffix(100).reversed().map { taken -> HTML in
            let bill = taken.bill
            return """
                <article><h3>\(bill.employerName) \(paidState(bill))</h3>
                <p class="hint">\(bill.creditCode)，缴费计划 \(bill.planNumber)，应征凭证 \(taken.number)</p>
                <p class="money">费款所属期\(bill.period.chinese)，在\(bill.payableIn.chinese)征收期内缴纳；\
                应缴 \(bill.payable.description) 元\(credit(bill))，已缴 \(paid(bill.planNumber).description) 元</p>
                \(payment(bill, today))</article>
                """
        }
        return "\(articles)"
    }

    private func credit(_ bill: TaxBill) -> HTML {
        bill.credit.isZero ? "" : "（合计 \(bill.total.description) 元，已抵扣 \(bill.credit.description) 元）"
    }

    private func paidState(_ bill: TaxBill) -> HTML {
        let paid = paid(bill.planNumber)
        if bill.payable.isZero, paid.isZero { return "<span class=\"state good\">已抵扣，无需缴款</span>" }
        if paid.isZero { return "<span class=\"state open\">未缴</span>" }
        if paid < bill.payable { return "<span class=\"state open\">部分缴纳</span>" }
        return paid == bill.payable
            ? "<span class=\"state good\">已足额缴纳</span>" : "<span class=\"state bad\">多缴</span>"
    }

    private func payment(_ bill: TaxBill, _ today: Day) -> HTML {
        let open = max(bill.payable - paid(bill.planNumber), .zero)
        let due: HTML =
            open.isZero
            ? ""
            : """
            <button class="main" name="how" value="full">缴清 \(open.description) 元</button>
            <label>或部分缴款（元）<input class="amount" name="amount" inputmode="decimal" \
            value="\(Money(fen: max(1, open.fen / 2)).yuanText)"></label>
            <button name="how" value="amount">按此金额缴款</button>
            """
        return """
            <form method="post" action="/act/pay"><input type="hidden" name="planNumber" value="\(bill.planNumber)">
            \(dayAndChannel(today))\(due)
            <button name="how" value="over">多缴 100 元</button></form>
            """
    }

    private func unknownPayment(_ today: Day) -> HTML {
        """
        <form method="post" action="/act/pay-unknown">
        <label>统一社会信用代码<input class="code" name="creditCode" required maxlength="18" \
        value="\(bills.last?.bill.creditCode ?? "")"></label>
        <label>缴费计划号（可不填）<input class="code" name="planNumber" maxlength="40"></label>
        <label>金额（元）<input class="amount" name="amount" inputmode="decimal" required></label>
        \(dayAndChannel(today))<button class="main">登记缴款</button></form>
        """
    }

    private func dayAndChannel(_ today: Day) -> HTML {
        """
        <label>缴款日期<input type="date" name="paidOn" value="\(today.description)" required></label>
        <label>缴款方式<select name="channel">\
        \(HTML.options(TaxReceipt.Channel.allCases.map { ($0.rawValue, $0.label) }, selected: "onlineBank"))\
        </select></label>
        """
    }

    private var receiptList: HTML {
        .table(
            ["缴款凭证", "统一社会信用代码", "缴费计划", .number("金额"), .line("缴款日期"), .line("方式")],
            receipts.suffix(50).reversed().map { receipt in
                [
                    "\(receipt.receiptNumber)", "\(receipt.creditCode)", "\(receipt.planNumber ?? "未注明")",
                    "\(receipt.amount.description)", "\(receipt.paidOn.chinese)", "\(receipt.channel.label)",
                ]
            }, empty: "尚无到账。")
    }

    private func windowList(_ today: Day) -> HTML {
        .table(
            [.line("费款所属期"), "征收期", "更改"],
            (-1...3).map { today.month.adding(months: $0) }.compactMap { window($0, today: today) }.map { window in
                [
                    "\(window.period.chinese)", "\(window.opensOn.chinese)至\(window.closesOn.chinese)",
                    """
                    <form method="post" action="/act/window">\
                    <input type="hidden" name="period" value="\(window.period.description)">
                    <label>开始日<input type="date" name="opensOn" value="\(window.opensOn.description)" required></label>
                    <label>截止日<input type="date" name="closesOn" value="\(window.closesOn.description)" required></label>
                    <button>保存</button><button name="push" value="yes">保存并通知社保平台</button></form>
                    """,
                ]
            }, empty: "尚未公布。")
    }
}

extension TaxReceipt.Channel {
    fileprivate var label: String {
        switch self {
        case .bankDeduction: "银行批扣"
        case .onlineBank: "网上银行"
        case .counter: "办税大厅"
        case .remittance: "汇款"
        }
    }
}
