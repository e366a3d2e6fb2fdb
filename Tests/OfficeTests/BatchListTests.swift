import Basics
import Casework
import Database
import Documents
import Foundation
import Matters
import Office
import Records
import Storage
import TestSupport
import Testing

/// The sealed list of what was filed.
@Suite struct `The list of a batch` {
    private static let enrolment = "staff-enrolment"

    @Test(arguments: Engine.allCases)
    func `a row that is taken back is marked on a list that takes the place of the first, until none is left`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...3).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            try await scene.runJobs()
            try await scene.confirm(id)
            let rows = try await scene.desk.filedRows(of: id, after: 0, limit: 10, by: DeskScene.operator)
            let cases = rows.compactMap(\.row.caseId)
            let first = try await scene.list(of: id)
            #expect(first.paper.keyFields.last == Paper.Field("人数", "3"))

            // The list lies with the first case.
            try await scene.reverse(cases[0])
            let second = try await scene.list(of: id)
            let old = try #require(try await scene.database.read { tx in try tx.papers.withNumber(first.number) })
            let taken = try await scene.state(cases[0]).events[0].detail.number ?? ""
            #expect(old.withdrawal?.reason == "第4行的办件\(taken)已撤销，本册以文书\(second.number)为准。")
            #expect(second.withdrawal == nil && second.caseId == cases[1])
            #expect(second.paper.keyFields.last == Paper.Field("人数", "2"))
            #expect(second.rows.map { $0[3] == "已于2026年11月2日撤销，不再有效" } == [true, false, false])
            let states = try await scene.desk.filedRows(of: id, after: 0, limit: 10, by: DeskScene.operator)
            #expect(states.map(\.status) == [.reversed, .effective, .effective])
            try await scene.expectCleanBooks()

            try await scene.reverse(cases[2])
            #expect(try await scene.list(of: id).rows.map { $0[3].hasPrefix("已于") } == [true, false, true])
            try await scene.reverse(cases[1])
            let last = try await scene.list(of: id)
            #expect(last.withdrawal?.reason.hasSuffix("已撤销，本册没有其他有效的行。") == true)
            try await scene.expectCleanBooks()
        }
    }
}

extension DeskScene {
    /// The paper that is the first volume of a batch's list now.
    fileprivate func list(of id: BatchId) async throws -> IssuedPaper {
        let number = try #require(try await desk.batch(id, by: Self.operator).lists.first).paper
        return try #require(try await database.read { tx in try tx.papers.withNumber(number) })
    }
}

extension IssuedPaper {
    fileprivate var rows: [[String]] {
        paper.parts.flatMap { part in
            guard case .table(_, let table) = part else { return [[String]]() }
            return table.rows
        }
    }
}
