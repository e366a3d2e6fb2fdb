import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

/// 单位账户: what the employer was billed, has paid and still owes, from the ledger.
extension EmployerPages {
    func account(_ visit: Visit) async throws -> Response {
        let view = try await pages.account(of: visit.year, by: visit.principal)
        let content: Markup = """
            <div class="head"><h1>单位账户</h1>\(LinkButton("打印过录表", to: printTranscript(from: view.earliest), .secondary))</div>
            <p class="lead">应缴、实缴、抵扣和余额都取自总账分录，点开月份可以看到每份计划和金额的由来。</p>
            \(Self.accountTabs(.account))
            \(Self.undeclared(view.undeclared))
            \(Self.standing(view.standing, view.undeclared))
            \(Self.refundable(view.standing))
            \(Self.credited(view.standing))
            \(if: !view.refunds.isEmpty, RefundTable(view.refunds, FilingPaths.employer.caseRecord).markup)
            \(Self.years(view.years, view.year, EmployerPaths.account))
            \(if: view.account.rows.isEmpty, EmptyState("\(view.year)年没有缴费计划").markup)
            \(if: !view.account.rows.isEmpty, Self.months(view))
            <p class="quiet">\(Self.held(view.earliest))\(Self.medicalSentence)</p>
            """
        return Page("单位账户", in: .employer, content).response(to: visit)
    }

    enum AccountTab: CaseIterable {
        case account, transcript, tax, arrears, bases, yearly

        var item: (label: String, link: Link) {
            switch self {
            case .account: ("账户总览", EmployerPaths.account())
            case .transcript: ("过录表", EmployerPaths.transcript())
            case .tax: ("税务账", EmployerPaths.taxAccount())
            case .arrears: ("欠费", EmployerPaths.arrears())
            case .bases: ("缴费基数", EmployerPaths.bases())
            case .yearly: ("年度对账单", EmployerPaths.yearly())
            }
        }
    }

    static func accountTabs(_ current: AccountTab) -> Tabs {
        Tabs(
            "单位账户", AccountTab.allCases.map { .init($0.item.label, $0.item.link, isCurrent: $0 == current) })
    }

    /// Plain links between years; none where there is one year only.
    static func years(_ years: [Int], _ current: Int, _ path: Path<>) -> Markup {
        if years.count < 2 { return "<h2>\(String(current))年</h2>" }
        return """
            <h2>\(String(current))年</h2>
            \(Tabs("年度", years.prefix(12).map { .init("\($0)年", path().with(["year": "\($0)"]), isCurrent: $0 == current) }))
            """
    }

    /// Says which months are not declared and where to begin; nothing where all are.
    static func undeclared(_ months: [Month]) -> Markup {
        guard let first = months.first else { return .empty }
        let path = FilingPaths.employer.apply(MonthlyPlan.card.slug).filled(with: [
            PlanReminder.periodField: first.description
        ])
        return Notice(
            .warning, "有\(months.count)个月没有申报",
            """
            <p>未申报月份：\(UndeclaredMonths(months).chinese)。这些月份有参保职工而没有全部计入缴费计划，应缴数额尚未核定，不在本页金额内。</p>
            <p>请从最早的月份起逐月补办：<a href="\(path)">生成\(first.chinese)缴费计划</a></p>
            """
        ).markup
    }

    /// What is not needed for what is to come may be had back.
    private static func refundable(_ standing: AccountStanding) -> Markup {
        guard standing.refundable > .zero else { return .empty }
        let kept = [
            standing.credit.isZero ? nil : "余额\(standing.credit)元自动抵扣以后的应缴",
            standing.unallocated.isZero ? nil : "待分配的\(standing.unallocated)元在生成缴费计划后由经办机构分配",
        ].compactMap(\.self).joined(separator: "，")
        return """
            <p>多缴的\(standing.refundable)元可以<a href="\(FilingPaths.employer.apply(CreditRefund.card.slug))">申请退还</a>到本单位的银行账户；不退还的，\(kept)。</p>
            """
    }

    /// A credit beside a debt, as a refund that failed leaves it: what becomes of either.
    private static func credited(_ standing: AccountStanding) -> Markup {
        guard standing.credit > .zero, standing.owed > .zero else { return .empty }
        return Notice(
            .info, "余额\(standing.credit)元抵扣下一次生成的缴费计划",
            """
            <p>已经生成的缴费计划还有\(standing.owed)元待缴，余额不抵扣这些计划，请按期缴纳，逾期的按日加收滞纳金。</p>
            <p>下一次生成缴费计划时，余额自动抵扣，不需要申请；待缴的全部缴清后，也可以申请退还到本单位的银行账户。</p>
            """
        ).markup
    }

