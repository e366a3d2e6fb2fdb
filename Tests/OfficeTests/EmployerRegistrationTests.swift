import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// A unit gets into the system: by what its register shares, by its papers, by E窗通.
@Suite struct `Registering a unit` {
    private static let code = "91590000MADM00115A"
    private static let newcomer = Principal(login: 50, name: "楚经办", role: .unitOperator, unit: code)
    private static let stranger = Principal(
        login: 51, name: "辛经办", role: .unitOperator, unit: "91590000MADM001235")

    private static func unit(_ address: String = "演示路1号", code: String = code) -> SharedUnit {
        SharedUnit(
            creditCode: code, name: "初晴文化传播有限公司", kind: .enterprise, type: "有限责任公司",
            registeredOn: Day("2026-10-20")!, authority: "演示区市场监督管理局",
            head: .init(name: "楚晴", number: "59000319890214002X"), address: address, scope: nil, industry: "R8810",
            status: .active, contact: .init(name: "楚歌", phone: "19900000921"), revision: 1)
    }

    private static let typed: Answers = [
        "name": "初晴文化传播有限公司", "kind": "enterprise", "foundedOn": "2026-10-20", "authority": "演示区市场监督管理局",
        "address": "演示路1号", "headName": "楚晴", "headNumber": "59000319890214002X", "industry": "R88",
        "contactName": "楚歌", "contactPhone": "19900000921",
    ]

    private func draft(
        _ scene: DeskScene, by principal: Principal = newcomer, _ answers: Answers = typed, withPapers: Bool = false
    ) async throws -> (id: DraftId, assessment: Assessment) {
        let applicant = try #require(Desk.applicant(of: principal))
        let draft = try await scene.desk.begin(
            "employer-registration", for: applicant, in: DeskScene.region, through: .web, by: principal)
        for key in withPapers ? ["licence", "headIdentity"] : [] {
            try await scene.desk.attach(
                key, fileName: "\(key).png", mediaType: "image/png", bytes: [1, 2, 3], to: draft, by: principal)
        }
        return (draft, try await scene.desk.fill(draft, with: answers, by: principal))
    }

    private func file(_ scene: DeskScene, _ answers: Answers = typed, withPapers: Bool = false) async throws -> CaseId {
        let (id, assessment) = try await draft(scene, answers, withPapers: withPapers)
        let digest = try #require(assessment.digest, "\(assessment.problems) \(assessment.refusals)")
        guard case .filed(let filed) = try await scene.desk.submit(id, digest: digest, by: Self.newcomer) else {
            throw DeskRefusal.invalid("the preview no longer held")
        }
        return filed
    }

    private func employer(_ scene: DeskScene) async throws -> Employer? {
        try await scene.database.read { tx in try tx.employers.withCreditCodes([Self.code])[Self.code] }
    }

    private func makeLogin(_ scene: DeskScene) async throws {
        let now = scene.clock.now
        let isNew = try await scene.database.transaction { tx in
            try tx.logins.create(
                LoginRow(
                    id: 50, name: Self.code.lowercased(), displayName: "楚经办", phone: "19900000931",
                    passwordHash: "x", role: "unitOperator", person: nil, employer: nil, branch: nil,
                    unit: Self.code), by: nil, at: now, scene.chain)
        }
        #expect(isNew)
    }

