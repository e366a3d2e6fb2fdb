package import Basics
import Casework

/// Asks on which days tax collects a period's contributions.
package struct CollectionWindowInquiry: PartnerRequest {
    package typealias Answer = CollectionWindowAnswer
    package static let endpoint = Endpoint(.tax, "collection-window-inquiry", "征收期查询", to: .partner)

    package let period: Month

    package init(period: Month) {
        self.period = period
    }

    package func check(_ path: FieldPath) {}
}
