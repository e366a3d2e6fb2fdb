import Basics
import Exchange
import HTTP
import Testing

@testable import StandIns

@Suite struct TaxOfficeTests {
    @Test func `a window is open from the 1st through the 25th unless tax changes it`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let usual = try await tax.ask(CollectionWindowInquiry(period: november), as: "window-1")
            #expect(usual == .published(window(1, 25)))
            try await tax.press("/act/window", "period=2026-11&opensOn=2026-11-03&closesOn=2026-11-28&push=yes")
            let changed = try await tax.ask(CollectionWindowInquiry(period: november), as: "window-2")
            #expect(changed == .published(window(3, 28)))
            await standIn.deliverDue()
            #expect(try tax.platform.taken.map { try CollectionWindow(body: $0.body) } == [window(3, 28)])
            let far = CollectionWindowInquiry(period: november.adding(months: 13))
            #expect(try await tax.ask(far, as: "window-3") == .notPublished)
        }
    }

    @Test func `a plan number stands for one bill whatever key it comes under`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let first = try await tax.ask(.example, as: "plan-1-bill")
            #expect(try await tax.ask(.example, as: "plan-1-bill-again") == first)
            let example = TaxBill.example
            let other = TaxBill(
                planNumber: example.planNumber, creditCode: example.creditCode, employerName: example.employerName,
                period: example.period, payableIn: example.payableIn.next, lines: example.lines,
                credit: .zero)
            guard case .refused = try await tax.ask(other, as: "plan-1-bill-other") else {
                Issue.record("another bill of the same number was taken")
                return
            }
            #expect(await standIn.memory.department.bills.count == 1)
        }
    }

    @Test func `a bill that comes again with a larger credit leaves less to pay, in whatever order`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let example = TaxBill.example
            func credited(_ yuan: Int64) -> TaxBill {
                TaxBill(
                    planNumber: example.planNumber, creditCode: example.creditCode, employerName: example.employerName,
                    period: example.period, payableIn: example.payableIn, lines: example.lines,
                    credit: Money(yuan: yuan))
            }
            let first = try await tax.ask(.example, as: "plan-1-bill")
            #expect(try await tax.ask(credited(1_020), as: "plan-1-bill-2") == first)
            #expect(try await tax.ask(credited(20), as: "plan-1-bill-3") == first)
            #expect(await standIn.memory.department.bills.map(\.bill.payable) == [Money(yuan: 1_500)])
            #expect(try await tax.press("/act/pay", "planNumber=JH202611000001&\(payment)&how=full") == 303)
            await standIn.deliverDue()
            let receipt = try TaxReceipt(body: try #require(tax.platform.taken.first).body)
            #expect(receipt.amount == Money(yuan: 1_500))
        }
    }

    @Test(arguments: [
        ("how=full", "2520.00"), ("how=amount&amount=1,000.5", "1000.50"), ("how=over", "2620.00"),
    ])
    func `what is paid at the page reaches the platform as a receipt`(_ how: String, _ amount: String) async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            _ = try await tax.ask(.example, as: "plan-1-bill")
            #expect(try await tax.press("/act/pay", "planNumber=JH202611000001&\(payment)&\(how)") == 303)
            await standIn.deliverDue()
            let receipt = try TaxReceipt(body: try #require(tax.platform.taken.first).body)
            #expect(receipt.amount.yuanText == amount)
            #expect(receipt.planNumber == "JH202611000001")
            #expect(receipt.creditCode == TaxBill.example.creditCode)
            #expect(await standIn.memory.deliveries.map(\.state) == [.delivered])
        }
    }

    @Test func `tax tells what it has received on a day, also what it told the platform wrongly`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            _ = try await tax.ask(.example, as: "plan-1-bill")
            #expect(try await tax.press("/act/pay", "planNumber=JH202611000001&\(payment)&how=full") == 303)
            let number = try #require(await standIn.memory.department.receipts.first?.receiptNumber)
            let inquiry = ReceiptsInquiry(paidOn: Day("2026-11-21")!, after: nil)
            let told = try await tax.ask(inquiry, as: "receipts-1")
            #expect(told.receipts == [.init(receiptNumber: number, amount: Money(yuan: 2_520))] && told.isLast)
            let next = ReceiptsInquiry(paidOn: Day("2026-11-21")!, after: number)
            #expect(try await tax.ask(next, as: "receipts-2").receipts.isEmpty)
            let other = ReceiptsInquiry(paidOn: Day("2026-11-22")!, after: nil)
            #expect(try await tax.ask(other, as: "receipts-3").receipts.isEmpty)
        }
    }

    @Test func `money for a plan that nobody knows is told all the same`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            let code = TaxBill.example.creditCode
            let form = "creditCode=\(code)&amount=88.00&\(payment)"
            #expect(try await tax.press("/act/pay-unknown", form + "&planNumber=JH999999999999") == 303)
            #expect(try await tax.press("/act/pay-unknown", form + "&planNumber=") == 303)
            await standIn.deliverDue()
            let plans = try tax.platform.taken.map { try TaxReceipt(body: $0.body).planNumber }
            #expect(plans == ["JH999999999999", nil])
        }
    }

    @Test(arguments: ["amount=0", "amount=-5", "amount=1.234", "amount=abc", ""])
    func `an amount that cannot be paid is refused at the page`(_ amount: String) async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            _ = try await tax.ask(.example, as: "plan-1-bill")
            #expect(try await tax.press("/act/pay", "planNumber=JH202611000001&\(payment)&how=amount&\(amount)") == 422)
            #expect(await standIn.memory.department.receipts.isEmpty)
            #expect(await standIn.memory.deliveries.isEmpty)
        }
    }

    @Test func `a receipt is sent again under its key until the platform has it`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            try await payTwice(tax)
            tax.platform.goDown(forRequests: 3)
            await standIn.deliverDue()
            #expect(tax.platform.taken.isEmpty)
            // Not before its time.
            await standIn.deliverDue()
            #expect(tax.platform.taken.isEmpty)
            for _ in 0..<3 {
                tax.clock.move(seconds: 60)
                await standIn.deliverDue()
            }
            #expect(tax.platform.taken.count == 2)
            #expect(Set(tax.platform.taken.map(\.key)).count == 2)
            #expect(await standIn.memory.deliveries.map(\.state) == [.delivered, .delivered])
        }
    }

    @Test func `a receipt that was delivered can be sent again under its key`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            try await payTwice(tax)
            await standIn.deliverDue()
            let first = try #require(tax.platform.taken.first)
            #expect(try await tax.press("/resend", "key=\(first.key)") == 303)
            await standIn.deliverDue()
            #expect(tax.platform.taken.map(\.key).filter { $0 == first.key }.count == 2)
            #expect(tax.platform.taken.last?.body == first.body)
        }
    }

    @Test func `repeated, reordered and wrong receipts are sent when asked for`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            try await tax.press("/faults", "fault=repeats&fault=reorders&fault=wrongAmount")
            try await payTwice(tax)
            await standIn.deliverDue()
            let amounts = try tax.platform.taken.map { try TaxReceipt(body: $0.body).amount.yuanText }
            #expect(amounts == ["20.01", "20.01", "10.01", "10.01"])
            #expect(Set(tax.platform.taken.map(\.key)).count == 2)
            #expect(await standIn.memory.department.receipts.map(\.amount.yuanText) == ["10.00", "20.00"])
        }
    }

    private func payTwice(_ tax: Loopback<TaxOffice>) async throws {
        _ = try await tax.ask(.example, as: "plan-1-bill")
        for amount in ["10", "20"] {
            try await tax.press("/act/pay", "planNumber=JH202611000001&\(payment)&how=amount&amount=\(amount)")
        }
    }

    private func window(_ from: Int, _ through: Int) -> CollectionWindow {
        CollectionWindow(
            period: november, opensOn: Day(year: 2026, month: 11, day: from)!,
            closesOn: Day(year: 2026, month: 11, day: through)!)
    }

    private let payment = "paidOn=2026-11-21&channel=counter"
    private let november = Month(year: 2026, month: 11)!
}
