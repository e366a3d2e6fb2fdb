import Basics
import Casework
import Database
import HTTP
import Office
import Storage
import Synchronization
import Testing
import Web

@Suite struct `The staff's pages` {
    /// A case that a person has to decide: somebody whom the register does not know.
    func caseForReview(_ scene: FilingScene) async throws -> String {
        let browser = scene.seat("unit")
        let page = "/employer/apply/staff-enrolment"
        let draft = try await browser.post(page, from: page).place
        let fields = `Filing a matter`.answers.merging(
            [
                "number": FilingScene.unknown.number, "name": FilingScene.unknown.name, "household": "otherRural",
                "ethnicity": "汉族", "go": "next",
            ]) { $1 }
        let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]
        let next = try await browser.post(
            draft, from: draft, fields, file: ("material-identityFront", "正面.png", picture),
            ("material-identityBack", "背面.png", picture + [2]))
        #expect(next.location == draft + "/check", "\(next.text)")
        let check = await browser.get(draft + "/check")
        #expect(check.text.contains("办理方式：人工审核"))
        let filed = try await browser.post(
            draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
        return filed.place.replacing("/employer", with: "/agency")
    }

    @Test func `who had no part in a case takes it back, with a reason that its course shows`() async throws {
        try await FilingScene.with { scene in
            let record = try await caseForReview(scene)
            let (first, second) = (scene.seat("reviewer"), scene.seat("reviewer2"))
            _ = try await scene.seat("teller").post(record + "/acts/accept", from: record, ["version": "1"])
            let digest = try (await first.get(record)).hidden("digest")
            _ = try await first.post(record + "/acts/approve", from: record, ["version": "2", "digest": digest])
            let approved = await first.get(record)
            #expect(approved.text.contains("已办结") && !approved.text.contains("/acts/reverse"))
            let open = await second.get(record)
            #expect(open.text.contains("如今日撤销") && open.text.contains("撤销误办"))
            let act = [
                "version": try open.hidden("version"), "digest": try open.hidden("digest"), "reason": "登记的不是本单位职工",
            ]
            let unfounded = try await second.post(
                record + "/acts/reverse", from: record, act.merging(["reason": " "]) { $1 })
            #expect(unfounded.status == .conflict)
            #expect(try await second.post(record + "/acts/reverse", from: record, act).place == record)
            let reversed = await second.get(record)
            #expect(reversed.text.contains("已撤销") && reversed.text.contains("登记的不是本单位职工"))
            #expect(!reversed.text.contains("/acts/reverse"))
            let own = await scene.seat("unit").get(record.replacing("/agency", with: "/employer"))
            #expect(own.text.contains("登记的不是本单位职工") && own.text.contains("作废"))
        }
    }

    @Test func `one takes in and another decides, as the preview said`() async throws {
        try await FilingScene.with { scene in
            let record = try await caseForReview(scene)
            let (teller, reviewer) = (scene.seat("teller"), scene.seat("reviewer"))
            #expect((await teller.get("/agency/queue/acceptance")).text.contains("href=\"\(record)\""))
            let open = await teller.get(record)
            #expect(open.text.contains("如今日批准"))
            #expect(open.text.contains("<img src=\"\(record)/materials/"))
            #expect(!open.text.contains("/acts/approve"), "who takes in does not decide")
            _ = try await teller.post(record + "/acts/accept", from: record, ["version": "1"])
            #expect((await reviewer.get("/agency/queue/review")).text.contains("href=\"\(record)\""))
            #expect((await teller.get(record + "/receipt")).text.contains("居民身份证（人像面）、居民身份证（国徽面）"))
            let review = await reviewer.get(record)
            let approval = [
                "version": "2", "digest": try review.hidden("digest"),
            ]
            let stale = try await reviewer.post(
                record + "/acts/approve", from: record, ["version": "2", "digest": "another"])
            #expect(stale.status == .conflict)
            #expect(stale.text.contains("没有作出决定：") && stale.text.contains("请核对新的内容，确认后再按“通过”"))
            let approved = try await reviewer.post(record + "/acts/approve", from: record, approval)
            #expect(approved.place == record)
            #expect((await reviewer.get(record)).text.contains("已办结"))
            let shown = await scene.seat("unit").get(record.replacing("/agency", with: "/employer") + "?filed=1")
            #expect(shown.text.contains("申请已经办结") && !shown.text.contains("当场办结"), "it was reviewed")
            let second = try await scene.seat("reviewer2").post(
                record + "/acts/approve", from: record, approval)
            #expect(second.status == .conflict)
            #expect(second.text.contains("作了“"), "a second clerk is told who was first")
        }
    }

