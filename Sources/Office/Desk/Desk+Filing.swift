package import Basics
package import Casework
import Cryptography
import Database
import Documents
import Exchange
import Matters
import Policy
import Records
package import Storage

/// What became of a submission.
package enum Submission: Sendable {
    case filed(CaseId)
    /// What would be committed is not what was previewed, or is no longer possible: nothing was committed.
    case changed(Assessment)
}

extension Desk {
    /// How long an untouched draft is kept.
    static let draftDays = 90

    /// Begins an application; its answers may be filled in beforehand.
    /// - Parameter waiting: the draft that can be filed when this one has been.
    package func begin(
        _ matter: String, for applicant: Applicant, in region: Region, through channel: Channel,
        by principal: Principal, answers: Answers = [:], identityCheck: IdentityCheck? = nil,
        before waiting: DraftId? = nil
    ) async throws -> DraftId {
        guard let type = Catalogue.matter(matter), type.card.applicants.contains(applicant.kind),
            type.card.channels.contains(channel)
        else {
            throw DeskRefusal.notFound
        }
        // At the counter nothing begins before somebody has been known by a document.
        guard !Channel.atCounter.contains(channel) || identityCheck != nil else {
            throw DeskRefusal.invalid("请先核验来人身份，再开始办理。")
        }
        // What nobody applies for is begun by the agency itself.
        guard channel != .office || principal.role == .teller else { throw DeskRefusal.objection(.notYours) }
        try Self.require(type.card.right, of: principal)
        try await ids.prepare()
        let draft = Draft(
            id: DraftId(ids.next(.draft)), login: principal.login, caseId: nil,
            application: Application(
                matter: matter, region: region, applicant: applicant, channel: channel, filedOn: clock.today,
                answers: type.form.kept(of: answers), identityCheck: identityCheck),
            token: randomBytes(16).hex, updatedAt: clock.now, expiresOn: clock.today.adding(days: Self.draftDays),
            waiting: waiting)
        try await database.transaction { [self] tx in
            try Self.requireGoingOn(applicant, filing: type.card, tx)
            try limitLookups(from: nil, to: draft.application, type, tx)
            try tx.drafts.save(draft)
        }
        return draft.id
    }

    /// Begins what a refusal says has to be done first; whoever has filed it is led back.
    package func beginFirst(of id: DraftId, refusal number: Int, by principal: Principal) async throws -> DraftId {
        let draft = try await draft(id, of: principal)
        let refusals = try await preview(id, by: principal).refusals
        guard refusals.indices.contains(number), let first = refusals[number].first else { throw DeskRefusal.notFound }
        let application = draft.application
        return try await begin(
            first.slug, for: application.applicant, in: application.region, through: application.channel,
            by: principal, answers: first.answers, identityCheck: draft.application.identityCheck, before: id)
    }

    package func draft(_ id: DraftId, of principal: Principal) async throws -> Draft {
        let draft = try await database.read { tx in try tx.drafts.with(id, of: principal.login) }
        guard let draft else { throw DeskRefusal.notFound }
        try Self.require(draft.application, of: principal)
        return draft
    }

    /// Keeps what was typed, whatever is wrong with it, and judges it. Partners are asked first for what only they know. What says
    /// the same as is on record is not kept: should the record change before the case is decided, it is not taken back.
    package func fill(_ id: DraftId, with answers: Answers, by principal: Principal) async throws -> Assessment {
        try await change(id, by: principal) { application, type in application.answers = type.form.kept(of: answers) }
        let assessment = try await preview(id, by: principal)
        let present = assessment.present
        guard answers.contains(where: { present[$0.key] == $0.value }) else { return assessment }
        try await change(id, by: principal) { application, _ in
            application.answers = application.answers.filter { present[$0.key] != $0.value }
        }
        return try await preview(id, by: principal)
    }

    package func discard(_ id: DraftId, by principal: Principal) async throws {
        try await database.transaction { tx in
            guard try tx.drafts.with(id, of: principal.login) != nil else { throw DeskRefusal.notFound }
            try tx.drafts.delete(id)
        }
    }

