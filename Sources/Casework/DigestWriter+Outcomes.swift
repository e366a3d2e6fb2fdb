import Basics
import Records

// Every field that an outcome holds is written; `DigestTests` fails for one that is forgotten.

extension DigestWriter {
    mutating func put(_ outcome: Outcome) {
        put(outcome.label)
        switch outcome {
        case .registerPerson(let person): put(person)
        case .registerEmployer(let record): put(record)
        case .changeEmployer(let amendment): put(amendment)
        case .openEnrolment(let opening): put(opening)
        case .voidEnrolment(let voiding):
            put(voiding.enrolment)
            put(voiding.person)
            put(voiding.employer)
        case .changeEnrolment(let amendment): put(amendment)
        case .signWages(let signature): put(signature)
        case .closeEmployer(let closing):
            put(closing.employer)
            put(closing.closedOn)
            put(closing.endedOn)
            put(closing.reason.rawValue)
        case .reopenEmployer(let employer): put(employer)
        case .closeMonth(let closing): put(closing)
        case .reopenMonth(let period): put(period)
        case .owe(let plan): put(plan)
        case .book(let booking): put(booking)
        case .giveBack(let taken): put(taken)
        case .assign(let assignment): put(assignment)
        case .unassign(let taken): put(taken)
        case .refund(let refunding): put(refunding)
        case .beginDeduction(let beginning): put(beginning)
        case .endDeduction(let ending): put(ending)
        case .order(let ordering): put(ordering)
        case .closeOrder(let closing): put(closing)
        case .issue(let issue): put(issue)
        case .tell(let message): put(message)
        case .remind(let toDo): put(toDo)
        case .settle(let key): put(key)
        case .suggest(let linked):
            put(linked.slug)
            put(linked.reason)
            put(linked.answers)
        }
    }

    private mutating func put(_ person: PersonRegistration) {
        put(person.number)
        put(person.name)
        put(person.sex.rawValue)
        put(person.bornOn)
        put(person.household.rawValue)
        put(person.ethnicity)
        put(person.phone)
        put(person.document) { writer, held in
            writer.put(held.document.kind.rawValue)
            writer.put(held.document.number)
            writer.put(held.document.country?.letters)
            writer.put(held.validThrough)
            writer.put(held.latinName)
            writer.put(held.workPermit)
        }
    }

    private mutating func put(_ opening: EnrolmentOpening) {
        switch opening.person {
        case .onRecord(let id):
            put("onRecord")
            put(id)
        case .registered(let number):
            put("registered")
            put(number)
        }
        put(opening.employer)
        put(opening.region.rawValue)
        put(opening.beganOn)
        put(opening.declaredWage)
        put(opening.spans) { writer, span in writer.put(span) }
        put(opening.contract.term.rawValue)
        put(opening.contract.beginsOn)
        put(opening.contract.endsOn)
        put(opening.contract.occupation)
        put(opening.contract.work.rawValue)
    }

    private mutating func put(_ plan: PlanDraft) {
        put(plan.employer)
        put(plan.region.rawValue)
        put(plan.period)
        put(plan.sequence)
        put(plan.people)
        put(plan.payableIn)
        put(plan.dueOn)
        put(plan.restsOnUnverified)
        put(plan.offsets)
        reserve(plan.rows.count * 24)
        put(plan.rows) { writer, row in
            writer.put(row.person)
            writer.put(row.line)
            writer.put(row.kind.rawValue)
            writer.put(row.sequence)
            writer.put(row.base)
            writer.put(row.unit)
            writer.put(row.personShare)
            writer.put(row.account)
        }
    }

    private mutating func put(_ booking: ReceiptBooking) {
        put(booking.number)
        put(booking.employer) { $0.put($1) }
        put(booking.region.rawValue)
        put(booking.paidOn)
        put(booking.amount)
        put(booking.slip) { $0.put($1) }
        put(booking.allocation, settling: booking.settled)
    }

