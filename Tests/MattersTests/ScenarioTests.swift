import Basics
import Casework
import Foundation
import Matters
import Policy
import Records
import TestSupport
import Testing

/// Every matter judged as the desk judges it, by the policy that ships, against what an expert wrote down.
@Suite struct ScenarioTests {
    private static let policy = Result {
        try PolicyFolder.book(withDemonstration: true).region(ScenarioFacts.region, askedBy: "测试")
    }

    /// As it ships, or settled otherwise where the scenario says so.
    private static func policy(of scenario: Scenario) throws -> RegionPolicy {
        guard let changes = scenario.given.policy else { return try policy.get() }
        var unused = Set(changes.keys)
        let files = try PolicyFolder.files().map { file in
            guard file.path.hasPrefix(ScenarioFacts.region.rawValue) else { return file }
            var text = file.text
            for (before, after) in changes where text.contains(before) {
                unused.remove(before)
                text = text.replacing(before, with: after)
            }
            return PolicyFile(path: file.path, text: text)
        }
        #expect(unused.isEmpty, "the policy says nothing of the kind")
        return try PolicyBook(files: files, withDemonstration: true).region(ScenarioFacts.region, askedBy: "测试")
    }

    @Test(arguments: Scenario.all)
    func `a scenario comes out as written`(scenario: Scenario) throws {
        let matter = try #require(Catalogue.matter(scenario.matter))
        try judge(scenario, as: matter)
    }

    @Test func `every matter has a scenario that is granted and one that is refused`() {
        for matter in Catalogue.all {
            let own = Scenario.all.filter { $0.matter == matter.card.slug }
            #expect(own.contains { $0.then.outcomes != nil }, "\(matter.card.slug)")
            #expect(own.contains { $0.then.refusals != nil }, "\(matter.card.slug)")
        }
    }

    /// The codes stand in the sources as literals, in a matter's folder or beside the folders in what several share.
    @Test func `every refusal that a matter can give is given in a scenario`() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Matters")
        let given = Dictionary(
            grouping: Scenario.all.flatMap { scenario in
                (scenario.then.refusals ?? []).map { (scenario.matter, $0.code) }
            },
            by: \.0
        ).mapValues { Set($0.map(\.1)) }
        let anywhere = given.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        var found = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            let codes = text.matches(of: /Refusal\(\s*(?:\w+ \? "(\w+)" : )?"(\w+)"/).flatMap { match in
                [match.output.1, match.output.2].compactMap { $0.map(String.init) }
            }
            let folder = path.split(separator: "/").dropLast().last.map(String.init)
            let matter = Catalogue.all.first { "\($0)" == folder }
            for code in codes {
                let isGiven = matter.map { given[$0.card.slug]?.contains(code) ?? false } ?? anywhere.contains(code)
                #expect(isGiven, "\(path): no scenario is refused with \(code)")
            }
            #expect(text.matches(of: /\bRefusal\(/).count <= codes.count, "\(path): a code is no literal")
            found += codes.count
        }
        #expect(found > 80)
    }

    private func judge<M: Matter>(_ scenario: Scenario, as matter: M.Type) throws {
        let typed = application(scenario, M.card)
        var facts = Facts()
        let world = ScenarioFacts(scenario: scenario)
        world.load(M.factsNeeded(for: typed), into: &facts)
        world.load(M.furtherFactsNeeded(for: typed, knowing: facts), into: &facts)
        let application = typed.with(shared: M.sharedAnswers(for: typed, knowing: facts))
        let situations = M.situations(of: application, knowing: facts)
        let present = M.presentAnswers(for: typed, knowing: facts)
        let problems = M.allProblems(of: application, beside: present, in: situations)
        let missing = M.card.materials.filter { material in
            material.isRequired(in: situations) && !application.materials.contains { $0.key == material.key }
        }.map(\.key)
        let then = scenario.then
        #expect(Dictionary(uniqueKeysWithValues: problems.map { ($0.field, $0.sentence) }) == then.problems ?? [:])
        #expect(missing == then.missingMaterials ?? [])
        guard problems.isEmpty, missing.isEmpty else { return }
        let policy = try Self.policy(of: scenario)
        let rules = Rules(policy: policy, calendar: policy.calendar, today: scenario.today)
        do throws(PolicyGap) {
            let refusals = try M.refusals(of: application, knowing: facts, under: rules)
            expect(refusals, then)
            guard refusals.isEmpty else { return }
            let route = try policy.route(
                of: M.card.slug, in: Set(situations.map(\.rawValue)), on: scenario.today, askedBy: M.card.name)
            let decision = try M.decide(application, knowing: facts, under: rules)
            expect(route.value, decision, then)
        } catch {
            let gap = then.gap ?? "none is expected"
            #expect(error.sentence.contains(gap), "\(error.sentence)")
        }
    }

    private func expect(_ refusals: [Refusal], _ then: Scenario.Expected) {
        let found = refusals.map {
            Scenario.Refusal(
                code: $0.code, sentence: $0.sentence, remedy: $0.remedy,
                first: $0.first.map { "\($0.slug) " + $0.answers.values.sorted().joined(separator: " ") })
        }
        #expect(found == then.refusals ?? [])
    }

    private func expect(_ route: Route, _ decision: Decision, _ then: Scenario.Expected) {
        #expect(then.gap == nil, "a gap was expected")
        #expect(decision.outcomes.map(\.words) == then.outcomes ?? [])
        if let expected = then.route { #expect(route.rawValue == expected) }
        if let unverified = then.unverified { #expect(decision.restsOnUnverified == unverified) }
        let said = decision.statement.flatMap(\.lines)
        for sentence in then.says ?? [] { #expect(said.contains(sentence), "\(said)") }
    }

    private func application(_ scenario: Scenario, _ card: MatterCard) -> Application {
        let applicant: Applicant =
            if card.applicants.contains(.employer) {
                .employer(ScenarioFacts.employer.id)
            } else if card.applicants
                .contains(.person)
            { .person(PersonId(1)) } else if let unit = scenario.given.unit {
                .unit(creditCode: unit.code)
            } else if let number = scenario.given.newcomer {
                .newcomer(number: number)
            } else { .partner(.tax) }
        return Application(
            matter: card.slug, region: ScenarioFacts.region, applicant: applicant,
            channel: scenario.given.unit?.channel ?? scenario.given.channel ?? .web,
            filedOn: scenario.today, answers: scenario.when.answers,
            materials: (scenario.when.materials ?? []).map {
                Material(
                    key: $0, fileName: "\($0).png", byteCount: 1, digest: $0,
                    originalSeenBy: scenario.when.originalsNotSeen == true ? nil : "柜员甲")
            })
    }
}

extension Paper.Part {
    /// What a reader sees, a line for each field, row or sentence.
    fileprivate var lines: [String] {
        switch self {
        case .fields(_, let fields): fields.map { "\($0.name)：\($0.value)" }
        case .table(_, let table): (table.rows + [table.total ?? []]).map { $0.joined(separator: " ") }
        case .paragraph(let text), .note(let text): [text]
        }
    }
}
