import Basics
import Casework
import Database
import Office
import Records
import TestSupport
import Testing

/// Whatever is done in whatever order, the books balance and nobody is billed twice.
@Suite struct `A walk of enrolments, reversals, plans and receipts` {
    @Test(arguments: Engine.allCases, [1, 2, 3, 4] as [UInt64])
    func `leaves clean books and every month billed as it is covered`(on engine: Engine, seed: UInt64) async throws {
        try await DeskScene.with(engine) { scene in
            var generator = SeededGenerator(seed: seed)
            var effective: [Int: CaseId] = [:]
            for step in 0..<24 {
                let number = Int.random(in: 1...3, using: &generator)
                switch Int.random(in: 0..<10, using: &generator) {
                case 0..<4:
                    guard effective[number] == nil else { continue }
                    let wage = ["6800", "12000", "20000"].randomElement(using: &generator)!
                    effective[number] = try await scene.enrol(Newcomer(number), wage: wage)
                case 4..<6:
                    guard let id = effective.removeValue(forKey: number) else { continue }
                    try await scene.reverse(id)
                case 6..<8:
                    do { try await scene.makePlan() } catch is DeskScene.NotFiled {}
                default:
                    let fen = Int64.random(in: 1...400_000, using: &generator)
                    try await scene.receive("SP0000\(step)", yuan: Money(fen: fen).yuanText)
                }
                let plans = try await scene.plans()
                #expect(
                    !plans.contains { $0.outstanding > .zero } || !plans.contains { $0.outstanding < .zero }
                )
            }
            do { try await scene.makePlan() } catch is DeskScene.NotFiled {}
            #expect(
                try await scene.standing()
                    == effective.keys.sorted().flatMap { number in
                        [110, 210, 410].map { "\(number) \($0)" }
                    })
            try await scene.expectCleanBooks()
        }
    }
}

extension DeskScene {
    /// The numbers of the newcomers and the lines that some row bills and none takes back.
    fileprivate func standing() async throws -> [String] {
        let rows = try await database.read { tx in
            try tx.all(
                """
                SELECT n.value, r.line, CAST(sum(CASE WHEN r.kind = 5 THEN -1 ELSE 1 END) AS BIGINT)
                FROM contribution_row r JOIN person_identity n ON n.person_id = r.person_id AND n.kind = 'number'
                GROUP BY n.value, r.line HAVING sum(CASE WHEN r.kind = 5 THEN -1 ELSE 1 END) <> 0
                """
            ) { row throws(DatabaseError) in Standing(number: try row[0], line: try row[1], times: try row[2]) }
        }
        #expect(rows.allSatisfy { $0.times == 1 })
        return rows.flatMap { row in
            (1...3).filter { Newcomer($0).number == row.number }.map { "\($0) \(row.line)" }
        }.sorted()
    }
}

private struct Standing {
    let number: String
    let line: Int64
    let times: Int64
}
