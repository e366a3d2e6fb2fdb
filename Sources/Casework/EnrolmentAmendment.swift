package import Basics
package import Records

/// What an act makes of an enrolment that is there: one outcome for the end of an employment, for payment that stops or goes
/// on, and for another wage.
package struct EnrolmentAmendment: Hashable, Sendable {
    package let enrolment: EnrolmentId
    package let person: PersonId
    package let employer: EmployerId
    package let change: EnrolmentChange
    /// The spans that it ends, opens again or adds, as they are afterwards; one that is there is known by its line and first
    /// period. One that ends before it begins has never covered anything.
    package let spans: [CoverageSpan]
    /// Another wage, from a month on; `nil` if it stays.
    package let wage: DeclaredWage?

    package init(
        enrolment: EnrolmentId, person: PersonId, employer: EmployerId, change: EnrolmentChange,
        spans: [CoverageSpan] = [], wage: DeclaredWage? = nil
    ) {
        self.enrolment = enrolment
        self.person = person
        self.employer = employer
        self.change = change
        self.spans = spans
        self.wage = wage
    }
}

package struct DeclaredWage: Hashable, Sendable {
    package let from: Month
    /// `nil` where what was declared from that month on is taken back, and the wage before it goes on.
    package let amount: Money?

    package init(from: Month, amount: Money?) {
        self.from = from
        self.amount = amount
    }
}

extension DigestWriter {
    mutating func put(_ amendment: EnrolmentAmendment) {
        put(amendment.enrolment)
        put(amendment.person)
        put(amendment.employer)
        put(amendment.change.kind.rawValue)
        put(amendment.change.effectiveOn)
        put(amendment.change.reason)
        put(amendment.spans) { writer, span in writer.put(span) }
        put(amendment.wage) { writer, wage in
            writer.put(wage.from)
            writer.put(wage.amount) { writer, amount in writer.put(amount) }
        }
    }

    mutating func put(_ span: CoverageSpan) {
        put(span.line)
        put(span.first)
        put(span.last)
    }
}
