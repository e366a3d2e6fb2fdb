/// The way that a matter takes from submission to its decision.
package enum Route: String, Hashable, Sendable, CaseIterable, Codable {
    /// 即办：符合规则即时办结
    case instant
    /// 人工审核：受理、审核分离
    case manual
    /// 会审：两级机构共同审核
    case joint
    /// 告知承诺
    case commitment
    /// 容缺受理
    case deficientAcceptance
    /// 电话核实
    case phoneConfirmation

    package var name: String {
        switch self {
        case .instant: "即办"
        case .manual: "人工审核"
        case .joint: "联合审核"
        case .commitment: "告知承诺"
        case .deficientAcceptance: "容缺受理"
        case .phoneConfirmation: "电话核实"
        }
    }
}

/// One line of a matter's routes: taken when all its situations are met. Of several the first counts; the last asks for none.
package struct RouteRule: Hashable, Sendable {
    /// Words that the matter declares (`identity-unconfirmed`), or that say something of the applicant (`credit-a`).
    package let situations: Set<String>
    package let route: Route
}
