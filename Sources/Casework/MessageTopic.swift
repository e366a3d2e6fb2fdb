package import Basics

/// What a text message can be about, as its reader chooses among them (消息类别).
package enum MessageTopic: String, Hashable, Sendable, CaseIterable, Codable {
    case returned, planToMake, wages, payment, overdue, medical, other

    package var chinese: String {
        switch self {
        case .returned: "办件退回补正"
        case .planToMake: "缴费计划需要生成或者调整"
        case .wages: "年度缴费工资申报"
        case .payment: "缴费提醒"
        case .overdue: "缴费逾期"
        case .medical: "医疗保险未能办理"
        case .other: "其他待办"
        }
    }

    package var hint: String {
        switch self {
        case .returned: "申请被退回、需要补充或者修改时。"
        case .planToMake: "有人员或者险种没有计入缴费计划时。"
        case .wages: "申报期开始后、结束前，尚未申报或者尚未签署确认时。"
        case .payment: "缴费计划生成后，以及征收期结束前。"
        case .overdue: "超过缴费期限仍未缴清时，逾期按日加收滞纳金。"
        case .medical: "医疗保障部门没有办理所申报的人员时，不处理会影响看病报销。"
        case .other: "以上没有列出的待办事项。"
        }
    }

    /// What costs money or cover where nobody sees it is sent unless its reader says no; everything else only where asked for.
    package var isSentUnasked: Bool { self == .overdue || self == .medical }

    /// The right without which an operator of an employer is not told of it; `nil`: the to-do itself says.
    package var right: OperatorRight? {
        switch self {
        case .planToMake, .payment, .overdue: .contributions
        case .wages, .medical: .staff
        case .returned, .other: nil
        }
    }

    /// Those that an applicant of this kind can be told of.
    package static func all(for kind: Applicant.Kind) -> [MessageTopic] {
        kind == .employer ? allCases : [.returned, .other]
    }
}

extension MessageTopic {
    /// When a to-do is told of: once as it stands, once as its day comes near, once when the day is past.
    package enum Occasion: String, Hashable, Sendable, CaseIterable {
        case raised, near, overdue
    }

    /// The kinds of to-do that have a topic of their own; all others are ``other``.
    package static let kinds: [(kind: String, topic: MessageTopic)] = [
        ("case-returned", .returned), ("plan-not-made", .planToMake), ("plan-not-adjusted", .planToMake),
        ("wages-not-declared", .wages), ("payment-due", .payment), ("medical-refused", .medical),
    ]

    /// Under which topic a to-do is told of; `nil` where it is not on that occasion.
    package static func of(_ kind: String, _ occasion: Occasion) -> MessageTopic? {
        let topic = kinds.first { $0.kind == kind }?.topic ?? .other
        if occasion == .overdue { return topic == .payment ? .overdue : nil }
        return topic
    }

    /// What is sent: no name, no number, nothing that a stranger who holds the phone should not read.
    ///
    /// - Parameters:
    ///   - count: of how many to-dos it tells.
    ///   - dueOn: the earliest day among them.
    package func text(for kind: Applicant.Kind, count: Int, dueOn: Day?) -> String {
        let whose = kind == .employer ? "贵单位" : "您"
        let what =
            switch self {
            case .returned: "申请的业务有\(count)件需要补正"
            case .planToMake: "有\(count)份缴费计划需要生成或者调整"
            case .wages: "尚未完成年度缴费工资申报并签署确认"
            case .payment: "有\(count)笔社会保险费待缴纳"
            case .overdue: "有\(count)笔社会保险费逾期未缴，逾期按日加收滞纳金"
            case .medical: "有\(count)人的医疗保险未能办理，请尽快处理"
            case .other: "有\(count)项待办事项"
            }
        let until = self == .overdue ? "" : dueOn.map { "，请于\($0.chinese)前办理" } ?? ""
        return "【社保服务平台】\(whose)\(what)\(until)。详情请登录平台查看；不想再收到的，可在平台“消息设置”中关闭。"
    }
}
