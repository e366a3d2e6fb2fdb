package import Casework
package import Policy
import Records

/// A matter by which a person gets what is on record of them over a span of their choice: what has to be known, what is asked
/// and what can be wrong with it are the same for each; what the paper says is the matter's own.
package protocol RecordOfPerson: Matter {}

extension RecordOfPerson {
    package static var form: Form { Form([Form.Section("要哪些月份", ChosenSpan.fields)]) }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let person = application.applicant.person else { return [] }
        return [PersonOnRecord(person), EarliestMonthHeld(person: person)]
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let person = application.applicant.person, let span = span(of: application, facts), span.isOrdered
        else { return [] }
        return [ContributionHistory(person: person, from: span.from, through: span.through)]
    }

    static func span(of application: Application, _ facts: Facts) -> ChosenSpan? {
        application.applicant.person.flatMap {
            ChosenSpan(of: application, earliest: facts[EarliestMonthHeld(person: $0)])
        }
    }

    package static func problems(of application: Application) -> [FieldProblem] {
        ChosenSpan.problems(of: application)
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        span(of: application, facts)?.refusals(on: rules.today) ?? []
    }
}
