package import Casework
import Matters
package import Office
package import Storage

/// The addresses of matters, drafts and cases in one of the portals; the same in each but for the first word.
package struct FilingPaths: Sendable {
    /// The matters that can be applied for.
    package let matters: Path<>
    /// What a matter is; beginning it is sent to the same address.
    package let apply: Path<String>
    package let drafts: Path<>
    package let draft: Path<DraftId>
    package let check: Path<DraftId>
    package let submit: Path<DraftId>
    /// Begins what the refusal of this number says has to be done first.
    package let first: Path<DraftId, Int>
    package let discard: Path<DraftId>
    package let draftMaterial: Path<DraftId, String>
    /// The application form of a draft, to print and sign.
    package let draftForm: Path<DraftId>
    package let cases: Path<>
    package let caseRecord: Path<CaseId>
    package let caseMaterial: Path<CaseId, String>
    package let withdraw: Path<CaseId>
    package let supplement: Path<CaseId>
    package let appeal: Path<CaseId>
    package let follow: Path<CaseId, Int>

    private let isOfEmployers: Bool

    package init(_ portal: LoginRole.Portal) {
        isOfEmployers = portal == .employer
        let root = "/" + portal.rawValue
        matters = Path(root + "/apply")
        apply = Path(root + "/apply/{matter}", String.self)
        drafts = Path(root + "/drafts")
        draft = Path(root + "/drafts/{draft}", DraftId.self)
        check = Path(root + "/drafts/{draft}/check", DraftId.self)
        submit = Path(root + "/drafts/{draft}/submit", DraftId.self)
        first = Path(root + "/drafts/{draft}/first/{number}", DraftId.self, Int.self)
        discard = Path(root + "/drafts/{draft}/discard", DraftId.self)
        draftMaterial = Path(root + "/drafts/{draft}/materials/{digest}", DraftId.self, String.self)
        draftForm = Path(root + "/drafts/{draft}/form", DraftId.self)
        cases = Path(root + "/cases")
        caseRecord = Path(root + "/cases/{case}", CaseId.self)
        caseMaterial = Path(root + "/cases/{case}/materials/{digest}", CaseId.self, String.self)
        withdraw = Path(root + "/cases/{case}/withdraw", CaseId.self)
        supplement = Path(root + "/cases/{case}/supplement", CaseId.self)
        appeal = Path(root + "/cases/{case}/appeal", CaseId.self)
        follow = Path(root + "/cases/{case}/follow/{number}", CaseId.self, Int.self)
    }

    /// Where a matter is begun: on its own page, or on the list of those for each of whom it is filed.
    func entry(_ slug: String) -> Link {
        isOfEmployers && WageReminder.isBegunFromList(slug) ? EmployerPaths.wages() : apply(slug)
    }

    package static let employer = FilingPaths(.employer)
    package static let individual = FilingPaths(.individual)
    package static let unit = FilingPaths(.unit)
    package static let agency = FilingPaths(.agency)

    package static func of(_ portal: LoginRole.Portal) -> FilingPaths {
        switch portal {
        case .employer: employer
        case .individual: individual
        case .unit: unit
        case .agency: agency
        }
    }
}
