import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

/// 办事日历: an employer's dates and the price of letting them pass.
@Suite struct `An employer's calendar` {
    private func deadlines(_ scene: DeskScene) async throws -> [Deadline] {
        try await Pages(scene.desk).calendar(by: DeskScene.operator).deadlines
    }

    private func publishWindow(_ scene: DeskScene) async throws {
        let now = scene.clock.now
        try await scene.database.transaction { tx in
            try tx.learnTaxWindow(
                DeskScene.region, Month("2026-11")!, opensOn: Day("2026-11-01")!, closesOn: Day("2026-11-05")!, at: now)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a plan that is not made, made, due, overdue by a day more each day, and paid`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await publishWindow(scene)
            #expect(try await deadlines(scene).allSatisfy { $0.kind != .planNotMade })
            try await scene.enrol(Newcomer(1))
            let open = try #require(try await deadlines(scene).first { $0.kind == .planNotMade })
            #expect(open.on == Day("2026-11-05"))

            try await scene.makePlan()
            let due = try #require(try await deadlines(scene).first { $0.kind == .planPayable })
            guard case .lateFee(let first) = due.lateness else { return #expect(Bool(false), "\(due.lateness)") }
            #expect(first.today == nil)
            // 3 024 yuan × 0.05 % × 1 day.
            #expect(first.next.amount == Money(yuanText: "1.51"))
            #expect(first.next.paidOn == Day("2026-11-06"))
            #expect(first.next.explanation.isUnverified)

            scene.clock.advance(seconds: 8 * 86_400)
            let late = try #require(try await deadlines(scene).first)
            #expect(late.kind == .planOverdue)
            guard case .lateFee(let fee) = late.lateness else { return #expect(Bool(false), "\(late.lateness)") }
            #expect(fee.today?.days == 5)
            #expect(fee.today?.amount == Money(yuanText: "7.56"))
            #expect(fee.next.amount == Money(yuanText: "9.07"))
            let arrears = try await Pages(scene.desk).arrears(by: DeskScene.operator)
            #expect(arrears.lateFee == Money(yuanText: "7.56"))
            #expect(arrears.owed == Money(yuan: 3_024))
            // The plan's own page says the same.
            let plan = try await Pages(scene.desk).plan(arrears.arrears[0].plan.number, by: DeskScene.operator)
            #expect(plan.lateFee?.amount == Money(yuanText: "7.56") && plan.lateFee?.days == 5)

            try await scene.receive("SP00000001", yuan: "3024.00", on: "2026-11-10")
            #expect(try await deadlines(scene).allSatisfy { $0.kind != .planOverdue && $0.kind != .planPayable })
            #expect(try await Pages(scene.desk).arrears(by: DeskScene.operator).arrears.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who declares nothing is told what the law assesses, from the month before`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            scene.clock.advance(seconds: 30 * 86_400)
            let open = try #require(try await deadlines(scene).first { $0.kind == .planNotMade })
            guard case .amount(_, let assessed) = open.lateness else { return #expect(Bool(false), "\(open.lateness)") }
            // 110 % of 3 024 yuan.
            #expect(assessed.value == Money(yuanText: "3326.40"))
            #expect(open.on == nil, "no window is published")
        }
    }

    @Test(arguments: Engine.allCases)
    func `whom a month's plan left out is counted on the first page and in the calendar, until a plan holds them`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.enrol(Newcomer(2))
            try await scene.enrol(Newcomer(3))
            scene.clock.advance(seconds: 30 * 86_400)
            func missed() async throws -> [Deadline] { try await deadlines(scene).filter { $0.kind == .planMissed } }
            func told() async throws -> [ToDo] {
                try await Pages(scene.desk).overview(by: DeskScene.operator).toDos.filter {
                    $0.key.kind == "plan-not-made" && $0.key.subject == "2026-11"
                }
            }
            #expect(try await missed().map(\.subject) == ["2026-11"])
            #expect(try await missed()[0].title == "补充生成2026年11月缴费计划")
            #expect(try await missed()[0].detail.contains("2人的费用没有计入"))
            let toDo = try #require(try await told().first)
            #expect(try await told().count == 1)
            #expect(toDo.sentence == "2026年11月缴费计划没有计入2人，请补办：补充生成该月缴费计划并缴纳。")
            #expect(toDo.dueOn == Day("2026-11-30"))
            try await scene.file("monthly-plan", toDo.answers)
            #expect(try await missed().isEmpty)
            #expect(try await told().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the law's days for who is hired and who leaves today end on a working day`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let all = try await deadlines(scene)
            #expect(all.first { $0.kind == .hiring }?.on == Day("2026-12-02"))
            #expect(all.first { $0.kind == .leaving }?.on == Day("2026-11-17"))
            #expect(all.first { $0.kind == .baseYear }?.on == Day("2027-07-01"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `the season of the yearly wages is policy's, and over once its declaration is signed`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let enrolment = try await scene.enrol(Newcomer(1))
            let ahead = try await deadlines(scene).filter { $0.kind == .wages }
            #expect(ahead.map(\.on) == [Day("2027-06-01"), Day("2027-07-31")])
            scene.clock.advance(seconds: 215 * 86_400)
            #expect(try await deadlines(scene).filter { $0.kind == .wages }.map(\.on) == [Day("2027-07-31")])
            // Policy ends before the year that is declared for, so the signature is written as its matter would.
            let signature = WageSignature(
                employer: DeskScene.employer, baseYear: Month("2027-07")!, declared: 1, leftOut: 0)
            let today = scene.desk.today
            try await scene.database.transaction { tx in
                try tx.wageYears.sign(signature, case: enrolment, on: today)
            }
            #expect(try await deadlines(scene).allSatisfy { $0.kind != .wages })
        }
    }

    /// Each phase can be moved by itself: a notice gives December's, and leaves November as it was.
    @Test(arguments: Engine.allCases)
    func `the phases of a month stand with their days and hour, until they are over`(on engine: Engine) async throws {
        try await DeskScene.with(engine, publishes: true) { scene in
            #expect(try await deadlines(scene).allSatisfy { $0.kind != .phase })
            try await publishPhases(scene)
            func phases() async throws -> [String] {
                try await deadlines(scene).filter { $0.kind == .phase }.map { deadline in
                    "\(deadline.on?.description ?? "没有日期") \(deadline.title)：\(deadline.detail)"
                }
            }
            #expect(
                try await phases() == [
                    "2026-12-01 2026年12月申报开始：依据：演示通知（未核实）。", "2026-12-10 2026年12月申报截止：依据：演示通知（未核实）。",
                    "2026-12-17 2026年12月扣款数据提取截止：截止时间为当天17时。依据：演示通知（未核实）。",
                    "2026-12-31 2026年12月柜台办理截止：依据：演示通知（未核实）。",
                ])
            let late = try await deadlines(scene).first { $0.title.hasSuffix("申报截止") }
            guard case .words(_, let bases)? = late?.lateness else { return #expect(Bool(false)) }
            #expect(bases.first?.title == "社会保险法")
            scene.clock.advance(seconds: 40 * 86_400)
            #expect(try await phases().allSatisfy { !$0.contains("12月申报") })
        }
    }

    private func publishPhases(_ scene: DeskScene) async throws {
        func staff(_ login: Int64, _ name: String) -> Principal {
            Principal(login: login, name: name, role: .policyStaff, branch: "centre", region: DeskScene.region)
        }
        let days = [
            ("month.declaration.opensOnDay", 1), ("month.declaration.closesOnDay", 10),
            ("month.deduction.closesOnDay", 17),
            ("month.deduction.closesAtHour", 17), ("month.counter.closesOnDay", 31),
        ]
        let parameters = days.map { key, number in
            "  \(key): {name: \(key), kind: count, values: [{from: 2026-12-01, value: \(number), source: N, state: unverified}]}"
        }
        let text = """
            topic: 各月办理日期
            heldThrough: 2026-12-31
            sources:
              N: {title: 演示通知}
            parameters:
            \(parameters.joined(separator: "\n"))
            """
        let proposed = try await scene.desk.propose(
            PublicationText(title: "12月办理日期", text: text, from: Day("2026-12-01")!, through: nil), by: staff(8, "政策员甲"))
        let id = try #require(proposed.id, "\(proposed.problems)")
        try await JobRunner(scene.desk).round()
        try await scene.desk.submitPublication(id, by: staff(8, "政策员甲"))
        try await scene.desk.decidePublication(id, approves: true, by: staff(9, "政策员乙"))
    }

    @Test(arguments: Engine.allCases)
    func `an operator sees the dates of what they are there for`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            for right in OperatorRight.allCases {
                let limited = Principal(
                    login: 1, name: "王经办", role: .employerOperator, employer: DeskScene.employer,
                    region: DeskScene.region, rights: [right])
                let shown = try await Pages(scene.desk).calendar(by: limited).deadlines
                #expect(shown.allSatisfy { $0.kind.right == right })
                #expect(shown.isEmpty != [.staff, .contributions].contains(right), "\(right)")
                let first = try await Pages(scene.desk).overview(by: limited).deadlines
                #expect(first.count == shown.count)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `contracts that end are counted by the day, and name nobody`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            for (number, ends) in [(1, "2026-11-30"), (2, "2026-11-30"), (3, "2027-11-30")] {
                let newcomer = Newcomer(number)
                scene.partners.know(newcomer)
                try await scene.file(
                    "staff-enrolment",
                    newcomer.answers().merging(["contractTerm": "fixed", "contractEndsOn": ends]) { $1 })
            }
            let ending = try await deadlines(scene).filter { $0.kind == .contractsEnd }
            #expect(ending.map(\.on) == [Day("2026-11-30")])
            #expect(ending.map(\.title) == ["2份劳动合同在这一天到期"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `records are read on a day that policy does not reach, under the names that held last`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let pages = Pages(scene.desk)
            let known = try await pages.staff(by: DeskScene.operator).names.lines
            scene.clock.advance(seconds: 273 * 86_400)
            #expect(scene.desk.today == Day("2027-08-02"))
            #expect(try await pages.staff(by: DeskScene.operator).names.lines == known)
            #expect(try await pages.account(of: 2026, by: DeskScene.operator).names.lines == known)
            #expect(try await pages.arrears(by: DeskScene.operator).names.lines == known)
            #expect(try await pages.lineNames(by: DeskScene.operator).lines == known)
            let person = try #require(try await pages.staff(by: DeskScene.operator).members.first?.person)
            #expect(try await pages.staffMember(person, by: DeskScene.operator).names.lines == known)
            let missed = try await pages.calendar(by: DeskScene.operator).deadlines.filter { $0.kind == .planMissed }
            #expect(missed.first?.subject == "2026-12" && missed.last?.subject == "2027-07")
            #expect(try await pages.overview(by: DeskScene.operator).unbilled == 1)
        }
    }
}
