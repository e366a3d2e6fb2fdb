import Basics
import Casework
import Database
import Office
import Storage
import Testing

@Suite struct `Policy published at run time` {
    private static func staff(_ login: Int64, _ name: String) -> Principal {
        Principal(login: login, name: name, role: .policyStaff, branch: "centre", region: DeskScene.region)
    }

    private static let author = staff(8, "政策员甲")
    private static let other = staff(9, "政策员乙")

    private static let rate = "养老保险单位缴费比例"

    /// The employer's rate of pension insurance, 16 % until then, from a day on.
    private func change(
        to rate: String, from day: String = "2026-11-01", through: String? = nil, title: String = "调整养老保险单位缴费比例"
    ) -> PublicationText {
        PublicationText(
            title: title,
            text: """
                topic: 养老保险单位缴费比例
                heldThrough: 2027-06-30
                sources:
                  N: {title: 演示通知}
                parameters:
                  pension.rate.employer:
                    name: \(Self.rate)
                    kind: rateTable
                    values:
                      - {from: \(day), value: \(rate), source: N, state: unverified}
                """, from: Day(day)!, through: through.flatMap { Day($0) })
    }

    private func propose(_ text: PublicationText, _ scene: DeskScene) async throws -> PublicationView {
        let proposed = try await scene.desk.propose(text, by: Self.author)
        #expect(proposed.problems == [])
        try await JobRunner(scene.desk).round()
        return try await scene.desk.publication(try #require(proposed.id), for: Self.author)
    }

    private func publish(_ text: PublicationText, _ scene: DeskScene) async throws {
        let id = try await propose(text, scene).proposal.id
        try await scene.desk.submitPublication(id, by: Self.author)
        try await scene.desk.decidePublication(id, approves: true, by: Self.other)
    }

    /// What the plans of the month cost, in the order of their making.
    private func plans(_ scene: DeskScene) async throws -> [String] {
        try await scene.database.read { tx in
            try tx.all("SELECT unit_fen FROM contribution_plan ORDER BY id") { row in
                (try row[0] as Money).description
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a trial computes both sides for everybody who is covered and changes nothing`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            // At 12 000 yuan a point of pension is 120 yuan; below the floor of 7 270 the floor counts.
            try await scene.enrol(Newcomer(1), wage: "12000")
            try await scene.enrol(Newcomer(2), wage: "3000")
            try await scene.enrol(Newcomer(3), wage: "20000", by: DeskScene.otherOperator)
            let before = try await scene.count("SELECT count(*) FROM policy_version")
            let trial = try #require(try await propose(change(to: "17%"), scene).trial)
            #expect(trial.period == Month("2026-11"))
            #expect(trial.employers.more == 2 && trial.employers.less == 0)
            #expect(Money(fen: trial.employers.moreFen) == Money(yuanText: "392.70"))
            #expect(trial.people.same == 3 && trial.people.more == 0)
            let pension = try #require(trial.lines.first)
            #expect(pension.covered == 3)
            #expect(Money(fen: pension.after.pooled - pension.before.pooled) == Money(yuanText: "392.70"))
            #expect(pension.after.account == pension.before.account)
            #expect(trial.unknown == 0)
            #expect(try await scene.count("SELECT count(*) FROM policy_version") == before)
        }
    }

    /// The text speaks from this month on, its value from a later one: in this month nobody would pay anything else.
    @Test(arguments: Engine.allCases)
    func `a trial takes the first month in which anything is another than it was`(on engine: Engine) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            try await scene.enrol(Newcomer(1), wage: "12000")
            let later = change(to: "17%", from: "2027-02-15")
            let text = PublicationText(
                title: later.title, text: later.text, from: Day("2026-11-01")!, through: nil)
            let trial = try #require(try await propose(text, scene).trial)
            #expect(trial.period == Month("2027-03") && trial.employers.more == 1)
            let same = change(to: "16%", from: "2027-02-01")
            #expect(try #require(try await propose(same, scene).trial).period == Month("2027-02"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `what another has published counts from then on, and what was made before keeps its version`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await publish(change(to: "20%"), scene)
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            // 12 000 yuan: 16 % and 20 % for pension, 0.5 % for unemployment, 0.2 % for work injury.
            #expect(try await plans(scene) == ["2,004.00", "2,484.00"])
            #expect(try await scene.count("SELECT count(DISTINCT policy_version) FROM contribution_plan") == 2)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a preview that was made before a publication is not what is filed after it`(on engine: Engine) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            try await scene.enrol(Newcomer(1))
            let draft = try await scene.desk.begin(
                "monthly-plan", for: .employer(DeskScene.employer), in: DeskScene.region, through: .web,
                by: DeskScene.operator)
            _ = try await scene.desk.fill(draft, with: ["period": DeskScene.period], by: DeskScene.operator)
            let digest = try #require(try await scene.desk.preview(draft, by: DeskScene.operator).digest)
            try await publish(change(to: "20%"), scene)
            let submission = try await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)
            guard case .changed(let now) = submission else {
                Issue.record("it was filed as it had been previewed")
                return
            }
            #expect(now.digest != digest)
            #expect(try await plans(scene) == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a measure ends by itself`(on engine: Engine) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            try await scene.enrol(Newcomer(1))
            try await publish(change(to: "8%", through: "2026-11-30"), scene)
            let now = try await propose(change(to: "16%", from: "2026-12-01"), scene)
            #expect(try #require(now.trial).employers.same == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `nobody publishes what they wrote, nor what was tried under other policy`(on engine: Engine) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            let first = try await propose(change(to: "17%"), scene).proposal.id
            await #expect(throws: DeskRefusal.invalid("该内容已经审批或者还没有提交，请刷新页面查看。")) {
                try await scene.desk.decidePublication(first, approves: true, by: Self.other)
            }
            try await scene.desk.submitPublication(first, by: Self.author)
            await #expect(throws: DeskRefusal.invalid("起草和审批须由不同人员完成，请由其他政策管理人员审批。")) {
                try await scene.desk.decidePublication(first, approves: true, by: Self.author)
            }
            try await publish(change(to: "18%", title: "另一调整"), scene)
            await #expect(throws: DeskRefusal.invalid("试算之后政策已有新的发布，请重新试算并核对结果后再审批。")) {
                try await scene.desk.decidePublication(first, approves: true, by: Self.other)
            }
            try await scene.desk.tryPublication(first, by: Self.other)
            try await JobRunner(scene.desk).round()
            try await scene.desk.decidePublication(first, approves: true, by: Self.other)
            #expect(try await scene.desk.publication(first, for: Self.author).proposal.number == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a trial is seen through by a job, whatever fails in between, and what it showed before stays until then`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            try await scene.enrol(Newcomer(1), wage: "12000")
            try await scene.enrol(Newcomer(2), wage: "20000", by: DeskScene.otherOperator)
            let first = try await propose(change(to: "17%"), scene)
            let id = first.proposal.id
            #expect(first.work == nil && first.trial?.employers.more == 2)
            try await scene.enrol(Newcomer(3), wage: "15000")
            try await scene.desk.tryPublication(id, by: Self.author)
            try await scene.desk.tryPublication(id, by: Self.other)
            #expect(try await scene.count("SELECT count(*) FROM job WHERE state = 'open'") == 1)
            let begun = try await scene.desk.publication(id, for: Self.author)
            #expect(begun.work?.employers == 2 && begun.work?.employersDone == 0 && begun.work?.isGivenUp == false)
            #expect(begun.trial == first.trial)
            var call = 1
            while try await scene.desk.publication(id, for: Self.author).work != nil, call < 10_000 {
                scene.faults.fail(call: call)
                do { try await JobRunner(scene.desk).round() } catch {}
                scene.faults.fail(call: nil)
                call += call / 2 + 1
                scene.clock.advance(seconds: 3_600)
            }
            let trial = try #require(try await scene.desk.publication(id, for: Self.author).trial)
            #expect(Money(fen: trial.employers.moreFen) == Money(yuanText: "470.00"))
            #expect(try await scene.count("SELECT count(*) FROM policy_trial") == 0)
            #expect(try await scene.count("SELECT count(*) FROM job WHERE state = 'open'") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a trial goes on from where another process left it, by the policy of then or from the beginning`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            try await scene.enrol(Newcomer(1), wage: "12000")
            try await scene.enrol(Newcomer(2), wage: "20000", by: DeskScene.otherOperator)
            let first = try await propose(change(to: "17%"), scene)
            let (id, known) = (first.proposal.id, try #require(first.trial))
            let version = try #require(first.proposal.triedUnder)
            try await scene.desk.tryPublication(id, by: Self.author)
            // Both employers are done, as that process says, and have come to what it has written.
            let written = try #require(first.proposal.trial).replacing("\"more\":2", with: "\"more\":7")
            try await scene.database.transaction { tx in
                let part = TrialUnderWay.Part(triedUnder: version, last: DeskScene.otherEmployer, result: written)
                let isWanted = try tx.policyTrials.keep(part, employersDone: 2, of: id)
                #expect(isWanted)
            }
            #expect(try await scene.desk.publication(id, for: Self.author).work?.employersDone == 2)
            try await JobRunner(scene.desk).round()
            #expect(try await scene.desk.publication(id, for: Self.author).trial?.employers.more == 7)

            try await scene.desk.tryPublication(id, by: Self.author)
            try await scene.database.transaction { tx in
                let part = TrialUnderWay.Part(triedUnder: "other", last: DeskScene.otherEmployer, result: written)
                _ = try tx.policyTrials.keep(part, employersDone: 2, of: id)
            }
            try await JobRunner(scene.desk).round()
            #expect(try await scene.desk.publication(id, for: Self.author).trial == known)
        }
    }

    @Test(arguments: Engine.allCases)
    func `nothing is published before its trial is done, and what is discarded is tried no further`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            try await scene.enrol(Newcomer(1))
            let first = try #require(try await scene.desk.propose(change(to: "17%"), by: Self.author).id)
            try await scene.desk.submitPublication(first, by: Self.author)
            await #expect(throws: DeskRefusal.invalid("还没有试算结果，请等试算完成，核对结果后再审批。")) {
                try await scene.desk.decidePublication(first, approves: true, by: Self.other)
            }
            let second = try #require(try await scene.desk.propose(change(to: "18%"), by: Self.author).id)
            try await scene.desk.discardPublication(second, by: Self.author)
            try await JobRunner(scene.desk).round()
            #expect(try await scene.count("SELECT count(*) FROM job WHERE state = 'done'") == 2)
            #expect(try await scene.count("SELECT count(*) FROM policy_trial") == 0)
            #expect(try await scene.desk.publication(first, for: Self.author).trial != nil)
            // What another version of the platform has kept is no result that can be shown.
            try await scene.run("UPDATE policy_publication SET trial = '{\"period\":\"2026-11\"}'")
            #expect(try await scene.desk.publication(first, for: Self.author).trial == nil)
        }
    }

    @Test func `a text that no longer fits what is in force is given up with a reason, and can be discarded`()
        async throws
    {
        try await DeskScene.with(.sqlite, publishes: true) { scene in
            let id = try #require(try await scene.desk.propose(change(to: "17%"), by: Self.author).id)
            // As if it had been written for other policy.
            try await scene.run(
                "UPDATE policy_publication SET body = replace(body, 'pension.rate.employer', 'pension.gone')")
            try await JobRunner(scene.desk).round()
            let view = try await scene.desk.publication(id, for: Self.author)
            #expect(view.work?.isGivenUp == true && view.work?.note?.contains("请按现行政策重新起草") == true)
            try await scene.desk.discardPublication(id, by: Self.author)
            #expect(try await scene.count("SELECT count(*) FROM policy_trial") == 0)
        }
    }

    @Test func `what is no policy is refused where it is wrong, and nothing is kept`() async throws {
        try await DeskScene.with(.sqlite, publishes: true) { scene in
            let text = change(to: "0.16")
            let proposed = try await scene.desk.propose(text, by: Self.author)
            #expect(proposed.id == nil && proposed.problems.map(\.field) == ["text"])
            #expect(proposed.problems.contains { $0.sentence.hasPrefix("第10行") })
            let unknown = PublicationText(
                title: "未知参数",
                text: text.text.replacing("pension.rate.employer", with: "pension.rate.nobody")
                    .replacing("0.16", with: "17%"), from: text.from, through: nil)
            #expect(try await scene.desk.propose(unknown, by: Self.author).id == nil)
            let never = PublicationText(
                title: "无影响", text: change(to: "17%").text, from: Day("2026-11-02")!, through: Day("2026-11-30")!)
            #expect(try await scene.desk.propose(never, by: Self.author).problems.map(\.field) == ["through"])
            #expect(try await scene.desk.publications(for: Self.author).isEmpty)
        }
    }

    @Test func `only policy staff see and write it`() async throws {
        try await DeskScene.with(.sqlite, publishes: true) { scene in
            for stranger in [DeskScene.reviewer, DeskScene.teller, DeskScene.operator] {
                await #expect(throws: DeskRefusal.notFound) {
                    _ = try await scene.desk.propose(change(to: "17%"), by: stranger)
                }
                await #expect(throws: DeskRefusal.notFound) { _ = try await scene.desk.publications(for: stranger) }
            }
        }
    }
}
