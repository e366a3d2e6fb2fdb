package import Basics
package import Casework
import Database
import Matters
import Policy
import Records
package import Storage

/// A case as somebody who may see it sees it.
package struct CaseView: Sendable {
    package let summary: Cases.Summary
    package let state: CaseState
    package let papers: [IssuedPaper]
    /// What would follow if it were granted today, while it is open.
    package let assessment: Assessment?
    /// What would follow if it were taken back today; `nil` unless this person may do so.
    package let reversal: Reversal?
    /// Each act that this person may do now.
    package let acts: Set<CaseEvent.Act>
    package let employerName: String?
    /// To whom the counter gave the result; `nil` while it did not.
    package let handout: Handout?
    /// The last day on which its refusal can be appealed here; `nil` where it can't be, or not any more.
    package let appealUntil: Day?
    /// The batch that it was a row of.
    package let batch: Batch?
    /// The numbers of the contribution plans that it brought about; its employer has pages for them, nobody else.
    package let plans: [String]
}

extension Desk {
    /// Staff see the cases of their region; employers and people their own.
    private static func may(_ principal: Principal, see summary: Cases.Summary) -> Bool {
        switch principal.role.portal {
        case .agency: principal.region == summary.region
        case .employer:
            principal.employer != nil && principal.employer == summary.employer && mayFile(summary.matter, principal)
        case .unit: principal.unit != nil && principal.unit == summary.creditCode && summary.employer == nil
        case .individual: principal.person != nil && principal.person == summary.person && summary.employer == nil
        }
    }

    func requireCase(_ id: CaseId, for principal: Principal, _ tx: Transaction) throws -> Cases.Summary {
        guard let summary = try tx.cases.summary(of: id), Self.may(principal, see: summary) else {
            throw DeskRefusal.notFound
        }
        return summary
    }

    package func view(_ id: CaseId, by principal: Principal) async throws -> CaseView {
        let today = clock.today
        return try await database.read { [self] tx in
            let summary = try requireCase(id, for: principal, tx)
            guard let state = try tx.cases.state(of: id) else { throw DeskRefusal.notFound }
            var application = state.application
            application.filedOn = today
            var acts = Set(
                principal.actor.map { actor in
                    CaseEvent.Act.allCases.filter { state.objection(to: $0, by: actor) == nil }
                } ?? [])
            let reversal = acts.contains(.reverse) ? try? reversal(of: id, state, on: today, tx).get() : nil
            if reversal == nil { acts.remove(.reverse) }
            let appealUntil = appealEnds(for: state, tx).flatMap { today <= $0 ? $0 : nil }
            if appealUntil == nil { acts.remove(.appeal) }
            return CaseView(
                summary: summary, state: state,
                papers: try tx.papers.withNumbers(state.events.compactMap(\.detail.paperNumber)),
                assessment: state.status.isOpen ? try assess(application, tx) : nil,
                reversal: reversal, acts: acts,
                employerName: try summary.employer.flatMap { try tx.employers.withIds([$0])[$0]?.name },
                handout: try tx.handouts.of(id), appealUntil: appealUntil,
                batch: state.batch == nil ? nil : try tx.batches.of(id),
                plans: try principal.employer.map { try tx.plans.numbers(from: id, of: $0) } ?? [])
        }
    }

    /// A file of a case that this person may see.
    package func material(_ digest: String, of id: CaseId, by principal: Principal) async throws -> Materials.File {
        try await database.read { [self] tx in
            _ = try requireCase(id, for: principal, tx)
            let named = try tx.cases.state(of: id)?.events.contains { event in
                event.detail.application?.materials.contains { $0.digest == digest } ?? false
            }
            guard named == true, let file = try tx.materials.file(digest) else { throw DeskRefusal.notFound }
            return file
        }
    }

    /// Takes a case in: from here the agency's time runs.
    package func accept(_ id: CaseId, version: Int, by principal: Principal) async throws {
        let actor = try Self.actor(of: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            let assessment = try assessToday(opened, tx)
            try takeIn(&opened, try acceptance(of: opened, in: assessment), assessment, by: actor)
        }
    }

