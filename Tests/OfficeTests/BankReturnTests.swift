import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// 3 024.00 yuan of one person, deducted on 2026-11-03, told as received, and given back by the bank.
@Suite struct `Money that the bank gives back` {
    private let whole = Money(yuanText: "3024.00")!

    private func withADeduction(
        _ engine: Engine, _ body: (DeskScene, BankDeductionOrder) async throws -> Void
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.agree("XY1")
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await body(scene, try await scene.sendDeduction())
            try await scene.expectCleanBooks()
        }
    }

    /// Nothing of the receipt is left in the books, and the plan is owed as on the first day.
    private func expectOwed(_ scene: DeskScene) async throws {
        let plan = try await scene.plans()[0]
        #expect(plan.received == .zero && plan.outstanding == whole)
        for account in [LedgerAccount.cash, .pooledFund, .personalAccounts, .unallocatedReceipts] {
            #expect(try await scene.balance(account) == .zero, "\(account)")
        }
        #expect(try await scene.balance(.employerReceivable) == whole)
    }

    @Test(arguments: Engine.allCases)
    func `is owed again, funds and accounts are as before, and the employer hears what to do`(
        on engine: Engine
    ) async throws {
        try await withADeduction(engine) { scene, order async throws in
            try await scene.deducted(order)
            #expect(try await scene.balance(.personalAccounts) != .zero)
            let entries = try await scene.count("SELECT count(*) FROM ledger_entry")
            try await scene.giveBack("LS1", key: "return-0001")
            try await expectOwed(scene)
            // Nothing that was entered has gone: each entry of the receipt has its opposite.
            #expect(
                try await scene.count("SELECT count(*) FROM ledger_entry WHERE kind = 'returned'")
                    == scene.count("SELECT count(*) FROM ledger_entry WHERE kind IN ('receipt', 'crediting')"))
            #expect(try await scene.count("SELECT count(*) FROM ledger_entry WHERE kind <> 'returned'") == entries)
            let told = try #require(try await scene.toDos().first { $0.key.kind == "payment-due" })
            #expect(
                told.sentence
                    == "2026年11月缴费计划已缴的3,024.00元被银行退回（付款账户已销户），尚欠3,024.00元，原缴款凭证和回单已作废。请改用网银缴费、到经办机构柜台刷卡、银行汇款缴纳。逾期缴纳的，自欠缴之日起按日加收0.05%的滞纳金。"
            )
            #expect(try await scene.letters("message").last?.contains("被银行退回（付款账户已销户）") == true)
            #expect(try await scene.orders().map(\.status) == [.returned])
            #expect(try await scene.orders().map(\.reason) == ["付款账户已销户。"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `tax is told that it is to be collected again, in whatever order its bills arrive`(
        on engine: Engine
    ) async throws {
        try await withADeduction(engine) { scene, order async throws in
            try await scene.deducted(order)
            try await scene.giveBack("LS1", key: "return-0001")
            let bills = try await scene.bills()
            #expect(bills.map(\.payable) == [whole, .zero, whole])
            #expect(bills.map(\.credit) == [.zero, whole, whole])
            #expect(bills.map(\.returned) == [.zero, .zero, whole])
            let account = try await Pages(scene.desk).taxAccount(of: 2026, by: DeskScene.operator)
            #expect(account.bills.map(\.payable) == [whole, .zero, whole])
            #expect(account.receipts.map(\.standing) == [.zero])
            #expect(bills[2].isLater(than: bills[1]) && !bills[1].isLater(than: bills[2]))
        }
    }

    @Test(arguments: Engine.allCases)
    func `receipt and slip are withdrawn, and a stranger is told so`(on engine: Engine) async throws {
        try await withADeduction(engine) { scene, order async throws in
            try await scene.deducted(order)
            let pages = Pages(scene.desk)
            let plan = try await scene.plans()[0].number
            let issued = try await pages.plan(plan, by: DeskScene.operator).payment.slips.flatMap(\.papers)
            #expect(issued.count == 2 && issued.allSatisfy { $0.withdrawal == nil })
            try await scene.giveBack("LS1", key: "return-0001")
            let slips = try await pages.plan(plan, by: DeskScene.operator).payment.slips
            #expect(slips.map(\.slip.returnedOn) == [scene.clock.today])
            #expect(
                slips.flatMap(\.papers).map(\.withdrawal?.reason)
                    == Array(repeating: "款项已被银行退回：付款账户已销户。", count: 2))
            let verification = Verification(scene.desk, queue: DrawingQueue())
            for paper in issued {
                guard case .withdrawn = try await verification.judge(number: paper.number) else {
                    Issue.record("a stranger takes \(paper.paper.title) for valid")
                    continue
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a repeat of either message changes nothing`(on engine: Engine) async throws {
        try await withADeduction(engine) { scene, order async throws in
            for key in ["result-0001", "result-0002"] { try await scene.deducted(order, key: key) }
            for key in ["return-0001", "return-0002", "return-0001"] {
                #expect(try await scene.giveBack("LS1", key: key) == .received)
            }
            // The bank tells of the receipt once more: it is the one that has gone.
            try await scene.deducted(order, key: "result-0003")
            try await expectOwed(scene)
            #expect(try await scene.count("SELECT count(*) FROM receipt_return") == 1)
            #expect(try await scene.refusedNotes() == [])
            // Another return of the same money, and one of another amount, are work for somebody.
            try await scene.giveBack("LS1", number: "TH2", key: "return-0003")
            #expect(try await scene.refusedNotes() == ["到账凭证LS1已按退回流水号TH1于2026年11月3日退回。"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a return before its receipt waits for it, and undoes it`(on engine: Engine) async throws {
        try await withADeduction(engine) { scene, order async throws in
            for key in ["return-0001", "return-0002"] { try await scene.giveBack("LS1", key: key) }
            #expect(try await scene.desk.waitingReturns(for: DeskScene.teller).map(\.receiptNumber) == ["LS1"])
            #expect(try await scene.desk.worklist(of: DeskScene.teller).openWork.waitingReturns == 1)
            #expect(try await scene.refusedNotes() == [])
            try await scene.deducted(order)
            try await expectOwed(scene)
            #expect(try await scene.desk.waitingReturns(for: DeskScene.teller).isEmpty)
            #expect(try await scene.count("SELECT count(*) FROM receipt_return") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a return that came first with another amount is work for somebody`(on engine: Engine) async throws {
        try await withADeduction(engine) { scene, order async throws in
            try await scene.giveBack("LS1", yuan: "3024.01", key: "return-0001")
            try await scene.deducted(order)
            #expect(try await scene.plans()[0].outstanding == .zero)
            let waiting = try await scene.desk.waitingReturns(for: DeskScene.teller)
            #expect(waiting.map(\.problem) == ["退回3,024.01元，与到账凭证LS1的3,024.00元不同。"])
            #expect(try await scene.desk.runBankRound(in: DeskScene.region) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a return of another amount than was booked is work for somebody, until a matching one undoes the receipt`(
        on engine: Engine
    ) async throws {
        for corrected in ["TH1", "TH2"] {
            try await withADeduction(engine) { scene, order async throws in
                try await scene.deducted(order)
                for key in ["return-0001", "return-0002"] {
                    try await scene.giveBack("LS1", yuan: "3023.99", key: key)
                }
                #expect(try await scene.plans()[0].outstanding == .zero)
                let waiting = try await scene.desk.waitingReturns(for: DeskScene.teller)
                #expect(waiting.map(\.problem) == ["退回3,023.99元，与到账凭证LS1的3,024.00元不同。"])
                #expect(try await scene.desk.worklist(of: DeskScene.teller).openWork.waitingReturns == 1)
                #expect(try await scene.refusedNotes() == [])
                try await scene.giveBack("LS1", number: corrected, key: "return-0003")
                try await expectOwed(scene)
                #expect(try await scene.desk.waitingReturns(for: DeskScene.teller).isEmpty)
                #expect(try await scene.count("SELECT count(*) FROM receipt_return") == 1)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a card payment that the bank gave back before the teller entered it is undone in the next round`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.giveBack("POS1", key: "return-0001")
            try await scene.payByCard()
            #expect(try await scene.desk.runBankRound(in: DeskScene.region) == 1)
            try await expectOwed(scene)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `paid anew it is settled anew, and only what was paid too much waits`(on engine: Engine) async throws {
        try await withADeduction(engine) { scene, order async throws in
            try await scene.deducted(order, yuan: "3024.01")
            try await scene.giveBack("LS1", yuan: "3024.01", key: "return-0001")
            try await expectOwed(scene)
            let plan = try await scene.plans()[0].number
            try await scene.file("online-bank-order", ["planNumber": plan])
            try await scene.paid(try #require(try await scene.onlineOrders().last), reference: "LS2")
            #expect(try await scene.plans()[0].outstanding == .zero)
            #expect(try await scene.orders().map(\.status) == [.done, .returned])
            #expect(try await scene.toDos().isEmpty)
            #expect(try await scene.bills().last?.payable == .zero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `one of two part payments given back leaves the other`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let plan = try await scene.plans()[0].number
            try await scene.notice(.remittance, reference: "HK1", yuan: "1000.00", remark: plan)
            try await scene.notice(.remittance, reference: "HK2", yuan: "2024.00", remark: plan)
            #expect(try await scene.plans()[0].outstanding == .zero)
            try await scene.giveBack("HK1", yuan: "1000.00", key: "return-0001")
            #expect(try await scene.plans()[0].outstanding == Money(yuan: 1_000))
            #expect(try await scene.balance(.personalAccounts) == .zero)
            #expect(try await scene.balance(.cash) == Money(yuan: 2_024))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `overdue again, its late fee runs from the day after it was due`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let now = scene.clock.now
            try await scene.database.transaction { tx in
                try tx.learnTaxWindow(
                    DeskScene.region, Month("2026-11")!, opensOn: Day("2026-11-01")!, closesOn: Day("2026-11-25")!,
                    at: now)
            }
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let plan = try await scene.plans()[0].number
            try await scene.notice(.remittance, reference: "HK1", yuan: "3024.00", remark: plan)
            scene.clock.advance(seconds: 40 * 86_400)
            let pages = Pages(scene.desk)
            #expect(try await pages.arrears(by: DeskScene.operator).arrears.isEmpty)
            try await scene.giveBack("HK1", key: "return-0001")
            let arrears = try await pages.arrears(by: DeskScene.operator)
            #expect(arrears.owed == whole && arrears.arrears.map(\.plan.dueOn) == [Day("2026-11-25")])
            // 0.05 % of it for each day after the last on which it was to be paid.
            let days = Int64(arrears.today.days(since: Day("2026-11-25")!))
            #expect(arrears.lateFee == Money(fen: (whole.fen * days * 5 + 5_000) / 10_000))
            let told = try await scene.toDos().first { $0.key.kind == "payment-due" }
            #expect(told?.sentence.contains("缴费期限2026年11月25日已过，请改用") == true)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `whichever call fails while it is given back, it is given back once or not at all`(
        on engine: Engine
    ) async throws {
        try await withADeduction(engine) { scene, order async throws in
            try await scene.deducted(order)
            try await scene.desk.ids.prepare()
            for call in 1...200 {
                scene.faults.fail(call: call)
                var isDone = true
                do {
                    try await scene.giveBack("LS1", key: "return-0001")
                } catch let fault as DatabaseError where fault.kind == .injected {
                    isDone = false
                }
                scene.faults.fail(call: nil)
                let returned = try await scene.count("SELECT count(*) FROM receipt_return")
                #expect(try await scene.plans()[0].outstanding == (returned == 1 ? whole : .zero))
                if isDone { return }
            }
            Issue.record("The work is never done.")
        }
    }

    @Test(arguments: Engine.allCases)
    func `the audit names a return that nobody told of, and one that was changed`(on engine: Engine) async throws {
        try await withADeduction(engine) { scene, order async throws in
            try await scene.deducted(order)
            try await scene.giveBack("LS1", key: "return-0001")
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE receipt_return SET number = 'TH9'")
            #expect(try await scene.audit().findings.map(\.table) == ["receipt_return"])
            try await scene.run("UPDATE receipt_return SET number = 'TH1'")
            try await scene.run("DELETE FROM ledger_posting WHERE entry_id = (SELECT max(id) FROM ledger_entry)")
            #expect(try await !scene.audit().findings.isEmpty)
            try await scene.run(
                """
                INSERT INTO ledger_posting (entry_id, account, amount_fen)
                SELECT (SELECT max(id) FROM ledger_entry), p.account, -p.amount_fen FROM ledger_posting p
                WHERE p.entry_id = (SELECT max(id) FROM ledger_entry WHERE kind = 'crediting')
                """)
        }
    }
}
