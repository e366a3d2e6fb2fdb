package import Basics
package import Casework
import Policy
package import Records

/// 单位社会保险注销登记: an employer that has come to its end closes its registration, once nobody is enrolled and nothing is owed
/// on either side. Where its register has shared the end, no papers are asked for.
package enum EmployerDeregistration: Matter {
    package static let card = MatterCard(
        slug: "employer-deregistration",
        name: "单位社会保险注销登记",
        summary: "单位依法终止的，在职工全部减员、费用全部结清后注销社会保险登记。登记机关已共享注销信息的，无需提供材料，当场办结。",
        applicants: [.employer],
        right: .unitData,
        legalBases: [
            LegalBasis("社会保险法", "第五十七条", "用人单位依法终止的，应当自终止之日起三十日内办理注销社会保险登记"),
            settling,
            LegalBasis("社会保险经办条例", "第八条", "登记管理机关将用人单位设立、变更、注销登记的信息与社会保险经办机构共享"),
        ],
        materials: [dissolution, bankruptcy, revocation, merger],
        steps: ["为职工办理减员，结清费用", "填写终止情况", "核对办理预览", "提交，当场办结或等待审核"],
        conditions: [
            "单位已经依法终止。", "没有在保职工，没有尚未计入缴费计划的月份。", "费用已经结清：没有未缴清的计划、未用完的余额和待分配的收款。",
            "没有正在办理的业务和正在生效的银行扣款协议。",
        ],
        occasions: [
            dissolvedUnconfirmed: "没有共享信息、依法解散或注销的", bankruptUnconfirmed: "没有共享信息、依法宣告破产的",
            revokedUnconfirmed: "没有共享信息、被吊销或撤销登记的", mergedUnconfirmed: "没有共享信息、合并或分立的",
        ],
        searchWords: ["销户", "公司注销", "关门"])

    static let settling = LegalBasis(
        "社会保险经办条例", "第十条", "注销登记自收到申请之日起10个工作日内办理完毕，注销前应当先结清欠缴的社会保险费、滞纳金、罚款")

    package static let form = Form([
        Form.Section("终止情况", [reason.definition, endedOn.definition])
    ])

    static let reason = Field<UnitEnd>("reason", "终止情形")
    static let endedOn = Field<Day>("endedOn", "终止日期", hint: "注销登记、裁定或者决定文书上的日期")

    /// The register says that the unit is deregistered or its licence revoked.
    static let endShared: Situation = "end-shared"
    /// It does not, or does not answer: a paper is asked for, by how the unit ended, and reviewed.
    static let endUnconfirmed: Situation = "end-unconfirmed"
    private static let dissolvedUnconfirmed: Situation = "dissolved-unconfirmed"
    private static let bankruptUnconfirmed: Situation = "bankrupt-unconfirmed"
    private static let revokedUnconfirmed: Situation = "revoked-unconfirmed"
    private static let mergedUnconfirmed: Situation = "merged-unconfirmed"

    private static let dissolution = paper("dissolution", "准予注销登记通知书，或主管机关批准解散、撤销的文件", dissolvedUnconfirmed)
    private static let bankruptcy = paper("bankruptcy", "人民法院宣告破产或终结破产程序的裁定书", bankruptUnconfirmed)
    private static let revocation = paper("revocation", "吊销营业执照、责令关闭或者撤销的决定文书", revokedUnconfirmed)
    private static let merger = paper("merger", "合并、分立的决议或批准文件", mergedUnconfirmed)

    private static func paper(_ key: String, _ name: String, _ situation: Situation) -> MaterialDefinition {
        MaterialDefinition(
            key: key, name: name, hint: "照片清晰、四角完整，能看清单位名称和日期",
            legalBasis: LegalBasis("社会保险法", "第五十七条", "用人单位依法终止的，应当办理注销社会保险登记"), situations: [situation])
    }

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        if sharedEnd(of: application, facts) != nil { return [endShared] }
        // No paper is asked for while it would be of no use: first it is said what stands in the way.
        guard let reason = application[reason], !isTied(application, facts) else { return [endUnconfirmed] }
        return switch reason {
        case .dissolved: [endUnconfirmed, dissolvedUnconfirmed]
        case .bankrupt: [endUnconfirmed, bankruptUnconfirmed]
        case .revoked: [endUnconfirmed, revokedUnconfirmed]
        case .merged: [endUnconfirmed, mergedUnconfirmed]
        }
    }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        let month = application.filedOn.month
        return [
            EmployerOnRecord(employer), TiesOfEmployer(employer), OpenPlansOfEmployer(employer),
            UnitOfEmployer(employer),
            DeductionOfEmployer(employer),
            UnbilledCoverage(employer: employer, period: month),
            UnbilledCoverage(employer: employer, period: month.previous),
            MonthsNotBilled(employer: employer, through: month.previous.previous),
        ]
    }

    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        guard let status = sharedEnd(of: application, facts) else { return [:] }
        return [reason.key: (status == .revoked ? UnitEnd.revoked : .dissolved).rawValue]
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard let employer = application.applicant.employer else { return [] }
        switch facts[UnitOfEmployer(employer)] {
        case .notAsked: return []
        case .silent:
            return [
                Remark(
                    "登记机关暂时没有答复。", advice: "您可以稍后再来，取得注销信息后无需提供材料；也可以现在上传材料，由工作人员审核。",
                    atCounter: "可以请申请人稍后再来，取得注销信息后无需提供材料；也可以现在扫描材料，由审核人员审核。")
            ]
        case .notFound:
            return [
                Remark(
                    "登记机关没有该单位的共享信息。", advice: "请上传终止的证明材料，由工作人员审核。",
                    atCounter: "请扫描终止的证明材料，由审核人员审核。")
            ]
        case .found(let unit, _) where unit.status == .active:
            return [
                Remark(
                    "登记机关的共享信息显示该单位仍为“\(unit.status.chinese)”。", advice: "已经注销的，请上传证明材料，由工作人员审核。",
                    atCounter: "已经注销的，请扫描证明材料，由审核人员审核。")
            ]
        case .found(let unit, _): return [Remark("登记机关的共享信息显示该单位已\(unit.status.chinese)，无需提供材料。")]
        }
    }

    /// How the register says that the unit has ended; `nil` if it does not say so.
    private static func sharedEnd(of application: Application, _ facts: Facts) -> SharedUnit.Status? {
        guard let employer = application.applicant.employer, let unit = facts[UnitOfEmployer(employer)].unit,
            unit.status != .active
        else { return nil }
        return unit.status
    }

    /// What an application says of the end; `nil` while it says nothing.
    package static func end(in application: Application) -> (on: Day, reason: UnitEnd)? {
        guard let endedOn = application[endedOn], let reason = application[reason] else { return nil }
        return (endedOn, reason)
    }

    /// What a register's message says of it.
    package static func answers(endedOn day: Day, _ status: SharedUnit.Status) -> Answers {
        [
            endedOn.key: day.description,
            reason.key: (status == .revoked ? UnitEnd.revoked : .dissolved).rawValue,
        ]
    }

    /// Raised when the register has told of the end and something still stands in the way.
    package static func toDo(of employer: EmployerId) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: "unit-ended", subject: "deregistration")
    }
}

extension UnitEnd: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}
