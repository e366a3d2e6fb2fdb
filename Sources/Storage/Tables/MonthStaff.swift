package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package func monthStaff(of employers: ClosedRange<EmployerId>, in region: Region, _ period: Month) -> MonthStaff {
        MonthStaff(tx: self, employers: employers, region: region, period: period)
    }
}

/// What the plans of some employers that follow each other are made from, read at once.
package struct MonthStaff {
    let tx: Transaction
    let employers: ClosedRange<EmployerId>
    let region: Region
    let period: Month

    /// An employer, and how the ordinary road stands open to it.
    package struct Party: Sendable {
        package let employer: Employer
        /// The last plan in its chain.
        package let chainEnd: Plans.ChainEnd?
        /// Whether it is decided by itself: it has a plan of the period, a credit, or an agreement on deduction.
        package let isDecidedAlone: Bool
    }

    private func within(_ column: SQL) -> SQL {
        "\(column) >= \(employers.lowerBound) AND \(column) <= \(employers.upperBound)"
    }

    package func parties() throws -> [Party] {
        let chosen = try tx.employers.within(employers, of: region)
        var ends: [EmployerId: Plans.ChainEnd] = [:]
        try tx.copyOut(
            """
            SELECT p.employer_id, p.chain_position, p.link FROM employer e
            JOIN contribution_plan p ON p.employer_id = e.id AND p.chain_position = (
                SELECT max(q.chain_position) FROM contribution_plan q WHERE q.employer_id = e.id)
            WHERE \(within("e.id"))
            """
        ) { row in ends[try row[0]] = Plans.ChainEnd(position: try row[1], link: try row[2]) }
        var alone: Set<EmployerId> = []
        try tx.copyOut(
            """
            SELECT employer_id FROM contribution_plan WHERE \(within("employer_id")) AND period = \(period)
            UNION SELECT employer_id FROM deduction_agreement WHERE \(within("employer_id")) AND ended_on IS NULL
            UNION SELECT p.employer_id FROM contribution_plan p
            WHERE \(within("p.employer_id")) AND p.kind = 'adjustment'
                AND NOT EXISTS (SELECT 1 FROM plan_settlement s WHERE s.plan_id = p.id)
            """
        ) { row in alone.insert(try row[0]) }
        return chosen.map {
            Party(employer: $0, chainEnd: ends[$0.id], isDecidedAlone: alone.contains($0.id))
        }
    }

    /// The closed ones, with the day.
    package func closed() throws -> [EmployerId: Day] {
        var closed: [EmployerId: Day] = [:]
        try tx.visit(
            """
            SELECT employer_id, closed_on FROM employer_closing
            WHERE \(within("employer_id")) AND reopened_on IS NULL
            """
        ) { row in closed[try row[0]] = try row[1] as Day }
        return closed
    }

    /// Which of some employers have something that no plan of theirs holds yet, or one that holds too much.
    package func withNews(_ chosen: [EmployerId], lines: [InsuranceLine]) throws -> [EmployerId] {
        guard !chosen.isEmpty else { return [] }
        let theirs: SQL = "s.employer_id IN \(list: chosen)"
        return try tx.all(
            """
            SELECT s.employer_id \(Enrolments.unbilled("\(theirs) AND s.line IN \(list: lines)", in: period))
            UNION SELECT s.employer_id \(Enrolments.billedOnChangedGrounds(theirs, in: period))
            ORDER BY 1
            """
        ) { row throws(DatabaseError) in try row[0] as EmployerId }
    }

    /// What is to be billed, employer by employer, in the order of persons and lines.
    ///
    /// - Parameter probing: whether each span is looked up among the rows. An employer without a plan of the period has
    ///   none; a person whom another employer was billed for has, and that collides on the row's key. So the rows are looked
    ///   up only after a collision.
    package func each(probing: Bool, _ body: (EmployerId, BillableSpan) throws -> Void) throws {
        let terms = try terms()
        // The lines of one enrolment follow each other.
        var last: (enrolment: EnrolmentId, terms: Enrolments.Terms?)?
        let chosen: SQL = "\(within("s.employer_id")) AND s.region = \(region.rawValue)"
        let spans: SQL =
            probing
            ? """
            SELECT s.employer_id, s.person_id, s.line, s.enrolment_id, \(Enrolments.billedTimes(in: period))
            \(Enrolments.unbilled(chosen, in: period))
            """
            : """
            SELECT s.employer_id, s.person_id, s.line, s.enrolment_id, CAST(0 AS BIGINT) FROM coverage_span s
            WHERE \(chosen) AND \(Enrolments.covers(period))
            """
        try tx.copyOut("\(spans) ORDER BY s.employer_id, s.person_id, s.line") { row in
            let enrolment: EnrolmentId = try row[3]
            if last?.enrolment != enrolment { last = (enrolment, terms[enrolment]) }
            guard let terms = last?.terms else { return }
            try body(
                try row[0],
                BillableSpan(
                    person: try row[1], line: try row[2], wage: terms.wage, household: terms.household,
                    sequence: Int16(try row[4] as Int) + 1))
        }
    }

    private func terms() throws -> [EnrolmentId: Enrolments.Terms] {
        var terms: [EnrolmentId: Enrolments.Terms] = [:]
        try tx.copyOut(Enrolments.terms(within("e.employer_id"), in: period)) { row in
            try Enrolments.read(row).map { terms[$0.enrolment] = $0.terms }
        }
        return terms
    }
}
