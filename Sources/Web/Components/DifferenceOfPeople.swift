import Basics
import Office
import Records

/// How an employer's plans of a month differ from those of the month before, person by person, with the reasons.
struct DifferenceOfPeople: Component {
    private let difference: PlanDifference
    private let link: (PersonId) -> Link

    /// More people than this are told as a number; the list of the month itself has them all.
    private static let rowLimit = 500

    /// - Parameter link: where each person's name leads.
    init(_ difference: PlanDifference, link: @escaping (PersonId) -> Link) {
        self.difference = difference
        self.link = link
    }

    var markup: Markup {
        """
        \(Figures([
            ("\(difference.period.chinese)", "\(difference.now)<small>元</small>", "上月 \(difference.before) 元"),
            ("增加", "\(difference.came.count)<small>人</small>", ""),
            ("减少", "\(difference.left.count)<small>人</small>", ""),
            ("金额变化", "\(difference.changed.count)<small>人</small>", "没有变化的 \(difference.unchanged) 人"),
        ]))
        \(if: difference.isEmpty, EmptyState("与上月相比，人员和金额都没有变化").markup)
        \(table("本月增加", difference.came))
        \(table("本月减少", difference.left))
        \(table("金额有变化", difference.changed))
        """
    }

    private func table(_ caption: String, _ changes: [PlanDifference.Change]) -> Markup {
        if changes.isEmpty { return .empty }
        return """
            <h2>\(caption)</h2>
            \(DataTable("\(caption)，\(changes.count)人", Array(changes.prefix(Self.rowLimit)), columns: [
                .heading("姓名") { "<a href=\"\(link($0.person))\">\($0.name)</a>" },
                .text("原因", \.reason), .amount("上月（元）", \.before), .amount("本月（元）", \.now),
                .amount("差额（元）") { $0.now - $0.before },
            ]))
            \(if: changes.count > Self.rowLimit, "<p class=\"quiet\">只列出前\(Self.rowLimit)人。</p>")
            """
    }
}
