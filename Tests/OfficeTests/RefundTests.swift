import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

extension DeskScene {
    /// A teller files what becomes of money that waits; nobody has looked at it yet.
    func dispose(
        of receipt: String, to employer: EmployerId? = nil, because grounds: String = "与付款人核对"
    ) async throws -> CaseId {
        let draft = try await desk.beginDisposal(of: receipt, to: employer, by: Self.teller)
        var answers = try await desk.draft(draft, of: Self.teller).application.answers
        answers["grounds"] = grounds
        _ = try await desk.fill(draft, with: answers, by: Self.teller)
        return try await submit(draft, by: Self.teller)
    }

    func refundOrders() async throws -> [BankRefundOrder] {
        try await letters("refund-order").map { try BankRefundOrder(body: Array($0.utf8)) }
    }

    @discardableResult
    func refunded(
        _ order: BankRefundOrder, as reference: String = "TK1", key: String = "refund-0001"
    ) async throws -> Reception {
        try await hear(
            BankRefundResult(
                orderNumber: order.orderNumber, answeredOn: clock.today, outcome: .paid(bankReference: reference)),
            key: key)
    }

    @discardableResult
    func refundFailed(_ order: BankRefundOrder, key: String = "refund-fail") async throws -> Reception {
        try await hear(
            BankRefundResult(
                orderNumber: order.orderNumber, answeredOn: clock.today,
                outcome: .failed(
                    PartnerRefusal(code: "ACCOUNT-UNKNOWN", sentence: "本行没有该账号。", remedy: "请核对账号和开户银行后重新提交。"))),
            key: key)
    }

    func unallocated() async throws -> [String] {
        try await desk.unallocatedReceipts(for: Self.teller).map { "\($0.number) \($0.unallocated.yuanText)" }
    }

    /// Takes in a case, where nobody has, and grants it.
    func acceptAndApprove(_ id: CaseId) async throws {
        try await desk.accept(id, version: try await state(id).version, by: Self.teller)
        try await approve(id)
    }
}

/// 12 000 yuan of one person: 3 024.00 a month.
@Suite struct `Money that waits` {
    private func withARemittance(
        _ engine: Engine, yuan: String, _ body: (DeskScene) async throws -> Void
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.notice(.remittance, reference: "HK1", yuan: yuan, remark: "社保费")
            #expect(try await scene.unallocated() == ["HK1 \(yuan)"])
            try await body(scene)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `is given to the employer whose it is by two people, pays its plans, and what is left is its own`(
        on engine: Engine
    ) async throws {
        try await withARemittance(engine, yuan: "3100.00") { scene async throws in
            let id = try await scene.dispose(of: "HK1", to: DeskScene.employer)
            #expect(try await scene.unallocated() == ["HK1 3100.00"])
            #expect(try await scene.plans()[0].received.isZero)
            let digest = try #require(try await scene.desk.view(id, by: DeskScene.reviewer).assessment?.digest)
            await #expect(throws: DeskRefusal.self) {
                _ = try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.teller)
            }
            try await scene.approve(id)
            #expect(try await scene.plans()[0].outstanding.isZero)
            #expect(try await scene.unallocated() == ["HK1 76.00"])
            #expect(try await scene.toDos().isEmpty)
            #expect(try await scene.balance(.cash) == Money(yuan: 3_100))
            #expect(try await scene.balance(.unallocatedReceipts) == Money(yuan: -76))
            #expect(try await scene.balance(.personalAccounts) == Money(yuan: -960))
            #expect(try await scene.bills().last?.payable == .zero)
            let payment = try await Pages(scene.desk).plan(try await scene.plans()[0].number, by: DeskScene.operator)
                .payment
            #expect(payment.slips.flatMap(\.papers).map(\.paper.title) == ["社会保险费缴款凭证"])
            // What is left pays the plan of another person, once it is made.
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.approve(try await scene.dispose(of: "HK1", to: DeskScene.employer))
            #expect(try await scene.plans().map(\.received).contains(Money(yuan: 76)))
            #expect(try await scene.unallocated().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `given to an employer, then given back by the bank, it leaves nothing behind`(on engine: Engine) async throws {
        try await withARemittance(engine, yuan: "3100.00") { scene async throws in
            try await scene.approve(try await scene.dispose(of: "HK1", to: DeskScene.employer))
            try await scene.giveBack("HK1", yuan: "3100.00", key: "return-0001")
            #expect(try await scene.plans()[0].outstanding == Money(yuan: 3_024))
            for account in [LedgerAccount.cash, .unallocatedReceipts, .personalAccounts, .pooledFund] {
                #expect(try await scene.balance(account).isZero, "\(account)")
            }
            let papers = try await Pages(scene.desk).plan(try await scene.plans()[0].number, by: DeskScene.operator)
                .payment.slips.flatMap(\.papers)
            #expect(!papers.isEmpty && papers.allSatisfy { $0.withdrawal != nil })
        }
    }

