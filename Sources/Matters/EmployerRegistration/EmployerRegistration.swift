import Basics
package import Casework
import Policy
import Records

/// 单位社会保险登记: a unit that is not on record becomes an employer. What its register shares fills the form and finishes it
/// without papers; a unit that the register does not know, or while the register is silent, shows its papers and is reviewed.
package enum EmployerRegistration: MatterOfUnit {
    package static let card = MatterCard(
        slug: "employer-registration",
        name: "单位社会保险登记",
        summary: "新成立或首次用工的单位办理社会保险登记。登记机关有共享信息的，无需提供材料，当场办结。",
        applicants: [.unit],
        legalBases: [
            LegalBasis("社会保险法", "第五十七条", "用人单位应当自成立之日起三十日内申请办理社会保险登记，经办机构十五日内予以审核"),
            LegalBasis("社会保险经办条例", "第六条", "用人单位在登记管理机关办理登记时同步办理社会保险登记"),
            LegalBasis("社会保险经办条例", "第八条", "登记管理机关将用人单位设立、变更、注销登记的信息与社会保险经办机构共享"),
            LegalBasis("社会保险费征缴暂行条例", "第七条", "登记事项包括单位名称、住所、经营地点、单位类型、法定代表人或者负责人、开户银行账号等"),
        ],
        materials: [licence, certificate, headIdentity],
        steps: ["获取登记机关的共享信息", "补充参保和联系信息", "核对办理预览", "提交，当场办结或等待审核"],
        conditions: ["单位已经成立，没有注销或吊销。", "单位尚未办理社会保险登记。", "统一社会信用代码正确。"],
        occasions: [
            unitUnconfirmed: "没有共享信息时", licenceUnconfirmed: "没有共享信息的企业、个体工商户",
            certificateUnconfirmed: "没有共享信息的其他单位",
        ],
        searchWords: ["新公司", "开户", "社保开户", "新单位"],
        formTitle: "社会保险登记业务申请表（单位）")

    package static let form = Form([
        Form.Section(
            "单位信息",
            [
                name.definition, kind.definition, foundedOn.definition, authority.definition,
                address.definition, headName.definition, headNumber.definition, industry.definition,
            ]),
        Form.Section(
            "参保信息",
            [place.definition, branch.definition, contactName.definition, contactPhone.definition]),
        Form.Section("缴费账户", [bank.definition, account.definition]),
    ])

    /// The register has the unit, and shares its data.
    static let unitShared: Situation = "unit-shared"
    /// The register does not know the unit, or does not answer: papers are asked for and reviewed.
    static let unitUnconfirmed: Situation = "unit-unconfirmed"
    /// Such a unit with a business licence, and such a unit with another certificate.
    static let licenceUnconfirmed: Situation = "licence-unconfirmed"
    static let certificateUnconfirmed: Situation = "certificate-unconfirmed"
    /// The register shares no industry; the one that the unit names decides on money and is reviewed.
    static let industryDeclared: Situation = "industry-declared"

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        switch answer(to: application, facts) {
        case nil, .notAsked: return []
        case .found(let unit, _):
            return sharedIndustry(of: unit) == nil ? [unitShared, industryDeclared] : [unitShared]
        case .notFound, .silent:
            let isLicensed =
                application[kind].map(\.hasBusinessLicence)
                ?? (application.applicant.unit.map { Partner.register(of: $0) == .marketRegulator } ?? true)
            return [unitUnconfirmed, isLicensed ? licenceUnconfirmed : certificateUnconfirmed]
        }
    }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let code = application.applicant.unit else { return [] }
        return [EmployerByCreditCode(code), RegisteredUnit(code), BranchesOfRegion(application.region)]
    }

    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        guard application.applicant.unit != nil else { return [:] }
        var shared: Answers = [:]
        if let only = branches(for: application, facts).only { shared[branch.key] = only.name }
        guard let unit = answer(to: application, facts)?.unit else { return shared }
        shared[name.key] = unit.name
        shared[kind.key] = unit.kind.rawValue
        shared[foundedOn.key] = unit.registeredOn.description
        shared[authority.key] = unit.authority
        shared[address.key] = unit.address
        shared[headName.key] = unit.head.name
        shared[industry.key] = sharedIndustry(of: unit)?.code
        return shared
    }

    package static func choices(for application: Application, knowing facts: Facts) -> [String: [Choice]] {
        [branch.key: branches(for: application, facts).map { Choice($0.name, $0.name) }]
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard let code = application.applicant.unit else { return [] }
        let register = Partner.register(of: code).name
        switch answer(to: application, facts) {
        case nil, .notAsked: return []
        case .notFound:
            return [
                Remark(
                    "\(register)没有这一统一社会信用代码的共享信息。", advice: "请先核对代码；代码无误的，请填写单位信息并上传材料，由工作人员审核。",
                    atCounter: "请与登记证书核对代码；代码无误的，填写单位信息并扫描材料，提交后由审核人员审核。")
            ]
        case .silent:
            return [
                Remark(
                    "\(register)暂时没有答复。", advice: "您可以稍后再来，取得共享信息后无需提供材料；也可以现在填写单位信息并上传材料，由工作人员审核。",
                    atCounter: "可以请申请人稍后再来，取得共享信息后无需提供材料；也可以现在填写单位信息并扫描材料，提交后由审核人员审核。")
            ]
        case .found(let unit, _):
            return sharedIndustry(of: unit) == nil
                ? [Remark("登记机关没有共享该单位的行业。", advice: "请选择行业；行业关系到工伤保险费率，由工作人员审核。")] : []
        }
    }

    static func answer(to application: Application, _ facts: Facts) -> UnitAnswer? {
        application.applicant.unit.map { facts[RegisteredUnit($0)] }
    }

    static func sharedIndustry(of unit: SharedUnit) -> Industry? { unit.industry.flatMap { Industry($0) } }

    /// Who takes units: the offices of the districts; the centre where it has none below it.
    static func branches(for application: Application, _ facts: Facts) -> [Branch] {
        guard application.applicant.unit != nil else { return [] }
        let all = facts[BranchesOfRegion(application.region)]
        let above = Set(all.compactMap(\.parent))
        return all.filter { !above.contains($0.code) }
    }
}

extension [Branch] {
    fileprivate var only: Branch? { count == 1 ? self[0] : nil }
}
