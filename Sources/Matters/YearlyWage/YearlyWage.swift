import Basics
package import Casework
package import Policy
import Records

/// 年度缴费工资申报: last year's average monthly wage of one of the employer's people, for the base year to come.
package enum YearlyWage: AmendsStaff {
    package static let card = MatterCard(
        slug: "yearly-wage",
        name: "年度缴费工资申报",
        summary: "在申报期内逐人申报职工上年度月平均工资，作为新的缴费年度的缴费工资；全部申报后签署确认。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("社会保险法", "第六十二条", "未按规定申报应当缴纳的数额的，按照上月缴费额的百分之一百一十确定"),
        ],
        steps: ["在“年度缴费工资申报”中选择职工", "填写上年度月平均工资", "核对申报前后的缴费金额", "全部申报后签署确认"],
        conditions: ["在年度缴费工资申报期内。", "本单位当年的申报尚未签署确认。", "是本单位的在保职工，没有暂停缴费。"],
        occasions: [StaffMember.isOurs: "核对号码后"],
        searchWords: ["基数申报", "年度基数", "调基数"])

    package static let form = Form([
        Form.Section("职工", [StaffMember.number.definition, StaffMember.name.definition]),
        Form.Section("上年度工资", [wage.definition]),
    ])

    package static let batch: BatchDeclaration? = StaffMember.batch(oldNames: WageNames.old(wage.key))

    static let wage = Field<Money>("wage", "上年度月平均工资（元）", hint: "上年1月至12月工资总额除以实际工作月数；超出上下限的由系统按限额计算")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        StaffMember.factsNeeded(for: application)
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return StaffMember.furtherFactsNeeded(for: application, knowing: facts) + [WageDeclarations(employer)]
    }

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        StaffMember.situations(of: application, knowing: facts)
    }

    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        StaffMember.sharedAnswers(for: application, knowing: facts)
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let season = try DeclarationSeason(on: rules.today, under: rules.policy)
        let closed = season.refusal(on: rules.today)
        guard closed.isEmpty, let employer = application.applicant.employer else { return closed }
        if let signed = facts[WageDeclarations(employer)].signed[season.baseYear] {
            return [
                Refusal(
                    "signedOff", "本单位\(season.yearText)的缴费工资申报已于\(signed.chinese)签署确认。",
                    remedy: "个别职工需要更正的，请办理缴费工资变更。")
            ]
        }
        let found = StaffMember(of: application, knowing: facts)
        let notOurs = StaffMember.refusals(of: found)
        guard notOurs.isEmpty, let member = found else { return notOurs }
        return member.suspendedRefusal
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let member = StaffMember(of: application, knowing: facts), let wage = application[wage] else {
            preconditionFailure("decided without one of the employer's people and a wage")
        }
        let season = try DeclarationSeason(on: rules.today, under: rules.policy)
        let from = max(season.baseYear, member.nextUnbilled(on: rules.today))
        let comparison = try WageComparison(of: member, wage: wage, from: from, under: rules)
        let late: [Paper.Part] =
            from == season.baseYear
            ? [] : [.note("\(from.previous.chinese)及以前的月份已按原缴费工资计入缴费计划，差额按基数差补缴另行办理。")]
        let declared = DeclaredWage(from: from, amount: wage)
        let text =
            "\(member.employer.name)已申报您\(season.baseYear.year)年度的社会保险月缴费工资为\(wage)元，自\(from.chinese)起执行。如有疑问，请联系该单位。"
        return Decision(
            outcomes: [
                .changeEnrolment(
                    member.amendment(
                        EnrolmentChange(.wageOfYearDeclared, effectiveOn: season.baseYear.firstDay),
                        wage: declared))
            ] + (try member.wageNotice(from: from, wage: wage, under: rules)) + member.message(text) + [
                next(after: member, facts, season)
            ],
            statement: [
                .fields(
                    heading: "年度缴费工资申报",
                    member.fields + [
                        Paper.Field("缴费年度", season.yearText), Paper.Field("上年度月平均工资（元）", wage.description),
                        Paper.Field("原月缴费工资（元）", member.enrolment.declaredWage.description),
                        Paper.Field("执行起始月份", from.chinese),
                    ])
            ] + comparison.parts + late + (try rules.medicalNote(of: member.enrolment.openSpans)),
            explanations: comparison.explanations,
            restsOnUnverified: comparison.restsOnUnverified || season.isUnverified)
    }

    /// The next person who has not been declared; the signing once nobody is left.
    private static func next(after member: StaffMember, _ facts: Facts, _ season: DeclarationSeason) -> Outcome {
        let left = facts[WageDeclarations(member.employer.id)].missing(in: season.baseYear)
            .filter { $0.person != member.person.id }
        // Round to the first, so that whoever was passed over comes at the end.
        guard let next = left.first(where: { $0.person > member.person.id }) ?? left.first else {
            return .suggest(LinkedMatter(slug: WageReminder.signOffSlug, reason: "全部职工已经申报，请签署确认", answers: [:]))
        }
        return .suggest(
            LinkedMatter(
                slug: card.slug, reason: "申报下一位：\(next.name)", answers: [StaffMember.number.key: next.number]))
    }
}

extension DeclarationSeason {
    /// Outside of it nothing is declared.
    func refusal(on today: Day) -> [Refusal] {
        if isOpen(on: today) { return [] }
        return [
            Refusal(
                "notInSeason", "今天（\(today.chinese)）不在年度缴费工资申报期内。",
                remedy: "\(yearText)的申报期为\(span)，请届时办理。")
        ]
    }
}
