import Basics
import Exchange
import Records
import Testing

@Suite struct MalformedMessageTests {
    @Test(arguments: [
        (#"{"period":"2026-11"}"#, "opensOn", "缺少此字段。"),
        (#"{"period":"2026-11","opensOn":null,"closesOn":"2026-11-25"}"#, "opensOn", "此字段不能为空。"),
        (#"{"period":202611,"opensOn":"2026-11-01","closesOn":"2026-11-25"}"#, "period", "此字段的类型不对。"),
        (
            #"{"period":"2026-11","opensOn":"2026-11-31","closesOn":"2026-11-25"}"#, "opensOn",
            "此字段的值不在约定的格式或范围之内。"
        ),
        (
            #"{"period":"2026-11","opensOn":"2026-11-26","closesOn":"2026-11-25"}"#, "closesOn",
            "征收截止日不能早于开始日。"
        ),
        ("{", "", "报文不是有效的 JSON。"),
    ])
    func `a wrong field is named with what would be right`(_ body: String, _ field: String, _ sentence: String) {
        #expect(throws: MalformedMessage(field: field, sentence: sentence)) {
            try CollectionWindow(body: Array(body.utf8))
        }
    }

    @Test func `a wrong field inside a list is named by its place`() {
        let body = """
            {"planNumber":"JH1","creditCode":"91590000MADM000191","employerName":"甲","period":"2026-11","payableIn":"2026-11",
             "lines":[{"line":"110","unit":"1.00","person":"0.00"},{"line":"210","unit":"1,00","person":"0.00"}],
             "total":"1.00","credit":"0.00","returned":"0.00","payable":"1.00"}
            """
        let refusal = #expect(throws: MalformedMessage.self) { try TaxBill(body: Array(body.utf8)) }
        #expect(refusal?.field == "lines.1.unit")
    }

    @Test func `a message that breaks its contract does not reach the outbox`() throws {
        let key = try #require(IdempotencyKey("plan-1-bill"))
        let bill = TaxBill(
            planNumber: "JH1", creditCode: "91590000MADM000191", employerName: "甲", period: november,
            payableIn: november.previous,
            lines: [LineAmounts(line: InsuranceLine(rawValue: 110), unit: Money(yuan: 5), person: .zero)],
            credit: .zero)
        #expect(throws: MalformedMessage(field: "payableIn", sentence: "缴费月不能早于费款所属期。")) {
            try OutboxMessage(bill, idempotencyKey: key)
        }
    }

    @Test func `a bill adds up by itself`() throws {
        let bill = TaxBill(
            planNumber: "JH1", creditCode: "91590000MADM000191", employerName: "甲", period: november,
            payableIn: november,
            lines: [
                LineAmounts(line: InsuranceLine(rawValue: 110), unit: Money(fen: 160_000), person: Money(fen: 80_001)),
                LineAmounts(line: InsuranceLine(rawValue: 410), unit: Money(fen: -100), person: .zero),
            ], credit: Money(fen: 39_901))
        #expect(bill.total == Money(fen: 239_901))
        #expect(bill.payable == Money(yuan: 2_000))
        #expect(try TaxBill(body: try bill.body()) == bill)
    }

    @Test(arguments: ["short", "with space", "line\r\nbreak", "ключ-ключ", String(repeating: "k", count: 65)])
    func `an idempotency key of another form is none`(_ text: String) {
        #expect(IdempotencyKey(text) == nil)
    }

    private let november = Month(year: 2026, month: 11)!
}
