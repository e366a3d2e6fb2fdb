package import Basics

/// A person's coverage with one employer from a day on (参保登记), with its spans by line.
package struct Enrolment: Hashable, Sendable {
    package let id: EnrolmentId
    package let person: PersonId
    package let employer: EmployerId
    package let region: Region
    package let beganOn: Day
    package let endedOn: Day?
    /// Set if it was registered in error and taken back: it has never covered anything.
    package let voidedOn: Day?
    package let declaredWage: Money
    package let spans: [CoverageSpan]
    /// What has happened to it since, the latest last.
    package let changes: [EnrolmentChange]

    package init(
        id: EnrolmentId, person: PersonId, employer: EmployerId, region: Region, beganOn: Day, endedOn: Day?,
        voidedOn: Day? = nil, declaredWage: Money, spans: [CoverageSpan], changes: [EnrolmentChange] = []
    ) {
        self.id = id
        self.person = person
        self.employer = employer
        self.region = region
        self.beganOn = beganOn
        self.endedOn = endedOn
        self.voidedOn = voidedOn
        self.declaredWage = declaredWage
        self.spans = spans
        self.changes = changes
    }

    /// Whether payment is stopped while the employment goes on.
    package var isSuspended: Bool {
        endedOn == nil && wasSuspendedLast
    }

    /// Whether payment was stopped when the employment ended, or is while it goes on.
    package var wasSuspendedLast: Bool {
        standingChanges.last { $0.kind == .suspended || $0.kind == .resumed }?.kind == .suspended
    }

    /// Whether it ended because a pension began.
    package var endedInRetirement: Bool {
        guard endedOn != nil, let end = standingChanges.last(where: { $0.kind == .ended }) else { return false }
        return end.reason == TerminationReason.retired.rawValue
    }

    /// The changes that stand: without those that were taken back, and without their taking back.
    package var standingChanges: [EnrolmentChange] { standing.map { changes[$0] } }

    /// Where they are in `changes`. Only the latest that stands is ever taken back.
    package var standing: [Int] {
        var standing: [Int] = []
        for (index, change) in changes.enumerated() {
            if change.kind.takesBack { _ = standing.popLast() } else { standing.append(index) }
        }
        return standing
    }

    /// The spans that go on.
    package var openSpans: [CoverageSpan] { spans.filter { $0.last == nil } }

    package func covers(_ period: Month) -> Bool { spans.contains { $0.covers(period) } }
}

/// The fee periods that one line of an enrolment covers. Spans of one person and line never overlap; a line that
/// belongs to the employment itself (work injury) must not overlap with the same employer only.
package struct CoverageSpan: Hashable, Sendable {
    package let line: InsuranceLine
    package let first: Month
    /// The last fee period owed; `nil` while it goes on; the month before the first where it was taken back.
    package let last: Month?

    package init(line: InsuranceLine, first: Month, last: Month?) {
        self.line = line
        self.first = first
        self.last = last
    }

    /// Whether it was taken back and covers nothing.
    package var isVoid: Bool { last.map { $0 < first } ?? false }

    package func covers(_ period: Month) -> Bool {
        first <= period && (last.map { period <= $0 } ?? true)
    }

    package func overlaps(_ other: CoverageSpan) -> Bool {
        !isVoid && !other.isVoid && line == other.line && (last.map { other.first <= $0 } ?? true)
            && (other.last.map { first <= $0 } ?? true)
    }
}

extension [CoverageSpan] {
    /// The last month that is covered by those that have an end; `nil` where none has covered anything and ended.
    package var lastCovered: Month? { filter { !$0.isVoid }.compactMap(\.last).max() }
}

/// The labour contract that is filed together with an enrolment (劳动合同).
package struct LabourContract: Hashable, Sendable, Codable {
    package enum Term: String, Hashable, Sendable, Codable, CaseIterable {
        case fixed, open, untilWorkIsDone

        /// The three kinds of 劳动合同法 art. 12.
        package var chinese: String {
            switch self {
            case .fixed: "固定期限"
            case .open: "无固定期限"
            case .untilWorkIsDone: "以完成一定工作任务为期限"
            }
        }
    }

    package let term: Term
    package let beginsOn: Day
    /// The last day of a fixed term; `nil` for the other kinds.
    package let endsOn: Day?
    package let occupation: String
    package let work: WorkKind

    package init(term: Term, beginsOn: Day, endsOn: Day?, occupation: String, work: WorkKind = .fullTime) {
        self.term = term
        self.beginsOn = beginsOn
        self.endsOn = endsOn
        self.occupation = occupation
        self.work = work
    }
}

/// How somebody works for an employer (用工形式); policy says in which lines each is covered.
package enum WorkKind: String, Hashable, Sendable, Codable, CaseIterable {
    case fullTime
    /// By the hour, up to four hours a day and 24 a week (劳动合同法 art. 68).
    case partTime
    /// For another employer beside the one that covers them.
    case further

    package var chinese: String {
        switch self {
        case .fullTime: "全日制"
        case .partTime: "非全日制"
        case .further: "第二及以上单位（兼职）"
        }
    }
}