    func change(
        _ id: DraftId, by principal: Principal,
        _ body: @escaping @Sendable (inout Application, any Matter.Type) -> Void
    ) async throws {
        let (now, today) = (clock.now, clock.today)
        try await database.transaction { [self] tx in
            guard let draft = try tx.drafts.with(id, of: principal.login),
                let type = Catalogue.matter(draft.application.matter)
            else { throw DeskRefusal.notFound }
            try Self.require(type.card.right, of: principal)
            var application = draft.application
            application.filedOn = today
            body(&application, type)
            try limitLookups(from: draft.application, to: application, type, tx)
            try tx.drafts.save(
                Draft(
                    id: id, login: draft.login, caseId: draft.caseId, application: application, token: draft.token,
                    updatedAt: now, expiresOn: today.adding(days: Self.draftDays)))
        }
    }

    /// What would follow if the draft were submitted today.
    package func preview(_ id: DraftId, by principal: Principal) async throws -> Assessment {
        var application = try await draft(id, of: principal).application
        application.filedOn = clock.today
        try await askPartners(about: application)
        let judged = application
        return try await database.read { [self] tx in try assess(judged, tx) }
    }

    /// Submits a draft whose preview had this digest. Sending the same token twice files once.
    package func submit(_ id: DraftId, digest: String, by principal: Principal) async throws -> Submission {
        try await ids.prepare()
        guard let draft = try await database.read({ tx in try tx.drafts.with(id, of: principal.login) }) else {
            return try await filedBefore(id, by: principal)
        }
        try Self.require(draft.application, of: principal)
        try Self.requireRegistrationOfVisitor(draft.application)
        var application = draft.application
        application.filedOn = clock.today
        try await askPartners(about: application)
        let filing = Filing(
            application: application, digest: digest, actor: try Self.actor(of: principal), now: clock.now,
            today: clock.today)
        let submission: Submission = try await database.transaction { [self] tx in
            if let filed = try tx.drafts.filed(draft.token, by: principal.login) { return .filed(filed) }
            // It may have been discarded since it was read.
            guard try tx.drafts.with(id, of: principal.login) != nil else { throw DeskRefusal.notFound }
            if let caseId = draft.caseId { return try supplement(caseId, with: filing, draft, tx) }
            let submission = try file(filing, tx)
            if case .filed(let caseId) = submission {
                try tx.drafts.noteFiled(draft.token, by: principal.login, as: caseId)
                try tx.drafts.noteFiled("draft-\(id)", by: principal.login, as: caseId)
                try tx.drafts.delete(id)
            }
            return submission
        }
        wakeCourier()
        return submission
    }

    /// The case that a draft became, for a browser that went back to it; `nil` if it became none.
    package func filedCase(of id: DraftId, by principal: Principal) async throws -> CaseId? {
        try await database.read { tx in try tx.drafts.filed("draft-\(id)", by: principal.login) }
    }

    /// The draft is gone because it was submitted: a double click, or a browser that went back.
    private func filedBefore(_ id: DraftId, by principal: Principal) async throws -> Submission {
        let filed = try await database.read { tx in try tx.drafts.filed("draft-\(id)", by: principal.login) }
        guard let filed else { throw DeskRefusal.notFound }
        return .filed(filed)
    }
}

/// An application on its way into a case.
struct Filing: Sendable {
    let application: Application
    /// Of the preview that was confirmed; `nil` where nobody previews: a partner's message.
    let digest: String?
    let actor: Actor
    let now: Instant
    let today: Day
}

extension Desk {
    /// Files a new case, and decides it at once where its route does so.
    func file(_ filing: Filing, _ tx: Transaction) throws -> Submission {
        let rows = CaseRows(tx, chain: chain, at: filing.now, isGathering: true)
        let submission = try file(filing, judged: try assess(filing.application, tx), into: rows)
        try rows.write()
        return submission
    }

    /// - Parameters:
    ///   - batch: the one whose row the application is; its cases share a list in place of a result form each.
    ///   - rows: of all the cases that are filed together. Whoever gave them writes them.
    func file(
        _ filing: Filing, judged assessment: Assessment, of batch: Batch.Place? = nil, into rows: CaseRows
    ) throws -> Submission {
        guard let decision = assessment.decision, let route = assessment.route, let digest = assessment.digest,
            filing.digest == nil || filing.digest == digest
        else { return .changed(assessment) }
        try keepPolicy(of: assessment, at: filing.now, rows)
        var opened = try open(
            assessment, route.value, digest: digest, by: filing.actor, of: batch, at: filing.now, on: filing.today,
            into: rows)
        try proceed(&opened, assessment, decision, takenInBy: filing.actor)
        return .filed(opened.id)
    }

