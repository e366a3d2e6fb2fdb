import Basics
import Casework
import Database
import Exchange
import Office
import Policy
import Records
import Storage
import Testing

@Suite struct `Review and partners` {
    @Test(arguments: Engine.allCases)
    func `somebody whom the register does not know is reviewed on papers, by another than took it in`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.fileWithPapers(Newcomer(1))
            #expect(try await scene.state(id).status == .submitted)
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            let accepted = try await scene.state(id)
            // Ten working days after Monday, 2 November 2026.
            #expect(accepted.dueOn == Day("2026-11-16"))
            let view = try await scene.desk.view(id, by: DeskScene.reviewer)
            #expect(view.acts == [.approve, .refuse, .return, .endorse, .confirmByPhone])
            let digest = try #require(view.assessment?.digest)
            let both = Principal(
                login: DeskScene.teller.login, name: "柜员甲", role: .reviewer, branch: "centre", region: DeskScene.region)
            await #expect(throws: DeskRefusal.objection(.tookItIn)) {
                try await scene.desk.approve(id, version: 2, digest: digest, by: both)
            }
            #expect(try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.reviewer) == nil)
            #expect(try await scene.state(id).status == .effective)
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a review on a later day says what has changed since the submission, and nothing where nothing has`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            func approve(_ id: CaseId) async throws -> String? {
                try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
                let digest = try #require(try await scene.desk.view(id, by: DeskScene.reviewer).assessment?.digest)
                _ = try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.reviewer)
                return try await scene.state(id).events.first { $0.act == .approve }?.detail.changed
            }
            let same = try await scene.fileWithPapers(Newcomer(1))
            let other = try await scene.fileWithPapers(Newcomer(2))
            scene.clock.advance(seconds: 86_400)
            let unchanged = try await approve(same)
            #expect(unchanged == nil)
            // In another month coverage begins later than the applicant was shown.
            scene.clock.advance(seconds: 30 * 86_400)
            let changed = try await approve(other)
            #expect(changed == "自提交以来，适用的政策或登记信息有变化，以本结果所列内容为准。")
        }
    }

    @Test(arguments: Engine.allCases)
    func `when two decide one case, the second is told by whom and what`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.fileWithPapers(Newcomer(1))
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            let digest = try #require(try await scene.desk.view(id, by: DeskScene.reviewer).assessment?.digest)
            _ = try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.reviewer)
            do {
                try await scene.desk.refuse(id, version: 2, reason: "不符", by: DeskScene.otherReviewer)
                Issue.record("A case was decided twice.")
            } catch let refusal as DeskRefusal {
                guard case .overtaken = refusal else { throw refusal }
                #expect(
                    refusal.sentence
                        == "\(DeskScene.reviewer.name)刚刚对该办件作了“审核通过”处理，您的操作没有生效。请查看最新进度后再决定。")
            }
            #expect(try await scene.state(id).status == .effective)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of two who decide at the same moment one is told`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await scene.fileWithPapers(Newcomer(1))
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            let done = await withTaskGroup(of: Bool.self) { group in
                for reviewer in [DeskScene.reviewer, DeskScene.otherReviewer] {
                    group.addTask {
                        do {
                            try await scene.desk.refuse(id, version: 2, reason: "照片不清", by: reviewer)
                            return true
                        } catch {
                            guard case DeskRefusal.overtaken = error else {
                                Issue.record(error)
                                return false
                            }
                            return false
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(done == 1)
            #expect(try await scene.state(id).events.map(\.act) == [.submit, .accept, .refuse, .issue])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a case waits while the register is down, and goes on by itself when it is back`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            scene.partners.setDown(true)
            let id = try await scene.file("staff-enrolment", Newcomer(1).answers())
            #expect(try await scene.state(id).status == .awaitingPartner)
            scene.clock.advance(seconds: 3_600)
            #expect(try await scene.desk.resumeWaiting(in: DeskScene.region) == 0)
            scene.partners.setDown(false)
            scene.clock.advance(seconds: 61)
            #expect(try await scene.desk.resumeWaiting(in: DeskScene.region) == 1)
            #expect(try await scene.state(id).status == .effective)
            #expect(try await scene.state(id).route == .instant)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `past the patience a waiting case is returned, with the reason and a to-do`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.setDown(true)
            let id = try await scene.file("staff-enrolment", Newcomer(1).answers())
            scene.clock.advance(seconds: 2 * 86_400 + 1)
            #expect(try await scene.desk.resumeWaiting(in: DeskScene.region) == 1)
            let state = try await scene.state(id)
            #expect(state.status == .returned)
            #expect(state.events.last?.detail.reason == "人口信息库在规定时间内没有答复，请补充上传身份证件，由工作人员审核。")
            #expect(try await scene.toDos().map(\.key.kind) == ["case-returned"])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a returned case is corrected and goes on`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.fileWithPapers(Newcomer(1))
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            try await scene.desk.sendBack(id, version: 2, reason: "照片不清，请重新上传。", by: DeskScene.reviewer)
            #expect(try await scene.toDos().map(\.sentence).contains { $0.hasSuffix("被退回补正：照片不清，请重新上传。") })
            let draft = try await scene.desk.beginSupplement(id, by: DeskScene.operator)
            try await scene.attachPapers(to: draft)
            #expect(try await scene.submit(draft) == id)
            guard case .filed(id) = try await scene.desk.submit(draft, digest: "", by: DeskScene.operator) else {
                Issue.record("A double click was not led to the case.")
                return
            }
            let state = try await scene.state(id)
            #expect(state.events.map(\.act) == [.submit, .accept, .return, .supplement])
            #expect(state.status == .submitted)
            #expect(try await scene.toDos().isEmpty)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a teller corrects, withdraws or appeals for nobody whom they have not known by a document`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let check = scene.visitor()
            let id = try await scene.fileWithPapers(Newcomer(1))
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            try await scene.desk.sendBack(id, version: 2, reason: "照片不清，请重新上传。", by: DeskScene.reviewer)
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.beginSupplement(id, by: DeskScene.teller)
            }
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.withdraw(id, version: 3, reason: "不办了", by: DeskScene.teller)
            }
            let draft = try await scene.desk.beginSupplement(id, by: DeskScene.teller, knownBy: check)
            let application = try await scene.desk.draft(draft, of: DeskScene.teller).application
            #expect(application.identityCheck == check)
            #expect(try await scene.submit(draft, by: DeskScene.teller) == id)
            // Whoever came stands there for the day.
            let again = try await scene.state(id).version
            try await scene.desk.withdraw(id, version: again, reason: "不办了", by: DeskScene.teller)

            let other = try await scene.fileWithPapers(Newcomer(2))
            try await scene.desk.accept(other, version: 1, by: DeskScene.teller)
            try await scene.desk.refuse(other, version: 2, reason: "不是同一人。", by: DeskScene.reviewer)
            let refused = try await scene.state(other).version
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.appeal(other, version: refused, reason: "是同一人", by: DeskScene.teller)
            }
            try await scene.desk.appeal(other, version: refused, reason: "是同一人", by: DeskScene.teller, knownBy: check)
            #expect(try await scene.state(other).events.last?.detail.identityCheck == check)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what medical insurance refuses is shown on the case, and the employer is told what to do`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.enrol(Newcomer(1))
            let number = try await scene.database.read { tx in try tx.cases.summary(of: id)?.number }
            let answer = MedicalEnrolmentAnswer(
                noticeNumber: try #require(number), answeredOn: Day("2026-11-02")!,
                outcome: .refused(PartnerRefusal(code: "M01", sentence: "该人员在外地参保。", remedy: "请先办理转出。")))
            let message = InboxMessage(
                MedicalEnrolmentAnswer.endpoint, idempotencyKey: IdempotencyKey("medical-0001")!,
                body: try answer.body(), receivedAt: scene.clock.now)
            func standings() async throws -> [KeeperAnswers.Standing] {
                try await Pages(scene.desk).staff(by: DeskScene.operator).members.map(\.medical)
            }
            #expect(try await standings() == [.awaited])
            for _ in 1...2 { #expect(try await scene.desk.receive(message, for: DeskScene.region) == .received) }
            #expect(try await standings() == [.refused(on: Day("2026-11-02")!, reason: "该人员在外地参保。请先办理转出。")])
            let events = try await scene.state(id).events.filter { $0.act == .synchronise }
            #expect(events.map(\.detail.succeeded) == [false])
            #expect(events[0].detail.reason == "该人员在外地参保。请先办理转出。")
            let toDo = try #require(try await scene.toDos().first { $0.key.kind == "medical-refused" })
            #expect(toDo.sentence == "医疗保障部门未能为演示员工办理医保参保：该人员在外地参保。请先办理转出。")
            try await scene.desk.settleMedicalRefusal(caseNumber: toDo.key.subject, by: DeskScene.otherOperator)
            #expect(try await scene.toDos().contains { $0.key == toDo.key })
            try await scene.desk.settleMedicalRefusal(caseNumber: toDo.key.subject, by: DeskScene.operator)
            #expect(try await !scene.toDos().contains { $0.key == toDo.key })
            #expect(try await scene.count("SELECT count(*) FROM to_do WHERE settled_by = 1") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who is refused takes home a paper with the reason and what they can do`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.fileWithPapers(Newcomer(1))
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            try await scene.desk.refuse(id, version: 2, reason: "照片上的人与登记的不是同一人。", by: DeskScene.reviewer)
            let view = try await scene.desk.view(id, by: DeskScene.operator)
            #expect(view.state.status == .refused)
            #expect(view.state.events.last?.detail.paperNumber == view.results.first?.number)
            let paper = try #require(view.results.first?.paper)
            #expect(view.results.count == 1 && view.results[0].employer == DeskScene.employer)
            #expect(paper.keyFields.last == Paper.Field("办理结果", "不予办理"))
            #expect(paper.parts.contains(.paragraph("不予办理的理由：照片上的人与登记的不是同一人。")))
            #expect(paper.parts.contains(.paragraph(ResultForm.remedies)))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `nobody sees or decides what is not theirs`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.fileWithPapers(Newcomer(1))
            let abroad = Principal(
                login: 9, name: "外市", role: .reviewer, branch: "centre", region: Region(rawValue: "chengdu"))
            for stranger in [DeskScene.otherOperator, DeskScene.individual(PersonId(77)), abroad] {
                await #expect(throws: DeskRefusal.notFound) { try await scene.desk.view(id, by: stranger) }
                await #expect(throws: DeskRefusal.notFound) {
                    try await scene.desk.withdraw(id, version: 1, reason: "试", by: stranger)
                }
            }
            await #expect(throws: DeskRefusal.objection(.notYours)) {
                try await scene.desk.accept(id, version: 1, by: DeskScene.operator)
            }
        }
    }
}

extension DeskScene {
    /// Files somebody whom the register does not know, with pictures of both sides of the card.
    func fileWithPapers(_ newcomer: Newcomer) async throws -> CaseId {
        let draft = try await begin("staff-enrolment", newcomer.answers())
        let preview = try await desk.preview(draft, by: Self.operator)
        #expect(preview.missingMaterials.map(\.key) == ["identityFront", "identityBack"])
        try await attachPapers(to: draft)
        return try await submit(draft)
    }

    func attachPapers(to draft: DraftId) async throws {
        for (index, key) in ["identityFront", "identityBack"].enumerated() {
            try await desk.attach(
                key, fileName: "\(key).png", mediaType: "image/png", bytes: [UInt8(index)], to: draft,
                by: Self.operator)
        }
    }
}
