import Basics
import Casework
import Policy
import Records

/// 水城, a city that exists in these tests only: its records, its policy, and who applies there.
struct WaterCity {
    static let region = Region(rawValue: "watercity")
    static let angler = PersonId(7)
    static let today = Day("2026-09-28")!

    var anglers: [PersonId: Angler] = [angler: Angler(name: "渔小满")]
    var ponds: [String: Pond] = ["月牙塘": Pond(number: 1)]
    var licences: [Int: [PersonId]] = [1: [PersonId(1)]]

    static let answers: Answers = ["name": "渔小满", "pond": "月牙塘", "from": "2026-10-09", "fee": "200"]

    static func application(
        _ answers: Answers = answers, materials: [Material] = [], on day: Day = today
    ) -> Application {
        Application(
            matter: FishingLicence.card.slug, region: region, applicant: .person(angler), channel: .web, filedOn: day,
            answers: answers, materials: materials)
    }

    /// The facts in the two rounds in which the matter asks for them.
    func facts(for application: Application) -> Facts {
        var facts = Facts()
        load(FishingLicence.factsNeeded(for: application), into: &facts)
        load(FishingLicence.furtherFactsNeeded(for: application, knowing: facts), into: &facts)
        return facts
    }

    private func load(_ needed: FactsNeeded, into facts: inout Facts) {
        for fact in needed.facts {
            switch fact {
            case let fact as AnglerOnRecord: facts.learn(fact, anglers[fact.person])
            case let fact as PondByName: facts.learn(fact, ponds[fact.name])
            case let fact as LicencesOfPond: facts.learn(fact, licences[fact.pond] ?? [])
            default: preconditionFailure("\(fact) is not a fact of this city")
            }
        }
    }

    func refusals(of application: Application) throws -> [Refusal] {
        try FishingLicence.refusals(of: application, knowing: facts(for: application), under: Self.rules())
    }

    func digest(of application: Application, on day: Day = today) throws -> String {
        let rules = try Self.rules(on: day)
        let decision = try FishingLicence.decide(application, knowing: facts(for: application), under: rules)
        return decision.digest(policyVersion: rules.policy.version.digest, on: day)
    }

    func route(of application: Application) throws -> Route {
        let situations = FishingLicence.situations(of: application, knowing: facts(for: application))
        return try Self.rules().policy.route(
            of: FishingLicence.card.slug, in: Set(situations.map(\.rawValue)), on: Self.today, askedBy: "测试"
        ).value
    }

    static func rules(on day: Day = today) throws -> Rules {
        let book = try PolicyBook(files: [PolicyFile(path: "watercity/city.yaml", text: policy)], requiring: [])
        let policy = try book.region(region, askedBy: "测试")
        return Rules(policy: policy, calendar: policy.calendar, today: day)
    }

    private static let policy = """
        topic: 水城垂钓
        heldThrough: 2027-12-31
        checked: {by: 测试, on: 2026-01-01}
        sources:
          R: {title: 水城垂钓条例}
        parameters:
          lateFee.rate:
            name: 押金逾期加收比例
            kind: rate
            values:
              - {from: 2026-01-01, value: 0.05%, source: R, state: verified}
              - {from: 2027-01-01, value: 0.06%, source: R, state: unverified}
          matter.fishing-licence.limit:
            name: 垂钓许可的办理时限
            kind: limit
            values: [{from: 2026-01-01, value: 5 workingDays, source: R, state: verified}]
          matter.fishing-licence.route:
            name: 垂钓许可的办理方式
            kind: routes
            values:
              - from: 2026-01-01
                source: R
                state: verified
                value:
                  - {when: [newcomer, protected-water], route: joint}
                  - {when: [protected-water], route: manual}
                  - {when: [sworn], route: commitment}
                  - {when: [papers-follow], route: deficientAcceptance}
                  - {when: [by-phone], route: phoneConfirmation}
                  - {route: instant}
          calendar.years:
            name: 水城放假安排
            kind: calendar
            heldThrough: 2026-12-31
            values:
              - from: 2026-01-01
                source: R
                state: verified
                value:
                  off: [2026-10-01, 2026-10-02, 2026-10-05, 2026-10-06, 2026-10-07]
                  work: [2026-10-10]
        """
}
