import Basics
import Casework
import Database
import Matters
import Records
import Storage

extension AuditRound {
    /// Months are closed by the cases that did so and by no other row, and each report is the one that its case has bound.
    mutating func checkMonthClosings(of trails: [CaseId: CaseState]) throws {
        guard !trails.isEmpty else { return }
        var expected = trails.compactMapValues(\.monthClosing)
        for written in try tx.monthClosings.written(by: Array(trails.keys)) {
            guard let said = expected.removeValue(forKey: written.caseId) else {
                find("month_closing", "\(written.caseId)", "所称的办件没有办理过月结。")
                continue
            }
            if said.region != written.closing.region || said.period != written.closing.period
                || said.digest != written.closing.digest || said.reopenedOn != written.reopenedOn
            {
                find("month_closing", "\(written.caseId)", "月结或其月结表与办件的办理记录不符。")
            }
        }
        for id in expected.keys.sorted() { find("month_closing", "\(id)", "办件办理的月结不存在，或改属其他办件。") }
    }
}

/// What the trail of a closing that took effect says of it.
private struct SaidClosing {
    let region: Region
    let period: Month
    let digest: String?
    let reopenedOn: Day?
}

extension CaseState {
    fileprivate var monthClosing: SaidClosing? {
        guard application.matter == MonthClose.card.slug, let period = application[MonthClose.period],
            let effect = events.first(where: { $0.act == .takeEffect })
        else { return nil }
        return SaidClosing(
            region: application.region, period: period, digest: effect.detail.digest,
            reopenedOn: events.first { $0.act == .reverse }?.on)
    }
}
