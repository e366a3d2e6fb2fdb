package import Basics
import Casework
import Database
import Exchange
import Matters
import Policy
import Records
import Storage

// What happens to orders by itself: a deduction is sent on its day, its result comes back, an online order runs out.
// What the bank gives back is in `Desk+BankReturns.swift`.

extension Desk {
    static let roundLimit = 200

    /// Sends the deductions whose day has come, and ends the online orders that nobody has paid in time. Each order is a
    /// transaction of its own, so that one that fails holds up no other.
    /// - Returns: how many orders went on, and how many returns were carried out.
    package func runBankRound(in region: Region) async throws -> Int {
        try await ids.prepare()
        let today = clock.today
        let (due, overdue) = try await database.read { tx in
            (
                try tx.orders.dueDeductions(in: region, on: today, limit: Self.roundLimit),
                try tx.orders.overdue(in: region, on: today, limit: Self.roundLimit)
            )
        }
        for order in due {
            try await goOn(order) { [self] order, plan, now, tx in try send(order, plan, now, today, tx) }
        }
        for order in overdue {
            try await goOn(order) { [self] order, plan, now, tx in
                try end(
                    order, .expired, of: plan, because: "有效期至\(order.dueOn.chinese)，没有收到付款。",
                    "网银缴费订单已过期，没有收到付款", now, today, tx)
            }
        }
        let returned = try await carryOutReturns(in: region)
        let count = due.count + overdue.count + returned
        if count > 0 { wakeCourier() }
        return count
    }

    /// Looks at an order anew inside a transaction: another process may have taken it further.
    private func goOn(
        _ order: PaymentOrder,
        _ body: @escaping @Sendable (PaymentOrder, ContributionPlan, Instant, Transaction) throws -> Void
    ) async throws {
        try await ids.prepare()
        let now = clock.now
        try await database.transaction { tx in
            guard let current = try tx.orders.withNumber(order.number), current.status == order.status,
                let plan = try tx.plans.withId(current.plan)
            else { return }
            try body(current, plan, now, tx)
        }
    }

    /// A deduction asks for what the plan lacks on its day; where it lacks nothing, or the agreement has ended, for nothing. While
    /// a card payment for the plan waits to be compared it stays announced: the same money is not taken twice.
    private func send(
        _ order: PaymentOrder, _ plan: ContributionPlan, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws {
        guard plan.outstanding > .zero else {
            return try tx.orders.close(OrderClosing(order.id, .cancelled, because: "计划已缴清，无需扣款。"), on: today)
        }
        guard let agreement = try tx.deductions.current(of: order.employer),
            let employer = try tx.employers.withIds([order.employer])[order.employer]
        else {
            return try end(
                order, .cancelled, of: plan, because: "扣款协议已终止。", "扣款协议已终止，没有扣款", now, today, tx)
        }
        guard try !tx.waitingCardPayments(of: order.employer).contains(where: { $0.payment.planNumber == plan.number })
        else { return }
        try tx.orders.sent(order.id, plan.outstanding, on: today)
        try post(
            BankDeductionOrder(
                orderNumber: order.number, agreementNumber: agreement.agreementNumber, creditCode: employer.creditCode,
                planNumber: plan.number, amount: plan.outstanding, deductOn: today), case: nil, at: now, tx)
    }

    /// The order comes to nothing; the employer is told at once why, and what to do until when.
    func end(
        _ order: PaymentOrder, _ status: PaymentOrder.Status, of plan: ContributionPlan, because reason: String,
        _ what: String, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws {
        try tx.orders.close(OrderClosing(order.id, status, because: reason), on: today)
        guard plan.outstanding > .zero else { return }
        let rules = try rules(in: plan.region, on: today, for: "缴费提醒", tx)
        let advice = rules.paymentAdvice(on: plan, besides: order.way.way)
        let sentence = "\(plan.period.chinese)缴费计划（\(plan.outstanding)元）\(what)。\(advice)"
        let key = PlanReminder.paymentDue(plan.employer, plan.period, sequence: plan.sequence)
        try tx.toDos.raise(ToDo(key, sentence: sentence, dueOn: plan.dueOn), as: ids.next(.toDo), at: now)
        guard let phone = try tx.deductions.current(of: order.employer)?.phone else { return }
        try post(TextMessage(phone: phone, text: sentence, kind: .notice), case: nil, at: now, tx)
    }
}

extension Desk {
    /// What came of a deduction: money that is booked, or a failure that the employer is told of.
    func take(
        _ result: BankDeductionResult, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let order = try tx.orders.withNumber(result.orderNumber)
        switch result.outcome {
        case .done(let slip):
            return try book(
                slip, .deduction, order: result.orderNumber, creditCode: nil, remark: nil, home, now, today, tx)
        case .failed(let failure):
            guard let order, let plan = try tx.plans.withId(order.plan) else {
                return Handled(isDone: false, note: "没有编号为\(result.orderNumber)的扣款指令。")
            }
            switch order.status {
            case .sent:
                try end(
                    order, .failed, of: plan, because: failure.sentence, "扣款未成功：\(failure.sentence.trimmingStop)", now,
                    today, tx)
                return Handled()
            case .failed where order.reason == failure.sentence: return Handled()
            // It was closed meanwhile, and the bank says that it moved nothing: that is what the closing says.
            case .cancelled: return Handled()
            default:
                return Handled(
                    isDone: false, note: "扣款指令\(order.number)已是“\(order.status.chinese)”，银行又称扣款未成功：\(failure.sentence)")
            }
        }
    }

    func take(
        _ notice: BankPaymentNotice, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let way: PaymentWay =
            switch notice.way {
            case .onlineBank: .onlineBank
            case .counter: .counter
            case .remittance: .remittance
            }
        let entered =
            way == .counter
            ? try tx.waitingCardPayment(toldAs: notice.slip, creditCode: notice.creditCode, in: home) : nil
        let handled = try book(
            notice.slip, way, order: notice.orderNumber, creditCode: notice.creditCode, remark: notice.remark,
            enteredPlan: entered?.payment.planNumber, home, now, today, tx)
        if let entered, handled.isDone { try end(entered, now, today, tx) }
        return handled
    }

    /// Money is a matter like any other: filed by the bank, decided by rule, its case kept.
    private func book(
        _ slip: BankSlip, _ way: PaymentWay, order: String?, creditCode: String?, remark: String?,
        enteredPlan: String? = nil, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let region = try order.flatMap { try tx.orders.withNumber($0)?.plan }.flatMap {
            try tx.plans.withId($0)?.region
        }
        let application = Application(
            matter: BankReceipt.card.slug, region: region ?? home, applicant: .partner(.bank), channel: .partner,
            filedOn: today,
            answers: [
                "number": slip.bankReference, "way": way.rawValue, "amount": slip.amount.yuanText,
                "paidOn": slip.paidOn.description, "paidAt": slip.paidAt, "payerName": slip.payerName,
                "payerAccount": slip.payerAccount, "payeeAccount": slip.payeeAccount, "orderNumber": order ?? "",
                "creditCode": creditCode ?? "", "remark": remark ?? "", "enteredPlan": enteredPlan ?? "",
            ])
        let handled = try fileReceipt(application, by: .bank, now, today, tx)
        // The bank may have given it back before it told of it.
        try carryOutReturns(of: slip.bankReference, now, today, tx)
        return handled
    }
}

extension String {
    /// Without the full stop at the end, to go on in one sentence.
    fileprivate var trimmingStop: String { hasSuffix("。") ? String(dropLast()) : self }
}
