import Basics
import Casework
import Records
import Testing

/// A preview and a commit with the same digest are the same decision; so every field of every outcome counts.
@Suite struct DigestTests {
    private func digest(_ outcomes: [Outcome], policy: String = "v1", on day: Day = WaterCity.today) -> String {
        Decision(outcomes: outcomes, statement: []).digest(policyVersion: policy, on: day)
    }

    @Test func `policy version, day, statement and order of the outcomes count`() {
        let outcomes: [Outcome] = [.settle(Sample.key()), .tell(.bill)]
        let digest = digest(outcomes)
        #expect(self.digest(outcomes) == digest)
        #expect(self.digest(outcomes, policy: "v2") != digest)
        #expect(self.digest(outcomes, on: WaterCity.today.adding(days: 1)) != digest)
        #expect(self.digest(outcomes.reversed()) != digest)
        #expect(self.digest([.tell(.bill)]) != digest)
        #expect(
            Decision(outcomes: outcomes, statement: [.paragraph("甲")]).digest(policyVersion: "v1", on: WaterCity.today)
                != digest)
    }

    @Test(arguments: Sample.changes)
    func `a change in any field of an outcome changes the digest`(change: Sample.Change) {
        let found = digest([change.outcome])
        #expect(found == digest([change.outcome]), "the same outcome twice")
        #expect(found != digest([change.changed]), "\(change.label)")
    }

    @Test func `no field of an outcome is forgotten by the test above`() {
        for (value, derived) in Sample.everyKind {
            let mirror = Mirror(reflecting: value)
            let fields = Set(mirror.children.compactMap(\.label)).subtracting(derived)
            let name = "\(mirror.subjectType)"
            let changed = Set(Sample.changes.filter { $0.type == name }.map(\.field))
            #expect(fields == changed, "Change each field of \(name) once in Sample.changes.")
        }
    }

    @Test func `no two different decisions are written alike`() {
        // What stands at the border of two values must not slip from one to the other.
        let pairs: [(Outcome, Outcome)] = [
            (
                .issue(Sample.issue(Sample.paper(parts: [.paragraph("甲"), .paragraph("乙")]))),
                .issue(Sample.issue(Sample.paper(parts: [.paragraph("甲"), .note("乙")])))
            ),
            (
                .issue(
                    Sample.issue(
                        Sample.paper(parts: [.fields(heading: "甲", [Paper.Field("乙", "丙")]), .paragraph("丁")]))),
                .issue(
                    Sample.issue(Sample.paper(parts: [.fields(heading: "甲", []), .fields(heading: "乙", [])])))
            ),
            (
                .settle(ToDo.Key(.employer(EmployerId(1)), kind: "k", subject: "s")),
                .settle(ToDo.Key(.person(PersonId(1)), kind: "k", subject: "s"))
            ),
            (
                .openEnrolment(Sample.opening(person: .onRecord(PersonId(3)))),
                .openEnrolment(Sample.opening(person: .registered(number: "3")))
            ),
        ]
        for (left, right) in pairs { #expect(digest([left]) != digest([right])) }
    }
}
