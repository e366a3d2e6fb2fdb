import Basics
import Testing

@Suite struct TypedTextTests {
    /// U+202A–202E, U+2066–2069, and the marks that readers of other texts let through.
    static let turns: [UInt32] = [0x200E, 0x200F, 0x061C] + Array(0x202A...0x202E) + Array(0x2066...0x2069)

    @Test(arguments: turns + [0x0, 0x7, 0x1B, 0x7F, 0x85, 0xAD, 0x200B, 0x200D, 0x2060, 0x3164, 0xFEFF, 0xE0041])
    func `a character that nobody sees goes`(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect("张\(Character(scalar))三".withoutUnseen.unicodeScalars.map(\.value) == [0x5F20, 0x4E09])
        #expect(scalar.isUnseen)
    }

    @Test(arguments: [
        ("王·小 明", "王·小 明"), ("㐂\u{E0100}", "㐂\u{E0100}"), ("𠮷隆", "𠮷隆"), ("ئۇيغۇر", "ئۇيغۇر"), ("བོད", "བོད"),
        ("一\r\n二\r三\n四\u{2028}五", "一\n二\n三\n四\n五"), ("一\t二", "一 二"), ("\n\n", "\n\n"), ("", ""),
    ])
    func `what is seen stays, and line ends are one`(typed: String, kept: String) {
        #expect(Array(typed.withoutUnseen.unicodeScalars) == Array(kept.unicodeScalars))
    }

    @Test(arguments: [
        ("２０２６－１１－０１", "2026-11-01"), ("８，５００．５０", "8,500.50"), ("１１０Ｘｘ", "110Xx"), ("　１", " 1"), ("12", "12"),
        ("月牙塘２号（东）", "月牙塘２号（东）"),
    ])
    func `what is nothing but full-width digits, letters and marks is read as ASCII`(typed: String, read: String) {
        #expect(typed.narrowed == read)
    }

    @Test func `a number is the same however it is typed`() throws {
        #expect(try MobileNumber("１３９ ００００ ００２１").text == "13900000021")
        #expect(try BankAccountNumber("６２００ ００００ ００００ １９１９").text == "6200000000001919")
        #expect(try CitizenNumber("５９０００３１９８８０３１４００３２").text == "590003198803140032")
    }
}
