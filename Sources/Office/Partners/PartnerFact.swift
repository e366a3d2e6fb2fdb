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

    /// What is known of it so far; `nil` if there is no need to ask.
    func known(_ tx: Transaction) throws -> Value?
    func ask(_ partners: any PartnerLine, _ clock: any OfficeClock) async -> Value
    func keep(_ answer: Value, _ tx: Transaction) throws
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
    /// Asks the partners what an application needs from them; their answers become stored facts.
    func askPartners(about application: Application) async throws {
        guard let matter = Catalogue.matter(application.matter) else { return }
        for fact in matter.factsNeeded(for: application).facts {
            if let fact = fact as? any PartnerFact { try await ask(fact) }
            if let named = fact as? any NamedPartnerFact,
                let fact = try await database.read({ tx in try named.asked(tx) })
            {
                try await ask(fact)
            }
        }
    }

    /// Asks a partner for one fact, unless what it said before still holds.
    func ask<F: PartnerFact>(_ fact: F) async throws {
        let now = clock.now
        let known = try await database.read { tx in try fact.known(tx) }
        guard let known, known.state.isStale(at: now) else { return }
        let answer = await fact.ask(partners, clock)
        try await database.transaction { tx in try fact.keep(answer, tx) }
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
