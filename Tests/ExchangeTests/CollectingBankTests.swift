import Basics
import Exchange
import Foundation
import HTTP
import Testing

@testable import StandIns

@Suite struct CollectingBankTests {
    static let demo = try! DemoAccounts.read(ContractFiles.root.appending(path: "demo/bank-accounts.json").path())

    @Test func `an agreement is accepted for the holder's own open account, and for no other`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            let cases: [(String, String, String?)] = [
                ("9900000000000000191", "云栖精密仪器有限公司", nil), ("9900000000000000191", "别的单位", "NAME-DIFFERS"),
                ("9900000000000000999", "云栖精密仪器有限公司", "ACCOUNT-UNKNOWN"),
                ("9900000000000000353", "远山餐饮管理有限公司", "ACCOUNT-FROZEN"),
            ]
            for (index, (account, name, _)) in cases.enumerated() {
                _ = try await bank.post(agreement("B\(index)", account, name), as: "agreement-\(index)")
            }
            await standIn.deliverDue()
            let answers = try bank.platform.taken.map { try BankAgreementAnswer(body: $0.body) }
            #expect(answers.map(\.refusalCode) == cases.map(\.2))
            guard case .accepted(let feedback) = answers[0].outcome else { return }
            #expect(feedback.account == "9900***********0191")
        }
    }

    @Test func `a request and an order are carried out once, whatever key they come under`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            let number = try await agree(bank, standIn)
            for key in ["one", "two"] {
                _ = try await bank.post(agreement("B1", "9900000000000000191", "云栖精密仪器有限公司"), as: "again-\(key)-1")
                _ = try await bank.post(order(number, "2520.00"), as: "order-\(key)-1")
            }
            await standIn.deliverDue()
            #expect(bank.platform.taken.count == 2)
            #expect(await standIn.memory.department.accounts[0].balance == Money(yuan: 497_480))
        }
    }

    @Test func `what the account does not hold is not deducted in part`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            let number = try await agree(bank, standIn)
            _ = try await bank.post(order(number, "500000.01"), as: "order-0001")
            await standIn.deliverDue()
            let result = try BankDeductionResult(body: try #require(bank.platform.taken.last).body)
            guard case .failed(let failure) = result.outcome else {
                Issue.record("it was deducted")
                return
            }
            #expect(failure.code == "INSUFFICIENT-BALANCE")
            #expect(await standIn.memory.department.accounts[0].balance == Money(yuan: 500_000))
        }
    }

    @Test func `no order is carried out under an agreement that has ended`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            let number = try await agree(bank, standIn)
            let end = BankAgreementEnd(
                agreementNumber: number, creditCode: TaxBill.example.creditCode, endedOn: Day("2026-11-21")!)
            _ = try await bank.post(end, as: "end-00001")
            _ = try await bank.post(order(number, "1.00"), as: "order-0001")
            await standIn.deliverDue()
            let result = try BankDeductionResult(body: try #require(bank.platform.taken.last).body)
            guard case .failed(let failure) = result.outcome else {
                Issue.record("it was deducted")
                return
            }
            #expect(failure.code == "AGREEMENT-ENDED")
        }
    }

    @Test func `an order is paid once at the page, and not after it has expired`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            for (number, day) in [("K1", "2026-11-21"), ("K2", "2026-11-20")] {
                let order = BankPaymentOrder(
                    orderNumber: number, creditCode: TaxBill.example.creditCode, employerName: "云栖精密仪器有限公司",
                    planNumber: "J1", amount: Money(yuan: 100), expiresOn: Day(day)!)
                _ = try await bank.post(order, as: "order-\(number)-1")
            }
            #expect(try await bank.press("/act/pay", "orderNumber=K1&account=9900000000000000191") == 303)
            #expect(try await bank.press("/act/pay", "orderNumber=K1&account=9900000000000000191") == 422)
            #expect(try await bank.press("/act/pay", "orderNumber=K2&account=9900000000000000191") == 422)
            await standIn.deliverDue()
            let notices = try bank.platform.taken.map { try BankPaymentNotice(body: $0.body) }
            #expect(notices.map(\.orderNumber) == ["K1"])
            #expect(notices.map(\.slip.payerAccount) == ["9900***********0191"])
        }
    }

    @Test func `a wrong amount is told while the book stays right`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            try await bank.press("/faults", "fault=wrongAmount&fault=repeats")
            let form = "account=9900000000000000191&amount=88&remark=J1"
            #expect(try await bank.press("/act/remit", form) == 303)
            #expect(try await bank.press("/act/counter", form + "&creditCode=91590000MADM000191") == 303)
            await standIn.deliverDue()
            let notices = try bank.platform.taken.map { try BankPaymentNotice(body: $0.body) }
            #expect(notices.map(\.slip.amount.yuanText) == ["88.01", "88.01", "88.01", "88.01"])
            #expect(await standIn.memory.department.slips.map(\.amount.yuanText) == ["88.00", "88.00"])
        }
    }

    @Test func `an order that was cancelled is neither paid nor deducted, even where the cancellation came first`()
        async throws
    {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            let number = try await agree(bank, standIn)
            for order in ["K1", "K2"] {
                let end = BankOrderCancellation(
                    orderNumber: order, creditCode: TaxBill.example.creditCode, cancelledOn: Day("2026-11-21")!)
                _ = try await bank.post(end, as: "cancel-\(order)-1")
            }
            _ = try await bank.post(order(number, "1.00"), as: "order-0001")
            let online = BankPaymentOrder(
                orderNumber: "K2", creditCode: TaxBill.example.creditCode, employerName: "云栖精密仪器有限公司",
                planNumber: "J1", amount: Money(yuan: 100), expiresOn: Day("2026-11-21")!)
            _ = try await bank.post(online, as: "order-0002")
            #expect(try await bank.press("/act/pay", "orderNumber=K2&account=9900000000000000191") == 422)
            await standIn.deliverDue()
            let result = try BankDeductionResult(body: try #require(bank.platform.taken.last).body)
            guard case .failed(let failure) = result.outcome else {
                Issue.record("it was deducted")
                return
            }
            #expect(failure.code == "ORDER-CANCELLED")
        }
    }

    @Test func `a movement is given back once, to the account that paid it`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            let form = "account=9900000000000000191&amount=88&remark=J1"
            #expect(try await bank.press("/act/remit", form) == 303)
            let slip = try #require(await standIn.memory.department.slips.last)
            #expect(try await bank.press("/act/return", "reference=\(slip.bankReference)") == 303)
            #expect(try await bank.press("/act/return", "reference=\(slip.bankReference)") == 422)
            #expect(try await bank.press("/act/return", "reference=LS0") == 422)
            // Out of order the return comes first.
            try await bank.press("/faults", "fault=reorders")
            await standIn.deliverDue()
            let told = try BankPaymentReturn(body: try #require(bank.platform.taken.first).body)
            #expect(told.bankReference == slip.bankReference && told.amount == slip.amount)
            #expect(bank.platform.taken.count == 2)
            #expect(await standIn.memory.department.accounts[0].balance == Money(yuan: 500_000))
            #expect(try await bank.page().contains("\(told.returnNumber) 已退回"))
            let statement = try await bank.ask(BankStatementInquiry(day: slip.paidOn, after: nil), as: "statement-1")
            #expect(statement.movements.map(\.bankReference) == [slip.bankReference, told.returnNumber])
            #expect(statement.movements.map(\.amount).total == .zero && statement.isLast)
            let rest = BankStatementInquiry(day: slip.paidOn, after: slip.bankReference)
            #expect(try await bank.ask(rest, as: "statement-2").movements.map(\.bankReference) == [told.returnNumber])
            // Told with a wrong amount, it is told again under its number; no money moves twice.
            let corrected = "reference=\(slip.bankReference)&amount=87.99"
            #expect(try await bank.press("/act/return", corrected) == 303)
            #expect(await standIn.memory.department.returns[slip.bankReference]?.amount == Money(yuanText: "87.99"))
            #expect(await standIn.memory.department.accounts[0].balance == Money(yuan: 500_000))
        }
    }

    @Test func `a bank that works by hand says nothing until somebody presses`() async throws {
        try await Loopback.run(CollectingBank(Self.demo)) { bank, standIn in
            try await bank.press("/act/answering", "how=byHand")
            _ = try await bank.post(agreement("B1", "9900000000000000191", "云栖精密仪器有限公司"), as: "agreement-1")
            await standIn.deliverDue()
            #expect(bank.platform.taken.isEmpty)
            #expect(try await bank.press("/act/agreement", "requestNumber=B1&outcome=refused") == 303)
            await standIn.deliverDue()
            let answer = try BankAgreementAnswer(body: try #require(bank.platform.taken.first).body)
            #expect(answer.refusalCode == "NOT-ACCEPTED")
        }
    }

    private func agree(_ bank: Loopback<CollectingBank>, _ standIn: StandIn<CollectingBank>) async throws -> String {
        _ = try await bank.post(agreement("B1", "9900000000000000191", "云栖精密仪器有限公司"), as: "agreement-1")
        await standIn.deliverDue()
        return try #require(await standIn.memory.department.agreements[0].number)
    }

    private func agreement(_ number: String, _ account: String, _ name: String) -> BankAgreement {
        BankAgreement(
            requestNumber: number, creditCode: TaxBill.example.creditCode, employerName: name, accountName: name,
            accountNumber: account, branchName: "演示银行示范支行", signatory: "陈演示", signedOn: Day("2026-11-21")!)
    }

    private func order(_ agreement: String, _ amount: String) -> BankDeductionOrder {
        BankDeductionOrder(
            orderNumber: "K1", agreementNumber: agreement, creditCode: TaxBill.example.creditCode, planNumber: "J1",
            amount: Money(yuanText: amount)!, deductOn: Day("2026-11-21")!)
    }
}

extension BankAgreementAnswer {
    fileprivate var refusalCode: String? {
        if case .refused(let refusal) = outcome { refusal.code } else { nil }
    }
}
