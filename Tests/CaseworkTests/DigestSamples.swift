import Basics
import Casework
import Records
import Testing

/// One of each outcome, and each of its fields changed once.
enum Sample {
    struct Change: Sendable, CustomTestStringConvertible {
        let type: String
        let field: String
        let outcome: Outcome
        let changed: Outcome

        var label: String { "\(type).\(field)" }
        var testDescription: String { label }
    }

    /// A value of every type that outcomes are made of, with the fields that follow from others.
    static let everyKind: [(value: any Sendable, derived: Set<String>)] = [
        (registration(), []), (held(), []), (opening(), []), (span(), []), (contract(), []), (voiding(), []),
        (closing(), []), (monthClosing(), []), (reportLine(), []),
        (amendment(), []), (signature(), []), (DeclaredWage(from: Month("2026-09")!, amount: Money(yuan: 1)), []),
        (EnrolmentChange(.ended, effectiveOn: Day("2026-09-30")!), []),
        (plan(), ["totals", "kind"]), (row(), []),
        (booking(), []), (issue(paper()), []), (paper(), []), (field(), []), (table(), []), (column(), []),
        (notice(), []), (stop(), []), (beginning(), []), (ending(), []), (ordering(), []), (closing(), []),
        (slip(), []), (taken(), []), (takenPart(), []), (assignment(), []), (unassignment(), []),
        (refunding(), ["amount"]),
        (agreementRequest(), []), (agreementEnd(), []),
        (cancellation(), []),
        (message(), []), (toDo(), []), (key(), []), (linked(), []),
        (employer(), []), (EmployerRecord.Head(name: "甲", number: "1"), []),
        (EmployerRecord.Contact(name: "甲", phone: "1"), []), (EmployerRecord.Account(bank: "行", number: "1"), []),
    ]

    static let changes: [Change] =
        people + amendments + money + papers + messages + deduction + orders + returns + refunds

    static func change<Value>(
        _ value: Value, _ outcome: (Value) -> Outcome, _ fields: [(String, Value)]
    ) -> [Change] {
        fields.map {
            Change(
                type: "\(Value.self)", field: $0.0, outcome: outcome(value), changed: outcome($0.1))
        }
    }

    private static let people: [Change] =
        employers
        + change(
            registration(), Outcome.registerPerson,
            [
                ("number", registration(number: "2")), ("name", registration(name: "乙")),
                ("sex", registration(sex: .male)), ("bornOn", registration(bornOn: "1990-01-02")),
                ("household", registration(household: .otherRural)), ("ethnicity", registration(ethnicity: "满族")),
                ("phone", registration(phone: nil)), ("document", registration(document: held(latinName: "CHAN"))),
            ])
        + change(
            held(), { .registerPerson(registration(document: $0)) },
            [
                ("document", held(number: "M00000001")), ("validThrough", held(validThrough: nil)),
                ("latinName", held(latinName: "CHAN")), ("workPermit", held(workPermit: "1")),
            ])
        + change(
            opening(), Outcome.openEnrolment,
            [
                ("person", opening(person: .onRecord(PersonId(4)))), ("employer", opening(employer: 6)),
                ("region", opening(region: "elsewhere")), ("beganOn", opening(beganOn: "2026-09-02")),
                ("declaredWage", opening(wage: 2)), ("spans", opening(spans: [])),
                ("contract", opening(contract: contract(occupation: "渔夫"))),
            ])
        + change(
            span(), { .openEnrolment(opening(spans: [$0])) },
            [
                ("line", span(line: 210)), ("first", span(first: "2026-08")), ("last", span(last: "2026-12")),
            ])
        + change(
            contract(), { .openEnrolment(opening(contract: $0)) },
            [
                ("term", contract(term: .untilWorkIsDone)), ("beginsOn", contract(beginsOn: "2026-09-02")),
                ("endsOn", contract(endsOn: "2027-08-31")), ("occupation", contract(occupation: "渔夫")),
                ("work", contract(work: .partTime)),
            ])

