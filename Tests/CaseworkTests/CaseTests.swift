import Basics
import Casework
import Policy
import Testing

@Suite struct CaseTests {
    typealias T = Trail

    @Test func `an instant case is taken in and decided by the rule, without anybody`() throws {
        let trail = Trail(.instant).then(.accept, by: .system)
        let taken = try #require(trail.state)
        #expect(taken.objection(to: .approve, by: .system) == nil)
        let done = try #require(
            trail.then(.approve, by: .system).then(.takeEffect, by: .system).then(.issue, by: .system).state)
        #expect(done.status == .effective)
        #expect(done.version == 5)
    }

    @Test func `a case decided on the applicant's word needs nobody either`() throws {
        let state = try #require(Trail(.commitment).then(.accept, by: .system).state)
        #expect(state.objection(to: .approve, by: .system) == nil)
    }

    @Test func `in manual review nobody decides what they took in`() throws {
        let both = Actor(role: .reviewer, login: T.teller.login, name: T.teller.name)
        let state = try #require(Trail(.manual).then(.accept, by: T.teller).state)
        #expect(state.acceptedBy == T.teller)
        for act in [CaseEvent.Act.approve, .refuse, .return, .endorse] {
            #expect(state.objection(to: act, by: both) == .tookItIn)
            #expect(state.objection(to: act, by: T.reviewer) == nil)
        }
        #expect(ActObjection.tookItIn.sentence == "受理与审核须由不同人员完成。您已受理该办件，请由其他审核人员办理。")
    }

    @Test func `who had a part in a case does not alone take it back`() throws {
        let done = try #require(
            Trail(.joint).then(.accept, by: T.teller).then(.endorse, by: T.reviewer)
                .then(.approve, by: T.otherReviewer).then(.takeEffect, by: .system).state)
        let third = Actor(role: .reviewer, login: 99, name: "审核丙")
        let accepter = Actor(role: .reviewer, login: T.teller.login, name: T.teller.name)
        for actor in [accepter, T.reviewer, T.otherReviewer] {
            #expect(done.objection(to: .reverse, by: actor) == .hadPartInIt)
        }
        #expect(done.objection(to: .reverse, by: third) == nil)
        #expect(ActObjection.hadPartInIt.sentence == "您曾受理、初审或审核过该办件。撤销须由其他审核人员办理。")
        let instant = try #require(
            Trail(.instant).then(.accept, by: .system).then(.approve, by: .system).then(.takeEffect, by: .system).state)
        #expect(instant.objection(to: .reverse, by: T.reviewer) == nil)
        #expect(instant.objection(to: .reverse, by: T.teller) == .notYours)
    }

    @Test func `a teller does not review, and a reviewer does not take in`() throws {
        let submitted = try #require(Trail(.manual).state)
        #expect(submitted.objection(to: .accept, by: T.reviewer) == .notYours)
        #expect(submitted.objection(to: .approve, by: T.reviewer) == .notNow(.submitted))
        let accepted = try #require(Trail(.manual).then(.accept, by: T.teller).state)
        #expect(accepted.objection(to: .approve, by: T.otherTeller) == .notYours)
        #expect(ActObjection.notYours.sentence == "您的岗位没有此项操作的权限。")
        #expect(
            ActObjection.notNow(.submitted).sentence == "该办件当前为“待受理”，不能进行此项操作。请刷新页面查看最新进度。")
    }

    @Test func `joint review takes two, neither of whom took it in, and not one twice`() throws {
        let accepted = Trail(.joint).then(.accept, by: T.teller)
        let waiting = try #require(accepted.state)
        #expect(waiting.objection(to: .approve, by: T.reviewer) == .comesFirst(.endorse))
        #expect(ActObjection.comesFirst(.endorse).sentence == "须先完成“初审同意”，再作出决定。")
        let endorsed = try #require(accepted.then(.endorse, by: T.reviewer).state)
        #expect(endorsed.objection(to: .approve, by: T.reviewer) == .endorsedIt)
        #expect(endorsed.objection(to: .refuse, by: T.reviewer) == .endorsedIt)
        #expect(endorsed.objection(to: .approve, by: T.otherReviewer) == nil)
        #expect(ActObjection.endorsedIt.sentence == "初审与终审须由不同人员完成。您已初审该办件，请由其他审核人员办理。")
    }

    @Test func `taken in with papers to follow, it is not approved before they are there`() throws {
        let trail = Trail(.deficientAcceptance).then(.accept, by: T.teller) { $0.missingMaterials = ["照片", "同意书"] }
        let waiting = try #require(trail.state)
        #expect(waiting.objection(to: .approve, by: T.reviewer) == .materialsMissing(["照片", "同意书"]))
        #expect(
            ActObjection.materialsMissing(["照片", "同意书"]).sentence == "容缺受理的材料尚未补齐：照片、同意书。")
        #expect(waiting.objection(to: .refuse, by: T.reviewer) == nil)
        let complete = try #require(trail.then(.supplement, by: T.applicant).state)
        #expect(complete.status == .accepted)
        #expect(complete.acceptedBy == T.teller)
        #expect(complete.objection(to: .approve, by: T.reviewer) == nil)
    }

    @Test func `a telephone call comes before the approval where policy asks for one`() throws {
        let trail = Trail(.phoneConfirmation).then(.accept, by: T.teller)
        #expect(trail.state?.objection(to: .approve, by: T.reviewer) == .comesFirst(.confirmByPhone))
        let confirmed = try #require(trail.then(.confirmByPhone, by: T.otherTeller).state)
        #expect(confirmed.objection(to: .approve, by: T.reviewer) == nil)
    }

    @Test func `a supplement after a return begins the review anew`() throws {
        let again = Trail(.joint).then(.accept, by: T.teller).then(.endorse, by: T.reviewer)
            .then(.return, by: T.otherReviewer).then(.supplement, by: T.applicant) {
                $0.application = WaterCity.application(["name": "渔小满", "pond": "半月塘"])
                $0.route = .manual
            }
        let state = try #require(again.state)
        #expect(state.status == .submitted)
        #expect(state.acceptedBy == nil && state.endorsedBy == nil && state.done.isEmpty)
        #expect(state.route == .manual)
        #expect(state.application.answers["pond"] == "半月塘")
        let accepted = try #require(again.then(.accept, by: T.otherTeller).state)
        #expect(accepted.objection(to: .approve, by: T.reviewer) == nil)
    }

    @Test func `a case waits for a partner and goes on by another route when it answers`() throws {
        let waiting = Trail(.manual).then(.ask, by: .system) { $0.partner = .population }
        #expect(waiting.state?.status == .awaitingPartner)
        #expect(waiting.state?.objection(to: .accept, by: T.teller) == .notNow(.awaitingPartner))
        let answered = try #require(waiting.then(.answer, by: .system) { $0.route = .instant }.state)
        #expect(answered.status == .submitted)
        #expect(answered.route.decidesAtOnce)
    }

    @Test func `the agency's time to take in runs from what came in, and stands while others have the case`() throws {
        let (first, second) = (Day("2026-10-10")!, Day("2026-10-20")!)
        var submitted = Trail(.manual)
        var detail = submitted.events[0].detail
        detail.dueOn = first
        submitted.events = [Trail.event(1, .submit, Trail.applicant, detail)]
        #expect(submitted.state?.dueOn == first)
        let returned = submitted.then(.return, by: T.teller)
        #expect(returned.state?.dueOn == nil)
        #expect(returned.then(.supplement, by: T.applicant) { $0.dueOn = second }.state?.dueOn == second)
        let asked = submitted.then(.ask, by: .system) { $0.partner = .population }
        #expect(asked.state?.dueOn == nil)
        #expect(asked.then(.answer, by: .system) { $0.dueOn = second }.state?.dueOn == second)
    }

    @Test func `the day on which the answer is due begins with the acceptance`() throws {
        let day = Day("2026-10-10")!
        let trail = Trail(.manual)
        #expect(trail.state?.dueOn == nil)
        let accepted = try #require(
            trail.then(.accept, by: T.teller) {
                $0.dueOn = day
                $0.dueIsProvisional = true
            }.state)
        #expect(accepted.dueOn == day)
        #expect(accepted.dueIsProvisional)
    }

    @Test func `a withdrawn case takes no further act`() throws {
        let state = try #require(Trail(.manual).then(.withdraw, by: T.applicant).state)
        for act in CaseEvent.Act.allCases {
            for actor in [T.applicant, T.teller, T.reviewer, .system] {
                #expect(state.objection(to: act, by: actor) == .notNow(.withdrawn))
            }
        }
    }

    @Test(
        arguments: [
            Trail(.manual).then(.approve, by: T.reviewer), Trail(.manual).then(.accept, by: T.applicant),
            Trail(.manual).then(.submit, by: T.applicant),
            Trail(.manual).then(.withdraw, by: T.applicant).then(.accept, by: T.teller),
        ].map(\.events))
    func `a trail with an act that may not happen folds to nothing`(events: [CaseEvent]) {
        #expect(CaseState(folding: events) == nil)
    }

    @Test func `a trail that does not begin with a submission, skips, doubles or swaps folds to nothing`() {
        let whole = Trail(.manual).then(.accept, by: T.teller).then(.endorse, by: T.reviewer)
            .then(.approve, by: T.otherReviewer).events
        #expect(CaseState(folding: whole) != nil)
        #expect(CaseState(folding: []) == nil)
        for index in whole.indices.dropLast() {
            var gone = whole
            gone.remove(at: index)
            #expect(CaseState(folding: gone) == nil, "without event \(index + 1)")
            var doubled = whole
            doubled.insert(whole[index], at: index)
            #expect(CaseState(folding: doubled) == nil, "event \(index + 1) twice")
            var swapped = whole
            swapped.swapAt(index, index + 1)
            #expect(CaseState(folding: swapped) == nil, "events \(index + 1) and \(index + 2) swapped")
        }
    }

    @Test func `a submission without application or route opens no case`() {
        var detail = CaseEvent.Detail()
        #expect(CaseState(folding: [T.event(1, .submit, T.applicant, detail)]) == nil)
        detail.application = WaterCity.application()
        #expect(CaseState(folding: [T.event(1, .submit, T.applicant, detail)]) == nil)
    }

    @Test func `the program does not decide what policy gives to people to review`() throws {
        for route in Route.allCases {
            let state = try #require(Trail(route).then(.accept, by: T.teller).state)
            #expect((state.objection(to: .approve, by: .system) == nil) == route.decidesAtOnce)
        }
    }

    @Test func `whatever may be done, the trail folds with it`() {
        let reached = [
            Trail(.manual), Trail(.manual).then(.ask, by: .system), Trail(.manual).then(.accept, by: T.teller),
            Trail(.manual).then(.accept, by: T.teller).then(.return, by: T.reviewer),
            Trail(.instant).then(.accept, by: .system).then(.approve, by: .system),
            Trail(.instant).then(.accept, by: .system).then(.approve, by: .system).then(.takeEffect, by: .system),
        ]
        for trail in reached {
            guard let state = trail.state else {
                Issue.record("A trail of this test does not fold.")
                continue
            }
            for act in CaseEvent.Act.allCases {
                for actor in [T.applicant, T.otherTeller, T.reviewer, .system] {
                    guard state.objection(to: act, by: actor) == nil else { continue }
                    let next = trail.then(act, by: actor).state
                    #expect(next?.version == state.version + 1, "\(state.status) \(act) \(actor.role)")
                }
            }
        }
    }
}
