import Basics
import Cryptography
import Database
import HTTP
import Office
import Policy
import Synchronization
import Testing
import Web

/// A small site with a page for everybody, one for employers, one with a parameter and one that fails.
struct SmallSite {
    static let open = Path("/open")
    static let employer = Path("/employer")
    static let form = Path("/employer/form")
    static let new = Path("/items/new")
    static let item = Path("/items/{item}", Int.self)
    static let broken = Path("/broken")
    static let away = Path("/away")
    static let full = Path("/full")
    static let inDoubt = Path("/in-doubt")
    static let uncovered = Path("/uncovered")
    static let login = Path("/login")

    struct Broken: Error {}

    static let gap = PolicyGap(
        key: "region.lines", name: "险种", region: Region(rawValue: "beijing"), regionName: "北京市",
        day: Day("2027-08-01"), askedBy: "险种查询", cause: .after(Day("2027-06-30")!))

    let faults = Faults()
    let site: Site

    final class Faults: Sendable {
        let numbers = Mutex<[String]>([])
    }

    init(publicURL: String = "http://127.0.0.1:8080", burst: Int = 1_000) {
        let everybody = Set(Visitor.Role.allCases)
        let faults = faults
        site = Site(
            settings: SiteSettings(publicURL: publicURL, isDemonstration: true),
            endpoints: [
                .get(SmallSite.open, for: everybody) { visit in .text(visit.formToken) },
                .get(SmallSite.employer, for: [.employer]) { visit in .text(visit.formToken) },
                .post(SmallSite.form, for: [.employer]) { _, form in .text(form["a"] ?? "") },
                .get(SmallSite.item, for: everybody) { _, number in .text("item \(number)") },
                .get(SmallSite.new, for: everybody) { _ in .text("new") },
                .get(SmallSite.broken, for: everybody) { _ in throw Broken() },
                .get(SmallSite.uncovered, for: everybody) { _ in throw SmallSite.gap },
                .get(SmallSite.away, for: everybody) { _ in throw DatabaseError(.connectionLost, "gone") },
                .get(SmallSite.full, for: everybody) { _ in throw DatabaseError(.diskFull, "no room") },
                .get(SmallSite.inDoubt, for: everybody) { _ in throw DatabaseError(.commitInDoubt, "gone") },
                .call(.post, Path("/api/call")) { visit in
                    .text(String(decoding: try await visit.request.body.bytes(upTo: 10), as: UTF8.self))
                },
            ],
            formKey: AuthenticationKey.random(), rateLimit: RateLimit(burst: burst, perSecond: 1, now: { 0 }),
            loginPath: SmallSite.login,
            onFault: { _, number in faults.numbers.withLock { $0.append(number) } },
            identify: { request in
                switch request.cookies["shebao"] ?? request.cookies["__Host-shebao"] {
                case "e"?: Visitor(Principal(login: 1, name: "王芳", role: .employerOperator), sessionKey: "e")
                case "i"?: Visitor(Principal(login: 2, name: "张三", role: .individual), sessionKey: "i")
                default: nil
                }
            })
    }

    func respond(
        _ method: Method = .get, _ target: String, as session: String? = nil, cookies: String = "",
        accept: String = "text/html",
        form: String? = nil
    ) async -> Response {
        var headers: Headers = ["accept": accept, "cookie": (session.map { "shebao=\($0); " } ?? "") + cookies]
        if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
        return await site.respond(
            to: Request(method: method, target: target, headers: headers, body: RequestBody(Array((form ?? "").utf8))))
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
}

@Suite struct SiteTests {
    private let small = SmallSite()

    @Test func `the closest path answers, and its pattern is what the log gets`() async {
        let new = await small.respond(.get, "/items/new")
        #expect(new.text == "new")
        let item = await small.respond(.get, "/items/12")
        #expect(item.text == "item 12")
        #expect(item.routeName == "/items/{item}")
        #expect(await small.respond(.get, "/items/x").status == .notFound)
        #expect(await small.respond(.get, "/items/12/").status == .notFound)
        #expect(await small.respond(.get, "/%ZZ").status == .badRequest)
    }

