import Basics
package import Casework
package import Database
package import Records

extension UnbilledCoverage: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [BillableSpan]] {
        var spans: [Self: [BillableSpan]] = [:]
        for fact in facts { spans[fact] = try tx.enrolments.unbilled(of: fact.employer, in: fact.period) }
        return spans
    }
}

extension MonthsNotBilled: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [MonthNotBilled]] {
        var months: [Self: [MonthNotBilled]] = [:]
        for fact in facts {
            months[fact] = try tx.enrolments.monthsNotBilled(of: fact.employer, through: fact.through)
        }
        return months
    }
}

extension RowsOnChangedGrounds: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [RowOnChangedGrounds]] {
        var rows: [Self: [RowOnChangedGrounds]] = [:]
        for fact in facts {
            rows[fact] = try tx.enrolments.billedOnChangedGrounds(of: fact.employer, in: fact.period)
        }
        return rows
    }
}

extension PlansOfPeriod: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [ContributionPlan]] {
        var plans: [Self: [ContributionPlan]] = [:]
        for fact in facts { plans[fact] = try tx.plans.ofPeriod(fact.period, employer: fact.employer) }
        return plans
    }
}

extension TaxWindowOfMonth: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: TaxWindow?] {
        var windows: [Self: TaxWindow?] = [:]
        for fact in facts {
            windows[fact] = .some(
                try tx.first(
                    """
                    SELECT opens_on, closes_on FROM tax_window
                    WHERE region = \(fact.region.rawValue) AND month = \(fact.month)
                    """
                ) { row throws(DatabaseError) in TaxWindow(opensOn: try row[0], closesOn: try row[1]) })
        }
        return windows
    }
}

extension OpenPlansOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [OpenPlan]] {
        var open: [Self: [OpenPlan]] = [:]
        for fact in facts { open[fact] = try tx.plans.open(of: fact.employer) }
        return open
    }
}

extension PlanByNumber: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: ContributionPlan?] {
        var plans: [Self: ContributionPlan?] = [:]
        for fact in facts { plans[fact] = .some(try tx.plans.withNumber(fact.number)) }
        return plans
    }
}

extension ReceiptByNumber: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Receipt?] {
        var receipts: [Self: Receipt?] = [:]
        for fact in facts {
            receipts[fact] = .some(
                try tx.first("SELECT id, number, paid_on, amount_fen FROM receipt WHERE number = \(fact.number)") {
                    row throws(DatabaseError) in
                    Receipt(id: try row[0], number: try row[1], paidOn: try row[2], amount: try row[3])
                })
        }
        return receipts
    }
}

extension ContributionHistory: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [HistoryRow]] {
        var history: [Self: [HistoryRow]] = [:]
        for fact in facts {
            history[fact] = try tx.plans.history(of: fact.person, from: fact.from, through: fact.through)
        }
        return history
    }
}
