package import Casework

/// A unit was founded through "E窗通", in one go with what it wishes of other departments.
package struct UnitFounded: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.marketRegulator, "unit-founded", "“E窗通”单位设立信息", to: .platform)

    /// Of the application at "E窗通".
    package let number: String
    package let unit: SharedUnit
    /// Whether the unit asked to be registered for social insurance with its founding.
    package let wishesRegistration: Bool
    /// The division (行政区划代码, GB/T 2260) in which it is to be registered.
    package let division: String
    /// The account that contributions are paid from, if it named one.
    package let account: Account?

    package struct Account: Hashable, Sendable, Codable {
        package let bank: String
        package let number: String

        package init(bank: String, number: String) {
            self.bank = bank
            self.number = number
        }
    }

    package init(number: String, unit: SharedUnit, wishesRegistration: Bool, division: String, account: Account?) {
        self.number = number
        self.unit = unit
        self.wishesRegistration = wishesRegistration
        self.division = division
        self.account = account
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["number"].documentNumber(number)
        try unit.check(path["unit"])
        try path["division"].division(division)
        if let account {
            try path["account"]["bank"].plain(account.bank, upTo: 60)
            try path["account"]["number"].bankAccount(account.number)
        }
    }
}
