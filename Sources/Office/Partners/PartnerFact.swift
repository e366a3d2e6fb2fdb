import Basics
import Casework
import Database
import Exchange
import Matters
import Records
import Storage

/// A fact that only a partner knows. It is asked for outside any transaction, before a case is judged, and its answer kept with
/// its time.
protocol PartnerFact: Fact where Value: PartnerAnswer {
    /// Who is asked.
    var partner: Partner { get }

    /// What is known of some so far, without those that there is no need to ask for.
    static func known(_ facts: [Self], _ tx: Transaction) throws -> [Self: Value]
    func ask(_ partners: any PartnerLine, _ clock: any OfficeClock) async -> Value
    static func keep(_ answers: [Self: Value], _ tx: Transaction) throws
}

/// A fact that a partner knows under a name that only our own records tell.
protocol NamedPartnerFact: Fact {
    /// What is asked of the partner; `nil` if the records hold no such name.
    func asked(_ tx: Transaction) throws -> (any PartnerFact)?
}

extension UnitOfEmployer: NamedPartnerFact {
    func asked(_ tx: Transaction) throws -> (any PartnerFact)? {
        try tx.employers.withIds([employer])[employer].map { RegisteredUnit($0.creditCode) }
    }
}

protocol PartnerAnswer: Sendable {
    var state: PartnerAnswerState { get }
}

/// How far a partner's answer reaches, whatever it says.
enum PartnerAnswerState: Sendable {
    case notAsked
    case silent(since: Instant)
    /// It says something of what was asked for, which is asked again after so many days.
    case found(at: Instant, holdsDays: Int)
    /// It says that there is no such thing, or not like this: perhaps a slip of the pen that is mended soon.
    case missing(at: Instant)

    private static let askAgainSeconds = (missing: 600, silent: 60)

    fileprivate func isStale(at now: Instant) -> Bool {
        switch self {
        case .notAsked: true
        case .found(let at, let days): at.adding(seconds: days * 86_400) < now
        case .missing(let at): at.adding(seconds: Self.askAgainSeconds.missing) < now
        case .silent(let since): since.adding(seconds: Self.askAgainSeconds.silent) < now
        }
    }
}

extension Desk {
    /// How many questions are under way at a time.
    private static let askedTogether = 8

    /// Asks the partners what an application needs from them; their answers become stored facts.
    func askPartners(about application: Application) async throws {
        try await askPartners(about: [application])
    }

    func askPartners(about applications: [Application]) async throws {
        let needed = applications.flatMap { Catalogue.matter($0.matter)?.factsNeeded(for: $0).facts ?? [] }
        var facts = needed.compactMap { $0 as? any PartnerFact }
        let named = needed.compactMap { $0 as? any NamedPartnerFact }
        if !named.isEmpty {
            facts += try await database.read { tx in try named.compactMap { try $0.asked(tx) } }
        }
        for (_, group) in Dictionary(grouping: facts, by: { ObjectIdentifier(type(of: $0)) }) {
            try await ask(group, like: group[0])
        }
    }

    private func ask<F: PartnerFact>(_ group: [any PartnerFact], like _: F) async throws {
        try await ask(Array(Set(group.compactMap { $0 as? F })))
    }

    /// Asks a partner for facts, but for those of which what it said before still holds.
    func ask<F: PartnerFact>(_ facts: [F]) async throws {
        let now = clock.now
        let known = try await database.read { tx in try F.known(facts, tx) }
        let asked = facts.filter { known[$0]?.state.isStale(at: now) ?? false }
        guard !asked.isEmpty else { return }
        let answers = await answers(to: asked)
        // Whoever hangs up has not been left without an answer.
        try Task.checkCancellation()
        try await database.transaction { tx in try F.keep(answers, tx) }
    }

    private func answers<F: PartnerFact>(to facts: [F]) async -> [F: F.Value] {
        await withTaskGroup(of: (F, F.Value).self) { [partners, clock] group in
            var answers: [F: F.Value] = [:]
            var rest = facts[...]
            func askNext() {
                guard let fact = rest.popFirst() else { return }
                group.addTask { (fact, await fact.ask(partners, clock)) }
            }
            for _ in 0..<Self.askedTogether { askNext() }
            while let (fact, answer) = await group.next() {
                answers[fact] = answer
                askNext()
            }
            return answers
        }
    }
}

extension Facts {
    /// The first partner that has been asked for one of these and is silent.
    func awaited(of needed: FactsNeeded) -> Partner? {
        needed.facts.lazy.compactMap { $0 as? any PartnerFact }.compactMap { silentPartner($0) }.first
    }

    private func silentPartner<F: PartnerFact>(_ fact: F) -> Partner? {
        if case .silent = self[fact].state { fact.partner } else { nil }
    }
}
