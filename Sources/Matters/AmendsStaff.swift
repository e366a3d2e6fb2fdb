package import Basics
package import Casework
import Records

/// A matter that changes the employment of one of the employer's people, and can be taken back (撤销误办) as long as nothing
/// that stands has happened to the employment since.
package protocol AmendsStaff: Matter {}

extension AmendsStaff {
    package static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded {
        [AmendmentOfCase(effective.id)]
    }

    package static func furtherFactsToReverse(
        _ effective: EffectiveCase, knowing facts: Facts, on today: Day
    ) -> FactsNeeded {
        guard let made = facts[AmendmentOfCase(effective.id)] else { return [] }
        let enrolment = made.enrolment
        let needed: FactsNeeded = [
            PersonOnRecord(enrolment.person), EmployerOnRecord(enrolment.employer),
            EnrolmentsOfPerson(enrolment.person), AmendmentTakenBack.history(of: made, on: today),
        ]
        switch made.change.kind {
        case .resumed:
            return needed + [UnbilledCoverage(employer: enrolment.employer, period: made.change.effectiveOn.month)]
        case .wageOfYearDeclared: return needed + [WageDeclarations(enrolment.employer)]
        default: return needed
        }
    }
}
