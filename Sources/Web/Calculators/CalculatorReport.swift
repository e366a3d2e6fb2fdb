import Basics
import Calculation
import Policy

/// What a calculator found: the figures, tables with a picture where it says more, and how it came about.
struct CalculatorReport: Component {
    private let answer: CalculatorAnswer

    init(_ answer: CalculatorAnswer) {
        self.answer = answer
    }

    var markup: Markup {
        """
        <section aria-labelledby="result">
        <h2 id="result">结果</h2>
        \(Figures(answer.result.figures.map { (name: $0.label, value: CalculatorReport.value($0.value), note: "") }))
        \(warning)
        \(each: answer.result.notes, { "<p>\($0)</p>" })
        \(each: answer.result.tables, CalculatorReport.table)
        <details class="process">
        <summary>计算过程和政策依据</summary>
        \(Working(answer.result.explanation))
        <p class="quiet">\(answer.regionName) · 政策版本 \(answer.policyVersion.description)</p>
        </details>
        </section>
        """
    }

    private var warning: Markup {
        let unverified = Notice(.warning, "未核实", "<p>计算所用的部分政策参数尚未与发布原文核对，在计算过程中逐项标明，以正式公布为准。</p>")
        let provisional = Notice(.info, "暂按已公布的参数计算", "<p>有关参数尚未公布，公布后应重新计算。</p>")
        return """
            \(if: answer.isUnverified, unverified.markup)\(if: answer.result.isProvisional, provisional.markup)
            """
    }

    private static func value(_ value: ResultValue) -> Markup {
        switch value {
        case .money(let amount): "\(amount)<small>元</small>"
        case .count(let number, let unit): "\(number)<small>\(unit)</small>"
        default: Markup(value.shown)
        }
    }

    private static func table(_ table: ResultTable) -> Markup {
        """
        \(optional: LineChart(table), { $0.markup })
        \(DataTable(table.title, table.rows, columns: table.columns.indices.map { column(table, $0) }))
        """
    }

    private static func column(_ table: ResultTable, _ index: Int) -> DataTable<[ResultValue]>.Column {
        let label = table.columns[index].label
        if index == 0 { return .heading(label) { Markup($0[0].shown) } }
        switch table.rows.first?[index] {
        case .money: return .figure(label) { $0[index].figure }
        case .count, .decimal, .rate: return .figure(label) { $0[index].shown }
        default: return .text(label) { $0[index].shown }
        }
    }
}

extension ResultValue {
    /// An amount in a column of amounts, without its unit.
    fileprivate var figure: String {
        if case .money(let amount) = self { return amount.description }
        return shown
    }
}
