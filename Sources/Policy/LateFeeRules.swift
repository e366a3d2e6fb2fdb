package import Basics

// The rules by which a late fee is counted, and from whom.

extension PolicyKey where Value == LateFeeStart {
    package static let lateFeeStart = PolicyKey("lateFee.start")
}

extension PolicyKey where Value == LateFeeEnd {
    package static let lateFeeEnd = PolicyKey("lateFee.end")
}

extension PolicyKey where Value == DayCount {
    package static let lateFeeDayCount = PolicyKey("lateFee.dayCount")
}

extension PolicyKey where Value == LateFeeLiability {
    package static let lateFeeLiable = PolicyKey("lateFee.liable")
}

/// The first day that a late fee counts.
package enum LateFeeStart: String, PolicyChoice {
    /// The day after the last day of payment.
    case dayAfterDue
    /// The last day of payment itself.
    case dueDay
    /// The first day of the second month after the fee period.
    case secondMonthAfterPeriod
}

/// The last day that a late fee counts.
package enum LateFeeEnd: String, PolicyChoice {
    case paymentDay
    case dayBeforePayment
}

/// How days between the first and the last are counted.
package enum DayCount: String, PolicyChoice {
    /// Last − first + 1.
    case bothEnds
    /// Last − first.
    case oneEnd
}

/// Who owes a late fee.
package enum LateFeeLiability: String, PolicyChoice {
    /// Employers alone: who insures himself owes none.
    case employer
    /// Whoever pays late.
    case payer

    /// Whether those owe one who are insured in a way.
    package func reaches(_ coverage: CoverageKind) -> Bool { self == .payer || coverage == .employee }
}
