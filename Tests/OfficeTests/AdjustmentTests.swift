import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// 撤销误办的参保登记, and the plans that take back what was billed of it.
@Suite struct `An enrolment taken back` {
    // 12 000 yuan: pension 16 % + 8 %, unemployment 0.5 % + 0.5 %, work injury 0.2 %: 3 024 yuan a person.
    private let onePerson = Money(yuanText: "3024.00")!

    @Test(arguments: Engine.allCases)
    func `billed and paid, taken back, adjusted, and its credit pays the next plan`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.receive("SP00000001", yuan: "3024.00")
            try await scene.reverse(wrong)
            #expect(try await scene.toDos().map(\.key.kind) == ["plan-not-adjusted"])
            try await scene.expectCleanBooks()

            try await scene.makePlan()
            let credit = try #require(try await scene.plans().first)
            #expect(credit.kind == .adjustment)
            #expect(credit.total == -onePerson)
            #expect(credit.outstanding == -onePerson)
            #expect(try await scene.toDos().isEmpty)
            #expect(try await scene.bills().count == 1)
            try await scene.expectCleanBooks()

            try await scene.enrol(Newcomer(2))
            try await scene.enrol(Newcomer(3))
            try await scene.makePlan()
            let plans = try await scene.plans()
            #expect(plans.map(\.outstanding) == [onePerson, .zero, .zero])
            let bill = try #require(try await scene.bills().last)
            #expect([bill.total, bill.credit, bill.payable] == [onePerson + onePerson, onePerson, onePerson])
            try await scene.expectCleanBooks()

            try await scene.receive("SP00000002", yuan: "3024.00")
            #expect(try await scene.plans().allSatisfy { $0.outstanding.isZero })
            #expect(try await scene.balance(.personalAccounts) == Money(yuan: -1_920))
            #expect(try await scene.balance(.cash) == onePerson + onePerson)
            #expect(try await scene.balance(.employerReceivable).isZero)
            #expect(try await scene.balance(.creditClearing).isZero)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `billed and not paid, it leaves less to pay at once, and tax is told`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            try await scene.makePlan()
            #expect(try await scene.plans().map(\.outstanding) == [.zero, onePerson])
            let bills = try await scene.bills()
            #expect(bills.map(\.payable) == [onePerson + onePerson, onePerson])
            #expect(Set(bills.map(\.planNumber)).count == 1)
            #expect(try await scene.toDos().map(\.sentence) == ["请缴纳2026年11月社会保险费3,024.00元（已抵扣3,024.00元）。"])
            try await scene.expectCleanBooks()
            try await scene.receive("SP00000001", yuan: "3024.00")
            #expect(try await scene.plans().allSatisfy { $0.outstanding.isZero })
            #expect(try await scene.balance(.personalAccounts) == Money(yuan: -960))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `the only person of a plan that nobody paid leaves nothing owed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            try await scene.makePlan()
            #expect(try await scene.plans().allSatisfy { $0.outstanding.isZero })
            #expect(try await scene.bills().map(\.payable) == [onePerson, .zero])
            for account in LedgerAccount.allCases {
                let balance = try await scene.balance(account)
                #expect(balance.isZero, "\(account)")
            }
            #expect(try await scene.toDos().isEmpty)
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan() }
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `not billed yet, it is just not billed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.reverse(wrong)
            #expect(try await scene.toDos().isEmpty)
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan() }
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `enrolled again after the adjustment, the month is billed again`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            for round in 0..<2 {
                let wrong = try await scene.enrol(Newcomer(1))
                try await scene.makePlan()
                #expect(try await scene.sequences() == Array(1...(2 * round + 1)))
                try await scene.reverse(wrong)
                try await scene.makePlan()
            }
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            #expect(try await scene.sequences() == [1, 2, 3, 4, 5])
            #expect(try await scene.plans().map(\.outstanding).total == onePerson)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `enrolled again at another wage before the adjustment, one plan takes back and bills anew`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            try await scene.enrol(Newcomer(1), wage: "8000")
            try await scene.makePlan()
            let plan = try #require(try await scene.plans().first)
            #expect(plan.kind == .adjustment)
            #expect(plan.people == 1)
            #expect(try await scene.sequences() == [1, 2, 3])
            #expect(try await scene.plans().map(\.outstanding).total == Money(yuan: 2_016))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `enrolled again at the same wage before the adjustment, what was billed stands`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            try await scene.enrol(Newcomer(1))
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan() }
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `another employer bills the month once the first has taken it back`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            try await scene.enrol(Newcomer(1), by: DeskScene.otherOperator)
            try await scene.makePlan()
            try await scene.makePlan(by: DeskScene.otherOperator)
            let plan = try #require(try await scene.plans(of: DeskScene.otherEmployer).first)
            #expect(plan.total == onePerson)
            #expect(plan.kind == .regular)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `taken back, adjusted and paid at once, nothing is counted twice`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...2 { group.addTask { try? await scene.reverse(wrong) } }
                for _ in 1...2 { group.addTask { _ = try? await scene.makePlan() } }
                group.addTask { _ = try? await scene.receive("SP00000001", yuan: "1000.00") }
            }
            _ = try? await scene.makePlan()
            #expect(try await scene.state(wrong).events.count { $0.act == .reverse } == 1)
            #expect(try await scene.sequences() == [1, 2])
            #expect(try await scene.plans().map(\.outstanding).total == Money(yuanText: "2024.00"))
            try await scene.expectCleanBooks()
        }
    }
}
