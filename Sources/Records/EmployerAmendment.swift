package import Basics

/// Another record takes the place of what was registered of an employer (单位信息变更).
package struct EmployerAmendment: Hashable, Sendable {
    package let employer: EmployerId
    package let record: EmployerRecord
    /// What was held of an employer that had no record; `nil` for one that had.
    package let takenOver: EmployerTakeover?

    package init(employer: EmployerId, record: EmployerRecord, takenOver: EmployerTakeover?) {
        self.employer = employer
        self.record = record
        self.takenOver = takenOver
    }
}

/// What came along with an employer that was taken over (承接) from before the platform: less than what is registered.
package struct EmployerTakeover: Hashable, Sendable {
    package let region: Region
    package let creditCode: String
    package let name: String
    package let injuryClass: Int
    package let branch: String
    package let registeredOn: Day

    package init(_ employer: Employer) {
        region = employer.region
        creditCode = employer.creditCode
        name = employer.name
        injuryClass = employer.injuryClass
        branch = employer.branch
        registeredOn = employer.registeredOn
    }

    package init(
        region: Region, creditCode: String, name: String, injuryClass: Int, branch: String, registeredOn: Day
    ) {
        self.region = region
        self.creditCode = creditCode
        self.name = name
        self.injuryClass = injuryClass
        self.branch = branch
        self.registeredOn = registeredOn
    }
}
