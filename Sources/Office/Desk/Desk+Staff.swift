package import Basics
package import Casework
import Database
package import Records
package import Storage

/// What waits for the staff of a region.
package struct Worklist: Sendable {
    package let waiting: [Cases.Waiting]
    package let openWork: OpenWork
    /// What is due first.
    package let pressing: [Cases.Summary]
    package let today: Day

    /// From how many days before it is due a case counts as pressing.
    package static let nearDays = 2
}

/// What a search of the staff finds.
package struct Findings: Sendable {
    package let people: [InsuredPerson]
    package let employers: [Employer]
    package let cases: [Cases.Summary]
    package let papers: [IssuedPaper]
    /// Where a whole credit code was looked for.
    package let unit: UnitFinding?
    /// Where a whole citizen number was looked for that nobody on record has.
    package let newcomer: CitizenNumber?
    /// Where what was looked for can only be a citizen number, and is mistyped.
    package let mistyped: IdentifierProblem?

    package var isEmpty: Bool { people.isEmpty && employers.isEmpty && cases.isEmpty && papers.isEmpty }
}

/// A credit code that was looked for.
package struct UnitFinding: Sendable {
    package let code: CreditCode
    package let isOnRecord: Bool
    package let answer: UnitAnswer
}

/// A person as the staff see them.
package struct PersonFile: Sendable {
    package let person: InsuredPerson
    package let enrolments: [Enrolment]
    package let employerNames: [EmployerId: String]
    package let cases: [Cases.Summary]
    package let papers: [IssuedPaper]
}

/// An employer as the staff see it.
package struct EmployerFile: Sendable {
    package let employer: Employer
    /// What is registered of it.
    package let unit: RegisteredUnitView
    package let cases: [Cases.Summary]
    package let plans: [ContributionPlan]
    /// Whether it belongs to another branch than whoever looks: then they say first why.
    package let isOfOtherBranch: Bool
}

extension Desk {
    static let listLimit = 100

    /// The region of a member of the staff; nobody else has a worklist.
    static func region(of principal: Principal) throws -> Region {
        guard principal.role.portal == .agency, let region = principal.region else { throw DeskRefusal.notFound }
        return region
    }

    package func worklist(of principal: Principal) async throws -> Worklist {
        let region = try Self.region(of: principal)
        let today = clock.today
        return try await database.read { tx in
            Worklist(
                waiting: try tx.cases.waiting(in: region, on: today, nearDays: Worklist.nearDays),
                openWork: try tx.openWork(in: region, on: today),
                pressing: try tx.cases.queue([.submitted, .accepted], in: region, limit: 8), today: today)
        }
    }

    package func queue(_ statuses: [CaseState.Status], for principal: Principal) async throws -> [Cases.Summary] {
        let region = try Self.region(of: principal)
        return try await database.read { tx in
            try tx.cases.queue(statuses, in: region, limit: Self.listLimit)
        }
    }

    /// Whether a unit is on record with whatever branch, and what its register says of it; `nil` if the text is no credit code.
    private func unit(_ text: String) async throws -> UnitFinding? {
        guard let code = try? CreditCode(text) else { return nil }
        // A citizen number has the form of a credit code, whose check characters it does not fit; no register of units is
        // asked for a person.
        if !code.toBeConfirmed.isEmpty, (try? CitizenNumber(text)) != nil { return nil }
        if Self.mistypedNumber(text) != nil { return nil }
        try await ask([RegisteredUnit(code.text)])
        return try await database.read { tx in
            UnitFinding(
                code: code, isOnRecord: try !tx.employers.withCreditCodes([code.text]).isEmpty,
                answer: try tx.partnerAnswers.unit(code.text))
        }
    }

    /// People by number or the beginning of a name, employers by code or the beginning of a name, cases and papers by number.
    package func search(_ text: String, by principal: Principal) async throws -> Findings {
        let region = try Self.region(of: principal)
        let unit = try await unit(text)
        return try await database.read { tx in
            let tree = try BranchTree(tx)
            let found = try tx.cases.withNumber(text).flatMap { $0.region == region ? $0 : nil }
            let paper = try tx.papers.withNumber(text)
            let paperCase = try paper.flatMap { try tx.cases.summary(of: $0.caseId) }
            return Findings(
                people: try tx.people.search(text, limit: 20),
                employers: try tx.employers.search(text, limit: 20).filter { principal.covers($0, tree) },
                cases: [found].compactMap(\.self),
                papers: paperCase?.region == region ? [paper].compactMap(\.self) : [], unit: unit,
                newcomer: try Self.newcomer(text, tx), mistyped: Self.mistypedNumber(text))
        }
    }

