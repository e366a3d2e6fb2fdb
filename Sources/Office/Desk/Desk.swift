import Basics
package import Casework
import Cryptography
package import Database
import Documents
import Matters
import Policy
import Records
package import Storage

/// The desk of the office: the only place where facts are loaded, matters decided and outcomes committed.
package final class Desk: Sendable {
    package let database: Database
    package let shelf: PolicyShelf
    package let clock: any OfficeClock
    package let ids: IdSource
    package let partners: any PartnerLine
    package let chain: TrailChain
    package let press: PaperPress
    /// Told whenever something was put into the outbox, so that the courier need not wait for its next round.
    package let wakeCourier: @Sendable () -> Void
    /// Told whenever a job was put into the database, likewise.
    package let wakeJobs: @Sendable () -> Void

    package init(
        database: Database, shelf: PolicyShelf, clock: any OfficeClock, ids: IdSource, partners: any PartnerLine,
        chain: TrailChain, press: PaperPress, wakeCourier: @escaping @Sendable () -> Void = {},
        wakeJobs: @escaping @Sendable () -> Void = {}
    ) {
        self.database = database
        self.shelf = shelf
        self.clock = clock
        self.ids = ids
        self.partners = partners
        self.chain = chain
        self.press = press
        self.wakeCourier = wakeCourier
        self.wakeJobs = wakeJobs
    }
}

extension Desk {
    /// By the policy in force as a transaction sees it.
    func rules(in region: Region, on today: Day, for purpose: String, _ tx: Transaction) throws -> Rules {
        try rules(in: region, on: today, for: purpose, under: try shelf.inForce(tx))
    }

    func rules(
        in region: Region, on today: Day, for purpose: String, under book: PolicyBook
    ) throws(PolicyGap) -> Rules {
        let policy = try book.region(region, askedBy: purpose)
        return Rules(policy: policy, calendar: policy.calendar, today: today)
    }
}

/// Why the desk does not do what it was asked; shown to whoever asked.
package enum DeskRefusal: Error, Hashable, Sendable {
    /// There is no such thing, or it is not for this person to see.
    case notFound
    case objection(ActObjection)
    /// Somebody else has acted in the case meanwhile.
    case overtaken(by: String, act: CaseEvent.Act)
    case invalid(String)
    /// The employer's administrator has not given them this.
    case lacksRight(OperatorRight)

    package var sentence: String {
        switch self {
        case .notFound: "没有找到您要查看的内容，或者您没有查看权限。"
        case .objection(let objection): objection.sentence
        case .overtaken(let name, let act): "\(name)刚刚对该办件作了“\(act.chinese)”处理，您的操作没有生效。请查看最新进度后再决定。"
        case .invalid(let sentence): sentence
        case .lacksRight(let right): "您的账号没有“\(right.chinese)”权限。如需办理，请联系本单位的管理员调整权限。"
        }
    }
}

extension Desk {
    /// Takes the root of the business day, once; what was there before can't be cut off unnoticed from then on.
    package func takeDailyRoot() async throws {
        let (now, today, chain) = (clock.now, clock.today, chain)
        try await database.transaction(.bulk) { tx in try tx.dailyRoots.take(on: today, at: now, chain: chain) }
    }

    /// How long rows of a file are kept that were not filed: as long as a draft.
    private static let unfiledDays = draftDays

    /// Deletes drafts that have expired, and what files named of people for whom nothing was filed.
    package func sweep() async throws {
        let today = clock.today
        try await database.transaction { tx in
            _ = try tx.drafts.deleteExpired(on: today)
            try tx.lookups.forget(before: today.adding(days: -30))
        }
        let kept = today.adding(days: -Self.unfiledDays)
        var isMore = true
        while isMore {
            isMore = try await database.transaction { tx in
                try tx.batches.forgetUnfiled(
                    uploadedBefore: kept, on: today, saying: "上传已满\(Self.unfiledDays)天，没有办理的各行内容已经删除。")
            }
        }
    }
}
