package import Basics
package import Casework
import Database
import Policy
import Records
package import Storage

/// A change of policy as somebody has typed it: the YAML of a policy file, with the days on which it speaks.
package struct PublicationText: Sendable {
    package let title: String
    package let text: String
    package let from: Day
    /// The last day; `nil` if it stays.
    package let through: Day?

    /// Before anything that policy tells of: a text that speaks from then on speaks from its own first values on.
    package static let earliest = Day(year: 1978, month: 1, day: 1)!

    package static let titleLimit = 60
    package static let textLimit = 60_000

    package init(title: String, text: String, from: Day, through: Day?) {
        self.title = title
        self.text = text
        self.from = from
        self.through = through
    }

    init(_ proposal: ProposedPublication) {
        self.init(title: proposal.title, text: proposal.text, from: proposal.from, through: proposal.through)
    }

    /// The first fee period whose rules it changes: rules are those of a period's first day.
    package var firstPeriod: Month? {
        let first = from == from.month.firstDay ? from.month : from.month.next
        if let through, through < first.firstDay { return nil }
        return first
    }

    /// What is wrong with it before it is read as policy.
    fileprivate var problems: [FieldProblem] {
        var problems: [FieldProblem] = []
        for (field, what, text, limit) in [
            ("title", "标题", title, Self.titleLimit), ("text", "内容", text, Self.textLimit),
        ] {
            if text.isEmpty { problems.append(FieldProblem(field: field, sentence: "请填写\(what)。")) }
            if text.unicodeScalars.count > limit {
                problems.append(FieldProblem(field: field, sentence: "\(what)请控制在\(limit)字以内。"))
            } else if case .failure(let unread) = String.read(text) {
                problems.append(FieldProblem(field: field, sentence: unread.sentence))
            }
        }
        if let through, through < from { problems.append(FieldProblem(field: "through", sentence: "截止日期不能早于起始日期。")) }
        if problems.isEmpty, firstPeriod == nil {
            problems.append(FieldProblem(field: "through", sentence: "这些日期里没有任何月份的首日，不影响任何费款所属期。请核对日期。"))
        }
        return problems
    }
}

/// A proposal with what its trial showed.
package struct PublicationView: Sendable {
    package let proposal: ProposedPublication
    package let trial: PolicyTrial?
    /// Whether something else was published since it was tried.
    package let isOutdated: Bool
    package let isOwn: Bool
    /// The trial that is under way, or was given up.
    package let work: Work?

    /// How far a trial has come.
    package struct Work: Sendable {
        package let employers: Int
        package let employersDone: Int
        /// Why it waits, or why it was given up.
        package let note: String?
        package let isGivenUp: Bool
    }
}

extension Desk {
    private static let publicationLimit = 100

    package func publications(for principal: Principal) async throws -> [ProposedPublication] {
        let region = try Self.publisher(principal)
        return try await database.read { tx in try tx.publications.all(in: region, limit: Self.publicationLimit) }
    }

    package func publication(_ id: Int64, for principal: Principal) async throws -> PublicationView {
        let region = try Self.publisher(principal)
        return try await database.read { [self] tx in
            guard let proposal = try tx.publications.withId(id, in: region) else { throw DeskRefusal.notFound }
            let version = try shelf.inForce(tx).version.digest
            return PublicationView(
                proposal: proposal, trial: proposal.trial.flatMap(PolicyTrial.init),
                isOutdated: proposal.triedUnder != version, isOwn: proposal.authorLogin == principal.login,
                work: try work(on: id, tx))
        }
    }

    private func work(on id: Int64, _ tx: Transaction) throws -> PublicationView.Work? {
        guard let underWay = try tx.policyTrials.underWay(of: id) else { return nil }
        let job = try tx.jobs.latest(.policyTrial, on: id)
        return PublicationView.Work(
            employers: underWay.employers, employersDone: underWay.employersDone, note: job?.standstill(at: clock.now),
            isGivenUp: job?.state != .open)
    }

