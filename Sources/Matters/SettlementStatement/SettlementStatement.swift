import Basics
package import Casework
package import Policy
import Records

/// 缴费结算单: what one plan comes to, what is set against it, what is left to pay and until when, sealed.
package enum SettlementStatement: Matter {
    package static let card = MatterCard(
        slug: "settlement-statement",
        name: "缴费结算单打印",
        summary: "打印一份缴费计划的结算单：险种、人数、单位和个人金额、抵扣、应缴余额和征收期，并列出医疗保险的月合计；加盖电子印章。",
        applicants: [.employer],
        right: .contributions,
        legalBases: [
            LegalBasis("社会保险法", "第七十四条", "用人单位可以免费向社会保险经办机构查询、核对其缴费记录"),
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
        ],
        steps: ["选择缴费计划", "核对金额", "确认出具", "下载盖章文件"],
        conditions: ["缴费计划属于本单位。"])

    package static let form = Form([Form.Section("缴费计划", [plan.definition])])

    static let plan = Field<String>(
        "plan", "缴费计划号", hint: "在“缴费计划”中打开计划，页面上方有计划号", control: .text(maxLength: 40))

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer, let number = application[plan] else { return [] }
        return [EmployerOnRecord(employer), PlanByNumber(number)]
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let plan = ownPlan(of: application, facts) else { return [] }
        return [
            LinesOfPlan(plan.id), OffsetsOfPlan(plan.id),
            MedicalMonths(employer: plan.employer, from: plan.period, through: plan.period),
            TaxWindowOfMonth(region: plan.region, month: plan.payableIn),
        ]
    }

    /// Another employer's plan is as if it were not there.
    private static func ownPlan(of application: Application, _ facts: Facts) -> ContributionPlan? {
        guard let employer = application.applicant.employer, let number = application[plan],
            let plan = facts[PlanByNumber(number)], plan.employer == employer
        else { return nil }
        return plan
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let number = application[plan], ownPlan(of: application, facts) == nil else { return [] }
        return [
            Refusal(
                "planUnknown", field: Self.plan.key, "本单位没有编号为\(number)的缴费计划。",
                remedy: "请在“缴费计划”中打开要打印的计划，从计划页面打印结算单。")
        ]
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let plan = ownPlan(of: application, facts), let employer = facts[EmployerOnRecord(plan.employer)] else {
            preconditionFailure("decided without an employer on record and a plan of its own")
        }
        let window = facts[TaxWindowOfMonth(region: plan.region, month: plan.payableIn)]
        let parts =
            [head(of: plan, employer, window), try lines(of: plan, facts[LinesOfPlan(plan.id)], rules)]
            + credits(facts[OffsetsOfPlan(plan.id)])
            + medical(
                facts[MedicalMonths(employer: plan.employer, from: plan.period, through: plan.period)][plan.period],
                plan.period)
            + (plan.restsOnUnverified ? [.note("未核实：计算所用的个别政策参数尚未与发布原文核对，以核实后为准。")] : [])
            + [.note("金额截至\(rules.today.chinese)。" + closing(plan))]
        let paper = Paper(
            kind: .settlementStatement, title: "\(rules.policy.name(on: rules.today))社会保险费结算单",
            subtitle: "费款所属期 \(plan.period.chinese)", parts: parts,
            keyFields: [
                Paper.Field("缴费计划号", plan.number), Paper.Field("信用代码", employer.creditCode),
                Paper.Field("所属期", plan.period.description), Paper.Field("应缴（元）", plan.total.yuanText),
                Paper.Field("未缴（元）", plan.outstanding.yuanText), Paper.Field("单位", employer.name),
            ], issuedOn: rules.today, restsOnUnverified: plan.restsOnUnverified)
        return Decision(
            outcomes: [.issue(PaperIssue(paper: paper, employer: plan.employer))], statement: parts,
            restsOnUnverified: plan.restsOnUnverified)
    }
}