    private static let amendments: [Change] =
        change(
            amendment(), Outcome.changeEnrolment,
            [
                ("enrolment", amendment(enrolment: 9)), ("person", amendment(person: 9)),
                ("employer", amendment(employer: 9)),
                ("change", amendment(change: EnrolmentChange(.suspended, effectiveOn: Day("2026-09-30")!))),
                ("spans", amendment(spans: [])), ("wage", amendment(wage: nil)),
            ])
        + change(
            EnrolmentChange(.ended, effectiveOn: Day("2026-09-30")!, reason: "resigned"),
            { .changeEnrolment(amendment(change: $0)) },
            [
                ("kind", EnrolmentChange(.suspended, effectiveOn: Day("2026-09-30")!, reason: "resigned")),
                ("effectiveOn", EnrolmentChange(.ended, effectiveOn: Day("2026-09-29")!, reason: "resigned")),
                ("reason", EnrolmentChange(.ended, effectiveOn: Day("2026-09-30")!, reason: "retired")),
            ])
        + change(
            DeclaredWage(from: Month("2026-09")!, amount: Money(yuan: 1)),
            { .changeEnrolment(amendment(wage: $0)) },
            [
                ("from", DeclaredWage(from: Month("2026-10")!, amount: Money(yuan: 1))),
                ("amount", DeclaredWage(from: Month("2026-09")!, amount: Money(yuan: 2))),
            ])
        + change(
            signature(), Outcome.signWages,
            [
                ("employer", signature(employer: 6)), ("baseYear", signature(baseYear: "2027-07")),
                ("declared", signature(declared: 4)), ("leftOut", signature(leftOut: 2)),
            ])

    private static let money: [Change] =
        change(
            voiding(), Outcome.voidEnrolment,
            [
                ("enrolment", voiding(enrolment: 9)), ("person", voiding(person: 9)),
                ("employer", voiding(employer: 9)),
            ])
        + change(
            closing(), Outcome.closeEmployer,
            [
                ("employer", closing(employer: 9)), ("closedOn", closing(closedOn: "2026-09-03")),
                ("endedOn", closing(endedOn: "2026-09-02")), ("reason", closing(reason: .merged)),
            ])
        + change(
            monthClosing(), Outcome.closeMonth,
            [
                ("region", monthClosing(region: "elsewhere")), ("period", monthClosing(period: "2026-09")),
                ("closedOn", monthClosing(closedOn: "2026-09-03")), ("report", monthClosing(report: [])),
            ])
        + change(
            reportLine(), { .closeMonth(monthClosing(report: [$0])) },
            [
                ("line", reportLine(line: 210)), ("plans", reportLine(plans: 2)), ("people", reportLine(people: 2)),
                ("unit", reportLine(unit: 2)), ("personShare", reportLine(personShare: 2)),
                ("paid", reportLine(paid: 2)),
            ])
        + change(
            plan(), Outcome.owe,
            [
                ("employer", plan(employer: 6)), ("region", plan(region: "elsewhere")),
                ("period", plan(period: "2026-08")),
                ("sequence", plan(sequence: 2)), ("rows", plan(rows: [row(), row(person: 9)])),
                ("people", plan(people: 2)), ("payableIn", plan(payableIn: "2026-10")), ("dueOn", plan(dueOn: nil)),
                ("restsOnUnverified", plan(restsOnUnverified: true)),
                ("offsets", plan(against: [openPlan(factor: -1)])),
            ])
        + change(
            row(), { .owe(plan(rows: [$0])) },
            [
                ("person", row(person: 9)), ("line", row(line: 210)), ("kind", row(kind: .backPayment)),
                ("sequence", row(sequence: 3)),
                ("base", row(base: 9)), ("unit", row(unit: 9)), ("personShare", row(personShare: 9)),
                ("account", row(account: 9)),
            ])
        + change(
            booking(), Outcome.book,
            [
                ("number", booking(number: "T2")), ("employer", booking(employer: nil)),
                ("region", booking(region: "elsewhere")), ("paidOn", booking(paidOn: "2026-09-02")),
                ("amount", booking(amount: 301)), ("allocation", booking(allocated: 200)),
                ("settled", booking(settled: [:])), ("slip", booking(slip: slip())),
            ])

