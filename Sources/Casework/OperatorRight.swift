/// What an operator of an employer may be given (经办权限): one group of its matters, with the pages that belong to it, or the
/// keeping of the operators themselves.
package enum OperatorRight: String, Hashable, Sendable, CaseIterable, Codable {
    /// Adds, removes and limits the operators; and files what no other right names.
    case administration
    case staff, contributions, unitData, papers

    package var chinese: String {
        switch self {
        case .administration: "经办人员管理"
        case .staff: "职工参保"
        case .contributions: "缴费"
        case .unitData: "单位信息"
        case .papers: "证明和单据"
        }
    }

    /// What it opens, for whoever gives it.
    package var hint: String {
        switch self {
        case .administration: "添加、停用经办人员，调整其权限"
        case .staff: "查看职工名单，办理增员、减员等职工参保业务"
        case .contributions: "查看缴费计划，办理缴费计划、缴费等业务"
        case .unitData: "办理单位信息变更、注销等业务"
        case .papers: "开具参保缴费证明等单据"
        }
    }
}

extension Set<OperatorRight> {
    package static let all = Set(OperatorRight.allCases)

    /// `职工参保、缴费`, always in the same order.
    package var chinese: String {
        isEmpty ? "无" : OperatorRight.allCases.filter(contains).map(\.chinese).joined(separator: "、")
    }
}
