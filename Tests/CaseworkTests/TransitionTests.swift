import Casework
import Testing

@Suite struct TransitionTests {
    /// What may happen next, over every status, act and role. What is not written here does not happen.
    private static let written = """
        submitted ask system -> awaitingPartner
        submitted accept teller -> accepted
        submitted accept system -> accepted
        submitted return teller -> returned
        submitted return system -> returned
        submitted refuse teller -> refused
        submitted refuse system -> refused
        submitted withdraw applicant -> withdrawn
        submitted withdraw teller -> withdrawn
        awaitingPartner answer system -> submitted
        awaitingPartner withdraw applicant -> withdrawn
        awaitingPartner withdraw teller -> withdrawn
        accepted return reviewer -> returned
        accepted supplement applicant -> accepted
        accepted supplement teller -> accepted
        accepted endorse reviewer -> accepted
        accepted confirmByPhone teller -> accepted
        accepted confirmByPhone reviewer -> accepted
        accepted approve reviewer -> approved
        accepted approve system -> approved
        accepted refuse reviewer -> refused
        accepted withdraw applicant -> withdrawn
        accepted withdraw teller -> withdrawn
        accepted lapse system -> lapsed
        returned supplement applicant -> submitted
        returned supplement teller -> submitted
        returned withdraw applicant -> withdrawn
        returned withdraw teller -> withdrawn
        returned lapse system -> lapsed
        approved takeEffect system -> effective
        effective issue system -> effective
        effective synchronise system -> effective
        effective synchronise partner -> effective
        effective reverse reviewer -> reversed
        refused issue system -> refused
        refused appeal applicant -> submitted
        refused appeal teller -> submitted
        reversed synchronise system -> reversed
        reversed synchronise partner -> reversed
        """

    @Test func `over every status, act and role nothing happens but what is written`() {
        var found: [String] = []
        for status in CaseState.Status.allCases {
            for act in CaseEvent.Act.allCases {
                for role in Actor.Role.allCases {
                    guard let next = Transition.next(from: status, act, by: role) else { continue }
                    found.append("\(status) \(act.rawValue) \(role) -> \(next)")
                }
            }
        }
        let written = Self.written.split(separator: "\n").map(String.init)
        #expect(found == written)
    }

    @Test func `nothing is submitted twice`() {
        for status in CaseState.Status.allCases {
            #expect(!Transition.exists(from: status, .submit))
        }
    }

    @Test
    func `what is closed stays closed; but it has its paper, is reversed or appealed, and partners may answer late`() {
        for status in CaseState.Status.allCases where !status.isOpen {
            for act in CaseEvent.Act.allCases {
                for role in Actor.Role.allCases {
                    guard let next = Transition.next(from: status, act, by: role) else { continue }
                    #expect(
                        status == .effective && [.effective, .reversed].contains(next)
                            || status == .refused && next == .refused && act == .issue
                            || status == .refused && next == .submitted && act == .appeal
                            || status == .reversed && next == .reversed && act == .synchronise)
                }
            }
        }
    }

    @Test func `only the rule and a reviewer approve, and only what was taken in`() {
        for transition in Transition.table where transition.act == .approve {
            #expect(transition.from == .accepted)
            #expect(transition.roles == [.reviewer, .system])
        }
    }

    @Test func `every open status has a way out`() {
        for status in CaseState.Status.allCases where status.isOpen {
            #expect(Transition.table.contains { $0.from == status && $0.to != status })
        }
    }
}
