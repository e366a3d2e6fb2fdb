import Basics
package import Database
package import Records

extension Transaction {
    package var policyTrials: PolicyTrials { PolicyTrials(tx: self) }
}

/// A trial that is under way: how many employers there are, and what has come of those that are done.
package struct TrialUnderWay: Hashable, Sendable {
    package let employers: Int
    package let employersDone: Int
    /// `nil` until the first employers are done.
    package let soFar: Part?

    /// What the employers through the last one have come to, by one version of the policy.
    package struct Part: Hashable, Sendable {
        package let triedUnder: String
        package let last: EmployerId
        package let result: String

        package init(triedUnder: String, last: EmployerId, result: String) {
            self.triedUnder = triedUnder
            self.last = last
            self.result = result
        }
    }
}

package struct PolicyTrials {
    let tx: Transaction

    /// Begins anew, whatever was there of an earlier one.
    package func begin(of publication: Int64, employers: Int) throws {
        try end(of: publication)
        try tx.run(
            "INSERT INTO policy_trial (publication_id, employers) VALUES (\(publication), \(employers))")
    }

    package func underWay(of publication: Int64) throws -> TrialUnderWay? {
        try tx.first(
            """
            SELECT employers, employers_done, tried_under, last_employer, so_far FROM policy_trial
            WHERE publication_id = \(publication)
            """
        ) { row throws(DatabaseError) in
            let (triedUnder, last, result): (String?, EmployerId?, String?) = (try row[2], try row[3], try row[4])
            var part: TrialUnderWay.Part?
            if let triedUnder, let last, let result {
                part = TrialUnderWay.Part(triedUnder: triedUnder, last: last, result: result)
            }
            return TrialUnderWay(employers: try row[0], employersDone: try row[1], soFar: part)
        }
    }

    /// - Returns: whether the trial is still wanted.
    package func keep(_ part: TrialUnderWay.Part, employersDone: Int, of publication: Int64) throws -> Bool {
        try tx.run(
            """
            UPDATE policy_trial SET employers_done = \(employersDone), tried_under = \(part.triedUnder),
                last_employer = \(part.last), so_far = \(part.result)
            WHERE publication_id = \(publication)
            """) == 1
    }

    package func end(of publication: Int64) throws {
        try tx.run("DELETE FROM policy_trial WHERE publication_id = \(publication)")
    }
}
