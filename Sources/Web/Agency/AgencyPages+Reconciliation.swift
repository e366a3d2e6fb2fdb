import Basics
import Casework
import HTTP
import Office
import Records
import Storage

extension AgencyPages {
    func reconciliation(_ visit: Visit) async throws -> Response {
        let report = try await desk.reconciliation(for: visit.principal)
        let notices = try await desk.medicalTieOut(for: visit.principal)
        let people = Set(notices.differences.compactMap(\.person?.id)).sorted()
        if !people.isEmpty { try await office.note(visit, "查看医保对账差异", .people(people)) }
        return try office.page(
            "对账", visit,
            """
            <h1>对账</h1>
            <p class="lead">平台每天向税务部门、银行和医疗保障部门索取最近几日的清单，与本平台的登记逐笔核对。有差异的日期会反复核对，直到双方一致。</p>
            \(each: report.books, Self.books)
            \(MedicalTieOut(notices))
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
                .text("核对时间") { $0.compared.map { $0.comparedAt.chinese(on: $0.comparedOn) } ?? "—" },
            ]))
        """
    }

    static func result(_ day: Reconciliations.ReconciledDay?) -> Markup {
        guard let day else { return StatusTag(.waiting, "尚未取得对方清单").markup }
        return day.differences == 0
            ? StatusTag(.done, "一致").markup : StatusTag(.refused, "\(day.differences)笔不一致").markup
    }

    private static func table(_ books: ReconciliationReport.PartnerBooks) -> DataTable<Reconciliations.Difference> {
        DataTable(
            "与\(books.partner.name)的差异", books.differences,
            columns: [
                .heading("凭证号或流水号") { Markup($0.receipt.number) }, .text("日期") { $0.paidOn.chinese },
                .text("缴款单位") { $0.payer ?? "—" },
                .figure("本平台（元）") { $0.receipt.ours?.description ?? "没有" },
                .figure("\(books.partner.name)（元）") { $0.receipt.theirs?.description ?? "没有" },
                .text("处理") { remedy($0.receipt, books.partner) },
            ])
    }

    private static func remedy(_ difference: ReceiptDifference, _ partner: Partner) -> String {
        let name = partner.name
        let isReturn = (difference.ours ?? difference.theirs ?? .zero) < .zero
        switch (difference.ours, difference.theirs) {
        case (nil, _):
            return isReturn
                ? "请\(name)按到账金额全额重新传送该笔退回通知；已传来而对不上的，见“待分配到账款”。" : "请\(name)重新传送该笔到账通知。"
        case (_, nil): return "请与\(name)核实该笔款项是否\(isReturn ? "退回" : "到账")；确属误传的，由其书面更正。"
        // What is booked is not changed by another message of the same number.
        case (let ours?, let theirs?) where !isReturn && ours < theirs:
            return "请\(name)核对后以新的凭证号重新传送差额\(theirs - ours)元。"
        default: return "请与\(name)核对金额；本平台多记或\(name)账目有误的，由其书面更正。"
        }
    }
}

/// What medical insurance was told, beside its own book.
struct MedicalTieOut: Component {
    private let report: MedicalTieOutReport

    init(_ report: MedicalTieOutReport) {
        self.report = report
    }

    var markup: Markup {
        """
        <h2>医疗保障部门</h2>
        \(if: report.differences.isEmpty, EmptyState("与医疗保障部门没有差异").markup)
        \(if: !report.differences.isEmpty, differences.markup)
        \(DataTable(
            "与医疗保障部门各日核对情况", report.days,
            columns: [
                .heading("日期") { "\($0.noticedOn)" },
                .figure("本平台通知（份）") { $0.compared.map { String($0.ourCount) } ?? "—" },
                .figure("对方收到（份）") { $0.compared.map { String($0.theirCount) } ?? "—" },
                .markup("结果") { AgencyPages.result($0.compared) },
                .text("核对时间") { $0.compared.map { $0.comparedAt.chinese(on: $0.comparedOn) } ?? "—" },
            ]))
        """
    }

    private var differences: DataTable<MedicalTieOutReport.Row> {
        DataTable(
            "与医疗保障部门的差异", report.differences,
            columns: [
                .heading("通知编号") { Markup($0.difference.number) },
                .text("日期") { $0.difference.noticedOn.chinese },
                .text("人员") { row in
                    row.person.map { "\($0.name)（\($0.number)）" } ?? "不在册（\(row.difference.personNumber)）"
                }, .text("本平台") { $0.difference.ours ?? "没有" },
                .text("医疗保障部门") { $0.difference.theirs ?? "没有" }, .text("处理") { Self.remedy($0.difference.kind) },
            ])
    }

    private static func remedy(_ kind: MedicalNotices.Difference.Kind) -> String {
        switch kind {
        case .notThere: "对方没有收到。请查看未送达报文并重新发送。"
        case .notHere: "本平台没有发出。请与医疗保障部门核实来源。"
        case .otherwise: "内容不一致。请医疗保障部门按本平台的通知更正。"
        case .answeredOtherwise: "答复没有收到或不一致。请医疗保障部门重新传送处理结果。"
        case .unanswered: "超过两天没有处理。请催办。"
        }
    }
}