    @Test(arguments: Engine.allCases)
    func `given to the wrong employer, it is taken back by another, waits again, and finds the right one`(
        on engine: Engine
    ) async throws {
        try await withARemittance(engine, yuan: "3100.00") { scene async throws in
            let before = try await scene.database.read { tx in try tx.books.trialBalance(of: DeskScene.region) }
            let id = try await scene.dispose(of: "HK1", to: DeskScene.employer)
            try await scene.approve(id)
            #expect(try await scene.desk.view(id, by: DeskScene.reviewer).reversal == nil, "had part in it")
            try await scene.reverse(id, reason: "付款人来电更正", by: DeskScene.otherReviewer)
            #expect(try await scene.unallocated() == ["HK1 3100.00"])
            #expect(try await scene.plans()[0].outstanding == Money(yuan: 3_024))
            let after = try await scene.database.read { tx in try tx.books.trialBalance(of: DeskScene.region) }
            #expect(before.filter { !$0.amount.isZero } == after.filter { !$0.amount.isZero })
            let owed = try #require(try await scene.toDos().first { $0.key.kind == "payment-due" })
            #expect(owed.sentence.hasPrefix("2026年11月缴费计划已缴的3,024.00元原不是本单位的缴款，已撤销分配，尚欠3,024.00元"))
            let papers = try await Pages(scene.desk).plan(try await scene.plans()[0].number, by: DeskScene.operator)
                .payment.slips.flatMap(\.papers)
            #expect(papers.allSatisfy { $0.withdrawal != nil })
            let account = try await Pages(scene.desk).account(of: nil, by: DeskScene.operator).account
            #expect(account.total.balance == Money(yuan: 3_024) && account.total.received.isZero)
            try await scene.expectCleanBooks()

            let right = try await scene.dispose(of: "HK1", to: DeskScene.otherEmployer)
            try await scene.approve(right)
            #expect(try await scene.unallocated() == ["HK1 3100.00"])
            #expect(try await scene.plans()[0].received.isZero)
            try await scene.reverse(right, reason: "再次更正", by: DeskScene.otherReviewer)
            try await scene.approve(try await scene.dispose(of: "HK1"))
            #expect(try await scene.refundOrders().map(\.amount) == [Money(yuan: 3_100)])
            // What has been paid back is taken back no more.
            #expect(try await scene.desk.view(right, by: DeskScene.otherReviewer).reversal == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `goes back to whoever paid it, owed to them until the bank has paid`(on engine: Engine) async throws {
        try await withARemittance(engine, yuan: "7.00") { scene async throws in
            try await scene.approve(try await scene.dispose(of: "HK1"))
            let order = try #require(try await scene.refundOrders().first)
            #expect(order.destination == .payer(bankReference: "HK1") && order.amount == Money(yuan: 7))
            #expect(try await scene.unallocated().isEmpty)
            #expect(try await scene.balance(.refundsPayable) == Money(yuan: -7))
            #expect(try await scene.balance(.cash) == Money(yuan: 7))
            try await scene.expectCleanBooks()
            for key in ["refund-0001", "refund-0002", "refund-0001"] {
                #expect(try await scene.refunded(order, key: key) == .received)
            }
            #expect(try await scene.balance(.refundsPayable).isZero)
            #expect(try await scene.balance(.cash).isZero)
            #expect(try await scene.refusedNotes().isEmpty)
            // The contrary is work for somebody, and changes nothing.
            try await scene.refundFailed(order)
            #expect(try await scene.refusedNotes().count == 1)
            // The bank cannot give back what it has been paid out of.
            try await scene.giveBack("HK1", yuan: "7.00", key: "return-0001")
            #expect(try await scene.desk.waitingReturns(for: DeskScene.teller).count == 1)
            #expect(try await scene.balance(.cash).isZero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `waits again where the bank could not pay it back`(on engine: Engine) async throws {
        try await withARemittance(engine, yuan: "7.00") { scene async throws in
            let id = try await scene.dispose(of: "HK1")
            try await scene.approve(id)
            try await scene.refundFailed(try #require(try await scene.refundOrders().first))
            #expect(try await scene.unallocated() == ["HK1 7.00"])
            #expect(try await scene.balance(.refundsPayable).isZero)
            #expect(try await scene.balance(.unallocatedReceipts) == Money(yuan: -7))
            #expect(try await scene.state(id).events.last?.detail.succeeded == false)
            #expect(try await scene.desk.refundsToSeeTo(for: DeskScene.teller).map(\.order.status) == [.failed])
            try await scene.expectCleanBooks()
            try await scene.approve(try await scene.dispose(of: "HK1", because: "再次核对"))
            try await scene.refunded(try #require(try await scene.refundOrders().last))
            #expect(try await scene.balance(.cash).isZero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `two who act on one receipt do not spend it twice`(on engine: Engine) async throws {
        try await withARemittance(engine, yuan: "7.00") { scene async throws in
            let (back, given) = (
                try await scene.dispose(of: "HK1"), try await scene.dispose(of: "HK1", to: DeskScene.employer)
            )
            try await scene.approve(back)
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.approve(given) }
            #expect(try await scene.plans()[0].received.isZero)
            await #expect(throws: DeskRefusal.self) { _ = try await scene.dispose(of: "HK1") }
        }
    }

    @Test(arguments: Engine.allCases)
    func `only a teller begins it, and no applicant can`(on engine: Engine) async throws {
        try await withARemittance(engine, yuan: "7.00") { scene async throws in
            for principal in [DeskScene.reviewer, DeskScene.operator] {
                await #expect(throws: DeskRefusal.self) {
                    try await scene.desk.beginDisposal(of: "HK1", to: nil, by: principal)
                }
            }
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.begin(
                    "unallocated-receipt", for: .employer(DeskScene.employer), in: DeskScene.region, through: .office,
                    by: DeskScene.operator)
            }
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.begin(
                    "unallocated-receipt", for: .partner(.bank), in: DeskScene.region, through: .office,
                    by: DeskScene.operator)
            }
        }
    }
}

@Suite struct `A credit paid back` {
    private static let account = ["account": "9900000000000000191", "branch": "演示银行示范支行"]