    @Test func `another method is named as not allowed, with those that are`() async {
        let response = await small.respond(.delete, "/open")
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers["allow"] == "GET, HEAD")
        #expect(await small.respond(.get, "/employer/form", as: "e").headers["allow"] == "POST")
        #expect(await small.respond(.head, "/open").status == .ok)
    }

    @Test func `who may not, does not`() async {
        for role in Visitor.Role.allCases {
            #expect(small.site.allows(role, .get, "/employer") == (role == .employer))
        }
        #expect(await small.respond(.get, "/employer", as: "e").status == .ok)
        #expect(await small.respond(.get, "/employer", as: "i").status == .forbidden)
        let led = await small.respond(.get, "/employer")
        #expect(led.status == .seeOther)
        #expect(led.headers["location"] == "/login?back=%2Femployer")
        #expect(await small.respond(.get, "/employer", accept: "application/json").status == .unauthorized)
        #expect(await small.respond(.post, "/employer/form", form: "a=1").status == .unauthorized)
    }

    @Test func `a form without its session's token does nothing`() async {
        let token = await small.respond(.get, "/employer", as: "e").text
        let another = await small.respond(.get, "/employer", as: "e").text
        #expect(token != another, "a token that repeats in compressed pages can be guessed")
        let sent = await small.respond(.post, "/employer/form", as: "e", form: "a=1&form-token=\(token)")
        #expect(sent.text == "1")
        let foreign = await small.respond(.get, "/open", as: "i").text
        for bad in ["", "form-token=", "form-token=\(foreign)", "form-token=\(token)A", "form-token=%01"] {
            #expect(await small.respond(.post, "/employer/form", as: "e", form: "a=1&\(bad)").status == .forbidden)
        }
    }

    @Test func `somebody who is not logged in gets a key for the visit, once`() async throws {
        let first = await small.respond(.get, "/open")
        let cookie = try #require(first.headers["set-cookie"])
        let name = try #require(cookie.split(separator: ";").first)
        #expect(name.hasPrefix("shebao-visit="))
        let second = await small.respond(.get, "/open", cookies: String(name))
        #expect(second.headers["set-cookie"] == nil)
    }

    @Test func `an error says who has logged in`() async {
        for target in ["/employer", "/absent", "/uncovered", "/broken", "/open?a=%ZZ"] {
            let page = await small.respond(.get, target, as: "i")
            #expect(page.text.contains("张三") && page.text.contains("退出"), "\(target)")
        }
        #expect(!(await small.respond(.get, "/absent")).text.contains("退出"))
    }

    @Test func `a broken query or form is the client's fault`() async {
        #expect(await small.respond(.get, "/open?a=%ZZ").status == .badRequest)
        #expect(await small.respond(.post, "/employer/form", as: "e", form: "a=%ZZ").status == .badRequest)
        #expect(await small.respond(.post, "/employer/form", as: "e").status == .unsupportedMediaType)
    }

    @Test func `a fault is told by a number that the log knows, and by nothing else`() async throws {
        let page = await small.respond(.get, "/broken")
        #expect(page.status == .internalError)
        let number = try #require(small.faults.numbers.withLock { $0.first })
        #expect(page.text.contains(number))
        #expect(!page.text.contains("Broken"))
        let json = await small.respond(.get, "/broken", accept: "application/json")
        #expect(json.headers["content-type"] == "application/problem+json")
        #expect(json.text.hasPrefix(#"{"type":"about:blank","title":"系统出现故障","status":500,"detail":"#))
    }

    @Test func `while the database is away a page says so, and when to come back`() async throws {
        let page = await small.respond(.get, "/away")
        #expect(page.status == .unavailable)
        #expect(page.headers["retry-after"] == "5")
        #expect(page.text.contains("系统暂时无法读写数据，您的操作没有完成。"))
        // Whoever only looks sees by themselves when it is over; nothing is sent a second time.
        #expect(page.headers["refresh"] == "5")
        #expect(await small.respond(.get, "/away", accept: "application/json").headers["refresh"] == nil)
        let full = await small.respond(.get, "/full")
        #expect(full.status == .unavailable && full.text.contains("服务器存储空间不足，您的操作没有完成"))
        let inDoubt = await small.respond(.get, "/in-doubt")
        #expect(inDoubt.text.contains("操作可能已经完成"))
    }

