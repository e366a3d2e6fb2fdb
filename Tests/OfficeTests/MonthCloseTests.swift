import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

/// 月结: one closes a month, another approves, and it stays as it was.
@Suite struct `The closing of a month` {
    private let november = Month("2026-11")!

    /// One person is billed for November, another is covered in it and not billed, and it is December.
    private func inDecember(_ engine: Engine, _ body: (DeskScene) async throws -> Void) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.enrol(Newcomer(2))
            try await scene.receive("SP00000001", yuan: "1000.00")
            scene.clock.advance(seconds: 31 * 86_400)
            try await body(scene)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `one files it, another approves it, and its report stays`(on engine: Engine) async throws {
        try await inDecember(engine) { scene in
            let before = try await scene.desk.month(november, for: DeskScene.teller)
            #expect(before.standing.closedOn == nil && before.standing.open.plansNotPaid == 1)
            let id = try await scene.fileClose(november)
            #expect(try await scene.state(id).status == .accepted)
            #expect(try await scene.desk.month(november, for: DeskScene.reviewer).waiting?.id == id)
            try await scene.approveClose(id)

            let closed = try await scene.desk.month(november, for: DeskScene.reviewer)
            #expect(closed.standing.closedOn == Day("2026-12-03"))
            let report = try #require(closed.closings.first?.closing.report)
            #expect(report.map(\.total).total == Money(yuan: 3_024))
            #expect(report.map(\.paid).total == Money(yuan: 1_000))
            try await scene.expectCleanBooks()

            try await scene.receive("SP00000002", yuan: "2024.00")
            let later = try await scene.desk.month(november, for: DeskScene.reviewer)
            #expect(later.closings.first?.closing.report == report)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what a closed month lacks is a back-payment, and what it has too much is taken back`(
        on engine: Engine
    ) async throws {
        try await inDecember(engine) { scene in
            try await scene.close(november)
            let wrong = try #require(
                try await scene.database.read { tx in
                    try tx.one("SELECT min(case_id) FROM enrolment") { row in try row[0] as CaseId? }
                })
            try await scene.reverse(wrong)
            try await scene.makePlan()
            let plan = try #require(try await scene.plans().first)
            #expect(plan.kind == .adjustment && plan.total.isZero)
            let kinds = try await scene.count(
                "SELECT count(*) FROM contribution_row WHERE kind = 3 AND plan_id = \(plan.id)")
            #expect(kinds == 3)
            try await scene.expectCleanBooks()
            try await scene.receive("SP00000002", yuan: "2024.00")
            #expect(try await scene.plans().allSatisfy { $0.outstanding.isZero })
        }
    }

