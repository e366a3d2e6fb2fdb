package import Basics
package import Records

/// One thing that follows from a decision. Outcomes are values: the preview shows them, the commit carries them out.
package enum Outcome: Hashable, Sendable {
    case registerPerson(PersonRegistration)
    /// A unit that was not on record becomes an employer.
    case registerEmployer(EmployerRecord)
    case changeEmployer(EmployerAmendment)
    case openEnrolment(EnrolmentOpening)
    case voidEnrolment(EnrolmentVoiding)
    case changeEnrolment(EnrolmentAmendment)
    case signWages(WageSignature)
    case closeEmployer(EmployerClosing)
    /// The closing that the case brought about does not hold any more.
    case reopenEmployer(EmployerId)
    case closeMonth(MonthClosing)
    /// The closing of the month that the case brought about does not hold any more.
    case reopenMonth(Month)
    case owe(PlanDraft)
    case book(ReceiptBooking)
    /// Money that was booked has left again.
    case giveBack(ReceiptReturn)
    /// Money that waited pays an employer's plans.
    case assign(ReceiptAssignment)
    /// Money that was given to an employer in error waits again.
    case unassign(ReceiptUnassignment)
    /// The bank is to pay money out.
    case refund(Refunding)
    case beginDeduction(DeductionBeginning)
    case endDeduction(DeductionEnding)
    case order(PaymentOrdering)
    case closeOrder(OrderClosing)
    case issue(PaperIssue)
    case tell(Message)
    case remind(ToDo)
    case settle(ToDo.Key)
    case suggest(LinkedMatter)
}

/// A person who was not on record gets a number and a record.
package struct PersonRegistration: Hashable, Sendable {
    package let number: String
    package let name: String
    package let sex: Sex
    package let bornOn: Day
    package let household: HouseholdKind
    package let ethnicity: String
    package let phone: String?
    /// Of somebody who has no resident card.
    package let document: HeldDocument?

    package init(
        number: String, name: String, sex: Sex, bornOn: Day, household: HouseholdKind, ethnicity: String,
        phone: String?, document: HeldDocument? = nil
    ) {
        self.number = number
        self.name = name
        self.sex = sex
        self.bornOn = bornOn
        self.household = household
        self.ethnicity = ethnicity
        self.phone = phone
        self.document = document
    }
}

/// A person on record, or the one whom the same decision registers.
package enum PersonReference: Hashable, Sendable {
    case onRecord(PersonId)
    case registered(number: String)
}

package struct EnrolmentOpening: Hashable, Sendable {
    package let person: PersonReference
    package let employer: EmployerId
    package let region: Region
    package let beganOn: Day
    package let declaredWage: Money
    package let spans: [CoverageSpan]
    package let contract: LabourContract

    package init(
        person: PersonReference, employer: EmployerId, region: Region, beganOn: Day, declaredWage: Money,
        spans: [CoverageSpan], contract: LabourContract
    ) {
        self.person = person
        self.employer = employer
        self.region = region
        self.beganOn = beganOn
        self.declaredWage = declaredWage
        self.spans = spans
        self.contract = contract
    }
}

/// An enrolment registered in error is taken back (撤销误办的参保登记): it stays on record, and has never covered anything.
package struct EnrolmentVoiding: Hashable, Sendable {
    package let enrolment: EnrolmentId
    package let person: PersonId
    package let employer: EmployerId

    package init(enrolment: EnrolmentId, person: PersonId, employer: EmployerId) {
        self.enrolment = enrolment
        self.person = person
        self.employer = employer
    }
}

/// A contribution plan before it has a number: who owes what for which period, and when it can be paid.
package struct PlanDraft: Hashable, Sendable {
    package let employer: EmployerId
    package let region: Region
    package let period: Month
    package let sequence: Int
    package let rows: [ContributionRow]
    package let totals: [PlanLineTotal]
    package let kind: ContributionPlan.Kind
    /// How it is set against what is open of the employer's other plans.
    package let offsets: PlanOffsets
    package let people: Int
    package let payableIn: Month
    package let dueOn: Day?
    /// Whether an amount rests on a value that nobody has checked (未核实).
    package let restsOnUnverified: Bool

    package init(
        employer: EmployerId, region: Region, period: Month, sequence: Int, rows: [ContributionRow], people: Int,
        payableIn: Month, dueOn: Day?, against open: [OpenPlan] = [], restsOnUnverified: Bool
    ) {
        self.employer = employer
        self.region = region
        self.period = period
        self.sequence = sequence
        self.rows = rows
        self.totals = PlanLineTotal.totals(of: rows)
        self.kind = rows.allSatisfy { $0.kind == .regular } ? .regular : .adjustment
        self.offsets = PlanOffsets(of: totals, against: open)
        self.people = people
        self.payableIn = payableIn
        self.dueOn = dueOn
        self.restsOnUnverified = restsOnUnverified
    }

    package var unit: Money { totals.map(\.unit).total }
    package var personShare: Money { totals.map(\.personShare).total }
    package var total: Money { unit + personShare }
    /// What is left to pay, after the credits of other plans; nothing where the plan itself is a credit.
    package var payable: Money { max(offsets.rest, .zero) }
}

/// A receipt entered in the books, set against the plans that it pays.
package struct ReceiptBooking: Hashable, Sendable {
    package let number: String
    /// `nil` if the payer is not on record; the money is then held as unallocated.
    package let employer: EmployerId?
    package let region: Region
    package let paidOn: Day
    package let amount: Money
    package let allocation: ReceiptAllocation
    /// For each plan that is received whole: the totals that pass to the funds and accounts.
    package let settled: [PlanId: [PlanLineTotal]]
    /// What the bank's slip says; `nil` for money that tax received.
    package let slip: ReceiptSlip?

    package init(
        number: String, employer: EmployerId?, region: Region, paidOn: Day, amount: Money,
        allocation: ReceiptAllocation, settled: [PlanId: [PlanLineTotal]], slip: ReceiptSlip? = nil
    ) {
        self.number = number
        self.employer = employer
        self.region = region
        self.paidOn = paidOn
        self.amount = amount
        self.allocation = allocation
        self.settled = settled
        self.slip = slip
    }
}

/// A paper with the one that it is about; its holder may draw it as often as they like.
package struct PaperIssue: Hashable, Sendable {
    package let paper: Paper
    package let person: PersonId?
    package let employer: EmployerId?

    package init(paper: Paper, person: PersonId? = nil, employer: EmployerId? = nil) {
        self.paper = paper
        self.person = person
        self.employer = employer
    }
}

extension [Outcome] {
    /// Whether a paper of the record follows, so that nothing else needs to say what was decided.
    package var givePaperOfRecord: Bool {
        contains { if case .issue(let issue) = $0 { issue.paper.kind.isOfRecord } else { false } }
    }
}

/// A matter that usually follows, or has to be done first; offered with its answers filled in, done by its own act.
package struct LinkedMatter: Hashable, Sendable, Codable {
    package let slug: String
    package let reason: String
    package let answers: Answers

    package init(slug: String, reason: String, answers: Answers) {
        self.slug = slug
        self.reason = reason
        self.answers = answers
    }
}
