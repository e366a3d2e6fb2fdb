package import Basics

/// What a measure does with an item on its days (阶段性减免、缓缴).
package enum ReliefTerm: Hashable, Sendable {
    /// Nothing.
    case none
    /// This share of it need not be paid: 1 for an exemption (免征), a half where it is halved (减半征收).
    case remitted(Rate)
    /// It may be paid later without a late fee, through this day; `nil` where nobody has told until when.
    case deferred(through: Day?)

    /// The key of the measures that touch the late fee of some fee periods.
    package static let lateFeeKey = "lateFee.relief"
}

extension ReliefTerm: CustomStringConvertible {
    package var description: String {
        switch self {
        case .none: "不减不缓"
        case .remitted(.one): "免征"
        case .remitted(let rate): "减征\(rate)"
        case .deferred(through: let day?): "缓缴至\(day.chinese)"
        case .deferred(through: nil): "可以缓缴"
        }
    }
}

extension RegionPolicy {
    /// What a measure does on a day with what names it; `nil` while there is no measure: before the first and after each ended.
    ///
    /// - Throws: a gap if it is not known whether there is one, or who the measure is for was not said.
    package func relief(
        named key: String, for attributes: [Attribute: String], on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<ReliefTerm>? {
        let dated: Dated<ParameterValue>
        do {
            dated = try value(named: key, on: day, askedBy: purpose)
        } catch {
            switch error.cause {
            case .before, .ended, .unknownParameter: return nil
            default: throw error
            }
        }
        switch dated.value {
        case .relief(let term): return Dated(value: term, citation: dated.citation)
        case .reliefTable(let table): return try entry(of: table, key, dated.citation, for: attributes, day, purpose)
        default: preconditionFailure("the loader lets no \(key) through that is not a relief")
        }
    }
}
