package import Casework
import Records

/// The matters about people who are already there, for pages that offer them.
package enum StaffMatters {
    /// The matter by which the employer gets what one of its people has with it.
    package static var recordSlug: String { StaffRecord.card.slug }

    /// In which each of them asks for the person.
    package static var numberField: String { StaffMember.number.key }

    /// What can be filed for somebody whose employment goes on.
    package static func offered(toSuspended isSuspended: Bool) -> [MatterCard] {
        isSuspended
            ? [ContributionResumption.card, StaffTermination.card]
            : [StaffTermination.card, ContributionSuspension.card, WageChange.card]
    }
}

/// What medical insurance is asked to do because of a matter filed here; its answer comes back to the case.
package enum MedicalAct: Sendable {
    case enrol, stop, changeWage

    /// `nil` for matters of which it is not told.
    package static func of(_ matter: String) -> MedicalAct? { acts[matter] }

    private static let acts: [String: MedicalAct] = [
        StaffEnrolment.card.slug: .enrol, StaffTermination.card.slug: .stop,
        ContributionSuspension.card.slug: .stop, ContributionResumption.card.slug: .enrol,
        WageChange.card.slug: .changeWage, YearlyWage.card.slug: .changeWage,
    ]

    package var chinese: String {
        switch self {
        case .enrol: "医保参保"
        case .stop: "医保停保"
        case .changeWage: "医保缴费工资变更"
        }
    }
}
