import Basics
import Casework
import Documents
import HTTP
import Matters
import Office
import Records
import Storage

/// 过录表、税务账、欠费.
extension EmployerPages {
    func transcript(_ visit: Visit) async throws -> Response {
        let view = try await pages.account(of: visit.year, by: visit.principal)
        let content: Markup = """
            <div class="head"><h1>缴费情况过录表</h1>\(LinkButton("打印盖章过录表", to: printTranscript(from: view.earliest)))</div>
            <p class="lead">按所属期和险种列出应缴、实缴、抵扣和余额。\(Self.held(view.earliest))</p>
            \(Self.accountTabs(.transcript))
            \(Self.years(view.years, view.year, EmployerPaths.transcript))
            \(if: view.account.rows.isEmpty, EmptyState("\(view.year)年没有缴费计划").markup)
            \(if: !view.account.rows.isEmpty, Self.transcript(view))
            """
        return Page("缴费情况过录表", in: .employer, above: [("单位账户", EmployerPaths.account())], content)
            .response(to: visit)
    }

    private struct TranscriptRow {
        let period: Month
        let people: Int
        let line: EmployerAccount.Line
    }

    private static func transcript(_ view: AccountYear) -> Markup {
        let rows = view.account.periods.flatMap { period in
            view.account.of(period.period).lines.map {
                TranscriptRow(
                    period: period.period, people: view.headcount[period.period]?[$0.line] ?? 0, line: $0)
            }
        }
        let total = view.account.total
        let lines = view.account.lines
        return DataTable(
            "各月各险种缴费（元）", rows,
            total: [
                "合计", "", "", lines.map(\.unit.receivable).total.description,
                lines.map(\.person.receivable).total.description, total.received.description,
                total.offset.description, total.balance.description,
            ],
            columns: [
                .heading("所属期") { "<a href=\"\(EmployerPaths.accountMonth($0.period))\">\($0.period.description)</a>" },
                .text("险种") { view.names.shortName($0.line.line) }, .figure("人数") { "\($0.people)" },
                .amount("单位应缴", \.line.unit.receivable), .amount("个人应缴", \.line.person.receivable),
                .amount("实缴", \.line.total.received), .amount("抵扣", \.line.total.offset),
                .amount("余额", \.line.total.balance),
            ]
        ).markup + exports { EmployerPaths.transcriptFile($0) }
    }

    func taxAccount(_ visit: Visit) async throws -> Response {
        let view = try await pages.taxAccount(of: visit.year, by: visit.principal)
        let content: Markup = """
            <h1>税务账</h1>
            <p class="lead">推送给税务部门征收的金额，和税务部门确认到账的金额。两边不一致的，请以税务部门的缴费凭证为准，并联系经办机构核对。</p>
            \(Self.accountTabs(.tax))
            \(Self.years(view.years, view.year, EmployerPaths.taxAccount))
            <h3>推送税务部门（元）</h3>
            \(bills(view))
            <h3>税务部门确认到账（元）</h3>
            \(Self.receipts(view))
            """
        return Page("税务账", in: .employer, above: [("单位账户", EmployerPaths.account())], content).response(to: visit)
    }

    private func bills(_ view: TaxAccount) -> Markup {
        if view.bills.isEmpty { return EmptyState("\(view.year)年没有推送税务部门的缴费计划").markup }
        return DataTable(
            "推送税务部门（元）", view.bills,
            columns: [
                .heading("缴费计划") { "<a href=\"\(EmployerPaths.plan($0.planNumber))\">\($0.planNumber)</a>" },
                .text("所属期", \.period.chinese), .amount("应缴", \.total), .amount("已抵扣", \.credit),
                .amount("应征", \.payable), .text("推送时间") { pages.clock.shown($0.sentAt) },
                .markup("税务部门", { Self.tag($0.answer).markup }),
            ]
        ).markup
            + Self.left(view.bills.count)
    }

    private static func tag(_ answer: TaxAccount.Answer) -> StatusTag {
        switch answer {
        case .confirmed: StatusTag(.done, "已接收")
        case .awaited: StatusTag(.waiting, "待接收")
        case .failed: StatusTag(.refused, "未接收，经办人员处理中")
        }
    }

