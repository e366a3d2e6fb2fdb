import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

/// 单位账户, 过录表, 结算单 and 年度对账单, against the ledger and the audit.
@Suite struct `An employer's account` {
    // 12 000 yuan: pension 16 % + 8 %, unemployment 0.5 % + 0.5 %, work injury 0.2 %: 3 024 yuan a person.
    private let onePerson = Money(yuanText: "3024.00")!
    private var two: Money { onePerson + onePerson }

    private func account(_ scene: DeskScene) async throws -> AccountYear {
        try await Pages(scene.desk).account(of: nil, by: DeskScene.operator)
    }

    /// What the account says is what the ledger holds, and the audit finds nothing.
    private func expectAgreement(_ scene: DeskScene, _ view: AccountYear) async throws {
        let receivable = try await scene.balance(.employerReceivable)
        #expect(view.account.total.balance == receivable)
        #expect(view.account.lines.map(\.total).total == view.account.total)
        #expect(view.account.periods.map(\.figures).total == view.account.total)
        let plans = try await scene.plans()
        #expect(view.account.total.receivable == plans.map(\.total).total)
        #expect(view.account.total.received == plans.map(\.received).total)
        #expect(view.account.total.offset == plans.map(\.offset).total)
        #expect(
            view.standing.overdue + view.standing.notYetDue - view.standing.credit == view.account.total.balance)
        try await scene.expectCleanBooks()
    }

    @Test(arguments: Engine.allCases)
    func `billed, paid in part, paid whole, paid too much`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let empty = try await account(scene)
            #expect(empty.account.rows.isEmpty && empty.earliest == nil)
            for number in 1...2 { try await scene.enrol(Newcomer(number)) }
            try await scene.makePlan()
            let billed = try await account(scene)
            #expect(billed.account.total == AccountFigures(receivable: two))
            #expect(billed.headcount.values.flatMap(\.values) == [2, 2, 2])
            #expect(billed.earliest == Month("2026-11"))
            try await expectAgreement(scene, billed)

            try await scene.receive("SP00000001", yuan: "1000.00")
            let part = try await account(scene)
            #expect(part.account.total.received == Money(yuan: 1_000))
            #expect(part.account.total.balance == two - Money(yuan: 1_000))
            try await expectAgreement(scene, part)

            try await scene.receive("SP00000002", yuan: "6000.00")
            let over = try await account(scene)
            #expect(over.account.total == AccountFigures(receivable: two, received: two))
            #expect(over.standing.unallocated == Money(yuan: 7_000) - two)
            try await expectAgreement(scene, over)
        }
    }

    @Test(arguments: Engine.allCases)
    func `taken back, credited, and the credit set against the next plan`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.receive("SP00000001", yuan: "3024.00")
            try await scene.reverse(wrong)
            try await scene.makePlan()
            let credited = try await account(scene)
            #expect(credited.account.total == AccountFigures(receivable: .zero, received: onePerson))
            #expect(credited.standing.credit == onePerson)
            #expect(Set(credited.headcount.values.flatMap(\.values)) == [0])
            #expect(credited.account.periods.flatMap(\.plans).map(\.figures.balance) == [.zero, -onePerson])
            try await expectAgreement(scene, credited)
            let year = try await Pages(scene.desk).staffYear(of: nil, by: DeskScene.operator)
            #expect(year.people.flatMap(\.lines).isEmpty)

            for number in 2...3 { try await scene.enrol(Newcomer(number)) }
            try await scene.makePlan()
            let offset = try await account(scene)
            #expect(offset.account.total.balance == onePerson)
            #expect(offset.account.periods.flatMap(\.plans).map(\.figures.offset) == [.zero, -onePerson, onePerson])
            #expect(offset.headcount.values.flatMap(\.values) == [2, 2, 2])
            try await expectAgreement(scene, offset)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the people's year is what their rows come to, and its received part what is settled`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.enrol(Newcomer(2), wage: "1000000")
            try await scene.makePlan()
            let pages = Pages(scene.desk)
            let year = try await pages.staffYear(of: 2026, by: DeskScene.operator)
            #expect(year.peopleCount == 2)
            let billed = try await account(scene).account.total.receivable
            #expect(year.people.map(\.total).total == billed)
            #expect(year.people.map(\.months) == [1, 1])
            #expect(year.people.map(\.received).total == .zero)
            let bases = try await pages.staffBases(in: nil, by: DeskScene.operator)
            let words = bases.people.map { person in
                person.lines.map { bases.limits[$0.line]?.word(for: $0.base) }
            }
            #expect(words == [["", "", ""], ["按上限", "按上限", "按上限"]])
            let rest = try #require(try await scene.plans().first).outstanding
            try await scene.receive("SP00000001", yuan: rest.yuanText)
            let paid = try await pages.staffYear(of: 2026, by: DeskScene.operator)
            #expect(paid.people.map(\.received) == paid.people.map(\.total))
            #expect(try await pages.staffYear(of: 2026, page: 2, by: DeskScene.operator).people.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what tax was told and has confirmed, and what medical says of its months`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let pages = Pages(scene.desk)
            let before = try await pages.taxAccount(of: nil, by: DeskScene.operator)
            #expect(before.bills.map(\.payable) == [onePerson])
            guard case .awaited = before.bills[0].answer else { return #expect(Bool(false), "sent before the courier") }
            _ = try await Courier(scene.desk).round()
            try await scene.receive("SP00000001", yuan: "4000.00")
            try await scene.database.transaction { tx in
                try tx.keepMedicalMonth(
                    employer: DeskScene.employer, period: Month("2026-11")!, people: 1, unit: Money(yuan: 1_176),
                    person: Money(yuan: 243), asOf: Day("2026-11-02")!)
            }
            let after = try await pages.taxAccount(of: nil, by: DeskScene.operator)
            guard case .confirmed = after.bills[0].answer else { return #expect(Bool(false), "not confirmed") }
            #expect(after.receipts.map(\.amount) == [Money(yuan: 4_000)])
            #expect(after.receipts.map(\.unallocated) == [Money(yuan: 4_000) - onePerson])
            let medical = try await account(scene).medical.values.map(\.total)
            #expect(medical == [Money(yuan: 1_419)])
        }
    }

    @Test(arguments: Engine.allCases)
    func `another employer sees nothing of it, and nobody else anything at all`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let pages = Pages(scene.desk)
            let other = try await pages.account(of: nil, by: DeskScene.otherOperator)
            #expect(other.account.rows.isEmpty)
            #expect(try await pages.taxAccount(of: nil, by: DeskScene.otherOperator).bills.isEmpty)
            #expect(try await pages.staffYear(of: nil, by: DeskScene.otherOperator).people.isEmpty)
            #expect(try await pages.staffBases(in: nil, by: DeskScene.otherOperator).people.isEmpty)
            for stranger in [DeskScene.teller, DeskScene.individual(PersonId(1))] {
                await #expect(throws: DeskRefusal.self) { try await pages.account(of: nil, by: stranger) }
                await #expect(throws: DeskRefusal.self) { try await pages.staffYear(of: nil, by: stranger) }
                await #expect(throws: DeskRefusal.self) { try await pages.calendar(by: stranger) }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `its papers say what the account says, are its own, and are known to the verification page`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            for number in 1...2 { try await scene.enrol(Newcomer(number)) }
            try await scene.makePlan()
            try await scene.receive("SP00000001", yuan: "1000.00")
            let plan = try #require(try await scene.plans().first)
            let cases = [
                try await scene.file("settlement-statement", ["plan": plan.number]),
                try await scene.file("payment-transcript", ["from": "2025-01", "through": "2026-11"]),
                try await scene.file("yearly-statement", ["year": "2026"]),
            ]
            let room = PaperRoom(scene.desk, queue: DrawingQueue())
            let verification = Verification(scene.desk, queue: DrawingQueue())
            for (id, kind) in zip(cases, [Paper.Kind.settlementStatement, .paymentTranscript, .yearlyStatement]) {
                let issued = try #require(try await scene.papers(of: id).first { $0.paper.kind == kind })
                _ = try await room.paper(issued.number, by: DeskScene.operator)
                await #expect(throws: DeskRefusal.self) {
                    try await room.paper(issued.number, by: DeskScene.otherOperator)
                }
                guard case .authentic(let shown) = try await verification.judge(number: issued.number) else {
                    return #expect(Bool(false), "\(kind) is not known")
                }
                #expect(shown.title == issued.paper.title)
                let texts = issued.paper.keyFields.map(\.value)
                #expect(texts.contains(kind == .yearlyStatement ? "2" : two.yuanText), "\(texts)")
            }
            try await scene.expectCleanBooks()
        }
    }
}
