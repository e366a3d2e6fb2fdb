import Basics
package import Casework
package import Policy
import Records

/// 月报缴费计划: the employer asks what it owes for a period; several in a month, each only with what is new.
package enum MonthlyPlan: Matter {
    package static let card = MatterCard(
        slug: PlanReminder.planSlug,
        name: "月报缴费计划",
        summary: "按费款所属期汇总本单位应缴社会保险费，当月可分多次生成，每次只包含尚未计入计划的人员和险种；已计入而参保登记被撤销或已停保的，予以冲销。",
        applicants: [.employer],
        right: .contributions,
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("社会保险费征缴暂行条例", "第十条", "缴费单位按月申报应缴数额，经核定后在规定期限内缴纳"),
        ],
        steps: ["选择费款所属期", "核对人员、险种和金额", "确认生成", "在税务部门征收期内缴费"],
        conditions: [
            "费款所属期是本月或以前的月份。", "本单位在该月有参保职工。", "该月有尚未计入缴费计划的人员、险种或者需要冲销的费用；没有新增内容的不用重复生成。",
        ])

    package static let form = Form([Form.Section("费款所属期", [period.definition])])

    static let period = Field<Month>(PlanReminder.periodField, "费款所属期", hint: "缴费所对应的月份")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer, let period = application[period] else { return [] }
        return [
            EmployerOnRecord(employer),
            DeductionOfEmployer(employer),
            UnbilledCoverage(employer: employer, period: period),
            RowsOnChangedGrounds(employer: employer, period: period),
            OpenPlansOfEmployer(employer),
            PlansOfPeriod(employer: employer, period: period),
            ClosingOfMonth(region: application.region, period: period),
            TaxWindowOfMonth(region: application.region, month: application.filedOn.month),
            TaxWindowOfMonth(region: application.region, month: application.filedOn.month.next),
        ]
    }

    /// Whose rows may be taken back, so that the plan can name them.
    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let employer = application.applicant.employer, let period = application[period] else { return [] }
        let people = Set(facts[RowsOnChangedGrounds(employer: employer, period: period)].map(\.row.person))
        return FactsNeeded(people.map { PersonOnRecord($0) })
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer, let period = application[period] else { return [] }
        if period > rules.today.month {
            return [
                Refusal(
                    "periodNotBegun", field: Self.period.key, "\(period.chinese)尚未开始，不能生成该月的缴费计划。",
                    remedy: "请选择\(rules.today.month.chinese)或以前的费款所属期。", basis: card.legalBases[1])
            ]
        }
        guard try !hasNews(of: employer, in: period, knowing: facts, under: rules) else { return [] }
        let plans = facts[PlansOfPeriod(employer: employer, period: period)]
        guard let latest = plans.last else {
            return [
                Refusal(
                    "nobodyCovered", field: Self.period.key, "本单位在\(period.chinese)没有参保职工，无需生成缴费计划。",
                    remedy: "有新录用职工的，请先办理职工参保登记（增员）。")
            ]
        }
        return [
            Refusal(
                "nothingNew", field: Self.period.key,
                "\(period.chinese)的应缴费用已全部计入缴费计划（共\(plans.count)份，最近一份为\(latest.number)），没有新增内容。",
                remedy: "请在“缴费计划”中查看已生成的计划；人员有变动时，先办理增员后再生成。")
        ]
    }

    /// Whether all that stands against a plan is that there is nothing to bill.
    package static func isNothingToBill(_ refusals: [Refusal]) -> Bool {
        !refusals.isEmpty && refusals.allSatisfy { ["nobodyCovered", "nothingNew"].contains($0.code) }
    }

    private static func hasNews(
        of id: EmployerId, in period: Month, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Bool {
        let unbilled = facts[UnbilledCoverage(employer: id, period: period)]
        if try !rules.billable(unbilled, in: period).isEmpty { return true }
        guard let employer = facts[EmployerOnRecord(id)] else { return false }
        let ended = facts[RowsOnChangedGrounds(employer: id, period: period)]
        return try !corrections(of: ended, of: employer, in: period, as: .regular, under: rules).isEmpty
    }
}
