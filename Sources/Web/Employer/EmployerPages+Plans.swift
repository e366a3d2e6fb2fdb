import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

extension EmployerPages {
    func planList(_ visit: Visit) async throws -> Response {
        let (_, plans) = try await pages.plans(by: visit.principal)
        let toOrder = try await pages.plansToOrder(by: visit.principal)
        let today = pages.clock.today
        let periods = Dictionary(grouping: plans, by: \.period).sorted { $0.key > $1.key }
        let content: Markup = """
            <div class="head"><h1>缴费计划</h1>\(Self.makePlan(today.month, visit))</div>
            <p class="lead">同一所属期可以多次生成，每次只包含尚未计入的人员和险种，同一人同一险种同一月份不会重复计费。</p>
            \(if: toOrder.count > 1, Self.orderAll(toOrder, visit))
            \(if: plans.isEmpty, EmptyState("还没有缴费计划").markup)
            \(each: periods, { period, plans in
                Self.planTable(period.chinese, plans.sorted { $0.sequence < $1.sequence }, today).markup
            })
            """
        return Page("缴费计划", in: .employer, content).response(to: visit)
    }

    /// One act for all that is to be paid, as many as it takes at once.
    private static func orderAll(_ plans: [ContributionPlan], _ visit: Visit) -> Markup {
        let now = plans.prefix(OnlineBankOrder.plansAtOnce)
        let numbers = now.map(\.number).joined(separator: " ")
        return PostForm(
            to: FilingPaths.employer.apply(OnlineBankOrder.card.slug), visit,
            """
            <p>有\(now.count)份计划待缴，共\(now.map(\.outstanding).total)元。</p>
            <input type="hidden" name="planNumber" value="\(numbers)">\(Button("一次生成网银缴费订单", .secondary))
            """
        ).markup
    }

    static func planTable(_ caption: String, _ plans: [ContributionPlan], _ today: Day) -> DataTable<ContributionPlan> {
        DataTable(
            caption, plans,
            total: plans.count > 1 ? ["合计", "", plans.map(\.total).total.description, "", ""] : nil,
            columns: [
                .heading("计划") { "<a href=\"\(EmployerPaths.plan($0.number))\">第\($0.sequence)次 · \($0.number)</a>" },
                .figure("人数") { "\($0.people)" }, .amount("应缴（元）", \.total),
                .text("缴纳期限", \.deadline),
                .markup("状态") { $0.tag(on: today).markup },
            ])
    }

    func plan(_ visit: Visit, _ number: String) async throws -> Response {
        let view = try await pages.plan(number, page: visit.pageNumber, by: visit.principal)
        try await note(
            visit, "查看缴费计划明细", .list(view.employer.id, filter: "缴费计划\(view.plan.number)", page: view.page))
        let title = "\(view.plan.period.chinese)缴费计划"
        return Page(
            title, in: .employer, above: [("缴费计划", EmployerPaths.plans())], Self.plan(view, visit, pages.clock.today)
        )
        .response(to: visit)
    }

    private static func plan(_ view: PlanView, _ visit: Visit, _ today: Day) -> Markup {
        let plan = view.plan
        return """
            <div class="head"><h1>\(plan.period.chinese)缴费计划</h1>\(plan.tag(on: today))\
            \(LinkButton("打印结算单", to: settlement(of: plan.number), .secondary))</div>
            <p class="lead">第\(plan.sequence)次生成 · \(plan.madeOn.chinese) · 计划号 \(plan.number)</p>
            \(Figures([
                ("应缴合计", "\(plan.total)<small>元</small>", "单位 \(plan.unit) · 个人 \(plan.personShare)"),
                plan.received < .zero
                    ? ("已退还", "\(-plan.received)<small>元</small>", "余额已申请退还")
                    : ("已到账", "\(plan.received)<small>元</small>", rest(of: plan)),
                ("涉及职工", "\(plan.people)<small>人</small>", ""),
            ]))
            \(Notice(plan.outstanding > .zero ? .info : .success, payable(view, today)))
            \(if: plan.restsOnUnverified, Notice(.warning, "含未核实的政策参数", "<p>计算所用的个别参数尚未与发布原文核对，标注“未核实”的金额以核实后为准。</p>").markup)
            \(tabs(plan, isDifference: false))
            \(PaymentSection(view, visit, on: today))
            \(totals(view))
            \(if: !view.received.isEmpty, receipts(view))
            \(medical(view.medical, plan.period))
            <h2>人员明细</h2>
            \(PlanPeople(view.people) { EmployerPaths.member($0) })
            \(Pagination(page: view.page, of: view.pageCount) {
                EmployerPaths.plan(plan.number).with(["page": String($0)])
            })
            \(exports { EmployerPaths.planFile(plan.number, $0) })
            """
    }

