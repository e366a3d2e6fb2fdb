package import Basics

/// Something that happened to an enrolment after it had been opened, in the order of its sequence: it ended, its coverage
/// stopped or went on, another wage was declared. Each is a row with the case that did it.
package struct EnrolmentChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case ended, suspended, resumed, wageChanged, wageOfYearDeclared
        case endTakenBack, suspensionTakenBack, resumptionTakenBack, wageTakenBack

        package var chinese: String {
            switch self {
            case .ended: "停保（减员）"
            case .suspended: "暂停缴费"
            case .resumed: "恢复缴费（续保）"
            case .wageChanged: "缴费工资变更"
            case .wageOfYearDeclared: "年度缴费工资申报"
            case .endTakenBack: "撤销减员"
            case .suspensionTakenBack: "撤销暂停缴费"
            case .resumptionTakenBack: "撤销恢复缴费"
            case .wageTakenBack: "撤销缴费工资申报"
            }
        }

        /// Whether it takes back the latest change that stood (撤销误办).
        package var takesBack: Bool {
            switch self {
            case .ended, .suspended, .resumed, .wageChanged, .wageOfYearDeclared: false
            case .endTakenBack, .suspensionTakenBack, .resumptionTakenBack, .wageTakenBack: true
            }
        }
    }

    package let kind: Kind
    /// The day on which the employment ended; of the other kinds the first day of the first month that it holds for.
    package let effectiveOn: Day
    /// In code's words: a ``TerminationReason`` or a ``SuspensionReason``; `nil` for kinds that need none.
    package let reason: String?

    package init(_ kind: Kind, effectiveOn: Day, reason: String? = nil) {
        self.kind = kind
        self.effectiveOn = effectiveOn
        self.reason = reason
    }

    /// `辞职（劳动者主动解除劳动合同）`
    package var reasonText: String? {
        reason.map { TerminationReason(rawValue: $0)?.chinese ?? SuspensionReason(rawValue: $0)?.chinese ?? $0 }
    }
}

/// Why an employment ended (解除、终止劳动关系的原因), by the articles of the 劳动合同法. The agencies' own code lists are not
/// published; the words here are the platform's.
package enum TerminationReason: String, Hashable, Sendable, CaseIterable, Codable {
    case contractExpired, agreedByEmployer, dismissedForFault, dismissedWithNotice, laidOff, employerGone
    case leftForFaultOfEmployer, resigned, retired, died, otherByLaw

    package var chinese: String {
        switch self {
        case .contractExpired: "劳动合同期满终止"
        case .agreedByEmployer: "用人单位提出、协商一致解除劳动合同"
        case .dismissedForFault: "用人单位依法解除劳动合同（劳动者有过错）"
        case .dismissedWithNotice: "用人单位依法解除劳动合同（劳动者无过错）"
        case .laidOff: "用人单位裁减人员"
        case .employerGone: "用人单位破产、被吊销执照、责令关闭、撤销或提前解散"
        case .leftForFaultOfEmployer: "劳动者因用人单位过错解除劳动合同"
        case .resigned: "辞职（劳动者主动解除劳动合同）"
        case .retired: "开始依法享受基本养老保险待遇（退休）"
        case .died: "死亡、宣告死亡或者宣告失踪"
        case .otherByLaw: "法律、法规规定的其他情形"
        }
    }

    /// The article of the 劳动合同法 that it follows from.
    package var article: String {
        switch self {
        case .contractExpired: "第四十四条第一项"
        case .agreedByEmployer: "第三十六条"
        case .dismissedForFault: "第三十九条"
        case .dismissedWithNotice: "第四十条"
        case .laidOff: "第四十一条"
        case .employerGone: "第四十四条第四项、第五项"
        case .leftForFaultOfEmployer: "第三十八条"
        case .resigned: "第三十六条、第三十七条"
        case .retired: "第四十四条第二项"
        case .died: "第四十四条第三项"
        case .otherByLaw: "第四十四条第六项"
        }
    }

    /// Whether the work ended against the person's will, which unemployment benefits ask for (社会保险法 art. 45; 人社部令第13号
    /// art. 13); `nil` where the case itself has to say.
    package var isInvoluntary: Bool? {
        switch self {
        case .contractExpired, .agreedByEmployer, .dismissedForFault, .dismissedWithNotice, .laidOff, .employerGone,
            .leftForFaultOfEmployer:
            true
        case .resigned, .retired, .died: false
        case .otherByLaw: nil
        }
    }
}

/// Why payment stops while the employment goes on (暂停缴费的原因). Which of them a region knows is policy.
package enum SuspensionReason: String, Hashable, Sendable, CaseIterable, Codable {
    case unpaidLeave, detained, military, missing, postedAbroad

    package var chinese: String {
        switch self {
        case .unpaidLeave: "停薪留职"
        case .detained: "服刑或者被羁押"
        case .military: "应征入伍"
        case .missing: "下落不明，尚未宣告失踪"
        case .postedAbroad: "派驻境外，在当地参保"
        }
    }
}
