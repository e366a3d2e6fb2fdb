import Basics
import Exchange
import HTTP
import Testing

@testable import StandIns

/// What the bank's stand-in does with money that it is told to pay out.
@Suite struct BankRefundTests {
    private func order(_ number: String, _ yuan: String, to destination: BankRefundOrder.Destination) -> BankRefundOrder
    {
        BankRefundOrder(orderNumber: number, amount: Money(yuanText: yuan)!, destination: destination)
    }

    private func account(_ number: String, _ name: String) -> BankRefundOrder.Destination {
        .account(.init(accountName: name, accountNumber: number, branchName: "演示银行示范支行"))
    }

    @Test func `a refund reaches the holder's own open account once, and no other`() async throws {
        try await Loopback.run(CollectingBank(CollectingBankTests.demo)) { bank, standIn in
            let cases: [(String, String, String?)] = [
                ("9900000000000000191", "云栖精密仪器有限公司", nil), ("9900000000000000191", "别的单位", "NAME-DIFFERS"),
                ("9900000000000000999", "云栖精密仪器有限公司", "ACCOUNT-UNKNOWN"),
                ("9900000000000000353", "远山餐饮管理有限公司", "ACCOUNT-FROZEN"),
            ]
            for (index, (number, name, _)) in cases.enumerated() {
                for key in ["one", "two"] {
                    _ = try await bank.post(
                        order("T\(index)", "120.00", to: account(number, name)), as: "refund-\(key)-\(index)")
                }
            }
            await standIn.deliverDue()
            let results = try bank.platform.taken.map { try BankRefundResult(body: $0.body) }
            #expect(results.map(\.failureCode) == cases.map(\.2))
            #expect(await standIn.memory.department.accounts[0].balance == Money(yuan: 500_120))
        }
    }

    @Test func `what came in goes back by its number, in part or whole, and stands on the day's statement`()
        async throws
    {
        try await Loopback.run(CollectingBank(CollectingBankTests.demo)) { bank, standIn in
            try await bank.press("/act/remit", "account=9900000000000000191&amount=300&remark=")
            let reference = try #require(await standIn.memory.department.slips.first?.bankReference)
            _ = try await bank.post(order("T1", "120.00", to: .payer(bankReference: reference)), as: "refund-0001")
            _ = try await bank.post(order("T2", "300.01", to: .payer(bankReference: reference)), as: "refund-0002")
            _ = try await bank.post(order("T3", "1.00", to: .payer(bankReference: "HK0")), as: "refund-0003")
            await standIn.deliverDue()
            let results = bank.platform.taken.compactMap { try? BankRefundResult(body: $0.body) }
            #expect(results.map(\.failureCode) == [nil, "MOVEMENT-UNKNOWN", "MOVEMENT-UNKNOWN"])
            #expect(await standIn.memory.department.accounts[0].balance == Money(yuan: 499_820))
            let inquiry = BankStatementInquiry(day: results[0].answeredOn, after: nil)
            let statement = try BankStatementInquiryAnswer(body: try await bank.post(inquiry, as: "statement-1").body)
            #expect(statement.movements.map(\.amount) == [Money(yuan: 300), Money(yuan: -120)])
        }
    }

    @Test func `held back by hand it waits, and the next one is refused where the panel says so`() async throws {
        try await Loopback.run(CollectingBank(CollectingBankTests.demo)) { bank, standIn in
            try await bank.press("/act/answering", "how=byHand")
            let own = account("9900000000000000191", "云栖精密仪器有限公司")
            _ = try await bank.post(order("T1", "1.00", to: own), as: "refund-0001")
            await standIn.deliverDue()
            #expect(bank.platform.taken.isEmpty)
            #expect(try await bank.page().contains("按账户情况处理"))
            try await bank.press("/faults", "fault=refuseNext")
            try await bank.press("/act/refund", "orderNumber=T1")
            await standIn.deliverDue()
            let result = try BankRefundResult(body: try #require(bank.platform.taken.last).body)
            #expect(result.failureCode == "ACCOUNT-UNKNOWN")
        }
    }
}

extension BankRefundResult {
    fileprivate var failureCode: String? {
        if case .failed(let failure) = outcome { failure.code } else { nil }
    }
}
