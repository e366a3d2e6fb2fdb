import Basics
import Exchange
import HTTP

extension CollectingBank {
    func content(today: Day, query: SubmittedForm) -> HTML {
        """
        <section><h2>处理方式</h2>\(howToAnswer)</section>
        <section><h2>网银缴费订单</h2>\(paymentList(today))</section>
        <section><h2>扣款指令</h2>\(deductionList)</section>
        <section><h2>扣款协议</h2>\(agreementList)</section>
        <section><h2>账户</h2>\(accountList)</section>
        <section><h2>汇款</h2>
        <p class="hint">收款人 \(payee.name)，账号 \(payee.number)，\(payee.branch)。附言注明缴费计划号的，平台据此入账。</p>\(remittance)</section>
        <section><h2>柜台刷卡（POS）</h2>
        <p class="hint">经办窗口的刷卡机由本行提供；流水号见下面的入账记录，柜员登记时使用。</p>\(counter)</section>
        <section><h2>退款指令</h2>\(refundList)</section>
        <section><h2>入账记录</h2>\(slipList)</section>
        """
    }

    private var howToAnswer: HTML {
        """
        <form method="post" action="/act/answering"><label>协议、扣款和退款指令<select name="how">\
        \(HTML.options([("automatic", "自动处理"), ("byHand", "人工处理（暂不答复）")], selected: answering.rawValue))\
        </select></label><button>保存</button></form>
        """
    }

    private func paymentList(_ today: Day) -> HTML {
        if payments.isEmpty { return "<p class=\"none\">尚无订单。</p>" }
        let articles = payments.suffix(100).reversed().map { taken -> HTML in
            let order = taken.order
            return """
                <article><h3>\(order.employerName) \(state(of: taken, today))</h3>
                <p class="hint">订单 \(order.orderNumber)，缴费计划 \(order.planNumber)</p>
                <p class="money">\(order.amount.description) 元，有效期至\(order.expiresOn.chinese)</p>
                \(canPay(taken, today) ? payOnline(order) : "")</article>
                """
        }
        return "\(articles)"
    }

    private func canPay(_ taken: TakenPayment, _ today: Day) -> Bool {
        taken.slip == nil && today <= taken.order.expiresOn && !cancelled.contains(taken.order.orderNumber)
    }

    private func state(of taken: TakenPayment, _ today: Day) -> HTML {
        if taken.slip != nil { return "<span class=\"state good\">已支付</span>" }
        if cancelled.contains(taken.order.orderNumber) { return "<span class=\"state bad\">已取消</span>" }
        return today > taken.order.expiresOn
            ? "<span class=\"state bad\">已过期</span>" : "<span class=\"state open\">待支付</span>"
    }

    private func payOnline(_ order: BankPaymentOrder) -> HTML {
        """
        <form method="post" action="/act/pay"><input type="hidden" name="orderNumber" value="\(order.orderNumber)">
        \(payingAccount)<button class="main">支付 \(order.amount.description) 元</button></form>
        """
    }

    private var payingAccount: HTML {
        let own = accounts.map { ($0.number, "\($0.name)（余额 \($0.balance) 元）") }
        return """
            <label>付款账户<select name="account">\(HTML.options([("", "他行账户")] + own))</select></label>
            """
    }

    private var deductionList: HTML {
        .table(
            ["指令", "缴费计划", .number("金额"), .line("扣款日"), "结果"],
            deductions.suffix(50).reversed().map { taken in
                let order = taken.order
                return [
                    "\(order.orderNumber)", "\(order.planNumber)", "\(order.amount.description)",
                    "\(order.deductOn.chinese)", result(of: taken),
                ]
            }, empty: "尚无扣款指令。")
    }

    private func result(of taken: TakenDeduction) -> HTML {
        switch taken.result?.outcome {
        case .done?: return "<span class=\"state good\">已扣款</span>"
        case .failed(let failure)?: return "<span class=\"state bad\">\(failure.sentence)</span>"
        case nil:
            return """
                <form method="post" action="/act/deduction"><input type="hidden" name="orderNumber" \
                value="\(taken.order.orderNumber)"><button class="main">现在处理</button></form>
                """
        }
    }

