package import Basics
package import Casework
package import Policy

/// 月度集中核定: the agency makes every employer's plan of a period that the employer has not made itself.
///
/// One case stands for the whole run. What becomes of each employer is decided by ``MonthlyPlan``, range by range, while the
/// case is approved; it takes effect when all ranges are done. Nobody applies for it, so that it is on no list of matters.
package enum MonthlyAssessment: Matter {
    package static let card = MatterCard(
        slug: "monthly-assessment",
        name: "月度集中核定",
        summary: "对统筹区内有参保职工、尚未自行生成缴费计划的单位，按申报的缴费工资集中生成一个费款所属期的缴费计划。",
        applicants: [.agency], channels: [.batch],
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("社会保险费征缴暂行条例", "第十条", "缴费单位按月申报应缴数额，经核定后在规定期限内缴纳"),
        ],
        steps: ["选择费款所属期", "逐单位核定", "列出不能核定的单位", "出具核定结果"],
        conditions: ["费款所属期是本月或以前的月份。", "该月没有月结。"])

    package static let form = Form([Form.Section("费款所属期", [period.definition])])

    package static let period = Field<Month>(PlanReminder.periodField, "费款所属期", hint: "缴费所对应的月份")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        application[period].map { [ClosingOfMonth(region: application.region, period: $0)] } ?? []
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let period = application[period] else { return [] }
        if let closedOn = facts[ClosingOfMonth(region: application.region, period: period)] {
            return [
                Refusal(
                    "assessedMonthClosed", field: Self.period.key,
                    "\(period.chinese)已于\(closedOn.chinese)月结，不再集中核定。",
                    remedy: "个别单位漏缴的，由单位生成该月缴费计划，按补缴计入。", basis: card.legalBases[1])
            ]
        }
        guard period > rules.today.month else { return [] }
        return [
            Refusal(
                "assessmentTooEarly", field: Self.period.key, "\(period.chinese)尚未开始，不能核定该月的缴费计划。",
                remedy: "请选择\(rules.today.month.chinese)或以前的费款所属期。", basis: card.legalBases[1])
        ]
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let period = application[period] else { preconditionFailure("decided without a period") }
        let lines = try rules.ownLines(in: period)
        return Decision(
            outcomes: [],
            statement: [
                .fields(
                    heading: "核定范围",
                    [
                        Paper.Field("费款所属期", period.chinese),
                        Paper.Field("险种", lines.map(\.name).joined(separator: "、")),
                    ])
            ], restsOnUnverified: false)
    }

    /// How many entries of the ledger a plan of the period makes at most: one for each line and share.
    package static func entriesOfPlan(in period: Month, under rules: Rules) throws(PolicyGap) -> Int {
        2 * (try rules.ownLines(in: period).count)
    }
}
