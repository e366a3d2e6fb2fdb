import Basics
import Casework
import Database
import Exchange
import Matters
import Office
import Records
import Storage
import Testing

/// What an operator is kept from: every matter an employer files, and the pages that go with a right.
@Suite struct `Limits of operators` {
    static func limited(to rights: Set<OperatorRight>) -> Principal {
        Principal(
            login: 7, name: "李经办", role: .employerOperator, employer: DeskScene.employer, region: DeskScene.region,
            rights: rights)
    }

    @Test(arguments: Engine.allCases)
    func `no matter is begun, filled in or sent without its right`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            for matter in Catalogue.matters(for: .employer, through: .web) {
                let (slug, right) = (matter.card.slug, matter.card.right)
                let with = Self.limited(to: [right])
                let without = Self.limited(to: .all.subtracting([right]))
                await scene.expectLacks(right) { try await scene.begin(slug, [:], by: without) }
                let draft = try await scene.begin(slug, [:], by: with)
                _ = try await scene.desk.preview(draft, by: with)
                // The right was taken away while the draft lay there.
                await scene.expectLacks(right) { try await scene.desk.draft(draft, of: without) }
                await scene.expectLacks(right) { try await scene.desk.fill(draft, with: [:], by: without) }
                await scene.expectLacks(right) { try await scene.desk.preview(draft, by: without) }
                await scene.expectLacks(right) { try await scene.desk.submit(draft, digest: "", by: without) }
                await scene.expectLacks(right) {
                    try await scene.desk.attach(
                        "any", fileName: "a.png", mediaType: "image/png", bytes: [1], to: draft, by: without)
                }
                #expect(try await scene.desk.drafts(of: without).allSatisfy { $0.id != draft })
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a case is seen and acted in only by whoever may file its matter`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let enrolment = try await scene.enrol(Newcomer(1))
            let plan = try await scene.makePlan()
            let staff = Self.limited(to: [.staff])
            #expect(try await scene.desk.view(enrolment, by: staff).summary.id == enrolment)
            #expect(try await scene.desk.cases(of: staff, isOpen: nil, page: 1).cases.map(\.id) == [enrolment])
            await expectNotFound { try await scene.desk.view(plan, by: staff) }
            await expectNotFound { try await scene.desk.withdraw(plan, version: 1, reason: "误报", by: staff) }
            await expectNotFound { try await scene.desk.beginSupplement(plan, by: staff) }
            let paper = try #require(try await scene.papers(of: plan).first?.number)
            let room = PaperRoom(scene.desk, queue: DrawingQueue())
            await expectNotFound { try await room.paper(paper, by: staff) }
            _ = try await room.paper(paper, by: Self.limited(to: [.contributions]))
            #expect(try await Pages(scene.desk).overview(by: staff).cases.map(\.id) == [enrolment])
        }
    }

    @Test(arguments: Engine.allCases)
    func `people and plans are shown to whom they are given`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let person = try await scene.person(Newcomer(1))
            let number = try #require(try await scene.plans().first?.number)
            let pages = Pages(scene.desk)
            let (staff, money) = (Self.limited(to: [.staff]), Self.limited(to: [.contributions]))
            _ = try await pages.staff(by: staff)
            _ = try await pages.staffMember(person, by: staff)
            _ = try await pages.plans(by: money)
            _ = try await pages.plan(number, by: money)
            _ = try await pages.difference(of: number, by: money)
            await scene.expectLacks(.staff) { try await pages.staff(by: money) }
            await scene.expectLacks(.staff) { try await pages.staffMember(person, by: money) }
            await scene.expectLacks(.contributions) { try await pages.plans(by: staff) }
            await scene.expectLacks(.contributions) { try await pages.plan(number, by: staff) }
            await scene.expectLacks(.contributions) { try await pages.difference(of: number, by: staff) }
            await scene.expectLacks(.staff) { try await scene.desk.settleMedicalRefusal(caseNumber: "", by: money) }
            #expect(try await pages.overview(by: money).toDos.map(\.key.kind) == ["payment-due"])
            #expect(try await pages.overview(by: staff).toDos.isEmpty)
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
    func expectLacks(
        _ right: OperatorRight, _ sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
    ) async {
        await #expect(sourceLocation: sourceLocation) {
            _ = try await body()
        } throws: { error in
            if case DeskRefusal.lacksRight(right) = error { true } else { false }
        }
    }
}
