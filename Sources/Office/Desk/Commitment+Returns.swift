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
        for part in taken.parts {
            try takeBack(part, \.returned, receipt: taken.receipt, of: taken.employer, in: taken.region)
        }
        if !taken.unallocated.isZero {
            try enter(
                LedgerEntry.unallocated(taken.unallocated).returned, plan: nil, receipt: taken.receipt,
                of: taken.employer, in: taken.region)
        }
        let booking = try tx.returns.booking(of: taken.receipt).map { [$0] } ?? []
        for caseId in try booking + tx.refunds.assignments(of: taken.receipt) {
            for paper in try tx.papers.of(caseId) where paper.withdrawal == nil {
                try tx.papers.withdraw(paper.id, on: today, reason: "款项已被银行退回：\(taken.reason)", by: nil)
            }
        }
    }

    /// Enters the other way round what a receipt paid of one plan; a plan that was paid whole is open again, and leaves the
    /// funds and accounts.
    private func takeBack(
        _ part: ReceiptReturn.Part, _ backward: KeyPath<LedgerEntry, LedgerEntry>, receipt: ReceiptId,
        of employer: EmployerId?, in region: Region
    ) throws {
        func enter(_ entry: LedgerEntry) throws {
            try self.enter(entry[keyPath: backward], plan: part.plan, receipt: receipt, of: employer, in: region)
        }
        for claim in part.claims {
            try enter(.receipt(of: claim.outstanding, line: claim.line, share: claim.share))
        }
        guard !part.reopened.isEmpty else { return }
        try tx.plans.unsettle(part.plan)
        for entry in LedgerEntry.crediting(of: part.reopened) { try enter(entry) }
    }

    /// Money that was given to an employer in error leaves its plans and waits again.
    func unassign(_ taken: ReceiptUnassignment) throws {
        try tx.refunds.unassign(taken)
        for part in taken.parts {
            try takeBack(part, \.unassigned, receipt: taken.receipt, of: taken.employer, in: taken.region)
        }
        guard !taken.amount.isZero else { return }
        try enter(
            LedgerEntry.assigned(taken.amount).unassigned, plan: nil, receipt: taken.receipt, of: taken.employer,
            in: taken.region)
    }
}