    private static func receipts(_ view: TaxAccount) -> Markup {
        if view.receipts.isEmpty { return EmptyState("\(view.year)年没有到账记录").markup }
        return DataTable(
            "到账（元）", view.receipts,
            total: [
                "合计", "", "", "", view.receipts.map(\.standing).total.description,
                view.receipts.map(\.allocated).total.description, view.receipts.map(\.unallocated).total.description,
            ],
            columns: [
                .heading("到账凭证号") { Markup($0.number) }, .text("缴纳日期", \.paidOn.chinese),
                .text("入账日期", \.bookedOn.chinese),
                .text("收款") { receipt in
                    (receipt.isThroughBank ? "银行" : "税务部门")
                        + (receipt.returnedOn.map { "；\($0.chinese)退回\(receipt.amount)元" } ?? "")
                }, .amount("到账", \.standing), .amount("已记入计划", \.allocated),
                .amount("待分配", \.unallocated),
            ]
        ).markup
            + left(view.receipts.count)
    }

    private static func left(_ count: Int) -> Markup {
        count < Pages.taxAccountLimit ? .empty : "<p class=\"quiet\">只列出最近\(count)笔。</p>"
    }

    func arrears(_ visit: Visit) async throws -> Response {
        let view = try await pages.arrears(by: visit.principal)
        let content: Markup = """
            <h1>欠费</h1>
            <p class="lead">过了缴纳期限仍未缴清的计划，以及按目前尚欠金额计算的滞纳金。</p>
            \(Self.accountTabs(.arrears))
            \(Self.undeclared(view.undeclared))
            \(if: view.arrears.isEmpty && view.undeclared.isEmpty, Notice(.success, "没有欠费", "<p>截至\(view.today.chinese)，没有过了缴纳期限的计划。</p>").markup)
            \(if: !view.arrears.isEmpty, Self.arrears(view))
            """
        return Page("欠费", in: .employer, above: [("单位账户", EmployerPaths.account())], content).response(to: visit)
    }

    private static func arrears(_ view: ArrearsView) -> Markup {
        """
        \(Figures([
            ("欠费合计", "\(view.owed)<small>元</small>", "\(view.arrears.count)份计划"),
            ("今天缴纳的滞纳金", "\(view.lateFee)<small>元</small>", "估算，由征收部门核定"),
        ]))
        \(each: view.arrears, { arrear($0, view) })
        <p class="quiet">滞纳金由用人单位承担，不得由职工分担；每晚一天缴纳，滞纳金随之增加。部分到账的，只按尚欠的部分估算。</p>
        """
    }

    private static func arrear(_ arrear: Arrear, _ view: ArrearsView) -> Markup {
        let plan = arrear.plan
        return """
            <h2><a href="\(EmployerPaths.plan(plan.number))">\(plan.period.chinese)，第\(plan.sequence)次生成的计划</a></h2>
            <p class="quiet">计划号 \(plan.number) · 缴纳期限 \(plan.dueOn?.chinese ?? "") · 尚欠 \(plan.outstanding) 元 · <a href="\(EmployerPaths.planFile(plan.number, .workbook))">导出人员明细<span class="unseen">，\(plan.number)</span></a></p>
            \(DataTable("尚欠金额（元）", arrear.claims, columns: [
                .heading("险种") { Markup(view.names.name($0.line)) }, .text("缴费方", \.share.chinese),
                .amount("尚欠", \.outstanding),
            ]))
            <div class="measure">\(ExplainedAmounts(lateFees(arrear)))</div>
            """
    }

    private static func lateFees(_ arrear: Arrear) -> [ExplainedAmounts.Line] {
        [("今天", arrear.today), ("明天", arrear.tomorrow)].compactMap { name, fee in
            fee.map {
                .init("\(name)缴纳的滞纳金", note: "\($0.paidOn.chinese)，滞纳\($0.days)天", $0.amount, $0.explanation)
            }
        }
    }
}