    /// Paid for somebody who was taken back: a credit of 3 024.00, of which 1 008.00 were the person's, and 7.00 too much.
    private func withACredit(_ engine: Engine, _ body: (DeskScene) async throws -> Void) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.receive("SP1", yuan: "3031.00")
            try await scene.reverse(wrong)
            try await scene.makePlan()
            try await body(scene)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `is owed to the employer once another has looked at it, and gone once the bank has paid`(
        on engine: Engine
    ) async throws {
        try await withACredit(engine) { scene async throws in
            let standing = try await Pages(scene.desk).account(of: nil, by: DeskScene.operator).standing
            #expect(standing.refundable == Money(yuan: 3_031))
            let id = try await scene.file("credit-refund", Self.account)
            #expect(try await scene.state(id).status == .submitted)
            #expect(try await scene.refundOrders().isEmpty)
            try await scene.acceptAndApprove(id)
            let order = try #require(try await scene.refundOrders().first)
            #expect(order.amount == Money(yuan: 3_031))
            #expect(
                order.destination
                    == .account(
                        .init(accountName: "演示单位1", accountNumber: "9900000000000000191", branchName: "演示银行示范支行")))
            #expect(try await scene.plans().allSatisfy { $0.outstanding.isZero })
            #expect(try await scene.unallocated().isEmpty)
            #expect(try await scene.balance(.refundsPayable) == Money(yuan: -3_031))
            // What was billed in error has left funds and accounts with it.
            #expect(try await scene.balance(.personalAccounts).isZero)
            #expect(try await scene.balance(.pooledFund).isZero)
            try await scene.expectCleanBooks()
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.file("credit-refund", Self.account) }
            let closing = try await scene.desk.preview(
                try await scene.begin("employer-deregistration", ["reason": "dissolved", "endedOn": "2026-11-01"]),
                by: DeskScene.operator)
            #expect(closing.missingMaterials.isEmpty && closing.refusals.map(\.code) == ["refundUnderWay"])