    @Test func `what policy does not say is named, and is no fault`() async throws {
        let page = await small.respond(.get, "/uncovered")
        #expect(page.status == .unavailable)
        #expect(page.text.contains("缺少政策参数：险种"))
        #expect(page.text.contains(SmallSite.gap.sentence))
        #expect(small.faults.numbers.withLock { $0.isEmpty })
    }

    @Test func `every answer carries the strict headers`() async {
        for target in ["/open", "/absent", "/broken", "/%ZZ", "/employer"] {
            let response = await small.respond(.get, target)
            #expect(response.headers["content-security-policy"]?.contains("unsafe") == false)
            #expect(response.headers["content-security-policy"]?.contains("frame-ancestors 'none'") == true)
            #expect(response.headers["x-content-type-options"] == "nosniff")
            #expect(response.headers["referrer-policy"] == "same-origin")
            #expect(response.headers["cache-control"] == "no-store" || response.status == .seeOther)
            #expect(response.headers["strict-transport-security"] == nil)
        }
        let secure = SmallSite(publicURL: "https://si.example.gov.cn")
        #expect(await secure.respond(.get, "/open").headers["strict-transport-security"] != nil)
    }

    @Test func `the session's cookie insists on TLS where there is TLS`() {
        let secure = SiteSettings(publicURL: "https://si.example.gov.cn", isDemonstration: false)
        var response = Response()
        response.setCookie(secure.sessionCookie("abc"))
        #expect(response.headers["set-cookie"] == "__Host-shebao=abc; Path=/; HttpOnly; SameSite=Lax; Secure")
        let plain = SiteSettings(publicURL: "http://127.0.0.1:8080", isDemonstration: true)
        #expect(plain.sessionToken(in: Request(method: .get, target: "/", headers: ["cookie": "shebao=x"])) == "x")
    }

    @Test func `whoever asks too often waits`() async {
        let small = SmallSite(burst: 2)
        #expect(await small.respond(.get, "/open").status == .ok)
        #expect(await small.respond(.get, "/open").status == .ok)
        let refused = await small.respond(.get, "/open")
        #expect(refused.status == .tooManyRequests)
        #expect(refused.headers["retry-after"] == "1")
    }

    @Test func `a bucket fills with time, for each client alone`() {
        let time = Mutex(0.0)
        let limit = RateLimit(burst: 1, perSecond: 0.5, clientsLimit: 3, now: { time.withLock { $0 } })
        #expect(limit.secondsToWait(for: "a") == nil)
        #expect(limit.secondsToWait(for: "a") == 2)
        #expect(limit.secondsToWait(for: "b") == nil)
        time.withLock { $0 = 2 }
        #expect(limit.secondsToWait(for: "a") == nil)
        for client in 0..<100 { _ = limit.secondsToWait(for: "\(client)") }
    }

    @Test func `large type is remembered and leads back, never away`() async {
        let page = await small.respond(.get, "/preferences/type/large?back=%2Fopen")
        #expect(page.headers["location"] == "/open")
        #expect(page.headers.all("set-cookie").contains { $0.hasPrefix("shebao-type=large") })
        for away in ["https%3A%2F%2Fevil", "%2F%2Fevil", "%2F%5Cevil"] {
            #expect(await small.respond(.get, "/preferences/type/large?back=\(away)").headers["location"] == "/")
        }
    }

    @Test func `assets are named by their content and kept for ever`() async throws {
        let address = small.site.settings.stylesheet.address
        let plain = await small.respond(.get, address)
        #expect(plain.headers["content-type"] == "text/css; charset=utf-8")
        #expect(plain.headers["cache-control"] == "public, max-age=31536000, immutable")
        #expect(await small.respond(.post, address).status == .methodNotAllowed)
        #expect(await small.respond(.get, "/assets/shebao.css").status == .notFound)
        let packed = await small.site.respond(
            to: Request(method: .get, target: address, headers: ["accept-encoding": "gzip"]))
        #expect(packed.headers["content-encoding"] == "gzip")
        #expect(packed.body.count < plain.body.count / 3)
    }

    @Test func `a call reads its body itself`() async {
        #expect(await small.respond(.post, "/api/call", form: "abc").text == "abc")
    }
}