    @Test(arguments: Engine.allCases)
    func `with shared data it is done at once, without papers, and its login becomes the employer's`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            scene.partners.know(Self.unit())
            try await makeLogin(scene)
            let id = try await file(scene, ["contactName": "楚歌", "contactPhone": "19900000921"])
            #expect(try await scene.state(id).status == .effective)
            let employer = try #require(try await employer(scene))
            #expect(employer.name == "初晴文化传播有限公司" && employer.injuryClass == 2 && employer.branch == "centre")
            let record = try await scene.database.read { tx in try tx.employerRecords.current(of: [employer.id]) }
            #expect(record[employer.id]?.head.number == "59000319890214002X")
            let login = try #require(try await scene.database.read { tx in try tx.logins.withId(50) })
            #expect(login.role == "employerOperator" && login.employer == employer.id && login.unit == nil)
            let adopted = Principal(
                login: 50, name: "楚经办", role: .employerOperator, employer: employer.id, region: DeskScene.region)
            #expect(try await scene.desk.view(id, by: adopted).papers.map(\.employer) == [employer.id])
            await #expect(throws: DeskRefusal.notFound) { try await scene.desk.view(id, by: Self.newcomer) }
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `while the register is silent papers are uploaded, and another than who took them in decides`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            scene.partners.setDown(true)
            let bare = try await draft(scene)
            #expect(bare.assessment.missingMaterials.map(\.key) == ["licence", "headIdentity"])
            let id = try await file(scene, withPapers: true)
            #expect(try await scene.state(id).status == .submitted)
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            let view = try await scene.desk.view(id, by: DeskScene.reviewer)
            let digest = try #require(view.assessment?.digest)
            #expect(try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.reviewer) == nil)
            #expect(try await employer(scene) != nil)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a returned case is seen by its own unit only, and corrected`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            let id = try await file(scene, withPapers: true)
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            try await scene.desk.sendBack(id, version: 2, reason: "执照照片不清。", by: DeskScene.reviewer)
            #expect(try await scene.desk.view(id, by: Self.newcomer).acts.contains(.supplement))
            for other in [Self.stranger, DeskScene.operator] {
                await #expect(throws: DeskRefusal.notFound) { try await scene.desk.view(id, by: other) }
            }
            let cases = try await scene.desk.cases(of: Self.stranger, isOpen: nil, page: 1)
            #expect(cases.cases.isEmpty)
            #expect(try await scene.count("SELECT count(*) FROM to_do WHERE party = 'agency'") == 0)
            let draft = try await scene.desk.beginSupplement(id, by: Self.newcomer)
            let digest = try #require(try await scene.desk.preview(draft, by: Self.newcomer).digest)
            _ = try await scene.desk.submit(draft, digest: digest, by: Self.newcomer)
            #expect(try await scene.state(id).status == .submitted)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `an answer about another unit is none`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            scene.partners.know(Self.unit(code: "91590000MADM001235"), under: Self.code)
            let judged = try await draft(scene)
            #expect(judged.assessment.situations.map(\.rawValue).contains("unit-unconfirmed"))
            #expect(judged.assessment.awaited == .marketRegulator)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of two who apply for one unit the second is told that it is registered`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            scene.partners.know(Self.unit())
            let other = Principal(login: 52, name: "楚二", role: .unitOperator, unit: Self.code)
            let (second, judged) = try await draft(scene, by: other)
            _ = try await file(scene)
            let digest = try #require(judged.digest)
            guard case .changed(let assessment) = try await scene.desk.submit(second, digest: digest, by: other) else {
                Issue.record("one unit was registered twice")
                return
            }
            #expect(assessment.refusals.map(\.code) == ["registeredAlready"])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a teller files for a unit at the counter`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            scene.partners.know(Self.unit())
            let found = try await scene.desk.search(Self.code, by: DeskScene.teller)
            #expect(found.unit?.isOnRecord == false && found.unit?.answer.unit?.name == "初晴文化传播有限公司")
            let draft = try await scene.desk.beginAtCounter(
                "employer-registration", for: .unit(creditCode: Self.code),
                knownBy: IdentityCheck(
                    visitor: "楚经办", standing: .operatorOfEmployer, numberEnd: "0027",
                    documents: [.identityCard, .licence], checkedBy: DeskScene.teller.name,
                    checkedOn: Day("2026-11-02")!), by: DeskScene.teller)
            let judged = try await scene.desk.fill(draft, with: Self.typed, by: DeskScene.teller)
            _ = try await scene.desk.submit(draft, digest: try #require(judged.digest), by: DeskScene.teller)
            #expect(try await employer(scene) != nil)
            #expect(try await scene.desk.search(Self.code, by: DeskScene.teller).unit?.isOnRecord == true)
        }
    }

    // MARK: E窗通

    private func found(
        _ scene: DeskScene, wishes: Bool = true, division: String = "590001", key: String = "founded-1"
    ) async throws {
        let founded = UnitFounded(
            number: "ECT1", unit: Self.unit(), wishesRegistration: wishes, division: division,
            account: .init(bank: "演示银行", number: "590000110000"))
        let message = InboxMessage(
            UnitFounded.endpoint, idempotencyKey: try #require(IdempotencyKey(key)), body: try founded.body(),
            receivedAt: scene.clock.now)
        #expect(try await scene.desk.receive(message, for: DeskScene.region) == .received)
    }

    @Test(arguments: Engine.allCases)
    func `founded through E窗通 it is registered without an act of its own, once, and hears of it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            try await scene.run("UPDATE branch SET division = '590001' WHERE code = 'centre'")
            try await found(scene)
            try await found(scene)
            try await found(scene, key: "founded-2")
            let employer = try #require(try await employer(scene))
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 1)
            #expect(try await scene.count("SELECT count(*) FROM inbox WHERE status = 'refused'") == 0)
            let record = try await scene.database.read { tx in try tx.employerRecords.current(of: [employer.id]) }
            #expect(record[employer.id]?.account?.number == "590000110000")
            let texts = try await scene.database.read { tx in
                try tx.all("SELECT body FROM outbox WHERE partner = 'sms'") { row in try row[0] as String }
            }
            #expect(texts.count == 1 && texts[0].contains("单位首次使用"))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `who does not wish it is not registered, and no office is work for the staff`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            try await found(scene, wishes: false)
            try await found(scene, division: "590009", key: "founded-2")
            #expect(try await employer(scene) == nil)
            let refused = try await scene.database.read { tx in try tx.inbox.refused(limit: 10) }
            #expect(refused.map(\.reason) == ["没有办理行政区划590009参保登记的经办机构，初晴文化传播有限公司未能登记。"])
        }
    }

    // MARK: Behind the platform's back

    @Test(
        arguments: Engine.allCases,
        [
            ("UPDATE employer_record SET account = '590000110001', bank = '他行'", "employer_record"),
            ("UPDATE employer_record SET head_number = 'X1234567'", "employer_record"),
            ("DELETE FROM employer_record", "employer_record"),
            ("UPDATE employer SET injury_class = 1 WHERE name = '初晴文化传播有限公司'", "employer"),
            ("UPDATE matter_case SET employer_id = 1", "matter_case"),
            ("UPDATE matter_case SET credit_code = NULL", "matter_case"),
        ] as [(SQL, String)])
    func `a change of what was registered is found, and its row named`(
        on engine: Engine, change: (sql: SQL, table: String)
    ) async throws {
        try await DeskScene.with(engine) { (scene) async throws in
            scene.partners.know(Self.unit())
            _ = try await file(scene)
            try await scene.expectCleanBooks()
            try await scene.run(change.sql)
            let report = try await scene.audit()
            #expect(report.findings.map(\.table).contains(change.table), "\(report.findings)")
        }
    }
}
