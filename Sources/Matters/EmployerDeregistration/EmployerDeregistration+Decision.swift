import Basics
package import Casework
package import Policy
import Records

extension EmployerDeregistration {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let employer = application.applicant.employer.flatMap({ facts[EmployerOnRecord($0)] }),
            let end = end(in: application)
        else { preconditionFailure("decided without the fields that the form requires") }
        let limit = try rules.policy.value(.employerChangeLimit, on: rules.today, askedBy: card.name)
        let isLate = rules.today > rules.calendar.due(limit.value, after: end.on).day
        let closing = EmployerClosing(
            employer: employer.id, closedOn: rules.today, endedOn: end.on, reason: end.reason)
        return Decision(
            outcomes: [.closeEmployer(closing), .settle(toDo(of: employer.id))],
            statement: [
                .fields(
                    heading: "单位社会保险注销登记",
                    [
                        Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                        Paper.Field("社会保险登记日期", employer.registeredOn.chinese),
                        Paper.Field("终止情形", end.reason.chinese), Paper.Field("终止日期", end.on.chinese),
                        Paper.Field("注销日期", rules.today.chinese),
                    ]),
                .paragraph("经核对，本单位没有在保职工，没有未结清的费用、待退的款项和未办结的业务。"),
                .note("注销后，单位账号可以继续查询以往的记录，不能再办理业务。"),
            ]
                + (isLate
                    ? [.note("本次办理已超过规定期限。依照《社会保险法》第五十七条，应当自终止之日起\(limit.value)内办理注销社会保险登记。")] : []))
    }

    package static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded {
        guard let employer = effective.application.applicant.employer else { return [] }
        return [ClosingOfCase(effective.id), EmployerOnRecord(employer)]
    }

    /// 撤销误办的注销登记: the employer goes on as if it had not been closed.
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let closing = facts[ClosingOfCase(effective.id)], let employer = facts[EmployerOnRecord(closing.employer)]
        else { return nil }
        return Decision(
            outcomes: [.reopenEmployer(closing.employer)],
            statement: [
                .fields(
                    heading: "撤销单位注销登记",
                    [
                        Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                        Paper.Field("原注销日期", closing.closedOn.chinese), Paper.Field("恢复日期", rules.today.chinese),
                    ]),
                .paragraph("撤销后，单位恢复参保登记，可以继续办理业务。"),
            ])
    }
}
