import Basics
import Testing
import Web

@Suite struct PathTests {
    private enum Case {}
    private static let home = Path("/employer")
    private static let record = Path("/employer/cases/{case}/months/{month}", ID<Case>.self, Month.self)
    private static let named = Path("/names/{name}", String.self)

    @Test func `a path makes the link that it reads`() throws {
        let link = PathTests.record(ID(17), Month("2026-11")!)
        #expect(link.address == "/employer/cases/17/months/2026-11")
        let (id, month) = try #require(PathTests.record.read(["employer", "cases", "17", "months", "2026-11"]))
        #expect(id == ID(17))
        #expect(month == Month("2026-11"))
        #expect(PathTests.home().address == "/employer")
    }

    @Test(arguments: [
        "/employer/cases/x/months/2026-11", "/employer/cases/017/months/2026-11", "/employer/cases/-1/months/2026-11",
        "/employer/cases/17/months/2026-13", "/employer/cases/17/months", "/employer/cases//months/2026-11",
        "/employer/cases/99999999999999999999/months/2026-11",
    ])
    func `a parameter that is not of its type makes no page`(path: String) {
        #expect(
            PathTests.record.read(
                path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)) == nil)
    }

    @Test func `any text survives a path and a query`() throws {
        for name in ["a/b", "a b", "%41", "𠮷", "?x=1#y", "<\"'>"] {
            let address = PathTests.named(name).address
            #expect(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect(!address.dropFirst("/names/".count).contains("/"))
        }
        #expect(
            PathTests.home().with(["q": "张三&a=b", "page": "2"]).address
                == "/employer?q=%E5%BC%A0%E4%B8%89%26a%3Db&page=2")
    }
}
