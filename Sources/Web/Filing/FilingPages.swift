import Basics
import Casework
import HTTP
import Matters
package import Office
import Storage

/// Applying for any matter, in any portal: what it is, filling it in, checking it, sending it. Every page derives from the
/// matter's declaration.
package struct FilingPages: Sendable {
    let office: PortalOffice
    let portal: LoginRole.Portal

    package init(_ office: PortalOffice, in portal: LoginRole.Portal) {
        self.office = office
        self.portal = portal
    }

    package static func endpoints(_ office: PortalOffice, in portal: LoginRole.Portal) -> [Endpoint] {
        FilingPages(office, in: portal).endpoints
    }

    var paths: FilingPaths { .of(portal) }
    var desk: Desk { office.desk }

    package var endpoints: [Endpoint] {
        let roles = portal.filingRoles
        // A unit that is just registered is one no more: going back or a second click still leads to the case.
        let former = portal == .unit ? roles.union([.employer]) : roles
        return [
            .get(paths.apply, for: roles) { visit, slug in try await guide(visit, slug) },
            .get(paths.drafts, for: roles) { visit in try await draftList(visit) },
            .get(paths.draft, for: former) { visit, id in
                try await unlessFiled(visit, id) { try await form(visit, id) }
            },
            .post(paths.draft, for: former) { visit, form, id in
                if let filed = try await filedAsUnit(visit, id) { return filed }
                return try await atTheDesk { try await fill(visit, form, id) }
            },
            .get(paths.check, for: former) { visit, id in
                try await unlessFiled(visit, id) { try await check(visit, id) }
            },
            .post(paths.submit, for: former) { visit, form, id in
                try await atTheDesk { try await submit(visit, form, id) }
            },
            .post(paths.first, for: roles) { visit, _, id, number in
                try await atTheDesk {
                    let first = try await desk.beginFirst(of: id, refusal: number, by: visit.principal)
                    // What nobody has filled in yet is asked for, not found wanting.
                    let isComplete = FormProblem.all(of: try await desk.preview(first, by: visit.principal)).isEmpty
                    return .seeOther((isComplete ? paths.check(first) : paths.draft(first)).address)
                }
            },
            .post(paths.discard, for: roles) { visit, _, id in
                try await atTheDesk { try await desk.discard(id, by: visit.principal) }
                return .seeOther(paths.drafts().address)
            },
            .get(paths.draftForm, for: roles) { visit, id in
                try await atTheDesk { try await printedForm(visit, id) }
            },
            .get(paths.draftMaterial, for: roles) { visit, id, digest in
                try await atTheDesk { try await material(visit, id, digest) }
            },
        ] + (portal == .agency ? [] : ownEndpoints)
    }

    /// Where one applies for oneself; at the counter the visitor is chosen first.
    private var ownEndpoints: [Endpoint] {
        [
            .get(paths.matters, for: portal.filingRoles) { visit in try await catalogue(visit) },
            .post(paths.apply, for: portal.filingRoles) { visit, form, slug in
                try await atTheDesk { try await begin(visit, form, slug) }
            },
        ]
    }

    /// The kinds of applicants that are served here.
    var applicants: [Applicant.Kind] {
        switch portal {
        case .employer: [.employer]
        case .individual: [.person]
        case .unit: [.unit]
        case .agency: [.employer, .person, .unit, .newcomer]
        }
    }

    /// Whether it can be applied for in this portal.
    func isServed(_ matter: any Matter.Type) -> Bool {
        let card = matter.card
        // What nobody applies for the agency files by itself.
        if portal == .agency, card.channels.contains(.office) { return true }
        return !card.applicants.isDisjoint(with: applicants)
            && card.channels.contains(portal == .agency ? .counter : .web)
    }

    func matter(_ slug: String) throws -> any Matter.Type {
        guard let matter = Catalogue.matter(slug), isServed(matter) else {
            throw PageProblem.notFound
        }
        return matter
    }

    private func begin(_ visit: Visit, _ form: SubmittedForm, _ slug: String) async throws -> Response {
        let matter = try matter(slug)
        let principal = try visit.principal
        guard let applicant = Desk.applicant(of: principal) else { throw PageProblem.forbidden }
        let draft = try await desk.begin(
            slug, for: applicant, in: principal.region ?? office.home, through: .web, by: principal,
            answers: matter.form.answers(in: form))
        return .seeOther(paths.start(of: draft, try await desk.preview(draft, by: principal)).address)
    }

    private func printedForm(_ visit: Visit, _ id: DraftId) async throws -> Response {
        let assessment = try await desk.preview(id, by: visit.principal)
        if !assessment.people.isEmpty {
            try await office.note(visit, "打印“\(assessment.matter.card.name)”申请表", .people(assessment.people))
        }
        let pdf = try await atTheDrawingTable { try await office.forms.filled(assessment) }
        return .printable(pdf, fileName: "\(assessment.matter.card.name)-申请表.pdf", visit)
    }

    private func material(_ visit: Visit, _ id: DraftId, _ digest: String) async throws -> Response {
        let principal = try visit.principal
        let draft = try await desk.draft(id, of: principal)
        let file = try await desk.material(digest, ofDraft: id, by: principal)
        let name = draft.application.materials.first { $0.digest == digest }?.fileName ?? ""
        return .material(file.bytes, type: file.mediaType, fileName: name)
    }
}

extension Form {
    /// What a page sent for this form's fields.
    func answers(in form: SubmittedForm) -> Answers {
        var answers: Answers = [:]
        for field in sections.flatMap(\.fields) {
            guard let text = form[field.key] else { continue }
            answers[field.key] = text.trimmed
        }
        return kept(of: answers)
    }

    func definition(of key: String) -> FieldDefinition? {
        sections.lazy.flatMap(\.fields).first { $0.key == key }
    }
}

extension FilingPages {
    /// Where a unit's draft led, for whoever acts for an employer by now; nobody else's, and none that was not filed. `nil`
    /// for whom the page itself is.
    func filedAsUnit(_ visit: Visit, _ id: DraftId) async throws -> Response? {
        let principal = try visit.principal
        guard portal == .unit, principal.role.portal != .unit else { return nil }
        guard let filed = try await desk.filedCase(of: id, by: principal) else { throw PageProblem.notFound }
        return .seeOther(UnitPaths.filed(filed).address)
    }

    /// Whoever goes back to what they have sent is led to the case that it became, not told that there is no such page.
    private func unlessFiled(
        _ visit: Visit, _ id: DraftId, _ answer: () async throws -> Response
    ) async throws -> Response {
        if let filed = try await filedAsUnit(visit, id) { return filed }
        do {
            return try await answer()
        } catch DeskRefusal.notFound {
            guard let filed = try await desk.filedCase(of: id, by: visit.principal) else { throw PageProblem.notFound }
            return .seeOther(paths.caseRecord(filed).address)
        } catch let refusal as DeskRefusal {
            throw PageProblem(refusal)
        }
    }
}

extension FilingPaths {
    /// The form; or the check, where the page that a matter was begun from has answered all that the form asks.
    func start(of draft: DraftId, _ assessment: Assessment) -> Link {
        let (matter, situations) = (assessment.matter, assessment.situations)
        let isAnswered =
            matter.form.fields(in: situations).allSatisfy { assessment.application.answers[$0.key] != nil }
            && FormProblem.all(of: assessment).isEmpty
            && !matter.card.materials.contains { $0.isAsked(in: situations) }
        return isAnswered ? check(draft) : self.draft(draft)
    }
}
