import Basics
package import Casework
import Policy
package import Records

/// 单位信息变更: contact, place and account are changed at once; name, kind, head, address and industry follow the register that
/// keeps the unit, at once where it has shared the change, else on papers that are reviewed. An employer that was taken over
/// without its record files the rest of it in the same way.
package enum EmployerChange: MatterOfUnit {
    package static let card = MatterCard(
        slug: "employer-change",
        name: "单位信息变更",
        summary: "变更单位的社会保险登记事项。联系人、经营地点、缴费账户等一般信息当场变更；名称、住所、法定代表人等登记机关已共享变更信息的，无需提供材料，当场办结。",
        applicants: [.employer],
        right: .unitData,
        legalBases: [
            LegalBasis("社会保险法", "第五十七条", "用人单位的社会保险登记事项发生变更的，应当自变更之日起三十日内办理变更登记"),
            LegalBasis("社会保险费征缴暂行条例", "第九条", "社会保险登记事项发生变更的，应当自变更之日起三十日内到社会保险经办机构办理变更登记手续"),
            LegalBasis("社会保险经办条例", "第八条", "登记管理机关将用人单位设立、变更、注销登记的信息与社会保险经办机构共享"),
            LegalBasis("社会保险经办条例", "第十条", "变更登记自收到申请之日起10个工作日内办理完毕"),
        ],
        materials: [licence, certificate, headIdentity],
        steps: ["核对现登记的信息，修改有变化的项目", "核对变更前后的内容", "提交，当场办结或等待审核"],
        conditions: [
            "名称、住所、法定代表人等已在登记机关办理变更登记。",
            "统一社会信用代码没有变更。登记机关换发代码的，以新代码办理单位社会保险登记，为职工在新单位办理增员、在原单位办理减员，原单位结清费用后办理注销登记。",
            "参保地经办机构不在本事项变更。业务全市通办，不影响在任一窗口和网上办理；因迁址确需变更的，请联系现参保地经办机构。",
        ],
        occasions: [
            changeUnconfirmed: "登记机关没有共享变更信息时", licenceUnconfirmed: "登记机关没有共享变更信息的企业、个体工商户",
            certificateUnconfirmed: "登记机关没有共享变更信息的其他单位",
            headUnconfirmed: "法定代表人（负责人）变更，登记机关没有共享信息时", recordMissing: "登记事项不完整的单位",
        ],
        searchWords: ["改名", "更名", "换法人", "搬迁", "变更法定代表人", "换代码", "换发代码", "跨区", "迁址"],
        formTitle: "社会保险变更登记业务申请表（单位）")

    package static let form = Form([
        Form.Section(
            "登记事项（修改有变化的项目）",
            [
                name.definition, kind.definition, foundedOn.definition, authority.definition, address.definition,
                headName.definition, headNumber.definition, industry.definition, changedOn.definition,
            ]),
        Form.Section("经营地点和联系人", [place.definition, contactName.definition, contactPhone.definition]),
        Form.Section("缴费账户", [bank.definition, account.definition]),
    ])

    /// The employer was taken over without its record: what is missing is filed with the change.
    static let recordMissing: Situation = "record-missing"
    /// Something that a register keeps is to be changed, and the register has not shared it: reviewed on papers.
    static let dataUnconfirmed: Situation = "data-unconfirmed"
    /// The same where it was registered before, so that the papers say since when it is another.
    static let changeUnconfirmed: Situation = "change-unconfirmed"
    static let licenceUnconfirmed: Situation = "licence-unconfirmed"
    static let certificateUnconfirmed: Situation = "certificate-unconfirmed"
    static let headUnconfirmed: Situation = "head-unconfirmed"

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        guard let present = PresentUnit(of: application, facts) else { return [] }
        var situations: Set<Situation> = present.record == nil ? [recordMissing] : []
        let unconfirmed = present.unconfirmed(in: application)
        guard !unconfirmed.isEmpty else { return situations }
        let kind = application[kind] ?? present.record?.kind
        let isLicensed = kind?.hasBusinessLicence ?? (present.register == .marketRegulator)
        situations.formUnion([dataUnconfirmed, isLicensed ? licenceUnconfirmed : certificateUnconfirmed])
        if present.record != nil { situations.insert(changeUnconfirmed) }
        if unconfirmed.contains(headName.key) { situations.insert(headUnconfirmed) }
        return situations
    }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return [EmployerOnRecord(employer), RecordOfEmployer(employer), UnitOfEmployer(employer)]
    }

    package static func presentAnswers(for application: Application, knowing facts: Facts) -> Answers {
        PresentUnit(of: application, facts)?.answers ?? [:]
    }

    /// What the register has changed is taken over as it is.
    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        PresentUnit(of: application, facts)?.changedByRegister ?? [:]
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard let present = PresentUnit(of: application, facts) else { return [] }
        var remarks: [Remark] = []
        if present.record == nil {
            remarks.append(Remark("登记信息由以往系统承接，登记事项不完整。", advice: "请一并补充。"))
        }
        remarks += present.remarks
        let key = present.unconfirmed(in: application)
        if present.record != nil, !key.isEmpty,
            !Set(application.answers.keys).subtracting(key).isDisjoint(with: general)
        {
            remarks.append(
                Remark("与需要审核的事项一并提交的联系人、经营地点、缴费账户，审核通过后才变更。", advice: "需要马上变更的，请单独提交。"))
        }
        return remarks
    }

    private static let general = [place.key, contactName.key, contactPhone.key, bank.key, account.key]

    /// Raised when a register has told of a change that can't be taken over by itself.
    package static func toDo(of employer: EmployerId) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: "unit-changed", subject: "change")
    }

    /// What a register's message answers beside the record itself: of an employer whose record is missing, whom to reach.
    package static func answers(contact: SharedUnit.Contact?) -> Answers {
        var answers: Answers = [:]
        answers[contactName.key] = contact?.name
        answers[contactPhone.key] = contact?.phone
        return answers
    }
}
