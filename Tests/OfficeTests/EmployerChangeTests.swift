import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// What is registered of an employer follows its register and what it files, and all that was before stays.
@Suite struct `Changing what is registered of an employer` {
    private static func unit(
        name: String = "演示单位1", address: String = "演示路1号", industry: String? = "R8810",
        contact: SharedUnit.Contact? = .init(name: "楚歌", phone: "19900000921"), revision: Int = 1
    ) -> SharedUnit {
        SharedUnit(
            creditCode: DeskScene.creditCode, name: name, kind: .enterprise, type: "有限责任公司",
            registeredOn: Day("2020-01-01")!, authority: "演示区市场监督管理局",
            head: .init(name: "楚晴", number: "590003198902140027"), address: address, scope: nil, industry: industry,
            status: .active, contact: contact, revision: revision)
    }

    private func tell(_ unit: SharedUnit, _ key: String, to scene: DeskScene) async throws {
        let told = UnitChanged<MarketRegulator>(unit, changedOn: Day("2026-11-01")!)
        let message = InboxMessage(
            UnitChanged<MarketRegulator>.endpoint, idempotencyKey: try #require(IdempotencyKey(key)),
            body: try told.body(), receivedAt: scene.clock.now)
        #expect(try await scene.desk.receive(message, for: DeskScene.region) == .received)
    }

    private func record(_ scene: DeskScene) async throws -> EmployerRecord? {
        try await scene.database.read { tx in
            try tx.employerRecords.current(of: [DeskScene.employer])[DeskScene.employer]
        }
    }

    private func view(_ scene: DeskScene) async throws -> RegisteredUnitView {
        try await Pages(scene.desk).unit(by: DeskScene.operator)
    }

    /// The employer's record is there, as its register has it.
    private func complete(_ scene: DeskScene) async throws {
        scene.partners.know(Self.unit())
        try await scene.file("employer-change", ["contactName": "楚歌", "contactPhone": "19900000921"])
    }

