import Basics
import Casework
import Policy

/// A case in the making: acts one after the other, as the trail keeps them.
struct Trail {
    static let applicant = Actor(role: .applicant, login: 1, name: "渔小满")
    static let teller = Actor(role: .teller, login: 2, name: "柜员甲")
    static let otherTeller = Actor(role: .teller, login: 3, name: "柜员乙")
    static let reviewer = Actor(role: .reviewer, login: 4, name: "审核甲")
    static let otherReviewer = Actor(role: .reviewer, login: 5, name: "审核乙")

    var events: [CaseEvent]

    init(_ route: Route) {
        var detail = CaseEvent.Detail()
        detail.application = WaterCity.application()
        detail.route = route
        events = [Self.event(1, .submit, Self.applicant, detail)]
    }

    static func event(
        _ sequence: Int, _ act: CaseEvent.Act, _ actor: Actor, _ detail: CaseEvent.Detail = CaseEvent.Detail()
    ) -> CaseEvent {
        CaseEvent(
            sequence: sequence, act: act, actor: actor, at: Instant(milliseconds: Int64(sequence)),
            on: WaterCity.today, detail: detail)
    }

    func then(
        _ act: CaseEvent.Act, by actor: Actor, _ fill: (inout CaseEvent.Detail) -> Void = { _ in }
    ) -> Trail {
        var (longer, detail) = (self, CaseEvent.Detail())
        fill(&detail)
        longer.events.append(Self.event(events.count + 1, act, actor, detail))
        return longer
    }

    var state: CaseState? { CaseState(folding: events) }
}
