package import Basics
package import Records

/// What came with an employer from the system before this one (承接): its registered data, the plans that it had made and the
/// money that it had paid. Each employer has one case of it, which the platform files and nobody else can.
///
/// Plans are bound by their own chain and the record by its digest; the receipts, which had cases of their own elsewhere, are
/// bound here.
package struct Takeover: Hashable, Sendable {
    package static let slug = "takeover"
    package static let name = "承接原系统数据"
    /// What a list calls the case.
    package static let subject = "单位登记、缴费计划和到账凭证"
    /// What people read of its application, by the keys of the answers.
    package static let labels = [(key: "receipts", label: "承接的到账凭证（笔）"), (key: "received", label: "到账合计（元）")]

    package let receipts: Int
    package let received: Money
    /// Of the receipts, in hexadecimal.
    package let digest: String

    /// - Parameter receipts: in the order of their keys.
    package init(_ receipts: some Sequence<Receipt>) {
        var writer = DigestWriter()
        var (count, received) = (0, Money.zero)
        for receipt in receipts {
            writer.put(receipt.id)
            writer.put(receipt.number)
            writer.put(receipt.paidOn)
            writer.put(receipt.amount)
            count += 1
            received += receipt.amount
        }
        self.receipts = count
        self.received = received
        self.digest = writer.finish()
    }

    /// As its application carries it.
    package var answers: Answers {
        ["receipts": "\(receipts)", "received": received.yuanText, "digest": digest]
    }
}
