import Basics
package import Casework
package import Policy
import Records

/// 个人参保缴费证明: which lines a person was insured in, and what was paid, month by month drawn together, for a chosen span.
package enum PaymentCertificate: RecordOfPerson {
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
        conditions: ["只能查询和打印本人的记录。"],
        searchWords: ["开证明", "社保证明", "参保证明", "缴费证明", "打印证明"])

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