    /// Keeps the text of the policy that something was judged by, once in a transaction.
    private func keepPolicy(of assessment: Assessment, at now: Instant, _ rows: CaseRows) throws {
        guard rows.keptPolicy != assessment.policyVersion else { return }
        try shelf.keep(at: now, rows.tx)
        rows.keptPolicy = assessment.policyVersion
    }

    /// A case that the agency begins by itself and carries out in many steps: approved, and not yet in effect.
    func openOfOffice(
        _ assessment: Assessment, digest: String, by actor: Actor, at now: Instant, on today: Day, _ tx: Transaction
    ) throws -> OpenCase {
        let rows = CaseRows(tx, chain: chain, at: now, isGathering: true)
        var opened = try open(assessment, .instant, digest: digest, by: actor, at: now, on: today, into: rows)
        try append(.accept, by: .system, to: &opened)
        var detail = CaseEvent.Detail()
        detail.digest = digest
        detail.policyVersion = assessment.policyVersion
        try append(.approve, by: .system, to: &opened, detail)
        try rows.write()
        return opened
    }

    private func open(
        _ assessment: Assessment, _ route: Route, digest: String, by actor: Actor, of batch: Batch.Place? = nil,
        at now: Instant, on today: Day, into rows: CaseRows
    ) throws -> OpenCase {
        let key = ids.next(.matterCase)
        let id = CaseId(key)
        let number = DocumentNumber.ofCase(key, on: today)
        var detail = CaseEvent.Detail()
        detail.application = assessment.application
        detail.number = number
        detail.route = route
        if !route.decidesAtOnce { awaitAcceptance(&detail, of: assessment, on: today) }
        detail.digest = digest
        detail.policyVersion = assessment.policyVersion
        detail.batch = batch?.number
        let submission = CaseEvent(sequence: 1, act: .submit, actor: actor, at: now, on: today, detail: detail)
        guard let state = CaseState(folding: [submission]) else { preconditionFailure("a submission opens a case") }
        try rows.open(
            state, as: id,
            Cases.Unwritten.Heading(number: number, subject: Self.subject(of: assessment), batch: batch))
        return OpenCase(id: id, number: number, state: state, now: now, today: today, rows: rows)
    }

    /// What a list calls the case: the matter's first answers.
    private static func subject(of assessment: Assessment) -> String {
        let fields = assessment.matter.form.fields(in: assessment.situations)
        let shown = ["name", "period", "number", "from", "through"].compactMap { key -> String? in
            guard let field = fields.first(where: { $0.key == key }), let answer = assessment.application.answers[key],
                key != "number" || assessment.application.answers["name"] == nil
            else { return nil }
            return field.shown(answer)
        }
        let answers = assessment.application.answers
        let isSpan = answers["from"] != nil && answers["through"] != nil
        return shown.isEmpty ? assessment.matter.card.name : shown.joined(separator: isSpan ? "至" : " ")
    }

    /// Goes on from a submission as far as the route allows without a person.
    func proceed(
        _ opened: inout OpenCase, _ assessment: Assessment, _ decision: Decision, takenInBy actor: Actor
    ) throws {
        if let inquiry = assessment.inquiry {
            try ask(inquiry.partner, about: &opened)
            try commitment(for: opened, assessment).tell(inquiry)
        } else if opened.state.route.decidesAtOnce {
            try append(.accept, by: .system, to: &opened)
            try grant(&opened, assessment, decision, by: .system)
        } else if assessment.awaitsPartner {
            try ask(assessment.awaited, about: &opened)
        } else if actor.role == .teller {
            try takeIn(&opened, try acceptance(of: opened, in: assessment), assessment, by: actor)
        }
    }

    private func ask(_ partner: Partner?, about opened: inout OpenCase) throws {
        var detail = CaseEvent.Detail()
        detail.partner = partner
        let until = opened.now.adding(seconds: Self.partnerPatienceSeconds)
        try append(.ask, by: .system, to: &opened, detail, waitsUntil: until)
    }

    private func commitment(for opened: OpenCase, _ assessment: Assessment) throws -> Commitment {
        let region = opened.state.application.region
        let rules = try rules(
            in: region, on: opened.today, for: assessment.matter.card.name, under: assessment.policy)
        try keepPolicy(of: assessment, at: opened.now, opened.rows)
        return Commitment(
            desk: self, for: opened, in: region, policyVersion: assessment.policyVersion,
            perEmployer: try rules.linesPerEmployment(in: opened.today.month))
    }

