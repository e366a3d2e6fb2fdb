package import Basics
import Casework
package import Database
import Matters
import Policy
package import Records
package import Storage

/// A city of any size, written in parcels of whole employers straight into an empty database: the same rows on either engine for
/// the same seed, whatever runs beside each other. What it holds came from a system before this one and was taken over
/// (``Takeover``): people, employers, coverage, and for some months plans, rows, receipts and the ledger, by the same rules and
/// bound by the same chains as if the desk had made them.
package struct GeneratedCity: Sendable {
    /// How people are spread over employers.
    package enum Shape: Sendable {
        /// Many tiny ones, few with thousands, hardly any with tens of thousands.
        case city
        /// A single one, and nobody comes or goes.
        case oneEmployer
    }

    let people: Int
    let seed: UInt64
    let region: Region
    let shape: Shape
    /// The first month in which anybody is covered.
    let first: Month
    /// How many months are billed, from the first on.
    let billed: Int
    let today: Day

    /// More have no numbers that differ.
    package static let limit = GeneratedPerson.limit
    /// More would reach back before the present lines.
    package static let monthsLimit = 36

    /// - Parameter covered: how many months before the present one are covered; `billed` of them have plans.
    package init(
        people: Int, seed: UInt64, in region: Region, covered: Int, billed: Int, on today: Day, shape: Shape = .city
    ) {
        precondition((1...Self.limit).contains(people) && (0...Self.monthsLimit).contains(covered) && billed <= covered)
        self.people = people
        self.seed = seed
        self.region = region
        self.shape = shape
        self.first = today.month.adding(months: -covered)
        self.billed = billed
        self.today = today
    }

    /// When all of it is written: eight in the morning of the day on which it stands.
    var writtenAt: Instant { Self.morning(of: today) }

    static func morning(of day: Day) -> Instant { Instant(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000) }

    package struct Written: Sendable {
        package let people: Int
        package let employers: Int
        package let firstEmployer: EmployerId
        package let plans: Int
        package let rows: Int
    }

    /// Whoever reads much afterwards settles the database first.
    ///
    /// - Parameters:
    ///   - lanes: how many parcels are written beside each other; one on SQLite.
    ///   - progress: told how many people are written after each parcel, in any order.
    package func write(
        to database: Database, under shelf: PolicyShelf, chain: TrailChain, lanes: Int = 4,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> Written {
        let parcels = parcels
        let ground = try await lay(parcels, in: database, under: shelf, chain)
        var written: [ParcelWriter.Counts] = []
        try await withThrowingTaskGroup(of: ParcelWriter.Counts.self) { group in
            var next = parcels.makeIterator()
            func write(_ parcel: GeneratedParcel) {
                group.addTask {
                    try await database.transaction(.loading) { tx in
                        var writer = try ParcelWriter(parcel, of: self, on: ground, tx)
                        return try writer.write()
                    }
                }
            }
            for _ in 0..<(database.engine == .sqlite ? 1 : lanes) { next.next().map(write) }
            while let counts = try await group.next() {
                written.append(counts)
                progress(counts.people)
                next.next().map(write)
            }
        }
        return Written(
            people: people, employers: parcels.last.map { $0.firstEmployer + $0.sizes.count } ?? 0,
            firstEmployer: EmployerId(ground.employer), plans: written.map(\.plans).reduce(0, +),
            rows: written.map(\.rows).reduce(0, +))
    }
}

// MARK: Parcels

/// Some employers that follow each other, with all their people: written in one transaction.
struct GeneratedParcel {
    let firstEmployer: Int
    let firstPerson: Int
    /// How many people each employer has.
    var sizes: [Int]

    var people: Int { sizes.reduce(0, +) }
}

extension GeneratedCity {
    /// As many people as fill a transaction, without the largest employers.
    private static let peoplePerParcel = 2_000

    var parcels: [GeneratedParcel] {
        var parcels: [GeneratedParcel] = []
        var (employer, person) = (0, 0)
        var parcel = GeneratedParcel(firstEmployer: 0, firstPerson: 0, sizes: [])
        var filled = 0
        while person < people {
            let size = min(size(of: employer), people - person)
            parcel.sizes.append(size)
            filled += size
            employer += 1
            person += size
            if filled >= Self.peoplePerParcel || person == people {
                parcels.append(parcel)
                parcel = GeneratedParcel(firstEmployer: employer, firstPerson: person, sizes: [])
                filled = 0
            }
        }
        return parcels
    }

    private func size(of employer: Int) -> Int {
        if shape == .oneEmployer { return people }
        var dice = SeededDice(seed, of: .size, employer)
        let range = Self.sizes.pick(&dice)
        // Of a range that spans decades the small are many, as if by 1/x.
        let (low, high) = (range.lowerBound, range.upperBound)
        let size = low * high / (low + dice.below(high - low + 1))
        return max(1, min(size, people / 20))
    }

    /// Of ten thousand employers, after the economic census: nearly all are small, and a tenth of the people works for the
    /// largest hundred.
    private static let sizes = Weighted<ClosedRange<Int>>([
        (57_00, 1...4), (18_00, 5...9), (11_20, 10...19), (8_00, 20...49), (3_00, 50...99), (1_80, 100...299),
        (70, 300...999), (25, 1_000...2_999), (4, 3_000...9_999), (1, 10_000...40_000),
    ])
}

// MARK: What stands before the first parcel

extension GeneratedCity {
    /// The first keys of each kind, and the rules, which all parcels share.
    struct Ground: Sendable {
        let employer: Int64
        let person: Int64
        let enrolment: Int64
        let matterCase: Int64
        let plan: Int64
        let receipt: Int64
        let ledgerEntry: Int64
        let policyVersion: String
        let rules: Rules
        let chain: TrailChain
        /// In the order of their codes.
        let lines: [LineDefinition]

        /// Somebody has two stints at most.
        static let stintsEach = 2
        /// For each line and share what is assessed, received and credited.
        var entriesPerPlan: Int { lines.count * 2 * 3 }
    }

    private func lay(
        _ parcels: [GeneratedParcel], in database: Database, under shelf: PolicyShelf, _ chain: TrailChain
    ) async throws -> Ground {
        let employers = parcels.last.map { $0.firstEmployer + $0.sizes.count } ?? 0
        return try await database.transaction(.bulk) { [self] tx in
            let book = try shelf.inForce(tx)
            let policy = try book.region(region, askedBy: "生成数据")
            let lines = try policy.lines(in: first, askedBy: "生成数据").filter { $0.coverage.contains(.employee) }
                .sorted { $0.line < $1.line }
            func take(_ kind: IdSource.Kind, _ count: Int) throws -> Int64 {
                try tx.takeKeys(kind.rawValue, count: Int64(max(count, 1)))
            }
            let plans = employers * billed
            for branch in GeneratedBranches.all(in: region) { try tx.branches.register(branch) }
            for month in first...today.month.next {
                try tx.learnTaxWindow(
                    region, month, opensOn: month.firstDay, closesOn: month.firstDay.adding(days: 24), at: writtenAt)
            }
            return Ground(
                employer: try take(.employer, employers), person: try take(.person, people),
                enrolment: try take(.enrolment, people * Ground.stintsEach),
                matterCase: try take(.matterCase, employers), plan: try take(.plan, plans),
                receipt: try take(.receipt, plans), ledgerEntry: try take(.ledgerEntry, plans * lines.count * 2 * 3),
                policyVersion: try shelf.keep(at: writtenAt, tx),
                rules: Rules(policy: policy, calendar: policy.calendar, today: today), chain: chain, lines: lines)
        }
    }
}