    @Test(arguments: Engine.allCases)
    func `is opened again only by somebody who had no part in it, with a reason, and closed anew`(
        on engine: Engine
    ) async throws {
        try await inDecember(engine) { scene in
            let id = try await scene.close(november)
            #expect(try await scene.desk.view(id, by: DeskScene.reviewer).reversal == nil)
            await #expect(throws: DeskRefusal.self) {
                try await scene.reverse(id, reason: " ", by: DeskScene.otherReviewer)
            }
            try await scene.reverse(id, reason: "漏报一户单位", by: DeskScene.otherReviewer)
            #expect(try await scene.desk.month(november, for: DeskScene.teller).standing.closedOn == nil)
            try await scene.expectCleanBooks()

            try await scene.makePlan()
            #expect(try await scene.plans().map(\.kind) == [.regular, .regular])
            try await scene.close(november)
            let closings = try await scene.desk.month(november, for: DeskScene.teller).closings
            #expect(closings.map { $0.reopenedOn == nil } == [true, false])
        }
    }

    @Test(arguments: Engine.allCases)
    func `goes month by month, not before the month is over, and not during an assessment`(
        on engine: Engine
    ) async throws {
        try await inDecember(engine) { scene in
            let december = november.next
            #expect(
                try await scene.desk.month(december, for: DeskScene.teller).assessment.refusals.map(\.code)
                    == ["monthNotOver", "earlierMonthOpen"])
            await #expect(throws: DeskRefusal.self) { try await scene.fileClose(december) }
            try await scene.close(november)
            #expect(
                try await scene.desk.month(november, for: DeskScene.teller).assessment.refusals.map(\.code)
                    == ["monthClosed"])
            await #expect(throws: DeskRefusal.self) { try await scene.assess("2026-11") }

            try await scene.assess("2026-12")
            scene.clock.advance(seconds: 31 * 86_400)
            let first = try await scene.desk.month(november, for: DeskScene.reviewer).closings[0].caseId
            try await scene.close(december)
            // A later month is closed.
            #expect(try await scene.desk.view(first, by: DeskScene.otherReviewer).reversal == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `its assessment, begun on the page, is seen through by a job, in whatever process`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let now = scene.clock.now
            try await scene.desk.startMonthRun(november, by: DeskScene.reviewer)
            try await scene.desk.startMonthRun(november, by: DeskScene.reviewer)
            let jobs = try await scene.count("SELECT count(*) FROM job")
            #expect(jobs == 1)
            // The first process dies with it.
            try await scene.database.transaction { tx in
                _ = try tx.jobs.claim(as: "dead", at: now, until: now.adding(seconds: 60))
            }
            scene.clock.advance(seconds: 61)
            try await JobRunner(scene.desk).round()
            #expect(try await scene.plans().count == 1)
            let ended = try await scene.count("SELECT count(*) FROM month_run WHERE ended_at IS NOT NULL")
            #expect(ended == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `its report counts a credit as paid where it was set off, and not once it is paid back`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            func month() async throws -> String {
                let standing = try await scene.desk.month(november, for: DeskScene.teller).standing
                return "已缴\(standing.report.map(\.paid).total) 未缴清\(standing.open.plansNotPaid)份"
            }
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.receive("SP1", yuan: "3024.00")
            try await scene.reverse(wrong)
            try await scene.makePlan()
            // 3 024.00 billed, received and taken back: a credit is left, which nobody owes.
            #expect(try await month() == "已缴3,024.00 未缴清0份")

            try await scene.enrol(Newcomer(2), wage: "8000")
            try await scene.makePlan()
            // It pays another plan of the month: nothing moves out of the month.
            let credit = try await scene.plans().map(\.outstanding).total
            #expect(credit < .zero)
            #expect(try await month() == "已缴3,024.00 未缴清0份")
            let owed = try await scene.desk.month(november, for: DeskScene.teller).standing.report.map(\.total).total
            #expect(owed == Money(yuan: 3_024) + credit)

            try await scene.acceptAndApprove(
                try await scene.file("credit-refund", ["account": "9900000000000000191", "branch": "演示银行示范支行"]))
            #expect(try await month() == "已缴\(owed) 未缴清0份")
            try await scene.refundFailed(try #require(try await scene.refundOrders().first))
            #expect(try await month() == "已缴3,024.00 未缴清0份")
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `is not for whoever has no part in months`(on engine: Engine) async throws {
        try await inDecember(engine) { scene in
            await #expect(throws: DeskRefusal.self) { try await scene.desk.month(november, for: DeskScene.operator) }
            await #expect(throws: DeskRefusal.self) { try await scene.desk.months(for: DeskScene.operator) }
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.startMonthRun(november, by: DeskScene.teller)
            }
            let digest = try await scene.desk.month(november, for: DeskScene.teller).assessment.digest ?? ""
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.fileMonthClose(november, digest: digest, by: DeskScene.reviewer)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `on other figures than were seen closes nothing`(on engine: Engine) async throws {
        try await inDecember(engine) { scene in
            let seen = try await scene.desk.month(november, for: DeskScene.teller).assessment.digest ?? ""
            try await scene.receive("SP00000002", yuan: "100.00")
            let answer = try await scene.desk.fileMonthClose(november, digest: seen, by: DeskScene.teller)
            guard case .changed(let now) = answer else {
                throw DeskRefusal.invalid("closed on figures nobody has seen")
            }
            #expect(try await scene.desk.month(november, for: DeskScene.teller).waiting == nil)
            let again = try await scene.desk.fileMonthClose(
                november, digest: now.digest ?? "", by: DeskScene.teller)
            guard case .filed(let id) = again else { throw DeskRefusal.invalid("not closed on the figures seen") }
            try await scene.approveClose(id)
            let report = try #require(
                try await scene.desk.month(november, for: DeskScene.teller).closings.first?.closing.report)
            #expect(report.map(\.paid).total == Money(yuan: 1_100))
        }
    }

    @Test(arguments: Engine.allCases)
    func `the audit names a report that was changed, and a closing that no case has made`(on engine: Engine)
        async throws
    {
        try await inDecember(engine) { scene in
            try await scene.close(november)
            try await scene.run("UPDATE month_closing_line SET unit_fen = unit_fen + 1 WHERE line = 110")
            #expect(try await scene.audit().findings.map(\.table) == ["month_closing"])
            try await scene.run("UPDATE month_closing_line SET unit_fen = unit_fen - 1 WHERE line = 110")
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE month_closing SET reopened_on = '2026-12-31'")
            #expect(try await scene.audit().findings.map(\.table) == ["month_closing"])
            try await scene.run("UPDATE month_closing SET reopened_on = NULL")
        }
    }
}

extension DeskScene {
    func fileClose(_ period: Month) async throws -> CaseId {
        let view = try await desk.month(period, for: Self.teller)
        let filed = try await desk.fileMonthClose(period, digest: view.assessment.digest ?? "", by: Self.teller)
        guard case .filed(let id) = filed else { throw DeskRefusal.invalid("changed meanwhile") }
        return id
    }

    func approveClose(_ id: CaseId) async throws {
        let view = try await desk.view(id, by: Self.reviewer)
        let changed = try await desk.approve(
            id, version: view.state.version, digest: view.assessment?.digest ?? "", by: Self.reviewer)
        #expect(changed == nil)
    }

    @discardableResult
    func close(_ period: Month) async throws -> CaseId {
        let id = try await fileClose(period)
        try await approveClose(id)
        return id
    }
}
