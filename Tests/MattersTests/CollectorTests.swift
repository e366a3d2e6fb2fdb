import Basics
import Casework
import Matters
import Policy
import Records
import TestSupport
import Testing

/// A city whose agency collects through the bank uses the same code: policy alone makes the difference.
@Suite struct CollectorTests {
    @Test func `where the agency collects through the bank, tax gets no bill`() throws {
        let scenario = try #require(Scenario.all.first { $0.name.hasPrefix("有扣款协议的，预告") })
        let outcomes = try decide(scenario, under: Self.agencyCollects)
        #expect(outcomes.contains { if case .order = $0 { true } else { false } })
        #expect(!outcomes.contains { if case .tell(.bill) = $0 { true } else { false } })
    }

    private static let agencyCollects = """
        topic: 试验
        heldThrough: 2026-12-31
        sources:
          T: {title: 试验办法}
        parameters:
          collection.collector:
            name: 社会保险费的征收主体
            kind: choice
            values:
              - {from: 2026-01-01, value: agencyThroughBank, source: T, state: unverified}

        """

    private func decide(_ scenario: Scenario, under text: String) throws -> [Outcome] {
        let publication = Publication(
            number: 1, region: ScenarioFacts.region, text: text, author: "甲", approver: "乙", from: Day("2026-01-01")!,
            through: nil, publishedAt: Instant(milliseconds: 0))
        let policy = try PolicyBook(
            files: PolicyFolder.files(), publications: [publication], withDemonstration: true
        ).region(ScenarioFacts.region, askedBy: "测试")
        let application = Application(
            matter: scenario.matter, region: ScenarioFacts.region, applicant: .employer(ScenarioFacts.employer.id),
            channel: .web, filedOn: scenario.today, answers: scenario.when.answers)
        var facts = Facts()
        let world = ScenarioFacts(scenario: scenario)
        world.load(MonthlyPlan.factsNeeded(for: application), into: &facts)
        world.load(MonthlyPlan.furtherFactsNeeded(for: application, knowing: facts), into: &facts)
        let rules = Rules(policy: policy, calendar: policy.calendar, today: scenario.today)
        return try MonthlyPlan.decide(application, knowing: facts, under: rules).outcomes
    }
}
