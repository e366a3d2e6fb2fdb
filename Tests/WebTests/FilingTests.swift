import Casework
import Database
import HTTP
import Matters
import Office
import Storage
import Synchronization
import Testing
import Web

@Suite struct `Filing a matter` {
    static let answers = [
        "number": FilingScene.known.number, "name": FilingScene.known.name, "beganOn": "2026-11-16",
        "occupation": "会计", "contractTerm": "open", "wage": "8500",
    ]

    /// Begins a matter as somebody would and returns the draft's address.
    private func begin(_ browser: Seat, _ slug: String = "staff-enrolment") async throws -> String {
        let page = "/employer/apply/\(slug)"
        let begun = try await browser.post(page, from: page)
        #expect(begun.status == .seeOther)
        return begun.place
    }

    @Test(arguments: LoginRole.Portal.allCases)
    func `every matter has its pages in the portals of its applicants, and only there`(
        portal: LoginRole.Portal
    ) async throws {
        try await FilingScene.with { scene in
            let (session, kinds): (String, Set<Applicant.Kind>) =
                switch portal {
                case .employer: ("unit", [.employer])
                case .individual: ("person", [.person])
                case .unit: ("newcomer", [.unit])
                case .agency: ("teller", [.employer, .person, .unit, .newcomer])
                }
            let browser = scene.seat(session)
            for matter in Catalogue.all {
                let guide = await browser.get("/\(portal.rawValue)/apply/\(matter.card.slug)")
                let isServed =
                    portal == .agency && matter.card.channels == [.office]
                    || !matter.card.applicants.isDisjoint(with: kinds)
                        && matter.card.channels.contains(portal == .agency ? .counter : .web)
                #expect(guide.status == (isServed ? .ok : .notFound), "\(matter.card.name)")
                guard isServed else { continue }
                for basis in matter.card.legalBases { #expect(guide.text.contains(basis.citation)) }
                guard portal != .agency else { continue }
                let path = "/\(portal.rawValue)/apply/\(matter.card.slug)"
                let draft = try await browser.post(path, from: path).place
                let form = await browser.get(draft)
                #expect(form.status == .ok)
                for field in matter.form.fields(in: []) {
                    let isShared = form.text.contains("class=\"field shared\" id=\"\(field.key)\"")
                    #expect(isShared || form.text.contains("name=\"\(field.key)\""), "\(field.key)")
                }
                #expect(await browser.get(draft + "/check").place == draft, "an empty form is not ready to be checked")
            }
        }
    }

    @Test func `what the register shares is shown and not asked, and what is missing is said at its field`()
        async throws
    {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            #expect(!(await browser.get(draft)).text.contains("class=\"notice error\""), "nobody is blamed beforehand")
            let saved = try await browser.post(
                draft, from: draft,
                ["number": FilingScene.known.number, "name": FilingScene.known.name, "go": "save"])
            #expect(saved.location == draft + "?saved=1")
            let filled = await browser.get(saved.location)
            #expect(filled.text.contains("满族<span class=\"mark\">共享信息</span>"))
            #expect(!filled.text.contains("name=\"ethnicity\""))
            let next = try await browser.post(
                draft, from: draft,
                ["number": FilingScene.known.number, "name": FilingScene.known.name, "wage": "abc", "go": "next"])
            #expect(next.status == .unprocessable)
            for field in ["wage", "beganOn", "occupation", "contractTerm"] {
                #expect(next.text.contains("id=\"\(field)-problem\""), "\(field)")
                #expect(next.text.contains("<a href=\"#\(field)\">"), "\(field)")
            }
            #expect(next.text.contains("value=\"abc\""), "what was typed stays")
        }
    }

    @Test func `a second click after a unit's registration leads its operator to the case, and nobody else`()
        async throws
    {
        try await FilingScene.with { scene in
            let browser = scene.seat("newcomer")
            let draft = try await browser.post(
                "/unit/apply/employer-registration", from: "/unit/apply/employer-registration"
            ).place
            let next = try await browser.post(
                draft, from: draft,
                ["contactName": "楚歌", "contactPhone": "19900000921", "branch": "east分中心", "go": "next"])
            #expect(next.location == draft + "/check")
            let digest = try (await browser.get(draft + "/check")).hidden("digest")
            let filed = try await browser.post(draft + "/submit", from: draft + "/check", ["digest": digest])
            #expect(filed.place.hasPrefix("/unit/filed/"))
            let page = "/employer/apply/staff-enrolment"
            let again = try await scene.seat("registered").post(draft + "/submit", from: page, ["digest": digest])
            #expect(again.place == filed.place)
            let stranger = try await scene.seat("unit").post(draft + "/submit", from: page, ["digest": digest])
            #expect(stranger.status == .notFound)
            for page in [draft, draft + "/check"] {
                #expect((await scene.seat("registered").get(page)).place == filed.place, "going back leads to the case")
                #expect((await scene.seat("unit").get(page)).status == .notFound, "another's draft is no page")
            }
        }
    }

