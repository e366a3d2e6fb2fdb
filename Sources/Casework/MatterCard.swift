/// What anybody may know of a matter before applying: who, on what law, with which papers, how long.
package struct MatterCard: Hashable, Sendable {
    /// The noun in kebab case: folder, URL, scenarios and policy keys carry it: `staff-enrolment`.
    package let slug: String
    package let name: String
    package let summary: String
    package let applicants: Set<Applicant.Kind>
    package let legalBases: [LegalBasis]
    package let materials: [MaterialDefinition]
    /// The steps as the applicant goes through them.
    package let steps: [String]

    package init(
        slug: String, name: String, summary: String, applicants: Set<Applicant.Kind>, legalBases: [LegalBasis],
        materials: [MaterialDefinition] = [], steps: [String]
    ) {
        self.slug = slug
        self.name = name
        self.summary = summary
        self.applicants = applicants
        self.legalBases = legalBases
        self.materials = materials
        self.steps = steps
    }
}

/// An article of law and what it says, in our own words.
package struct LegalBasis: Hashable, Sendable, Codable {
    package let title: String
    package let article: String
    package let gist: String

    package init(_ title: String, _ article: String, _ gist: String) {
        self.title = title
        self.article = article
        self.gist = gist
    }

    package var citation: String { "《\(title)》\(article)" }
}

/// A paper that proves something (材料). It cannot be declared without the law that lets the agency ask for it
/// (社会保险经办条例 art. 31).
package struct MaterialDefinition: Hashable, Sendable {
    package let key: String
    package let name: String
    /// What is expected to be seen on it.
    package let hint: String
    package let legalBasis: LegalBasis
    /// The situations in which it is asked for; empty: always.
    package let situations: Set<Situation>
    /// Those of them in which it may be left out.
    package let optionalIn: Set<Situation>

    package init(
        key: String, name: String, hint: String = "", legalBasis: LegalBasis, situations: Set<Situation> = [],
        optionalIn: Set<Situation> = []
    ) {
        self.key = key
        self.name = name
        self.hint = hint
        self.legalBasis = legalBasis
        self.situations = situations
        self.optionalIn = optionalIn
    }

    package func isAsked(in situations: Set<Situation>) -> Bool {
        self.situations.isEmpty || !self.situations.isDisjoint(with: situations)
    }

    package func isRequired(in situations: Set<Situation>) -> Bool {
        isAsked(in: situations) && optionalIn.isDisjoint(with: situations)
    }
}
