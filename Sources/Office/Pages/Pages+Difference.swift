package import Basics
import Casework
import Database
package import Records
import Storage

/// How a period's plans differ from those of the month before: who came, who left, whose amounts changed, and why.
package struct PlanDifference: Sendable {
    package let period: Month
    package let now: Money
    package let before: Money
    package let came: [Change]
    package let left: [Change]
    package let changed: [Change]
    package let unchanged: Int

    package var isEmpty: Bool { came.isEmpty && left.isEmpty && changed.isEmpty }

    package struct Change: Sendable {
        package let person: PersonId
        package let name: String
        package let before: Money
        package let now: Money
        /// In a sentence.
        package let reason: String
    }
}

extension Pages {
    package func difference(
        of number: String, by principal: Principal
    ) async throws -> (plan: ContributionPlan, difference: PlanDifference) {
        try await database.read { tx in
            let (employer, plan) = try Pages.plan(number, of: principal, tx)
            return (plan, try Self.difference(of: employer.id, in: plan.period, tx))
        }
    }

    static func difference(
        of employer: EmployerId, in period: Month, _ tx: Transaction
    ) throws -> PlanDifference {
        // Of whom all was taken back, nothing was billed.
        let now = try tx.planRows.sums(of: employer, in: period).filter { !$0.isTakenBack }
        let before = try tx.planRows.sums(of: employer, in: period.previous).filter { !$0.isTakenBack }
        let earlier = Dictionary(uniqueKeysWithValues: before.map { ($0.person, $0) })
        let present = Set(now.map(\.person))
        var came: [PlanDifference.Change] = []
        var changed: [PlanDifference.Change] = []
        func change(_ sum: PlanRows.PersonSum, _ before: Money, _ now: Money, _ reason: String) -> PlanDifference.Change
        { PlanDifference.Change(person: sum.person, name: sum.name, before: before, now: now, reason: reason) }
        for sum in now {
            let members = { try tx.staff.member(sum.person, of: employer) }
            if let old = earlier[sum.person] {
                guard old.unit != sum.unit || old.personShare != sum.personShare || old.base != sum.base else {
                    continue
                }
                let reason = try whyChanged(old, sum, period, members(), tx)
                changed.append(change(sum, old.total, sum.total, reason))
            } else {
                came.append(change(sum, .zero, sum.total, whyCame(try members(), period)))
            }
        }
        let left = try before.filter { !present.contains($0.person) }.map {
            change($0, $0.total, .zero, whyLeft(try tx.staff.member($0.person, of: employer), period))
        }
        return PlanDifference(
            period: period, now: now.map(\.total).total, before: before.map(\.total).total, came: came, left: left,
            changed: changed, unchanged: now.count - came.count - changed.count)
    }

    private static func whyCame(_ members: [Staff.Member], _ period: Month) -> String {
        let begun = members.flatMap { member in member.spans.map { (member.beganOn, $0.first) } }
            .filter { $0.1 <= period }.max { $0.1 < $1.1 }
        guard let begun else { return "本月计入计划，上月没有" }
        let wasSuspended = members.contains { member in
            member.spans.contains { $0.first == begun.1 } && member.spans.contains { !$0.isVoid && $0.first < begun.1 }
        }
        if wasSuspended { return "恢复缴费，自\(begun.1.chinese)起" }
        return begun.1 == period
            ? "\(begun.0.chinese)用工，自\(period.chinese)起缴费" : "自\(begun.1.chinese)起缴费，上月没有计入计划"
    }

    private static func whyLeft(_ members: [Staff.Member], _ period: Month) -> String {
        let spans = members.flatMap(\.spans)
        if spans.contains(where: { $0.covers(period) }) { return "仍在参保，本月尚未计入计划" }
        guard let last = spans.lastCovered else { return "本月没有参保记录" }
        return "\(members.contains(where: \.isSuspended) ? "暂停缴费" : "已减员")，缴费到\(last.chinese)为止"
    }

    private static func whyChanged(
        _ old: PlanRows.PersonSum, _ new: PlanRows.PersonSum, _ period: Month, _ members: [Staff.Member],
        _ tx: Transaction
    ) throws -> String {
        let wages = try members.flatMap { try tx.staff.wages(of: $0.enrolment) }
        if let wage = wages.first(where: { $0.from == period }),
            let earlier = wages.first(where: { $0.from < period }), earlier.amount != wage.amount
        {
            return "申报工资由\(earlier.amount)元改为\(wage.amount)元"
        }
        if old.base != new.base { return "缴费基数由\(old.base)元变为\(new.base)元（缴费基数上下限调整）" }
        let begun = members.flatMap(\.spans).contains { $0.first == period || $0.last == period.previous }
        return begun ? "参保险种有增减" : "缴费比例有调整"
    }
}

extension PlanRows.PersonSum {
    fileprivate var isTakenBack: Bool { unit.isZero && personShare.isZero }
}
