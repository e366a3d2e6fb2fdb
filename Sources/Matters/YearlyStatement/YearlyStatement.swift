import Basics
package import Casework
package import Policy
import Records

/// 职工年度对账单: what each of an employer's people comes to in a calendar year with this employer, sealed.
package enum YearlyStatement: Matter {
    package static let card = MatterCard(
        slug: "yearly-statement",
        name: "职工年度对账单打印",
        summary: "列出本单位职工一个年度在本单位的缴费月数、缴费基数和各险种金额，加盖电子印章，供单位与职工核对。",
        applicants: [.employer],
        right: .papers,
        legalBases: [
            LegalBasis("社会保险法", "第七十四条", "用人单位可以免费向社会保险经办机构查询、核对其缴费记录"),
            LegalBasis("社会保险法", "第四条", "用人单位有权查询缴费记录"),
        ],
        steps: ["选择年度", "核对合计", "确认出具", "下载盖章文件"],
        conditions: ["本单位当年有缴费记录，人数不超过一份对账单能够容纳的人数。"])

    package static let form = Form([Form.Section("年度", [year.definition])])

    static let year = Field<StatementYear>("year", "年度", hint: "公历年度，例如 2026")

    /// As many as one paper holds; a larger employer exports the workbook.
    static let limitPeople = 1_500

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer, let year = application[year] else { return [] }
        return [
            EmployerOnRecord(employer), EarliestPeriodOfEmployer(employer), staff(of: employer, year),
            MonthsNotBilled(employer: employer, through: application.filedOn.month),
            TaxWindowOfMonth(region: application.region, month: application.filedOn.month),
        ]
    }

    /// One more than the limit, so that it is seen to be passed.
    private static func staff(of employer: EmployerId, _ year: StatementYear) -> ContributionsOfStaff {
        ContributionsOfStaff(employer: employer, from: year.from, through: year.through, limit: limitPeople + 1)
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer, let year = application[year] else { return [] }
        if year.from > rules.today.month {
            return [
                Refusal("yearInFuture", field: Self.year.key, "\(year.value)年尚未开始。", remedy: "请选择本年或以前的年度。")
            ]
        }
        let people = facts[staff(of: employer, year)]
        if people.isEmpty {
            let earliest = facts[EarliestPeriodOfEmployer(employer)]
            return [
                Refusal(
                    "nothingOnRecord", field: Self.year.key, "本平台没有本单位职工\(year.value)年的缴费记录。",
                    remedy: earliest.map { "本平台的记录从\($0.chinese)开始，更早的请向经办机构查询。" } ?? "生成缴费计划后再打印。")
            ]
        }
        guard people.count > limitPeople else { return [] }
        return [
            Refusal(
                "tooManyPeople", field: Self.year.key, "本单位\(year.value)年缴费职工超过\(limitPeople)人，一份对账单放不下。",
                remedy: "请在“单位账户”的“年度对账单”中导出工作簿，与职工核对。")
        ]
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let year = application[year]
        else { preconditionFailure("decided without an employer on record and a year") }
        let people = facts[staff(of: id, year)]
        let summary = head(of: employer, people, year)
        let month = application.filedOn.month
        let undeclared = try UndeclaredMonths(
            facts[MonthsNotBilled(employer: id, through: month)],
            facts[TaxWindowOfMonth(region: application.region, month: month)], under: rules
        ).within(year.from, year.through).note(on: "本对账单")
        let paper = Paper(
            kind: .yearlyStatement, title: "\(rules.policy.name(on: rules.today))社会保险职工年度对账单",
            subtitle: "\(year.value)年",
            parts: [summary, try table(of: people, year, rules)] + undeclared + [.note(meaning)],
            keyFields: [
                Paper.Field("信用代码", employer.creditCode), Paper.Field("年度", "\(year.value)"),
                Paper.Field("职工人数", "\(people.count)"),
                Paper.Field("单位缴费（元）", people.map(\.unit).total.yuanText),
                Paper.Field("个人缴费（元）", people.map(\.personShare).total.yuanText),
                Paper.Field("单位", employer.name),
            ], issuedOn: rules.today, restsOnUnverified: people.contains(where: \.restsOnUnverified))
        return Decision(
            outcomes: [.issue(PaperIssue(paper: paper, employer: id))],
            statement: [summary] + undeclared + [.note("对账单逐人列出；职工明细也可在“单位账户”的“年度对账单”中查看。")],
            restsOnUnverified: paper.restsOnUnverified)
    }
}

extension YearlyStatement {
    private static let meaning =
        "缴费月数和金额只含在本单位的缴费，已冲销的不计；“已到账”为所在缴费计划已全部缴清的金额。缴费基数为各月基数之和。医疗保险（含生育保险）缴费记录由医疗保障部门管理。"

    private static func head(of employer: Employer, _ people: [StaffContribution], _ year: StatementYear) -> Paper.Part
    {
        .fields(
            heading: "参保单位",
            [
                Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                Paper.Field("年度", "\(year.value)年"), Paper.Field("缴费职工", "\(people.count)人"),
                Paper.Field("单位缴费（元）", people.map(\.unit).total.description),
                Paper.Field("个人缴费（元）", people.map(\.personShare).total.description),
                Paper.Field("合计（元）", people.map(\.total).total.description),
                Paper.Field("已到账（元）", people.map(\.received).total.description),
            ])
    }

    private static func table(
        of people: [StaffContribution], _ year: StatementYear, _ rules: Rules
    ) throws(PolicyGap) -> Paper.Part {
        let names = try Dictionary(
            uniqueKeysWithValues: rules.ownLines(in: min(year.through, rules.today.month)).map {
                ($0.line, $0.shortName)
            })
        return .table(
            heading: "职工缴费（单位：元）",
            Paper.Table(
                columns: [
                    Paper.Column("姓名", weight: 4), Paper.Column("社会保障号码", weight: 7),
                    Paper.Column("险种", weight: 2), Paper.Column("月数", .trailing, weight: 2),
                    Paper.Column("缴费基数", .trailing, weight: 4), Paper.Column("单位缴费", .trailing, weight: 4),
                    Paper.Column("个人缴费", .trailing, weight: 4), Paper.Column("已到账", .trailing, weight: 4),
                ],
                rows: people.flatMap { person in
                    person.lines.map { line in
                        [
                            person.name, person.number, names[line.line] ?? "险种\(line.line.rawValue)", "\(line.months)",
                            line.base.description, line.unit.description, line.personShare.description,
                            line.received.description,
                        ]
                    }
                },
                total: [
                    "合计", "\(people.count)人", "", "", "", people.map(\.unit).total.description,
                    people.map(\.personShare).total.description, people.map(\.received).total.description,
                ]))
    }
}

/// A calendar year as people type it.
struct StatementYear: FieldValue {
    let value: Int

    var from: Month { Month(yyyymm: value * 100 + 1)! }
    var through: Month { Month(yyyymm: value * 100 + 12)! }

    static var control: FieldControl { .text(maxLength: 4) }

    static func read(_ text: String) -> Result<StatementYear, UnreadableAnswer> {
        guard let year = Int(text), (1990...2199).contains(year), String(year) == text else {
            return .failure(UnreadableAnswer("年度请填写四位数字，例如 2026。"))
        }
        return .success(StatementYear(value: year))
    }
}
