import Basics
import Casework
import Exchange
import Foundation
import HTTP
import Records

/// Plays medical insurance (医保): it takes notices in, decides on them at its own pace, and tells its monthly totals.
struct MedicalInsurance: Department {
    static let partner = Partner.medical
    static let title = "医保部门（演示）"
    static let faults: [Fault] = [.refuseNext, .refuseAll] + Fault.sending + [.wrongAmount]

    enum Answering: String, Codable, CaseIterable {
        case automatic, byHand
    }

    struct TakenNotice: Codable {
        let notice: MedicalEnrolmentNotice
        let at: Int64
        var answer: MedicalEnrolmentAnswer?

        var state: MedicalNoticesInquiryAnswer.Entry.State {
            switch answer?.outcome {
            case .accepted?: .accepted
            case .refused?: .refused
            case nil: .pending
            }
        }
    }

    var answering = Answering.automatic
    var notices: [TakenNotice] = []

    mutating func answer(_ message: String, _ body: [UInt8], _ desk: inout Desk) throws(MalformedMessage) -> Reply {
        switch message {
        case MedicalEnrolmentNotice.endpoint.message:
            try take(MedicalEnrolmentNotice(body: body), &desk)
            return .received
        case MedicalNoticesInquiry.endpoint.message:
            return .body(try statement(MedicalNoticesInquiry(body: body)).body())
        case MedicalMonthlyTotalInquiry.endpoint.message:
            let inquiry = try MedicalMonthlyTotalInquiry(body: body)
            let total = total(inquiry.creditCode, inquiry.period, desk)
            return .body(try (total.map { MedicalMonthlyTotalAnswer.available($0) } ?? .notAvailable).body())
        default: return .unknownMessage
        }
    }

    /// Notices did not always tell their day: they are kept under the one on which they came.
    static func complete(_ stored: inout [String: Any]) {
        complete("notices", of: &stored) { taken in
            guard var notice = taken["notice"] as? [String: Any], notice["noticedOn"] == nil,
                let at = taken["at"] as? NSNumber
            else { return }
            notice["noticedOn"] = Instant(milliseconds: at.int64Value).shanghai.day.description
            taken["notice"] = notice
        }
    }

    private func statement(_ inquiry: MedicalNoticesInquiry) -> MedicalNoticesInquiryAnswer {
        let following =
            notices
            .filter { $0.notice.noticedOn == inquiry.noticedOn && $0.notice.noticeNumber > inquiry.after ?? "" }
            .sorted { $0.notice.noticeNumber < $1.notice.noticeNumber }
        let page = following.prefix(MedicalNoticesInquiryAnswer.noticesPerPage)
        return MedicalNoticesInquiryAnswer(
            noticedOn: inquiry.noticedOn, notices: page.map { .init($0.notice, $0.state) },
            isLast: page.count == following.count)
    }

    private mutating func take(_ notice: MedicalEnrolmentNotice, _ desk: inout Desk) throws(MalformedMessage) {
        if notices.contains(where: { $0.notice.noticeNumber == notice.noticeNumber }) { return }
        notices.append(TakenNotice(notice: notice, at: desk.now.milliseconds))
        if answering == .automatic {
            try decide(notices.count - 1, desk.faults.takeRefusal() ? .refused(.residentCover) : .accepted, &desk)
        }
    }

    private mutating func decide(
        _ index: Int, _ outcome: MedicalEnrolmentAnswer.Outcome, _ desk: inout Desk
    ) throws(MalformedMessage) {
        let answer = MedicalEnrolmentAnswer(
            noticeNumber: notices[index].notice.noticeNumber, answeredOn: desk.today, outcome: outcome)
        try desk.send(answer)
        notices[index].answer = answer
    }
}

extension MedicalInsurance {
    mutating func act(_ act: String, _ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        switch act {
        case "answering":
            answering = Answering(rawValue: form["how"] ?? "") ?? answering
        case "answer":
            guard
                let index = notices.firstIndex(where: { $0.notice.noticeNumber == form["noticeNumber"] }),
                notices[index].answer == nil
            else { throw MalformedMessage(field: "noticeNumber", sentence: "没有这份待处理的通知。") }
            try decide(index, form["outcome"] == "refused" ? .refused(.residentCover) : .accepted, &desk)
        case "send-total":
            guard let period = Month(form["period"] ?? "") else {
                throw MalformedMessage(field: "period", sentence: "请填写费款所属期，例如 2026-11。")
            }
            guard let total = total(form["creditCode"] ?? "", period, desk) else {
                throw MalformedMessage(field: "creditCode", sentence: "该单位在这个所属期没有医保参保人员。")
            }
            try desk.send(total)
        default: throw MalformedMessage(field: "", sentence: "没有此操作。")
        }
    }

    /// What an employer is charged for a period, by the notices accepted so far; `nil` if for nobody.
    ///
    /// The rates (unit 9.8%, person 2% and 3 yuan, on the wage as declared) are this program's own: the real ones, with
    /// floor and ceiling, are medical insurance's business, and the platform takes its word for them.
    func total(_ creditCode: String, _ period: Month, _ desk: Desk) -> MedicalMonthlyTotal? {
        let wages = charged(creditCode, period)
        if wages.isEmpty { return nil }
        let unit = wages.map { Money(fen: ($0.fen * 98 + 500) / 1_000) }.total
        let person = wages.map { Money(fen: ($0.fen * 2 + 50) / 100) + Money(yuan: 3) }.total
        let error = desk.faults.contains(.wrongAmount) ? Money(fen: 1) : .zero
        return MedicalMonthlyTotal(
            creditCode: creditCode, period: period, people: wages.count,
            lines: [LineAmounts(line: InsuranceLine(rawValue: 310), unit: unit + error, person: person)],
            asOf: desk.today)
    }

    /// The wages of those whose last accepted notice up to the period keeps them covered in it.
    private func charged(_ creditCode: String, _ period: Month) -> [Money] {
        var wages: [String: Money] = [:]
        for taken in notices where taken.notice.employer.creditCode == creditCode {
            guard taken.answer?.outcome == .accepted else { continue }
            switch taken.notice.change {
            case .add(let startMonth, let wage) where startMonth <= period:
                wages[taken.notice.person.number] = wage
            case .wage(let startMonth, let wage)
            where startMonth <= period && wages[taken.notice.person.number] != nil:
                wages[taken.notice.person.number] = wage
            case .stop(let lastMonth) where lastMonth < period:
                wages[taken.notice.person.number] = nil
            default: continue
            }
        }
        return Array(wages.values)
    }
}

extension PartnerRefusal {
    fileprivate static let residentCover = PartnerRefusal(
        code: "RESIDENT-COVER", sentence: "该人员已在居民医保参保，需先办理停保。",
        remedy: "请先为该人员办理居民医保停保，再到医保部门申报职工医保参保。")
}
