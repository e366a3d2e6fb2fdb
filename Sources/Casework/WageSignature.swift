package import Basics
package import Records

/// An employer signs its declaration of a base year's wages (年度缴费工资签署确认).
package struct WageSignature: Hashable, Sendable {
    package let employer: EmployerId
    /// The first month of the base year.
    package let baseYear: Month
    package let declared: Int
    /// Those whom it does not declare for.
    package let leftOut: Int

    package init(employer: EmployerId, baseYear: Month, declared: Int, leftOut: Int) {
        self.employer = employer
        self.baseYear = baseYear
        self.declared = declared
        self.leftOut = leftOut
    }
}

extension DigestWriter {
    mutating func put(_ signature: WageSignature) {
        put(signature.employer)
        put(signature.baseYear)
        put(signature.declared)
        put(signature.leftOut)
    }
}
