import Basics
import Exchange
import Foundation
import HTTP
import Records
import Testing

@testable import StandIns

@Suite struct DepartmentTests {
    @Test func `the population register knows the demonstration's people, and nobody under a wrong name`() async throws
    {
        let people = try DemoPeople.read(ContractFiles.root.appending(path: "demo/people.json").path())
        try await Loopback.run(PopulationRegister(people)) { (register, _) async throws in
            for (index, person) in people.enumerated() {
                let inquiry = PopulationInquiry(name: person.name, number: person.number)
                #expect(try await register.ask(inquiry, as: "inquiry-\(index)") == .found(person))
            }
            let wrong = PopulationInquiry(name: "吉野川", number: people[0].number)
            #expect(try await register.ask(wrong, as: "inquiry-wrong") == .nameMismatch)
            let unknown = PopulationInquiry(name: "吉野川", number: "590001199001010014")
            #expect(try await register.ask(unknown, as: "inquiry-unknown") == .notFound)
        }
    }

    @Test func `somebody added at the register's page is found`() async throws {
        try await Loopback.run(PopulationRegister([])) { register, _ in
            let form =
                "number=590001199001010014&sex=female&bornOn=1990-01-01&ethnicity=%E6%B1%89%E6%97%8F"
                + "&household=otherRural&name="
            #expect(try await register.press("/act/add", form + "%F0%AC%B1%96%E6%98%8E") == 303)
            #expect(try await register.press("/act/add", form + "again") == 422)
            #expect(try await register.press("/act/add", "name=x") == 422)
            let inquiry = PopulationInquiry(name: "𬱖明", number: "590001199001010014")
            guard case .found(let person) = try await register.ask(inquiry, as: "inquiry-added") else {
                Issue.record("who was added was not found")
                return
            }
            #expect(person.household == .otherRural)
        }
    }

    @Test func `medical insurance decides on a notice by a message of its own`() async throws {
        try await Loopback.run(MedicalInsurance()) { medical, standIn in
            #expect(try await medical.ask(notice(1), as: "notice-1").idempotencyKey.text == "notice-1")
            try await medical.press("/faults", "fault=refuseNext")
            _ = try await medical.ask(notice(2), as: "notice-2")
            _ = try await medical.ask(notice(2), as: "notice-2-again")
            await standIn.deliverDue()
            let answers = try medical.platform.taken.map { try MedicalEnrolmentAnswer(body: $0.body) }
            #expect(answers.map(\.noticeNumber) == ["TZ1", "TZ2"])
            #expect(answers[0].outcome == .accepted)
            guard case .refused(let refusal) = answers[1].outcome else {
                Issue.record("the notice was not refused")
                return
            }
            #expect(refusal.sentence == "该人员已在居民医保参保，需先办理停保。")
        }
    }

    @Test func `a notice waits for a clerk where medical answers by hand`() async throws {
        try await Loopback.run(MedicalInsurance()) { medical, standIn in
            try await medical.press("/act/answering", "how=byHand")
            _ = try await medical.ask(notice(1), as: "notice-1")
            await standIn.deliverDue()
            #expect(medical.platform.taken.isEmpty)
            #expect(try await medical.press("/act/answer", "noticeNumber=TZ1&outcome=accepted") == 303)
            #expect(try await medical.press("/act/answer", "noticeNumber=TZ1&outcome=refused") == 422)
            await standIn.deliverDue()
            #expect(try medical.platform.taken.map { try MedicalEnrolmentAnswer(body: $0.body).outcome } == [.accepted])
        }
    }

    @Test func `medical's monthly total follows what it has accepted`() async throws {
        try await Loopback.run(MedicalInsurance()) { medical, standIn in
            _ = try await medical.ask(notice(1), as: "notice-1")
            _ = try await medical.ask(notice(2), as: "notice-2")
            _ = try await medical.ask(notice(3, .stop(lastMonth: november), person: 2), as: "notice-3")
            func total(_ period: Month) async throws -> MedicalMonthlyTotalAnswer {
                let inquiry = MedicalMonthlyTotalInquiry(creditCode: TaxBill.example.creditCode, period: period)
                return try await medical.ask(inquiry, as: "total-\(period)")
            }
            #expect(try await total(november.previous) == .notAvailable)
            guard case .available(let both) = try await total(november),
                case .available(let one) = try await total(november.next)
            else {
                Issue.record("there is no total")
                return
            }
            #expect(both.people == 2 && one.people == 1)
            #expect(both.lines[0].unit.yuanText == "1960.00" && both.lines[0].person.yuanText == "406.00")
            let form = "creditCode=\(one.creditCode)&period=2026-12"
            #expect(try await medical.press("/act/send-total", form) == 303)
            await standIn.deliverDue()
            #expect(try MedicalMonthlyTotal(body: try #require(medical.platform.taken.last).body) == one)
        }
    }

