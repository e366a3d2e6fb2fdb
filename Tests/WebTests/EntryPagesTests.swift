import HTTP
import Office
import Testing
import Web

@Suite struct EntryPagesTests {
    @Test func `password and code lead to the portal's first page`() async throws {
        try await EntryScene.run { scene in
            for (name, home, site) in [
                ("operator1", "/employer", scene.outside), ("person1", "/me", scene.outside),
                ("teller1", "/agency", scene.agency),
            ] {
                let browser = Browser(site)
                let entered = try await browser.logIn(name, in: scene)
                #expect(entered.status == .seeOther)
                #expect(entered.headers["location"] == home)
                #expect(await browser.get(home).text == "王经办")
            }
        }
    }

    @Test func `who was sent to log in comes back to where they wanted to go, and nowhere else`() async throws {
        try await EntryScene.run { scene in
            #expect(
                await Browser(scene.outside).get("/employer/staff").headers["location"]
                    == "/login?back=%2Femployer%2Fstaff")
            for (back, target) in [
                ("/employer/staff", "/employer/staff"), ("/account", "/account"), ("/me", "/employer"),
                ("/login/code", "/employer"),
                ("/login?again=1", "/employer"), ("/logout", "/employer"),
                ("https://evil", "/employer"), ("//evil", "/employer"), ("/\\evil", "/employer"),
                ("/\r\nset-cookie: a=b", "/employer"),
            ] {
                let entered = try await Browser(scene.outside).logIn("operator1", in: scene, back: back)
                #expect(entered.headers["location"] == target)
            }
        }
    }

    @Test func `between password and code only the code's page is open`() async throws {
        try await EntryScene.run { scene in
            let browser = Browser(scene.outside)
            #expect(await browser.get("/login/code").status == .seeOther)
            _ = await browser.submit(
                ["account": "operator1", "password": EntryScene.password], to: "/login", on: "/login")
            let page = await browser.get("/login/code")
            #expect(page.status == .ok)
            #expect(page.text.contains("139****0001") && !page.text.contains("13900000001"))
            for closed in ["/employer", "/account", "/account/password"] {
                #expect(await browser.get(closed).headers["location"]?.hasPrefix("/login?back=") == true)
            }
            #expect(await browser.get("/login?back=%2Femployer").headers["location"] == "/login/code?back=%2Femployer")
            #expect(await browser.get("/login?again=1").status == .ok, "somebody else's name can be entered")
        }
    }

    @Test func `a wrong name and a wrong password get the same page`() async throws {
        try await EntryScene.run { scene in
            var pages: [String] = []
            for name in ["operator1", "nobody123"] {
                let answer = await Browser(scene.outside).submit(
                    ["account": name, "password": "wrong"], to: "/login", on: "/login")
                #expect(answer.status == .unprocessable)
                #expect(!answer.text.contains("value=\"wrong\""), "a password is never sent back")
                pages.append(
                    answer.text.replacing(name, with: "").replacing(/name="form-token" value="[^"]+"/, with: ""))
            }
            #expect(pages[0] == pages[1])
            #expect(pages[0].contains("不正确"))
            let empty = await Browser(scene.outside).submit([:], to: "/login", on: "/login")
            #expect(empty.text.contains("请输入账号。") && empty.text.contains("请输入密码。"))
        }
    }

    @Test func `after five failures the page says until when the name is locked`() async throws {
        try await EntryScene.run { scene in
            let browser = Browser(scene.outside)
            for _ in 1...5 {
                _ = await browser.submit(["account": "operator1", "password": "wrong"], to: "/login", on: "/login")
            }
            let locked = await browser.submit(
                ["account": "operator1", "password": EntryScene.password], to: "/login", on: "/login")
            #expect(locked.status == .unprocessable)
            #expect(locked.text.contains("锁定至09:01"))
        }
    }

    @Test func `a wrong code says how many tries are left, and another code waits its minute`() async throws {
        try await EntryScene.run { scene in
            let browser = Browser(scene.outside)
            _ = await browser.submit(
                ["account": "operator1", "password": EntryScene.password], to: "/login", on: "/login")
            let code = try await scene.code()
            let wrong = await browser.submit(
                ["code": code == "111111" ? "222222" : "111111"], to: "/login/code", on: "/login/code")
            #expect(wrong.status == .unprocessable && wrong.text.contains("还可输入4次"))
            let soon = await browser.submit([:], to: "/login/code/again", on: "/login/code")
            #expect(soon.text.contains("60秒后重新获取"))
            scene.clock.advance(seconds: 61)
            let again = await browser.submit([:], to: "/login/code/again", on: "/login/code")
            #expect(again.headers["location"] == "/login/code")
            #expect(try await scene.code() != code)
            scene.clock.advance(seconds: 301)
            #expect(await browser.get("/login/code").text.contains("验证码已失效"))
        }
    }

    @Test func `at the wrong door nobody gets in, and is told which is theirs`() async throws {
        try await EntryScene.run { scene in
            let browser = Browser(scene.outside)
            let turnedAway = try await browser.logIn("teller1", in: scene)
            #expect(turnedAway.status == .unprocessable)
            #expect(turnedAway.text.contains("工作人员请从经办机构入口登录"))
            #expect(browser.cookies["shebao"] == nil)

            let teller = Browser(scene.agency)
            _ = try await teller.logIn("teller1", in: scene)
            browser.cookies["shebao"] = teller.cookies["shebao-agency"]
            #expect(browser.cookies["shebao"] != nil)
            #expect(await browser.get("/account").status == .seeOther, "a session carried over is nobody's here")
        }
    }

    @Test func `leaving ends the session, not only the cookie`() async throws {
        try await EntryScene.run { scene in
            let browser = Browser(scene.outside)
            _ = try await browser.logIn("operator1", in: scene)
            let cookie = try #require(browser.cookies["shebao"])
            let left = await browser.submit([:], to: "/logout", on: "/account")
            #expect(left.headers["location"] == "/login?left=1")
            #expect(browser.cookies["shebao"] == nil)
            browser.cookies["shebao"] = cookie
            #expect(await browser.get("/employer").status == .seeOther)
        }
    }

    @Test func `a form of one session does nothing in another`() async throws {
        try await EntryScene.run { scene in
            let (first, second) = (Browser(scene.outside), Browser(scene.outside))
            _ = try await first.logIn("operator1", in: scene)
            _ = try await second.logIn("operator1", in: scene)
            let page = await first.get("/account/password").text
            let token = try #require(page.firstMatch(of: /name="form-token" value="([^"]+)"/)?.1)
            let request = Request(
                method: .post, target: "/logout",
                headers: [
                    "cookie": "shebao=\(try #require(second.cookies["shebao"]))",
                    "content-type": "application/x-www-form-urlencoded",
                ], body: RequestBody(Array("form-token=\(token)".utf8)))
            #expect(await scene.outside.respond(to: request).status == .forbidden)
            #expect(await second.get("/employer").status == .ok)
        }
    }

    @Test func `whoever tries too often waits, by name and by address`() async throws {
        let names = EntryRates(byName: RateLimit(burst: 2, perSecond: 0.1, now: { 0 }))
        let addresses = EntryRates(byAddress: RateLimit(burst: 2, perSecond: 0.1, now: { 0 }))
        for (limits, another) in [(names, Status.unprocessable), (addresses, Status.tooManyRequests)] {
            try await EntryScene.run(limits: limits) { scene in
                let browser = Browser(scene.outside)
                for expected in [Status.unprocessable, .unprocessable, .tooManyRequests] {
                    let answer = await browser.submit(
                        ["account": " Operator1", "password": "wrong"], to: "/login", on: "/login")
                    #expect(answer.status == expected)
                }
                let answer = await browser.submit(
                    ["account": "person1", "password": "wrong"], to: "/login", on: "/login")
                #expect(answer.status == another)
            }
        }
    }
}
