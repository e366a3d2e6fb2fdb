import Basics
import Casework
import Office
import Records

/// Contributions by month, each line unfolding to how it came about.
struct MonthRecords: Component {
    private let months: [MonthRecord]
    private let showsEmployer: Bool

    init(_ months: [MonthRecord], showsEmployer: Bool) {
        self.months = months
        self.showsEmployer = showsEmployer
    }

    var markup: Markup {
        months.isEmpty ? EmptyState("没有缴费记录").markup : "\(each: months, month)"
    }

    private func month(_ month: MonthRecord) -> Markup {
        "\(each: month.payers, { payer($0, of: month) })"
    }

    private func payer(_ payer: MonthRecord.Payer, of month: MonthRecord) -> Markup {
        """
        <section class="month">
        <div class="head"><h3>\(month.period.chinese)\(if: showsEmployer, "<span class=\"note\">\(payer.employerName)</span>")</h3>\
        \(MonthRecords.state(payer))</div>
        \(ExplainedRows(payer.explained, total: ("合计", payer.unit + payer.personShare)))
        </section>
        """
    }

    static func state(_ payer: MonthRecord.Payer) -> StatusTag {
        if payer.isReversed { return StatusTag(.ended, "已冲销") }
        guard payer.isReceived else { return StatusTag(.waiting, "待到账") }
        return StatusTag(.done, payer.receivedOn.map { "已到账 \($0.chinese)" } ?? "已到账")
    }
}

/// The rows of a plan as amounts that unfold.
struct ExplainedRows: Component {
    private let rows: [ExplainedRow]
    private let total: (name: String, amount: Money)?

    init(_ rows: [ExplainedRow], total: (name: String, amount: Money)? = nil) {
        self.rows = rows
        self.total = total
    }

    private static let recordChanged = Explanation([
        Explanation.Step("生成计划之后，计算所用的登记信息有变化，此处不能按现有信息重新说明。如需核对，请联系经办机构。", result: "")
    ])

    private static let reversed = Explanation([
        Explanation.Step("参保登记已撤销或已停保，按原计入金额冲销。", result: "")
    ])

    private static func grounds(_ row: ExplainedRow) -> Explanation {
        row.row.kind == .reversal ? reversed : row.explanation ?? recordChanged
    }

    var markup: Markup {
        ExplainedAmounts(
            rows.map { row in
                let kind = row.row.kind == .regular ? "" : "\(row.row.kind.chinese) · "
                return ExplainedAmounts.Line(
                    row.lineName, note: "\(kind)单位 \(row.row.unit) · 个人 \(row.row.personShare) · 基数 \(row.row.base)",
                    row.row.unit + row.row.personShare, Self.grounds(row))
            }, total: total
        ).markup
    }
}
