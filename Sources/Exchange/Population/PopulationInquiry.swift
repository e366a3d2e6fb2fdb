import Casework

/// Asks the population register for one person by name and citizen number (获取共享信息).
package struct PopulationInquiry: PartnerRequest {
    package typealias Answer = PopulationInquiryAnswer
    package static let endpoint = Endpoint(.population, "inquiry", "人口信息核对申请", to: .partner)

    package let name: String
    package let number: String

    package init(name: String, number: String) {
        self.name = name
        self.number = number
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["name"].plain(name, upTo: 50)
        try path["number"].citizenNumber(number)
    }
}
