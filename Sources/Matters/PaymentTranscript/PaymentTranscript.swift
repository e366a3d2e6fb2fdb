import Basics
package import Casework
package import Policy
import Records

/// 缴费情况过录表: what an employer was billed, has paid and still owes, month by month and line by line, sealed.
package enum PaymentTranscript: Matter {
    package static let card = MatterCard(
        slug: "payment-transcript",
        name: "单位缴费情况过录表打印",
        summary: "按费款所属期和险种列出本单位应缴、实缴、抵扣和欠缴金额，加盖电子印章，任何人可在线或离线验证真伪。",
        applicants: [.employer],
        right: .papers,
        legalBases: [
            LegalBasis("社会保险法", "第七十四条", "用人单位可以免费向社会保险经办机构查询、核对其缴费记录"),
            LegalBasis("社会保险法", "第六十一条", "征收机构应当将缴费情况定期告知用人单位和个人"),
        ],
        steps: ["选择起止月份", "核对记录", "确认出具", "下载盖章文件"],
        conditions: ["截止月份不晚于本月，起止月份不超过一份过录表能够容纳的月数。"])

    package static let form = Form([Form.Section("查询范围", [from.definition, through.definition])])

    static let from = Field<Month>("from", "起始月份", hint: "费款所属期；本平台的记录可在“单位账户”中查看从哪个月开始")
    static let through = Field<Month>("through", "截止月份")

    /// Ten years: what fits one paper.
    static let limitMonths = 120

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer, let (from, through) = span(of: application) else {
            return []
        }
        return [
            EmployerOnRecord(employer), EarliestPeriodOfEmployer(employer),
            AccountOfEmployer(employer: employer, from: from, through: through),
            StaffHeadcount(employer: employer, from: from, through: through),
            MedicalMonths(employer: employer, from: from, through: through),
            MonthsNotBilled(employer: employer, through: application.filedOn.month),
            TaxWindowOfMonth(region: application.region, month: application.filedOn.month),
        ]
    }

    /// `nil` where it is reversed or too long, which is refused before anything is read.
    private static func span(of application: Application) -> (from: Month, through: Month)? {
        guard let from = application[from], let through = application[through], from <= through,
            through.months(since: from) < limitMonths
        else { return nil }
        return (from, through)
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let from = application[from], let through = application[through] else { return [] }
        if from > through {
            return [Refusal("spanReversed", field: Self.through.key, "截止月份早于起始月份。", remedy: "请核对起止月份。")]
        }
        var refusals: [Refusal] = []
        if through > rules.today.month {
            refusals.append(
                Refusal(
                    "spanInFuture", field: Self.through.key, "截止月份晚于本月（\(rules.today.month.chinese)）。",
                    remedy: "请选择本月或以前的月份。"))
        }
        if through.months(since: from) >= limitMonths {
            refusals.append(
                Refusal(
                    "spanTooLong", field: Self.from.key, "起止月份超过\(limitMonths)个月，一份过录表放不下。",
                    remedy: "请分几次打印，每次不超过\(limitMonths)个月。"))
        }
        return refusals
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let (from, through) = span(of: application)
        else { preconditionFailure("decided without an employer on record and a span") }
        let account = facts[AccountOfEmployer(employer: id, from: from, through: through)]
        let month = application.filedOn.month
        let undeclared = try UndeclaredMonths(
            facts[MonthsNotBilled(employer: id, through: month)],
            facts[TaxWindowOfMonth(region: application.region, month: month)], under: rules
        ).within(from, through)
        let parts =
            [head(of: employer, account, from, through)]
            + (try months(of: account, facts[StaffHeadcount(employer: id, from: from, through: through)], rules))
            + medical(facts[MedicalMonths(employer: id, from: from, through: through)])
            + undeclared.note(on: "本表")
            + [.note(beginning(facts[EarliestPeriodOfEmployer(id)], from)), .note(meaning)]
        let total = account.total
        let paper = Paper(
            kind: .paymentTranscript, title: "\(rules.policy.name(on: rules.today))社会保险单位缴费情况过录表",
            subtitle: "\(from.chinese)至\(through.chinese)", parts: parts,
            keyFields: [
                Paper.Field("信用代码", employer.creditCode), Paper.Field("起止月份", "\(from)至\(through)"),
                Paper.Field("应缴（元）", total.receivable.yuanText), Paper.Field("实缴（元）", total.received.yuanText),
                Paper.Field("余额（元）", total.balance.yuanText), Paper.Field("单位", employer.name),
            ], issuedOn: rules.today, restsOnUnverified: account.restsOnUnverified)
        return Decision(
            outcomes: [.issue(PaperIssue(paper: paper, employer: id))], statement: parts,
            restsOnUnverified: account.restsOnUnverified)
    }
}

