import Basics
package import Casework
import Records

/// People from Hong Kong, Macau, Taiwan and abroad, who are known by another document than the resident card.
extension StaffEnrolment {
    /// Whoever names no kind of document has the usual one.
    static func hasResidentCard(_ application: Application) -> Bool {
        (application[documentKind] ?? .residentCard) == .residentCard
    }

    /// The field by which the person is known.
    static func identityField(_ application: Application) -> String {
        hasResidentCard(application) ? number.key : documentNumber.key
    }

    /// The document other than a resident card; `nil` while its number is not one of its kind.
    static func document(of application: Application) -> IdentityDocument? {
        guard let kind = application[documentKind], kind != .residentCard, let typed = application[documentNumber]
        else { return nil }
        return try? IdentityDocument(kind, typed, of: application[documentCountry])
    }

    package static func problems(of application: Application) -> [FieldProblem] {
        guard let kind = application[documentKind], kind != .residentCard else { return [] }
        return DocumentProblem.of(
            kind, application[documentNumber], of: application[documentCountry], field: documentNumber.key)
    }

    /// The registration that has to come first, with what is filled in already.
    static func registration(of document: IdentityDocument, _ application: Application) -> LinkedMatter {
        var answers: Answers = [
            DocumentRegistration.documentKind.key: document.kind.rawValue,
            DocumentRegistration.documentNumber.key: document.number,
        ]
        if document.kind.asksForCountry {
            answers[DocumentRegistration.documentCountry.key] = document.country?.letters ?? ""
        }
        if let name = application[name] { answers[DocumentRegistration.name.key] = name.text }
        if let phone = application[phone] { answers[DocumentRegistration.phone.key] = phone.text }
        return LinkedMatter(
            slug: DocumentRegistration.card.slug, reason: "办理\(DocumentRegistration.card.name)", answers: answers)
    }
}

/// What is wrong with the number of a document of the kind that was chosen beside it.
enum DocumentProblem {
    static func of(
        _ kind: IdentityDocument.Kind, _ typed: String?, of country: CountryCode?, field: String
    ) -> [FieldProblem] {
        // Without its country a passport is incomplete, and the country's own field says so.
        guard let typed, !(kind.asksForCountry && country == nil) else { return [] }
        do {
            _ = try IdentityDocument(kind, typed, of: country)
            return []
        } catch {
            return [FieldProblem(field: field, sentence: error.sentence)]
        }
    }
}
