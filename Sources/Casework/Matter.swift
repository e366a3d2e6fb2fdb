package import Basics
package import Policy

/// An administrative matter (事项), declared once: form, preview, check, decision, papers, guide and rights derive from it.
///
/// Nothing in a matter does I/O, reads a clock, or knows a region by name. The same functions answer the preview and the
/// commit; so what people see before they confirm is what happens.
package protocol Matter: Sendable {
    static var card: MatterCard { get }
    static var form: Form { get }

    /// How it is filed for many people at once, each a row of a workbook; `nil` if it is not.
    static var batch: BatchDeclaration? { get }

    /// What has to be known before the application can be judged.
    static func factsNeeded(for application: Application) -> FactsNeeded

    /// What else has to be known, in the light of the first facts. At most this second round is asked.
    static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded

    /// Where the applicant stands: decides which fields and materials are asked for, and which route the case takes.
    static func situations(of application: Application, knowing facts: Facts) -> Set<Situation>

    /// What the facts already say, by field; shown filled in and not asked again.
    static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers

    /// What is on record of the fields that the application would change, by field: filled in before anybody has answered, and
    /// shown beside. An answer that says the same changes nothing and is not kept; a field that is not answered stays as it is.
    static func presentAnswers(for application: Application, knowing facts: Facts) -> Answers

    /// What a partner has to be asked once the case is filed, and answer before it can be decided; `nil` if nothing, or no
    /// longer. Where the answer is at hand at once, the desk asks before anything is filed instead.
    static func inquiry(for application: Application, knowing facts: Facts) -> Message?

    /// The choices of fields whose choices the facts give, by field: an office of the region.
    static func choices(for application: Application, knowing facts: Facts) -> [String: [Choice]]

    /// What the facts say that explains what is asked for.
    static func remarks(on application: Application, knowing facts: Facts) -> [Remark]

    /// What is wrong between answers that are each of their field's form: a number that is not one of the kind chosen beside it.
    static func problems(of application: Application) -> [FieldProblem]

    /// Every reason why the application cannot go ahead, in a fixed order, each with its remedy.
    static func refusals(of application: Application, knowing facts: Facts, under rules: Rules) throws(PolicyGap)
        -> [Refusal]

    /// What follows if the application is granted. Called only when nothing is refused.
    static func decide(_ application: Application, knowing facts: Facts, under rules: Rules) throws(PolicyGap)
        -> Decision

    /// What has to be known before a case that has taken effect can be taken back, again in at most two rounds.
    static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded
    static func furtherFactsToReverse(_ effective: EffectiveCase, knowing facts: Facts, on today: Day) -> FactsNeeded

    /// What follows if a case that has taken effect is taken back because it was decided in error (撤销误办); `nil` if this
    /// matter's cases, or this one, cannot be.
    static func reversal(of effective: EffectiveCase, knowing facts: Facts, under rules: Rules) throws(PolicyGap)
        -> Decision?
}

extension Matter {
    /// Everything that is wrong with the answers: each by itself in the order of the form, then what is wrong between them.
    /// - Parameter present: what is on record of the fields that are not answered.
    package static func allProblems(
        of application: Application, beside present: Answers = [:], in situations: Set<Situation>
    ) -> [FieldProblem] {
        let answers = application.answers.merging(present) { answered, _ in answered }
        let alone = form.problems(in: answers, situations: situations)
        return alone + problems(of: application).filter { other in !alone.contains { $0.field == other.field } }
    }

    package static var batch: BatchDeclaration? { nil }
    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded { [] }
    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> { [] }
    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers { [:] }
    package static func presentAnswers(for application: Application, knowing facts: Facts) -> Answers { [:] }
    package static func inquiry(for application: Application, knowing facts: Facts) -> Message? { nil }
    package static func choices(for application: Application, knowing facts: Facts) -> [String: [Choice]] { [:] }
    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] { [] }
    package static func problems(of application: Application) -> [FieldProblem] { [] }
    package static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded { [] }
    package static func furtherFactsToReverse(
        _ effective: EffectiveCase, knowing facts: Facts, on today: Day
    ) -> FactsNeeded { [] }
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? { nil }
}

/// A case that has taken effect, as its matter is asked what taking it back would mean.
package struct EffectiveCase: Hashable, Sendable {
    package let id: CaseId
    package let application: Application

    package init(id: CaseId, application: Application) {
        self.id = id
        self.application = application
    }
}

/// Where an applicant stands, as a matter names it: `personUnknown`. Forms, materials and routes ask for it by this name.
package struct Situation: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(stringLiteral value: StaticString) {
        self.rawValue = "\(value)"
    }
}

extension Situation {
    /// A partner has been asked and has not answered; the case waits for it, and nothing else does.
    package static let awaitsPartner: Situation = "awaits-partner"
}

/// The law that a matter is judged by: the region's policy, the business day, the working-day calendar.
package struct Rules: Sendable {
    package let policy: RegionPolicy
    package let calendar: WorkingCalendar
    package let today: Day

    package init(policy: RegionPolicy, calendar: WorkingCalendar, today: Day) {
        self.policy = policy
        self.calendar = calendar
        self.today = today
    }
}

/// Why an application cannot go ahead (不能办理情况), and what the applicant can do about it.
package struct Refusal: Hashable, Sendable, Codable {
    /// A short name in code's words, for tests and statistics: `alreadyInsured`.
    package let code: String
    /// The field that it is about; `nil` where it is about the whole application.
    package let field: String?
    package let sentence: String
    package let remedy: String
    package let basis: LegalBasis?
    /// What has to be done first, offered with its answers filled in.
    package let first: LinkedMatter?

    package init(
        _ code: String, field: String? = nil, _ sentence: String, remedy: String, basis: LegalBasis? = nil,
        first: LinkedMatter? = nil
    ) {
        self.code = code
        self.field = field
        self.sentence = sentence
        self.remedy = remedy
        self.basis = basis
        self.first = first
    }
}

/// What a matter decides: the outcomes that are committed, and the statement that says them to people.
package struct Decision: Sendable {
    package let outcomes: [Outcome]
    /// What the preview shows and the result form prints.
    package let statement: [Paper.Part]
    /// Made when somebody reads it: of a batch's rows nobody does.
    private let explain: @Sendable () -> [NamedExplanation]
    /// Whether anything in it rests on a value that nobody has checked (未核实).
    package let restsOnUnverified: Bool

    package init(
        outcomes: [Outcome], statement: [Paper.Part],
        explanations: @autoclosure @escaping @Sendable () -> [NamedExplanation] = [], restsOnUnverified: Bool = false
    ) {
        self.outcomes = outcomes
        self.statement = statement
        self.explain = explanations
        self.restsOnUnverified = restsOnUnverified
    }

    /// How its amounts and months came about, each under a heading.
    package var explanations: [NamedExplanation] { explain() }

    /// The matters that usually follow.
    package var suggested: [LinkedMatter] {
        outcomes.compactMap { if case .suggest(let linked) = $0 { linked } else { nil } }
    }
}

package struct NamedExplanation: Hashable, Sendable {
    package let title: String
    package let explanation: Explanation

    package init(_ title: String, _ explanation: Explanation) {
        self.title = title
        self.explanation = explanation
    }
}
