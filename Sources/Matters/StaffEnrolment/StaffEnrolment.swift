import Basics
package import Casework
import Policy
import Records

/// 职工参保登记（增员）: one act registers social insurance, employment and the labour contract of one person.
package enum StaffEnrolment: Matter {
    package static let card = MatterCard(
        slug: "staff-enrolment",
        name: "职工参保登记（增员）",
        summary: "为新录用的职工办理社会保险、就业和劳动用工备案统一登记，一次填报、一次办结。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险法", "第五十八条", "用人单位自用工之日起三十日内为职工申请办理社会保险登记"),
            LegalBasis("劳动合同法", "第十条、第十二条", "建立劳动关系应当订立书面劳动合同"),
            LegalBasis("社会保险经办条例", "第三十一条", "除身份证件外，要求提供其他证明材料应当有法律、法规和国务院决定依据"),
        ],
        materials: [ResidentIdentity.front, ResidentIdentity.back],
        steps: ["填写人员和用工信息", "核对办理预览", "提交并即时核验", "查看结果，生成本月缴费计划"],
        conditions: [
            "用工已经开始：用工之日起三十日内申报。", "人员在用工之日已满十六周岁；未达到法定退休年龄，没有开始享受基本养老保险待遇。", "姓名与社会保障号码的登记信息一致。",
            "同一险种同一月份没有在其他单位参保缴费；已在其他单位参保的，由原单位先办理减员。",
            "以第二及以上单位（兼职）申报的，其他险种已由其他单位参保缴费。", "再次录用的，用工起始日期晚于本单位上一段用工的终止日期。", "固定期限合同的终止日期不早于用工起始日期。",
        ],
        occasions: [
            ResidentIdentity.unconfirmed: "共享信息无法核验身份时", fixedTerm: "固定期限合同", residentCard: "居民身份证",
            otherDocument: "其他身份证件", passport: "外国护照",
        ],
        searchWords: ["入职", "新员工", "新职工", "招工", "录用", "上社保", "交社保", "增加人员"])

    package static let form = Form([
        Form.Section(
            "人员信息",
            [
                documentKind.definition, number.definition, documentNumber.definition, documentCountry.definition,
                name.definition, household.definition, ethnicity.definition, phone.definition,
            ]),
        Form.Section(
            "用工与劳动合同",
            [
                work.definition, beganOn.definition, occupation.definition, contractTerm.definition,
                contractEndsOn.definition,
            ]),
        Form.Section("缴费工资", [wage.definition]),
    ])

    package static let batch: BatchDeclaration? = BatchDeclaration(
        personFields: [documentKind.key, number.key, documentNumber.key, documentCountry.key],
        oldNames: [
            "公民身份号码": number.key, "身份证号码": number.key, "身份证号": number.key, "职工姓名": name.key,
            "户口类别": household.key, "联系电话": phone.key, "移动电话": phone.key, "岗位": occupation.key,
            "工种": occupation.key, "合同起始日期": beganOn.key, "合同类型": contractTerm.key,
            "合同终止日期": contractEndsOn.key,
        ].merging(WageNames.old(wage.key)) { own, _ in own })

    /// Known by a resident card; else by another document, of which passports do not say whose they are.
    static let residentCard: Situation = "resident-card"
    static let otherDocument: Situation = "other-document"
    static let passport: Situation = "passport"
    /// The number is on record with this platform.
    static let personOnRecord: Situation = "person-on-record"
    static let fixedTerm: Situation = "fixed-term"

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        var situations: Set<Situation> = application[contractTerm] == .fixed ? [fixedTerm] : []
        guard hasResidentCard(application) else {
            situations.insert(otherDocument)
            if application[documentKind] == .passport { situations.insert(passport) }
            return situations
        }
        situations.insert(residentCard)
        guard let number = application[number] else { return situations }
        if facts[PersonByNumber(number.text)] != nil {
            situations.insert(personOnRecord)
        } else if let identity = newIdentity(application) {
            situations.formUnion([identity.situation(of: application, knowing: facts)].compactMap(\.self))
        }
        return situations
    }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        var needed: FactsNeeded = []
        if let employer = application.applicant.employer { needed = needed + [EmployerOnRecord(employer)] }
        guard hasResidentCard(application) else {
            return needed + FactsNeeded(document(of: application).map { [PersonByDocument($0)] } ?? [])
        }
        guard let number = application[number] else { return needed }
        needed = needed + [PersonByNumber(number.text)]
        return needed + FactsNeeded(newIdentity(application).map { [$0.fact] } ?? [])
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let person = person(of: application, facts) else { return [] }
        return [EnrolmentsOfPerson(person.id)]
    }

    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        guard hasResidentCard(application) else {
            guard let person = person(of: application, facts),
                application[name].map({ $0.text == person.name }) ?? true
            else { return [:] }
            return [name.key: person.name]
        }
        guard let number = application[number] else { return [:] }
        if let person = facts[PersonByNumber(number.text)] {
            var shared = [household.key: person.household.rawValue, ethnicity.key: person.ethnicity]
            // Another name that was typed stays, so that a difference is seen and not papered over.
            if application[name].map({ $0.text == person.name }) ?? true { shared[Self.name.key] = person.name }
            return shared
        }
        return newIdentity(application)?.sharedAnswers(knowing: facts) ?? [:]
    }

    /// Why identity papers are asked for, or a name: what the record and the register answered.
    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        if let document = document(of: application) {
            return facts[PersonByDocument(document)] == nil
                ? [
                    Remark(
                        "未查询到该人信息，需要先登记。",
                        advice: "请填完其余内容，在核对页选择“办理\(DocumentRegistration.card.name)”，已填的内容会保留。")
                ] : []
        }
        guard let number = application[number], facts[PersonByNumber(number.text)] == nil else { return [] }
        return newIdentity(application)?.remarks(knowing: facts) ?? [
            Remark("本平台没有该社会保障号码的参保记录。", advice: "请填写姓名后再获取共享信息。")
        ]
    }

    /// By which somebody who is not on record can be registered; `nil` while number or name is missing.
    static func newIdentity(_ application: Application) -> ResidentIdentity? {
        guard let number = application[number], let name = application[name] else { return nil }
        return ResidentIdentity(number: number, name: name)
    }

    static func person(of application: Application, _ facts: Facts) -> InsuredPerson? {
        guard hasResidentCard(application) else {
            return document(of: application).flatMap { facts[PersonByDocument($0)] }
        }
        return application[number].flatMap { facts[PersonByNumber($0.text)] }
    }
}
