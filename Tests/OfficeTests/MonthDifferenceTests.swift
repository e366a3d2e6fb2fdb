import Basics
import Casework
import Database
import Office
import Records
import Storage
import TestSupport
import Testing

/// 与上月比较: who is new, gone and changed in a region's month, by how much, employer by employer and person by person.
@Suite struct `The difference of a month` {
    private static let november = Month("2026-11")!
    private static let december = Month("2026-12")!

    @Test(arguments: Engine.allCases)
    func `names each employer that is new, gone or changed, and each of its people`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.settleCity(sizes: [2, 3])
            try await scene.assess()
            // One of the city has nobody left; another employer begins, and the first has one more.
            try await scene.run(
                """
                UPDATE coverage_span SET last_period = \(Self.november)
                WHERE employer_id = \(DeskScene.cityEmployer(0))
                """)
            scene.clock.advance(seconds: 31 * 86_400)
            try await scene.file("staff-enrolment", scene.december(Newcomer(2), wage: "8000"))
            try await scene.file("staff-enrolment", scene.december(Newcomer(3)), by: DeskScene.otherOperator)
            try await scene.assess("2026-12")

            let changed = try await scene.differences(.changed)
            #expect(changed.employers.map(\.employer) == [DeskScene.employer])
            #expect(changed.employers.map { [$0.peopleBefore, $0.peopleNow] } == [[1, 2]])
            #expect(changed.employers.map(\.before) == [Money(yuanText: "3024.00")!])
            #expect(changed.employers.map(\.difference) == [Money(yuanText: "2016.00")!])
            #expect(changed.readable == [DeskScene.employer])
            #expect(try await scene.differences(.came).employers.map(\.employer) == [DeskScene.otherEmployer])
            #expect(try await scene.differences(.left).employers.map(\.employer) == [DeskScene.cityEmployer(0)])
            #expect(try await scene.differences(.same).employers.map(\.employer) == [DeskScene.cityEmployer(1)])
            // All of it together is what both months come to, line by line as well.
            let sums = MonthDifferences.Kind.allCases.map { changed.of($0) }
            let months = try await scene.desk.months(for: DeskScene.teller).prefix(2).map(\.total)
            #expect([sums.map(\.now).total, sums.map(\.before).total] == months)
            #expect([changed.lines.map(\.now).total, changed.lines.map(\.before).total] == months)

            let view = try await scene.desk.monthDifference(
                Self.december, of: DeskScene.employer, for: DeskScene.reviewer)
            #expect(view.difference.came.map(\.reason) == ["2026年12月1日用工，自2026年12月起缴费"])
            #expect(view.difference.unchanged == 1 && view.difference.left.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who was billed and taken back in the same month neither came nor left`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let wrong = try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            try await scene.makePlan()
            let view = try await scene.desk.monthDifference(
                Self.november, of: DeskScene.employer, for: DeskScene.teller)
            #expect(view.difference.came.map(\.now) == [Money(yuanText: "3024.00")!])
            scene.clock.advance(seconds: 31 * 86_400)
            try await scene.makePlan("2026-12")
            let next = try await scene.desk.monthDifference(
                Self.december, of: DeskScene.employer, for: DeskScene.teller)
            #expect(next.difference.isEmpty && next.difference.unchanged == 1)
        }
    }

    @Test func `is for the staff of the region, and its people for those who may see the employer`() async throws {
        try await DeskScene.with(.sqlite) { scene in
            let elsewhere = Principal(login: 8, name: "审核丙", role: .reviewer, branch: "east", region: DeskScene.region)
            for stranger in [DeskScene.operator, DeskScene.individual(PersonId(1))] {
                await #expect(throws: DeskRefusal.notFound) {
                    try await scene.desk.monthDifferences(Self.november, .same, page: 1, for: stranger)
                }
            }
            for stranger in [DeskScene.operator, elsewhere] {
                await #expect(throws: DeskRefusal.notFound) {
                    try await scene.desk.monthDifference(Self.november, of: DeskScene.employer, for: stranger)
                }
            }
        }
    }
}

extension DeskScene {
    fileprivate func differences(_ kind: MonthDifferences.Kind) async throws -> MonthDifferenceView {
        try await desk.monthDifferences(Month("2026-12")!, kind, page: 1, for: Self.reviewer)
    }

    fileprivate func december(_ newcomer: Newcomer, wage: String = "12000") -> Answers {
        partners.know(newcomer)
        var answers = newcomer.answers(wage: wage)
        answers["beganOn"] = "2026-12-01"
        return answers
    }
}
