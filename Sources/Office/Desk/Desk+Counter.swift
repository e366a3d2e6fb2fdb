package import Basics
package import Casework
import Database
package import Storage

/// What a teller has to do with the visitors of the day.
package struct CounterDay: Sendable {
    package let today: Day
    /// What the teller filed or accepted today.
    package let takenIn: [Cases.Summary]
    /// What the teller filed for visitors, is decided, and has not been handed out.
    package let toHandOut: [Cases.Summary]
}

extension Desk {
    /// How long a decided case stays on the list of what is to be handed out; after that the applicant has it from the web.
    private static let handingDays = 60

    package var today: Day { clock.today }

    package func counterDay(of principal: Principal) async throws -> CounterDay {
        guard principal.role == .teller else { throw DeskRefusal.notFound }
        let today = clock.today
        return try await database.read { tx in
            CounterDay(
                today: today, takenIn: try tx.cases.takenIn(by: principal.login, on: today, limit: 200),
                toHandOut: try tx.cases.toHandOut(
                    filedBy: principal.login, since: today.adding(days: -Self.handingDays), limit: 200))
        }
    }

    /// Notes that the result of a counter's case was given to somebody, once.
    package func handOut(_ id: CaseId, to recipient: String, by principal: Principal) async throws {
        guard principal.role == .teller else { throw DeskRefusal.objection(.notYours) }
        let name: PersonName
        switch PersonName.read(recipient) {
        case .success(let read): name = read
        case .failure(let problem): throw DeskRefusal.invalid("请填写领取人姓名。\(recipient.isEmpty ? "" : problem.sentence)")
        }
        let (now, today) = (clock.now, clock.today)
        try await database.transaction { [self] tx in
            let summary = try requireCase(id, for: principal, tx)
            guard [.effective, .refused].contains(summary.status) else {
                throw DeskRefusal.invalid("该办件尚未办结，没有可以交付的结果。")
            }
            let isFirst = try tx.handouts.note(
                Handout(recipient: name.text, by: principal.name, on: today), of: id, by: principal.login, at: now)
            if !isFirst { throw DeskRefusal.invalid("该办件的结果已经交付。") }
        }
    }
}

extension CaseView {
    /// Whether it was filed at the counter, is decided, and has something to give.
    package var canBeHandedOut: Bool {
        state.application.channel == .counter && [.effective, .refused].contains(state.status) && !results.isEmpty
            && handout == nil
    }
}
