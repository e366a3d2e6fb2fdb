import Basics
import Casework
import Policy
import Records

extension MonthlyPlan {
    /// When the plan can be paid: in the window of this month if it has not closed, else in that of the next.
    struct Payable {
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

    static func statement(
        of plan: PlanDraft, _ payable: Payable, _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        let names = try Dictionary(uniqueKeysWithValues: rules.ownLines(in: plan.period).map { ($0.line, $0.name) })
        return [
            .fields(
                heading: "缴费计划",
                [
                    Paper.Field("费款所属期", plan.period.chinese), Paper.Field("本月第几次生成", "第\(plan.sequence)次"),
                    Paper.Field("计划类型", plan.kind.chinese), Paper.Field("涉及职工", "\(plan.people)人"),
                    Paper.Field("应缴合计（元）", plan.total.description),
                    Paper.Field("单位缴费（元）", plan.unit.description),
                    Paper.Field("个人缴费（元）", plan.personShare.description),
                ] + offsetFields(of: plan)),
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
        ]
    }

    /// What credits change of it: those of other plans that pay it, or its own.
    private static func offsetFields(of plan: PlanDraft) -> [Paper.Field] {
        let credit = plan.offsets.credit
        if credit > .zero {
            return [
                Paper.Field("抵扣以前余额（元）", credit.description),
                Paper.Field("本次应缴（元）", plan.payable.description),
            ]
        }
        guard plan.rows.contains(where: { $0.kind == .reversal }) else { return [] }
        let given = plan.offsets.offsets.filter { $0.credit == .made && $0.debit != .made }.map(\.amount).total
        return [
            Paper.Field("抵扣未缴清计划（元）", given.description),
            Paper.Field("余额（抵扣下次应缴，元）", max(-plan.offsets.rest, .zero).description),
        ]
    }

    /// Those of whom something is taken back, and how much.
    static func reversedPeople(of plan: PlanDraft, _ facts: Facts) -> [Paper.Part] {
        let reversals = plan.rows.filter { $0.kind == .reversal }
        guard !reversals.isEmpty else { return [] }
        var sums: [PersonId: (unit: Money, person: Money)] = [:]
        for row in reversals {
            sums[row.person, default: (.zero, .zero)].unit += row.unit
            sums[row.person, default: (.zero, .zero)].person += row.personShare
        }
        let rows = sums.sorted { $0.key < $1.key }.map { id, sum in
            let person = facts[PersonOnRecord(id)]
            return [
                person?.name ?? "", person?.number ?? "", sum.unit.description, sum.person.description,
                (sum.unit + sum.person).description,
            ]
        }
        return [
            .table(
                heading: "冲销人员（单位：元）",
                Paper.Table(
                    columns: [
                        Paper.Column("姓名", weight: 3), Paper.Column("社会保障号码", weight: 4),
                        Paper.Column("单位缴费", .trailing, weight: 3), Paper.Column("个人缴费", .trailing, weight: 3),
                        Paper.Column("合计", .trailing, weight: 3),
                    ], rows: rows))
        ]
    }

    static func notes(
        on plan: PlanDraft, _ payable: Payable, _ collection: Collection, _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        let isOwed = plan.payable > .zero
        return [
            .paragraph(isOwed ? payable.sentence(on: rules.today) : "本计划没有需要缴纳的费用，不推送税务部门征收。")
        ] + collection.notes
            + (plan.rows.contains { $0.kind == .backPayment }
                ? [.note("该月已经月结，新增的费用按补缴计入，不改变已经固定的月结报表。")] : [])
            + (plan.restsOnUnverified ? [.note("未核实：计算所用的个别政策参数尚未与发布原文核对，详见金额说明。")] : [])
            + (isOwed && plan.period < rules.today.month ? [.note(try lateSentence(rules))] : [])
            + [.note("医疗保险（含生育保险）费用由医疗保障部门核定，不在本计划内。")]
    }

    /// 社会保险法 art. 86: what is paid late bears a late fee by the day; the rate is policy.
    private static func lateSentence(_ rules: Rules) throws(PolicyGap) -> String {
        let rate = try rules.policy.value(.lateFeeRate, on: rules.today, askedBy: card.name)
        return "该所属期早于本月。逾期缴纳的，自欠缴之日起按日加收\(rate.value)的滞纳金，由征收部门另行核定，不在本计划金额内。"
    }
}
