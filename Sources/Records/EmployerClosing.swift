package import Basics

/// An employer's registration for social insurance has ended (单位注销登记): it looks back, and files nothing more.
package struct EmployerClosing: Hashable, Sendable {
    package let employer: EmployerId
    /// The day from which it holds.
    package let closedOn: Day
    /// The day on which the unit itself came to its end.
    package let endedOn: Day
    package let reason: UnitEnd

    package init(employer: EmployerId, closedOn: Day, endedOn: Day, reason: UnitEnd) {
        self.employer = employer
        self.closedOn = closedOn
        self.endedOn = endedOn
        self.reason = reason
    }
}

/// How a unit comes to its end (终止情形): 劳动合同法 art. 44 (4) and (5), and the merger of companies.
package enum UnitEnd: String, Hashable, Sendable, CaseIterable, Codable {
    case dissolved, bankrupt, revoked, merged

    package var chinese: String {
        switch self {
        case .dissolved: "解散、注销"
        case .bankrupt: "依法宣告破产"
        case .revoked: "被吊销营业执照、责令关闭或者撤销"
        case .merged: "因合并、分立而终止"
        }
    }
}
