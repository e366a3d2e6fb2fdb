import Basics
import Casework
import Database
import Policy

/// By when the agency acts, on the working-day calendar.
extension Desk {
    /// The detail of an acceptance: the day by which the agency decides, counted as the law does from the day on which the
    /// application came in whole (社会保险经办条例: 自收到申请之日起), not from the day on which somebody took it in.
    func acceptance(of opened: OpenCase, in assessment: Assessment) throws -> CaseEvent.Detail {
        var detail = CaseEvent.Detail()
        let rules = try rules(
            in: opened.state.application.region, on: opened.today, for: assessment.matter.card.name,
            under: assessment.policy)
        let limit = try rules.policy.value(
            .limit(matter: assessment.matter.card.slug), on: opened.today, askedBy: assessment.matter.card.name)
        let due = rules.calendar.due(limit.value, after: opened.state.cameInOn)
        detail.dueOn = due.day
        detail.dueIsProvisional = due.isProvisional
        return detail
    }

    /// Writes into what brings a case before the agency the day by which it is taken in. A region that has set no such limit
    /// has no such clock; nothing is refused for want of it.
    func awaitAcceptance(_ detail: inout CaseEvent.Detail, of assessment: Assessment, on today: Day) {
        let purpose = assessment.matter.card.name
        guard
            let rules = try? rules(
                in: assessment.application.region, on: today, for: purpose, under: assessment.policy),
            let limit = try? rules.policy.value(.acceptanceLimit, on: today, askedBy: purpose)
        else { return }
        let due = rules.calendar.due(limit.value, after: today)
        detail.dueOn = due.day
        detail.dueIsProvisional = due.isProvisional
    }
}
