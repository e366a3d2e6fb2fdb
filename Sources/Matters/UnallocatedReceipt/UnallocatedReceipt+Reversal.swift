package import Basics
package import Casework
package import Policy
import Records

extension UnallocatedReceipt {
    package static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded {
        effective.application[number].map { [ReceiptOnBooks($0)] } ?? []
    }

    package static func furtherFactsToReverse(
        _ effective: EffectiveCase, knowing facts: Facts, on today: Day
    ) -> FactsNeeded {
        guard let employer = given(by: effective, facts)?.employer else { return [] }
        return [EmployerOnRecord(employer), DeductionOfEmployer(employer)]
    }

    /// 撤销误分配: the money waits again as it did, and what it paid of the employer's plans is owed again. Not where the payer was
    /// known from the first, or where others have given of it since; nor what has been paid back.
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let booked = given(by: effective, facts), let id = booked.employer,
            let employer = facts[EmployerOnRecord(id)]
        else { return nil }
        let taken = ReceiptUnassignment(
            receipt: booked.receipt.id, number: booked.receipt.number, assignedBy: effective.id, employer: id,
            region: booked.region,
            parts: booked.parts.map {
                ReceiptReturn.Part(plan: $0.plan.id, claims: $0.claims, reopened: $0.isSettled ? $0.totals : [])
            })
        let told = booked.parts.map {
            PlanOwedAgain($0, because: "原不是本单位的缴款，已撤销分配，尚欠", "，原缴款凭证已作废。", under: rules)
        }
        let isTax = try rules.collector().value == .tax
        let phone = facts[DeductionOfEmployer(id)].agreement?.phone
        return Decision(
            outcomes: [.unassign(taken)] + told.map { .remind($0.toDo) }
                + (isTax && booked.isThroughBank ? booked.parts.map { .tell(.billAgain($0.plan.id)) } : [])
                + (phone.map { phone in
                    told.map { .tell(.shortMessage(ShortMessage(phone: phone, text: $0.toDo.sentence))) }
                } ?? []),
            statement: [
                .fields(
                    heading: "撤销分配",
                    [
                        Paper.Field("到账凭证号", booked.receipt.number), Paper.Field("付款人", booked.payerName),
                        Paper.Field("原分配给", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                        Paper.Field("从缴费计划转回（元）", taken.amount.description),
                        Paper.Field("撤销后待分配（元）", booked.receipt.amount.description),
                    ])
            ] + told.map { .paragraph($0.toDo.sentence) }
                + [.note("撤销后款项重新列入待分配，可以分配给应缴的单位，或者退还付款人；已记入的基金和个人账户一并冲回。")])
    }

    private static func given(by effective: EffectiveCase, _ facts: Facts) -> BookedReceipt? {
        guard let booked = booked(effective.application, facts), booked.assignedBy == effective.id,
            booked.returned == nil, booked.refundedBy == nil
        else { return nil }
        return booked
    }
}
