package import Basics
package import Casework
import Database
import Matters
package import Policy
import Records
package import Storage

/// A page of somebody's cases.
package struct CasePage: Sendable {
    package let cases: [Cases.Summary]
    /// From 1.
    package let page: Int
    package let pageCount: Int
    package let openCount: Int
    package let closedCount: Int
}

/// What policy says of a matter today: how it is decided, and within which time.
package struct MatterTerms: Sendable {
    package let limit: Dated<TimeLimit>?
    package let routes: Dated<Routes>?
}

/// Where one can go (经办机构服务窗口).
package struct AgencyOffice: Sendable {
    package let name: String
    /// Address, hours and telephone; `nil` where policy does not say.
    package let about: Dated<String>?
}

extension Desk {
    /// Who a principal applies for; `nil` for the staff, who apply for others.
    package static func applicant(of principal: Principal) -> Applicant? {
        principal.employer.map(Applicant.employer) ?? principal.person.map(Applicant.person)
            ?? principal.unit.map(Applicant.unit)
    }

    package func drafts(of principal: Principal) async throws -> [Draft] {
        let today = clock.today
        return try await database.read { tx in
            try tx.drafts.of(principal.login).filter {
                $0.expiresOn >= today && Self.mayFile($0.application.matter, principal)
            }
        }
    }

    /// A file of a draft; only its holder sees it.
    package func material(_ digest: String, ofDraft id: DraftId, by principal: Principal) async throws
        -> Materials.File
    {
        try await database.read { tx in
            guard let draft = try tx.drafts.with(id, of: principal.login),
                draft.application.materials.contains(where: { $0.digest == digest }),
                Self.mayFile(draft.application.matter, principal), let file = try tx.materials.file(digest)
            else { throw DeskRefusal.notFound }
            return file
        }
    }

    /// The cases that a principal has applied for.
    package func cases(of principal: Principal, isOpen: Bool?, page: Int) async throws -> CasePage {
        guard let applicant = Self.applicant(of: principal) else { throw DeskRefusal.notFound }
        let (size, matters) = (20, Self.limits(of: principal))
        return try await database.read { tx in
            let filter = Cases.Filter(of: applicant, isOpen: isOpen, matters: matters)
            let open = try tx.cases.count(Cases.Filter(of: applicant, isOpen: true, matters: matters))
            let closed = try tx.cases.count(Cases.Filter(of: applicant, isOpen: false, matters: matters))
            let count = isOpen.map { $0 ? open : closed } ?? open + closed
            let pageCount = max(1, (count + size - 1) / size)
            let page = min(max(1, page), pageCount)
            return CasePage(
                cases: try tx.cases.page(filter, offset: (page - 1) * size, limit: size), page: page,
                pageCount: pageCount, openCount: open, closedCount: closed)
        }
    }

    /// How a matter is decided today. What policy does not say is absent here, and said when somebody applies.
    package func terms(of matter: MatterCard, in region: Region) -> MatterTerms {
        let today = clock.today
        let policy = try? shelf.current.region(region, askedBy: matter.name)
        return MatterTerms(
            limit: try? policy?.value(.limit(matter: matter.slug), on: today, askedBy: matter.name),
            routes: try? policy?.value(.routes(matter: matter.slug), on: today, askedBy: matter.name))
    }

    /// Within which an application is taken in; `nil` where policy does not say.
    package func acceptanceLimit(in region: Region) -> Dated<TimeLimit>? {
        let policy = try? shelf.current.region(region, askedBy: "受理")
        return try? policy?.value(.acceptanceLimit, on: clock.today, askedBy: "受理")
    }

    /// The agency's offices in a region; the centre first.
    package func offices(in region: Region) async throws -> [AgencyOffice] {
        let (policy, today) = (try? shelf.current.region(region, askedBy: "办事指南"), clock.today)
        let branches = try await database.read { tx in try tx.branches.all().filter { $0.region == region } }
        return branches.sorted { ($0.parent == nil ? 0 : 1, $0.code) < ($1.parent == nil ? 0 : 1, $1.code) }.map {
            AgencyOffice(
                name: $0.name, about: try? policy?.value(.about(office: $0.code), on: today, askedBy: "办事指南"))
        }
    }

    /// Who applies, by name.
    package func name(of applicant: Applicant) async throws -> String {
        try await database.read { tx in
            switch applicant {
            case .employer(let id): try tx.employers.withIds([id])[id]?.name ?? ""
            case .person(let id): try tx.people.withIds([id])[id]?.name ?? ""
            case .partner(let partner): partner.name
            case .agency: applicant.kind.chinese
            case .newcomer(let number): Masked.number(number)
            case .unit(let creditCode): try tx.partnerAnswers.unit(creditCode).unit?.name ?? creditCode
            }
        }
    }
}