    /// Sends a case back to be corrected, saying what is wrong.
    package func sendBack(_ id: CaseId, version: Int, reason: String, by principal: Principal) async throws {
        let actor = try Self.actor(of: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            let detail = try Self.giving(reason)
            try append(.return, by: actor, to: &opened, detail)
            try remind(of: opened, sentence: "办件\(opened.number)被退回补正：\(detail.reason ?? "")", tx)
        }
    }

    /// - Parameter check: whom a teller has before them.
    package func withdraw(
        _ id: CaseId, version: Int, reason: String, by principal: Principal, knownBy check: IdentityCheck? = nil
    ) async throws {
        let actor = try Self.actor(of: principal)
        let visitor = try await visitor(check, in: id, by: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            var detail = try Self.giving(reason, asked: "请填写撤回原因。")
            detail.identityCheck = visitor
            try append(.withdraw, by: actor, to: &opened, detail)
            try settleReminder(of: opened, tx)
        }
    }

    package func endorse(_ id: CaseId, version: Int, reason: String, by principal: Principal) async throws {
        let actor = try Self.actor(of: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            try append(.endorse, by: actor, to: &opened, try Self.giving(reason))
        }
    }

    package func confirmByPhone(_ id: CaseId, version: Int, reason: String, by principal: Principal) async throws {
        let actor = try Self.actor(of: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            try append(.confirmByPhone, by: actor, to: &opened, try Self.giving(reason))
        }
    }

    /// Grants a case as the reviewer's own preview showed it: another digest commits nothing.
    /// - Returns: what has changed since, if it has.
    package func approve(
        _ id: CaseId, version: Int, digest: String, by principal: Principal
    ) async throws -> Assessment? {
        try await ids.prepare()
        let actor = try Self.actor(of: principal)
        return try await act(on: id, version: version, by: principal) { [self] opened, tx in
            let assessment = try assessToday(opened, tx)
            guard let decision = assessment.decision, assessment.digest == digest else { return assessment }
            try withdrawRefusals(of: opened, by: principal.login, tx)
            try grant(&opened, assessment, decision, by: actor)
            return nil
        }
    }

    /// Begins the correction of a returned case, with what was sent before filled in.
    /// - Parameter check: whom a teller has before them.
    package func beginSupplement(
        _ id: CaseId, by principal: Principal, knownBy check: IdentityCheck? = nil
    ) async throws -> DraftId {
        try await ids.prepare()
        let visitor = try await visitor(check, in: id, by: principal)
        let (now, today) = (clock.now, clock.today)
        return try await database.transaction { [self] tx in
            _ = try requireCase(id, for: principal, tx)
            guard let state = try tx.cases.state(of: id) else { throw DeskRefusal.notFound }
            if let objection = state.objection(to: .supplement, by: try Self.actor(of: principal)) {
                throw DeskRefusal.objection(objection)
            }
            let begun = try tx.drafts.of(principal.login).first { $0.caseId == id }
            if let begun, visitor == nil { return begun.id }
            var application = begun?.application ?? state.application
            application.filedOn = today
            if let visitor { application.identityCheck = visitor }
            let draft = Draft(
                id: begun?.id ?? DraftId(ids.next(.draft)), login: principal.login, caseId: id,
                application: application, token: begun?.token ?? "case-\(id)-\(state.version)", updatedAt: now,
                expiresOn: today.adding(days: 90))
            try tx.drafts.save(draft)
            return draft.id
        }
    }