    @Test func `what was checked is what is filed, and what follows is offered with its answers`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            let next = try await browser.post(draft, from: draft, Self.answers.merging(["go": "next"]) { $1 })
            #expect(next.location == draft + "/check")
            let check = await browser.get(draft + "/check")
            #expect(check.text.contains("办理方式：即办"))
            #expect(check.text.contains("<ol class=\"working\">"))
            let filed = try await browser.post(
                draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            #expect(filed.place.hasPrefix("/employer/cases/"))
            let record = await browser.get(filed.location)
            #expect(record.text.contains("已办结") && record.text.contains("已经当场办结"))
            #expect(record.text.contains("/papers/R"))
            let again = try await browser.post(
                draft + "/submit", from: filed.location, ["digest": try check.hidden("digest")])
            #expect(again.place == filed.place, "a second click files nothing more")
            for gone in [draft, draft + "/check"] {
                #expect(await browser.get(gone).place == filed.place, "whoever goes back is led to the case")
            }

            let follow = try await browser.post(filed.place + "/follow/0", from: filed.place)
            #expect(follow.place.hasSuffix("/check"), "its answers are all that the form asks")
            let form = await browser.get(String(follow.place.dropLast("/check".count)))
            #expect(form.text.contains("value=\"2026-11\""))
            let plan = await browser.get(follow.place)
            #expect(plan.text.contains("人员明细"))
            #expect(plan.text.contains(FilingScene.known.name))
            #expect(plan.text.contains("<ol class=\"working\">"), "each amount says how it comes about")
            let submit = follow.place.replacing("/check", with: "/submit")
            let made = try await browser.post(submit, from: follow.place, ["digest": try plan.hidden("digest")])
            #expect((await browser.get(made.location)).text.contains("应缴合计（元）"))
            #expect((await browser.get("/employer/cases")).text.contains("<span class=\"count\">2</span>"))
            #expect((await browser.get("/employer/cases?show=open")).text.contains("没有这样的办件"))
        }
    }

    @Test func `a preview that no longer holds commits nothing and says what changed`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            _ = try await browser.post(draft, from: draft, Self.answers.merging(["go": "next"]) { $1 })
            let check = await browser.get(draft + "/check")
            scene.clock.pass(seconds: 15 * 86_400)
            let stale = try await browser.post(
                draft + "/submit", from: draft + "/check",
                ["digest": try check.hidden("digest"), "seen": "首个缴费月份\t2026年11月"])
            #expect(stale.status == .conflict)
            #expect(stale.text.contains("首个缴费月份：由“2026年11月”变为“2026年12月”"))
            #expect((await browser.get("/employer/cases")).text.contains("没有这样的办件"))
            let filed = try await browser.post(
                draft + "/submit", from: draft + "/check", ["digest": try stale.hidden("digest")])
            #expect(filed.place.hasPrefix("/employer/cases/"))
        }
    }

    @Test func `who sent too much is led back to the form, where what was saved still stands`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            _ = try await browser.post(draft, from: draft, Self.answers.merging(["go": "save"]) { $1 })
            let much = String(repeating: "多", count: 100_000)
            let answer = try await browser.post(draft, from: draft, ["occupation": much, "go": "save"])
            #expect(answer.status == .payloadTooLarge)
            #expect(answer.text.contains("返回填写页面") && answer.text.contains("href=\"\(draft)\""))
            #expect((await browser.get(draft)).text.contains("会计"))
        }
    }

    @Test func `all refusals stand together, each with its remedy, and there is nothing to confirm`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            let answers = Self.answers.merging(
                ["beganOn": "2026-12-01", "contractTerm": "fixed", "contractEndsOn": "2026-11-01", "go": "next"]
            ) { $1 }
            let next = try await browser.post(draft, from: draft, answers)
            #expect(next.location == draft + "/check", "\(next.text)")
            let check = await browser.get(draft + "/check")
            #expect(check.text.contains("暂时不能办理，有 2 个原因"))
            #expect(check.text.contains("请核对两个日期。"))
            #expect(check.text.contains("《社会保险法》第五十八条"))
            #expect(!check.text.contains("确认提交"))
        }
    }

    @Test func `what policy does not know is named, and nothing is computed from the last value`() async throws {
        try await FilingScene.with { scene in
            scene.clock.pass(seconds: 8 * 365 * 86_400)
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            let next = try await browser.post(draft, from: draft, Self.answers.merging(["go": "next"]) { $1 })
            #expect(next.location == draft + "/check")
            let check = await browser.get(draft + "/check")
            #expect(check.text.contains("缺少政策参数："))
            #expect(!check.text.contains("确认提交"))
        }
    }

    @Test func `whoever fetches what is on record of somebody is noted, and another name is not given away`()
        async throws
    {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            _ = try await browser.post(draft, from: draft, ["number": "590002199207020040", "go": "save"])
            let form = await browser.get(draft + "?saved=1")
            #expect(form.text.contains("王洁<span class=\"mark\">共享信息</span>"))
            let reads = try await scene.database.read { tx in
                try tx.readLog.reads(of: FilingScene.person, limit: 10)
            }
            #expect(reads.first?.reader == "晨光经办")
            #expect(reads.first?.purpose == "填写“职工参保登记（增员）”申请")
            let named = try await browser.post(
                draft, from: draft,
                Self.answers.merging(["number": "590002199207020040", "name": "王芳", "go": "next"]) { $1 })
            let check = await browser.get(named.place)
            #expect(check.text.contains("该社会保障号码登记的姓名与所填姓名不一致。"))
            #expect(!check.text.contains("王洁"))
        }
    }

    @Test func `a file is what it holds, not what its name says`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            let fields = Self.answers.merging(
                ["number": FilingScene.unknown.number, "name": FilingScene.unknown.name, "go": "next"]) { $1 }
            let field = "material-identityFront"
            let fake = try await browser.post(
                draft, from: draft, fields, file: (field, "photo.jpg", Array("<svg>".utf8)))
            #expect(fake.text.contains("“photo.jpg”不是 JPG、PNG 或 PDF 文件，请另选文件。"))
            let large = try await browser.post(
                draft, from: draft, fields,
                file: (field, "photo.jpg", [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 5 << 20)))
            #expect(large.text.contains("超过 5 MB"))
            let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]
            let taken = try await browser.post(draft, from: draft, fields, file: (field, "a\"b<c>.txt", picture))
            let link = try #require(taken.text.firstMatch(of: /href="([^"]+\/materials\/[0-9a-f]+)"/)).1
            let stored = await browser.get(String(link))
            #expect(stored.body == picture)
            #expect(stored.headers["content-type"] == "image/png")
            #expect(stored.headers["content-security-policy"] == "default-src 'none'; sandbox")
            #expect(await scene.seat("other").get(String(link)).status == .notFound)
        }
    }

    @Test func `nobody sees another's drafts and cases`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            _ = try await browser.post(draft, from: draft, Self.answers.merging(["go": "next"]) { $1 })
            let check = await browser.get(draft + "/check")
            let other = scene.seat("other")
            for page in [draft, draft + "/check"] { #expect(await other.get(page).status == .notFound) }
            let filed = try await browser.post(
                draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            #expect(await other.get(filed.place).status == .notFound)
            #expect(await scene.seat("person").get(filed.place).status == .forbidden)
            #expect(
                await scene.seat("reviewer").get(filed.place.replacing("/employer", with: "/agency")).status == .ok)
        }
    }

    @Test func `a draft is listed until it is discarded`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            #expect((await browser.get("/employer/drafts")).text.contains("href=\"\(draft)\""))
            let gone = try await browser.post(draft + "/discard", from: "/employer/drafts")
            #expect(gone.location == "/employer/drafts")
            #expect((await browser.get("/employer/drafts")).text.contains("没有未提交的申请"))
            #expect(await browser.get(draft).status == .notFound)
        }
    }

    @Test func `while the register is silent the form says so and goes on`() async throws {
        try await FilingScene.with { scene in
            scene.register.isSilent.withLock { $0 = true }
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            let saved = try await browser.post(
                draft, from: draft, ["number": FilingScene.known.number, "name": FilingScene.known.name, "go": "save"])
            let form = await browser.get(saved.location)
            #expect(form.text.contains("已保存，暂未取得共享信息"))
            #expect(form.text.contains("name=\"material-identityFront\""))
        }
    }

    @Test func `whom the register does not know, the applicant and the reviewer are told`() async throws {
        try await FilingScene.with { scene in
            let browser = scene.seat("unit")
            let draft = try await begin(browser)
            let unknown = ["number": FilingScene.unknown.number, "name": FilingScene.unknown.name, "go": "save"]
            let saved = try await browser.post(draft, from: draft, unknown)
            #expect((await browser.get(saved.location)).text.contains("人口库中没有该号码。请先核对号码"))
            let nameless = try await begin(browser)
            _ = try await browser.post(nameless, from: nameless, ["number": FilingScene.unknown.number, "go": "save"])
            #expect((await browser.get(nameless + "?saved=1")).text.contains("请填写姓名后再获取共享信息"))
        }
    }
}
