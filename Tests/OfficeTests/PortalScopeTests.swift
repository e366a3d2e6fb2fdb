import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

@Suite struct `What a portal shows` {
    @Test(arguments: Engine.allCases)
    func `an employer sees its own people, plans and papers and nobody else's`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let enrolment = try await scene.enrol(Newcomer(2), by: DeskScene.otherOperator)
            try await scene.makePlan(by: DeskScene.otherOperator)
            let pages = Pages(scene.desk)
            let own = try await pages.staff(by: DeskScene.operator)
            #expect(own.members.map(\.number) == [Newcomer(1).number])
            #expect(try await pages.staff(by: DeskScene.operator, search: Newcomer(2).number).members.isEmpty)
            let other = try await scene.person(Newcomer(2))
            await expectNotFound { try await pages.staffMember(other, by: DeskScene.operator) }
            _ = try await pages.staffMember(other, by: DeskScene.otherOperator)
            let number = try #require(try await scene.plans(of: DeskScene.otherEmployer).first?.number)
            await expectNotFound { try await pages.plan(number, by: DeskScene.operator) }
            await expectNotFound { try await pages.difference(of: number, by: DeskScene.operator) }
            _ = try await pages.plan(number, by: DeskScene.otherOperator)
            let paper = try #require(try await scene.papers(of: enrolment).first?.number)
            let room = PaperRoom(scene.desk, queue: DrawingQueue())
            await expectNotFound { try await room.paper(paper, by: DeskScene.operator) }
            #expect(try await room.paper(paper, by: DeskScene.otherOperator).about == other)
            #expect(try await room.paper(paper, by: DeskScene.teller).about == other)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the plan of a case is shown to its employer, who has a page for it`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let id = try await scene.makePlan()
            let number = try #require(try await scene.plans().first?.number)
            #expect(try await scene.desk.view(id, by: DeskScene.operator).plans == [number])
            #expect(try await scene.desk.view(id, by: DeskScene.teller).plans.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of somebody with two employers each sees only the coverage with itself`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let person = try await scene.person(Newcomer(1))
            try await scene.run(
                """
                INSERT INTO enrolment (id, person_id, employer_id, region, began_on, case_id)
                SELECT id + 900000, person_id, \(DeskScene.otherEmployer), region, began_on, case_id FROM enrolment
                """)
            let view = try await Pages(scene.desk).staffMember(person, by: DeskScene.otherOperator)
            #expect(view.history.isEmpty)
            #expect(view.enrolments.flatMap(\.member.spans).isEmpty)
            #expect(try await Pages(scene.desk).staffMember(person, by: DeskScene.operator).history.count == 3)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a person sees their own record and papers, and no one's pages of another kind`(on engine: Engine) async throws
    {
        try await DeskScene.with(engine) { scene in
            for number in 1...2 { try await scene.enrol(Newcomer(number), wage: "\(number)0000") }
            try await scene.makePlan()
            let (first, second) = (try await scene.person(Newcomer(1)), try await scene.person(Newcomer(2)))
            let record = try await scene.file(
                "entitlement-record", ["from": "2026-11", "through": "2026-11"], by: DeskScene.individual(second))
            let paper = try #require(try await scene.papers(of: record).first?.number)
            let pages = Pages(scene.desk)
            let own = try await pages.record(of: nil, by: DeskScene.individual(first))
            #expect(own.months.flatMap(\.payers).flatMap(\.rows).allSatisfy { $0.row.person == first })
            #expect(own.months.flatMap(\.payers).flatMap(\.explained).allSatisfy { $0.explanation != nil })
            #expect(try await pages.papers(by: DeskScene.individual(first)).isEmpty)
            #expect(try await pages.cases(by: DeskScene.individual(second)).map(\.id) == [record])
            let room = PaperRoom(scene.desk, queue: DrawingQueue())
            await expectNotFound { try await room.paper(paper, by: DeskScene.individual(first)) }
            await expectNotFound { try await room.paper(paper, by: DeskScene.operator) }
            _ = try await room.paper(paper, by: DeskScene.individual(second))
            await expectNotFound { try await pages.overview(by: DeskScene.individual(first)) }
            await expectNotFound { try await pages.individual(by: DeskScene.operator) }
            await expectNotFound { try await pages.staff(by: DeskScene.teller) }
        }
    }

