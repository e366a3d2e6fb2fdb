import Basics
import Casework
import Database
import Policy
import Records
import Storage

// What the employers of a parcel owed and paid, and the case by which each was taken over.

extension ParcelWriter {
    /// A plan with what was paid of it.
    private struct Booked {
        let head: PlanHead
        let totals: [PlanLineTotal]
        let digest: [UInt8]
        let link: [UInt8]
        let receipt: Receipt?
        let claims: [OpenPlan.Claim]
        let isSettled: Bool
        let entries: [LedgerEntry]
    }

    /// - Returns: how many plans there are.
    mutating func writeMoney() throws -> Int {
        let booked = try employers.indices.map { try book($0) }
        try writeSuspensions()
        try writeCases(receipts: booked.map { $0.compactMap(\.receipt) })
        let plans = Array(booked.joined())
        try tx.plans.writeHeads(
            plans.map { Plans.Head($0.head, .regular, totals: $0.totals, digest: $0.digest, link: $0.link) })
        try writeReceipts(of: plans)
        try writeLedger(of: plans)
        return plans.count
    }

    private func caseId(of employer: Int) -> CaseId {
        CaseId(ground.matterCase + Int64(parcel.firstEmployer + employer))
    }

    // MARK: As the desk would have made them

    private func book(_ index: Int) throws -> [Booked] {
        var booked: [Booked] = []
        var link: [UInt8] = []
        for month in 0..<city.billed {
            let account = accounts[index * city.billed + month]
            guard account.people > 0 else { continue }
            let plan = try book(account, index, month, position: booked.count + 1, after: link)
            link = plan.link
            booked.append(plan)
        }
        return booked
    }

    private func book(
        _ account: PlanAccount, _ index: Int, _ month: Int, position: Int, after link: [UInt8]
    ) throws -> Booked {
        let (generated, period) = (employers[index], city.first.adding(months: month))
        let employer = generated.employer
        let totals = account.totals
        let assessment = LedgerEntry.assessment(of: totals)
        let digest = account.finish(assessment)
        let (id, madeOn) = (planId(of: index, in: month), period.firstDay.adding(days: 9))
        let head = PlanHead(
            id: id, number: DocumentNumber.ofPlan(id.value, on: madeOn), region: city.region, employer: employer.id,
            period: period, sequence: 1, madeOn: madeOn, madeAt: GeneratedCity.morning(of: madeOn), payableIn: period,
            dueOn: period.firstDay.adding(days: 24), people: account.people, unit: totals.map(\.unit).total,
            personShare: totals.map(\.personShare).total, policyVersion: ground.policyVersion,
            restsOnUnverified: account.restsOnUnverified, caseId: caseId(of: index),
            injuryClass: employer.injuryClass(in: period), position: position)
        let paid = paid(of: totals, head, generated.payment, isLast: month == city.billed - 1)
        let receipts = paid.claims.map {
            LedgerEntry.receipt(of: $0.outstanding, line: $0.line, share: $0.share)
        }
        return Booked(
            head: head, totals: totals, digest: digest, link: ground.chain.link(head, digest: digest, after: link),
            receipt: paid.receipt, claims: paid.claims, isSettled: paid.isWhole,
            entries: assessment + receipts + (paid.isWhole ? LedgerEntry.crediting(of: totals) : []))
    }

    private struct Paid {
        let receipt: Receipt?
        let claims: [OpenPlan.Claim]
        let isWhole: Bool
    }

    private func paid(
        of totals: [PlanLineTotal], _ head: PlanHead, _ payment: GeneratedEmployer.Payment, isLast: Bool
    ) -> Paid {
        let owed = head.unit + head.personShare
        let amount: Money =
            switch payment {
            case .owingTheLast where isLast: .zero
            case .halfOfTheLast where isLast: Money(fen: owed.fen / 2)
            default: owed
            }
        guard amount > .zero else { return Paid(receipt: nil, claims: [], isWhole: false) }
        let plan = ContributionPlan(
            id: head.id, number: head.number, region: head.region, employer: head.employer, period: head.period,
            sequence: 1, madeOn: head.madeOn, payableIn: head.payableIn, dueOn: head.dueOn, people: head.people,
            unit: head.unit, personShare: head.personShare, received: .zero, policyVersion: head.policyVersion,
            restsOnUnverified: head.restsOnUnverified)
        let open = OpenPlan(plan: plan, claims: OpenPlan.claims(of: totals), totals: totals)
        let allocation = ReceiptAllocation(of: amount, to: [open])
        let key = ground.receipt + head.id.value - ground.plan
        // The number that the collector had given it.
        let receipt = Receipt(
            id: ReceiptId(key), number: "C\(head.period.yyyymm)\(String(10_000_000_000 + key).dropFirst())",
            paidOn: head.period.firstDay.adding(days: 17), amount: amount)
        return Paid(
            receipt: receipt, claims: allocation.parts.flatMap(\.claims),
            isWhole: allocation.parts.contains { $0.settlesPlan })
    }
}

// MARK: As rows

