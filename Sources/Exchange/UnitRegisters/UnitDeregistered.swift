package import Basics
package import Casework

/// A unit was deregistered or its licence revoked (注销、吊销): its record, with the status that it has now.
package struct UnitDeregistered<Register: UnitRegister>: PartnerRequest {
    package typealias Answer = Received
    package static var endpoint: Endpoint {
        Endpoint(Register.partner, "unit-deregistered", "单位注销、吊销通知", to: .platform)
    }

    package let endedOn: Day
    package let unit: SharedUnit

    package init(_ unit: SharedUnit, endedOn: Day) {
        self.endedOn = endedOn
        self.unit = unit
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try unit.check(path["unit"])
        try path["unit"]["status"].require(unit.status != .active, "注销、吊销通知中的单位不能仍为存续。")
    }
}
