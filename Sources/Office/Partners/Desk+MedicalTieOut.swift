package import Basics
import Casework
import Database
import Exchange
package import Records
package import Storage

/// Our notices to medical insurance of the last days beside its own book (医保对账).
package struct MedicalTieOutReport: Sendable {
    package let days: [(noticedOn: Day, compared: Reconciliations.ReconciledDay?)]
    package let differences: [Row]

    package struct Row: Sendable {
        package let difference: MedicalNotices.Difference
        /// Who it is about; `nil` for somebody whom we do not know.
        package let person: InsuredPerson?
    }
}

extension Desk {
    /// Lays what medical insurance was told in the last days beside what it holds. A day with differences is compared at each
    /// round, until both books agree; one without once a day.
    package func reconcileNotices(for home: Region) async throws {
        for day in try await daysToCompare(with: .medical, in: home) {
            guard let theirs = await statement(MedicalNoticesInquiry.self, of: day) else { continue }
            let (now, today) = (clock.now, clock.today)
            try await database.transaction { tx in
                let ours = try tx.medicalNotices.of(day, in: home).map(KeptNotice.init)
                let tieOut = NoticeTieOut(ours: ours, theirs: theirs, on: day, today: today)
                try tx.medicalNotices.keep(tieOut.differences, in: home, on: day)
                try tx.reconciliations.noteNotices(
                    ours: ours.count, theirs: theirs.count, in: home, on: day, at: now, on: today)
            }
        }
    }

    package func medicalTieOut(for principal: Principal) async throws -> MedicalTieOutReport {
        let region = try Self.region(of: principal)
        let today = clock.today
        return try await database.read { tx in
            let compared = try tx.reconciliations.days(
                with: .medical, in: region, from: today.adding(days: -Self.reconciledDays))
            let differences = try tx.medicalNotices.differences(in: region, limit: Self.listLimit)
            let people = try tx.people.withNumbers(differences.map(\.personNumber))
            return MedicalTieOutReport(
                days: (1...Self.reconciledDays).map { back in
                    let day = today.adding(days: -back)
                    return (day, compared.first { $0.paidOn == day })
                },
                differences: differences.map { .init(difference: $0, person: people[$0.personNumber]) })
        }
    }
}

/// A notice as our books hold it.
private struct KeptNotice {
    let entry: MedicalNoticesInquiryAnswer.Entry

    init(_ kept: MedicalNotices.Kept) throws {
        let state: MedicalNoticesInquiryAnswer.Entry.State =
            kept.answeredOn == nil ? .pending : kept.refusal == nil ? .accepted : .refused
        entry = .init(try MedicalEnrolmentNotice(body: Array(kept.body.utf8)), state)
    }
}

/// Nothing is mended by it: each difference is work for somebody.
private struct NoticeTieOut {
    /// How long medical insurance may take to decide before somebody asks.
    private static let patienceDays = 2

    let differences: [MedicalNotices.Difference]

    init(ours: [KeptNotice], theirs: [MedicalNoticesInquiryAnswer.Entry], on day: Day, today: Day) {
        let own = Dictionary(ours.map { ($0.entry.noticeNumber, $0.entry) }, uniquingKeysWith: { $1 })
        let other = Dictionary(theirs.map { ($0.noticeNumber, $0) }, uniquingKeysWith: { $1 })
        self.differences = Set(own.keys).union(other.keys).sorted().compactMap { number in
            let (own, other) = (own[number], other[number])
            guard let kind = Self.kind(own, other, day, today), let either = own ?? other else { return nil }
            return MedicalNotices.Difference(
                noticedOn: day, number: number, kind: kind, personNumber: either.personNumber, ours: own?.words,
                theirs: other?.words)
        }
    }

    private static func kind(
        _ own: MedicalNoticesInquiryAnswer.Entry?, _ other: MedicalNoticesInquiryAnswer.Entry?, _ day: Day, _ today: Day
    ) -> MedicalNotices.Difference.Kind? {
        guard let own else { return .notHere }
        guard let other else { return .notThere }
        if !own.saysTheSame(as: other) { return .otherwise }
        if own.state != other.state { return .answeredOtherwise }
        return own.state == .pending && today.days(since: day) > patienceDays ? .unanswered : nil
    }
}

extension MedicalNoticesInquiryAnswer.Entry {
    fileprivate func saysTheSame(as other: Self) -> Bool {
        personNumber == other.personNumber && action == other.action && month == other.month
            && declaredWage == other.declaredWage
    }

    fileprivate var words: String {
        let what =
            switch action {
            case .add: "自\(month.chinese)起参保"
            case .stop: "缴至\(month.chinese)停保"
            case .wage: "自\(month.chinese)起变更工资"
            }
        let answer =
            switch state {
            case .pending: "尚未答复"
            case .accepted: "已接受"
            case .refused: "已拒绝"
            }
        return what + (declaredWage.map { "，工资\($0)元" } ?? "") + "，\(answer)"
    }
}
