package import Basics
import Casework
import Cryptography
import Database
import Exchange
import Matters
import Policy
import Records
import Storage

extension Desk {
    /// How long a case waits for a partner before somebody has to act: two days.
    static let partnerPatienceSeconds = 2 * 86_400
    private static let askAgainSeconds = (found: 30 * 86_400, missing: 600, silent: 60)

    /// Asks the partners what an application needs from them, outside any transaction; their answers become stored facts.
    func askPartners(about application: Application) async throws {
        guard let matter = Catalogue.matter(application.matter) else { return }
        for case let identity as RegisteredIdentity in matter.factsNeeded(for: application).facts {
            try await ask(about: identity)
        }
    }

    private func ask(about identity: RegisteredIdentity) async throws {
        let now = clock.now
        let known = try await database.read { tx in
            // Somebody on record is known better here than there.
            try tx.people.withNumbers([identity.number]).isEmpty
                ? try tx.partnerAnswers.identity(name: identity.name, number: identity.number) : nil
        }
        guard let known, Self.isStale(known, at: now) else { return }
        let answer = await inquire(identity)
        try await database.transaction { tx in
            try tx.partnerAnswers.note(answer, name: identity.name, number: identity.number)
        }
    }

    private static func isStale(_ answer: IdentityAnswer, at now: Instant) -> Bool {
        switch answer {
        case .notAsked: true
        case .found(_, let at): at.adding(seconds: askAgainSeconds.found) < now
        case .notFound(let at), .nameDiffers(let at): at.adding(seconds: askAgainSeconds.missing) < now
        case .silent(let since): since.adding(seconds: askAgainSeconds.silent) < now
        }
    }

    private func inquire(_ identity: RegisteredIdentity) async -> IdentityAnswer {
        let inquiry = PopulationInquiry(name: identity.name, number: identity.number)
        let key = IdempotencyKey("inquiry-\(randomBytes(12).hex)")!
        do {
            let body = try await partners.send(PopulationInquiry.endpoint, key: key, body: try inquiry.body())
            switch try PopulationInquiryAnswer(body: body) {
            case .found(let person):
                return .found(
                    SharedIdentity(
                        name: person.name, number: person.number, sex: person.sex, bornOn: person.bornOn,
                        ethnicity: person.ethnicity, household: person.household), at: clock.now)
            case .notFound: return .notFound(at: clock.now)
            case .nameMismatch: return .nameDiffers(at: clock.now)
            }
        } catch {
            // Silence and an unreadable answer are the same to the applicant: it is asked again later.
            return .silent(since: clock.now)
        }
    }

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
        try await prepare()
        let (now, today) = (clock.now, clock.today)
        let resumed = try await database.transaction { [self] tx in
            guard let state = try tx.cases.state(of: summary.id), state.status == .awaitingPartner else { return false }
            var opened = OpenCase(id: summary.id, number: summary.number, state: state, now: now, today: today)
            let assessment = try assessToday(opened, tx)
            var detail = CaseEvent.Detail()
            detail.partner = .population
            if assessment.awaitsPartner {
                guard try tx.cases.isPastWaiting(summary.id, at: now) else { return false }
                detail.succeeded = false
                try append(.answer, by: .system, to: &opened, detail, tx)
                try sendBack(&opened, because: "人口信息库在规定时间内没有答复，请补充上传身份证件，由工作人员审核。", tx)
                return true
            }
            detail.succeeded = true
            detail.route = assessment.route?.value
            try append(.answer, by: .system, to: &opened, detail, tx)
            guard let decision = assessment.decision else {
                try sendBack(&opened, because: Self.complaint(of: assessment), tx)
                return true
            }
            try proceed(&opened, assessment, decision, takenInBy: .system, tx)
            return true
        }
        wakeCourier()
        return resumed
    }

    private func sendBack(_ opened: inout OpenCase, because reason: String, _ tx: Transaction) throws {
        var detail = CaseEvent.Detail()
        detail.reason = reason
        try append(.return, by: .system, to: &opened, detail, tx)
        try remind(of: opened, sentence: "办件\(opened.number)需要补正：\(reason)", tx)
    }

    private static func complaint(of assessment: Assessment) -> String {
        let refusals = assessment.refusals.map { $0.sentence + $0.remedy }
        let problems = assessment.problems.map(\.sentence)
        let missing = assessment.missingMaterials.map { "请上传\($0.name)。" }
        return (refusals + problems + missing + (assessment.gap.map { [$0.sentence] } ?? [])).joined()
    }
}
