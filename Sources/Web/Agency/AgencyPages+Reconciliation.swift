import Basics
import Casework
import HTTP
import Office
import Records
import Storage

extension AgencyPages {
    func reconciliation(_ visit: Visit) async throws -> Response {
        let report = try await desk.reconciliation(for: visit.principal)
        return try office.page(
            "到账对账", visit,
            """
            <h1>到账对账</h1>
            <p class="lead">平台每天向税务部门和银行索取最近几日的清单，与本平台的登记逐笔核对。有差异的日期会反复核对，直到双方一致。</p>
            \(each: report.books, Self.books)
            """)
    }

    private static func books(_ books: ReconciliationReport.PartnerBooks) -> Markup {
        """
        <h2>\(books.partner.name)</h2>
        \(if: books.differences.isEmpty, EmptyState("与\(books.partner.name)没有差异").markup)
        \(if: !books.differences.isEmpty, table(books).markup)
        \(DataTable(
            "与\(books.partner.name)各日核对情况", books.days,
            columns: [
                .heading("日期") { "\($0.paidOn)" },
                .figure("本平台到账（笔）") { $0.compared.map { String($0.ourCount) } ?? "—" },
                .figure("金额（元）") { $0.compared?.ours.description ?? "—" },
                .figure("对方到账（笔）") { $0.compared.map { String($0.theirCount) } ?? "—" },
                .figure("金额（元）") { $0.compared?.theirs.description ?? "—" },
                .markup("结果") { result($0.compared) },
                .text("核对时间") { $0.compared?.comparedAt.minute ?? "—" },
            ]))
        """
    }

    private static func result(_ day: Reconciliations.ReconciledDay?) -> Markup {
        guard let day else { return StatusTag(.waiting, "尚未取得对方清单").markup }
        return day.differences == 0
            ? StatusTag(.done, "一致").markup : StatusTag(.refused, "\(day.differences)笔不一致").markup
    }

    private static func table(_ books: ReconciliationReport.PartnerBooks) -> DataTable<Reconciliations.Difference> {
        DataTable(
            "与\(books.partner.name)的差异", books.differences,
            columns: [
                .heading("凭证号或流水号") { Markup($0.receipt.number) }, .text("日期") { $0.paidOn.description },
                .text("缴款单位") { $0.payer ?? "—" },
                .figure("本平台（元）") { $0.receipt.ours?.description ?? "没有" },
                .figure("\(books.partner.name)（元）") { $0.receipt.theirs?.description ?? "没有" },
                .text("处理") { remedy($0.receipt, books.partner.name) },
            ])
    }

    private static func remedy(_ difference: ReceiptDifference, _ partner: String) -> String {
        let isReturn = (difference.ours ?? difference.theirs ?? .zero) < .zero
        switch (difference.ours, difference.theirs) {
        case (nil, _): return "请\(partner)重新传送该笔\(isReturn ? "退回" : "到账")通知。"
        case (_, nil): return "请与\(partner)核实该笔款项是否\(isReturn ? "退回" : "到账")；确属误传的，由其书面更正。"
        default: return "请与\(partner)核对金额，由其更正后重新传送。"
        }
    }
}