    /// The corrected application takes the place of the one that was sent before.
    func supplement(_ id: CaseId, with filing: Filing, _ draft: Draft, _ tx: Transaction) throws -> Submission {
        guard let summary = try tx.cases.summary(of: id), let state = try tx.cases.state(of: id) else {
            throw DeskRefusal.notFound
        }
        let assessment = try assess(filing.application, tx)
        guard let decision = assessment.decision, let route = assessment.route, assessment.digest == filing.digest
        else { return .changed(assessment) }
        var opened = takeUp(id, summary.number, state, at: filing.now, on: filing.today, tx)
        var detail = CaseEvent.Detail()
        detail.application = assessment.application
        detail.route = route.value
        detail.digest = assessment.digest
        detail.policyVersion = assessment.policyVersion
        if state.status == .returned, !route.value.decidesAtOnce {
            awaitAcceptance(&detail, of: assessment, on: filing.today)
        }
        try append(.supplement, by: filing.actor, to: &opened, detail)
        try settleReminder(of: opened, tx)
        try tx.drafts.noteFiled(draft.token, by: draft.login, as: id)
        try tx.drafts.noteFiled("draft-\(draft.id)", by: draft.login, as: id)
        try tx.drafts.delete(draft.id)
        if opened.state.status == .submitted {
            try proceed(&opened, assessment, decision, takenInBy: filing.actor)
        }
        return .filed(id)
    }
}

extension Desk {
    @discardableResult
    func act<Value: Sendable>(
        on id: CaseId, version: Int, by principal: Principal,
        _ body: @escaping @Sendable (inout OpenCase, Transaction) throws -> Value
    ) async throws -> Value {
        try await ids.prepare()
        let (now, today) = (clock.now, clock.today)
        let value = try await database.transaction { [self] tx in
            let summary = try requireCase(id, for: principal, tx)
            guard let state = try tx.cases.state(of: id) else { throw DeskRefusal.notFound }
            guard state.version == version else {
                // What the system does by itself follows from somebody's act; that one is named.
                let since = state.events.filter { $0.sequence > version }
                guard let last = since.last(where: { $0.actor.role != .system }) ?? state.events.last else {
                    throw DeskRefusal.notFound
                }
                throw DeskRefusal.overtaken(by: last.actor.name, act: last.act)
            }
            var opened = takeUp(id, summary.number, state, at: now, on: today, tx)
            return try body(&opened, tx)
        }
        wakeCourier()
        return value
    }

    func assessToday(_ opened: OpenCase, _ tx: Transaction) throws -> Assessment {
        var application = opened.state.application
        application.filedOn = opened.today
        return try assess(application, tx)
    }

    /// As whom somebody acts; those who take no part in cases can't.
    static func actor(of principal: Principal) throws -> Actor {
        guard let actor = principal.actor else { throw DeskRefusal.objection(.notYours) }
        return actor
    }

    static let writtenReasonLimit = 500

    /// A reason has to be given, in words that fit a paper.
    /// - Parameter asked: what is said where none is; by whom it is read depends on who acts.
    static func giving(_ reason: String, asked: String = "请填写理由，申请人会看到这段文字。") throws -> CaseEvent.Detail {
        let begun = reason.unicodeScalars.drop { $0.properties.isWhitespace }
        guard !begun.isEmpty else { throw DeskRefusal.invalid(asked) }
        guard begun.prefix(writtenReasonLimit + 1).count <= writtenReasonLimit else {
            throw DeskRefusal.invalid("所填文字超过\(writtenReasonLimit)个字，请精简后再提交。")
        }
        let text = String(String.UnicodeScalarView(begun))
        if case .failure(let problem) = String.read(text) { throw DeskRefusal.invalid(problem.sentence) }
        var detail = CaseEvent.Detail()
        detail.reason = text
        return detail
    }

    private static func reminder(of opened: OpenCase) -> ToDo.Key {
        ToDo.Key(opened.state.application.applicant, kind: "case-returned", subject: opened.number)
    }

    func remind(of opened: OpenCase, sentence: String, _ tx: Transaction) throws {
        // The one page of a unit that is not on record shows the case itself; a newcomer has none, the counter's list does.
        guard ![.unit, .newcomer].contains(opened.state.application.applicant.kind) else { return }
        try tx.toDos.raise(
            ToDo(Self.reminder(of: opened), sentence: sentence, dueOn: nil, matter: opened.state.application.matter),
            as: ids.next(.toDo), at: opened.now)
    }

    func settleReminder(of opened: OpenCase, _ tx: Transaction) throws {
        try tx.toDos.settle(Self.reminder(of: opened), at: opened.now)
    }
}
