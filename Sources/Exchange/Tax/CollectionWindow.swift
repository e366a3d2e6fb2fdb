package import Basics
import Casework

/// The days on which tax collects a period's contributions (征收期). Published anew or changed; the last one holds.
package struct CollectionWindow: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.tax, "collection-window", "征收期公布", to: .platform)

    package let period: Month
    package let opensOn: Day
    /// The last day.
    package let closesOn: Day

    package init(period: Month, opensOn: Day, closesOn: Day) {
        self.period = period
        self.opensOn = opensOn
        self.closesOn = closesOn
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["closesOn"].require(opensOn <= closesOn, "征收截止日不能早于开始日。")
    }
}
