package import Basics

/// A collector's receipts of one day laid beside ours (对账). Nothing is mended by it: each difference is work for somebody.
package struct ReceiptTieOut: Hashable, Sendable {
    package let ours: [String: Money]
    package let theirs: [String: Money]

    /// - Parameters: amounts by the collector's receipt number.
    package init(ours: [String: Money], theirs: [String: Money]) {
        self.ours = ours
        self.theirs = theirs
    }

    package var differences: [ReceiptDifference] {
        Set(ours.keys).union(theirs.keys).sorted()
            .map { ReceiptDifference(number: $0, ours: ours[$0], theirs: theirs[$0]) }
            .filter { $0.ours != $0.theirs }
    }
}

/// A receipt on which both books disagree; an amount is absent where the book does not hold the receipt.
package struct ReceiptDifference: Hashable, Sendable {
    package let number: String
    package let ours: Money?
    package let theirs: Money?

    package init(number: String, ours: Money?, theirs: Money?) {
        self.number = number
        self.ours = ours
        self.theirs = theirs
    }
}
