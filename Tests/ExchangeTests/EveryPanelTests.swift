import Basics
import Casework
import Exchange
import Foundation
import HTTP
import Records
import Testing

@testable import StandIns

/// Each stand-in has a panel of faults, and each fault on it does what it says.
@Suite struct EveryPanelTests {
    @Test func `every department can be slow, down, silent, forgetful and false`() async throws {
        let units = try DemoUnits.read(ContractFiles.root.appending(path: "demo/units.json").path())
        try await expectGeneralFaults(
            of: PopulationRegister([]), asking: PopulationInquiry(name: "吉野川", number: "590001199001010014"))
        try await expectGeneralFaults(of: TaxOffice(), asking: TaxBill.example)
        try await expectGeneralFaults(of: MedicalInsurance(), asking: notice(1))
        try await expectGeneralFaults(
            of: SMSChannel(), asking: TextMessage(phone: "19900000001", text: "演示", kind: .notice))
        try await expectGeneralFaults(
            of: UnitRegisterOffice<MarketRegulator>(units),
            asking: UnitInquiry<MarketRegulator>(creditCode: units[0].creditCode))
        try await expectGeneralFaults(
            of: UnitRegisterOffice<CivilAffairs>(units),
            asking: UnitInquiry<CivilAffairs>(creditCode: units[0].creditCode))
        try await expectGeneralFaults(of: CollectingBank(CollectingBankTests.demo), asking: payment)
    }

    /// The answers of a department that goes wrong are no answers, and once it goes right the same message is answered.
    private func expectGeneralFaults<Of: Department, Request: PartnerRequest>(
        of department: Of, asking request: Request
    ) async throws {
        try await Loopback.run(department) { (panel, standIn) async throws in
            let path = Request.endpoint.path
            for fault in ["unavailable", "silent", "answerLost"] {
                try await panel.press("/faults", "fault=\(fault)")
                let answer = try await panel.post(request, as: "message-\(fault)")
                #expect(answer.status == 503, "\(Of.title) \(fault)")
                #expect(throws: SignatureRefusal.unsigned) { try panel.verify(answer, to: path) }
            }
            #expect(await standIn.memory.arrivals.count == 1, "\(Of.title): only the lost answer was worked on")
            try await panel.press("/faults", "fault=wrongSignature")
            let answer = try await panel.post(request, as: "message-false")
            #expect(throws: SignatureRefusal.wrongSignature) { try panel.verify(answer, to: path) }
            try await panel.press("/faults", "slow=3")
            _ = try await panel.ask(request, as: "message-answerLost")
            #expect(panel.pauses.last == 3, "\(Of.title)")
            for fault in Fault.general + Of.faults {
                #expect(try await panel.page().contains(fault.label), "\(Of.title) \(fault)")
            }
            let page = try await panel.page()
            #expect(!page.contains("http-equiv=\"refresh\""), "\(Of.title) changes under its reader")
            #expect(!page.contains("\"></th>"), "\(Of.title) has a column without a name")
        }
    }

    @Test func `medical insurance repeats and reorders its answers, and tells a total that is wrong`() async throws {
        try await Loopback.run(MedicalInsurance()) { medical, standIn in
            try await medical.press("/faults", "fault=repeats&fault=reorders&fault=wrongAmount")
            for number in 1...2 { _ = try await medical.ask(notice(number), as: "notice-\(number)") }
            await standIn.deliverDue()
            let answers = try medical.platform.taken.map { try MedicalEnrolmentAnswer(body: $0.body).noticeNumber }
            #expect(answers == ["TZ2", "TZ2", "TZ1", "TZ1"])
            let inquiry = MedicalMonthlyTotalInquiry(creditCode: TaxBill.example.creditCode, period: november)
            guard case .available(let total) = try await medical.ask(inquiry, as: "total-0001") else {
                Issue.record("there is no total")
                return
            }
            #expect(total.lines.map(\.unit.yuanText) == ["1960.01"])
        }
    }

    @Test func `both registers of units repeat and reorder what they tell`() async throws {
        let units = try DemoUnits.read(ContractFiles.root.appending(path: "demo/units.json").path())
        try await expectDisorder(of: UnitRegisterOffice<MarketRegulator>(units), units[0])
        let society = try #require(units.first { $0.kind == .socialOrganisation && $0.status == .active })
        try await expectDisorder(of: UnitRegisterOffice<CivilAffairs>(units), society)
    }

    private func expectDisorder<Register>(
        of office: UnitRegisterOffice<Register>, _ unit: SharedUnit
    ) async throws {
        try await Loopback.run(office) { (panel, standIn) async throws in
            try await panel.press("/faults", "fault=repeats&fault=reorders")
            let change =
                "creditCode=\(unit.creditCode)&name=NEW&head=Q&headNumber=590001198501010019&address=R"
                + "&industry=F5211"
            for _ in 1...2 { #expect(try await panel.press("/act/change", change) == 303) }
            await standIn.deliverDue()
            let told = try panel.platform.taken.map { try UnitChanged<Register>(body: $0.body).unit.revision }
            #expect(told.map { $0 - unit.revision } == [2, 2, 1, 1])
        }
    }

    @Test func `a bank that refuses does so in the way of each message, once or always`() async throws {
        try await Loopback.run(CollectingBank(CollectingBankTests.demo)) { bank, standIn in
            try await bank.press("/faults", "fault=refuseNext&fault=repeats")
            for number in ["B1", "B2"] {
                let asked = BankAgreement(
                    requestNumber: number, creditCode: TaxBill.example.creditCode, employerName: "云栖精密仪器有限公司",
                    accountName: "云栖精密仪器有限公司", accountNumber: "9900000000000000191", branchName: "演示银行示范支行",
                    signatory: "陈演示", signedOn: Day("2026-11-21")!)
                _ = try await bank.post(asked, as: "agreement-\(number)")
            }
            await standIn.deliverDue()
            let outcomes = try bank.platform.taken.map { try BankAgreementAnswer(body: $0.body) }
            #expect(outcomes.map(\.requestNumber) == ["B1", "B1", "B2", "B2"])
            #expect(outcomes.map(\.isRefusal) == [true, true, false, false])
        }
    }

    private let november = Month(year: 2026, month: 11)!

    private let payment = BankPaymentOrder(
        orderNumber: "K1", creditCode: TaxBill.example.creditCode, employerName: "云栖精密仪器有限公司", planNumber: "J1",
        amount: Money(yuan: 100), expiresOn: Day("2026-11-21")!)

    private func notice(_ number: Int) -> MedicalEnrolmentNotice {
        MedicalEnrolmentNotice(
            noticeNumber: "TZ\(number)", noticedOn: Day("2026-11-20")!,
            person: .init(name: "甲", number: "PERSON\(number)"),
            employer: .init(creditCode: TaxBill.example.creditCode, name: "云栖精密仪器有限公司"),
            change: .add(startMonth: november, declaredWage: Money(yuan: 10_000)))
    }
}

extension BankAgreementAnswer {
    fileprivate var isRefusal: Bool {
        if case .refused = outcome { true } else { false }
    }
}
