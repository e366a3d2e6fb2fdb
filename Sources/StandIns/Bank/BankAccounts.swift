import Basics
import Foundation

/// An account of the bank's own book.
struct BankAccount: Codable {
    enum State: String, Codable, CaseIterable {
        case open, frozen

        var label: String {
            switch self {
            case .open: "正常"
            case .frozen: "冻结"
            }
        }
    }

    let number: String
    let name: String
    let branch: String
    var balance: Money
    var state: State

    /// As messages and slips show it.
    var masked: String { (try? BankAccountNumber(number).masked) ?? "****" }
}

/// The fictional accounts of `demo/bank-accounts.json`.
struct DemoAccounts: Decodable {
    struct Payee: Codable {
        let number: String
        let name: String
        let branch: String
    }

    let payee: Payee
    let accounts: [BankAccount]

    static func read(_ path: String) throws -> DemoAccounts {
        try JSONDecoder().decode(DemoAccounts.self, from: Data(contentsOf: URL(filePath: path)))
    }
}