extension PaymentTranscript {
    private static let meaning =
        "应缴为缴费计划核定的金额，冲销的以负数计入；抵扣为以前余额抵缴的金额；余额为正的尚欠缴，为负的可抵扣以后应缴。医疗保险（含生育保险）由医疗保障部门核定征收，只列其传来的月合计。"

    private static func head(
        of employer: Employer, _ account: EmployerAccount, _ from: Month, _ through: Month
    ) -> Paper.Part {
        let total = account.total
        return .fields(
            heading: "参保单位",
            [
                Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                Paper.Field("应缴合计（元）", total.receivable.description),
                Paper.Field("实缴合计（元）", total.received.description),
                Paper.Field("抵扣合计（元）", total.offset.description),
                Paper.Field("余额（元）", total.balance.description),
            ])
    }

    /// What is before the first month that is held is named, so that nobody takes an empty month for an unpaid one.
    private static func beginning(_ earliest: Month?, _ from: Month) -> String {
        guard let earliest else { return "本平台没有本单位的缴费记录；更早的记录不在本平台。" }
        return from < earliest
            ? "本平台的记录从\(earliest.chinese)开始，更早的记录不在本平台，请向经办机构查询。" : "本平台的记录从\(earliest.chinese)开始。"
    }

    private static func months(
        of account: EmployerAccount, _ people: [Month: [InsuranceLine: Int]], _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        if account.rows.isEmpty { return [.paragraph("所选范围内没有缴费计划。")] }
        var rows: [[String]] = []
        for period in account.periods {
            let names = try Dictionary(
                uniqueKeysWithValues: rules.ownLines(in: period.period).map { ($0.line, $0.shortName) })
            for line in account.of(period.period).lines {
                let (unit, person, total) = (line.unit.receivable, line.person.receivable, line.total)
                rows.append([
                    period.period.description, names[line.line] ?? "险种\(line.line.rawValue)",
                    "\(people[period.period]?[line.line] ?? 0)", unit.description, person.description,
                    total.received.description, total.offset.description, total.balance.description,
                ])
            }
        }
        let total = account.total
        let shares = account.lines
        return [
            .table(
                heading: "缴费情况（单位：元）",
                Paper.Table(
                    columns: [
                        Paper.Column("所属期", .centre, weight: 3), Paper.Column("险种", weight: 2),
                        Paper.Column("人数", .trailing, weight: 2), Paper.Column("单位应缴", .trailing, weight: 4),
                        Paper.Column("个人应缴", .trailing, weight: 4), Paper.Column("实缴", .trailing, weight: 4),
                        Paper.Column("抵扣", .trailing, weight: 3), Paper.Column("余额", .trailing, weight: 4),
                    ], rows: rows,
                    total: [
                        "合计", "", "", shares.map(\.unit.receivable).total.description,
                        shares.map(\.person.receivable).total.description, total.received.description,
                        total.offset.description, total.balance.description,
                    ]))
        ]
    }

    private static func medical(_ months: [Month: MedicalMonth]) -> [Paper.Part] {
        if months.isEmpty { return [] }
        return [
            .table(
                heading: "医疗保险（含生育保险）月合计（单位：元）",
                Paper.Table(
                    columns: [
                        Paper.Column("所属期", .centre, weight: 3), Paper.Column("人数", .trailing, weight: 2),
                        Paper.Column("单位", .trailing, weight: 4), Paper.Column("个人", .trailing, weight: 4),
                        Paper.Column("合计", .trailing, weight: 4), Paper.Column("数据截至", .centre, weight: 4),
                    ],
                    rows: months.sorted { $0.key < $1.key }.map { period, month in
                        [
                            period.description, "\(month.people)", month.unit.description,
                            month.personShare.description, month.total.description, month.asOf.description,
                        ]
                    }))
        ]
    }
}
