import Basics
import Casework
import Database
import Documents
package import Records
package import Storage

/// Where holders get their papers: drawn and sealed when first asked for, afterwards always the same bytes.
package struct PaperRoom: Sendable {
    let pages: Pages
    let press: PaperPress
    let queue: DrawingQueue

    package init(_ desk: Desk, queue: DrawingQueue) {
        self.pages = Pages(desk)
        self.press = desk.press
        self.queue = queue
    }
}

/// A paper that somebody may see, and whose records it shows.
package struct HeldPaper: Sendable {
    package let issued: IssuedPaper
    /// Who is named in it; a reading of the paper is a reading of theirs.
    package let about: PersonId?
    /// The number of the paper that took its place, if one did.
    package let replacedBy: String?
}

extension PaperRoom {
    /// - Throws: ``DeskRefusal/notFound`` for a paper that isn't there or isn't theirs.
    package func paper(_ number: String, by principal: Principal) async throws -> HeldPaper {
        try await pages.database.read { tx in try Self.paper(number, of: principal, tx) }
    }

    /// The sealed PDF.
    ///
    /// - Throws: ``PaperFault`` where it can't be drawn, ``DrawingQueue/Full``.
    package func pdf(of held: HeldPaper) async throws -> [UInt8] {
        let (id, press, now) = (held.issued.id, press, pages.clock.now)
        if let kept = try await pages.database.read({ tx in try tx.papers.drawing(of: id) }) { return kept.pdf }
        let drawing = try await queue.run { try press.draw(held.issued, at: now) }
        return try await pages.database.transaction { tx in
            try tx.papers.keep(drawing, of: id, at: now)
            // Whoever was first gave the paper its bytes.
            return try tx.papers.drawing(of: id)?.pdf ?? drawing.pdf
        }
    }

    /// The holder, the employer that it was given to, and the staff within whose branch it was decided.
    private static func paper(_ number: String, of principal: Principal, _ tx: Transaction) throws -> HeldPaper {
        guard let issued = try tx.papers.withNumber(number),
            let summary = try tx.cases.summary(of: issued.caseId), try may(principal, see: issued, summary, tx)
        else { throw DeskRefusal.notFound }
        return HeldPaper(
            issued: issued, about: issued.person ?? summary.person,
            replacedBy: try tx.papers.successor(of: issued)?.number)
    }

    private static func may(
        _ principal: Principal, see paper: IssuedPaper, _ summary: Cases.Summary, _ tx: Transaction
    ) throws -> Bool {
        switch principal.role.portal {
        case .individual: return principal.person != nil && principal.person == paper.person
        case .employer:
            return principal.employer != nil && principal.employer == paper.employer
                && Desk.mayFile(summary.matter, principal)
        case .unit: return principal.unit != nil && principal.unit == summary.creditCode && summary.employer == nil
        case .agency:
            guard principal.region == summary.region else { return false }
            guard let id = paper.employer else { return true }
            guard let employer = try tx.employers.withIds([id])[id] else { return false }
            return principal.covers(employer, try BranchTree(tx))
        }
    }
}