    /// Approves, commits the outcomes, takes effect and issues the result form, all in the transaction.
    func grant(
        _ opened: inout OpenCase, _ assessment: Assessment, _ decision: Decision, by actor: Actor
    ) throws {
        var detail = CaseEvent.Detail()
        detail.digest = assessment.digest
        detail.policyVersion = assessment.policyVersion
        if !opened.state.route.decidesAtOnce, Self.hasChanged(since: opened.state, decision) {
            detail.changed = "自提交以来，适用的政策或登记信息有变化，以本结果所列内容为准。"
        }
        try append(.approve, by: actor, to: &opened, detail)
        var commitment = try commitment(for: opened, assessment)
        try commitment.carryOut(decision.outcomes)
        var effect = CaseEvent.Detail()
        effect.suggested = decision.suggested.isEmpty ? nil : decision.suggested
        effect.written = commitment.written.isEmpty ? nil : commitment.written
        effect.employers = commitment.employers.isEmpty ? nil : commitment.employers
        effect.takenOver = commitment.takenOver.isEmpty ? nil : commitment.takenOver
        effect.digest = commitment.closingDigest
        try append(
            .takeEffect, by: .system, to: &opened, effect,
            concerning: CaseRows.Concerned(person: commitment.subject, employer: commitment.employer))
        // What is decided at once of a batch is on its list.
        if !decision.outcomes.givePaperOfRecord, opened.state.batch == nil || !opened.state.route.decidesAtOnce {
            try issueResultForm(of: opened, assessment, decision, &commitment)
        }
        for number in commitment.papers {
            var issued = CaseEvent.Detail()
            issued.paperNumber = number
            try append(.issue, by: .system, to: &opened, issued)
        }
    }

    private func issueResultForm(
        of opened: OpenCase, _ assessment: Assessment, _ decision: Decision, _ commitment: inout Commitment
    ) throws {
        let applicant = opened.state.application.applicant
        let form = ResultForm.paper(
            of: assessment.matter.card, caseNumber: opened.number, authority: press.issuer.name,
            statement: decision.statement, submittedOn: opened.state.events[0].on, decidedOn: opened.today,
            restsOnUnverified: decision.restsOnUnverified)
        try commitment.issuePaper(
            PaperIssue(paper: form, person: applicant.person, employer: applicant.employer ?? commitment.employer))
    }

    /// Whether what is granted differs from what the applicant last saw, but for the day on which it is judged.
    private static func hasChanged(since state: CaseState, _ decision: Decision) -> Bool {
        guard let shown = state.events.last(where: { $0.act == .submit || $0.act == .supplement }),
            let digest = shown.detail.digest, let version = shown.detail.policyVersion
        else { return false }
        return decision.digest(policyVersion: version, on: shown.on) != digest
    }

    func append(
        _ act: CaseEvent.Act, by actor: Actor, to opened: inout OpenCase, _ detail: CaseEvent.Detail = .init(),
        waitsUntil: Instant? = nil, concerning concerned: CaseRows.Concerned = .init()
    ) throws {
        if let objection = opened.state.objection(to: act, by: actor) { throw DeskRefusal.objection(objection) }
        let event = CaseEvent(
            sequence: opened.state.version + 1, act: act, actor: actor, at: opened.now, on: opened.today,
            detail: detail)
        guard opened.state.apply(event) else { preconditionFailure("the table and the objection disagree on \(act)") }
        try opened.rows.append(
            event, to: opened.id, state: opened.state, waitsUntil: waitsUntil, concerning: concerned)
    }
}

/// A case while a transaction takes it further.
struct OpenCase {
    let id: CaseId
    let number: String
    var state: CaseState
    let now: Instant
    let today: Day
    /// What it writes.
    let rows: CaseRows
}

extension Desk {
    /// A case that is on record, to be taken further: what it writes is written at once.
    func takeUp(
        _ id: CaseId, _ number: String, _ state: CaseState, at now: Instant, on today: Day, _ tx: Transaction
    ) -> OpenCase {
        OpenCase(
            id: id, number: number, state: state, now: now, today: today,
            rows: CaseRows(tx, chain: chain, at: now))
    }
}
