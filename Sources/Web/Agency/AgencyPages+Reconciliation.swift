import Basics
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
            <p class="lead">平台每天向税务部门索取最近几日的到账清单，与本平台的到账登记逐笔核对。有差异的日期会反复核对，直到双方一致。</p>
            <h2>差异</h2>
            \(if: report.differences.isEmpty, EmptyState("没有差异").markup)
            \(if: !report.differences.isEmpty, table(report.differences).markup)
            <h2>各日核对情况</h2>
            \(DataTable(
                "各日核对情况", report.days,
                columns: [
                    .heading("缴款日期") { "\($0.paidOn)" },
                    .figure("本平台（笔）") { $0.compared.map { String($0.ourCount) } ?? "—" },
                    .figure("本平台金额（元）") { $0.compared?.ours.description ?? "—" },
                    .figure("税务部门（笔）") { $0.compared.map { String($0.theirCount) } ?? "—" },
                    .figure("税务部门金额（元）") { $0.compared?.theirs.description ?? "—" },
                    .markup("结果") { Self.result($0.compared) },
                    .text("核对时间") { $0.compared?.comparedAt.minute ?? "—" },
                ]))
            """)
    }

    private static func result(_ day: Reconciliations.ReconciledDay?) -> Markup {
        guard let day else { return StatusTag(.waiting, "尚未取得对方清单").markup }
        return day.differences == 0
            ? StatusTag(.done, "一致").markup : StatusTag(.refused, "\(day.differences)笔不一致").markup
    }

    private func table(_ differences: [Reconciliations.Difference]) -> DataTable<Reconciliations.Difference> {
        DataTable(
            "对账差异", differences,
            columns: [
                .heading("缴款凭证号") { Markup($0.receipt.number) }, .text("缴款日期") { $0.paidOn.description },
                .text("缴款单位") { $0.payer ?? "—" },
                .figure("本平台（元）") { $0.receipt.ours?.description ?? "没有" },
                .figure("税务部门（元）") { $0.receipt.theirs?.description ?? "没有" },
                .text("处理") { Self.remedy($0.receipt) },
            ])
    }

    private static func remedy(_ difference: ReceiptDifference) -> String {
        switch (difference.ours, difference.theirs) {
        case (nil, _): "请税务部门重新传送该笔到账通知。"
        case (_, nil): "请与税务部门核实该笔款项是否到账；确属误传的，由其书面更正。"
        default: "请与税务部门核对金额，由其更正后重新传送。"
        }
    }
}