    @Test func `medical's book of a day tells each notice and what became of it`() async throws {
        try await Loopback.run(MedicalInsurance()) { medical, _ in
            _ = try await medical.ask(notice(1), as: "notice-1")
            try await medical.press("/act/answering", "how=byHand")
            _ = try await medical.ask(notice(2, .stop(lastMonth: november), person: 1), as: "notice-2")
            let page = try await medical.ask(
                MedicalNoticesInquiry(day: Day("2026-11-20")!, after: nil), as: "book-0001")
            #expect(page.notices.map(\.noticeNumber) == ["TZ1", "TZ2"] && page.isLast)
            #expect(page.notices.map(\.state) == [.accepted, .pending])
            #expect(page.notices.map(\.action) == [.add, .stop])
            let rest = try await medical.ask(
                MedicalNoticesInquiry(day: Day("2026-11-20")!, after: "TZ1"), as: "book-0002")
            #expect(rest.notices.map(\.noticeNumber) == ["TZ2"])
            let other = try await medical.ask(
                MedicalNoticesInquiry(day: Day("2026-11-19")!, after: nil), as: "book-0003")
            #expect(other.notices.isEmpty && other.isLast)
        }
    }

    @Test func `medical charges by the wage that it was told last`() async throws {
        try await Loopback.run(MedicalInsurance()) { medical, _ in
            _ = try await medical.ask(notice(1), as: "notice-1")
            let raised = MedicalEnrolmentNotice.Change.wage(
                startMonth: november.next, declaredWage: Money(yuan: 20_000))
            _ = try await medical.ask(notice(2, raised, person: 1), as: "notice-2")
            _ = try await medical.ask(notice(3, raised, person: 9), as: "notice-3")
            for (period, unit) in [(november, "980.00"), (november.next, "1960.00")] {
                let inquiry = MedicalMonthlyTotalInquiry(creditCode: TaxBill.example.creditCode, period: period)
                guard case .available(let total) = try await medical.ask(inquiry, as: "total-\(period)") else {
                    Issue.record("there is no total")
                    return
                }
                #expect(total.people == 1 && total.lines[0].unit.yuanText == unit)
            }
            #expect(try await medical.page().contains("自2026年12月起变更缴费工资"))
        }
    }

    @Test func `text messages can be read at the page, by phone, and do no harm there`() async throws {
        try await Loopback.run(SMSChannel()) { sms, _ in
            for (index, text) in ["验证码 402913", "<script>alert('1')</script>"].enumerated() {
                let message = TextMessage(phone: "1990000000\(index)", text: text, kind: .code)
                guard case .accepted = try await sms.ask(message, as: "message-\(index)") else {
                    Issue.record("the message was not accepted")
                    return
                }
            }
            let page = try await sms.page()
            #expect(page.contains("验证码 402913") && page.contains("&lt;script&gt;") && !page.contains("<script"))
            #expect(page.contains("2026年") && page.matches(of: /<article>/).count == 2)
            let filtered = try await sms.page("?phone=19900000000")
            #expect(filtered.contains(#"<span class="large">验证码 402913"#))
            #expect(!filtered.contains(#"<span class="large">&lt;script"#))
        }
    }

    private let november = Month(year: 2026, month: 11)!

    private func notice(
        _ number: Int, _ change: MedicalEnrolmentNotice.Change? = nil, person: Int? = nil
    ) -> MedicalEnrolmentNotice {
        MedicalEnrolmentNotice(
            noticeNumber: "TZ\(number)", noticedOn: Day("2026-11-20")!,
            person: .init(name: "甲", number: "PERSON\(person ?? number)"),
            employer: .init(creditCode: TaxBill.example.creditCode, name: "云栖精密仪器有限公司"),
            change: change ?? .add(startMonth: november, declaredWage: Money(yuan: 10_000)))
    }
}
