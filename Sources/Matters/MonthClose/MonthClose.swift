package import Basics
package import Casework
package import Policy
import Records

/// 月结: the agency closes the books of a fee period. One enters it, another approves; to open it again takes somebody who had no part
/// in it, and a reason. What comes up afterwards is billed and taken back by adjustment plans, and the report stays as it was.
package enum MonthClose: Matter {
    package static let card = MatterCard(
        slug: "month-close",
        name: "月结",
        summary: "结账一个费款所属期：该月报表即时固定；以后发现的漏缴、错缴，只能以补缴、冲销方式在以后的缴费计划中调整。",
        applicants: [.agency], channels: [.web],
        legalBases: [
            LegalBasis("社会保险经办条例", "第四十六条", "社会保险经办机构应当建立健全财务和会计核算制度")
        ],
        steps: ["核对未结事项", "提交月结", "另一名工作人员审核", "出具月结表"],
        conditions: ["该月已经结束。", "该月没有正在进行的集中核定。", "以前的月份都已月结。"])

    package static let form = Form([Form.Section("费款所属期", [period.definition])])

    package static let period = Field<Month>("period", "费款所属期", hint: "结账的月份")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let period = application[period] else { return [] }
        return [StandingOfMonth(region: application.region, period: period)]
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let period = application[period] else { return [] }
        let standing = facts[StandingOfMonth(region: application.region, period: period)]
        let key = Self.period.key
        if let closedOn = standing.closedOn {
            return [
                Refusal(
                    "monthClosed", field: key, "\(period.chinese)已于\(closedOn.chinese)月结。",
                    remedy: "确需更正报表的，请由未参与该次月结的审核人员撤销后重新月结。")
            ]
        }
        var refusals: [Refusal] = []
        if period >= rules.today.month {
            refusals.append(
                Refusal(
                    "monthNotOver", field: key, "\(period.chinese)尚未结束，不能月结。",
                    remedy: "请在\(period.next.firstDay.chinese)以后办理。"))
        }
        if standing.isBeingAssessed {
            refusals.append(
                Refusal(
                    "monthBeingAssessed", field: key, "\(period.chinese)的集中核定正在进行。", remedy: "请待集中核定完成后再月结。"))
        }
        if let earlier = standing.earlierOpen {
            refusals.append(
                Refusal(
                    "earlierMonthOpen", field: key, "以前的\(earlier.chinese)尚未月结。",
                    remedy: "请先月结\(earlier.chinese)，按月依次办理。"))
        }
        return refusals
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let period = application[period] else { preconditionFailure("decided without a period") }
        let standing = facts[StandingOfMonth(region: application.region, period: period)]
        let closing = MonthClosing(
            region: application.region, period: period, closedOn: rules.today, report: standing.report)
        let names = try Dictionary(uniqueKeysWithValues: rules.ownLines(in: period).map { ($0.line, $0.name) })
        return Decision(
            outcomes: [.closeMonth(closing)],
            statement: [
                .fields(
                    heading: "月结",
                    [
                        Paper.Field("费款所属期", period.chinese),
                        Paper.Field("应缴合计（元）", closing.report.map(\.total).total.description),
                        Paper.Field("已缴合计（元）", closing.report.map(\.paid).total.description),
                        Paper.Field("月结日期", rules.today.chinese),
                    ]), report(closing, names), openItems(standing.open),
                .note("“已缴”包括到账和抵扣，不含已经退还的款项；应缴与已缴的差额是欠缴，多缴的为负数。"),
                .note("月结后该月报表不再变动。以后发现的漏缴、错缴，以补缴、冲销方式在以后的缴费计划中调整。"),
            ])
    }

    package static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded {
        factsNeeded(for: effective.application)
    }

    /// Opens the month again; not while a later one is closed.
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let period = effective.application[period] else { return nil }
        let standing = facts[StandingOfMonth(region: effective.application.region, period: period)]
        guard let closedOn = standing.closedOn, standing.laterClosed == nil else { return nil }
        return Decision(
            outcomes: [.reopenMonth(period)],
            statement: [
                .fields(
                    heading: "撤销月结",
                    [
                        Paper.Field("费款所属期", period.chinese), Paper.Field("原月结日期", closedOn.chinese),
                        Paper.Field("撤销日期", rules.today.chinese),
                    ]),
                .paragraph("撤销后，该月可以继续生成正常缴费计划，需要重新月结；原月结表作废。"),
            ])
    }

    private static func report(_ closing: MonthClosing, _ names: [InsuranceLine: String]) -> Paper.Part {
        let report = closing.report
        return .table(
            heading: "月结表（单位：元）",
            Paper.Table(
                columns: [
                    Paper.Column("险种", weight: 4), Paper.Column("缴费计划", .trailing, weight: 2),
                    Paper.Column("人次", .trailing, weight: 2), Paper.Column("单位缴费", .trailing, weight: 3),
                    Paper.Column("个人缴费", .trailing, weight: 3), Paper.Column("已缴", .trailing, weight: 3),
                ],
                rows: report.map {
                    [
                        names[$0.line] ?? "险种\($0.line.rawValue)", "\($0.plans)", "\($0.people)",
                        $0.unit.description, $0.personShare.description, $0.paid.description,
                    ]
                },
                total: [
                    "合计", "", "", report.map(\.unit).total.description, report.map(\.personShare).total.description,
                    report.map(\.paid).total.description,
                ]))
    }

    private static func openItems(_ open: MonthStanding.OpenItems) -> Paper.Part {
        .fields(
            heading: "月结时的未结事项",
            [
                Paper.Field("有参保职工、没有缴费计划的单位", "\(open.employersWithoutPlan)户"),
                Paper.Field("未缴清的缴费计划", "\(open.plansNotPaid)份"),
                Paper.Field("本统筹区待分配的到账款", "\(open.unallocatedReceipts)笔"),
                Paper.Field("本统筹区到账对账差异", "\(open.receiptDifferences)笔"),
            ])
    }
}