    private var agreementList: HTML {
        .table(
            ["申请", "单位", "账号", "结果"],
            agreements.suffix(50).reversed().map { taken in
                let request = taken.request
                return [
                    "\(request.requestNumber)", "\(request.employerName)", "\(request.accountNumber)", state(of: taken),
                ]
            }, empty: "尚无申请。")
    }

    private func state(of taken: TakenAgreement) -> HTML {
        switch taken.answer?.outcome {
        case .accepted(let feedback)?:
            let number = feedback.agreementNumber
            return taken.endedOn.map { "<span class=\"state\">\(number) 于\($0.chinese)终止</span>" }
                ?? "<span class=\"state good\">\(number) 有效</span>"
        case .refused(let refusal)?: return "<span class=\"state bad\">\(refusal.sentence)</span>"
        case nil:
            return """
                <form method="post" action="/act/agreement"><input type="hidden" name="requestNumber" \
                value="\(taken.request.requestNumber)"><button class="main" name="outcome" value="accepted">按账户情况处理</button>\
                <button name="outcome" value="refused">不同意</button></form>
                """
        }
    }

    private var accountList: HTML {
        .table(
            ["户名", "账号", "余额和状态"],
            accounts.map { account in
                [
                    "\(account.name)", "\(account.number)",
                    """
                    <form method="post" action="/act/account"><input type="hidden" name="number" value="\(account.number)">
                    <label>余额（元）<input class="amount" name="balance" inputmode="decimal" \
                    value="\(account.balance.yuanText)"></label>
                    <label>状态<select name="state">\
                    \(HTML.options(BankAccount.State.allCases.map { ($0.rawValue, $0.label) }, selected: account.state.rawValue))\
                    </select></label><button>保存</button></form>
                    """,
                ]
            }, empty: "尚无账户。")
    }

    private var remittance: HTML {
        """
        <form method="post" action="/act/remit">\(payingAccount)
        <label>付款人（他行账户填写）<input name="payer" maxlength="100"></label>
        <label>金额（元）<input class="amount" name="amount" inputmode="decimal" required></label>
        <label>附言<input name="remark" maxlength="200"></label><button class="main">汇出</button></form>
        """
    }

    private var counter: HTML {
        """
        <form method="post" action="/act/counter">\(payingAccount)
        <label>付款人（他行账户填写）<input name="payer" maxlength="100"></label>
        <label>统一社会信用代码<input class="code" name="creditCode" maxlength="18"></label>
        <label>金额（元）<input class="amount" name="amount" inputmode="decimal" required></label>
        <button class="main">刷卡</button></form>
        """
    }

    private func giveBack(_ slip: BankSlip) -> HTML {
        if let returned = returns[slip.bankReference] {
            return """
                <span class="state bad">\(returned.returnNumber) 已退回</span>
                <form method="post" action="/act/return"><input type="hidden" name="reference" value="\(slip.bankReference)">\
                <input name="amount" aria-label="更正的退回金额" value="\(returned.amount.yuanText)" size="12">\
                <button>更正后重传</button></form>
                """
        }
        return """
            <form method="post" action="/act/return"><input type="hidden" name="reference" value="\(slip.bankReference)">\
            <button>退回</button></form>
            """
    }

    private var slipList: HTML {
        .table(
            ["流水号", "付款人", .line("付款账号"), .number("金额"), .line("时间"), "退回"],
            slips.suffix(50).reversed().map { slip in
                [
                    "\(slip.bankReference)", "\(slip.payerName)", "\(slip.payerAccount)",
                    "\(slip.amount.description)", "\(slip.paidOn.chinese) \(slip.paidAt)", giveBack(slip),
                ]
            }, empty: "尚无入账。")
    }
}
