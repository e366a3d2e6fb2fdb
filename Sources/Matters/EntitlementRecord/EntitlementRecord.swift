import Basics
package import Casework
package import Policy
import Records

/// 个人权益记录: what a person has paid for a chosen span, on the one national form, sealed and open to anybody's check.
package enum EntitlementRecord: RecordOfPerson {
    package static let card = MatterCard(
        slug: "entitlement-record",
        name: "个人权益记录查询打印",
        summary: "查询并出具本人参保缴费记录，加盖电子印章，任何人可在线或离线验证真伪。",
        applicants: [.person],
        legalBases: [
            LegalBasis("社会保险法", "第七十四条", "经办机构应当完整、准确地记录缴费等权益记录，并免费提供查询核对"),
            LegalBasis("社会保险经办条例", "第三十二条", "经办机构免费提供查询核对缴费和享受待遇记录服务"),
        ],
        steps: ["选择起止月份", "核对记录", "确认出具", "下载盖章文件"],
        conditions: ["起止月份不晚于本月，截止月份不早于起始月份。", "只能查询和打印本人的记录。"],
        searchWords: ["查社保", "社保明细", "缴费明细", "缴费记录", "打印清单"])

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.person, let span = span(of: application, facts),
            let person = facts[PersonOnRecord(id)]
        else { preconditionFailure("decided without a person on record and a span") }
        let (from, through) = (span.from, span.through)
        let history = facts[ContributionHistory(person: id, from: from, through: through)]
        let record = try RecordTable(of: history, under: rules)
        let region = rules.policy.name(on: rules.today)
        let parts = record.parts(
            about: person, from: from, through: through, earliest: facts[EarliestMonthHeld(person: id)])
        let paper = Paper(
            kind: .entitlementRecord,
            title: "\(region)社会保险个人权益记录",
            subtitle: "\(from.chinese)至\(through.chinese)",
            parts: parts,
            keyFields: [
                Paper.Field("姓名", person.name), Paper.Field("社会保障号码", person.number),
                Paper.Field("起止月份", "\(from)至\(through)"), Paper.Field("缴费月数", "\(record.monthsReceived)"),
                Paper.Field("个人缴费合计（元）", record.personReceived.yuanText),
            ],
            issuedOn: rules.today,
            restsOnUnverified: record.restsOnUnverified)
        return Decision(
            outcomes: [.issue(PaperIssue(paper: paper, person: id))], statement: parts,
            restsOnUnverified: record.restsOnUnverified)
    }
}