    /// What is wrong with a text that is a citizen number but for its check digit. A credit code that adds up is one, whatever it looks like.
    private static func mistypedNumber(_ text: String) -> IdentifierProblem? {
        let text = text.withoutSpaces.uppercased()
        // Nearly all units' codes begin with 9, no citizen's number does.
        guard !text.hasPrefix("9"), (try? CreditCode(text))?.toBeConfirmed.isEmpty != true else { return nil }
        do {
            _ = try CitizenNumber(text)
            return nil
        } catch {
            return error.kind == .checkDigit ? error : nil
        }
    }

    /// Who has the number, if somebody on record has.
    package func personOnRecord(_ number: String, for principal: Principal) async throws -> PersonId? {
        _ = try Self.region(of: principal)
        return try await database.read { tx in try tx.people.withNumbers([number])[number]?.id }
    }

    private static func newcomer(_ text: String, _ tx: Transaction) throws -> CitizenNumber? {
        guard let number = try? CitizenNumber(text), try tx.people.withNumbers([number.text]).isEmpty else {
            return nil
        }
        return number
    }

    /// A person is of no branch: the staff of every branch serve everybody, and each look is logged.
    package func person(_ id: PersonId, for principal: Principal) async throws -> PersonFile {
        let region = try Self.region(of: principal)
        return try await database.read { tx in
            guard let person = try tx.people.withIds([id])[id] else { throw DeskRefusal.notFound }
            let enrolments = try tx.enrolments.ofPeople([id])[id] ?? []
            let employers = try tx.employers.withIds(Array(Set(enrolments.map(\.employer))))
            return PersonFile(
                person: person, enrolments: enrolments, employerNames: employers.mapValues(\.name),
                cases: try tx.cases.of(id, limit: 20).filter { $0.region == region },
                papers: try tx.papers.of(id, limit: 20))
        }
    }

    package func employer(_ id: EmployerId, for principal: Principal) async throws -> EmployerFile {
        _ = try Self.region(of: principal)
        let today = clock.today
        return try await database.read { tx in
            let tree = try BranchTree(tx)
            guard let employer = try tx.employers.withIds([id])[id], principal.covers(employer, tree) else {
                throw DeskRefusal.notFound
            }
            return EmployerFile(
                employer: employer, unit: try RegisteredUnitView(of: employer, for: principal, on: today, tx),
                cases: try tx.cases.of(id, limit: 20),
                plans: try tx.plans.of(id, limit: 12), isOfOtherBranch: !principal.isOfBranch(employer, tree))
        }
    }

    /// Begins an application for somebody who stands at the counter, or who sent it in by fax or mail.
    ///
    /// - Throws: `VisitorRefusal` where the visitor is not by the record who they are said to be.
    package func beginAtCounter(
        _ matter: String, for applicant: Applicant, knownBy check: IdentityCheck,
        through channel: Channel = .counter, by principal: Principal
    ) async throws -> DraftId {
        guard principal.role == .teller, Channel.atCounter.contains(channel) else {
            throw DeskRefusal.objection(.notYours)
        }
        let region = try Self.region(of: principal)
        switch applicant {
        case .employer(let id): _ = try await employer(id, for: principal)
        case .person(let id): _ = try await person(id, for: principal)
        case .unit(let creditCode):
            guard (try? CreditCode(creditCode))?.text == creditCode else { throw DeskRefusal.notFound }
        case .newcomer(let number):
            guard (try? CitizenNumber(number))?.text == number else { throw DeskRefusal.notFound }
            if try await personOnRecord(number, for: principal) != nil {
                throw DeskRefusal.invalid("该人员已经办理社会保险登记，请按本人办理。")
            }
        case .partner, .agency: throw DeskRefusal.notFound
        }
        return try await begin(
            matter, for: applicant, in: region, through: channel, by: principal,
            identityCheck: try await compared(check, with: applicant))
    }

    /// Money that waits for somebody to find out whose it is.
    package func unallocatedReceipts(for principal: Principal) async throws -> [Books.UnallocatedReceipt] {
        let region = try Self.region(of: principal)
        return try await database.read { tx in try tx.books.unallocated(in: region, limit: Self.listLimit) }
    }

    /// What the courier has given up.
    package func abandonedLetters(for principal: Principal) async throws -> [Outbox.Letter] {
        _ = try Self.region(of: principal)
        return try await database.read { tx in try tx.outbox.abandoned(limit: Self.listLimit) }
    }

    /// Partners' messages that were taken in and changed nothing, such as a receipt with two amounts.
    package func refusedMessages(for principal: Principal) async throws -> [Inbox.Refused] {
        _ = try Self.region(of: principal)
        return try await database.read { tx in try tx.inbox.refused(limit: Self.listLimit) }
    }

    package func sendAgain(_ letter: Int64, by principal: Principal) async throws {
        guard principal.role == .teller || principal.role == .reviewer else {
            throw DeskRefusal.objection(.notYours)
        }
        let now = clock.now
        try await database.transaction { tx in try tx.outbox.retry(letter, at: now) }
        wakeCourier()
    }
}
