import Basics
package import Casework
package import Policy
import Records

extension EmployerDeregistration {
    /// Everything that stands in the way, all at once.
    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer else { return [] }
        let ties = facts[TiesOfEmployer(employer)]
        return endsInFuture(application, rules) + staffEnrolled(ties) + (try monthsNotBilled(employer, facts, rules))
            + plansOpen(facts[OpenPlansOfEmployer(employer)], rules) + creditLeft(facts[OpenPlansOfEmployer(employer)])
            + moneyUnallocated(ties) + refundUnderWay(ties) + casesOpen(ties)
            + agreementOpen(facts[DeductionOfEmployer(employer)].agreement)
    }

    /// Whether one of the refusals below holds for certain, whatever policy says.
    static func isTied(_ application: Application, _ facts: Facts) -> Bool {
        guard let employer = application.applicant.employer else { return false }
        let (ties, open) = (facts[TiesOfEmployer(employer)], facts[OpenPlansOfEmployer(employer)])
        let refusals =
            staffEnrolled(ties) + creditLeft(open) + moneyUnallocated(ties) + refundUnderWay(ties) + casesOpen(ties)
            + agreementOpen(facts[DeductionOfEmployer(employer)].agreement)
        return !refusals.isEmpty || open.contains { $0.outstanding > .zero }
    }

    private static func endsInFuture(_ application: Application, _ rules: Rules) -> [Refusal] {
        guard let endedOn = application[endedOn], endedOn > rules.today else { return [] }
        return [
            Refusal(
                "endsInFuture", field: self.endedOn.key, "终止日期晚于今天（\(rules.today.chinese)），单位尚未终止。",
                remedy: "请核对终止日期；单位终止后再办理。", basis: card.legalBases[0])
        ]
    }

    private static func staffEnrolled(_ ties: EmployerTies) -> [Refusal] {
        guard ties.enrolled > 0 else { return [] }
        return [
            Refusal(
                "staffEnrolled", "还有\(ties.enrolled)名职工在本单位参保。", remedy: "请先为全部职工办理减员。", basis: nil,
                first: LinkedMatter(slug: StaffTermination.card.slug, reason: "为职工办理减员", answers: [:]))
        ]
    }

    /// Once it is closed no plan can be made any more, so what is not in one has to be first.
    private static func monthsNotBilled(
        _ employer: EmployerId, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        var refusals = try earlierMonths(employer, facts, rules)
        for month in [rules.today.month.previous, rules.today.month] {
            let unbilled = facts[UnbilledCoverage(employer: employer, period: month)]
            let people = Set(try rules.billable(unbilled, in: month).map(\.person)).count
            guard people > 0 else { continue }
            refusals.append(
                Refusal(
                    "monthNotBilled", "\(month.chinese)还有\(people)人的费用没有计入缴费计划。",
                    remedy: "请先生成\(month.chinese)缴费计划并缴清。",
                    basis: nil,
                    first: LinkedMatter(
                        slug: PlanReminder.planSlug, reason: "生成\(month.chinese)缴费计划",
                        answers: [PlanReminder.periodField: month.description])))
        }
        return refusals
    }

    /// Those before the last one together, beginning with the first.
    private static func earlierMonths(
        _ employer: EmployerId, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let notBilled = facts[MonthsNotBilled(employer: employer, through: rules.today.month.previous.previous)]
        let undeclared = try UndeclaredMonths(notBilled, nil, under: rules)
        guard let first = undeclared.months.first else { return [] }
        return [
            Refusal(
                "monthsNotDeclared", "\(undeclared.chinese)没有申报：有参保职工的费用没有计入缴费计划。",
                remedy: "请逐月生成缴费计划并缴清，先从\(first.chinese)开始。", basis: nil,
                first: LinkedMatter(
                    slug: PlanReminder.planSlug, reason: "生成\(first.chinese)缴费计划",
                    answers: [PlanReminder.periodField: first.description]))
        ]
    }

    private static func plansOpen(_ open: [OpenPlan], _ rules: Rules) -> [Refusal] {
        let owed = open.filter { $0.outstanding > .zero }
        guard !owed.isEmpty else { return [] }
        let overdue = owed.filter { $0.plan.dueOn.map { $0 < rules.today } ?? false }.map(\.outstanding).total
        let late = overdue > .zero ? "，其中逾期\(overdue)元" : ""
        return [
            Refusal(
                "plansOpen", "还有\(owed.count)份缴费计划没有缴清，共\(owed.map(\.outstanding).total)元\(late)。",
                remedy: "请在“缴费计划”中查看并缴清，到账后再办理；逾期的，连同滞纳金一并结清。", basis: settling)
        ]
    }

    private static func creditLeft(_ open: [OpenPlan]) -> [Refusal] {
        let credit = -open.map(\.outstanding).filter { $0 < .zero }.total
        guard credit > .zero else { return [] }
        return [
            Refusal(
                "creditLeft", "还有多缴的余额\(credit)元没有退还，注销后无法再抵扣。", remedy: "请先申请退还，退款到账后再办理注销登记。",
                basis: nil, first: refundFirst)
        ]
    }

    private static func moneyUnallocated(_ ties: EmployerTies) -> [Refusal] {
        guard ties.unallocated > .zero else { return [] }
        return [
            Refusal(
                "moneyUnallocated", "还有到账款\(ties.unallocated)元没有分配到缴费计划。", remedy: "请先申请退还；还有待缴的费用的，联系参保地经办机构分配。",
                basis: nil,
                first: refundFirst)
        ]
    }

    private static let refundFirst = LinkedMatter(slug: CreditRefund.card.slug, reason: "申请退还多缴的款项", answers: [:])

    /// A refund that fails comes back, and nobody could ask for it again.
    private static func refundUnderWay(_ ties: EmployerTies) -> [Refusal] {
        guard ties.refundUnderWay > .zero else { return [] }
        return [
            Refusal("refundUnderWay", "退还\(ties.refundUnderWay)元的款项，银行还没有反馈付款结果。", remedy: "请等待银行付款后再办理。")
        ]
    }

    private static func casesOpen(_ ties: EmployerTies) -> [Refusal] {
        guard !ties.openCases.isEmpty else { return [] }
        let shown = ties.openCases.prefix(5).map(\.number).joined(separator: "、")
        let more = ties.openCases.count > 5 ? "等" : ""
        return [
            Refusal(
                "casesOpen", "还有\(ties.openCases.count)项办件没有办结：\(shown)\(more)。", remedy: "请等待办结，或者在“我的办件”中撤回。")
        ]
    }

    private static func agreementOpen(_ agreement: Records.DeductionAgreement?) -> [Refusal] {
        guard let agreement else { return [] }
        return [
            Refusal(
                "agreementOpen", "银行扣款协议（协议号\(agreement.agreementNumber)）还在生效。", remedy: "请先终止扣款协议。", basis: nil,
                first: LinkedMatter(slug: DeductionAgreementEnd.card.slug, reason: "终止银行扣款协议", answers: [:]))
        ]
    }
}