    private static let papers: [Change] =
        change(
            issue(paper()), Outcome.issue,
            [
                ("paper", issue(paper(title: "乙"))), ("person", issue(paper(), person: 9)),
                ("employer", issue(paper(), employer: 9)),
            ])
        + change(
            paper(), { .issue(issue($0)) },
            [
                ("kind", paper(kind: .acceptanceReceipt)), ("title", paper(title: "乙")),
                ("subtitle", paper(subtitle: "乙")), ("parts", paper(parts: [.note("乙")])),
                ("keyFields", paper(keyFields: [])), ("issuedOn", paper(issuedOn: "2026-09-02")),
                ("restsOnUnverified", paper(restsOnUnverified: true)),
            ])
        + change(
            field(), { .issue(issue(paper(keyFields: [$0]))) },
            [("name", Paper.Field("乙", "二")), ("value", Paper.Field("甲", "三"))])
        + change(
            table(), { .issue(issue(paper(parts: [.table(heading: "表", $0)]))) },
            [
                ("columns", table(columns: [column(heading: "乙")])), ("rows", table(rows: [["二"]])),
                ("total", table(total: nil)),
            ])
        + change(
            column(), { .issue(issue(paper(parts: [.table(heading: "表", table(columns: [$0]))]))) },
            [
                ("heading", column(heading: "乙")), ("alignment", column(alignment: .centre)),
                ("weight", column(weight: 2)),
            ])

    private static let messages: [Change] =
        change(
            stop(), { .tell(.stopNotice($0)) },
            [
                ("creditCode", stop(creditCode: "2")), ("employerName", stop(employerName: "乙")),
                ("personNumber", stop(personNumber: "2")), ("personName", stop(personName: "乙")),
                ("lastMonth", stop(lastMonth: "2026-07")),
            ])
        + change(
            notice(), { .tell(.enrolmentNotice($0)) },
            [
                ("creditCode", notice(creditCode: "2")), ("employerName", notice(employerName: "乙")),
                ("personNumber", notice(personNumber: "2")), ("personName", notice(personName: "乙")),
                ("firstPeriod", notice(firstPeriod: "2026-08")), ("declaredWage", notice(wage: 2)),
            ])
        + change(
            notice(), { .tell(.wageNotice($0)) },
            [
                ("creditCode", notice(creditCode: "2")), ("employerName", notice(employerName: "乙")),
                ("personNumber", notice(personNumber: "2")), ("personName", notice(personName: "乙")),
                ("firstPeriod", notice(firstPeriod: "2026-08")), ("declaredWage", notice(wage: 2)),
            ])
        + change(
            message(), { .tell(.shortMessage($0)) },
            [
                ("phone", ShortMessage(phone: "2", text: "文")), ("text", ShortMessage(phone: "1", text: "字")),
            ])
        + change(
            toDo(), Outcome.remind,
            [
                ("key", toDo(key: key(kind: "other"))), ("sentence", toDo(sentence: "乙")),
                ("dueOn", toDo(dueOn: nil)), ("matter", toDo(matter: nil)), ("answers", toDo(answers: [:])),
            ])
        + change(
            key(), Outcome.settle,
            [
                ("applicant", key(applicant: .person(PersonId(5)))), ("kind", key(kind: "other")),
                ("subject", key(subject: "2026-08")),
            ])
        + change(
            linked(), Outcome.suggest,
            [
                ("slug", linked(slug: "b")), ("reason", linked(reason: "乙")), ("answers", linked(answers: [:])),
            ])
}
