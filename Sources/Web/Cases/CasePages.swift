import Casework
import HTTP
import Matters
package import Office
import Storage

/// The pages of cases, in any portal: the list, and a case with its course, its papers and what can be done in it.
package struct CasePages: Sendable {
    let office: PortalOffice
    let portal: LoginRole.Portal

    package init(_ office: PortalOffice, in portal: LoginRole.Portal) {
        self.office = office
        self.portal = portal
    }

    package static func endpoints(_ office: PortalOffice, in portal: LoginRole.Portal) -> [Endpoint] {
        CasePages(office, in: portal).endpoints
    }

    var paths: FilingPaths { .of(portal) }
    var desk: Desk { office.desk }

    /// Whoever may see a case may see its files; who may act in it is the desk's to say.
    package var endpoints: [Endpoint] {
        [
            .get(paths.caseRecord, for: portal.viewRoles) { visit, id in
                try await atTheDesk { try await record(visit, id) }
            },
            .get(paths.caseMaterial, for: portal.viewRoles) { visit, id, digest in
                try await atTheDesk { try await material(visit, id, digest) }
            },
            .post(paths.withdraw, for: portal.filingRoles) { visit, form, id in
                try await withdraw(visit, form, id)
            },
            .post(paths.appeal, for: portal.filingRoles) { visit, form, id in
                try await appeal(visit, form, id)
            },
            .post(paths.supplement, for: portal.filingRoles) { visit, _, id in
                let draft = try await atTheDesk { try await desk.beginSupplement(id, by: visit.principal) }
                return .seeOther(paths.draft(draft).address)
            },
            .post(paths.follow, for: portal.filingRoles) { visit, _, id, number in
                try await atTheDesk { try await follow(visit, id, number) }
            },
        ] + (portal == .agency ? [] : [.get(paths.cases, for: portal.viewRoles) { visit in try await list(visit) }])
    }

    private func withdraw(_ visit: Visit, _ form: SubmittedForm, _ id: CaseId) async throws -> Response {
        try await giving(visit, form, id) { try await desk.withdraw($0, version: $1, reason: $2, by: $3) }
    }

    private func appeal(_ visit: Visit, _ form: SubmittedForm, _ id: CaseId) async throws -> Response {
        try await giving(visit, form, id) { try await desk.appeal($0, version: $1, reason: $2, by: $3) }
    }

    /// Does what needs a reason; what the desk objects stands on the case's own page.
    private func giving(
        _ visit: Visit, _ form: SubmittedForm, _ id: CaseId,
        _ act: (CaseId, Int, String, Principal) async throws -> Void
    ) async throws -> Response {
        do {
            try await act(
                id, form["version"].flatMap { Int($0) } ?? 0, form["reason"] ?? "", visit.principal)
            return .seeOther(paths.caseRecord(id).address)
        } catch let refusal as DeskRefusal {
            return try await atTheDesk { try await record(visit, id, refusal: refusal) }
        }
    }

    /// Begins a matter that usually follows, with its answers filled in.
    private func follow(_ visit: Visit, _ id: CaseId, _ number: Int) async throws -> Response {
        let principal = try visit.principal
        let view = try await desk.view(id, by: principal)
        let suggested = view.suggested
        guard suggested.indices.contains(number) else { throw PageProblem.notFound }
        let application = view.state.application
        // The visitor still stands there; on another day somebody else may.
        let check = application.identityCheck.flatMap { $0.checkedOn == desk.today ? $0 : nil }
        if portal == .agency, check == nil { return .seeOther(Self.counter(for: view.applicantNow)) }
        let channel = Channel.atCounter.contains(application.channel) ? application.channel : .counter
        let draft = try await desk.begin(
            suggested[number].slug, for: view.applicantNow, in: view.summary.region,
            through: portal == .agency ? channel : .web, by: principal, answers: suggested[number].answers,
            identityCheck: portal == .agency ? check : nil)
        return .seeOther(paths.start(of: draft, try await desk.preview(draft, by: principal)).address)
    }

    /// Where a teller begins for somebody.
    private static func counter(for applicant: Applicant) -> Link {
        switch applicant {
        case .employer(let id): AgencyPaths.counterEmployer(id)
        case .unit(let creditCode): AgencyPaths.counterUnit(creditCode)
        case .person(let id): AgencyPaths.counterPerson(id)
        case .newcomer(let number): AgencyPaths.counterNewcomer(number)
        case .partner, .agency: AgencyPaths.counter()
        }
    }

    private func material(_ visit: Visit, _ id: CaseId, _ digest: String) async throws -> Response {
        let principal = try visit.principal
        let view = try await desk.view(id, by: principal)
        let file = try await desk.material(digest, of: id, by: principal)
        if let person = view.summary.person {
            try await office.note(visit, "查看办件材料 \(view.summary.number)", .person(person))
        }
        let name = view.state.application.materials.first { $0.digest == digest }?.fileName ?? ""
        return .material(file.bytes, type: file.mediaType, fileName: name)
    }
}

extension LoginRole.Portal {
    /// Who may look at cases in the portal.
    var viewRoles: Set<Visitor.Role> { self == .agency ? [.teller, .reviewer, .auditor] : roles }
}

extension CaseView {
    /// For whom the case is now: a unit that it has registered is an employer, a newcomer a person on record.
    var applicantNow: Applicant {
        let applicant = state.application.applicant
        switch applicant {
        case .unit: return summary.employer.map(Applicant.employer) ?? applicant
        case .newcomer: return summary.person.map(Applicant.person) ?? applicant
        case .employer, .person, .partner, .agency: return applicant
        }
    }

    /// What usually follows, once it has taken effect; the number of a suggestion is its place.
    var suggested: [LinkedMatter] {
        guard state.status == .effective else { return [] }
        return state.events.last { $0.act == .takeEffect }?.detail.suggested ?? []
    }
}

extension CaseState.Status {
    /// Word and shape; `isApplicant` if the reader is the one who applied.
    func tag(isApplicant: Bool) -> StatusTag {
        switch self {
        case .submitted: StatusTag(isApplicant ? .waiting : .yours, chinese)
        case .awaitingPartner: StatusTag(.waiting, chinese)
        case .accepted, .approved: StatusTag(.underway, chinese)
        case .returned: StatusTag(isApplicant ? .yours : .waiting, chinese)
        case .effective: StatusTag(.done, chinese)
        case .refused: StatusTag(.refused, chinese)
        case .withdrawn, .lapsed, .reversed: StatusTag(.ended, chinese)
        }
    }
}