    @Test func `what is past its time limit is said on the first page and in the queue`() async throws {
        try await FilingScene.with { scene in
            let record = try await caseForReview(scene)
            let (teller, reviewer) = (scene.seat("teller"), scene.seat("reviewer"))
            _ = try await teller.post(record + "/acts/accept", from: record, ["version": "1"])
            for page in ["/agency/queue/review", record] {
                #expect(!(await reviewer.get(page)).text.contains("超期"), "\(page)")
            }
            scene.clock.pass(seconds: 30 * 86_400)
            #expect((await reviewer.get("/agency")).text.contains("有 1 件办件超过办理时限"))
            #expect((await reviewer.get("/agency/queue/review")).text.contains("已超期"))
            let late = try #require((await reviewer.get(record)).text.firstMatch(of: /已超期([0-9]+)天/))
            #expect((1...30).contains(Int(late.1) ?? 0))
            #expect(
                (await scene.seat("unit").get(record.replacing("/agency", with: "/employer"))).text.contains(late.0))
        }
    }

    @Test func `what waits to be taken in has a day, and is said before and after it`() async throws {
        try await FilingScene.with { scene in
            let record = try await caseForReview(scene)
            let (teller, queue) = (scene.seat("teller"), "/agency/queue/acceptance")
            let fresh = await teller.get(queue)
            #expect(
                fresh.text.contains("data-name=\"受理期限\"><span class=\"day\"><span>2026年11月27日</span></span>"),
                "five working days")
            #expect(fresh.text.contains("5个工作日内受理") && fresh.text.contains("未核实"))
            #expect((await teller.get(record)).text.contains("应在2026年11月27日前受理"))
            #expect(!(await teller.get("/agency")).text.contains("受理期限</p>"))
            scene.clock.pass(seconds: 6 * 86_400)
            #expect((await teller.get(queue)).text.contains("即将到期"))
            #expect((await teller.get("/agency")).text.contains("有 1 件申请即将超过受理期限"))
            scene.clock.pass(seconds: 3 * 86_400)
            #expect((await teller.get(queue)).text.contains("已超期"))
            #expect((await teller.get("/agency")).text.contains("有 1 件申请超过受理期限"))
            _ = try await teller.post(record + "/acts/accept", from: record, ["version": "1"])
            #expect((await teller.get(record)).text.contains("办理期限：2026年12月4日"), "counted from the submission")
            let reviewer = scene.seat("reviewer")
            _ = try await reviewer.post(record + "/acts/sendBack", from: record, ["version": "2", "reason": "照片不清"])
            scene.clock.pass(seconds: 30 * 86_400)
            #expect(!(await teller.get("/agency")).text.contains("超过"), "the applicant's time is not ours")
        }
    }

    @Test(arguments: ["teller", "reviewer", "auditor", "policy", "admin"])
    func `the staff's first page leads nowhere that its reader may not go`(session: String) async throws {
        try await FilingScene.with { scene in
            _ = try await caseForReview(scene)
            let now = scene.clock.now
            try await scene.database.transaction { tx in
                try tx.outbox.put(
                    [Outbox.NewLetter(id: 9, partner: .tax, kind: "bill", key: "k", body: "{}", case: nil)], at: now)
                try tx.outbox.failed(9, because: "税务部门拒收", next: nil)
            }
            let seat = scene.seat(session)
            for link in (await seat.get("/agency")).text.matches(of: /href="(\/agency[^"]*)"/) {
                #expect(await seat.get(String(link.1)).status == .ok, "\(session) \(link.1)")
            }
        }
    }

    @Test func `what is sent back says why, comes again corrected, and keeps its number`() async throws {
        try await FilingScene.with { scene in
            let record = try await caseForReview(scene)
            let (teller, unit) = (scene.seat("teller"), scene.seat("unit"))
            let mine = record.replacing("/agency", with: "/employer")
            let silent = try await teller.post(
                record + "/acts/sendBack", from: record, ["version": "1", "reason": " "])
            #expect(silent.text.contains("请填写理由"))
            _ = try await teller.post(
                record + "/acts/sendBack", from: record, ["version": "1", "reason": "人像面不清晰"])
            let returned = await unit.get(mine)
            #expect(returned.text.contains("人像面不清晰"))
            let draft = try await unit.post(mine + "/supplement", from: mine).place
            let check = await unit.get(draft + "/check")
            let filed = try await unit.post(
                draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            #expect(filed.place == mine)
            #expect((await unit.get(mine)).text.contains("补正材料"))
        }
    }

    @Test func `who is refused reads why and what they can do, with the paper`() async throws {
        try await FilingScene.with { scene in
            let record = try await caseForReview(scene)
            _ = try await scene.seat("teller").post(
                record + "/acts/refuse", from: record, ["version": "1", "reason": "证件已过期"])
            let mine = await scene.seat("unit").get(record.replacing("/agency", with: "/employer")).text
            #expect(mine.contains("<p>理由：证件已过期</p>") && mine.contains(ResultForm.remedies))
            #expect(mine.contains("/papers/R") && mine.contains("/employer/apply/staff-enrolment"))
        }
    }

    @Test func `who is refused has it looked at once more, with a reason`() async throws {
        try await FilingScene.with { scene in
            let record = try await caseForReview(scene)
            let mine = record.replacing("/agency", with: "/employer")
            _ = try await scene.seat("teller").post(
                record + "/acts/refuse", from: record, ["version": "1", "reason": "证件已过期"])
            let unit = scene.seat("unit")
            let version = try (await unit.get(mine)).hidden("version")
            let empty = try await unit.post(mine + "/appeal", from: mine, ["version": version, "reason": ""])
            #expect(empty.status == .conflict && empty.text.contains("请填写理由"))
            let appealed = try await unit.post(mine + "/appeal", from: mine, ["version": version, "reason": "证件未过期"])
            #expect(appealed.place == mine)
            let shown = await unit.get(mine)
            #expect(shown.text.contains("申请人申请复查：证件未过期") && !shown.text.contains("action=\"\(mine)/appeal\""))
        }
    }

    @Test func `an applicant withdraws with a reason, once`() async throws {
        try await FilingScene.with { scene in
            let mine = try await caseForReview(scene).replacing("/agency", with: "/employer")
            let unit = scene.seat("unit")
            let first = try await unit.post(mine + "/withdraw", from: mine, ["version": "1", "reason": "重复申请"])
            #expect(first.place == mine)
            let again = try await unit.post(
                mine + "/withdraw", from: "/employer/drafts", ["version": "1", "reason": "x"])
            #expect(again.status == .conflict)
        }
    }

    @Test func `a credit code whose check digit fails is looked up, and the register's word counts`() async throws {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            let unknown = await teller.get("/agency/search?q=91330106MA27Y4U47Y")
            #expect(unknown.text.contains("市场监管部门也没有登记这一代码，请对照证书核对。"))
            scene.register.units.withLock { _ = $0.insert("91330106MA27Y4U47Y") }
            // The register is asked again after a while: a unit may have been registered since.
            scene.clock.pass(seconds: 601)
            let known = await teller.get("/agency/search?q=91330106MA27Y4U47Y")
            #expect(known.text.contains("市场监管部门登记这一代码的单位是初晴文化传播有限公司（存续），以登记信息为准。"))
        }
    }

    @Test func `a person's page asks why, and the person can read who looked`() async throws {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            let found = await teller.get("/agency/search?q=590002199207020040")
            #expect(found.text.contains("590***********0040"))
            #expect(!found.text.contains("590002199207020040</td>"))
            let asked = await teller.get("/agency/people/1")
            #expect(!asked.text.contains("1992"))
            #expect(await teller.get("/agency/people/1?purpose=x").status == .unprocessable)
            let shown = await teller.get("/agency/people/1?purpose=%E7%A8%BD%E6%A0%B8%E6%A3%80%E6%9F%A5")
            #expect(shown.text.contains("590002199207020040"))
            let reads = try await scene.database.read { tx in
                try tx.readLog.reads(of: FilingScene.person, limit: 10)
            }
            #expect(reads.map(\.purpose) == ["稽核检查", "按姓名或号码查询"])
        }
    }

    @Test func `a counter serves every employer of its region, and says why it looks at another branch's`() async throws
    {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            #expect((await teller.get("/agency/search?q=%E8%BF%9C%E5%B1%B1")).text.contains("/agency/employers/2"))
            #expect((await teller.get("/agency/employers/1")).text.contains("登记状态"))
            let asked = await teller.get("/agency/employers/2")
            #expect(asked.text.contains("属于west分中心") && asked.text.contains("查看用途"))
            #expect(!asked.text.contains("登记状态"))
            #expect(await teller.get("/agency/employers/2?purpose=x").status == .unprocessable)
            var purposes = try await scene.purposes(ofListsOf: FilingScene.other)
            #expect(purposes == [])
            let shown = await teller.get(
                "/agency/employers/2?purpose=%E7%AA%97%E5%8F%A3%E4%B8%9A%E5%8A%A1%E5%8A%9E%E7%90%86")
            #expect(shown.text.contains("登记状态"))
            purposes = try await scene.purposes(ofListsOf: FilingScene.other)
            #expect(purposes == ["窗口业务办理"])
            #expect((await teller.get("/agency/counter/employers/2")).text.contains("远山公司"))
        }
    }

    @Test func `the back office sees the employers of its branch, and nobody those of another region`() async throws {
        try await FilingScene.with { scene in
            try await scene.registerElsewhere()
            #expect(await scene.seat("reviewer").get("/agency/employers/2").status == .ok, "the centre is above both")
            #expect(await scene.seat("eastReviewer").get("/agency/employers/1").status == .ok)
            #expect(await scene.seat("eastReviewer").get("/agency/employers/2").status == .notFound)
            for session in ["teller", "reviewer", "auditor"] {
                #expect(await scene.seat(session).get("/agency/employers/3").status == .notFound, "\(session)")
            }
            #expect(await scene.seat("teller").get("/agency/counter/employers/3").status == .notFound)
        }
    }

    @Test func `a message that was given up is listed until it is sent again`() async throws {
        try await FilingScene.with { scene in
            let now = scene.clock.now
            try await scene.database.transaction { tx in
                try tx.outbox.put(
                    [Outbox.NewLetter(id: 9, partner: .tax, kind: "bill", key: "k", body: "{}", case: nil)], at: now)
                try tx.outbox.failed(9, because: "税务部门拒收", next: nil)
            }
            let reviewer = scene.seat("reviewer")
            #expect((await reviewer.get("/agency")).text.contains("未送达的部门报文 1 条"))
            #expect((await reviewer.get("/agency/messages")).text.contains("税务部门拒收"))
            _ = try await reviewer.post("/agency/messages/9/again", from: "/agency/messages")
            #expect((await reviewer.get("/agency/messages")).text.contains("没有未送达的报文"))
            #expect((await reviewer.get("/agency/receipts")).text.contains("没有待分配的到账款"))
        }
    }
}

