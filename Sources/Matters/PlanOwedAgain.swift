import Basics
import Casework
import Policy
import Records

/// What an employer is told of a plan whose money has left again.
struct PlanOwedAgain {
    let toDo: ToDo

    /// - Parameters:
    ///   - reason: what became of the money, up to what is owed now: `被银行退回（付款账户已销户），尚欠`.
    ///   - end: what goes with it.
    init(_ part: BookedReceipt.Part, because reason: String, _ end: String, under rules: Rules) {
        let plan = part.plan
        let owed = plan.outstanding + part.claims.total
        let sentence =
            "\(plan.period.chinese)缴费计划已缴的\(part.claims.total)元\(reason)\(owed)元\(end)"
            + rules.paymentAdvice(on: plan, besides: nil)
        self.toDo = ToDo(
            PlanReminder.paymentDue(plan.employer, plan.period, sequence: plan.sequence), sentence: sentence,
            dueOn: plan.dueOn)
    }
}
