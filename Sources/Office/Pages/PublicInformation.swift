package import Basics
package import Casework
import Database
import Matters
package import Policy
import Records
import Storage

/// What anybody may know without saying who they are.
package struct PublicInformation: Sendable {
    let pages: Pages

    package init(_ desk: Desk) {
        self.pages = Pages(desk)
    }

    package var today: Day { pages.clock.today }
    /// The policy as it is now, for what anybody may have computed.
    package var book: PolicyBook { pages.shelf.current }
}

extension PublicInformation {
    package var regions: [Region] { pages.shelf.current.regions.keys.sorted { $0.rawValue < $1.rawValue } }

    /// The standards of a region in a month, of this month if none is said.
    ///
    /// - Throws: a ``PolicyGap`` if there is no such region or its lines of that month are not known.
    package func standards(of region: Region, in period: Month? = nil) throws(PolicyGap) -> ContributionStandards {
        try ContributionStandards(
            pages.shelf.current.region(region, askedBy: ContributionStandards.purpose), in: period ?? today.month)
    }
}

extension PublicInformation {
    /// When a month's business is done; nothing for a region that there is not.
    package func phases(of region: Region, in period: Month? = nil) -> MonthPhases? {
        book.regions[region].map { MonthPhases($0, in: period ?? today.month) }
    }
}

/// How far a case is, without anything about whom it concerns.
package struct CaseProgress: Sendable {
    package let number: String
    package let matterName: String
    package let status: CaseState.Status
    package let submittedOn: Day
    package let dueOn: Day?
    package let acts: [Act]

    package struct Act: Sendable {
        package let act: CaseEvent.Act
        package let on: Day
    }
}

extension PublicInformation {
    /// For whoever knows the case's number and the number of who applied: credit code or social security number.
    ///
    /// - Returns: `nil` if either is wrong; which, it does not say.
    package func progress(of number: String, applicant: String) async throws -> CaseProgress? {
        let number = number.filter { !$0.isWhitespace }.uppercased()
        let applicant = applicant.filter { !$0.isWhitespace }.uppercased()
        return try await pages.database.read { tx in
            guard let summary = try tx.cases.withNumber(number), let state = try tx.cases.state(of: summary.id),
                try Self.numbers(of: summary, state, tx).contains(applicant)
            else { return nil }
            return CaseProgress(
                number: summary.number, matterName: Catalogue.name(of: summary.matter),
                status: summary.status, submittedOn: summary.submittedOn, dueOn: summary.dueOn,
                acts: state.events.map { CaseProgress.Act(act: $0.act, on: $0.on) })
        }
    }

    private static func numbers(
        of summary: Cases.Summary, _ state: CaseState, _ tx: Transaction
    ) throws -> [String] {
        if let number = state.application.applicant.newcomer { return [number] }
        if let id = summary.employer { return try tx.employers.withIds([id]).values.map(\.creditCode) }
        if let code = summary.creditCode { return [code] }
        if let id = summary.person { return try tx.people.withIds([id]).values.map(\.number) }
        return []
    }
}
