package import Basics
package import Database
package import Records

extension Transaction {
    package var planRows: PlanRows { PlanRows(tx: self) }
}

/// What stands behind a plan's totals: its rows with what each was computed from, and what was received.
package struct PlanRows {
    let tx: Transaction

    /// One row with the facts that its amounts follow from. A fact that has since been taken off the record is `nil`.
    package struct Explained: Sendable, Hashable {
        package let row: ContributionRow
        package let name: String
        package let number: String
        package let household: HouseholdKind
        package let wage: Money?

        package init(row: ContributionRow, name: String, number: String, household: HouseholdKind, wage: Money?) {
            self.row = row
            self.name = name
            self.number = number
            self.household = household
            self.wage = wage
        }
    }

    package func peopleCount(of plan: PlanId) throws -> Int {
        try tx.one("SELECT count(DISTINCT person_id) FROM contribution_row WHERE plan_id = \(plan)") {
            row throws(DatabaseError) in try row[0]
        }
    }

    /// The rows of some of the plan's people, in the order of persons and lines.
    package func page(of plan: ContributionPlan, skipping: Int, people limit: Int) throws -> [Explained] {
        try rows(
            of: plan,
            """
            AND r.person_id IN (
                SELECT c.person_id FROM contribution_row c WHERE c.plan_id = \(plan.id)
                GROUP BY c.person_id ORDER BY c.person_id LIMIT \(limit) OFFSET \(skipping))
            """)
    }

    package func of(_ person: PersonId, in plan: ContributionPlan) throws -> [Explained] {
        try rows(of: plan, "AND r.person_id = \(person)")
    }

    private func rows(of plan: ContributionPlan, _ chosen: SQL) throws -> [Explained] {
        try tx.all(
            """
            SELECT r.person_id, r.line, r.kind, r.sequence, r.base_fen, r.unit_fen, r.person_fen, r.account_fen, p.name, n.value,
                p.household,
                (SELECT w.wage_fen FROM coverage_span s
                    JOIN declared_wage w ON w.enrolment_id = s.enrolment_id AND w.from_period <= \(plan.period)
                    WHERE s.person_id = r.person_id AND s.line = r.line AND s.payer_scope = r.payer_scope
                        AND s.employer_id = \(plan.employer) AND s.first_period <= \(plan.period)
                        AND (s.last_period IS NULL OR s.last_period >= \(plan.period))
                    ORDER BY w.from_period DESC LIMIT 1)
            FROM contribution_row r
            JOIN person p ON p.id = r.person_id
            JOIN person_identity n ON n.person_id = r.person_id AND n.kind = 'number' AND n.through_on IS NULL
            WHERE r.plan_id = \(plan.id) AND r.period = \(plan.period) \(chosen)
            ORDER BY r.person_id, r.line, r.sequence
            """
        ) { row throws(DatabaseError) in
            var columns = row.columns
            return Explained(
                row: ContributionRow(
                    person: try columns.next(), line: try columns.next(), kind: try columns.next(),
                    sequence: try columns.next(), base: try columns.next(), unit: try columns.next(),
                    personShare: try columns.next(),
                    account: try columns.next()),
                name: try columns.next(), number: try columns.next(), household: try columns.next(),
                wage: try columns.next())
        }
    }

    /// A row of a plan with whom it is of, as a table to take along shows it.
    package struct Listed: Sendable, Hashable {
        package let name: String
        package let number: String
        package let row: ContributionRow
    }

    /// All rows of a plan, one at a time, in the order of persons and lines.
    package func each(of plan: ContributionPlan, _ body: (Listed) throws -> Void) throws {
        try tx.each(
            """
            SELECT r.person_id, r.line, r.kind, r.sequence, r.base_fen, r.unit_fen, r.person_fen, r.account_fen, p.name,
                n.value
            FROM contribution_row r
            JOIN person p ON p.id = r.person_id
            JOIN person_identity n ON n.person_id = r.person_id AND n.kind = 'number' AND n.through_on IS NULL
            WHERE r.plan_id = \(plan.id) AND r.period = \(plan.period) ORDER BY r.person_id, r.line, r.sequence
            """
        ) { row in
            var columns = row.columns
            let contribution = ContributionRow(
                person: try columns.next(), line: try columns.next(), kind: try columns.next(),
                sequence: try columns.next(), base: try columns.next(), unit: try columns.next(),
                personShare: try columns.next(), account: try columns.next())
            try body(Listed(name: try columns.next(), number: try columns.next(), row: contribution))
        }
    }

    /// The class of injury risk that the plan was made by.
    package func injuryClass(of plan: PlanId) throws -> Int {
        try tx.one("SELECT injury_class FROM contribution_plan WHERE id = \(plan)") { row throws(DatabaseError) in
            try row[0]
        }
    }

    /// What one person comes to in a period's plans.
    package struct PersonSum: Sendable, Hashable {
        package let person: PersonId
        package let name: String
        package let base: Money
        package let unit: Money
        package let personShare: Money
        package var total: Money { unit + personShare }
    }

    /// Of all of an employer's plans of a period, in the order of persons.
    package func sums(of employer: EmployerId, in period: Month) throws -> [PersonSum] {
        try tx.all(
            """
            SELECT q.person_id, f.name, q.base, q.unit, q.person FROM (
                SELECT r.person_id, max(r.base_fen) AS base, CAST(sum(r.unit_fen) AS BIGINT) AS unit,
                    CAST(sum(r.person_fen) AS BIGINT) AS person
                FROM contribution_plan p JOIN contribution_row r ON r.plan_id = p.id
                WHERE p.employer_id = \(employer) AND p.period = \(period) GROUP BY r.person_id) q
            JOIN person f ON f.id = q.person_id ORDER BY q.person_id
            """
        ) { row throws(DatabaseError) in
            var columns = row.columns
            return PersonSum(
                person: try columns.next(), name: try columns.next(), base: try columns.next(),
                unit: try columns.next(), personShare: try columns.next())
        }
    }

    package struct Received: Sendable, Hashable {
        package let receipt: String
        package let paidOn: Day
        package let bookedOn: Day
        package let amount: Money
        /// The day on which the bank gave it back, so that it counts no more.
        package let returnedOn: Day?
    }

    /// The receipts that were set against a plan, the earliest first.
    package func received(of plan: PlanId) throws -> [Received] {
        try tx.all(
            """
            SELECT r.number, r.paid_on, r.booked_on, CAST(sum(a.amount_fen) AS BIGINT), t.returned_on
            FROM receipt_allocation a JOIN receipt r ON r.id = a.receipt_id
            LEFT JOIN receipt_return t ON t.receipt_id = r.id
            WHERE a.plan_id = \(plan) GROUP BY r.id, r.number, r.paid_on, r.booked_on, t.returned_on
            ORDER BY r.paid_on, r.id
            """
        ) { row throws(DatabaseError) in
            Received(
                receipt: try row[0], paidOn: try row[1], bookedOn: try row[2], amount: try row[3],
                returnedOn: try row[4])
        }
    }

    /// What medical insurance last told of an employer's month.
    package func medical(of employer: EmployerId, in period: Month) throws -> MedicalMonth? {
        try tx.first(
            """
            SELECT people, unit_fen, person_fen, as_of FROM medical_month
            WHERE employer_id = \(employer) AND period = \(period)
            """
        ) { row throws(DatabaseError) in
            MedicalMonth(people: try row[0], unit: try row[1], personShare: try row[2], asOf: try row[3])
        }
    }
}
