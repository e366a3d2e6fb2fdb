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

/// The contribution standards of a region in the base year that a day falls into.
package struct ContributionStandards: Sendable {
    package let regionName: String
    package let from: Month
    package let through: Month
    package let floor: Dated<Money>
    package let cap: Dated<Money>
    package let lines: [Line]

    package struct Line: Sendable {
        package let name: String
        package let isOwn: Bool
        package let items: [Item]
    }

    package struct Item: Sendable {
        package let payer: ShareComponent.Payer
        package let name: String
        package let amount: Citation
        /// The value in short: of a table from the least to the most.
        package let shown: String
    }
}

extension PublicInformation {
    package var regions: [Region] { pages.shelf.current.regions.keys.sorted { $0.rawValue < $1.rawValue } }

    /// - Throws: a ``PolicyGap`` that names what is not known.
    package func standards(of region: Region) throws(PolicyGap) -> ContributionStandards {
        let purpose = "缴费标准查询"
        let policy = try pages.shelf.current.region(region, askedBy: purpose)
        let today = today
        let from = try policy.baseYearStart(of: today.month, askedBy: purpose)
        var floor: Dated<Money>?
        var cap: Dated<Money>?
        var lines: [ContributionStandards.Line] = []
        for line in try policy.lines(in: today.month, askedBy: purpose) where line.coverage.contains(.employee) {
            let share = try policy.value(.share(line: line.key, coverage: .employee), on: today, askedBy: purpose).value
            if case .declaredWage(let floorKey?, let capKey?, _) = share.base, floor == nil {
                floor = try policy.money(named: floorKey, for: [:], on: today, askedBy: purpose)
                cap = try policy.money(named: capKey, for: [:], on: today, askedBy: purpose)
            }
            var items: [ContributionStandards.Item] = []
            for component in share.components {
                let key =
                    switch component.amount {
                    case .rate(let key), .flat(let key): key
                    }
                let dated = try policy.value(named: key, on: today, askedBy: purpose)
                items.append(
                    .init(
                        payer: component.payer, name: component.name, amount: dated.citation, shown: dated.value.range))
            }
            lines.append(.init(name: line.name, isOwn: line.keeper == .own, items: items))
        }
        guard let floor, let cap else { preconditionFailure("a region has a line whose base is the declared wage") }
        return ContributionStandards(
            regionName: policy.name(on: today), from: from, through: from.adding(months: 11), floor: floor, cap: cap,
            lines: lines)
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
                number: summary.number, matterName: Catalogue.matter(summary.matter)?.card.name ?? "",
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

extension ParameterValue {
    fileprivate var range: String {
        guard case .rateTable(let table) = self,
            let least = table.entries.values.min(by: Self.isLess), let most = table.entries.values.max(by: Self.isLess)
        else { return shown }
        return "\(least)至\(most)，按\(table.attributeName)"
    }

    private static func isLess(_ left: Rate, _ right: Rate) -> Bool {
        Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
    }
}