extension SettlementStatement {
    private static func head(of plan: ContributionPlan, _ employer: Employer, _ window: TaxWindow?) -> Paper.Part {
        let rest =
            plan.outstanding < .zero
            ? Paper.Field("余额（抵扣下次应缴，元）", (-plan.outstanding).description)
            : Paper.Field("尚未缴纳（元）", plan.outstanding.description)
        return .fields(
            heading: "缴费计划",
            [
                Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                Paper.Field("缴费计划号", plan.number),
                Paper.Field("费款所属期", "\(plan.period.chinese)（第\(plan.sequence)次生成）"),
                Paper.Field("计划类型", plan.kind.chinese), Paper.Field("涉及职工", "\(plan.people)人"),
                Paper.Field("应缴合计（元）", plan.total.description),
                Paper.Field(plan.offset < .zero ? "已抵扣其他计划（元）" : "已抵扣（元）", magnitude(plan.offset).description),
                Paper.Field("已到账（元）", plan.received.description), rest,
                Paper.Field("征收期", collection(plan, window)),
            ])
    }

    /// Of what is paid nothing is said about paying.
    private static func closing(_ plan: ContributionPlan) -> String {
        if plan.total <= .zero { return "本计划冲减以前的应缴费用，不需要缴纳。" }
        return plan.outstanding <= .zero ? "本计划已缴清，不需要再缴纳。" : "逾期缴纳的，滞纳金由征收部门另行核定，不在本结算单内。"
    }

    private static func magnitude(_ amount: Money) -> Money { amount < .zero ? -amount : amount }

    private static func collection(_ plan: ContributionPlan, _ window: TaxWindow?) -> String {
        if plan.total <= .zero { return "不需要缴纳" }
        guard let window else { return "\(plan.payableIn.chinese)，起止日期由税务部门公布" }
        return "\(window.opensOn.chinese)至\(window.closesOn.chinese)"
    }

    private static func lines(
        of plan: ContributionPlan, _ totals: [PlanLineTotal], _ rules: Rules
    ) throws(PolicyGap) -> Paper.Part {
        let names = try Dictionary(uniqueKeysWithValues: rules.ownLines(in: plan.period).map { ($0.line, $0.name) })
        return .table(
            heading: "分险种金额（单位：元）",
            Paper.Table(
                columns: [
                    Paper.Column("险种", weight: 4), Paper.Column("人数", .trailing, weight: 2),
                    Paper.Column("单位缴费", .trailing, weight: 3), Paper.Column("个人缴费", .trailing, weight: 3),
                    Paper.Column("合计", .trailing, weight: 3),
                ],
                rows: totals.map {
                    [
                        names[$0.line] ?? "险种\($0.line.rawValue)", "\($0.people)", $0.unit.description,
                        $0.personShare.description, ($0.unit + $0.personShare).description,
                    ]
                },
                total: [
                    "合计", "\(plan.people)", plan.unit.description, plan.personShare.description,
                    plan.total.description,
                ]))
    }

    private static func credits(_ credits: [PlanCredit]) -> [Paper.Part] {
        if credits.isEmpty { return [] }
        return [
            .table(
                heading: "抵扣（单位：元）",
                Paper.Table(
                    columns: [
                        Paper.Column("对应的缴费计划", weight: 5), Paper.Column("费款所属期", .centre, weight: 3),
                        Paper.Column("说明", weight: 4), Paper.Column("金额", .trailing, weight: 3),
                    ],
                    rows: credits.map {
                        [
                            $0.number, $0.period.description, $0.amount > .zero ? "以其余额抵缴本计划" : "以本计划余额抵缴",
                            magnitude($0.amount).description,
                        ]
                    }))
        ]
    }

    /// Medical's details are not ours: the total is shown, and where the rest can be had.
    private static func medical(_ month: MedicalMonth?, _ period: Month) -> [Paper.Part] {
        let details = "医疗保险（含生育保险）由医疗保障部门核定征收，不在本结算单金额内；其月报明细未提供给本平台，需要联系医疗保障部门单独获取。"
        guard let month else { return [.note("医疗保障部门尚未传来\(period.chinese)的月合计。\(details)")] }
        return [
            .fields(
                heading: "医疗保险（含生育保险）月合计",
                [
                    Paper.Field("月度合计（元）", month.total.description), Paper.Field("涉及职工", "\(month.people)人"),
                    Paper.Field("单位缴费（元）", month.unit.description),
                    Paper.Field("个人缴费（元）", month.personShare.description),
                    Paper.Field("数据截至", month.asOf.chinese),
                ]),
            .note(details),
        ]
    }
}
