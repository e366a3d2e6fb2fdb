import Basics
package import Casework
package import Policy
import Records

extension EmployerCertificate {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let span = span(of: application, facts),
            let employer = facts[EmployerOnRecord(id)]
        else { preconditionFailure("decided without an employer on record and a span") }
        let totals = facts[totals(id, span)]
        let arrears = arrears(of: totals, on: rules.today)
        let undeclared = try undeclared(of: application, by: id, in: span, facts, rules)
        let annex = part(of: application).map { part in
            staffPart(facts[people(id, span, part)], part, of: partCount(totals.people))
        }
        var parts: [Paper.Part] = [
            .fields(
                heading: "参保单位",
                [
                    Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                    Paper.Field("证明范围", span.chinese), Paper.Field("参保缴费人数", "\(totals.people)人"),
                    Paper.Field("应缴合计（元）", (totals.lines.map { $0.unit + $0.personShare }.total).description),
                    Paper.Field("欠费（元）", said(of: arrears, undeclared)),
                ] + (undeclared.isEmpty ? [] : [Paper.Field("未申报月份", undeclared.chinese)])),
            try lineTable(totals, rules),
        ]
        if !undeclared.isEmpty {
            parts.append(.paragraph("未申报月份有参保职工而没有全部计入缴费计划，应缴数额尚未核定，本证明不表明这些月份没有欠费。"))
        }
        parts.append(
            totals.periods.isEmpty
                ? .paragraph("所选范围内没有本单位的缴费计划。") : periodTable(totals, on: rules.today))
        if let annex { parts.append(annex) }
        parts += [
            .note(ChosenSpan.held(since: facts[EarliestPeriodOfEmployer(id)])),
            .note("欠费指缴费截止日已过、尚未足额缴纳的费用，截至出具当日。医疗保险（含生育保险）由医疗保障部门核定，不含在内。"),
        ]
        let unverified = totals.plans.contains(where: \.restsOnUnverified)
        let paper = Paper(
            kind: .employerCertificate, title: "\(rules.policy.name(on: rules.today))社会保险单位参保缴费证明",
            subtitle: span.chinese + (part(of: application).map { "（附职工名单第\($0)部分）" } ?? ""), parts: parts,
            keyFields: [
                Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                Paper.Field("起止月份", "\(span.from)至\(span.through)"), Paper.Field("参保缴费人数", "\(totals.people)"),
                Paper.Field("欠费（元）", keySaid(of: arrears, undeclared)),
            ] + (undeclared.isEmpty ? [] : [Paper.Field("未申报月份", undeclared.chinese)]), issuedOn: rules.today,
            restsOnUnverified: unverified)
        return Decision(
            outcomes: [.issue(PaperIssue(paper: paper, employer: id))], statement: parts, restsOnUnverified: unverified)
    }

    /// Nobody is said to owe nothing while months are not declared.
    private static func said(of arrears: Money, _ undeclared: UndeclaredMonths) -> String {
        if undeclared.isEmpty { return arrears.isZero ? "无欠费" : arrears.description }
        return arrears.isZero ? "有未申报月份，尚未核定" : "\(arrears)（不含未申报月份）"
    }

    private static func keySaid(of arrears: Money, _ undeclared: UndeclaredMonths) -> String {
        if undeclared.isEmpty { return arrears.isZero ? "无" : arrears.yuanText }
        return arrears.isZero ? "尚未核定" : "\(arrears.yuanText)（不含未申报月份）"
    }

    /// What is due and not paid; what may still be paid in time is no arrears.
    private static func arrears(of totals: EmployerTotals, on today: Day) -> Money {
        max(totals.plans.filter { isOverdue($0, on: today) }.map(\.outstanding).total, .zero)
    }

    private static func isOverdue(_ plan: ContributionPlan, on today: Day) -> Bool {
        plan.outstanding > .zero && (plan.dueOn.map { $0 < today } ?? false)
    }

    private static func lineTable(_ totals: EmployerTotals, _ rules: Rules) throws(PolicyGap) -> Paper.Part {
        var names: [InsuranceLine: String] = [:]
        for period in Set(totals.periods.map(\.period)).union([rules.today.month]).sorted() {
            for definition in try rules.employeeLines(in: period) { names[definition.line] = definition.name }
        }
        let billed = totals.lines.map { line in
            [
                names[line.line] ?? "险种\(line.line.rawValue)", "\(line.people)", line.unit.description,
                line.personShare.description, (line.unit + line.personShare).description,
            ]
        }
        let others = try rules.employeeLines(in: rules.today.month).filter { $0.keeper != .own }
            .map { [$0.name, "—", "—", "—", "—"] }
        return .table(
            heading: "各险种缴费（单位：元）",
            Paper.Table(
                columns: [
                    Paper.Column("险种", weight: 9), Paper.Column("人数", .trailing, weight: 3),
                    Paper.Column("单位缴费", .trailing, weight: 4), Paper.Column("个人缴费", .trailing, weight: 4),
                    Paper.Column("合计", .trailing, weight: 4),
                ], rows: billed + others,
                total: [
                    "合计（不含医疗）", "\(totals.people)", totals.lines.map(\.unit).total.description,
                    totals.lines.map(\.personShare).total.description,
                    totals.lines.map { $0.unit + $0.personShare }.total.description,
                ]))
    }

    private static func periodTable(_ totals: EmployerTotals, on today: Day) -> Paper.Part {
        let rows = totals.periods.map { period -> [String] in
            let plans = totals.plans.filter { $0.period == period.period }
            let rest = max(plans.map(\.outstanding).total, .zero)
            let due = period.unit + period.personShare
            let state =
                rest.isZero ? "已缴清" : plans.contains { isOverdue($0, on: today) } ? "欠费" : "未到截止日"
            return [
                "\(period.period)", "\(period.people)", due.description, (due - rest).description, rest.description,
                state,
            ]
        }
        let due = totals.periods.map { $0.unit + $0.personShare }.total
        let rest = totals.periods.map { period in
            max(totals.plans.filter { $0.period == period.period }.map(\.outstanding).total, .zero)
        }.total
        return .table(
            heading: "各月缴费（单位：元）",
            Paper.Table(
                columns: [
                    Paper.Column("所属期", .centre, weight: 3), Paper.Column("人数", .trailing, weight: 2),
                    Paper.Column("应缴", .trailing, weight: 4), Paper.Column("已缴", .trailing, weight: 4),
                    Paper.Column("未缴", .trailing, weight: 4), Paper.Column("状态", .centre, weight: 3),
                ], rows: rows,
                total: ["合计", "", due.description, (due - rest).description, rest.description, ""]))
    }

    private static func staffPart(_ staff: [StaffShare], _ part: Int, of parts: Int) -> Paper.Part {
        .table(
            heading: "职工名单（第\(part)部分，共\(parts)部分；单位：月、元）",
            Paper.Table(
                columns: [
                    Paper.Column("序号", .trailing, weight: 2), Paper.Column("姓名", weight: 4),
                    Paper.Column("社会保障号码", weight: 8), Paper.Column("应缴月", .trailing, weight: 3),
                    Paper.Column("已到账", .trailing, weight: 3), Paper.Column("单位缴费", .trailing, weight: 4),
                    Paper.Column("个人缴费", .trailing, weight: 4),
                ],
                rows: staff.enumerated().map { index, share in
                    [
                        "\((part - 1) * StaffOfCertificate.peopleOfPart + index + 1)", share.name, share.number,
                        "\(share.months)", "\(share.monthsReceived)", share.unit.description,
                        share.personShare.description,
                    ]
                },
                total: [
                    "合计", "本部分\(staff.count)人", "", "", "", staff.map(\.unit).total.description,
                    staff.map(\.personShare).total.description,
                ]))
    }
}
