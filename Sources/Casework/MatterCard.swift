/// What anybody may know of a matter before applying: who, on what law, with which papers, how long.
package struct MatterCard: Hashable, Sendable {
    /// The noun in kebab case: folder, URL, scenarios and policy keys carry it: `staff-enrolment`.
    package let slug: String
    package let name: String
    package let summary: String
    package let applicants: Set<Applicant.Kind>
    /// Where it can be applied for; some matters are taken in at the counter only.
    package let channels: Set<Channel>
    /// Which of an employer's operators may file it and see its cases; of a matter that says nothing, its administrators.
    package let right: OperatorRight
    package let legalBases: [LegalBasis]
    package let materials: [MaterialDefinition]
    /// The steps as the applicant goes through them.
    package let steps: [String]
    /// What has to be so for the matter to be granted, as far as it can be known beforehand (办理条件): what is refused otherwise.
    package let conditions: [String]
    /// When its situations are met, in words that go before 需要 and 填写: `共享信息无法核验身份时`.
    package let occasions: [Situation: String]
    /// What people call it who do not know its name (搜索词): `离职`. Found by, not shown.
    package let searchWords: [String]
    /// Whether an employer may still file it that is deregistered: what is left to settle with it.
    package let isForClosedEmployers: Bool
    /// The heading of the printed application form after the region's name, where it has one of its own.
    package let formTitle: String?

    package init(
        slug: String, name: String, summary: String, applicants: Set<Applicant.Kind>,
        right: OperatorRight = .administration, channels: Set<Channel> = Set(Channel.allCases).subtracting([.office]),
        legalBases: [LegalBasis],
        materials: [MaterialDefinition] = [], steps: [String], conditions: [String] = [],
        occasions: [Situation: String] = [:], searchWords: [String] = [],
        isForClosedEmployers: Bool = false, formTitle: String? = nil
    ) {
        self.slug = slug
        self.name = name
        self.summary = summary
        self.applicants = applicants
        self.channels = channels
        self.right = right
        self.legalBases = legalBases
        self.materials = materials
        self.steps = steps
        self.conditions = conditions
        self.occasions = occasions
        self.searchWords = searchWords
        self.isForClosedEmployers = isForClosedEmployers
        self.formTitle = formTitle
    }

    /// When something that is asked for only in some situations is asked for; `nil` for what always is.
    package func occasion(of situations: Set<Situation>) -> String? {
        if situations.isEmpty { return nil }
        let named = situations.sorted { $0.rawValue < $1.rawValue }.compactMap { occasions[$0] }
        return named.isEmpty ? "视具体情形" : named.joined(separator: "或者")
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