    @Test(arguments: Engine.allCases)
    func `what is paid is counted once it is received`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let person = DeskScene.individual(try await scene.person(Newcomer(1)))
            let before = try await Pages(scene.desk).individual(by: person)
            #expect(before.monthsPaid == 0 && before.paidThisYear == .zero && before.credited == .zero)
            let nothing = try await Pages(scene.desk).record(of: nil, by: person).basis
            #expect(nothing.paidMonths == 0 && nothing.base == nil)
            try await scene.receive("SP00000001", yuan: "3024.00")
            let after = try await Pages(scene.desk).individual(by: person)
            #expect(after.monthsPaid == 1)
            #expect(after.paidThisYear == Money(yuanText: "1020.00"))
            // 8 % of 12 000 yuan of pension.
            #expect(after.credited == Money(yuanText: "960.00"))
            let basis = try await Pages(scene.desk).record(of: nil, by: person).basis
            #expect(basis.paidMonths == 1 && basis.credited == after.credited)
            #expect(basis.base == Money(yuan: 12_000) && basis.bornIn == after.person.bornOn.month)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the staff list goes on page by page, and finds by name and number`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            for number in 1...3 { try await scene.enrol(Newcomer(number, name: "演示\(["甲", "乙", "丙"][number - 1])")) }
            let pages = Pages(scene.desk)
            let all = try await pages.staff(by: DeskScene.operator)
            #expect(all.members.map(\.name) == ["演示甲", "演示乙", "演示丙"])
            #expect(all.members.allSatisfy { $0.spans.count == 4 })
            #expect(all.present == 3 && all.left == 0 && !all.hasEarlier && !all.hasLater)
            #expect(try await pages.staff(by: DeskScene.operator, search: "演示乙").members.map(\.name) == ["演示乙"])
            #expect(
                try await pages.staff(by: DeskScene.operator, search: Newcomer(3).number).members.map(\.name) == ["演示丙"]
            )
            let last = try #require(all.members.last?.place)
            let beyond = try await pages.staff(by: DeskScene.operator, part: .after(last), page: 7)
            #expect(beyond.members == all.members && beyond.page == 1)
            let parts = try await scene.database.read { tx in
                let first = try tx.staff.page(of: DeskScene.employer, .present, .beginning, limit: 2).members
                let second = try tx.staff.page(of: DeskScene.employer, .present, .after(first[1].place), limit: 2)
                    .members
                let back = try tx.staff.page(of: DeskScene.employer, .present, .before(second[0].place), limit: 1)
                    .members
                return [first, second, back].map { $0.map(\.name) }
            }
            #expect(parts == [["演示甲", "演示乙"], ["演示丙"], ["演示乙"]])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a case's progress is told to who knows both its number and the applicant's`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.enrol(Newcomer(1))
            let number = try #require(try await scene.database.read { tx in try tx.cases.summary(of: id)?.number })
            let information = PublicInformation(scene.desk)
            #expect(try await information.progress(of: number, applicant: DeskScene.creditCode)?.status == .effective)
            #expect(try await information.progress(of: number, applicant: "91110000MA0000002X") == nil)
            #expect(try await information.progress(of: number, applicant: Newcomer(1).number) == nil)
            #expect(try await information.progress(of: "B0", applicant: DeskScene.creditCode) == nil)
        }
    }

    private func expectNotFound(
        _ sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
    ) async {
        await #expect(sourceLocation: sourceLocation) {
            _ = try await body()
        } throws: { error in
            if case DeskRefusal.notFound = error { true } else { false }
        }
    }
}

extension DeskScene {
    func papers(of id: CaseId) async throws -> [IssuedPaper] {
        try await database.read { tx in try tx.papers.of(id) }
    }
}
