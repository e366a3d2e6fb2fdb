import Basics
import Office
import Records
import Testing
import Web

@Suite struct MarkupTests {
    @Test func `values are escaped, source text is not`() {
        let name = "<script>alert(\"1\" & '2')</script>"
        let page: Markup = "<p title=\"\(name)\">\(name)</p>"
        let escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
        #expect(page.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `markup in markup stays markup`() {
        let inner: Markup = "<b>\("a&b")</b>"
        #expect(("<p>\(inner)</p>" as Markup).text == "<p><b>a&amp;b</b></p>")
        #expect((inner + inner).text == "<b>a&amp;b</b><b>a&amp;b</b>")
    }

    @Test func `numbers, amounts, days and months are shown as people read them`() {
        let page: Markup = "\(-120) \(0) \(Money(fen: 123_456_789)) \(Day("2026-11-21")!) \(Month("2026-11")!)"
        #expect(page.text == "-120 0 1,234,567.89 2026年11月21日 2026年11月")
    }

    @Test func `an amount in a page reads as anywhere else`() {
        var fen: Int64 = 1
        while fen < 1_000_000_000_000_000_000 {
            for amount in [Money(fen: fen), Money(fen: -fen), Money(fen: fen - 1), Money(fen: fen * 7 + 5)] {
                #expect(("\(amount)" as Markup).text == amount.description)
            }
            fen *= 10
        }
    }

    @Test func `days are written as anywhere else`() {
        for days in stride(from: Int32(-719_000), to: 2_900_000, by: 997) {
            let day = Day(daysSinceEpoch: days)
            #expect(("\(day)" as Markup).text == day.chinese)
            #expect(Day(day.description) == day)
        }
    }

    @Test(arguments: [
        "11010519491231002X", "12345678901", "1234567890", "123", "", "HK1234567<89>", "港澳A123456789(0)",
        "12345678901&", "\"quoted\"12345",
    ])
    func `a hidden number is hidden and escaped in a page as anywhere else`(number: String) {
        #expect(("\(masked: Array(number.utf8)[...])" as Markup).text == Markup(Masked.number(number)).text)
    }

    @Test func `the address of one of many is that of one`() {
        let links = KeyedLinks(EmployerPaths.member)
        for key in [1, 17, Int64.max] {
            #expect(
                ("\(links, PersonId(key))" as Markup).text == ("\(EmployerPaths.member(PersonId(key)))" as Markup).text)
        }
    }

    @Test func `lists, conditions and absent values`() {
        let none: String? = nil
        let page: Markup = """
            <ul>\(each: ["a", "<"], { "<li>\($0)</li>" })</ul>\(if: false, "x")\(if: true, "y")\
            \(optional: none, { "\($0)" })\(optional: "z", { "<i>\($0)</i>" })
            """
        #expect(page.text == "<ul><li>a</li><li>&lt;</li></ul>y<i>z</i>")
    }

    @Test(arguments: [
        "javascript:alert(1)", " https://a", "JAVASCRIPT:x", "data:text/html,x", "//a", "https://a b", "",
    ])
    func `an address that could be a script is no link`(address: String) {
        #expect(Link(elsewhere: address) == nil)
    }

    @Test func `characters outside the basic plane go through whole`() {
        #expect(("\("𠮷㛃䶮𬱖")" as Markup).text == "𠮷㛃䶮𬱖")
    }
}
