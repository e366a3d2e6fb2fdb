package import Casework
package import Policy
package import Records

extension Rules {
    /// Who collects contributions on the business day.
    package func collector() throws(PolicyGap) -> Dated<Collector> {
        try policy.value(.collector, on: today, askedBy: "缴费方式")
    }

    /// Whether a way of paying through the agency's bank is open on the business day. One that no policy opens is closed:
    /// nothing is computed with it, so that what is not known stops nobody.
    package func isOpen(_ way: PaymentWay) -> Bool {
        (try? policy.value(way.policyKey, on: today, askedBy: "缴费方式"))?.value == .open
    }

    /// Those that are open, in their order.
    package var openWays: [PaymentWay] { PaymentWay.allCases.filter(isOpen) }

    /// Why an application by a way that is closed cannot go ahead; `nil` where it is open.
    func closed(_ way: PaymentWay) throws(PolicyGap) -> Refusal? {
        guard !isOpen(way) else { return nil }
        return Refusal(
            "wayClosed", "本统筹区目前没有开通\(way.chinese)。", remedy: "社会保险费由\(try collector().value.chinese)，请按其公布的方式缴费。")
    }
}

extension PaymentWay {
    fileprivate var policyKey: PolicyKey<WayState> {
        switch self {
        case .deduction: .deduction
        case .onlineBank: .onlineBank
        case .counter: .counterPayment
        case .remittance: .remittance
        }
    }
}
