package import Basics

/// What somebody who keeps a region's policy should look at: the values by date, and what is wrong with those of one day.
package struct PolicyReview: Sendable {
    package let region: Region
    package let regionName: String
    package let version: PolicyVersion
    package let day: Day
    package let parameters: [Parameter]
    package let findings: [Finding]

    /// Something about one parameter that calls for work.
    package struct Finding: Hashable, Sendable {
        package let key: String
        package let name: String
        package let kind: Kind
    }

    package enum Kind: Hashable, Sendable {
        /// Nothing is known for the day: it lies before the first value, or nobody has told one, with what was looked for.
        case gap(note: String)
        /// The last value was known to hold until then, and none follows.
        case outdated(since: Day)
        /// Nobody has compared the value of the day with its published text.
        case unverified(note: String)
        /// Somebody has, longer ago than asked.
        case checkedLongAgo(on: Day)
    }

    /// - Parameter checkedWithinDays: how long a comparison with the published text counts.
    package init(_ policy: RegionPolicy, on day: Day, checkedWithinDays: Int) {
        self.region = policy.region
        self.regionName = policy.name(on: day)
        self.version = policy.version
        self.day = day
        self.parameters = policy.all
        self.findings = policy.all.compactMap { parameter in
            parameter.finding(on: day, checkedWithinDays: checkedWithinDays).map {
                Finding(key: parameter.key, name: parameter.name, kind: $0)
            }
        }
    }
}

extension Parameter {
    /// What is wrong with the value of a day; `nil` if it is known and has been checked, or has ended on purpose.
    fileprivate func finding(on day: Day, checkedWithinDays: Int) -> PolicyReview.Kind? {
        guard let span = span(on: day) else {
            guard let last = spans.last(where: { $0.from <= day }) else {
                return kind == .relief ? nil : .gap(note: "资料从\(spans.first?.from.chinese ?? "")开始")
            }
            return last.through.map { .outdated(since: $0) }
        }
        switch (span.content, span.state) {
        case (.ended, _): return nil
        case (.absent, _): return .gap(note: span.note)
        case (.value, .unverified): return .unverified(note: span.note)
        case (.value, .verified(_, let on)):
            return day.days(since: on) > checkedWithinDays ? .checkedLongAgo(on: on) : nil
        }
    }
}
