package import Casework

/// A matter about one of the employer's own people: what has to be known, where the applicant stands and what is filled in
/// follow from the number that is typed (see ``StaffMember``).
package protocol MatterOfStaff: Matter {}

extension MatterOfStaff {
    package static func factsNeeded(for application: Application) -> FactsNeeded {
        StaffMember.factsNeeded(for: application)
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        StaffMember.furtherFactsNeeded(for: application, knowing: facts)
    }

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        StaffMember.situations(of: application, knowing: facts)
    }

    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        StaffMember.sharedAnswers(for: application, knowing: facts)
    }
}
