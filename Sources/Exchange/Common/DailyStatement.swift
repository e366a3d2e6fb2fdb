package import Basics

/// Asks a partner what its book holds of a day, page by page, to lay it beside ours (对账).
package protocol DailyStatementInquiry: PartnerRequest where Answer: DailyStatement {
    /// - Parameter after: the number of the last entry of the page before; `nil` for the first page.
    init(day: Day, after: String?)
}

/// A page of a partner's book of a day, in the order of numbers.
package protocol DailyStatement: PartnerMessage {
    associatedtype Entry: Sendable

    var day: Day { get }
    var entries: [Entry] { get }
    var isLast: Bool { get }

    static func number(of entry: Entry) -> String
}
