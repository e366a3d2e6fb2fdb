import Basics
import Casework
import Policy
import Records

extension MonthlyPlan {
    /// How a plan is collected: billed by tax, deducted by the bank, or left to the employer to pay.
    struct Collection {
        let isTax: Bool
        private let plan: PlanDraft
        private let employer: Employer
        private let agreement: Records.DeductionAgreement?
        /// The day of the deduction; `nil` where there is none.
        private let deductedOn: Day?

        init(
            of plan: PlanDraft, by employer: Employer, _ payable: Payable, _ facts: Facts, _ rules: Rules
        ) throws(PolicyGap) {
            self.plan = plan
            self.employer = employer
            isTax = try rules.collector().value == .tax
            agreement = facts[DeductionOfEmployer(plan.employer)].agreement
            deductedOn =
                plan.payable > .zero && agreement != nil && rules.isOpen(.deduction)
                ? try rules.deductionDay(in: payable.window) : nil
        }

        /// What a plan leaves to pay is billed; what is a credit, or is paid by one, is not.
        var bill: [Outcome] { isTax && plan.payable > .zero ? [.tell(.bill)] : [] }

        var payment: [Outcome] {
            guard plan.payable > .zero else { return [] }
            let due = PlanReminder.paymentDue(plan.employer, plan.period, sequence: plan.sequence)
            guard let deductedOn, let agreement else {
                return [
                    .remind(
                        ToDo(
                            due, sentence: "请缴纳\(plan.period.chinese)社会保险费\(plan.payable)元。", dueOn: plan.dueOn))
                ]
            }
            let sentence = announcement(deductedOn, agreement)
            return [
                .order(
                    PaymentOrdering(
                        way: .deduction, employer: plan.employer, region: plan.region, plan: .made,
                        amount: plan.payable, dueOn: deductedOn)),
                .remind(ToDo(due, sentence: sentence, dueOn: deductedOn)),
            ]
                + (agreement.phone.map {
                    [.tell(.shortMessage(ShortMessage(phone: $0, text: "\(employer.name)：\(sentence)")))]
                } ?? [])
        }

        var notes: [Paper.Part] {
            if let deductedOn, let agreement { return [.paragraph(announcement(deductedOn, agreement))] }
            guard plan.payable > .zero, agreement != nil else { return [] }
            return [.paragraph("缴费期限内已没有可以扣款的工作日，本计划不自动扣款，请在期限内用其他方式缴纳。")]
        }

        private func announcement(_ day: Day, _ agreement: Records.DeductionAgreement) -> String {
            "\(plan.period.chinese)社会保险费\(plan.payable)元将于\(day.chinese)从尾号\(agreement.account.number.text.suffix(4))的账户自动扣款，请在扣款日前存足款项。"
        }
    }
}
