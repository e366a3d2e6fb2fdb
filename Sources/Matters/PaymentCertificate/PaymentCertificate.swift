import Basics
package import Casework
package import Policy
import Records

/// 个人参保缴费证明: which lines a person was insured in, and what was paid, month by month drawn together, for a chosen span.
package enum PaymentCertificate: Matter {
    package static let card = MatterCard(
        slug: "payment-certificate",
        name: "个人参保缴费证明",
        summary: "按所选范围出具各险种参保缴费情况，一张证明列全部险种，加盖电子印章，任何人可查验真伪。",
        applicants: [.person],
        legalBases: [
            LegalBasis("社会保险法", "第七十四条", "经办机构应当完整、准确地记录缴费等权益记录，并免费提供查询核对"),
            LegalBasis("社会保险经办条例", "第三十二条", "经办机构免费提供查询核对缴费和享受待遇记录服务"),
        ],
        steps: ["选择查询范围", "核对内容", "确认出具", "下载盖章文件"],
        conditions: ["只能查询和打印本人的记录。"])

    package static let form = Form([Form.Section("要哪些月份", ChosenSpan.fields)])

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let person = application.applicant.person else { return [] }
        return [PersonOnRecord(person), EarliestMonthHeld(person: person)]
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let person = application.applicant.person, let span = span(of: application, facts), span.isOrdered
        else { return [] }
        return [ContributionHistory(person: person, from: span.from, through: span.through)]
    }

    private static func span(of application: Application, _ facts: Facts) -> ChosenSpan? {
        application.applicant.person.flatMap {
            ChosenSpan(of: application, earliest: facts[EarliestMonthHeld(person: $0)])
        }
    }

    package static func problems(of application: Application) -> [FieldProblem] {
        ChosenSpan.problems(of: application)
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        span(of: application, facts)?.refusals(on: rules.today) ?? []
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.person, let span = span(of: application, facts),
            let person = facts[PersonOnRecord(id)]
        else { preconditionFailure("decided without a person on record and a span") }
        let history = facts[ContributionHistory(person: id, from: span.from, through: span.through)]
        let summary = try CertificateSummary(of: history, in: span, under: rules)
        let earliest = facts[EarliestMonthHeld(person: id)]
        let parts = summary.parts(about: person, earliest: earliest)
        let paper = Paper(
            kind: .paymentCertificate, title: "\(rules.policy.name(on: rules.today))社会保险个人参保缴费证明",
            subtitle: span.chinese, parts: parts,
            keyFields: [
                Paper.Field("姓名", person.name), Paper.Field("社会保障号码", person.number),
                Paper.Field("起止月份", "\(span.from)至\(span.through)"),
                Paper.Field("缴费月数", "\(summary.monthsReceived)"),
                Paper.Field("个人缴费合计（元）", summary.personReceived.yuanText),
            ], issuedOn: rules.today, restsOnUnverified: summary.restsOnUnverified)
        return Decision(
            outcomes: [.issue(PaperIssue(paper: paper, person: id))], statement: parts,
            restsOnUnverified: summary.restsOnUnverified)
    }
}