    @Test(arguments: Engine.allCases)
    func `an employer taken over without its record files it with the first change, and what came with it stays`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            #expect(try await view(scene).record == nil)
            scene.partners.know(Self.unit(name: "演示单位（集团）"))
            try await scene.file("employer-change", ["contactName": "楚歌", "contactPhone": "19900000921"])
            let view = try await view(scene)
            #expect(view.employer.name == "演示单位（集团）" && view.record?.head.name == "楚晴")
            #expect(view.history.map(\.matterName) == ["单位信息变更"] && view.takenOver?.name == "演示单位1")
            let first = try #require(view.history[0].changes.first)
            #expect(first.key == .name && first.before == "演示单位1" && first.after == "演示单位（集团）")
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE employer_takeover SET name = '别名'")
            #expect(try await scene.audit().findings.map(\.table) == ["employer_takeover"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a change of contact is there at once, and every record before it is kept`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await complete(scene)
            let id = try await scene.file("employer-change", ["contactPhone": "19900000955", "place": "演示路9号"])
            #expect(try await scene.state(id).status == .effective)
            let view = try await view(scene)
            #expect(view.record?.contact.phone == "19900000955" && view.record?.place == "演示路9号")
            #expect(view.history.count == 2 && view.history[0].changes.map(\.key) == [.place, .contactPhone])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what says the same as is on record is not filed, so it takes back nothing that came meanwhile`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await complete(scene)
            let draft = try await scene.begin("employer-change", [:])
            // A browser sends every field, as it was filled in.
            let judged = try await scene.desk.fill(
                draft,
                with: [
                    "name": "演示单位1", "kind": "enterprise", "address": "演示路1号", "headName": "楚晴", "industry": "R88",
                    "contactName": "楚歌", "contactPhone": "19900000955", "changedOn": "",
                ], by: DeskScene.operator)
            #expect(judged.application.answers == ["contactPhone": "19900000955"])
            try await scene.file("employer-change", ["contactName": "楚新"])
            _ = try await scene.submit(draft)
            let contact = try await record(scene)?.contact
            #expect(contact == .init(name: "楚新", phone: "19900000955"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a register's message changes the record by itself, once, and the employer hears of it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await complete(scene)
            try await tell(Self.unit(address: "演示路2号", revision: 3), "unit-changed-1", to: scene)
            try await tell(Self.unit(address: "演示路2号", revision: 3), "unit-changed-2", to: scene)
            // Overtaken by the newer one.
            try await tell(Self.unit(address: "演示路3号", revision: 2), "unit-changed-3", to: scene)
            #expect(try await record(scene)?.address == "演示路2号")
            #expect(try await view(scene).history.count == 2)
            let sent = try await scene.count(
                "SELECT count(*) FROM outbox WHERE partner = 'sms' AND body LIKE '%住所已同步更新%'")
            #expect(sent == 1)
            #expect(try await scene.toDos().isEmpty)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a message that cannot be decided alone becomes a to-do with the law's day, and the change settles it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await tell(Self.unit(contact: nil, revision: 2), "unit-changed-1", to: scene)
            #expect(try await record(scene) == nil)
            let toDo = try #require(try await scene.toDos().first)
            #expect(toDo.dueOn == Day("2026-12-01") && toDo.sentence.contains("请填写社保联系人姓名。"))
            let calendar = try await Pages(scene.desk).calendar(by: DeskScene.operator)
            #expect(calendar.deadlines.first { $0.kind == .unitChange }?.on == Day("2026-12-01"))
            try await scene.file("employer-change", ["contactName": "楚歌", "contactPhone": "19900000921"])
            #expect(try await scene.toDos().isEmpty)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `of an employer taken over, a message with a contact registers all of it`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await tell(Self.unit(revision: 2), "unit-changed-1", to: scene)
            #expect(try await record(scene)?.contact == .init(name: "楚歌", phone: "19900000921"))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `without shared data the papers are reviewed, and the lagging register takes nothing back`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await complete(scene)
            let draft = try await scene.begin("employer-change", ["name": "演示单位（集团）", "changedOn": "2026-10-30"])
            let missing = try await scene.desk.preview(draft, by: DeskScene.operator).missingMaterials.map(\.key)
            #expect(missing == ["licence"])
            try await scene.desk.attach(
                "licence", fileName: "a.png", mediaType: "image/png", bytes: [1], to: draft, by: DeskScene.operator)
            let id = try await scene.submit(draft)
            #expect(try await scene.state(id).status == .submitted)
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            let digest = try #require(try await scene.desk.view(id, by: DeskScene.reviewer).assessment?.digest)
            #expect(try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.reviewer) == nil)
            #expect(try await view(scene).employer.name == "演示单位（集团）")
            // The register still says the old name; a change of the contact leaves the new one.
            try await scene.file("employer-change", ["contactName": "楚新"])
            #expect(try await record(scene)?.name == "演示单位（集团）")
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `another class of work-injury risk holds from the next month on, for plans made late as well`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await complete(scene)
            try await scene.enrol(Newcomer(1))
            try await tell(Self.unit(industry: "C2710", revision: 2), "unit-changed-1", to: scene)
            let employer = try await view(scene).employer
            let classes = ["2026-11", "2026-12", "2027-01"].map { employer.injuryClass(in: Month($0)!) }
            #expect(classes == [1, 4, 4])
            scene.clock.advance(seconds: 30 * 86_400)
            try await scene.makePlan("2026-11")
            try await scene.makePlan("2026-12")
            let plans = try await scene.plans().sorted { $0.period < $1.period }
            let held = try await scene.database.read { tx in try plans.map { try tx.planRows.injuryClass(of: $0.id) } }
            #expect(held == [1, 4])
            #expect(plans[0].total < plans[1].total)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a record or a name changed behind the platform's back is found`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await complete(scene)
            try await scene.run("UPDATE employer_record SET contact_phone = '19900000999'")
            #expect(try await scene.audit().findings.map(\.table) == ["employer_record"])
            try await scene.run("UPDATE employer_record SET contact_phone = '19900000921', register_revision = 9")
            #expect(try await scene.audit().findings.map(\.table) == ["employer_record"])
            try await scene.run("UPDATE employer_record SET register_revision = 1")
            try await scene.run("UPDATE employer SET name = '别名' WHERE id = 1")
            #expect(try await scene.audit().findings.map(\.table) == ["employer"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a paper of an earlier day keeps the name that it was issued under`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await complete(scene)
            let before = try await scene.file("employer-change", ["place": "演示路9号"])
            try await tell(Self.unit(name: "演示单位（集团）", revision: 2), "unit-changed-1", to: scene)
            let papers = try await scene.desk.view(before, by: DeskScene.operator).papers
            let content = papers.map { "\($0.paper)" }.joined()
            #expect(content.contains("演示单位1") && !content.contains("演示单位（集团）"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `only who holds the right for unit data sees and changes it; a teller does at the counter`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let limited = Principal(
                login: 1, name: "王经办", role: .employerOperator, employer: DeskScene.employer,
                region: DeskScene.region, rights: [.staff, .contributions, .papers])
            await #expect(throws: DeskRefusal.lacksRight(.unitData)) {
                try await Pages(scene.desk).unit(by: limited)
            }
            await #expect(throws: DeskRefusal.lacksRight(.unitData)) {
                try await scene.begin("employer-change", [:], by: limited)
            }
            scene.partners.know(Self.unit())
            try await scene.file(
                "employer-change", ["contactName": "楚歌", "contactPhone": "19900000921"], by: DeskScene.teller)
            let file = try await scene.desk.employer(DeskScene.employer, for: DeskScene.teller)
            #expect(file.unit.record?.contact.name == "楚歌" && file.unit.history.count == 1)
        }
    }
}
