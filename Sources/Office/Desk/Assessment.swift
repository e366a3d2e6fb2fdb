import Basics
package import Casework
package import Database
import Matters
package import Policy
package import Records
import Storage

/// An application judged as of today: everything that is wrong with it, or what would follow if it were granted.
package struct Assessment: Sendable {
    package let matter: any Matter.Type
    /// With what the facts already say filled in.
    package let application: Application
    /// What the facts already say, by field: shown, and not asked.
    package let shared: Answers
    /// What is on record of the fields that the application would change, by field.
    package let present: Answers
    /// Those on record whom the application names: whoever sees the assessment reads of them.
    package let people: [PersonId]
    package let situations: Set<Situation>
    /// The partner that was asked and has not answered, if one has not.
    package let awaited: Partner?
    /// The choices of the fields whose choices the facts give.
    package let choices: [String: [Choice]]
    /// What the facts say that explains what is asked for.
    package let remarks: [Remark]
    package let problems: [FieldProblem]
    package let missingMaterials: [MaterialDefinition]
    package let refusals: [Refusal]
    /// Set if a parameter that it needs is not known for its time.
    package let gap: PolicyGap?
    /// The route and the policy that chose it; `nil` while anything is wrong.
    package let route: Dated<Route>?
    package let decision: Decision?
    /// What a partner is asked before the case goes on.
    package let inquiry: Message?
    package let digest: String?
    /// By which it was judged.
    let policy: PolicyBook

    package var policyVersion: String { policy.version.digest }
    package var canGoAhead: Bool { decision != nil }
    package var awaitsPartner: Bool { situations.contains(.awaitsPartner) }
    /// Whether the case waits for a partner once it is filed.
    package var waits: Bool { awaitsPartner || inquiry != nil }
}

extension Desk {
    /// Judges an application: facts in two rounds, form, refusals, decision. The same for preview and commit.
    /// - Parameter facts: what was loaded before.
    package func assess(
        _ application: Application, knowing facts: Facts = Facts(), _ tx: Transaction
    ) throws -> Assessment {
        try assess(application, knowing: facts, under: try shelf.inForce(tx), tx)
    }

    /// By the policy that a long run has begun with.
    func assess(
        _ application: Application, knowing facts: Facts = Facts(), under book: PolicyBook, _ tx: Transaction
    ) throws -> Assessment {
        try assess(try grounds(of: [application], knowing: facts, under: book, tx))[0]
    }

    /// Each application as by itself, by what is known. Needs the database no more.
    func assess(_ grounds: Grounds) throws -> [Assessment] {
        assess(grounds, as: try Self.matter(of: grounds.applications))
    }

    private func assess<M: Matter>(_ grounds: Grounds, as matter: M.Type) -> [Assessment] {
        grounds.applications.mapOnManyCores { application in
            assessment(
                of: application, as: matter, grounds.facts, closed: grounds.closings[application.applicant],
                under: grounds.book)
        }
    }

    /// - Parameter closed: why nothing is taken in for this applicant any more.
    private func assessment<M: Matter>(
        of typed: Application, as matter: M.Type, _ facts: Facts, closed: Refusal?, under book: PolicyBook
    ) -> Assessment {
        // A fact that says nothing leaves the field to the applicant.
        let shared = M.sharedAnswers(for: typed, knowing: facts).filter { !$0.value.isEmpty }
        let application = typed.with(shared: shared)
        let situations = M.situations(of: application, knowing: facts)
        let present = M.presentAnswers(for: typed, knowing: facts)
        let problems = M.allProblems(of: application, beside: present, in: situations)
        let missing = M.card.materials.filter { material in
            material.isRequired(in: situations)
                && !application.materials.contains { $0.key == material.key }
        }
        var judgement = Judgement()
        if problems.isEmpty, missing.isEmpty {
            if let closed {
                judgement.refusals = [closed]
            } else {
                judgement = judge(application, as: matter, situations, facts, under: book)
            }
        }
        return Assessment(
            matter: matter, application: application, shared: shared, present: present,
            people: people(named: M.factsNeeded(for: typed), in: facts), situations: situations,
            awaited: facts.awaited(of: M.factsNeeded(for: typed)), choices: M.choices(for: typed, knowing: facts),
            remarks: M.remarks(on: application, knowing: facts), problems: problems,
            missingMaterials: missing, refusals: judgement.refusals, gap: judgement.gap, route: judgement.route,
            decision: judgement.decision,
            inquiry: judgement.decision == nil ? nil : M.inquiry(for: application, knowing: facts),
            digest: judgement.decision?.digest(policyVersion: book.version.digest, on: application.filedOn),
            policy: book)
    }

    private func people(named needed: FactsNeeded, in facts: Facts) -> [PersonId] {
        needed.facts.compactMap { fact in
            switch fact {
            case let fact as PersonByNumber: facts[fact]?.id
            case let fact as PersonByDocument: facts[fact]?.id
            default: nil
            }
        }
    }

    private struct Judgement {
        var refusals: [Refusal] = []
        var gap: PolicyGap?
        var route: Dated<Route>?
        var decision: Decision?
    }

    private func judge<M: Matter>(
        _ application: Application, as matter: M.Type, _ situations: Set<Situation>, _ facts: Facts,
        under book: PolicyBook
    ) -> Judgement {
        var judgement = Judgement()
        do throws(PolicyGap) {
            let rules = try rules(in: application.region, on: application.filedOn, for: M.card.name, under: book)
            judgement.refusals = try M.refusals(of: application, knowing: facts, under: rules)
            guard judgement.refusals.isEmpty else { return judgement }
            judgement.route = try rules.policy.route(
                of: M.card.slug, in: Set(situations.map(\.rawValue)), on: application.filedOn, askedBy: M.card.name)
            judgement.decision = try M.decide(application, knowing: facts, under: rules)
        } catch {
            judgement.gap = error
        }
        return judgement
    }
}
