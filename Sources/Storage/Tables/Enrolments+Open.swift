package import Basics
package import Casework
import Database
package import Records

extension Enrolments {
    /// An enrolment that a case opens.
    package struct New: Sendable {
        package let id: EnrolmentId
        package let person: PersonId
        package let opening: EnrolmentOpening
        /// The lines that are covered for each employment by itself, not once for the person.
        package let perEmployer: Set<InsuranceLine>
        package let caseId: CaseId

        package init(
            _ opening: EnrolmentOpening, as id: EnrolmentId, for person: PersonId, perEmployer: Set<InsuranceLine>,
            case caseId: CaseId
        ) {
            self.id = id
            self.person = person
            self.opening = opening
            self.perEmployer = perEmployer
            self.caseId = caseId
        }

        fileprivate func scope(of span: CoverageSpan) -> Int64 {
            perEmployer.contains(span.line) ? opening.employer.value : 0
        }

        /// Of the rows that it comes to.
        package var digests: [RecordDigest] {
            RecordDigest.written(opening, as: id, for: person, scope: scope)
        }
    }

    package func open(_ new: [New]) throws {
        try tx.load(
            into: "enrolment", columns: ["id", "person_id", "employer_id", "region", "began_on", "case_id"]
        ) { rows in
            for new in new {
                let opening = new.opening
                try rows.append(
                    new.id, new.person, opening.employer, opening.region.rawValue, opening.beganOn, new.caseId)
            }
        }
        try tx.load(
            into: "labour_contract", columns: ["enrolment_id", "begins_on", "ends_on", "term", "occupation", "work"]
        ) { rows in
            for new in new {
                let contract = new.opening.contract
                try rows.append(
                    new.id, contract.beginsOn, contract.endsOn, contract.term, contract.occupation, contract.work)
            }
        }
        try tx.load(into: "declared_wage", columns: ["enrolment_id", "from_period", "wage_fen"]) { rows in
            for new in new {
                guard let first = new.opening.spans.map(\.first).min() else { continue }
                try rows.append(new.id, first, new.opening.declaredWage)
            }
        }
        try tx.load(
            into: "coverage_span",
            columns: [
                "person_id", "line", "payer_scope", "first_period", "last_period", "enrolment_id", "employer_id",
                "region",
            ]
        ) { rows in
            for new in new {
                for span in new.opening.spans {
                    try rows.append(
                        new.person, span.line, new.scope(of: span), span.first, span.last, new.id,
                        new.opening.employer, new.opening.region.rawValue)
                }
            }
        }
    }
}
