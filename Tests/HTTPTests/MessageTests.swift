import HTTP
import Testing

@Suite struct MessageTests {
    @Test func `a path gives its parts decoded`() {
        #expect(Request(method: .get, target: "/employer/cases/17?x=1").segments == ["employer", "cases", "17"])
        #expect(Request(method: .get, target: "/%E5%8A%9E%E4%BA%8B/").segments == ["办事", ""])
    }

    @Test(arguments: ["/a%2Fb", "/%ZZ", "/..", "/a/%2e%2e/b", "/%FF", "/a%00"])
    func `a path that hides something has no parts`(target: String) {
        #expect(Request(method: .get, target: target).segments == nil)
    }

    @Test func `cookies are read by name, the first of a name counting`() {
        let request = Request(method: .get, target: "/", headers: ["Cookie": "a=1; b=x=y; a=2; broken"])
        #expect(request.cookies == ["a": "1", "b": "x=y"])
    }

    @Test func `header names compare without case`() {
        var headers: Headers = ["Content-Type": "a", "X-One": "1"]
        headers.add("x-one", "2")
        #expect(headers["content-TYPE"] == "a")
        #expect(headers.all("X-ONE") == ["1", "2"])
        headers["x-ONE"] = "3"
        #expect(headers.all("x-one") == ["3"])
    }

    @Test func `a file's name reaches old and new browsers`() {
        let response = Response.download([], type: "application/pdf", fileName: "权益\"记录.pdf")
        #expect(
            response.headers["content-disposition"]
                == "attachment; filename=\"_____.pdf\"; filename*=UTF-8''%E6%9D%83%E7%9B%8A%22%E8%AE%B0%E5%BD%95.pdf")
    }

    @Test func `a cookie is closed to scripts and other sites`() {
        var response = Response()
        response.setCookie(Cookie(name: "s", value: "abc", maxAge: 60, isSecure: true))
        #expect(response.headers["set-cookie"] == "s=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure")
    }

    @Test func `JSON is preferred where it is asked for, and always below the API`() {
        func prefers(_ target: String, _ accept: String) -> Bool {
            Request(method: .get, target: target, headers: ["accept": accept]).prefersJSON
        }
        #expect(!prefers("/", "text/html,application/xhtml+xml,*/*"))
        #expect(prefers("/", "application/json"))
        #expect(prefers("/api/cases", "*/*"))
    }

    @Test func `what was refused to gzip is not packed`() {
        #expect(Gzip.isAccepted(by: "br, gzip;q=0.5"))
        #expect(!Gzip.isAccepted(by: "br, gzip;q=0"))
        #expect(!Gzip.isAccepted(by: ""))
    }
}
