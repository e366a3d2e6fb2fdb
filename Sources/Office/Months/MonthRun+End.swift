import Basics
import Casework
import Cryptography
import Database
import Documents
import Matters
import Policy
import Records
import Storage

extension MonthRun {
    private static let namedRefused = 100

    /// Once every range is done and nobody waits, the case takes effect and says what it came to.
    func end(_ run: MonthRuns.Run) async throws -> Result {
        try await desk.ids.prepare()
        let (now, today) = (desk.clock.now, desk.clock.today)
        let result = try await desk.database.transaction { tx -> Result in
            guard let current = try tx.monthRuns.withId(run.id) else { throw DeskRefusal.notFound }
            let result = try self.result(of: run, tx)
            // Another process may have ended it.
            guard current.endedAt == nil else { return result }
            guard try tx.monthRuns.done(of: run.id).count == tx.monthRuns.ranges(of: run.id).count,
                try tx.monthRuns.waiting(of: run.id, limit: 1).isEmpty
            else { throw DeskRefusal.invalid("\(period.chinese)的集中核定正在由另一处办理，请稍后再看。") }
            try tx.monthRuns.end(run.id, at: now)
            guard let summary = try tx.cases.summary(of: run.id), let state = try tx.cases.state(of: run.id) else {
                throw DeskRefusal.notFound
            }
            var opened = desk.takeUp(run.id, summary.number, state, at: now, on: today, tx)
            var effect = CaseEvent.Detail()
            effect.digest = try MonthRun.digest(of: run.id, tx)
            effect.policyVersion = run.policyVersion
            try desk.append(.takeEffect, by: .system, to: &opened, effect)
            try issueResult(result, of: &opened, run, tx)
            return result
        }
        desk.wakeCourier()
        return result
    }

    private func result(of run: MonthRuns.Run, _ tx: Transaction) throws -> Result {
        var sums = try tx.monthRuns.sumsOfExceptions(of: run.id)
        for done in try tx.monthRuns.done(of: run.id) { sums.add(done.sums) }
        return Result(
            id: run.id, sums: sums, refusedCount: try tx.monthRuns.refusedCount(by: run.id),
            refused: try tx.monthRuns.refused(by: run.id, limit: Self.namedRefused))
    }

    /// Of all that the run has marked: the links of its ranges, and what became of the employers decided by themselves.
    static func digest(of run: CaseId, _ tx: Transaction) throws -> String {
        var digest = RunningDigest(.sha256)
        for done in try tx.monthRuns.done(of: run) { digest.add(done.link) }
        var lines: [String] = []
        try tx.monthRuns.eachException(of: run) { lines.append($0.text + "\n") }
        for line in lines { digest.add(line.utf8) }
        return digest.finish().hex
    }

    private func issueResult(
        _ result: Result, of opened: inout OpenCase, _ run: MonthRuns.Run, _ tx: Transaction
    ) throws {
        let form = ResultForm.paper(
            of: MonthlyAssessment.card, caseNumber: opened.number, authority: desk.press.issuer.name,
            statement: statement(of: result), submittedOn: opened.state.events[0].on, decidedOn: opened.today,
            restsOnUnverified: false)
        var commitment = Commitment(
            desk: desk, for: opened, in: region, policyVersion: run.policyVersion)
        try commitment.issuePaper(PaperIssue(paper: form))
        for number in commitment.papers {
            var issued = CaseEvent.Detail()
            issued.paperNumber = number
            try desk.append(.issue, by: .system, to: &opened, issued)
        }
    }

    private func statement(of result: Result) -> [Paper.Part] {
        let sums = result.sums
        let refused: [Paper.Part] =
            result.refused.isEmpty
            ? []
            : [
                .table(
                    heading: "未能核定的单位（共\(result.refusedCount)户，列出前\(result.refused.count)户）",
                    Paper.Table(
                        columns: [
                            Paper.Column("单位名称", weight: 3), Paper.Column("统一社会信用代码", weight: 3),
                            Paper.Column("原因", weight: 5),
                        ], rows: result.refused.map { [$0.name, $0.creditCode, $0.sentence] }))
            ]
        return [
            .fields(
                heading: "核定结果",
                [
                    Paper.Field("费款所属期", period.chinese), Paper.Field("生成缴费计划", "\(sums.plans)份"),
                    Paper.Field("涉及职工", "\(sums.people)人次"), Paper.Field("应缴合计（元）", sums.total.description),
                    Paper.Field("单位缴费（元）", sums.unit.description),
                    Paper.Field("个人缴费（元）", sums.personShare.description),
                    Paper.Field("同一批单位上月应缴（元）", sums.before.description),
                    Paper.Field("未能核定的单位", "\(result.refusedCount)户"),
                ])
        ] + refused
    }
}
