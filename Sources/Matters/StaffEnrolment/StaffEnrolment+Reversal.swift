package import Basics
package import Casework
package import Policy
import Records

/// 撤销误办的参保登记: the enrolment that the case opened has never covered anything; what was billed of it is taken back by
/// the employer's next plan of the month.
extension StaffEnrolment {
    package static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded {
        [EnrolmentOfCase(effective.id)]
    }

    package static func furtherFactsToReverse(
        _ effective: EffectiveCase, knowing facts: Facts, on today: Day
    ) -> FactsNeeded {
        guard let enrolment = facts[EnrolmentOfCase(effective.id)], let first = firstPeriod(of: enrolment) else {
            return []
        }
        return [
            PersonOnRecord(enrolment.person), EmployerOnRecord(enrolment.employer),
            ContributionHistory(person: enrolment.person, from: first, through: max(first, today.month)),
            UnbilledCoverage(employer: enrolment.employer, period: first),
        ]
    }

    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let enrolment = facts[EnrolmentOfCase(effective.id)], enrolment.voidedOn == nil,
            // One that has ended since stands until its end is taken back.
            enrolment.endedOn == nil,
            let first = firstPeriod(of: enrolment), let person = facts[PersonOnRecord(enrolment.person)],
            let employer = facts[EmployerOnRecord(enrolment.employer)]
        else { return nil }
        let history = ContributionHistory(person: person.id, from: first, through: max(first, rules.today.month))
        let billed = Set(facts[history].standing.filter { $0.employer == employer.id }.map(\.period)).sorted()
        let others = try rules.billable(facts[UnbilledCoverage(employer: employer.id, period: first)], in: first)
            .filter { $0.person != person.id }
        let notice = StopNotice(
            creditCode: employer.creditCode, employerName: employer.name, personNumber: person.number,
            personName: person.name, lastMonth: first.previous)
        return Decision(
            outcomes: [
                .voidEnrolment(
                    EnrolmentVoiding(enrolment: enrolment.id, person: person.id, employer: employer.id))
            ] + (try rules.medicalHears(of: enrolment.spans) ? [.tell(.stopNotice(notice))] : [])
                + (others.isEmpty ? [.settle(PlanReminder.planNotMade(employer.id, first))] : [])
                + PlanReminder.adjustments(for: employer.id, billed) + farewell(to: person, from: employer),
            statement: [
                .fields(
                    heading: "撤销参保登记",
                    [
                        Paper.Field("姓名", person.name), Paper.Field("社会保障号码", person.number),
                        Paper.Field("用人单位", employer.name), Paper.Field("用工起始日期", enrolment.beganOn.chinese),
                        Paper.Field("首个缴费月份", first.chinese),
                        Paper.Field(
                            "已计入缴费计划的月份", billed.isEmpty ? "无" : billed.map(\.chinese).joined(separator: "、")),
                    ]),
                .paragraph(
                    billed.isEmpty
                        ? "撤销后，该项登记自始无效，各险种均不产生费用。"
                        : "撤销后，该项登记自始无效。已计入缴费计划的费用，由单位再次生成相应月份的缴费计划予以冲销；冲销形成的余额抵扣尚未缴清的计划，余下的抵扣下次应缴。"),
            ] + (try rules.medicalNote(of: enrolment.spans)))
    }

    private static func firstPeriod(of enrolment: Enrolment) -> Month? { enrolment.spans.map(\.first).min() }

    /// Whoever was told of the enrolment, or left a phone number since, is told that it does not hold.
    private static func farewell(to person: InsuredPerson, from employer: Employer) -> [Outcome] {
        guard let phone = person.phone else { return [] }
        let text = "\(employer.name)为您办理的社会保险参保登记因误办已撤销。如有疑问，请联系该单位或参保地经办机构。"
        return [.tell(.shortMessage(ShortMessage(phone: phone, text: text)))]
    }
}
