import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

extension DeskScene {
    /// Takes a case back as its preview shows it.
    func reverse(
        _ id: CaseId, reason: String = "误将他人登记为本单位职工", by principal: Principal = DeskScene.reviewer
    ) async throws {
        let view = try await desk.view(id, by: principal)
        try await desk.reverse(
            id, version: view.state.version, digest: view.reversal?.digest ?? "", reason: reason, by: principal)
    }

    /// What tax was told of plans, in its order.
    func bills() async throws -> [TaxBill] {
        try await outbox("tax").map { try TaxBill(body: Array($0.utf8)) }
    }

    func outbox(_ partner: String) async throws -> [String] {
        try await database.read { tx in
            try tx.all("SELECT body FROM outbox WHERE partner = \(partner) ORDER BY id") { row in try row[0] as String }
        }
    }

    /// Debits positive.
    func balance(_ account: LedgerAccount) async throws -> Money {
        try await database.read { tx in
            try tx.books.trialBalance(of: Self.region).first { $0.account == account }?.amount ?? .zero
        }
    }

    /// The sequences of the pension rows of the first person on record.
    func sequences() async throws -> [Int] {
        try await database.read { tx in
            try tx.all(
                """
                SELECT sequence FROM contribution_row WHERE line = 110
                    AND person_id = (SELECT min(person_id) FROM contribution_row) ORDER BY sequence
                """
            ) { row in try row[0] as Int }
        }
    }
}
