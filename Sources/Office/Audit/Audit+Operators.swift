import Basics
import Casework
import Database
import Records
import Storage

extension AuditRound {
    private static let page = 200

    /// What each operator of an employer may do, and for which employer, is what the chain of acts on it says.
    mutating func checkOperators() throws {
        var after = Int64.min
        while true {
            let logins = try operators(after: after)
            guard let last = logins.last else { return }
            let ids = logins.map(\.id)
            let acts = Dictionary(grouping: try tx.operators.acts(of: ids), by: \.act.login)
            let rights = Dictionary(grouping: try tx.operators.rightRows(of: ids), by: \.login)
            let closings = Dictionary(
                uniqueKeysWithValues: try tx.operators.closingRows(of: ids).map { ($0.login, $0) })
            for login in logins {
                check(login, acts[login.id] ?? [], rights[login.id] ?? [], closings[login.id])
            }
            after = last.id
        }
    }

    private struct OperatorLogin {
        let id: Int64
        let employer: EmployerId?
    }

    private func operators(after id: Int64) throws -> [OperatorLogin] {
        try tx.all(
            """
            SELECT l.id, l.employer_id FROM login l WHERE l.id > \(id) AND (l.employer_id IS NOT NULL
                OR EXISTS (SELECT 1 FROM operator_right r WHERE r.login_id = l.id)
                OR EXISTS (SELECT 1 FROM operator_act a WHERE a.login_id = l.id))
            ORDER BY l.id LIMIT \(Self.page)
            """
        ) { row throws(DatabaseError) in OperatorLogin(id: try row[0], employer: try row[1]) }
    }

    private mutating func check(
        _ login: OperatorLogin, _ acts: [Operators.LinkedAct], _ rights: [Operators.RightRow],
        _ closing: Operators.ClosingRow?
    ) {
        // From before there were chains: nothing says what they ought to be.
        if acts.isEmpty { return count(.unboundRights, rights.count) }
        guard links(of: acts, login.id), let folded = OperatorFold(acts.map(\.act)) else { return }
        if folded.employer != login.employer {
            find("login", "\(login.id)", "该经办账号所属的单位与其权限的办理记录不符。")
        }
        for row in rights where folded.rights[row.key] != row {
            find("operator_right", "\(login.id)/\(row.key)", "该经办账号的“\(row.right.chinese)”权限与办理记录不符。")
        }
        let kept = Set(rights.map(\.key))
        for key in folded.rights.keys.filter({ !kept.contains($0) }).sorted() {
            find("operator_right", "\(login.id)/\(key)", "办理过的该项经办权限不存在。")
        }
        if folded.closing != closing { find("login_closing", "\(login.id)", "该经办账号的停用与办理记录不符。") }
    }

    /// Whether each link is the one that the act ought to have.
    private mutating func links(of acts: [Operators.LinkedAct], _ login: Int64) -> Bool {
        var head: [UInt8] = []
        for (index, linked) in acts.enumerated() {
            guard linked.act.sequence == index + 1 else {
                find("operator_act", "\(login)/\(index + 1)", "第\(index + 1)条权限变动记录缺失。")
                return false
            }
            guard chain.link(linked.act, after: head) == linked.link else {
                find("operator_act", "\(login)/\(index + 1)", "第\(index + 1)条权限变动记录被改动过，与校验值不符。")
                return false
            }
            head = linked.link
        }
        return true
    }
}

/// What the acts on one operator come to.
private struct OperatorFold {
    let employer: EmployerId
    private(set) var rights: [String: Operators.RightRow] = [:]
    private(set) var closing: Operators.ClosingRow?

    init?(_ acts: [OperatorAct]) {
        guard let first = acts.first else { return nil }
        employer = first.employer
        var last: [OperatorRight: Operators.RightRow] = [:]
        for act in acts {
            switch (act.kind, act.right) {
            case (.granted, let right?):
                last[right] = Operators.RightRow(
                    login: act.login, right: right, sequence: (last[right]?.sequence ?? 0) + 1, grantedAt: act.at,
                    grantedBy: act.by)
            case (.withdrawn, let right?):
                last[right]?.withdrawnAt = act.at
                last[right]?.withdrawnBy = act.by
            case (.closed, _):
                closing = act.by.map { Operators.ClosingRow(login: act.login, at: act.at, by: $0) }
            default: break
            }
            if let right = act.right, let row = last[right] { rights[row.key] = row }
        }
    }
}

extension Operators.RightRow {
    /// `staff/2`
    fileprivate var key: String { "\(right.rawValue)/\(sequence)" }
}
