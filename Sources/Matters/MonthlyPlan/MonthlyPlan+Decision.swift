package import Basics
package import Calculation
package import Casework
package import Policy
package import Records

extension MonthlyPlan {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let period = application[period],
            let employer = facts[EmployerOnRecord(id)]
        else { preconditionFailure("decided without an employer on record and a period") }
        let spans = try billable(facts[UnbilledCoverage(employer: id, period: period)], period, rules)
        let billed = try rows(for: spans, of: employer, in: period, under: rules)
        let earlier = facts[PlansOfPeriod(employer: id, period: period)]
        let payable = Payable(of: application, facts, on: rules.today)
        let plan = PlanDraft(
            employer: id, region: application.region, period: period, sequence: (earlier.last?.sequence ?? 0) + 1,
            rows: billed.rows, people: billed.people, payableIn: payable.month, dueOn: payable.dueOn,
            restsOnUnverified: billed.restsOnUnverified)
        return Decision(
            outcomes: [
                .owe(plan), .tell(.bill), .settle(PlanReminder.planNotMade(id, period)),
                .remind(
                    ToDo(
                        PlanReminder.paymentDue(id, period, sequence: plan.sequence),
                        sentence: "请缴纳\(period.chinese)社会保险费\(plan.total)元。", dueOn: payable.dueOn)),
            ],
            statement: try statement(of: plan, payable, rules), restsOnUnverified: plan.restsOnUnverified)
    }

    /// The one place where an employer's contributions are computed: preview, commit and monthly run come here.
    package static func rows(
        for spans: [BillableSpan], of employer: Employer, in period: Month, under rules: Rules
    ) throws(PolicyGap) -> (rows: [ContributionRow], people: Int, restsOnUnverified: Bool) {
        var ruleByHousehold: [HouseholdKind: ContributionRule] = [:]
        var rows: [ContributionRow] = []
        rows.reserveCapacity(spans.count)
        var people = 0
        var restsOnUnverified = false
        var last: PersonId?
        for span in spans {
            var rule = ruleByHousehold[span.household]
            if rule == nil {
                rule = try rules.contributionRule(in: period, employer: employer, household: span.household)
                ruleByHousehold[span.household] = rule
            }
            guard let line = rule?.line(span.line) else { continue }
            let amounts = line.amounts(declaredWage: span.wage)
            rows.append(
                ContributionRow(
                    person: span.person, line: span.line, kind: .regular, base: amounts.base, unit: amounts.employer,
                    personShare: amounts.person, account: amounts.personalAccount))
            restsOnUnverified = restsOnUnverified || amounts.isUnverified
            if span.person != last {
                people += 1
                last = span.person
            }
        }
        return (rows, people, restsOnUnverified)
    }

    /// How the amounts of one row came about: the same rule, asked to explain itself.
    package static func explanation(
        wage: Money, line: InsuranceLine, household: HouseholdKind, of employer: Employer, in period: Month,
        under policy: RegionPolicy
    ) throws(PolicyGap) -> Explained<LineContribution>? {
        let category = ContributionCategory(
            .employee, [.injuryClass: "\(employer.injuryClass)", .household: household.rawValue])
        return try policy.contributionRule(in: period, for: category).line(line)?.explained(declaredWage: wage)
    }

    /// When the plan can be paid: in the window of this month if it has not closed, else in that of the next.
    private struct Payable {
        let month: Month
        let window: TaxWindow?
        let hasClosed: Bool

        var dueOn: Day? { window?.closesOn }

        init(of application: Application, _ facts: Facts, on today: Day) {
            let window = facts[TaxWindowOfMonth(region: application.region, month: today.month)]
            if let window, today > window.closesOn {
                self.month = today.month.next
                self.window = facts[TaxWindowOfMonth(region: application.region, month: today.month.next)]
                self.hasClosed = true
            } else {
                self.month = today.month
                self.window = window
                self.hasClosed = false
            }
        }

        func sentence(on today: Day) -> String {
            let span = window.map { "\($0.opensOn.chinese)至\($0.closesOn.chinese)" }
            switch (hasClosed, span) {
            case (true, let span?): return "本月征收期已结束，本计划可在\(month.chinese)征收期内缴纳（\(span)）。"
            case (true, nil): return "本月征收期已结束，本计划可在\(month.chinese)征收期内缴纳；税务部门尚未公布该月征收期。"
            case (false, let span?):
                return window!.opensOn > today ? "征收期尚未开始，可在\(span)缴纳。" : "可在本月征收期内缴纳（\(span)）。"
            case (false, nil): return "税务部门尚未公布\(month.chinese)征收期，公布后可在征收期内缴纳。"
            }
        }
    }

    private static func statement(
        of plan: PlanDraft, _ payable: Payable, _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        let names = try Dictionary(uniqueKeysWithValues: rules.ownLines(in: plan.period).map { ($0.line, $0.name) })
        return [
            .fields(
                heading: "缴费计划",
                [
                    Paper.Field("费款所属期", plan.period.chinese), Paper.Field("本月第几次生成", "第\(plan.sequence)次"),
                    Paper.Field("涉及职工", "\(plan.people)人"), Paper.Field("应缴合计（元）", plan.total.description),
                    Paper.Field("单位缴费（元）", plan.unit.description),
                    Paper.Field("个人缴费（元）", plan.personShare.description),
                ]),
            .table(
                heading: "分险种金额（单位：元）",
                Paper.Table(
                    columns: [
                        Paper.Column("险种", weight: 4), Paper.Column("人数", .trailing, weight: 2),
                        Paper.Column("单位缴费", .trailing, weight: 3), Paper.Column("个人缴费", .trailing, weight: 3),
                        Paper.Column("合计", .trailing, weight: 3),
                    ],
                    rows: plan.totals.map {
                        [
                            names[$0.line] ?? "\($0.line.rawValue)", "\($0.people)", $0.unit.description,
                            $0.personShare.description, ($0.unit + $0.personShare).description,
                        ]
                    },
                    total: [
                        "合计", "\(plan.people)", plan.unit.description, plan.personShare.description,
                        plan.total.description,
                    ])),
            .paragraph(payable.sentence(on: rules.today)),
        ]
            + (plan.restsOnUnverified ? [.note("未核实：计算所用的个别政策参数尚未与发布原文核对，详见金额说明。")] : [])
            + (plan.period < rules.today.month ? [.note(try lateSentence(rules))] : [])
            + [.note("医疗保险（含生育保险）费用由医疗保障部门核定，不在本计划内。")]
    }

    /// 社会保险法 art. 86: what is paid late bears a late fee by the day; the rate is policy.
    private static func lateSentence(_ rules: Rules) throws(PolicyGap) -> String {
        let rate = try rules.policy.value(.lateFeeRate, on: rules.today, askedBy: card.name)
        return "该所属期早于本月。逾期缴纳的，自欠缴之日起按日加收\(rate.value)的滞纳金，由征收部门另行核定，不在本计划金额内。"
    }
}
