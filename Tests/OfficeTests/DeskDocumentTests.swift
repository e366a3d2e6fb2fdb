import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

@Suite struct `Somebody without a resident card` {
    private static let permit = "810000199001100006"

    private static let registration: Answers = [
        "documentKind": "residencePermit", "documentNumber": permit, "validThrough": "2030-05-31", "name": "陈演示",
        "latinName": "CHAN YIN SHI", "sex": "female", "bornOn": "1990-01-10",
    ]
    private static let enrolment: Answers = [
        "documentKind": "residencePermit", "documentNumber": permit, "name": "陈演示", "beganOn": "2026-11-02",
        "occupation": "设计师",
        "contractTerm": "open", "wage": "12000",
    ]

    private static let sender = IdentityCheck(
        visitor: "王经办", standing: .operatorOfEmployer, numberEnd: "0015", documents: [.identityCard, .authority],
        checkedBy: "柜员甲", checkedOn: Day("2026-11-02")!)

    @Test(arguments: Engine.allCases)
    func `is registered by their document, reviewed, enrolled, and billed like everybody`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let enrolment = try await scene.begin("staff-enrolment", Self.enrolment)
            let before = try await scene.desk.preview(enrolment, by: DeskScene.operator)
            #expect(before.decision == nil)
            #expect(before.refusals.map(\.sentence) == ["未查询到该人信息，是否进行登记？"])
            let first = try #require(before.refusals.first?.first)
            #expect(first.slug == "document-registration")

            let registration = try await scene.register(Self.registration.merging(first.answers) { $1 })
            try await scene.review(registration)
            #expect(try await scene.toDos().map(\.sentence) == ["陈演示已登记为参保人，请继续办理增员。"])

            // The draft waited, and goes on with what was filled in.
            let after = try await scene.desk.preview(enrolment, by: DeskScene.operator)
            #expect(after.refusals.isEmpty && after.shared == ["name": "陈演示"])
            _ = try await scene.submit(enrolment)
            #expect(try await !scene.toDos().contains { $0.key.kind == "registered-person" })
            try await scene.makePlan()
            #expect(try await scene.plans().first?.people == 1)

            let found = try await scene.database.read { tx in
                try tx.people.withNumbers([Self.permit])[Self.permit]
            }
            let person = try #require(found)
            #expect(person.household == .hongKongMacauTaiwan && person.sex == .female)
            #expect(person.document?.latinName == "CHAN YIN SHI")
            #expect(person.document?.document.country == .hongKong)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `is registered once, whoever files it again`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let ours = try await scene.register(Self.registration)
            let theirs = try await scene.register(Self.registration, by: DeskScene.otherOperator)
            try await scene.review(ours)
            let view = try await scene.desk.view(theirs, by: DeskScene.reviewer)
            #expect(view.assessment?.refusals.map(\.code) == ["registeredAlready"])
            #expect(try await scene.count("SELECT count(*) FROM person_document") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `is found by the staff by the number of the document`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let travel = ["documentKind": "mainlandPermit", "documentNumber": "H0000000102"]
            try await scene.review(try await scene.register(Self.registration.merging(travel) { $1 }))
            let found = try await scene.desk.search("h00000001", by: DeskScene.teller).people
            #expect(found.map(\.number) == ["HKG0H00000001"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `is enrolled once by a file that names them in two ways, and keeps nobody else from it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let travel = ["documentKind": "mainlandPermit", "documentNumber": "H0000000102"]
            try await scene.review(try await scene.register(Self.registration.merging(travel) { $1 }))
            scene.partners.know(Newcomer(1))
            // With how often the permit was changed, and without: each is right alone.
            let rows = [travel, travel.merging(["documentNumber": "H00000001"]) { $1 }].map { row in
                Self.enrolment.merging(row) { $1 }
            }
            let id = try await scene.upload("staff-enrolment", rows + [Newcomer(1).answers()])
            try await scene.runJobs()
            #expect(try await scene.batch(id).counts == .init(rows: 3, passing: 3))
            try await scene.confirm(id)
            #expect(try await scene.batch(id).counts == .init(rows: 3, failing: 1, filed: 2))
            let failing = try await scene.failing(id)
            #expect(failing.map(\.number) == [5])
            #expect(failing.first?.problems.first?.sentence.contains("已在本单位参保") == true)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a document changed behind the platform's back is found`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.review(try await scene.register(Self.registration))
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE person_document SET valid_through = '2040-01-01'")
            #expect(try await scene.audit().findings.map(\.sentence) == ["该人员的身份证件与办件办理时登记的不符。"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `what came by fax is filed at the counter, and says so`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let draft = try await scene.desk.beginAtCounter(
                "document-registration", for: .employer(DeskScene.employer), knownBy: Self.sender, through: .fax,
                by: DeskScene.teller)
            let channel = try await scene.desk.draft(draft, of: DeskScene.teller).application.channel
            #expect(channel == .fax && channel.chinese == "传真")
            await #expect(throws: DeskRefusal.objection(.notYours)) {
                _ = try await scene.desk.beginAtCounter(
                    "document-registration", for: .employer(DeskScene.employer), knownBy: Self.sender, through: .web,
                    by: DeskScene.teller)
            }
        }
    }
}

extension DeskScene {
    fileprivate func register(
        _ answers: Answers, by principal: Principal = DeskScene.operator
    ) async throws -> CaseId {
        let draft = try await begin("document-registration", answers, by: principal)
        for key in ["document", "contract"] {
            try await desk.attach(
                key, fileName: "\(key).png", mediaType: "image/png", bytes: Array(key.utf8), to: draft, by: principal)
        }
        return try await submit(draft, by: principal)
    }

    fileprivate func review(_ id: CaseId) async throws {
        try await desk.accept(id, version: 1, by: Self.teller)
        let digest = try #require(try await desk.view(id, by: Self.reviewer).assessment?.digest)
        #expect(try await desk.approve(id, version: 2, digest: digest, by: Self.reviewer) == nil)
    }
}
