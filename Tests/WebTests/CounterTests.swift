import HTTP
import Office
import Testing
import Web

@Suite struct `At the counter` {
    private let page = "/agency/counter/employers/1"
    private let visitor = [
        "standing": "operatorOfEmployer", "visitor": "周明", "numberEnd": "003x", "matter": "staff-enrolment",
    ]

    /// Begins an enrolment for the employer and files it; the record's address.
    private func enrol(_ scene: FilingScene) async throws -> String {
        let teller = scene.seat("teller")
        let draft = try await teller.post(page, from: page, visitor, ticks: ["seen": ["identityCard", "authority"]])
            .place
        _ = try await teller.post(draft, from: draft, `Filing a matter`.answers.merging(["go": "next"]) { $1 })
        let check = await teller.get(draft + "/check")
        return try await teller.post(
            draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")]
        ).place
    }

    @Test func `nothing begins before somebody has been known by a document`() async throws {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            let careless = try await teller.post(page, from: page, ["matter": "staff-enrolment"])
            #expect(careless.status == .unprocessable)
            for field in ["standing", "visitor", "numberEnd", "seen"] {
                #expect(careless.text.contains("id=\"\(field)-problem\""), "\(field)")
            }
            let unauthorised = try await teller.post(page, from: page, visitor, ticks: ["seen": ["identityCard"]])
            #expect(unauthorised.text.contains("请核验并勾选单位证照或授权委托书"))
        }
    }

    @Test func `a teller reads what the teller has to do, not what the applicant would`() async throws {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            let draft = try await teller.post(
                page, from: page, visitor, ticks: ["seen": ["identityCard", "authority"]]
            )
            .place
            let saved = try await teller.post(
                draft, from: draft,
                ["number": FilingScene.unknown.number, "name": FilingScene.unknown.name, "go": "save"])
            let form = await teller.get(saved.location)
            #expect(form.text.contains("人口库中没有该号码。请与证件原件核对号码"))
            #expect(!form.text.contains("请先核对号码"))
        }
    }

    @Test func `who comes for themself shows their own number, who comes for another an authority`() async throws {
        try await FilingScene.with { scene in
            let (teller, page) = (scene.seat("teller"), "/agency/counter/people/1")
            let other = try await teller.post(
                page, from: page, ["standing": "themself", "numberEnd": "9999", "matter": "entitlement-record"],
                ticks: ["seen": ["identityCard"]])
            #expect(other.text.contains("与登记的社会保障号码后四位不一致"))
            let delegate = try await teller.post(
                page, from: page,
                ["standing": "delegate", "visitor": "周明", "numberEnd": "0031", "matter": "entitlement-record"],
                ticks: ["seen": ["identityCard"]])
            #expect(delegate.text.contains("代办的，请核验并勾选授权委托书"))
            let own = try await teller.post(
                page, from: page, ["standing": "themself", "numberEnd": "0040", "matter": "entitlement-record"],
                ticks: ["seen": ["socialSecurityCard"]])
            #expect(own.place.hasPrefix("/agency/drafts/"))
        }
    }

    @Test func `nobody is handed a record as 本人 under another's name`() async throws {
        try await FilingScene.with { scene in
            let (teller, page) = (scene.seat("teller"), "/agency/counter/people/1")
            let own = ["standing": "themself", "numberEnd": "0040", "matter": "entitlement-record"]
            let stranger = try await teller.post(
                page, from: page, own.merging(["visitor": "王某某"]) { $1 }, ticks: ["seen": ["identityCard"]])
            #expect(stranger.status == .unprocessable && stranger.text.contains("id=\"visitor-problem\""))
            #expect(stranger.text.contains("与登记的姓名不一致"))
            let named = try await teller.post(
                page, from: page, own.merging(["visitor": " 王洁 "]) { $1 }, ticks: ["seen": ["identityCard"]])
            #expect(named.place.hasPrefix("/agency/drafts/"))
            let newcomer = "/agency/counter/newcomer?number=\(FilingScene.known.number)"
            let posing = try await teller.post(
                newcomer, from: newcomer,
                [
                    "standing": "themself", "visitor": "王某某", "numberEnd": String(FilingScene.known.number.suffix(4)),
                    "matter": "newcomer-registration",
                ], ticks: ["seen": ["identityCard"]])
            #expect(posing.status == .unprocessable && posing.text.contains("id=\"visitor-problem\""))
        }
    }

    @Test func `only the head on record comes as the head of a unit`() async throws {
        try await FilingScene.with { scene in
            let (teller, page) = (scene.seat("teller"), "/agency/counter/units/\(FilingScene.unit)")
            _ = await teller.get("/agency/counter?q=\(FilingScene.unit)")
            func come(_ name: String, _ end: String) async throws -> Response {
                try await teller.post(
                    page, from: page,
                    [
                        "standing": "representative", "visitor": name, "numberEnd": end,
                        "matter": "employer-registration",
                    ], ticks: ["seen": ["identityCard", "licence"]])
            }
            let stranger = try await come("王某某", "9999")
            #expect(stranger.status == .unprocessable && stranger.text.contains("与登记的法定代表人（负责人）姓名不一致"))
            #expect(!stranger.text.contains("楚晴"), "the page does not tell whom to pose as")
            #expect(try await come("楚晴", "9999").text.contains("id=\"numberEnd-problem\""))
            #expect(try await come("楚晴", "002x").place.hasPrefix("/agency/drafts/"))
        }
    }

    @Test func `the case says who came, who knew them and by what; so do its papers`() async throws {
        try await FilingScene.with { scene in
            let record = try await enrol(scene)
            let shown = await scene.seat("teller").get(record)
            #expect(shown.text.contains("服务窗口") && shown.text.contains("周明（单位经办人，证件尾号003X）"))
            #expect(shown.text.contains("周柜员于2026年11月20日核验居民身份证原件、授权委托书"))
            let own = await scene.seat("unit").get(record.replacing("/agency", with: "/employer"))
            #expect(own.text.contains("周柜员于2026年11月20日核验"))
            let receipt = await scene.seat("teller").get(record + "/receipt/print")
            #expect(
                receipt.headers["content-type"] == "application/pdf" && receipt.body.starts(with: Array("%PDF".utf8)))
        }
    }

    @Test func `what is decided waits to be handed out, once`() async throws {
        try await FilingScene.with { scene in
            let record = try await enrol(scene)
            let teller = scene.seat("teller")
            let day = await teller.get("/agency/counter/today")
            #expect(day.text.contains("待交付的结果（1件）") && day.text.contains("今日受理（1件）"))
            let nobody = try await teller.post(record + "/handout", from: record, ["recipient": " "])
            #expect(nobody.text.contains("请填写领取人姓名"))
            _ = try await teller.post(record + "/handout", from: record, ["recipient": "周明"])
            #expect((await teller.get(record)).text.contains("由周柜员交付周明"))
            #expect((await teller.get("/agency/counter/today")).text.contains("待交付的结果（0件）"))
            let again = try await teller.post(record + "/handout", from: "/agency/counter", ["recipient": "周明"])
            #expect(again.status == .conflict)
        }
    }

    @Test func `a paper of several pages is scanned page by page and compared with its original`() async throws {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            let draft = try await teller.post(
                page, from: page, visitor, ticks: ["seen": ["identityCard", "authority"]]
            ).place
            let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            let fields = `Filing a matter`.answers.merging(
                [
                    "number": FilingScene.unknown.number, "name": FilingScene.unknown.name, "household": "otherRural",
                    "ethnicity": "汉族", "go": "next", "originals": "identityFront",
                ]) { $1 }
            let next = try await teller.post(
                draft, from: draft, fields, file: ("material-identityFront", "第1页.png", picture + [1]),
                ("material-identityFront", "第2页.png", picture + [2]), ("material-identityBack", "背面.png", picture + [3])
            )
            #expect(next.location == draft + "/check", "\(next.text)")
            let check = await teller.get(draft + "/check")
            #expect(check.text.contains("第1页.png") && check.text.contains("第2页.png"))
            #expect(check.text.split(separator: "周柜员已核验原件").count == 3, "both pages of the one, not the other")
            let form = await teller.get(draft + "/form")
            #expect(form.body.starts(with: Array("%PDF".utf8)))
            let filed = try await teller.post(
                draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            let record = await teller.get(filed.place)
            #expect(record.text.contains("审核中"), "who takes in at the counter accepts")
            #expect(record.text.contains("社会保险业务受理回执"))
            let caseId = try #require(filed.place.split(separator: "/").last.map(String.init))
            let slip = await teller.get("/agency/cases/\(caseId.prefix { $0.isNumber })/receipt")
            #expect(slip.text.contains("/papers/H"), "\(slip.text)")
        }
    }

    @Test func `what was filed on the web is withdrawn at the counter by whoever comes and is known`() async throws {
        try await FilingScene.with { scene in
            let (teller, record) = (scene.seat("teller"), try await `The staff's pages`().caseForReview(scene))
            let shown = await teller.get(record)
            #expect(shown.text.contains(record + "/visitor") && !shown.text.contains(record + "/withdraw"))
            let blunt = try await teller.post(record + "/withdraw", from: record, ["version": "1", "reason": "不办了"])
            #expect(blunt.status == .conflict && blunt.text.contains("请先核验来人身份"))
            let page = record + "/visitor"
            let careless = try await teller.post(page, from: page, ["act": "withdraw"])
            #expect(careless.status == .unprocessable)
            for field in ["standing", "visitor", "numberEnd", "seen", "reason"] {
                #expect(careless.text.contains("id=\"\(field)-problem\""), "\(field)")
            }
            let came = visitor.merging(["act": "withdraw", "reason": "误报", "version": "1"]) { $1 }
            let done = try await teller.post(page, from: page, came, ticks: ["seen": ["identityCard", "authority"]])
            #expect(done.location == record, "\(done.text)")
            let after = await teller.get(record)
            #expect(after.text.contains("已撤回") && after.text.contains("办理人周明（单位经办人，证件尾号003X）"))
            #expect(await teller.get(page).status == .seeOther)
        }
    }

    @Test func `a person who is not on record is registered, and then their matters are taken`() async throws {
        try await FilingScene.with { scene in
            let (teller, number) = (scene.seat("teller"), FilingScene.known.number)
            let found = await teller.get("/agency/counter?q=\(number)")
            #expect(found.text.contains("\(number)尚未办理社会保险登记"))
            let page = "/agency/counter/newcomer?number=\(number)"
            #expect(found.text.contains(page))
            let own = ["standing": "themself", "visitor": FilingScene.known.name, "matter": "newcomer-registration"]
            let other = try await teller.post(
                page, from: page, own.merging(["numberEnd": "9999"]) { $1 }, ticks: ["seen": ["identityCard"]])
            #expect(other.text.contains("与登记的社会保障号码后四位不一致") && other.status == .unprocessable)
            #expect(!other.text.contains("传真来件"))
            let sent = try await teller.post(
                page, from: page, own.merging(["numberEnd": String(number.suffix(4)), "channel": "fax"]) { $1 },
                ticks: ["seen": ["identityCard"]])
            #expect(sent.text.contains("“个人社会保险登记”须由来人到窗口办理。"))
            let draft = try await teller.post(
                page, from: page, own.merging(["numberEnd": String(number.suffix(4))]) { $1 },
                ticks: ["seen": ["identityCard"]]
            ).place
            let next = try await teller.post(
                draft, from: draft, ["name": FilingScene.known.name, "phone": "19900000009", "go": "next"])
            #expect(next.location == draft + "/check", "\(next.text)")
            let check = await teller.get(draft + "/check")
            let filed = try await teller.post(
                draft + "/submit", from: draft + "/check", ["digest": try check.hidden("digest")])
            #expect((await teller.get(filed.place)).text.contains("已办结"))
            let again = await teller.get("/agency/counter?q=\(number)")
            #expect(again.text.contains("/agency/counter/people/") && !again.text.contains("尚未办理社会保险登记"))
        }
    }

    @Test func `who is no citizen by their number is nobody's newcomer`() async throws {
        try await FilingScene.with { scene in
            for number in ["", "1", "590003199011290020", "%3Cb%3E"] {
                #expect(
                    (await scene.seat("teller").get("/agency/counter/newcomer?number=\(number)")).status == .notFound)
            }
            #expect(
                (await scene.seat("reviewer").get("/agency/counter/newcomer?number=\(FilingScene.known.number)")).status
                    != .ok)
        }
    }

    @Test func `a mistyped citizen number is said to be one, not taken for a unit`() async throws {
        try await FilingScene.with { scene in
            let found = await scene.seat("teller").get("/agency/counter?q=590001198001010019")
            #expect(found.text.contains("身份证号码有误") && !found.text.contains("为该单位办理登记"))
        }
    }

    @Test func `who is on record is nobody's newcomer`() async throws {
        try await FilingScene.with { scene in
            let answer = await scene.seat("teller").get("/agency/counter/newcomer?number=590002199207020040")
            #expect(answer.location == "/agency/counter/people/1")
        }
    }

    @Test func `a unit of another region is never offered to be registered`() async throws {
        try await FilingScene.with { scene in
            try await scene.registerElsewhere()
            let found = await scene.seat("teller").get("/agency/counter?q=\(FilingScene.elsewhere.code)")
            #expect(found.text.contains("已经办理社会保险登记") && found.text.contains("其他统筹区"))
            #expect(!found.text.contains("尚未登记的") && !found.text.contains("为该单位办理登记"))
            #expect(!found.text.contains(FilingScene.elsewhere.name), "whose files they are is not shown")
        }
    }

    @Test func `an employer of another branch of the region is served like any`() async throws {
        try await FilingScene.with { scene in
            let teller = scene.seat("teller")
            let found = await teller.get("/agency/counter?q=91110000MA0000002X")
            #expect(found.text.contains("/agency/counter/employers/2"))
            let draft = try await teller.post(
                "/agency/counter/employers/2", from: "/agency/counter/employers/2",
                [
                    "standing": "operatorOfEmployer", "visitor": "李经办", "numberEnd": "００１５",
                    "matter": "staff-enrolment",
                    "channel": "counter",
                ], ticks: ["seen": ["identityCard", "authority"]])
            #expect(draft.place.hasPrefix("/agency/drafts/"), "\(draft.text)")
            let purpose = try #require(try await scene.purposes(ofListsOf: FilingScene.other).first)
            #expect(purpose.contains("职工参保登记（增员）"))
        }
    }

    @Test func `whoever is not on record is told what is possible`() async throws {
        try await FilingScene.with { scene in
            let found = await scene.seat("teller").get("/agency/counter?q=%E6%97%A0%E6%AD%A4%E4%BA%BA")
            #expect(found.text.contains("没有登记的来人") && found.text.contains("统一社会信用代码"))
            let unit = await scene.seat("teller").get("/agency/counter?q=\(FilingScene.unit)")
            #expect(unit.text.contains("尚未办理社会保险登记") && unit.text.contains("初晴文化传播有限公司"))
            let intake = await scene.seat("teller").get("/agency/counter/units/\(FilingScene.unit)")
            #expect(intake.text.contains("单位社会保险登记") && intake.text.contains("法定代表人（负责人）"))
        }
    }
}
