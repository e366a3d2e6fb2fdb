package import Basics

/// The accounts of the double-entry ledger. A posting's amount is a debit where positive, a credit where negative.
package enum LedgerAccount: String, Hashable, Sendable, CaseIterable {
    /// Owed by an employer (应收): the plans not yet received are its sub-ledger.
    case employerReceivable
    /// Assessed but not received: the counterpart of the receivable until the money is there.
    case assessedContributions
    case cash
    /// A line's pooled fund (统筹基金).
    case pooledFund
    /// The people's accounts (个人账户) together; the received contribution rows are its sub-ledger.
    case personalAccounts
    /// Received without a plan to set it against.
    case unallocatedReceipts
    /// Passes the credit of one plan to another; nil after every decision.
    case creditClearing
    case lateFees
    case refundsPayable
    case benefitsPayable

    package var chinese: String {
        switch self {
        case .employerReceivable: "应收单位社会保险费"
        case .assessedContributions: "待到账社会保险费"
        case .cash: "国库存款"
        case .pooledFund: "统筹基金"
        case .personalAccounts: "个人账户基金"
        case .unallocatedReceipts: "待分配收款"
        case .creditClearing: "应缴抵扣清算"
        case .lateFees: "滞纳金收入"
        case .refundsPayable: "应退社会保险费"
        case .benefitsPayable: "应付待遇"
        }
    }
}

/// Which side of a contribution an entry is about.
package enum Share: String, Hashable, Sendable, CaseIterable {
    case unit, person

    package var chinese: String {
        switch self {
        case .unit: "单位缴费"
        case .person: "个人缴费"
        }
    }
}

/// One entry of the ledger, balanced by itself and never changed: what was wrong is reversed.
package struct LedgerEntry: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case assessment, receipt, crediting, unallocated, assigned, unassigned, offset, returned, refund, refundPaid,
            refundFailed,
            reversal

        package var chinese: String {
            switch self {
            case .assessment: "核定应缴"
            case .receipt: "到账"
            case .crediting: "记入基金"
            case .unallocated: "待分配"
            case .assigned: "转出待分配"
            case .unassigned: "撤销分配"
            case .offset: "抵扣"
            case .returned: "银行退回"
            case .refund: "退款"
            case .refundPaid: "退款付出"
            case .refundFailed: "退款未成功"
            case .reversal: "冲销"
            }
        }
    }

    package struct Posting: Hashable, Sendable {
        package let account: LedgerAccount
        package let amount: Money

        package init(_ account: LedgerAccount, _ amount: Money) {
            self.account = account
            self.amount = amount
        }
    }

    package let kind: Kind
    /// `nil` for money that no line is known for.
    package let line: InsuranceLine?
    package let share: Share?
    package let postings: [Posting]

    package init(_ kind: Kind, line: InsuranceLine?, share: Share?, _ postings: [Posting]) {
        precondition(postings.map(\.amount).total.isZero, "a ledger entry balances by itself")
        self.kind = kind
        self.line = line
        self.share = share
        self.postings = postings.filter { !$0.amount.isZero }
    }
}

extension LedgerEntry {
    /// What a plan owes: one entry for each line and share that comes to something.
    package static func assessment(of totals: [PlanLineTotal]) -> [LedgerEntry] {
        totals.flatMap { total in
            [(Share.unit, total.unit), (.person, total.personShare)].compactMap { share, amount in
                amount.isZero
                    ? nil
                    : LedgerEntry(
                        .assessment, line: total.line, share: share,
                        [Posting(.employerReceivable, amount), Posting(.assessedContributions, -amount)])
            }
        }
    }

    /// Money received against one line and share of a plan.
    package static func receipt(of amount: Money, line: InsuranceLine, share: Share) -> LedgerEntry {
        LedgerEntry(
            .receipt, line: line, share: share, [Posting(.cash, amount), Posting(.employerReceivable, -amount)])
    }

