import Basics
package import Casework
package import Policy
import Records

/// 年度缴费工资签署确认: the employer confirms the declaration of a base year as a whole.
package enum WageSignOff: Matter {
    package static let card = MatterCard(
        slug: WageReminder.signOffSlug,
        name: "年度缴费工资签署确认",
        summary: "本单位职工的年度缴费工资全部申报后，由单位经办人签署确认；确认后本年度的申报不再修改。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("社会保险法", "第六十二条", "未按规定申报应当缴纳的数额的，按照上月缴费额的百分之一百一十确定"),
        ],
        steps: ["核对已申报和未申报的人数", "签署确认", "下载盖章的办理结果"],
        conditions: ["在年度缴费工资申报期内，尚未签署确认。", "职工已经全部申报；不再申报个别职工的，确认范围只含已申报的职工。"])

    package static let form = Form([Form.Section("签署确认", [scope.definition])])

    static let scope = Field<SignOffScope>("scope", "确认范围")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return [EmployerOnRecord(employer), WageDeclarations(employer)]
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let season = try DeclarationSeason(on: rules.today, under: rules.policy)
        let closed = season.refusal(on: rules.today)
        guard closed.isEmpty, let employer = application.applicant.employer else { return closed }
        let declarations = facts[WageDeclarations(employer)]
        if let signed = declarations.signed[season.baseYear] {
            return [
                Refusal("signedAlready", "\(season.yearText)的申报已于\(signed.chinese)签署确认。", remedy: "无需重复办理。")
            ]
        }
        if declarations.staff.filter({ $0.isDue(in: season.baseYear) }).isEmpty {
            return [Refusal("nobodyToDeclare", "本单位没有需要申报年度缴费工资的职工。", remedy: "无需办理。")]
        }
        let missing = declarations.missing(in: season.baseYear)
        guard !missing.isEmpty, application[scope] == .everybody else { return [] }
        let names = missing.prefix(10).map(\.name).joined(separator: "、") + (missing.count > 10 ? "等" : "")
        return [
            Refusal(
                "peopleMissing", field: scope.key, "还有\(missing.count)名职工没有申报（\(names)）。",
                remedy: "请在“年度缴费工资申报”中继续申报；确实不再申报的，确认范围选择“\(SignOffScope.declaredOnly.chinese)”。")
        ]
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)] else {
            preconditionFailure("decided without an employer on record")
        }
        let season = try DeclarationSeason(on: rules.today, under: rules.policy)
        let due = facts[WageDeclarations(id)].staff.filter { $0.isDue(in: season.baseYear) }
        let missing = due.filter { !$0.hasDeclared(season.baseYear) }
        let rule = try rules.policy.value(.wageUndeclared, on: rules.today, askedBy: card.name)
        return Decision(
            outcomes: [
                .signWages(
                    WageSignature(
                        employer: id, baseYear: season.baseYear, declared: due.count - missing.count,
                        leftOut: missing.count)),
                .settle(WageReminder.notSigned(id, season.baseYear)),
            ],
            statement: [
                .fields(
                    heading: "年度缴费工资签署确认",
                    [
                        Paper.Field("用人单位", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                        Paper.Field("缴费年度", season.yearText), Paper.Field("已申报", "\(due.count - missing.count)人"),
                        Paper.Field("未申报", "\(missing.count)人"),
                    ])
            ] + leftOut(missing, rule.value) + [.note("签署即确认所申报的缴费工资真实、准确，并已告知职工本人。")],
            restsOnUnverified: season.isUnverified || !missing.isEmpty && !rule.citation.isVerified)
    }

    /// More than these are told as a number.
    private static let namesLimit = 200

    private static func leftOut(_ missing: [DeclaredPerson], _ treatment: String) -> [Paper.Part] {
        if missing.isEmpty { return [] }
        return [
            .paragraph("以下\(missing.count)名职工未申报，按规定处理：\(treatment)。"),
            .table(
                heading: "未申报人员",
                Paper.Table(
                    columns: [
                        Paper.Column("姓名", weight: 3), Paper.Column("社会保障号码", weight: 4),
                        Paper.Column("现缴费工资（元）", .trailing, weight: 3),
                    ], rows: missing.prefix(namesLimit).map { [$0.name, $0.number, $0.wage.description] })),
        ]
            + (missing.count > namesLimit ? [.note("只列出前\(namesLimit)人，其余可在“年度缴费工资申报”中查看。")] : [])
    }
}

/// What an employer signs.
enum SignOffScope: String, CaseIterable, FieldValue {
    case everybody, declaredOnly

    var chinese: String {
        switch self {
        case .everybody: "全部职工已经申报"
        case .declaredOnly: "确认已申报的，其余职工不再申报"
        }
    }

    static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}
