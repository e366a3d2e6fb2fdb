import Basics
import Casework
import Records
import Testing
import Web

@Suite struct `When a plan is to be paid` {
    private func plan(_ yuan: String, dueOn: Day?) -> ContributionPlan {
        ContributionPlan(
            id: PlanId(1), number: "J1", region: Region(rawValue: "110000"), employer: EmployerId(1),
            period: Month("2026-11")!, sequence: 2, madeOn: Day("2026-11-02")!, payableIn: Month("2026-11")!,
            dueOn: dueOn, people: 1, unit: Money(yuanText: yuan)!, personShare: .zero, received: .zero,
            policyVersion: "1", restsOnUnverified: false)
    }

    @Test func `a credit has no deadline`() {
        let day = Day("2026-11-25")!
        #expect(plan("-591.10", dueOn: day).deadline == "不需缴纳")
        #expect(plan("591.10", dueOn: day).deadline == "2026年11月25日前")
        #expect(plan("591.10", dueOn: nil).deadline == "2026年11月征收期")
    }
}