    private static func standing(_ standing: AccountStanding, _ undeclared: [Month]) -> Markup {
        Figures([
            (
                "逾期欠费", "\(standing.overdue)<small>元</small>",
                standing.overdue.isZero
                    ? undeclared.isEmpty ? "没有欠费" : "不含未申报的\(undeclared.count)个月" : "正在按日加收滞纳金，见“欠费”"
            ),
            ("待缴", "\(standing.notYetDue)<small>元</small>", "未到缴纳期限"),
            ("可抵扣余额", "\(standing.credit)<small>元</small>", standing.credit.isZero ? "" : "抵扣以后应缴"),
            (
                "待分配款", "\(standing.unallocated)<small>元</small>",
                standing.unallocated.isZero ? "" : "已到账但没有对应的计划，由经办人员核对"
            ),
        ]).markup
    }

    private static func months(_ view: AccountYear) -> Markup {
        let total = view.account.total
        let medical = view.medical.values.map(\.total).total
        return """
            \(DataTable(
                "各月缴费（元）", view.account.periods,
                total: [
                    "合计", "", total.receivable.description, total.received.description, total.offset.description,
                    total.balance.description, view.medical.isEmpty ? "—" : medical.description,
                ],
                narrow: .paired,
                columns: [
                    .heading("所属期") { "<a href=\"\(EmployerPaths.accountMonth($0.period))\">\($0.period.chinese)</a>" },
                    .figure("计划") { "\($0.plans.count)份" }, .amount("应缴", \.figures.receivable),
                    .amount("实缴", \.figures.received), .amount("抵扣", \.figures.offset),
                    .amount("余额", \.figures.balance),
                    .figure("医保合计") { view.medical[$0.period].map(\.total.description) ?? "未传来" },
                ]))
            \(lines("各险种缴费（元）", view.account, view.names))
            """
    }

    static func lines(_ caption: String, _ account: EmployerAccount, _ names: LineNames) -> Markup {
        let (lines, total) = (account.lines, account.total)
        return DataTable(
            caption, lines,
            total: [
                "合计", lines.map(\.unit.receivable).total.description, lines.map(\.person.receivable).total.description,
                total.receivable.description, total.received.description, total.offset.description,
                total.balance.description,
            ],
            narrow: .paired,
            columns: [
                .heading("险种") { Markup(names.name($0.line)) }, .amount("单位应缴", \.unit.receivable),
                .amount("个人应缴", \.person.receivable), .amount("应缴合计", \.total.receivable),
                .amount("实缴", \.total.received), .amount("抵扣", \.total.offset), .amount("余额", \.total.balance),
            ]
        ).markup
    }

    static func held(_ earliest: Month?) -> String {
        earliest.map { "本平台的缴费记录从\($0.chinese)开始，更早的记录不在本平台，请向经办机构查询。" } ?? "本平台还没有本单位的缴费记录，更早的记录不在本平台。"
    }

    static let medicalSentence = "医疗保险（含生育保险）只有医疗保障部门传来的月合计，月报明细需要联系医疗保障部门获取。"

    func accountMonth(_ visit: Visit, _ period: Month) async throws -> Response {
        let view = try await pages.account(of: period.year, by: visit.principal)
        let month = view.account.of(period)
        guard !month.rows.isEmpty else { throw PageProblem.notFound }
        let title = "\(period.chinese)账户"
        let content: Markup = """
            <h1>\(title)</h1>
            <p class="lead">每份缴费计划的应缴、实缴和抵扣；打开计划可以看到人员明细和每个金额的计算依据。</p>
            \(Self.plans(of: month, period))
            \(Self.lines("本月各险种（元）", month, view.names))
            \(Self.medical(view.medical[period], period))
            """
        return Page(title, in: .employer, above: [("单位账户", EmployerPaths.account())], content).response(to: visit)
    }

    private static func plans(of month: EmployerAccount, _ period: Month) -> Markup {
        DataTable(
            "本月缴费计划（元）", month.periods.flatMap(\.plans),
            columns: [
                .heading("计划") { "<a href=\"\(EmployerPaths.plan($0.number))\">\($0.number)</a>" },
                .amount("应缴", \.figures.receivable), .amount("实缴", \.figures.received),
                .amount("抵扣", \.figures.offset), .amount("余额", \.figures.balance),
                .markup("结算单") { plan in
                    "<a href=\"\(settlement(of: plan.number))\">打印<span class=\"unseen\">，\(plan.number)</span></a>"
                },
            ]
        ).markup
    }

    /// Begins the settlement statement of a plan.
    static func settlement(of number: String) -> Link {
        FilingPaths.employer.apply(SettlementStatement.card.slug).with(["plan": number])
    }

    /// From the earliest month that is held; the months can still be changed.
    func printTranscript(from earliest: Month?) -> Link {
        FilingPaths.employer.apply(PaymentTranscript.card.slug).with([
            "from": earliest?.description ?? "", "through": pages.clock.today.month.description,
        ])
    }
}

extension Visit {
    /// The year that the query asks for.
    var year: Int? { query["year"].flatMap { Int($0) }.flatMap { (1900...2199).contains($0) ? $0 : nil } }
    var month: Month? { query["month"].flatMap { Month($0) }.flatMap { (1900...2199).contains($0.year) ? $0 : nil } }
}