    private static func rest(of plan: ContributionPlan) -> String {
        let offset = plan.offset > .zero ? "已抵扣 \(plan.offset) 元 · " : ""
        if plan.outstanding < .zero { return "余额 \(-plan.outstanding) 元，抵扣下次应缴或者申请退还" }
        return offset + (plan.outstanding.isZero ? "已缴清" : "尚欠 \(plan.outstanding) 元")
    }

    private static func late(_ fee: LateFeeOnDay?) -> String {
        guard let fee else { return "，逾期的按日加收滞纳金" }
        return "；按日加收的滞纳金另计，今天缴纳的为\(fee.amount)元（滞纳\(fee.days)天，估算，由征收部门核定）"
    }

    private static func payable(_ view: PlanView, _ today: Day) -> String {
        let plan = view.plan
        if plan.total <= .zero { return "本计划冲减以前的应缴费用，不需要缴纳。" }
        if plan.outstanding <= .zero { return "本计划已缴清，不需要再缴纳。" }
        if let dueOn = plan.dueOn, dueOn < today {
            return "本计划应于\(dueOn.chinese)前缴纳，已经逾期，请尽快缴纳尚欠的\(plan.outstanding)元\(late(view.lateFee))。"
        }
        let until = plan.dueOn.map { "，请于\($0.chinese)前缴纳" } ?? "，征收期由税务部门公布"
        return plan.payableIn == plan.madeOn.month
            ? "本计划在\(plan.payableIn.chinese)征收期内缴纳\(until)。"
            : "本计划生成时当月征收期已结束，在\(plan.payableIn.chinese)征收期内缴纳\(until)。"
    }

    static func tabs(_ plan: ContributionPlan, isDifference: Bool) -> Tabs {
        Tabs(
            "缴费计划",
            [
                .init("计划明细", EmployerPaths.plan(plan.number), isCurrent: !isDifference),
                .init("与上月比较", EmployerPaths.difference(plan.number), isCurrent: isDifference),
            ])
    }

    private static func totals(_ view: PlanView) -> DataTable<PlanLineTotal> {
        let plan = view.plan
        return DataTable(
            "分险种金额", view.totals,
            total: ["合计", "", plan.unit.description, plan.personShare.description, plan.total.description],
            columns: [
                .heading("险种") { Markup(view.names.name($0.line)) }, .figure("人数") { "\($0.people)" },
                .amount("单位缴费（元）", \.unit), .amount("个人缴费（元）", \.personShare),
                .amount("合计（元）") { $0.unit + $0.personShare },
            ])
    }

    private static func receipts(_ view: PlanView) -> Markup {
        DataTable(
            "到账记录", view.received,
            total: ["合计", "", "", view.plan.received.description],
            columns: [
                .heading("到账凭证号") { Markup($0.receipt) }, .text("缴纳日期") { $0.paidOn.chinese },
                .text("入账日期") { receipt in
                    receipt.bookedOn.chinese
                        + (receipt.returnedOn.map { "；\($0.chinese)银行退回（\(receipt.amount)元）" } ?? "")
                }, .amount("到账金额（元）") { $0.returnedOn == nil ? $0.amount : .zero },
            ]
        ).markup
    }

    static func medical(_ medical: MedicalMonth?, _ period: Month) -> Markup {
        let where_ = "医疗保险（含生育保险）费用由医疗保障部门核定征收，不在缴费计划内；月报明细未提供给本平台，需要联系医疗保障部门单独获取。"
        guard let medical else {
            return Notice(.info, "医疗保险费用", "<p>医疗保障部门尚未传来\(period.chinese)的合计数。\(where_)</p>").markup
        }
        return """
            <h2>医疗保险费用</h2>
            <div class="measure">
            \(SummaryList([
                .init("月度合计", "\(medical.total)元（单位 \(medical.unit)元，个人 \(medical.personShare)元）"),
                .init("涉及职工", "\(medical.people)人"), .init("数据截至", medical.asOf.chinese),
            ]))
            </div>
            <p class="quiet">\(where_)</p>
            """
    }
}

extension ContributionPlan {
    /// A credit is nobody's to pay.
    package var deadline: String {
        if total <= .zero { return "不需缴纳" }
        return dueOn.map { "\($0.chinese)前" } ?? "\(payableIn.chinese)征收期"
    }

    func tag(on today: Day) -> StatusTag {
        if outstanding < .zero { return StatusTag(.underway, "余额待抵扣") }
        if outstanding.isZero {
            return StatusTag(.done, received.isZero ? "已抵扣" : received < .zero ? "余额已退还" : "已到账")
        }
        if let dueOn, dueOn < today { return StatusTag(.refused, "逾期未缴清") }
        return received > .zero ? StatusTag(.underway, "部分到账") : StatusTag(.waiting, "待缴纳")
    }
}
