package import Basics
package import Casework

/// A register's record of a unit was changed (变更登记): all of it, as it stands now.
package struct UnitChanged<Register: UnitRegister>: PartnerRequest {
    package typealias Answer = Received
    package static var endpoint: Endpoint {
        Endpoint(Register.partner, "unit-changed", "单位变更登记通知", to: .platform)
    }

    package let changedOn: Day
    package let unit: SharedUnit

    package init(_ unit: SharedUnit, changedOn: Day) {
        self.changedOn = changedOn
        self.unit = unit
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try unit.check(path["unit"])
    }
}
