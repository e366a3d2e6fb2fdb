import Basics
import Calculation
package import Casework
package import Policy
import Records

extension StaffTermination {
    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let found = member(of: application, facts)
        let notOurs = StaffMember.refusals(of: found)
        guard notOurs.isEmpty, let member = found, let endedOn = application[endedOn],
            let reason = application[reason]
        else { return notOurs }
        let dates = endsBeforeItBegan(member, endedOn) + endsInFuture(endedOn, rules)
        guard dates.isEmpty else { return dates }
        let age = try tooYoungToRetire(member, endedOn, reason, rules)
        guard age.isEmpty else { return age }
        return try monthNotBilled(member, endedOn, reason, rules)
    }

    private static func endsBeforeItBegan(_ member: StaffMember, _ endedOn: Day) -> [Refusal] {
        guard endedOn < member.enrolment.beganOn else { return [] }
        return [
            Refusal(
                "endsBeforeItBegan", field: self.endedOn.key,
                "解除劳动关系日期早于用工起始日期（\(member.enrolment.beganOn.chinese)）。",
                remedy: "请核对日期；没有建立劳动关系、本月误增的，填写今天，原因选择“法律、法规规定的其他情形”。")
        ]
    }

    private static func endsInFuture(_ endedOn: Day, _ rules: Rules) -> [Refusal] {
        guard endedOn > rules.today else { return [] }
        return [
            Refusal(
                "endsInFuture", field: self.endedOn.key, "解除劳动关系日期晚于今天（\(rules.today.chinese)）。",
                remedy: "请在劳动关系解除或者终止之后办理；也可以在离职的次月办理，日期如实填写。")
        ]
    }

    /// 国发〔1978〕104号 art. 1: also from special kinds of work and for sickness nobody retires earlier.
    private static func tooYoungToRetire(
        _ member: StaffMember, _ endedOn: Day, _ reason: TerminationReason, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard reason == .retired else { return [] }
        let bounds = try bounds(of: member, endedOn, rules)
        guard endedOn.month < bounds.earliestOfAll else { return [] }
        return [
            Refusal(
                "tooYoungToRetire", field: self.reason.key,
                "\(member.person.name)在\(endedOn.chinese)未达到可以退休的最低年龄（\(bounds.earliestOfAll.chinese)达到，含特殊工种和因病提前退休），减员原因不能是退休。",
                remedy: "请核对职工、日期和原因；已经离职的，选择实际的解除或者终止原因。",
                basis: LegalBasis("国务院关于工人退休、退职的暂行办法", "第一条", "符合年龄等条件的应当退休"))
        ]
    }

    static func bounds(
        of member: StaffMember, _ endedOn: Day, _ rules: Rules
    ) throws(PolicyGap) -> RetirementBounds {
        try RetirementBounds(
            bornOn: member.person.bornOn, member.person.sex, on: endedOn, rules, askedBy: card.name)
    }

    /// Where the last month owed is this one, it has to be in a plan first: whoever has left is in no later plan.
    private static func monthNotBilled(
        _ member: StaffMember, _ endedOn: Day, _ reason: TerminationReason, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let month = rules.today.month
        let ends = try spans(of: member, endedOn: endedOn, reason, rules)
        guard ends.contains(where: { $0.covers(month) }), try !member.isBilled(in: month, under: rules) else {
            return []
        }
        return [
            Refusal(
                "monthNotBilled", field: self.endedOn.key,
                "解除劳动关系的当月仍应缴费，\(member.person.name)\(month.chinese)的费用尚未计入缴费计划。",
                remedy: "请先生成本月缴费计划，再办理停保；也可以在下月办理，日期如实填写。", basis: nil,
                first: LinkedMatter(
                    slug: PlanReminder.planSlug, reason: "先生成\(month.chinese)缴费计划",
                    answers: [PlanReminder.periodField: month.description]))
        ]
    }
}
