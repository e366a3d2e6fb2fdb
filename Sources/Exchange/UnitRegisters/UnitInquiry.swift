import Casework

/// Asks a register for one unit by its credit code (获取共享信息).
package struct UnitInquiry<Register: UnitRegister>: PartnerRequest {
    package typealias Answer = UnitInquiryAnswer
    package static var endpoint: Endpoint {
        Endpoint(Register.partner, "unit-inquiry", "单位登记信息查询", to: .partner)
    }

    package let creditCode: String

    package init(creditCode: String) {
        self.creditCode = creditCode
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["creditCode"].creditCode(creditCode)
    }
}
