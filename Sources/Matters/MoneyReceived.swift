import Basics
import Casework
import Policy
import Records

/// Money that has come in, whoever tells of it: the one way by which it reaches the books. A plan that the payer named is
/// paid first, then the oldest; what no plan takes waits for somebody to find out whose it is.
struct MoneyReceived {
    let number: String
    let amount: Money
    let paidOn: Day
    /// `nil` if nobody on record is known for it.
    let payer: EmployerId?
    let region: Region
    var named: PlanId?
    var slip: ReceiptSlip?

    init(
        number: String, amount: Money, paidOn: Day, payer: EmployerId?, region: Region, named: PlanId? = nil,
        slip: ReceiptSlip? = nil
    ) {
        self.number = number
        self.amount = amount
        self.paidOn = paidOn
        self.payer = payer
        self.region = region
        self.named = named
        self.slip = slip
    }

    /// Who told of it, and would have to put it right.
    enum Source {
        case tax, bank, teller

        var chinese: String {
            switch self {
            case .tax: "税务部门"
            case .bank: "银行"
            case .teller: "柜员"
            }
        }
    }

    func refusals(_ facts: Facts, on today: Day, toldBy source: Source) -> [Refusal] {
        var refusals: [Refusal] = []
        if let booked = facts[ReceiptByNumber(number)] {
            refusals.append(
                booked.amount == amount && booked.paidOn == paidOn
                    ? Refusal("bookedAlready", field: "number", "到账凭证\(number)已登记，不重复记账。", remedy: "无需处理。")
                    : Refusal(
                        "bookedDifferently", field: "number",
                        "到账凭证\(number)已按\(booked.paidOn.chinese)、\(booked.amount)元登记，与本次\(source == .teller ? "填写" : "传来")的\(amount == booked.amount ? "日期" : "金额")不同。",
                        remedy: remedy(of: booked, toldBy: source)))
        }
        if paidOn > today {
            refusals.append(
                Refusal("paidInFuture", field: "paidOn", "到账日期晚于今天。", remedy: "请\(source.chinese)核对到账日期。"))
        }
        return refusals
    }

    /// One number stands for one movement of money. What was told too low is made up for under another number; what was told
    /// too high can only be taken back whole, which the bank can tell and tax cannot.
    private func remedy(of booked: Receipt, toldBy source: Source) -> String {
        let who = source.chinese
        if source == .teller { return "请核对凭条上的流水号；这笔款项已经登记的，无需再登记。" }
        if amount > booked.amount { return "请\(who)核对；原来少传的，以新的凭证号传送差额。" }
        if amount == booked.amount { return "请\(who)核对到账日期；已登记的日期有误的，由经办人员与\(who)核实后处理。" }
        return source == .bank
            ? "请银行核对；原来多传的，先按原凭证号传送全额退回，再以新的凭证号传送实际到账金额。"
            : "请税务部门核对；差额列入每日对账，原来多传的，由经办人员与税务部门核实后处理。"
    }

    func booked(to open: [OpenPlan]) -> Booked {
        let ordered = open.filter { $0.plan.id == named } + open.filter { $0.plan.id != named }
        return Booked(self, to: ordered)
    }
}

/// Money received, set against plans.
struct Booked {
    let booking: ReceiptBooking
    private let open: [OpenPlan]
    private let named: PlanId?

    fileprivate init(_ received: MoneyReceived, to open: [OpenPlan]) {
        let allocation = ReceiptAllocation(of: received.amount, to: open)
        let whole = Set(allocation.parts.filter(\.settlesPlan).map(\.plan))
        self.open = open
        self.named = received.named
        self.booking = ReceiptBooking(
            number: received.number, employer: received.payer, region: received.region, paidOn: received.paidOn,
            amount: received.amount, allocation: allocation,
            settled: Dictionary(
                uniqueKeysWithValues: open.filter { whole.contains($0.plan.id) }.map { ($0.plan.id, $0.totals) }),
            slip: received.slip)
    }

    /// The booking, and what is left of each plan that the money reaches.
    var outcomes: [Outcome] { [.book(booking)] + reminders }

    /// What is left of each plan that the money reaches.
    var reminders: [Outcome] {
        paid.map { plan, paid, _ in
            let surplus = isSurplus(plan) ? "，其中\(paid)元是到账凭证\(booking.number)超出所缴计划的部分" : ""
            return PlanReminder.remainder(
                of: plan.plan, plan.outstanding - paid, after: "已到账\(plan.plan.received + paid)元\(surplus)")
        }
    }

    /// Whether the payer meant another plan than this: what it takes is more than that one was owed.
    private func isSurplus(_ plan: OpenPlan) -> Bool { named.map { $0 != plan.plan.id } ?? false }

    /// Where the money went that was more than the plan the payer meant, in words; empty if there was none.
    var surplus: String {
        let rest = booking.allocation.unallocated
        return paid.filter { isSurplus($0.plan) }.map { plan, amount, _ in
            "超出所缴计划的\(amount)元已计入\(plan.plan.period.chinese)缴费计划\(plan.plan.number)。"
        }.joined() + (rest.isZero ? "" : "超出应缴的\(rest)元待分配，由经办人员与单位核对。")
    }

    /// The plans that the money reaches, how much of it reaches them, and whether that pays them whole.
    var paid: [(plan: OpenPlan, amount: Money, isWhole: Bool)] {
        open.compactMap { plan in
            guard let part = booking.allocation.parts.first(where: { $0.plan == plan.plan.id }) else { return nil }
            return (plan, part.claims.map(\.outstanding).total, part.settlesPlan)
        }
    }

    /// How the money is set against plans; nothing where it reaches none.
    var allocated: [Paper.Part] {
        let rows = paid.map { plan, amount, isWhole in
            [plan.plan.number, plan.plan.period.description, amount.description, isWhole ? "已缴清" : "部分缴纳"]
        }
        if rows.isEmpty { return [] }
        return [
            .table(
                heading: "分配情况",
                Paper.Table(
                    columns: [
                        Paper.Column("缴费计划", weight: 3), Paper.Column("费款所属期", .centre, weight: 2),
                        Paper.Column("本次到账（元）", .trailing, weight: 2), Paper.Column("状态", .centre, weight: 2),
                    ], rows: rows))
        ]
    }

    var statement: [Paper.Part] {
        var parts: [Paper.Part] = [
            .fields(
                heading: "到账信息",
                [
                    Paper.Field("到账凭证号", booking.number), Paper.Field("到账日期", booking.paidOn.chinese),
                    Paper.Field("到账金额（元）", booking.amount.description),
                    Paper.Field("待分配金额（元）", booking.allocation.unallocated.description),
                ])
        ]
        parts += allocated
        if !booking.allocation.unallocated.isZero {
            parts.append(
                .note(booking.employer == nil ? "未找到对应的参保单位，款项列入待分配，由经办人员核查。" : "超出应缴的部分列入待分配，由经办人员与单位核对。"))
        }
        return parts
    }
}

/// What arrived at once. Nobody types it, and a large employer's month is more than anybody would.
struct AmountReceived: FieldValue {
    let money: Money

    static var control: FieldControl { .money }

    static func read(_ text: String) -> Result<AmountReceived, UnreadableAnswer> {
        guard let money = Money(yuanText: text), money > .zero else {
            return .failure(UnreadableAnswer("到账金额应为大于 0 元、最多两位小数的数字。"))
        }
        return .success(AmountReceived(money: money))
    }
}
