package import Basics
import Records

extension Decision {
    /// A digest over what would be committed, with the policy version and the business day: ids and times are not yet in
    /// the outcomes. A preview and a commit with the same digest are the same decision.
    package func digest(policyVersion: String, on day: Day) -> String {
        var writer = DigestWriter()
        writer.put(policyVersion)
        writer.put(day.description)
        for outcome in outcomes { writer.put(outcome) }
        return writer.finish()
    }
}

/// Feeds values to SHA-256, each with its length or tag before it, so that no two sequences of values read alike.
private struct DigestWriter {
    private var bytes: [UInt8] = []
    private var hash = SHA256()

    mutating func finish() -> String {
        hash.update(bytes)
        return hash.finish().hexadecimal
    }

    mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ amount: Money) { put(amount.fen) }
    mutating func put(_ month: Month) { put(month.index) }
    mutating func put(_ day: Day) { put(day.daysSinceEpoch) }

    mutating func put(_ text: String?) {
        put(text == nil ? 0 : 1)
        if let text { put(text) }
    }

    mutating func put(_ day: Day?) { put(day.map { Int64($0.daysSinceEpoch) } ?? Int64.min) }
    mutating func put(_ month: Month?) { put(month.map { Int64($0.index) } ?? Int64.min) }

    mutating func put(_ answers: Answers) {
        put(answers.count)
        for (key, value) in answers.sorted(by: { $0.key < $1.key }) {
            put(key)
            put(value)
        }
    }

    mutating func put(_ outcome: Outcome) {
        switch outcome {
        case .registerPerson(let person): put(person)
        case .openEnrolment(let opening): put(opening)
        case .owe(let plan): put(plan)
        case .book(let booking): put(booking)
        case .issue(let issue): put(issue)
        case .tell(let message): put(message)
        case .remind(let toDo): put(toDo)
        case .settle(let key):
            put("settle")
            put(key)
        case .suggest(let linked):
            put("suggest")
            put(linked.slug)
            put(linked.answers)
        }
    }

    mutating func put(_ person: PersonRegistration) {
        put("registerPerson")
        for text in [
            person.number, person.name, person.sex.rawValue, person.household.rawValue, person.ethnicity,
        ] {
            put(text)
        }
        put(person.bornOn)
        put(person.phone)
    }

    mutating func put(_ opening: EnrolmentOpening) {
        put("openEnrolment")
        switch opening.person {
        case .onRecord(let id): put(id.value)
        case .registered(let number): put(number)
        }
        put(opening.employer.value)
        put(opening.region.rawValue)
        put(opening.beganOn)
        put(opening.declaredWage)
        for span in opening.spans {
            put(span.line.rawValue)
            put(span.first)
            put(span.last)
        }
        put(opening.contract.term.rawValue)
        put(opening.contract.beginsOn)
        put(opening.contract.endsOn)
        put(opening.contract.occupation)
    }

    mutating func put(_ plan: PlanDraft) {
        put("owe")
        put(plan.employer.value)
        put(plan.period)
        put(plan.sequence)
        put(plan.payableIn)
        put(plan.dueOn)
        put(plan.restsOnUnverified ? 1 : 0)
        bytes.reserveCapacity(bytes.count + plan.rows.count * 56)
        for row in plan.rows {
            put(row.person.value)
            put(Int64(row.line.rawValue) << 16 | Int64(row.kind.rawValue))
            put(row.base)
            put(row.unit)
            put(row.personShare)
            put(row.account)
        }
    }

    mutating func put(_ booking: ReceiptBooking) {
        put("book")
        put(booking.number)
        put(booking.employer?.value ?? -1)
        put(booking.paidOn)
        put(booking.amount)
        put(booking.allocation.unallocated)
        for part in booking.allocation.parts {
            put(part.plan.value)
            put(part.settlesPlan ? 1 : 0)
            for claim in part.claims {
                put(claim.line.rawValue)
                put(claim.share.rawValue)
                put(claim.outstanding)
            }
        }
    }

    mutating func put(_ issue: PaperIssue) {
        put("issue")
        put(issue.paper.title)
        put(issue.paper.subtitle)
        put(issue.paper.issuedOn)
        put(issue.person?.value ?? -1)
        put(issue.employer?.value ?? -1)
        for field in issue.paper.keyFields {
            put(field.name)
            put(field.value)
        }
        for part in issue.paper.parts { put(part) }
    }

    mutating func put(_ part: Paper.Part) {
        switch part {
        case .fields(let heading, let fields):
            put(heading)
            for field in fields {
                put(field.name)
                put(field.value)
            }
        case .table(let heading, let table):
            put(heading)
            for row in [table.columns.map(\.heading)] + table.rows + [table.total ?? []] {
                put(row.count)
                for cell in row { put(cell) }
            }
        case .paragraph(let text), .note(let text): put(text)
        }
    }

    mutating func put(_ message: Message) {
        put("tell")
        put(message.partner.rawValue)
        switch message {
        case .bill: break
        case .shortMessage(let short):
            put(short.phone)
            put(short.text)
        case .enrolmentNotice(let notice):
            for text in [notice.creditCode, notice.employerName, notice.personNumber, notice.personName] { put(text) }
            put(notice.firstPeriod)
            put(notice.declaredWage)
        }
    }

    mutating func put(_ toDo: ToDo) {
        put("remind")
        put(toDo.key)
        put(toDo.sentence)
        put(toDo.dueOn)
    }

    mutating func put(_ key: ToDo.Key) {
        switch key.applicant {
        case .employer(let id): put(id.value)
        case .person(let id): put(id.value)
        case .partner(let partner): put(partner.rawValue)
        }
        put(key.kind)
        put(key.subject)
    }
}
