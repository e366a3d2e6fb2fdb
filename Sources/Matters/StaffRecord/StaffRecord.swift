import Basics
package import Casework
package import Policy
import Records

/// 职工缴费记录（单位查询）: what one of the employer's own people has with it, and nothing of other employers. Each asking is
/// logged, and the person sees it.
package enum StaffRecord: Matter {
    package static let card = MatterCard(
        slug: "staff-record",
        name: "职工缴费记录查询打印",
        summary: "出具一名职工在本单位的参保缴费记录，只含与本单位有关的内容；查询会记入该职工的“谁看过我的记录”。",
        applicants: [.employer],
        right: .papers,
        legalBases: [
            LegalBasis("社会保险法", "第七十四条", "经办机构应当完整、准确地记录缴费等权益记录，并免费提供查询核对"),
            LegalBasis("社会保险经办条例", "第三十二条", "经办机构免费提供查询核对缴费和享受待遇记录服务"),
        ],
        steps: ["填写职工和查询范围", "核对记录", "确认出具", "下载盖章文件"],
        conditions: ["职工在本单位参加过社会保险。"])

    package static let form = Form([
        Form.Section("职工", [StaffMember.number.definition]), Form.Section("要哪些月份", ChosenSpan.fields),
    ])

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        StaffMember.factsNeeded(for: application)
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let person = person(of: application, facts), let employer = application.applicant.employer else {
            return []
        }
        // Everything, as the earliest month is known only with it; no person has more than some hundreds of rows.
        return [
            EnrolmentsOfPerson(person.id), EarliestMonthHeld(person: person.id, employer: employer),
            history(of: person, application),
        ]
    }

    private static func person(of application: Application, _ facts: Facts) -> InsuredPerson? {
        application[StaffMember.number].flatMap { facts[PersonByNumber($0.text)] }
    }

    /// Before any that a platform can hold.
    private static let start = Month(yyyymm: 190_001)!

    private static func history(of person: InsuredPerson, _ application: Application) -> ContributionHistory {
        ContributionHistory(person: person.id, from: start, through: application.filedOn.month)
    }

    /// Those who have or had coverage with the employer that asks; of others nothing is said, not even that they are on record.
    private static func member(of application: Application, _ facts: Facts) -> InsuredPerson? {
        guard let person = person(of: application, facts),
            facts[EnrolmentsOfPerson(person.id)].contains(where: {
                $0.employer == application.applicant.employer && $0.voidedOn == nil
            })
        else { return nil }
        return person
    }

    private static func span(of application: Application, _ member: InsuredPerson, _ facts: Facts) -> ChosenSpan? {
        ChosenSpan(
            of: application,
            earliest: facts[EarliestMonthHeld(person: member.id, employer: application.applicant.employer)])
    }

    package static func problems(of application: Application) -> [FieldProblem] {
        ChosenSpan.problems(of: application)
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let member = member(of: application, facts) else {
            return [
                Refusal(
                    "notStaff", field: StaffMember.number.key, "本单位没有该社会保障号码的参保记录。",
                    remedy: "请核对号码，或在“参保职工”中查找该职工后办理。")
            ]
        }
        return span(of: application, member, facts)?.refusals(on: rules.today) ?? []
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let member = member(of: application, facts), let span = span(of: application, member, facts),
            let employer = application.applicant.employer.flatMap({ facts[EmployerOnRecord($0)] })
        else { preconditionFailure("decided without one of the employer's people and a span") }
        let rows = facts[history(of: member, application)].filter {
            $0.employer == employer.id && span.from <= $0.period && $0.period <= span.through
        }
        let record = try RecordTable(of: rows, under: rules)
        let earliest = facts[EarliestMonthHeld(person: member.id, employer: employer.id)]
        let parts = record.parts(about: member, from: span.from, through: span.through, earliest: earliest)
        let paper = Paper(
            kind: .staffRecord, title: "\(rules.policy.name(on: rules.today))社会保险职工缴费记录",
            subtitle: "\(span.chinese)（单位查询）",
            parts: [
                .fields(
                    heading: "用人单位",
                    [Paper.Field("单位名称", employer.name), Paper.Field("统一社会信用代码", employer.creditCode)])
            ] + parts + [.note("本记录由用人单位查询，只含该职工在本单位的参保缴费情况。")],
            keyFields: [
                Paper.Field("姓名", member.name), Paper.Field("社会保障号码", member.number),
                Paper.Field("单位名称", employer.name), Paper.Field("起止月份", "\(span.from)至\(span.through)"),
                Paper.Field("缴费月数", "\(record.monthsReceived)"),
            ], issuedOn: rules.today, restsOnUnverified: record.restsOnUnverified)
        return Decision(
            outcomes: [.issue(PaperIssue(paper: paper, person: member.id, employer: employer.id))],
            statement: paper.parts,
            restsOnUnverified: record.restsOnUnverified)
    }
}