extension ParcelWriter {
    private func writeReceipts(of plans: [Booked]) throws {
        try tx.load(
            into: "receipt",
            columns: ["id", "number", "region", "employer_id", "paid_on", "amount_fen", "booked_on", "case_id"]
        ) { rows in
            for plan in plans {
                guard let receipt = plan.receipt else { continue }
                try rows.append(
                    receipt.id, receipt.number, plan.head.region.rawValue, plan.head.employer, receipt.paidOn,
                    receipt.amount, receipt.paidOn, plan.head.caseId)
            }
        }
        try tx.load(
            into: "receipt_allocation", columns: ["receipt_id", "plan_id", "line", "share", "amount_fen"]
        ) { rows in
            for plan in plans {
                guard let receipt = plan.receipt else { continue }
                for claim in plan.claims {
                    try rows.append(receipt.id, plan.head.id, claim.line, claim.share, claim.outstanding)
                }
            }
        }
        try tx.load(into: "plan_settlement", columns: ["plan_id", "settled_on", "receipt_id"]) { rows in
            for plan in plans where plan.isSettled {
                try rows.append(plan.head.id, plan.receipt?.paidOn ?? plan.head.madeOn, plan.receipt?.id)
            }
        }
    }

    private func writeLedger(of plans: [Booked]) throws {
        func key(_ plan: Booked, _ index: Int) -> Int64 {
            let place = plan.head.id.value - ground.plan
            return ground.ledgerEntry + place * Int64(ground.entriesPerPlan) + Int64(index)
        }
        try tx.load(
            into: "ledger_entry",
            columns: [
                "id", "kind", "region", "employer_id", "line", "share", "plan_id", "receipt_id", "booked_on", "case_id",
            ]
        ) { rows in
            for plan in plans {
                for (index, entry) in plan.entries.enumerated() {
                    let receipt = entry.kind == .assessment ? nil : plan.receipt
                    try rows.append(
                        key(plan, index), entry.kind, plan.head.region.rawValue, plan.head.employer, entry.line,
                        entry.share, plan.head.id, receipt?.id, receipt?.paidOn ?? plan.head.madeOn, plan.head.caseId)
                }
            }
        }
        try tx.load(into: "ledger_posting", columns: ["entry_id", "account", "amount_fen"]) { rows in
            for plan in plans {
                for (index, entry) in plan.entries.enumerated() {
                    for posting in entry.postings {
                        try rows.append(key(plan, index), posting.account, posting.amount)
                    }
                }
            }
        }
    }
}

// MARK: Cases

extension ParcelWriter {
    /// Payment that is suspended can be resumed, so the case says by which change it stopped.
    private func writeSuspensions() throws {
        try tx.load(
            into: "enrolment_change",
            columns: ["enrolment_id", "sequence", "kind", "effective_on", "reason", "case_id", "made_on"]
        ) { rows in
            for (employer, suspended) in suspensions.sorted(by: { $0.key < $1.key }) {
                for suspension in suspended {
                    try rows.append(
                        suspension.enrolment, Int32(1), EnrolmentChange.Kind.suspended.rawValue, suspension.on,
                        SuspensionReason.unpaidLeave.rawValue, caseId(of: employer), city.today)
                }
            }
        }
    }

    private func writeCases(receipts: [[Receipt]]) throws {
        let suspended = suspensions.values.joined().map(\.enrolment).sorted()
        let found = try tx.recordRows.digests(people: [], enrolments: suspended).filter(\.part.mayChange)
        let digests = Dictionary(grouping: found, by: \.id)
        var cases: [Cases.Unwritten] = []
        for index in employers.indices {
            let written = (suspensions[index] ?? []).flatMap { suspension -> [RecordDigest] in
                (digests[suspension.enrolment.value] ?? []).sorted { $0.part.rawValue < $1.part.rawValue }
            }
            cases.append(try takenOver(index, Takeover(receipts[index]), written))
        }
        try tx.cases.write(cases, chain: ground.chain)
        let records = employers.enumerated().map { ($1.employer.id, $1.record, caseId(of: $0)) }
        try tx.employerRecords.load(records, on: city.today)
    }

    /// The case of one employer: filed, taken in, approved and in effect by the system in one act.
    private func takenOver(_ index: Int, _ takeover: Takeover, _ written: [RecordDigest]) throws -> Cases.Unwritten {
        let employer = employers[index]
        let id = caseId(of: index)
        let number = DocumentNumber.ofCase(id.value, on: city.today)
        var submission = CaseEvent.Detail()
        submission.application = Application(
            matter: Takeover.slug, region: city.region, applicant: .employer(employer.employer.id), channel: .batch,
            filedOn: city.today, answers: takeover.answers)
        submission.number = number
        submission.route = .instant
        submission.policyVersion = ground.policyVersion
        var effect = CaseEvent.Detail()
        effect.employers = [EmployerDigest(of: employer.employer.id, employer.record)]
        effect.written = written.isEmpty ? nil : written
        let acts: [(CaseEvent.Act, CaseEvent.Detail)] = [
            (.submit, submission), (.accept, CaseEvent.Detail()), (.approve, CaseEvent.Detail()), (.takeEffect, effect),
        ]
        let events = acts.enumerated().map { index, act in
            CaseEvent(
                sequence: index + 1, act: act.0, actor: .system, at: city.writtenAt, on: city.today, detail: act.1)
        }
        guard let state = CaseState(folding: events) else { preconditionFailure("a take-over that does not fold") }
        return Cases.Unwritten(
            state, as: id, Cases.Unwritten.Heading(number: number, subject: Takeover.subject))
    }
}
