import Basics
package import Casework
package import Policy
import Records

extension EmployerChange {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let present = PresentUnit(of: application, facts) else {
            preconditionFailure("decided without an employer on record")
        }
        let changes = present.changes(by: application)
        let anotherClass = try anotherClass(application, present, rules)
        let record = present.after(application, injuryClass: anotherClass.map { ($0.injuryClass, $0.from) })
        let amendment = EmployerAmendment(
            employer: present.employer.id, record: record,
            takenOver: present.record == nil ? EmployerTakeover(present.employer) : nil)
        return Decision(
            outcomes: [.changeEmployer(amendment), .settle(toDo(of: present.employer.id))]
                + messages(application, present, changes, record),
            statement: [
                .fields(
                    heading: "单位信息变更",
                    [
                        Paper.Field("单位名称", record.name), Paper.Field("统一社会信用代码", record.creditCode),
                        Paper.Field("变更登记日期", rules.today.chinese),
                    ]),
                table(of: changes, application, present),
            ] + classParts(anotherClass, present) + (try notes(application, present, changes, rules)),
            restsOnUnverified: anotherClass?.isUnverified ?? false)
    }

    /// A class of work-injury risk that another industry brings, and from which month it holds; earlier months keep theirs.
    private struct AnotherClass {
        let injuryClass: Int
        let from: Month
        let isUnverified: Bool
    }

    private static func anotherClass(
        _ application: Application, _ present: PresentUnit, _ rules: Rules
    ) throws(PolicyGap) -> AnotherClass? {
        // Whose record is missing has its class from the agency, and names its trade for the first time.
        guard let record = present.record, let industry = application[industry], industry != record.industry else {
            return nil
        }
        let classes = try rules.policy.value(.injuryClasses, on: rules.today, askedBy: card.name)
        let rule = try rules.policy.value(.injuryClassFirstPeriod, on: rules.today, askedBy: card.name)
        guard let injuryClass = classes.value.entries[industry.code], injuryClass != record.injuryClass else {
            return nil
        }
        return AnotherClass(
            injuryClass: injuryClass, from: rule.value.firstPeriod(changedOn: rules.today),
            isUnverified: !(classes.citation.isVerified && rule.citation.isVerified))
    }

    private static func table(
        of changes: [EmployerItemChange], _ application: Application, _ present: PresentUnit
    ) -> Paper.Part {
        .table(
            heading: "变更事项",
            Paper.Table(
                columns: [
                    Paper.Column("事项", weight: 4), Paper.Column("变更前", weight: 6), Paper.Column("变更后", weight: 6),
                    Paper.Column("来源", weight: 3),
                ],
                rows: changes.map { change in
                    [
                        change.key.chinese, change.before ?? "未登记", change.after,
                        present.isShared(change.key, application) ? "共享信息" : "单位申报",
                    ]
                }))
    }

    private static func classParts(_ another: AnotherClass?, _ present: PresentUnit) -> [Paper.Part] {
        guard let another, let record = present.record else { return [] }
        return [
            .fields(
                heading: "工伤保险行业风险类别",
                [
                    Paper.Field("变更前", "\(record.injuryClass)类"),
                    Paper.Field("变更后", "\(another.injuryClass)类\(another.isUnverified ? "（未核实，以经办机构核定为准）" : "")"),
                    Paper.Field("执行起始月份", another.from.chinese),
                ]),
            .note("\(another.from.chinese)以前的费款，包括以后补充生成的缴费计划，仍按\(record.injuryClass)类计算。"),
        ]
    }

    /// Whoever has not filed hears of it; so does the phone that is no longer the one on record.
    private static func messages(
        _ application: Application, _ present: PresentUnit, _ changes: [EmployerItemChange], _ record: EmployerRecord
    ) -> [Outcome] {
        var messages: [ShortMessage] = []
        if application.channel == .partner {
            let items = changes.map(\.key.chinese).joined(separator: "、")
            messages.append(
                ShortMessage(
                    phone: record.contact.phone,
                    text: "\(record.name)：\(present.register.name)已共享变更登记信息，社会保险登记的\(items)已同步更新，无需另行申请。"
                        + "如有疑问，请登录社保服务平台在“单位信息”中查看。"))
        }
        if let before = present.record?.contact.phone, before != record.contact.phone {
            messages.append(
                ShortMessage(
                    phone: before, text: "\(record.name)在社会保险登记的联系人手机已变更，今后的通知不再发送到本号码。如非本单位办理，请联系参保地经办机构。"))
        }
        return messages.map { .tell(.shortMessage($0)) }
    }

    private static func notes(
        _ application: Application, _ present: PresentUnit, _ changes: [EmployerItemChange], _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        var notes: [Paper.Part] = []
        if present.record == nil { notes.append(.note("本单位的登记信息由以往系统承接，本次一并补全登记事项。")) }
        let limit = try rules.policy.value(.employerChangeLimit, on: rules.today, askedBy: card.name)
        if let changedOn = application[changedOn], rules.today > rules.calendar.due(limit.value, after: changedOn).day {
            notes.append(.note("本次变更已超过规定期限。依照《社会保险法》第五十七条，应当自变更之日起\(limit.value)内办理变更登记。"))
        }
        if present.record?.account != nil, changes.contains(where: { $0.key == .account }) {
            notes.append(.note("缴费账户的变更不影响已签订的银行扣款协议；需要更换扣款账户的，请终止原协议后重新签订。"))
        }
        if changes.contains(where: { $0.key == .name }) {
            notes.append(.note("变更前出具的表单和证明仍用原名称，继续有效。"))
        }
        return notes
    }
}

extension PresentUnit {
    /// Whether an item follows the register rather than what the employer says.
    func isShared(_ key: EmployerItem.Key, _ application: Application) -> Bool {
        switch key {
        case .name, .kind, .address, .headName, .industry: changedByRegister[key.rawValue] != nil
        case .foundedOn, .authority: news != nil
        case .headNumber:
            news.map { $0.head.name == application[EmployerChange.headName]?.text ?? record?.head.name } ?? false
        case .place, .contactName, .contactPhone, .account: false
        }
    }
}