    /// Writes a proposal down and begins to try it on everybody who is covered.
    ///
    /// - Returns: its key, or what is wrong with it; nothing was written then.
    package func propose(
        _ text: PublicationText, by principal: Principal
    ) async throws -> (id: Int64?, problems: [FieldProblem]) {
        let region = try Self.publisher(principal)
        guard text.problems.isEmpty else { return (nil, text.problems) }
        let unread = try await problems(of: text, in: region)
        guard unread.isEmpty else { return (nil, unread) }
        try await ids.prepare()
        let proposal = ProposedPublication(
            id: ids.next(.publication), region: region, title: text.title, text: text.text, from: text.from,
            through: text.through, author: principal.name, authorLogin: principal.login, writtenAt: clock.now,
            state: .draft)
        let now = clock.now
        try await database.transaction { tx in
            try tx.publications.write(proposal)
            try Self.beginTrial(of: proposal, at: now, tx)
        }
        wakeJobs()
        return (proposal.id, [])
    }

    /// Begins to try a proposal on everybody who is covered, and returns; a job sees it through. One that is under way goes on:
    /// it begins anew by itself where other policy has come into force.
    package func tryPublication(_ id: Int64, by principal: Principal) async throws {
        let region = try Self.publisher(principal)
        let now = clock.now
        try await database.transaction { tx in
            guard let proposal = try tx.publications.withId(id, in: region) else { throw DeskRefusal.notFound }
            guard [.draft, .awaiting].contains(proposal.state) else {
                throw DeskRefusal.invalid("该内容已经审批，不能再试算。")
            }
            guard try tx.jobs.latest(.policyTrial, on: id)?.state != .open else { return }
            try Self.beginTrial(of: proposal, at: now, tx)
        }
        wakeJobs()
    }

    private static func beginTrial(of proposal: ProposedPublication, at now: Instant, _ tx: Transaction) throws {
        try tx.policyTrials.begin(
            of: proposal.id, employers: try tx.coveredStaff.employerCount(in: proposal.region))
        try tx.jobs.add(.policyTrial, on: proposal.id, at: now)
    }

    /// What the loader refuses in it, over what is in force.
    private func problems(of text: PublicationText, in region: Region) async throws -> [FieldProblem] {
        do {
            _ = try await database.read { [self] tx in try shelf.book(with: text, in: region, tx) }
            return []
        } catch let refused as PolicyProblems {
            return refused.problems.prefix(10).map { problem in
                let place = problem.line > 0 ? "第\(problem.line)行：" : ""
                return FieldProblem(field: "text", sentence: "\(place)\(problem.what)\(problem.remedy)")
            }
        }
    }

    /// Hands a draft to somebody else for approval.
    package func submitPublication(_ id: Int64, by principal: Principal) async throws {
        _ = try Self.publisher(principal)
        let isDone = try await database.transaction { tx in try tx.publications.submit(id, by: principal.login) }
        if !isDone { throw DeskRefusal.invalid("只能提交自己起草、尚未提交的内容。") }
    }

    package func discardPublication(_ id: Int64, by principal: Principal) async throws {
        _ = try Self.publisher(principal)
        let isDone = try await database.transaction { tx in try tx.publications.discard(id, by: principal.login) }
        if !isDone { throw DeskRefusal.invalid("只能删除自己起草、尚未提交的内容。") }
    }

    /// Publishes or rejects what another has proposed. From then on everything is computed with it; what was computed before
    /// keeps its version.
    package func decidePublication(_ id: Int64, approves: Bool, by principal: Principal) async throws {
        let region = try Self.publisher(principal)
        let now = clock.now
        try await database.transaction { [self] tx in
            guard let proposal = try tx.publications.withId(id, in: region) else { throw DeskRefusal.notFound }
            if proposal.authorLogin == principal.login {
                throw DeskRefusal.invalid("起草和审批须由不同人员完成，请由其他政策管理人员审批。")
            }
            let inForce = try shelf.inForce(tx)
            if approves, proposal.triedUnder == nil {
                throw DeskRefusal.invalid("还没有试算结果，请等试算完成，核对结果后再审批。")
            }
            if approves, proposal.triedUnder != inForce.version.digest {
                throw DeskRefusal.invalid("试算之后政策已有新的发布，请重新试算并核对结果后再审批。")
            }
            let number = approves ? try tx.publications.latestNumber() + 1 : nil
            guard try tx.publications.decide(id, number: number, by: principal.name, principal.login, at: now) else {
                throw DeskRefusal.invalid("该内容已经审批或者还没有提交，请刷新页面查看。")
            }
            if approves { try shelf.keep(at: now, tx) }
        }
    }
}