    /// How money is set against plans, and what of them passes to the funds and accounts.
    mutating func put(_ allocation: ReceiptAllocation, settling settled: [PlanId: [PlanLineTotal]]) {
        put(allocation.unallocated)
        put(allocation.parts) { writer, part in
            writer.put(part.plan)
            writer.put(part.settlesPlan)
            writer.put(part.claims)
        }
        put(settled.sorted { $0.key < $1.key }) { writer, settled in
            writer.put(settled.key)
            writer.put(settled.value) { writer, total in
                writer.put(total.line)
                writer.put(total.people)
                writer.put(total.unit)
                writer.put(total.personShare)
                writer.put(total.account)
            }
        }
    }

    private mutating func put(_ offsets: PlanOffsets) {
        put(offsets.rest)
        put(offsets.offsets) { writer, offset in
            writer.put(offset.credit)
            writer.put(offset.debit)
            writer.put(offset.given)
            writer.put(offset.taken)
        }
        put(offsets.settled) { writer, plan in writer.put(plan) }
    }

    mutating func put(_ plan: PlanReference) {
        switch plan {
        case .made: put("made")
        case .onRecord(let id):
            put("onRecord")
            put(id)
        }
    }

    mutating func put(_ claims: [OpenPlan.Claim]) {
        put(claims) { writer, claim in
            writer.put(claim.line)
            writer.put(claim.share.rawValue)
            writer.put(claim.outstanding)
        }
    }

    private mutating func put(_ message: Message) {
        switch message {
        case .bill: put("bill")
        case .billAgain(let plan):
            put("billAgain")
            put(plan)
        case .stopNotice(let notice):
            put("stopNotice")
            put(notice.creditCode)
            put(notice.employerName)
            put(notice.personNumber)
            put(notice.personName)
            put(notice.lastMonth)
        case .agreement(let request):
            put("agreement")
            put(request)
        case .agreementEnd(let end):
            put("agreementEnd")
            put(end)
        case .orderCancelled(let cancellation):
            put("orderCancelled")
            put(cancellation)
        case .shortMessage(let short):
            put("shortMessage")
            put(short.phone)
            put(short.text)
        case .enrolmentNotice(let notice):
            put("enrolmentNotice")
            put(notice)
        case .wageNotice(let notice):
            put("wageNotice")
            put(notice)
        }
    }

    private mutating func put(_ notice: EnrolmentNotice) {
        put(notice.creditCode)
        put(notice.employerName)
        put(notice.personNumber)
        put(notice.personName)
        put(notice.firstPeriod)
        put(notice.declaredWage)
    }

    private mutating func put(_ toDo: ToDo) {
        put(toDo.key)
        put(toDo.sentence)
        put(toDo.dueOn)
        put(toDo.matter)
        put(toDo.answers)
    }

    private mutating func put(_ key: ToDo.Key) {
        put(key.applicant.kind.rawValue)
        switch key.applicant {
        case .employer(let id): put(id)
        case .person(let id): put(id)
        case .partner(let partner): put(partner.rawValue)
        case .unit(let creditCode): put(creditCode)
        case .newcomer(let number): put(number)
        case .agency: break
        }
        put(key.kind)
        put(key.subject)
    }
}

extension Outcome {
    fileprivate var label: String {
        switch self {
        case .registerPerson: "registerPerson"
        case .registerEmployer: "registerEmployer"
        case .changeEmployer: "changeEmployer"
        case .openEnrolment: "openEnrolment"
        case .voidEnrolment: "voidEnrolment"
        case .changeEnrolment: "changeEnrolment"
        case .signWages: "signWages"
        case .closeEmployer: "closeEmployer"
        case .reopenEmployer: "reopenEmployer"
        case .closeMonth: "closeMonth"
        case .reopenMonth: "reopenMonth"
        case .owe: "owe"
        case .book: "book"
        case .giveBack: "giveBack"
        case .assign: "assign"
        case .unassign: "unassign"
        case .refund: "refund"
        case .beginDeduction: "beginDeduction"
        case .endDeduction: "endDeduction"
        case .order: "order"
        case .closeOrder: "closeOrder"
        case .issue: "issue"
        case .tell: "tell"
        case .remind: "remind"
        case .settle: "settle"
        case .suggest: "suggest"
        }
    }
}
