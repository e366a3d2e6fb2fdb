package import Basics
package import Policy

/// Where a case stands: the fold of its events. Nothing about a case is stored that does not follow from them.
package struct CaseState: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case submitted, awaitingPartner, accepted, returned, approved, effective, refused, withdrawn, lapsed, reversed

        package var chinese: String {
            switch self {
            case .submitted: "待受理"
            case .awaitingPartner: "等待部门答复"
            case .accepted: "审核中"
            case .returned: "待补正"
            case .approved: "已批准"
            case .effective: "已办结"
            case .refused: "不予办理"
            case .withdrawn: "已撤回"
            case .lapsed: "已终止"
            case .reversed: "已撤销"
            }
        }

        package var isOpen: Bool {
            switch self {
            case .submitted, .awaitingPartner, .accepted, .returned, .approved: true
            case .effective, .refused, .withdrawn, .lapsed, .reversed: false
            }
        }
    }

    package private(set) var status: Status
    package private(set) var application: Application
    package private(set) var route: Route
    package private(set) var events: [CaseEvent]
    /// Who took it in since it was last submitted or supplemented.
    package private(set) var acceptedBy: Actor?
    package private(set) var endorsedBy: Actor?
    package private(set) var approvedBy: Actor?
    /// Who refused it last, even if it is looked at again.
    package private(set) var refusedBy: Actor?
    /// The day by which the agency acts: takes the case in while it is submitted, decides it once it is taken in. `nil` while
    /// somebody else has it.
    package private(set) var dueOn: Day?
    package private(set) var dueIsProvisional = false
    package private(set) var missingMaterials: [String] = []
    /// The acts since the application was last submitted or supplemented.
    package private(set) var done: Set<CaseEvent.Act> = []

    /// The day on which the application came in, or came again corrected or appealed.
    package var cameInOn: Day {
        (events.last { $0.act == .submit || $0.act == .supplement || $0.act == .appeal } ?? events[0]).on
    }

    /// The number of the batch that it was filed with; `nil` for one filed by itself.
    package var batch: String? { events[0].detail.batch }

    /// Whether its refusal has been appealed: it is then looked at once more, and never again.
    package var isAppealed: Bool { events.contains { $0.act == .appeal } }

    /// The number of events; an act that was prepared on another number is told so.
    package var version: Int { events.count }

    /// - Parameter events: the whole trail from the submission on; `nil` if it does not begin with one, or an act in it
    ///   is not one that the table of transitions allows.
    package init?(folding events: [CaseEvent]) {
        guard let first = events.first, first.act == .submit, let application = first.detail.application,
            let route = first.detail.route
        else { return nil }
        self.status = .submitted
        self.application = application
        self.route = route
        self.events = [first]
        startClock(first)
        for event in events.dropFirst() {
            guard apply(event) else { return nil }
        }
    }

    /// Takes the case one act further; `false` if the table does not allow it.
    package mutating func apply(_ event: CaseEvent) -> Bool {
        guard event.sequence == events.count + 1,
            let next = Transition.next(from: status, event.act, by: event.actor.role)
        else { return false }
        status = next
        events.append(event)
        done.insert(event.act)
        note(event)
        return true
    }

    private mutating func note(_ event: CaseEvent) {
        switch event.act {
        case .accept:
            acceptedBy = event.actor
            startClock(event)
            missingMaterials = event.detail.missingMaterials ?? []
            if let route = event.detail.route { self.route = route }
        case .endorse:
            endorsedBy = event.actor
        case .approve:
            approvedBy = event.actor
        case .refuse:
            refusedBy = event.actor
        case .appeal:
            startClock(event)
            comeAnew()
        case .answer:
            if let route = event.detail.route { self.route = route }
            startClock(event)
        case .ask, .return:
            // An event of theirs carries no day: the clock stands.
            startClock(event)
        case .supplement:
            if let application = event.detail.application { self.application = application }
            if let route = event.detail.route { self.route = route }
            missingMaterials = []
            if status == .submitted {
                startClock(event)
                comeAnew()
            }
        default:
            break
        }
    }

    private mutating func comeAnew() {
        done = []
        acceptedBy = nil
        endorsedBy = nil
    }
}

extension CaseState {
    private mutating func startClock(_ event: CaseEvent) {
        dueOn = event.detail.dueOn
        dueIsProvisional = event.detail.dueIsProvisional ?? false
    }

    /// Why `actor` may not do `act` now; `nil` if they may.
    package func objection(to act: CaseEvent.Act, by actor: Actor) -> ActObjection? {
        guard Transition.next(from: status, act, by: actor.role) != nil else {
            return Transition.exists(from: status, act) ? .notYours : .notNow(status)
        }
        if act.isOfReview, let login = actor.login, login == refusedBy?.login { return .refusedIt }
        switch act {
        case .approve where !route.decidesAtOnce:
            // What policy gives to people to review, the program does not decide.
            if actor.role == .system { return .notYours }
            if let missing = route.required.first(where: { !done.contains($0) }) { return .comesFirst(missing) }
            if !missingMaterials.isEmpty { return .materialsMissing(missingMaterials) }
            fallthrough
        case .refuse, .return, .endorse:
            guard actor.role == .reviewer else { return nil }
            if let login = actor.login, login == acceptedBy?.login { return .tookItIn }
            if act != .endorse, let login = actor.login, login == endorsedBy?.login { return .endorsedIt }
            return nil
        case .appeal: return isAppealed ? .appealedAlready : nil
        case .reverse:
            // Who had a part in the error does not alone take it back.
            guard let login = actor.login, [acceptedBy, endorsedBy, approvedBy].contains(where: { $0?.login == login })
            else { return nil }
            return .hadPartInIt
        default:
            return nil
        }
    }
}

/// Why somebody may not act in a case now.
package enum ActObjection: Hashable, Sendable {
    case notNow(CaseState.Status)
    case notYours
    case comesFirst(CaseEvent.Act)
    case materialsMissing([String])
    /// In human review nobody decides what they took in.
    case tookItIn
    case endorsedIt
    /// What somebody took in, endorsed or approved, another takes back.
    case hadPartInIt
    /// Whoever has refused it does not look at it again.
    case refusedIt
    /// A refusal is appealed once.
    case appealedAlready

    package var sentence: String {
        switch self {
        case .notNow(let status): "该办件当前为“\(status.chinese)”，不能进行此项操作。请刷新页面查看最新进度。"
        case .notYours: "您的岗位没有此项操作的权限。"
        case .comesFirst(let act): "须先完成“\(act.chinese)”，再作出决定。"
        case .materialsMissing(let names): "容缺受理的材料尚未补齐：\(names.joined(separator: "、"))。"
        case .tookItIn: "受理与审核须由不同人员完成。您已受理该办件，请由其他审核人员办理。"
        case .hadPartInIt: "您曾受理、初审或审核过该办件。撤销须由其他审核人员办理。"
        case .refusedIt: "您曾对该办件作出不予办理的决定，复查须由其他人员办理。"
        case .appealedAlready: "该办件已经复查过一次，不能再次申请复查。"
        case .endorsedIt: "初审与终审须由不同人员完成。您已初审该办件，请由其他审核人员办理。"
        }
    }
}
