import Exchange
import HTTP
import Testing

@testable import StandIns

/// A stand-in goes wrong in the ways that its panel offers, and in no other.
@Suite struct FaultTests {
    @Test(arguments: ["unavailable", "silent"])
    func `a department that is down takes nothing in`(_ fault: String) async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            try await tax.press("/faults", "fault=\(fault)")
            let answer = try await tax.post(.example, as: "plan-1-bill")
            #expect(answer.status == 503)
            #expect(throws: SignatureRefusal.unsigned) { try tax.verify(answer, to: TaxBill.endpoint.path) }
            #expect(await standIn.memory.department.bills.isEmpty)
            #expect(tax.pauses == (fault == "silent" ? [120] : []))
        }
    }

    @Test func `a lost answer leaves the work done, and the repeat learns of it`() async throws {
        try await Loopback.run(TaxOffice()) { tax, standIn in
            try await tax.press("/faults", "fault=answerLost")
            #expect(try await tax.post(.example, as: "plan-1-bill").status == 503)
            #expect(await standIn.memory.department.bills.count == 1)
            try await tax.press("/faults", "")
            guard case .acknowledged = try await tax.ask(.example, as: "plan-1-bill") else {
                Issue.record("the bill was not acknowledged")
                return
            }
            #expect(await standIn.memory.department.bills.count == 1)
        }
    }

    @Test func `a slow department waits before it looks`() async throws {
        try await Loopback.run(TaxOffice()) { tax, _ in
            try await tax.press("/faults", "slow=7")
            #expect(try await tax.post(.example, as: "plan-1-bill").status == 200)
            try await tax.press("/faults", "slow=9999999999")
            #expect(try await tax.post(.example, as: "plan-1-bill").status == 200)
            #expect(tax.pauses == [7, 60])
        }
    }

    @Test func `an answer signed with another key is recognised as such`() async throws {
        try await Loopback.run(TaxOffice()) { tax, _ in
            try await tax.press("/faults", "fault=wrongSignature")
            let answer = try await tax.post(.example, as: "plan-1-bill")
            #expect(throws: SignatureRefusal.wrongSignature) { try tax.verify(answer, to: TaxBill.endpoint.path) }
        }
    }

    @Test func `the refusal of the next message is used up by it`() async throws {
        try await Loopback.run(TaxOffice()) { tax, _ in
            try await tax.press("/faults", "fault=refuseNext")
            guard case .refused(let refusal) = try await tax.ask(.example, as: "plan-1-bill") else {
                Issue.record("the bill was not refused")
                return
            }
            #expect(refusal.sentence == "该单位未在税务机关登记缴费信息。")
            guard case .acknowledged = try await tax.ask(.example, as: "plan-1-bill-2") else {
                Issue.record("the second bill was not acknowledged")
                return
            }
        }
    }

    @Test func `a fault that a department does not offer is not set`() async throws {
        try await Loopback.run(SMSChannel()) { sms, standIn in
            try await sms.press("/faults", "fault=wrongAmount&fault=reorders&fault=nonsense&fault=refuseAll")
            #expect(await standIn.memory.faults.active == [.refuseAll])
        }
    }
}