@Suite struct `Who may see which page` {
    private static let sessions: [(String, Visitor.Role)] = [
        ("limited", .employer), ("person", .individual), ("newcomer", .unit), ("teller", .teller),
        ("reviewer", .reviewer),
        ("auditor", .auditor), ("policy", .policyStaff), ("admin", .administrator),
    ]

    /// By the beginning of the pattern, the longest counting.
    private static let table: [(String, Set<Visitor.Role>)] = [
        ("/employer", [.employer]),
        ("/employer/staff", [.employerStaff]),
        ("/employer/medical-refused", [.employerStaff]),
        ("/employer/plans", [.employerContributions]),
        ("/employer/query", [.employerStaff]),
        ("/employer/queries", [.employerStaff]),
        ("/employer/wages", [.employerStaff]),
        ("/employer/batches", [.employerStaff]),
        ("/employer/papers", [.employerPapers]),
        ("/employer/account", [.employerContributions]),
        ("/employer/unit", [.employerUnitData]),
        ("/employer/calendar", [.employerStaff, .employerContributions, .employerUnitData]),
        ("/individual", [.individual]),
        ("/calculators", Set(Visitor.Role.allCases)),
        ("/api/v1/calculators", Set(Visitor.Role.allCases)),
        ("/unit", [.unit]),
        ("/unit/filed", [.unit, .employer]),
        // Whose unit is registered by now is led on from its drafts to what they became.
        ("/unit/drafts/{draft}", [.unit, .employer]),
        ("/unit/drafts/{draft}/first", [.unit]),
        ("/unit/drafts/{draft}/discard", [.unit]),
        ("/unit/drafts/{draft}/form", [.unit]),
        ("/unit/drafts/{draft}/materials", [.unit]),
        ("/agency", Visitor.Role.staff),
        ("/agency/queue", [.teller, .reviewer, .auditor]),
        ("/agency/search", [.teller, .reviewer, .auditor]),
        ("/agency/people", [.teller, .reviewer, .auditor]),
        ("/agency/employers", [.teller, .reviewer, .auditor]),
        ("/agency/receipts", [.teller, .reviewer, .auditor]),
        ("/agency/receipts/{receipt}/return", [.teller]),
        ("/agency/receipts/{receipt}/assign", [.teller]),
        ("/agency/orders/{order}/close", [.teller, .reviewer]),
        ("/agency/reconciliation", [.teller, .reviewer, .auditor]),
        ("/agency/messages", [.teller, .reviewer, .auditor]),
        ("/agency/messages/{message}/again", [.teller, .reviewer]),
        ("/agency/months", [.teller, .reviewer, .auditor]),
        ("/agency/months/{period}/assess", [.reviewer]),
        ("/agency/months/{period}/differences", [.teller, .reviewer, .auditor]),
        ("/agency/months/{period}/differences/{employer}", [.teller, .reviewer, .auditor]),
        ("/agency/months/{period}/close", [.teller]),
        ("/agency/policy", [.policyStaff]),
        ("/agency/batches", [.teller]),
        ("/agency/counter", [.teller]),
        ("/agency/apply", [.teller]),
        ("/agency/drafts", [.teller]),
        ("/agency/cases", [.teller, .reviewer, .auditor]),
        ("/agency/cases/{case}/acts", [.teller, .reviewer]),
        ("/agency/cases/{case}/receipt", [.teller, .reviewer]),
        ("/agency/cases/{case}/withdraw", [.teller]),
        ("/agency/cases/{case}/appeal", [.teller]),
        ("/agency/cases/{case}/supplement", [.teller]),
        ("/agency/cases/{case}/follow", [.teller]),
        ("/agency/cases/{case}/handout", [.teller]), ("/agency/cases/{case}/visitor", [.teller]),
    ]

    @Test func `every path is for those in the table and for nobody else`() async throws {
        try await FilingScene.with { scene in
            for endpoint in scene.endpoints {
                let rule = Self.table.filter { endpoint.pattern.hasPrefix($0.0) }.max { $0.0.count < $1.0.count }
                let roles = try #require(rule, "\(endpoint.pattern) is not in the table").1
                #expect(endpoint.roles == roles, "\(endpoint.pattern)")
                let target = endpoint.pattern.replacing(/\{[a-z]+\}/, with: "1")
                guard endpoint.method == .get else { continue }
                for (session, role) in Self.sessions where !roles.contains(role) {
                    #expect(await scene.seat(session).get(target).status == .forbidden, "\(session) \(target)")
                }
            }
        }
    }
}
