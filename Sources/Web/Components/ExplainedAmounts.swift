package import Basics

/// Amounts that unfold where they stand: how each came about, step by step, and on which published values.
package struct ExplainedAmounts: Component {
    package struct Line {
        let name: String
        let note: String
        let amount: Money
        let explanation: Explanation

        package init(_ name: String, note: String = "", _ amount: Explained<Money>) {
            self.init(name, note: note, amount.value, amount.explanation)
        }

        package init(_ name: String, note: String = "", _ amount: Money, _ explanation: Explanation) {
            self.name = name
            self.note = note
            self.amount = amount
            self.explanation = explanation
        }
    }

    private let lines: [Line]
    private let total: (name: String, amount: Money)?

    package init(_ lines: [Line], total: (name: String, amount: Money)? = nil) {
        self.lines = lines
        self.total = total
    }

    package var markup: Markup {
        """
        <div class="amounts">
        \(each: lines, item)
        \(optional: total, sum)
        </div>
        """
    }

    private func sum(_ total: (name: String, amount: Money)) -> Markup {
        "<p class=\"total\"><span>\(total.name)</span><span class=\"amount\">\(total.amount) 元</span></p>"
    }

    private func item(_ line: Line) -> Markup {
        """
        <details>
        <summary><span class="what">\(line.name)\(if: !line.note.isEmpty, "<span class=\"note\">\(line.note)</span>")\
        \(if: line.explanation.isUnverified, "<span class=\"unverified\">未核实</span>")</span>\
        <span class="amount">\(line.amount) 元</span></summary>
        \(Working(line.explanation))
        </details>
        """
    }
}

/// The steps from what was known to what results.
package struct Working: Component {
    private let explanation: Explanation

    package init(_ explanation: Explanation) {
        self.explanation = explanation
    }

    package var markup: Markup { "<ol class=\"working\">\(each: explanation.steps, step)</ol>" }

    private func step(_ step: Explanation.Step) -> Markup {
        """
        <li><p class="step"><span class="title">\(step.title)</span>\
        <span class="arithmetic">\(if: !step.working.isEmpty, "\(step.working) \(Working.sign(step.working)) ")\
        <strong>\(step.result)</strong></span></p>
        \(if: !step.citations.isEmpty, "<ul class=\"citations\">\(each: step.citations, citation)</ul>")</li>
        """
    }

    /// Arithmetic equals its result; words, such as bounds, lead to it.
    private static func sign(_ working: String) -> Markup {
        working.contains { "×÷+−".contains($0) }
            ? "<span class=\"equals\">=</span>" : "<span class=\"equals\">→</span>"
    }

    private func citation(_ citation: Citation) -> Markup {
        """
        <li>\(citation.name)：\(citation.value)\
        <span class="validity">\(Working.validity(citation))</span>\
        <span class="source">\(source(citation))</span>\
        \(if: !citation.isVerified, "<span class=\"unverified\">未核实</span>")\
        \(optional: citation.checkedOn, { "<span class=\"validity\">\($0)已核对原文</span>" })</li>
        """
    }

    private func source(_ citation: Citation) -> Markup {
        guard let link = citation.link.flatMap(Link.init(elsewhere:)) else { return Markup(citation.source) }
        return "<a href=\"\(link)\" rel=\"noopener external\">\(citation.source)</a>"
    }

    private static func validity(_ citation: Citation) -> String {
        guard let through = citation.through else { return "\(citation.from.chinese)起执行" }
        return "\(citation.from.chinese)至\(through.chinese)执行"
    }
}
