import HTTP
import Testing
import Web

@Suite struct AccountTests {
    @Test func `another session of one's own is listed and can be ended`() async throws {
        try await EntryScene.run { scene in
            let (here, there) = (Browser(scene.outside), Browser(scene.outside))
            _ = try await there.logIn("operator1", in: scene)
            _ = try await here.logIn("operator1", in: scene)
            let page = await here.get("/account").text
            #expect(page.contains("本次登录"))
            let links = page.matches(of: /action="(\/account\/sessions\/[^"]+)"/).map { String($0.1) }
            #expect(links.count == 1)
            let ended = await here.submit([:], to: try #require(links.first), on: "/account")
            #expect(ended.headers["location"] == "/account?done=session")
            #expect(await there.get("/employer").status == .seeOther)
            #expect(await here.get("/employer").status == .ok)
            #expect(await here.get("/account").text.contains("终止会话"), "what happened is told")
        }
    }

    @Test func `nobody ends a session of somebody else`() async throws {
        try await EntryScene.run { scene in
            let (theirs, mine) = (Browser(scene.outside), Browser(scene.outside))
            _ = try await theirs.logIn("person1", in: scene)
            let other = Browser(scene.outside)
            _ = try await other.logIn("person1", in: scene)
            _ = try await mine.logIn("operator1", in: scene)
            let page = await other.get("/account").text
            let link = try #require(page.firstMatch(of: /action="(\/account\/sessions\/[^"]+)"/)?.1)
            #expect(await mine.submit([:], to: String(link), on: "/account").status == .notFound)
            #expect(await theirs.get("/me").status == .ok)
        }
    }

    @Test func `a changed password ends all other sessions`() async throws {
        try await EntryScene.run { scene in
            let (here, there) = (Browser(scene.outside), Browser(scene.outside))
            _ = try await there.logIn("operator1", in: scene)
            _ = try await here.logIn("operator1", in: scene)
            func change(_ present: String, _ new: String, _ again: String) async -> Response {
                await here.submit(
                    ["present": present, "password": new, "again": again], to: "/account/password",
                    on: "/account/password")
            }
            let new = "三角梅 爬上 东墙 了"
            #expect(await change("wrong", new, new).text.contains("原密码不正确"))
            #expect(await change(EntryScene.password, "short", "short").text.contains("密码至少10个字符"))
            #expect(await change(EntryScene.password, new, "other").text.contains("两次输入的新密码不一致"))
            #expect(await there.get("/employer").status == .ok)
            let changed = await change(EntryScene.password, new, new)
            #expect(changed.headers["location"] == "/account?done=password")
            #expect(await there.get("/employer").status == .seeOther)
            #expect(await here.get("/employer").status == .ok)
        }
    }
}
