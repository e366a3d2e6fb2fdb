import Basics
import Testing

@Suite struct `A bank account number` {
    @Test(arguments: [
        ("9900 0000 0000 0000 191", "9900***********0191"), ("123456789012", "1234****9012"),
        ("12345678901", "****8901"),
        ("123456", "****3456"), ("１２３４５６", "****3456"),
        (String(repeating: "1", count: 32), "1111" + String(repeating: "*", count: 24) + "1111"),
    ])
    func `is shown by its ends only`(_ typed: String, _ masked: String) throws {
        let number = try BankAccountNumber(typed)
        #expect(number.masked == masked)
        #expect("\(number)" == masked)
    }

    @Test(arguments: ["", "  ", "12345", "12a456", String(repeating: "1", count: 33)])
    func `is refused outside its bounds`(_ typed: String) {
        #expect(throws: IdentifierProblem.self) { try BankAccountNumber(typed) }
    }
}