            try await scene.refunded(order)
            #expect(try await scene.balance(.refundsPayable).isZero)
            #expect(try await scene.balance(.cash).isZero)
            #expect(try await scene.state(id).events.last?.detail.succeeded == true)
            let view = try await Pages(scene.desk).account(of: nil, by: DeskScene.operator)
            #expect(view.refunds.map(\.order.status) == [.paid])
            #expect(view.standing.refundable.isZero)
            #expect(view.account.total.balance.isZero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what comes for an employer that is closed goes back to it, or to whoever paid it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let draft = try await scene.begin(
                "employer-deregistration", ["reason": "dissolved", "endedOn": "2026-11-01"])
            try await scene.desk.attach(
                "dissolution", fileName: "a.png", mediaType: "image/png", bytes: [1], to: draft, by: DeskScene.operator)
            try await scene.acceptAndApprove(try await scene.submit(draft))
            try await scene.receive("SP1", yuan: "50.00")
            try await scene.notice(.remittance, reference: "HK1", yuan: "7.00", remark: "社保费")
            for receipt in ["SP1", "HK1"] {
                await #expect(throws: DeskScene.NotFiled.self, "\(receipt)") {
                    try await scene.dispose(of: receipt, to: DeskScene.employer)
                }
            }
            try await scene.approve(try await scene.dispose(of: "HK1"))
            let standing = try await Pages(scene.desk).account(of: nil, by: DeskScene.operator).standing
            #expect(standing.refundable == Money(yuan: 50))
            // Nothing but this may it file.
            await #expect(throws: DeskRefusal.self) { try await scene.begin("monthly-plan", [:]) }
            try await scene.acceptAndApprove(try await scene.file("credit-refund", Self.account))
            #expect(try await scene.refundOrders().map(\.amount) == [Money(yuan: 7), Money(yuan: 50)])
            #expect(try await scene.unallocated().isEmpty)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `comes back where the bank could not pay it, and the employer hears what to do`(on engine: Engine) async throws
    {
        try await withACredit(engine) { scene async throws in
            let before = try await scene.database.read { tx in try tx.books.trialBalance(of: DeskScene.region) }
            try await scene.acceptAndApprove(try await scene.file("credit-refund", Self.account))
            for key in ["refund-fail", "refund-again"] {
                try await scene.refundFailed(try #require(try await scene.refundOrders().first), key: key)
            }
            #expect(try await scene.refusedNotes().isEmpty)
            let after = try await scene.database.read { tx in try tx.books.trialBalance(of: DeskScene.region) }
            #expect(before.filter { !$0.amount.isZero } == after.filter { !$0.amount.isZero })
            let told = try #require(try await scene.toDos().first { $0.key.kind == "refund-failed" })
            #expect(told.sentence == "退还3,031.00元未成功：本行没有该账号。请核对账号和开户银行后重新提交。款项已恢复原状，请更正收款账户后重新申请。")
            #expect(told.matter == "credit-refund")
            try await scene.expectCleanBooks()
            try await scene.acceptAndApprove(try await scene.file("credit-refund", Self.account))
            #expect(try await !scene.toDos().contains { $0.key.kind == "refund-failed" })
            try await scene.refunded(try #require(try await scene.refundOrders().last))
            #expect(try await scene.balance(.cash).isZero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `comes back beside a debt, and pays the next plan, not that one`(on engine: Engine) async throws {
        try await withACredit(engine) { scene async throws in
            try await scene.acceptAndApprove(try await scene.file("credit-refund", Self.account))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.refundFailed(try #require(try await scene.refundOrders().first))
            func standing() async throws -> AccountStanding {
                try await Pages(scene.desk).account(of: nil, by: DeskScene.operator).standing
            }
            let beside = try await standing()
            #expect(beside.owed == Money(yuan: 3_024) && beside.credit == Money(yuan: 3_024))
            #expect(beside.refundable.isZero)
            try await scene.enrol(Newcomer(3))
            try await scene.makePlan()
            let after = try await standing()
            #expect(after.owed == Money(yuan: 3_024) && after.credit.isZero)
            #expect(try await scene.plans().filter { $0.outstanding > .zero }.map(\.offset) == [.zero])
        }
    }

    @Test(arguments: Engine.allCases)
    func `used up by a plan while it waits to be looked at, it is not paid back too`(on engine: Engine) async throws {
        try await withACredit(engine) { scene async throws in
            let id = try await scene.file("credit-refund", Self.account)
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            let view = try await scene.desk.view(id, by: DeskScene.reviewer)
            #expect(
                view.assessment?.decision?.outcomes.contains {
                    if case .refund(let it) = $0 { it.amount == Money(yuan: 7) } else { false }
                } == true)
            try await scene.approve(id)
            #expect(try await scene.refundOrders().map(\.amount) == [Money(yuan: 7)])
        }
    }

    @Test(arguments: Engine.allCases)
    func `paid out, it is laid beside the bank's book of the day`(on engine: Engine) async throws {
        try await withACredit(engine) { scene async throws in
            try await scene.notice(.remittance, reference: "HK1", yuan: "1.00", remark: "社保费")
            try await scene.acceptAndApprove(try await scene.file("credit-refund", Self.account))
            try await scene.refunded(try #require(try await scene.refundOrders().first))
            let day = scene.clock.today
            scene.clock.advance(seconds: 86_400)
            scene.partners.state(movements: [("HK1", "1.00"), ("TK1", "-3031.00")], on: day)
            try await scene.desk.reconcileReceipts(for: DeskScene.region)
            let books = try await scene.desk.reconciliation(for: DeskScene.reviewer).books.first { $0.partner == .bank }
            #expect(books?.differences.isEmpty == true)
            scene.partners.state(movements: [("HK1", "1.00")], on: day)
            scene.clock.advance(seconds: 86_400)
            try await scene.desk.reconcileReceipts(for: DeskScene.region)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an order changed behind the platform's back is found`(on engine: Engine) async throws {
        for change in [
            "UPDATE refund_order SET account_number = '9900000000000000353'" as SQL,
            "UPDATE refund_order SET amount_fen = amount_fen + 1",
            "UPDATE refund_order SET status = 'paid', closed_on = '2026-11-02', bank_reference = 'X'",
            "UPDATE refund_part SET amount_fen = amount_fen + 1 WHERE part = 1",
        ] {
            try await DeskScene.with(engine) { scene async throws in
                let wrong = try await scene.enrol(Newcomer(1))
                try await scene.makePlan()
                try await scene.receive("SP1", yuan: "3024.00")
                try await scene.reverse(wrong)
                try await scene.makePlan()
                try await scene.acceptAndApprove(try await scene.file("credit-refund", Self.account))
                try await scene.expectCleanBooks()
                try await scene.run(change)
                #expect(try await scene.audit().findings.contains { $0.table == "refund_order" })
            }
        }
    }
}
