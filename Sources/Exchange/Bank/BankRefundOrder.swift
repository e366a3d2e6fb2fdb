package import Basics
import Casework

/// Pay out what the agency owes (退款指令): back to whoever paid it, by the bank's own number of that movement, or to an account.
/// What came of it follows as ``BankRefundResult``.
package struct BankRefundOrder: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "refund-order", "退款指令", to: .partner)

    package enum Destination: Hashable, Sendable {
        case payer(bankReference: String)
        case account(Payee)
    }

    /// Whole, since the bank pays to it.
    package struct Payee: Hashable, Sendable, Codable {
        package let accountName: String
        package let accountNumber: String
        package let branchName: String

        package init(accountName: String, accountNumber: String, branchName: String) {
            self.accountName = accountName
            self.accountNumber = accountNumber
            self.branchName = branchName
        }

        func check(_ path: FieldPath) throws(MalformedMessage) {
            try path["accountName"].plain(accountName, upTo: 100)
            try path["accountNumber"].bankAccount(accountNumber)
            try path["branchName"].plain(branchName, upTo: 100)
        }
    }

    /// The same number is the same order, and is carried out once.
    package let orderNumber: String
    package let amount: Money
    package let destination: Destination

    package init(orderNumber: String, amount: Money, destination: Destination) {
        self.orderNumber = orderNumber
        self.amount = amount
        self.destination = destination
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["orderNumber"].documentNumber(orderNumber)
        try path["amount"].amount(amount, .positive)
        switch destination {
        case .payer(let reference): try path["bankReference"].documentNumber(reference)
        case .account(let payee): try payee.check(path["payee"])
        }
    }
}

extension BankRefundOrder: Codable {
    private enum CodingKeys: CodingKey {
        case orderNumber, amount, destination, bankReference, payee
    }

    private enum DestinationName: String, Codable {
        case payer, account
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.orderNumber = try fields.decode(String.self, forKey: .orderNumber)
        self.amount = try fields.decode(Money.self, forKey: .amount)
        let reference = try fields.decodeIfPresent(String.self, forKey: .bankReference)
        let payee = try fields.decodeIfPresent(Payee.self, forKey: .payee)
        self.destination =
            switch try fields.decode(DestinationName.self, forKey: .destination) {
            case .payer: .payer(bankReference: try fields.required(reference, .bankReference))
            case .account: .account(try fields.required(payee, .payee))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(orderNumber, forKey: .orderNumber)
        try fields.encode(amount, forKey: .amount)
        switch destination {
        case .payer(let reference):
            try fields.encode(DestinationName.payer, forKey: .destination)
            try fields.encode(reference, forKey: .bankReference)
        case .account(let payee):
            try fields.encode(DestinationName.account, forKey: .destination)
            try fields.encode(payee, forKey: .payee)
        }
    }
}
