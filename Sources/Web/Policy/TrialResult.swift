import Basics
package import Office

/// What a trial showed: who pays more or less, what the fund gains or loses, and how the changes are spread.
package struct TrialResult: Component {
    private let trial: PolicyTrial

    package init(_ trial: PolicyTrial) {
        self.trial = trial
    }

    package var markup: Markup {
        """
        <h2>试算结果：\(trial.period.chinese)</h2>
        <p class="quiet">按内容开始与现行政策不同的第一个费款所属期试算。</p>
        \(if: trial.unknown > 0, Notice(.warning, "\(trial.unknown)项参保未能试算", "<p>\(trial.gap ?? "")这些参保不在下列金额中。</p>").markup)
        \(DataTable(
            "每月影响", [Side("参保人员（个人缴费）", trial.people), Side("用人单位（单位缴费）", trial.employers)],
            columns: [
                .heading("对象") { Markup($0.name) }, .figure("多缴") { "\($0.changes.more)" },
                .amount("多缴合计（元/月）") { Money(fen: $0.changes.moreFen) }, .figure("少缴") { "\($0.changes.less)" },
                .amount("少缴合计（元/月）") { Money(fen: $0.changes.lessFen) }, .figure("不变") { "\($0.changes.same)" },
            ]))
        \(DataTable(
            "分险种（每月，元）", trial.lines, total: total,
            columns: [
                .heading("险种") { Markup($0.name) }, .figure("参保人次") { "\($0.covered)" },
                .amount("现行应缴") { Money(fen: $0.before.total) }, .amount("调整后应缴") { Money(fen: $0.after.total) },
                .figure("单位缴费增减") { Self.signed($0.after.employer - $0.before.employer) },
                .figure("个人缴费增减") { Self.signed($0.after.person - $0.before.person) },
                .figure("记入个人账户增减") { Self.signed($0.after.account - $0.before.account) },
                .figure("统筹基金增减") { Self.signed($0.after.pooled - $0.before.pooled) },
            ]))
        \(ChangeChart("employers", "用人单位每月多缴或少缴的分布（户）", trial.employers))
        \(ChangeChart("people", "参保人员每月多缴或少缴的分布（人次）", trial.people))
        """
    }

    private struct Side {
        let name: String
        let changes: PolicyTrial.Changes

        init(_ name: String, _ changes: PolicyTrial.Changes) {
            self.name = name
            self.changes = changes
        }
    }

    private var total: [String] {
        let (before, after) = (trial.before, trial.after)
        return [
            "合计", "", Money(fen: before.total).description, Money(fen: after.total).description,
            Self.signed(after.employer - before.employer), Self.signed(after.person - before.person),
            Self.signed(after.account - before.account), Self.signed(after.pooled - before.pooled),
        ]
    }

    /// `+1,200.00`, `−35.10`, `0.00`.
    private static func signed(_ fen: Int64) -> String {
        let amount = Money(fen: Int64(fen.magnitude)).description
        return fen == 0 ? amount : (fen > 0 ? "+" : "−") + amount
    }
}

/// How many pay how much more or less, as bars over a table that says the same in figures.
struct ChangeChart: Component {
    private let key: String
    private let title: String
    private let steps: [(label: String, count: Int)]

    init(_ key: String, _ title: String, _ changes: PolicyTrial.Changes) {
        self.key = key
        self.title = title
        let bounds = PolicyTrial.Changes.bounds
        var steps = changes.buckets.enumerated().map { index, count in
            (label: Self.label(index, bounds), count: count)
        }
        steps.insert((label: "不变", count: changes.same), at: bounds.firstIndex(of: 0).map { $0 + 1 } ?? 0)
        // From the first step in which somebody is to the last.
        let taken = steps.indices.filter { steps[$0].count > 0 }
        self.steps = taken.isEmpty ? [] : Array(steps[taken[0]...taken[taken.count - 1]])
    }

    private static func label(_ index: Int, _ bounds: [Int64]) -> String {
        if index == 0 { return "少\(short(-bounds[0]))元以上" }
        if index == bounds.count { return "多\(short(bounds[index - 1]))元以上" }
        let (low, high) = (bounds[index - 1], bounds[index])
        return high <= 0 ? "少\(short(-high))至\(short(-low))元" : "多\(short(low))至\(short(high))元"
    }

    private static func short(_ yuan: Int64) -> String { yuan < 10_000 ? "\(yuan)" : "\(yuan / 10_000)万" }

    var markup: Markup {
        if steps.isEmpty { return .empty }
        let top = max(1, steps.map(\.count).max() ?? 1)
        let height = steps.count * 26 + 8
        return """
            <figure class="chart">
            <svg viewBox="0 0 480 \(height)" role="img" aria-labelledby="\(key)-chart \(key)-shows">
            <title id="\(key)-chart">\(title)</title>
            <desc id="\(key)-shows">\(description)</desc>
            \(each: steps.enumerated(), { bar($0.offset, $0.element.label, $0.element.count, top) })
            </svg>
            <figcaption>\(title)</figcaption>
            </figure>
            """
    }

    private var description: String {
        steps.filter { $0.count > 0 }.map { "\($0.label)：\($0.count)" }.joined(separator: "；") + "。"
    }

    private func bar(_ index: Int, _ label: String, _ count: Int, _ top: Int) -> Markup {
        let y = index * 26 + 6
        let width = count == 0 ? 0 : max(1, 220 * count / top)
        return """
            <text class="scale" x="182" y="\(y + 14)">\(label)</text>\
            <rect class="bar" x="190" y="\(y)" width="\(width)" height="18"></rect>\
            <text x="\(196 + width)" y="\(y + 14)">\(count)</text>
            """
    }
}
