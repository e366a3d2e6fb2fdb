package import Basics
package import Casework
import Database
package import Records

/// One act on what an operator may do: never changed, each bound to the one before, by a key outside the database.
package struct OperatorAct: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case granted, withdrawn
        /// The login was closed for good.
        case closed
    }

    package let login: Int64
    /// 1 for the first.
    package let sequence: Int
    /// Of which the login is.
    package let employer: EmployerId
    package let kind: Kind
    /// `nil` only for a closing.
    package let right: OperatorRight?
    package let at: Instant
    /// `nil` where it came with the employer's first login.
    package let by: Int64?

    var fields: [String] {
        [
            "\(login)", "\(sequence)", "\(employer)", kind.rawValue, right?.rawValue ?? "", "\(at.milliseconds)",
            by.map(String.init) ?? "",
        ]
    }
}

extension OperatorAct.Kind: ColumnCodable {}

extension Operators {
    package struct LinkedAct: Sendable {
        package let act: OperatorAct
        package let link: [UInt8]
    }

    /// A right as it stands in its row.
    package struct RightRow: Hashable, Sendable {
        package let login: Int64
        package let right: OperatorRight
        package let sequence: Int
        package var grantedAt: Instant
        package var grantedBy: Int64?
        package var withdrawnAt: Instant?
        package var withdrawnBy: Int64?

        package init(
            login: Int64, right: OperatorRight, sequence: Int, grantedAt: Instant, grantedBy: Int64?,
            withdrawnAt: Instant? = nil, withdrawnBy: Int64? = nil
        ) {
            self.login = login
            self.right = right
            self.sequence = sequence
            self.grantedAt = grantedAt
            self.grantedBy = grantedBy
            self.withdrawnAt = withdrawnAt
            self.withdrawnBy = withdrawnBy
        }
    }

    /// Of a closed login: when, and by whom.
    package struct ClosingRow: Hashable, Sendable {
        package let login: Int64
        package let at: Instant
        package let by: Int64

        package init(login: Int64, at: Instant, by: Int64) {
            self.login = login
            self.at = at
            self.by = by
        }
    }

    package func acts(of logins: [Int64]) throws -> [LinkedAct] {
        try tx.all(
            """
            SELECT login_id, sequence, employer_id, act, area, at, by_login, link FROM operator_act
            WHERE login_id IN \(list: logins) ORDER BY login_id, sequence
            """
        ) { row throws(DatabaseError) in
            LinkedAct(
                act: OperatorAct(
                    login: try row[0], sequence: try row[1], employer: try row[2], kind: try row[3],
                    right: try row[4], at: try row[5], by: try row[6]), link: try row[7])
        }
    }

    package func rightRows(of logins: [Int64]) throws -> [RightRow] {
        try tx.all(
            """
            SELECT login_id, area, sequence, granted_at, granted_by, withdrawn_at, withdrawn_by FROM operator_right
            WHERE login_id IN \(list: logins) ORDER BY login_id, granted_at, area, sequence
            """
        ) { row throws(DatabaseError) in
            RightRow(
                login: try row[0], right: try row[1], sequence: try row[2], grantedAt: try row[3],
                grantedBy: try row[4], withdrawnAt: try row[5], withdrawnBy: try row[6])
        }
    }

    package func closingRows(of logins: [Int64]) throws -> [ClosingRow] {
        try tx.all(
            """
            SELECT login_id, closed_at, closed_by FROM login_closing WHERE login_id IN \(list: logins)
            ORDER BY login_id
            """
        ) { row throws(DatabaseError) in ClosingRow(login: try row[0], at: try row[1], by: try row[2]) }
    }

    /// Puts an act at the end of a login's chain.
    func note(
        _ kind: OperatorAct.Kind, _ right: OperatorRight? = nil, of login: Int64, by actor: Int64?, at now: Instant,
        _ chain: TrailChain
    ) throws {
        let end: (sequence: Int, link: [UInt8])? = try tx.first(
            "SELECT sequence, link FROM operator_act WHERE login_id = \(login) ORDER BY sequence DESC LIMIT 1"
        ) { row throws(DatabaseError) in (try row[0], try row[1]) }
        let employer: EmployerId = try tx.one("SELECT employer_id FROM login WHERE id = \(login)") {
            row throws(DatabaseError) in try row[0]
        }
        let act = OperatorAct(
            login: login, sequence: (end?.sequence ?? 0) + 1, employer: employer, kind: kind, right: right, at: now,
            by: actor)
        try tx.run(
            """
            INSERT INTO operator_act (login_id, sequence, employer_id, act, area, at, by_login, link)
            VALUES (\(login), \(act.sequence), \(employer), \(kind), \(right), \(now), \(actor),
                \(chain.link(act, after: end?.link ?? [])))
            """)
    }

    /// Rights from before there were chains begin theirs with what stands, when they change first.
    func bindWhatStands(_ login: Int64, _ chain: TrailChain) throws {
        guard try acts(of: [login]).isEmpty else { return }
        for row in try rightRows(of: [login]) {
            try note(.granted, row.right, of: login, by: row.grantedBy, at: row.grantedAt, chain)
            if let withdrawnAt = row.withdrawnAt {
                try note(.withdrawn, row.right, of: login, by: row.withdrawnBy, at: withdrawnAt, chain)
            }
        }
    }
}
