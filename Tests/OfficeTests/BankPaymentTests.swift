import Basics
import Casework
import Database
import Exchange
import Matters
import Office
import Records
import Storage
import Testing

/// 12 000 yuan of one person: 3 024.00 a month, made on 2026-11-02, deducted on 2026-11-03.
@Suite struct `Paying through the bank` {
    private func withAnAnnouncedDeduction(
        _ engine: Engine, _ body: (DeskScene) async throws -> Void
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.agree("XY1")
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await body(scene)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a deduction is announced, sent on its day, and what comes of it is booked`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            let announced = "2026年11月社会保险费3,024.00元将于2026年11月3日从尾号0191的账户自动扣款，请在扣款日前存足款项。"
            #expect(try await scene.toDos().first { $0.key.kind == "payment-due" }?.sentence == announced)
            #expect(try await scene.letters("message").contains { $0.contains(announced) })
            #expect(try await scene.desk.runBankRound(in: DeskScene.region) == 0)
            let order = try await scene.sendDeduction()
            #expect(order.amount == Money(yuanText: "3024.00"))
            #expect(order.agreementNumber == "XY1")
            // A second round on the same day sends nothing again.
            #expect(try await scene.desk.runBankRound(in: DeskScene.region) == 0)
            for key in ["result-one", "result-two", "result-one"] {
                #expect(try await scene.deducted(order, key: key) == .received)
            }
            #expect(try await scene.count("SELECT count(*) FROM receipt") == 1)
            #expect(try await scene.plans()[0].outstanding == .zero)
            #expect(try await scene.orders().map(\.status) == [.done])
            #expect(try await scene.toDos().isEmpty)
            #expect(try await scene.refusedNotes() == [])
            let bill = try await scene.bills().last
            #expect(bill?.payable == .zero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a failure is told at once with its reason, and the plan is paid by an online order`(
        on engine: Engine
    ) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            let order = try await scene.sendDeduction()
            try await scene.failed(order)
            let told = try #require(try await scene.toDos().first { $0.key.kind == "payment-due" })
            #expect(
                told.sentence
                    == "2026年11月缴费计划（3,024.00元）扣款未成功：账户余额不足。请改用网银缴费、到经办机构柜台刷卡、银行汇款缴纳。逾期缴纳的，自欠缴之日起按日加收0.05%的滞纳金。"
            )
            #expect(try await scene.letters("message").last?.contains("扣款未成功：账户余额不足。") == true)
            // A repeat tells nothing twice; the contrary is work for somebody.
            let texts = try await scene.letters("message").count
            try await scene.failed(order, key: "failed-again")
            #expect(try await scene.letters("message").count == texts)

