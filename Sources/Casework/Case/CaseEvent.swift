package import Basics
package import Policy

/// The key of one application of a matter (办件).
package typealias CaseId = ID<CaseState>

/// One act in a case, as it is kept: never changed, each chained to the one before.
package struct CaseEvent: Hashable, Sendable {
    /// 1 for the submission.
    package let sequence: Int
    package let act: Act
    package let actor: Actor
    package let at: Instant
    package let on: Day
    package let detail: Detail

    package init(sequence: Int, act: Act, actor: Actor, at: Instant, on: Day, detail: Detail) {
        self.sequence = sequence
        self.act = act
        self.actor = actor
        self.at = at
        self.on = on
        self.detail = detail
    }

    /// What can happen to a case.
    package enum Act: String, Hashable, Sendable, CaseIterable, Codable {
        case submit, ask, answer, accept, `return`, supplement, endorse, confirmByPhone, approve, refuse, withdraw
        case takeEffect, issue, synchronise, lapse, reverse, appeal

        /// Whether it takes in or decides, which nobody does after they have refused.
        package var isOfReview: Bool {
            switch self {
            case .accept, .return, .endorse, .confirmByPhone, .approve, .refuse: true
            case .submit, .ask, .answer, .supplement, .withdraw, .takeEffect, .issue, .synchronise, .lapse, .reverse,
                .appeal:
                false
            }
        }

        /// What a timeline calls it once it is done.
        package var chinese: String {
            switch self {
            case .submit: "提交申请"
            case .ask: "向协同部门查询"
            case .answer: "收到协同部门答复"
            case .accept: "受理"
            case .return: "退回补正"
            case .supplement: "补正材料"
            case .endorse: "初审同意"
            case .confirmByPhone: "电话核实"
            case .approve: "审核通过"
            case .refuse: "不予办理"
            case .withdraw: "申请人撤回"
            case .takeEffect: "办结生效"
            case .issue: "出具结果"
            case .synchronise: "部门同步"
            case .lapse: "终止办理"
            case .reverse: "撤销"
            case .appeal: "申请复查"
            }
        }
    }

    /// What the act carries; each act fills in what belongs to it.
    package struct Detail: Hashable, Sendable, Codable {
        /// As submitted or supplemented: the whole application, so that a case needs no other row to be judged again.
        package var application: Application?
        /// Of the case, with its submission, so that the trail says which case it is of.
        package var number: String?
        /// The number of the batch of which it is a row, with its submission.
        package var batch: String?
        package var route: Route?
        /// The digest of the outcomes that were previewed or committed.
        package var digest: String?
        package var policyVersion: String?
        /// The day by which the agency acts, after a submission takes it in, after that decides, counted from the application's coming in; and whether it counts a year whose holidays are not published yet.
        package var dueOn: Day?
        package var dueIsProvisional: Bool?
        package var missingMaterials: [String]?
        package var reason: String?
        package var refusals: [Refusal]?
        /// Whom a teller had before them who did it for the applicant, where that was not with the application itself.
        package var identityCheck: IdentityCheck?
        package var partner: Partner?
        package var succeeded: Bool?
        package var paperNumber: String?
        /// A fact that changed what is owed between submission and decision, told to the applicant.
        package var changed: String?
        /// What usually follows, once it has taken effect.
        package var suggested: [LinkedMatter]?
        /// What was written of people and enrolments when it took effect, by which a later change of the rows is found.
        package var written: [RecordDigest]?
        /// What was registered of employers when it took effect, likewise.
        package var employers: [EmployerDigest]?
        /// What had been taken over of an employer that had no record until then, likewise.
        package var takenOver: [EmployerDigest]?

        package init() {}
    }
}

/// Who acts in a case, with the name under which the trail keeps them.
package struct Actor: Hashable, Sendable, Codable {
    package enum Role: String, Hashable, Sendable, CaseIterable, Codable {
        case applicant, teller, reviewer, system, partner

        package var chinese: String {
            switch self {
            case .applicant: "申请人"
            case .teller: "综合柜员"
            case .reviewer: "审核人员"
            case .system: "系统"
            case .partner: "协同部门"
            }
        }
    }

    package let role: Role
    /// The login; `nil` for the system and partners.
    package let login: Int64?
    package let name: String

    package init(role: Role, login: Int64?, name: String) {
        self.role = role
        self.login = login
        self.name = name
    }

    package static let system = Actor(role: .system, login: nil, name: "系统自动处理")
}
