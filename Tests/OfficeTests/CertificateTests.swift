import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

@Suite struct `Certificates of the record` {
    private func month(_ scene: DeskScene) async throws -> PersonId {
        try await scene.enrol(Newcomer(1))
        try await scene.enrol(Newcomer(2), wage: "9000")
        try await scene.makePlan()
        let plan = try #require(try await scene.plans().first)
        try await scene.receive("R1", yuan: plan.total.yuanText, plan: plan.number)
        return try #require(
            try await scene.database.read { tx in try tx.people.withNumbers([Newcomer(1).number]).values.first?.id })
    }

    private static let themself = IdentityCheck(
        visitor: "演示员工", standing: .themself, numberEnd: "0015", documents: [.identityCard], checkedBy: "柜员甲",
        checkedOn: Day("2026-11-02")!)

    private func papers(of id: CaseId, _ scene: DeskScene, by principal: Principal) async throws -> [String] {
        try await scene.desk.view(id, by: principal).papers.map(\.number)
    }

    @Test(arguments: Engine.allCases)
    func `asked for twice on one day it is one paper, from every channel; changed or later it is another`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let holder = DeskScene.individual(try await month(scene))
            for slug in ["payment-certificate", "entitlement-record"] {
                let answers = ["span": "all"]
                let first = try await papers(of: scene.file(slug, answers, by: holder), scene, by: holder)
                let again = try await papers(of: scene.file(slug, answers, by: holder), scene, by: holder)
                #expect(first.count == 1 && first == again)
                // At the counter, for the same person.
                let draft = try await scene.desk.beginAtCounter(
                    slug, for: .person(holder.person!), knownBy: Self.themself, by: DeskScene.teller)
                _ = try await scene.desk.fill(draft, with: answers, by: DeskScene.teller)
                let counter = try await scene.submit(draft, by: DeskScene.teller)
                #expect(try await papers(of: counter, scene, by: DeskScene.teller) == first)
                let other = try await papers(of: scene.file(slug, ["span": "thisYear"], by: holder), scene, by: holder)
                #expect(other != first)
            }
            let pages = Pages(scene.desk)
            #expect(
                try await pages.paperListing(by: holder).entries.map(\.standing) == [.valid, .valid, .valid, .valid])
            scene.clock.advance(seconds: 86_400)
            _ = try await scene.file("payment-certificate", ["span": "all"], by: holder)
            let listing = try await pages.paperListing(by: holder)
            #expect(listing.count(.replaced) == 1 && listing.count(.valid) == 4)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `an employer's certificate counts people, lines and arrears, and lists the people if asked`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            _ = try await month(scene)
            let id = try await scene.file("employer-certificate", ["span": "thisYear", "staff": "with"])
            let view = try await scene.desk.view(id, by: DeskScene.operator)
            let paper = try #require(view.papers.first?.paper)
            #expect(view.papers.count == 1 && paper.kind == .employerCertificate)
            #expect(paper.keyFields.contains(Paper.Field("参保缴费人数", "2")))
            #expect(paper.keyFields.contains(Paper.Field("欠费（元）", "无")))
            let tables = paper.parts.compactMap { if case .table(_, let table) = $0 { table } else { nil } }
            #expect(tables.last?.rows.map { $0[2] } == [Newcomer(1).number, Newcomer(2).number])
            #expect(tables.last?.rows.map { "\($0[3])/\($0[4])" } == ["1/1", "1/1"])
            let plan = try #require(try await scene.plans().first)
            #expect(tables.first?.total?.last == plan.total.description)
            // Another employer has another paper, and does not see this one.
            let other = try await scene.file("employer-certificate", ["span": "thisYear"], by: DeskScene.otherOperator)
            let others = try await scene.desk.view(other, by: DeskScene.otherOperator).papers
            #expect(others.first?.paper.keyFields.contains(Paper.Field("参保缴费人数", "0")) == true)
            #expect(try await Pages(scene.desk).paperListing(by: DeskScene.otherOperator).entries.count == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `an employer gets the record of its own people alone, and the person holds the paper too`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let person = try await month(scene)
            let answers = ["number": Newcomer(1).number, "span": "all"]
            let id = try await scene.file("staff-record", answers)
            let number = try #require(try await papers(of: id, scene, by: DeskScene.operator).first)
            let draft = try await scene.begin("staff-record", answers, by: DeskScene.otherOperator)
            let refused = try await scene.desk.preview(draft, by: DeskScene.otherOperator)
            #expect(refused.refusals.map(\.code) == ["notStaff"] && refused.decision == nil)
            // Whoever looks at the preview is logged, refused or not.
            #expect(refused.people == [person])
            let listing = try await Pages(scene.desk).paperListing(by: DeskScene.individual(person))
            #expect(listing.entries.map(\.paper.number) == [number])
            #expect(listing.entries.map(\.about) == ["由演示单位1查询"])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what a plan took back is not counted`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            try await scene.makePlan()
            let id = try await scene.file("employer-certificate", ["span": "thisYear", "staff": "with"])
            let paper = try #require(try await scene.desk.view(id, by: DeskScene.operator).papers.first?.paper)
            #expect(paper.keyFields.contains(Paper.Field("参保缴费人数", "1")))
            let tables = paper.parts.compactMap { if case .table(_, let table) = $0 { table } else { nil } }
            #expect(tables.last?.rows.map { $0[2] } == [Newcomer(2).number])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an employer that stopped declaring is not certified to owe nothing, and its pages name the months`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            _ = try await month(scene)
            try await scene.enrol(Newcomer(3))
            // November is billed but for one; from December on no plan is made.
            scene.clock.advance(seconds: 190 * 86_400)
            #expect(scene.desk.today == Day("2027-05-11"))
            let missed = ["2026-12", "2027-01", "2027-02", "2027-03", "2027-04"].map { Month($0)! }
            let all = [Month("2026-11")!] + missed
            let id = try await scene.file("employer-certificate", ["span": "all"])
            let paper = try #require(try await scene.desk.view(id, by: DeskScene.operator).papers.first?.paper)
            #expect(paper.keyFields.contains(Paper.Field("欠费（元）", "尚未核定")))
            #expect(paper.keyFields.contains(Paper.Field("未申报月份", "2026年11月至2027年4月，共6个月")))
            #expect(!"\(paper.parts)".contains("无欠费"))
            // Of a span that is declared but for the one, the one is named.
            let autumn = ["span": "chosen", "from": "2026-10", "through": "2026-11"]
            let other = try await scene.file("employer-certificate", autumn)
            let narrow = try #require(try await scene.desk.view(other, by: DeskScene.operator).papers.first?.paper)
            #expect(narrow.keyFields.contains(Paper.Field("未申报月份", "2026年11月，共1个月")))

            let pages = Pages(scene.desk)
            #expect(try await pages.account(of: nil, by: DeskScene.operator).undeclared == all)
            #expect(try await pages.arrears(by: DeskScene.operator).undeclared == all)
            let calendar = try await pages.calendar(by: DeskScene.operator).deadlines
            #expect(calendar.filter { $0.kind == .planMissed }.map(\.subject) == all.map(\.description))
            let overview = try await pages.overview(by: DeskScene.operator)
            #expect(overview.undeclared == missed)
            let toDos = overview.toDos.filter { $0.key.kind == "plan-not-made" }
            #expect(
                Set(toDos.compactMap { $0.answers["period"] }) == Set((all + [Month("2027-05")!]).map(\.description)))

            // What was taken over is asked for from the first month that had a plan here.
            try await scene.run("UPDATE enrolment SET case_id = \(Enrolments.takenOver)")
            try await scene.run("UPDATE coverage_span SET first_period = \(Month("2020-01")!)")
            #expect(try await pages.arrears(by: DeskScene.operator).undeclared == all)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an employer that never declared is certified from its first covered month on`(on engine: Engine) async throws
    {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            scene.clock.advance(seconds: 70 * 86_400)
            let id = try await scene.file("employer-certificate", ["span": "all"])
            let paper = try #require(try await scene.desk.view(id, by: DeskScene.operator).papers.first?.paper)
            #expect(paper.keyFields.contains(Paper.Field("起止月份", "2026-11至2027-01")))
            #expect(paper.keyFields.contains(Paper.Field("未申报月份", "2026年11月至2026年12月，共2个月")))
            for period in ["2026-11", "2026-12"] { try await scene.makePlan(period) }
            #expect(try await Pages(scene.desk).arrears(by: DeskScene.operator).undeclared.isEmpty)
        }
    }
}