            let plan = try await scene.plans()[0].number
            try await scene.file("online-bank-order", ["planNumber": plan])
            let online = try await scene.onlineOrders()[0]
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file("online-bank-order", ["planNumber": plan])
            }
            try await scene.paid(online, reference: "LS9")
            #expect(try await scene.plans()[0].outstanding == .zero)
            #expect(try await scene.orders().map(\.status) == [.done, .failed])
            #expect(try await scene.toDos().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a wrong amount loses and doubles nothing`(on engine: Engine) async throws {
        for (amount, rest, over) in [("3024.01", "0.00", "0.01"), ("3023.99", "0.01", nil as String?)] {
            try await withAnAnnouncedDeduction(engine) { scene async throws in
                let order = try await scene.sendDeduction()
                try await scene.deducted(order, yuan: amount)
                #expect(try await scene.plans()[0].outstanding == Money(yuanText: rest)!)
                let waiting = try await scene.database.read { tx in
                    try tx.books.unallocated(in: DeskScene.region, limit: 10)
                }
                #expect(waiting.map(\.unallocated.yuanText) == [over].compactMap(\.self))
                // The same reference with another amount is a contradiction, not more money.
                try await scene.deducted(order, yuan: "1.00", key: "contradiction")
                #expect(try await scene.count("SELECT count(*) FROM receipt") == 1)
                #expect(try await scene.refusedNotes().count == 1)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a result without its order, and money before its failure, are not lost`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            let order = try await scene.sendDeduction()
            // The later of two contradictory results comes first.
            try await scene.deducted(order)
            try await scene.failed(order)
            #expect(try await scene.plans()[0].outstanding == .zero)
            #expect(try await scene.toDos().isEmpty)
            #expect(try await scene.refusedNotes().count == 1)
            let stranger = BankDeductionOrder(
                orderNumber: "D1", agreementNumber: "XY9", creditCode: DeskScene.creditCode, planNumber: "J1",
                amount: Money(yuan: 5), deductOn: scene.clock.today)
            try await scene.deducted(stranger, reference: "LS8", key: "stranger-1")
            try await scene.failed(stranger, key: "stranger-2")
            let waiting = try await scene.database.read { tx in
                try tx.books.unallocated(in: DeskScene.region, limit: 10)
            }
            #expect(waiting.map(\.unallocated) == [Money(yuan: 5)])
        }
    }

    @Test(arguments: Engine.allCases)
    func `silence is work for the staff from the next day on`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            _ = try await scene.sendDeduction()
            #expect(try await scene.desk.unansweredOrders(for: DeskScene.teller).isEmpty)
            scene.clock.advance(seconds: 86_400)
            #expect(try await scene.desk.unansweredOrders(for: DeskScene.teller).count == 1)
            #expect(try await scene.desk.worklist(of: DeskScene.teller).openWork.unansweredOrders == 1)
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file("deduction-agreement-end", ["reason": "other"])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a deduction that nobody answers is closed with its reason, the bank and the employer are told`(
        on engine: Engine
    ) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            let order = try await scene.sendDeduction()
            func close(_ reason: String = "银行确认未扣款", by staff: Principal = DeskScene.teller) async throws {
                try await scene.desk.closeUnanswered(order.orderNumber, because: reason, by: staff)
            }
            // The bank has this day to answer.
            await #expect(throws: DeskRefusal.self) { try await close() }
            scene.clock.advance(seconds: 86_400)
            await #expect(throws: DeskRefusal.self) { try await close("  ") }
            await #expect(throws: DeskRefusal.self) { try await close(by: DeskScene.operator) }
            try await close()
            await #expect(throws: DeskRefusal.self) { try await close() }
            #expect(try await scene.desk.unansweredOrders(for: DeskScene.teller).isEmpty)
            #expect(try await scene.orders().map(\.status) == [.cancelled])
            #expect(try await scene.orders().map(\.reason) == ["经办机构与银行核对后关闭：银行确认未扣款"])
            #expect(
                try await scene.count("SELECT count(*) FROM order_closing WHERE closed_by = \(DeskScene.teller.login)")
                    == 1)
            let told = try await scene.letters("order-cancellation").map {
                try BankOrderCancellation(body: Array($0.utf8))
            }
            #expect(told.map(\.orderNumber) == [order.orderNumber])
            let toDo = try #require(try await scene.toDos().first { $0.key.kind == "payment-due" })
            #expect(toDo.sentence.contains("扣款没有结果，经办机构已与银行核对并停止扣款。请改用网银缴费"))
            // The bank's failure says no more than the closing does.
            try await scene.failed(order)
            #expect(try await scene.refusedNotes() == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `what comes for a closed deduction after all is booked, and what was paid twice waits`(
        on engine: Engine
    ) async throws {
        for paysOtherwise in [false, true] {
            try await withAnAnnouncedDeduction(engine) { scene async throws in
                let order = try await scene.sendDeduction()
                scene.clock.advance(seconds: 86_400)
                try await scene.desk.closeUnanswered(order.orderNumber, because: "银行确认未扣款", by: DeskScene.reviewer)
                if paysOtherwise {
                    try await scene.file("online-bank-order", ["planNumber": try await scene.plans()[0].number])
                    try await scene.paid(try #require(try await scene.onlineOrders().last), reference: "LS2")
                }
                try await scene.deducted(order)
                #expect(try await scene.plans()[0].outstanding == .zero)
                #expect(try await scene.orders().allSatisfy { $0.status == .done })
                let waiting = try await scene.database.read { tx in
                    try tx.books.unallocated(in: DeskScene.region, limit: 10)
                }
                #expect(waiting.map(\.unallocated.yuanText) == (paysOtherwise ? ["3024.00"] : []))
                #expect(try await scene.toDos().isEmpty)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `an online order is cancelled once; a payment that was on its way is booked`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            let plan = try await scene.plans()[0].number
            try await scene.file("online-bank-order", ["planNumber": plan])
            let order = try #require(try await scene.onlineOrders().last)
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file(
                    "online-bank-order-cancellation", ["orderNumber": order.orderNumber], by: DeskScene.otherOperator)
            }
            try await scene.file("online-bank-order-cancellation", ["orderNumber": order.orderNumber])
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file("online-bank-order-cancellation", ["orderNumber": order.orderNumber])
            }
            #expect(try await scene.orders().map(\.status) == [.cancelled, .cancelled])
            #expect(try await scene.letters("order-cancellation").count == 1)
            #expect(try await scene.toDos().contains { $0.key.kind == "payment-due" })
            try await scene.paid(order, reference: "LS3")
            #expect(try await scene.plans()[0].outstanding == .zero)
            #expect(try await scene.orders().map(\.status) == [.done, .cancelled])
            #expect(try await scene.refusedNotes() == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `one act gives an order for each plan that is to be paid`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            let pages = Pages(scene.desk)
            let plans = try await pages.plansToOrder(by: DeskScene.operator).map(\.number)
            #expect(plans.count == 2)
            try await scene.file("online-bank-order", ["planNumber": plans.joined(separator: " ")])
            #expect(try await scene.onlineOrders().map(\.planNumber) == plans)
            #expect(try await pages.plansToOrder(by: DeskScene.operator).isEmpty)
            for order in try await scene.onlineOrders() {
                try await scene.paid(order, reference: "LS\(order.orderNumber)")
            }
            #expect(try await scene.plans().map(\.outstanding) == [.zero, .zero])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was paid meanwhile is not deducted`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            try await scene.receive("SP1", yuan: "3000.00")
            let order = try await scene.sendDeduction()
            #expect(order.amount == Money(yuan: 24))
            try await scene.deducted(order, yuan: "24.00")
            #expect(try await scene.plans()[0].outstanding == .zero)
        }
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            try await scene.receive("SP1", yuan: "3024.00")
            scene.clock.advance(seconds: 86_400)
            #expect(try await scene.desk.runBankRound(in: DeskScene.region) == 1)
            #expect(try await scene.orders().map(\.status) == [.cancelled])
            #expect(try await scene.letters("deduction-order").isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an online order runs out, is told of, and can be made anew`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            let plan = try await scene.plans()[0].number
            try await scene.file("online-bank-order", ["planNumber": plan])
            #expect(try await scene.orders().map(\.status) == [.sent, .cancelled])
            scene.clock.advance(seconds: 2 * 86_400)
            #expect(try await scene.desk.runBankRound(in: DeskScene.region) == 1)
            #expect(try await scene.orders().first?.status == .expired)
            #expect(
                try await scene.toDos().first { $0.key.kind == "payment-due" }?.sentence.contains("网银缴费订单已过期") == true)
            try await scene.file("online-bank-order", ["planNumber": plan])
            #expect(try await scene.onlineOrders().count == 2)
            // Paid after all, late and for the order that ran out: booked, and the new order is left to run out.
            try await scene.paid(try await scene.onlineOrders()[0], reference: "LS7")
            #expect(try await scene.plans()[0].outstanding == .zero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `nothing is deducted while a card payment waits to be compared`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            let id = try await scene.enterCardPayment()
            scene.clock.advance(seconds: 86_400)
            _ = try await scene.desk.runBankRound(in: DeskScene.region)
            #expect(try await scene.letters("deduction-order").isEmpty)
            let version = try await scene.state(id).version
            try await scene.desk.refuse(id, version: version, reason: "凭条与登记不符。", by: DeskScene.reviewer)
            _ = try await scene.desk.runBankRound(in: DeskScene.region)
            #expect(try await scene.letters("deduction-order").count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a remittance finds its plan by its remark; any other waits`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let plan = try await scene.plans()[0].number
            try await scene.notice(.remittance, reference: "HK1", yuan: "1000.00", remark: "社保费\(plan.lowercased())。")
            try await scene.notice(.remittance, reference: "HK2", yuan: "7.00", remark: "社保费")
            try await scene.notice(.remittance, reference: "HK3", yuan: "8.00", remark: "J0000000000000000000")
            #expect(try await scene.plans()[0].received == Money(yuan: 1_000))
            let waiting = try await scene.database.read { tx in
                try tx.books.unallocated(in: DeskScene.region, limit: 10)
            }
            #expect(Set(waiting.map(\.unallocated)) == [Money(yuan: 7), Money(yuan: 8)])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `receipt and slip are papers of the employer alone`(on engine: Engine) async throws {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            try await scene.deducted(try await scene.sendDeduction())
            let pages = Pages(scene.desk)
            let view = try await pages.plan(try await scene.plans()[0].number, by: DeskScene.operator)
            let papers = view.payment.slips.flatMap(\.papers)
            #expect(papers.map(\.paper.title) == ["社会保险费缴款凭证", "社会保险费银行扣款回单"])
            #expect(view.payment.slips[0].slip.deliveredOn == Day("2026-11-06"))
            let room = PaperRoom(scene.desk, queue: DrawingQueue())
            _ = try await room.paper(papers[0].number, by: DeskScene.operator)
            await #expect(throws: DeskRefusal.self) {
                try await room.paper(papers[0].number, by: DeskScene.otherOperator)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `whichever call fails while a deduction is sent, it is sent once or not at all`(on engine: Engine) async throws
    {
        try await withAnAnnouncedDeduction(engine) { scene async throws in
            scene.clock.advance(seconds: 86_400)
            try await scene.desk.ids.prepare()
            for call in 1...60 {
                scene.faults.fail(call: call)
                var isDone = true
                do {
                    _ = try await scene.desk.runBankRound(in: DeskScene.region)
                } catch let fault as DatabaseError where fault.kind == .injected {
                    isDone = false
                }
                scene.faults.fail(call: nil)
                let isSent = try await scene.orders()[0].status == .sent
                #expect(try await scene.letters("deduction-order").count == (isSent ? 1 : 0))
                if isDone { return }
            }
            Issue.record("The work is never done.")
        }
    }
}