    /// Money received that no open plan takes.
    package static func unallocated(_ amount: Money) -> LedgerEntry {
        LedgerEntry(
            .unallocated, line: nil, share: nil, [Posting(.cash, amount), Posting(.unallocatedReceipts, -amount)])
    }

    /// Money that waited has found its plans; receipts against them follow.
    package static func assigned(_ amount: Money) -> LedgerEntry {
        LedgerEntry(
            .assigned, line: nil, share: nil, [Posting(.unallocatedReceipts, amount), Posting(.cash, -amount)])
    }

    /// Owed to the payee from now on: what no plan had taken, or a plan's credit by line and share.
    package static func refund(ofUnallocated amount: Money) -> LedgerEntry {
        LedgerEntry(
            .refund, line: nil, share: nil, [Posting(.unallocatedReceipts, amount), Posting(.refundsPayable, -amount)])
    }

    package static func refund(of credit: OpenPlan.Claim) -> LedgerEntry {
        LedgerEntry(
            .refund, line: credit.line, share: credit.share,
            [Posting(.employerReceivable, credit.outstanding), Posting(.refundsPayable, -credit.outstanding)])
    }

    /// The bank has paid it out.
    package static func refundPaid(_ amount: Money) -> LedgerEntry {
        LedgerEntry(.refundPaid, line: nil, share: nil, [Posting(.refundsPayable, amount), Posting(.cash, -amount)])
    }

    /// The same amounts the other way round: the bank could not pay what a refund had posted.
    package var refundFailed: LedgerEntry {
        LedgerEntry(.refundFailed, line: line, share: share, postings.map { Posting($0.account, -$0.amount) })
    }

    /// The same amounts the other way round: what money had posted that was given to an employer in error.
    package var unassigned: LedgerEntry {
        LedgerEntry(.unassigned, line: line, share: share, postings.map { Posting($0.account, -$0.amount) })
    }

    /// The same amounts the other way round: what a receipt had posted, once the bank has given its money back.
    package var returned: LedgerEntry {
        LedgerEntry(.returned, line: line, share: share, postings.map { Posting($0.account, -$0.amount) })
    }

    /// A plan's credit set against what a plan lacks: the one receivable rises to nil, the other falls by as much.
    package static func offset(_ offset: PlanOffset) -> [(plan: PlanReference, entry: LedgerEntry)] {
        offset.given.map { claim in
            (
                offset.credit,
                LedgerEntry(
                    .offset, line: claim.line, share: claim.share,
                    [Posting(.employerReceivable, claim.outstanding), Posting(.creditClearing, -claim.outstanding)])
            )
        }
            + offset.taken.map { claim in
                (
                    offset.debit,
                    LedgerEntry(
                        .offset, line: claim.line, share: claim.share,
                        [
                            Posting(.creditClearing, claim.outstanding),
                            Posting(.employerReceivable, -claim.outstanding),
                        ])
                )
            }
    }

    /// A plan received whole: its lines pass to the pooled funds and the people's accounts. What goes to the accounts is
    /// taken from the person's share first, as the law has it (社会保险法 art. 12), the rest from the unit's; what an
    /// adjustment takes back goes the same ways.
    package static func crediting(of totals: [PlanLineTotal]) -> [LedgerEntry] {
        totals.flatMap { total -> [LedgerEntry] in
            let fromPerson =
                total.account > .zero
                ? min(total.account, max(total.personShare, .zero)) : max(total.account, min(total.personShare, .zero))
            let fromUnit = total.account - fromPerson
            return [(Share.unit, total.unit, fromUnit), (.person, total.personShare, fromPerson)]
                .compactMap { share, amount, toAccounts in
                    amount.isZero && toAccounts.isZero
                        ? nil
                        : LedgerEntry(
                            .crediting, line: total.line, share: share,
                            [
                                Posting(.assessedContributions, amount),
                                Posting(.pooledFund, toAccounts - amount),
                                Posting(.personalAccounts, -toAccounts),
                            ])
                }
        }
    }
}
