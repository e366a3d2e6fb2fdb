import Basics
import Casework
import Database
import Records
import Storage

extension Commitment {
    /// Enters what a receipt had posted the other way round; the entries themselves stay. The papers of the receipt say from
    /// now on that they do not hold.
    func giveBack(_ taken: ReceiptReturn) throws {
        try tx.returns.keep(taken, case: caseId, on: today)
        func enter(_ entry: LedgerEntry, plan: PlanId?) throws {
            let reference = Books.Reference(
                region: taken.region, employer: taken.employer, plan: plan, receipt: taken.receipt, caseId: caseId,
                bookedOn: today)
            try tx.books.enter(entry.returned, as: desk.ids.next(.ledgerEntry), reference)
        }
        for part in taken.parts {
            for claim in part.claims {
                try enter(.receipt(of: claim.outstanding, line: claim.line, share: claim.share), plan: part.plan)
            }
            guard !part.reopened.isEmpty else { continue }
            try tx.plans.unsettle(part.plan)
            for entry in LedgerEntry.crediting(of: part.reopened) { try enter(entry, plan: part.plan) }
        }
        if !taken.unallocated.isZero { try enter(.unallocated(taken.unallocated), plan: nil) }
        let booking = try tx.returns.booking(of: taken.receipt).map { [$0] } ?? []
        for caseId in try booking + tx.refunds.assignments(of: taken.receipt) {
            for paper in try tx.papers.of(caseId) where paper.withdrawal == nil {
                try tx.papers.withdraw(paper.id, on: today, reason: "款项已被银行退回：\(taken.reason)", by: nil)
            }
        }
    }
}
