package import Basics
import Casework
import Policy
import Records

/// Months in which people were covered and that the employer has not declared whole: nobody knows yet what it owes for them.
package struct UndeclaredMonths: Hashable, Sendable {
    /// The earliest first.
    package let months: [Month]

    package init(_ months: [Month]) { self.months = months }

    /// Of what no plan bills, the months that should have been declared by now: before this month, or this one once its
    /// window is closed.
    init(
        _ notBilled: [MonthNotBilled], _ window: TaxWindow?, under rules: Rules
    ) throws(PolicyGap) {
        let closed = window.map { $0.closesOn < rules.today } ?? false
        let last = closed ? rules.today.month : rules.today.month.previous
        var months: [Month] = []
        for month in notBilled where month.period <= last {
            let own = Set(try rules.ownLines(in: month.period).map(\.line))
            if !own.isDisjoint(with: month.lines) { months.append(month.period) }
        }
        self.months = months
    }

    package var isEmpty: Bool { months.isEmpty }

    func within(_ span: ChosenSpan) -> UndeclaredMonths { within(span.from, span.through) }

    func within(_ from: Month, _ through: Month) -> UndeclaredMonths {
        UndeclaredMonths(months.filter { from <= $0 && $0 <= through })
    }

    /// What a paper of amounts says of them; nothing where all is declared.
    func note(on paper: String) -> [Paper.Part] {
        isEmpty
            ? [] : [.note("未申报月份：\(chinese)。这些月份有参保职工而没有全部计入缴费计划，应缴数额尚未核定，不在\(paper)的金额内。")]
    }

    /// `2026年11月至2027年5月，共7个月`; of many separate spans the earliest.
    package var chinese: String {
        let spans = spans
        let shown = spans.prefix(6).map {
            $0.first == $0.last ? $0.first.chinese : "\($0.first.chinese)至\($0.last.chinese)"
        }
        .joined(separator: "、")
        return "\(shown)\(spans.count > 6 ? "等" : "")，共\(months.count)个月"
    }

    private struct Span {
        let first: Month
        var last: Month
    }

    private var spans: [Span] {
        var spans: [Span] = []
        for month in months {
            if let last = spans.last, last.last.next == month {
                spans[spans.count - 1].last = month
            } else {
                spans.append(Span(first: month, last: month))
            }
        }
        return spans
    }
}
