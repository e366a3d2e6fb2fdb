import Basics
import Casework
import Records

/// An employer as it is registered here and with the register that keeps it.
struct PresentUnit {
    let employer: Employer
    /// `nil` where it was taken over without one.
    let record: EmployerRecord?
    let answer: UnitAnswer

    /// `nil` if the applicant is no employer on record.
    init?(of application: Application, _ facts: Facts) {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)] else { return nil }
        self.employer = employer
        record = facts[RecordOfEmployer(id)]
        answer = facts[UnitOfEmployer(id)]
    }

    var register: Partner { Partner.register(of: employer.creditCode) }

    /// What the register shares of a unit that goes on.
    var shared: SharedUnit? { answer.unit.flatMap { $0.status == .active ? $0 : nil } }

    /// That, where it has changed since the record was made. A register that lags behind papers which were reviewed takes nothing back.
    var news: SharedUnit? {
        guard let shared else { return nil }
        return record?.registerRevision.map { $0 >= shared.revision } ?? false ? nil : shared
    }

    /// What is registered here, by field. The head's document is shown to nobody.
    var answers: Answers {
        var answers = [EmployerChange.name.key: employer.name]
        guard let record else { return answers }
        answers[EmployerChange.kind.key] = record.kind.rawValue
        answers[EmployerChange.address.key] = record.address
        answers[EmployerChange.headName.key] = record.head.name
        answers[EmployerChange.industry.key] = record.industry.code
        answers[EmployerChange.place.key] = record.place ?? record.address
        answers[EmployerChange.contactName.key] = record.contact.name
        answers[EmployerChange.contactPhone.key] = record.contact.phone
        answers[EmployerChange.bank.key] = record.account?.bank
        answers[EmployerChange.account.key] = record.account?.number
        return answers
    }

    /// What the register says otherwise than is registered here, by field; of an employer without a record, all of it.
    var changedByRegister: Answers { news.map(differences) ?? [:] }

    private func differences(from shared: SharedUnit) -> Answers {
        var told = [
            EmployerChange.name.key: shared.name, EmployerChange.kind.key: shared.kind.rawValue,
            EmployerChange.address.key: shared.address, EmployerChange.headName.key: shared.head.name,
        ]
        told[EmployerChange.industry.key] = shared.industry.flatMap { Industry($0) }?.code
        if record == nil {
            told[EmployerChange.foundedOn.key] = shared.registeredOn.description
            told[EmployerChange.authority.key] = shared.authority
        }
        let present = answers
        return told.filter { present[$0.key] != $0.value }
    }

    private static let keptByRegister = [
        EmployerChange.name.key, EmployerChange.kind.key, EmployerChange.address.key, EmployerChange.headName.key,
        EmployerChange.industry.key,
    ]

    /// The fields that a register keeps, are to be changed, and are not changed by the register.
    func unconfirmed(in application: Application) -> Set<String> {
        let (changed, present) = (changedByRegister, answers)
        let typed = Self.keptByRegister.filter { key in
            guard let answer = application.answers[key], !answer.isEmpty else { return record == nil && shared == nil }
            return changed[key] == nil && present[key] != answer
        }
        // Whose name stays and whose record is missing names it for the first time here.
        return Set(typed).subtracting(
            record == nil && application.answers[EmployerChange.name.key] == nil
                ? [EmployerChange.name.key] : [])
    }

    /// What the register says.
    var remarks: [Remark] {
        switch answer {
        case .notAsked: return []
        case .silent:
            return [
                Remark(
                    "\(register.name)暂时没有答复。",
                    advice: "一般信息可以直接变更；名称、住所等登记事项变更的，可以稍后取得共享信息再办，无需材料，也可以现在上传材料，由工作人员审核。",
                    atCounter: "一般信息可以直接变更；名称、住所等登记事项变更的，可以请申请人稍后再来，取得共享信息后无需材料，也可以现在扫描材料，由审核人员审核。")
            ]
        case .notFound:
            return [
                Remark(
                    "\(register.name)没有该单位的共享信息。", advice: "名称、住所等登记事项变更的，请上传材料，由工作人员审核；一般信息可以直接变更。",
                    atCounter: "名称、住所等登记事项变更的，请扫描材料，由审核人员审核；一般信息可以直接变更。")
            ]
        case .found(let unit, _) where unit.status != .active:
            return [
                Remark("\(unit.authority)登记该单位已\(unit.status.chinese)，应当办理社会保险注销登记。", advice: "注销前可以变更联系人等信息。")
            ]
        case .found(let unit, _):
            if record == nil {
                return [Remark("\(register.name)共享了该单位的登记信息。", advice: "标有“共享信息”的项目无需填写，也无需材料。")]
            }
            if !changedByRegister.isEmpty {
                return [Remark("\(register.name)的共享信息与现登记不同。", advice: "标有“共享信息”的项目提交后一并更新，无需材料。")]
            }
            let stand = differences(from: unit).isEmpty ? "与现登记一致" : "尚未更新，以现登记为准"
            return [
                Remark(
                    "\(register.name)的共享信息\(stand)。",
                    advice: "名称、住所等变更的，请先到登记机关办理变更登记；已经办理、共享信息尚未更新的，可以填写并上传材料，由工作人员审核。",
                    atCounter: "名称、住所等变更的，应当先到登记机关办理变更登记；已经办理、共享信息尚未更新的，填写并扫描材料，由审核人员审核。")
            ]
        }
    }
}
