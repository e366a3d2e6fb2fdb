import Basics
package import Casework
import Policy
import Records

/// 职工停保（减员）: an employment has ended; coverage ends with it, the labour contract and the medical insurance as well.
package enum StaffTermination: AmendsStaff {
    package static let card = MatterCard(
        slug: "staff-termination",
        name: "职工停保（减员）",
        summary: "与职工解除或者终止劳动关系后，停止其社会保险缴费，同步终止劳动用工备案，医疗保险随之停保。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险法", "第五十条", "自终止或者解除劳动关系之日起十五日内将失业人员名单告知社会保险经办机构"),
            LegalBasis("劳动合同法", "第五十条", "用人单位应当出具解除或者终止劳动合同的证明，并在十五日内办理社会保险关系转移手续"),
            LegalBasis("社会保险经办条例", "第九条、第十条", "用工等参保信息变化的，应当及时告知；变更登记自收到申请之日起10个工作日内办结"),
        ],
        steps: ["填写解除劳动关系的日期和原因", "日期在本月的，先生成本月缴费计划", "核对办理预览，提交后当场办结", "已多计的月份，再次生成缴费计划予以冲销"],
        conditions: [
            "是本单位的在保职工。", "解除或者终止劳动关系的日期不早于用工起始日期，不晚于今天。", "日期在本月的，该职工本月的费用已经计入缴费计划。",
            "以退休为原因的，该职工已达到可以退休的年龄。",
        ],
        occasions: [StaffMember.isOurs: "核对号码后"],
        searchWords: ["离职", "辞职", "辞退", "退工", "停社保", "断社保", "退休", "减少人员"])

    package static let form = Form([
        Form.Section("职工", [StaffMember.number.definition, StaffMember.name.definition]),
        Form.Section("解除或者终止劳动关系", [endedOn.definition, reason.definition]),
    ])

    package static let batch: BatchDeclaration? = StaffMember.batch(oldNames: [
        "减少日期": endedOn.key, "离职日期": endedOn.key, "减少原因": reason.key, "离职原因": reason.key,
    ])

    static let endedOn = Field<Day>(
        "endedOn", "解除（终止）劳动关系日期", hint: "填写实际离职的日期；可以在离职的次月办理")
    static let reason = Field<TerminationReason>(
        "reason", "解除（终止）劳动关系原因", hint: "本月误增、没有建立劳动关系的人员，选择“法律、法规规定的其他情形”")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        StaffMember.factsNeeded(for: application)
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        var needed = StaffMember.furtherFactsNeeded(for: application, knowing: facts, since: since(application))
        if let employer = application.applicant.employer, application[reason] == .otherByLaw {
            needed = needed + [UnbilledCoverage(employer: employer, period: application.filedOn.month)]
        }
        return needed
    }

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        StaffMember.situations(of: application, knowing: facts, since: since(application))
    }

    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        StaffMember.sharedAnswers(for: application, knowing: facts, since: since(application))
    }

    static func member(of application: Application, _ facts: Facts) -> StaffMember? {
        StaffMember(of: application, knowing: facts, since: since(application))
    }

    /// What was billed since the employment ended may have to be taken back.
    private static func since(_ application: Application) -> Month? { application[endedOn]?.month }
}
