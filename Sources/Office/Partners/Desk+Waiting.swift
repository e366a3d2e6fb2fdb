package import Basics
import Casework
import Database
import Policy
import Storage

extension Desk {
    /// How long a case waits for a partner before somebody has to act: two days.
    static let partnerPatienceSeconds = 2 * 86_400

    /// Asks again for the cases that wait for a partner, and takes those further that can go on.
    /// - Returns: how many went on.
    package func resumeWaiting(in region: Region) async throws -> Int {
        let waiting = try await database.read { tx in try tx.cases.queue([.awaitingPartner], in: region, limit: 200) }
        var resumed = 0
        for summary in waiting {
            guard let state = try await database.read({ tx in try tx.cases.state(of: summary.id) }) else { continue }
            var application = state.application
            application.filedOn = clock.today
            try await askPartners(about: application)
            if try await resume(summary) { resumed += 1 }
        }
        return resumed
    }

    private func resume(_ summary: Cases.Summary) async throws -> Bool {
        try await ids.prepare()
        let (now, today) = (clock.now, clock.today)
        let resumed = try await database.transaction { [self] tx in
            try resume(summary, at: now, on: today, answer: nil, tx)
        }
        wakeCourier()
        return resumed
    }

    /// Takes a case further that waits for a partner, if the partner has answered or has been waited for long enough.
    /// - Parameter answer: what the partner said, for the course of the case.
    /// - Returns: whether it went on.
    func resume(
        _ summary: Cases.Summary, at now: Instant, on today: Day, answer: String?, _ tx: Transaction
    ) throws -> Bool {
        guard let state = try tx.cases.state(of: summary.id), state.status == .awaitingPartner else { return false }
        var opened = takeUp(summary.id, summary.number, state, at: now, on: today, tx)
        let assessment = try assessToday(opened, tx)
        var detail = CaseEvent.Detail()
        detail.partner = state.awaited
        detail.reason = answer
        if assessment.waits {
            guard try tx.cases.isPastWaiting(summary.id, at: now) else { return false }
            detail.succeeded = false
            try append(.answer, by: .system, to: &opened, detail)
            try sendBack(&opened, because: Self.silence(of: state.awaited, canShowPapers: assessment.awaitsPartner), tx)
            return true
        }
        detail.succeeded = true
        detail.route = assessment.route?.value
        if let route = assessment.route, !route.value.decidesAtOnce {
            awaitAcceptance(&detail, of: assessment, on: today)
        }
        try append(.answer, by: .system, to: &opened, detail)
        guard let decision = assessment.decision else {
            try sendBack(&opened, because: Self.complaint(of: assessment), tx)
            return true
        }
        try proceed(&opened, assessment, decision, takenInBy: .system)
        return true
    }

    private static func silence(of partner: Partner?, canShowPapers: Bool) -> String {
        let name = partner?.name ?? "协同部门"
        return canShowPapers
            ? "\(name)在规定时间内没有答复，请补充上传身份证件，由工作人员审核。"
            : "\(name)在规定时间内没有答复。您可以重新提交，由系统再次转送；急需办理的，请与\(name)联系。"
    }

    private func sendBack(_ opened: inout OpenCase, because reason: String, _ tx: Transaction) throws {
        var detail = CaseEvent.Detail()
        detail.reason = reason
        try append(.return, by: .system, to: &opened, detail)
        try remind(of: opened, sentence: "办件\(opened.number)需要补正：\(reason)", tx)
    }

    /// What is wrong, after what is now known that made it so.
    private static func complaint(of assessment: Assessment) -> String {
        let refusals = assessment.refusals.map { $0.sentence + $0.remedy }
        let problems = assessment.problems.map(\.sentence)
        let missing = assessment.missingMaterials.map { "请上传\($0.name)。" }
        return
            (assessment.remarks.map(\.toApplicant) + refusals + problems + missing
            + (assessment.gap.map { [$0.sentence] } ?? []))
            .joined()
    }
}

extension CaseState {
    /// Whom the case was last said to wait for.
    fileprivate var awaited: Partner? { events.last { $0.act == .ask }?.detail.partner }
}
