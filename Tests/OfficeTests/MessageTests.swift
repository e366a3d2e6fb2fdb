import Basics
import Casework
import Database
import Exchange
import Office
import Storage
import TestSupport
import Testing

@Suite struct `To-dos by text message` {
    private func texts(_ scene: DeskScene) async throws -> [TextMessage] {
        let bodies = try await scene.database.read { tx in
            try tx.all("SELECT body FROM outbox WHERE kind = 'message' ORDER BY id") { row throws(DatabaseError) in
                try row[0] as String
            }
        }
        return try bodies.map { try TextMessage(body: Array($0.utf8)) }.filter { $0.kind == .reminder }
    }

    /// Logins for the operator and another of the same employer, with the phones that they gave.
    /// - Parameter rights: of the other one.
    private func logins(_ scene: DeskScene, rights: Set<OperatorRight> = .all) async throws {
        try await scene.database.transaction { tx in
            for (id, phone) in [(1, "19900000001"), (7, "19900000007")] as [(Int64, String)] {
                _ = try tx.logins.create(
                    LoginRow(
                        id: id, name: "unit\(id)", displayName: "经办", phone: phone, passwordHash: "x",
                        role: "employerOperator", person: nil, employer: DeskScene.employer, branch: nil),
                    rights: id == 1 ? .all : rights, by: nil, at: scene.clock.now, scene.chain)
            }
        }
    }

    private func raise(_ kind: String, _ subject: String, due: String?, _ scene: DeskScene) async throws {
        let toDo = ToDo(
            ToDo.Key(.employer(DeskScene.employer), kind: kind, subject: subject), sentence: "张三的事",
            dueOn: due.map { Day($0)! })
        try await scene.desk.ids.prepare()
        try await scene.database.transaction { tx in
            try tx.toDos.raise(toDo, as: scene.desk.ids.next(.toDo), at: scene.clock.now)
        }
    }

    @Test(arguments: Engine.allCases)
    func `nobody is written to unasked, but for what costs money or cover`(engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await logins(scene)
            try await raise("case-returned", "B1", due: nil, scene)
            try await raise("payment-due", "2026-11-1", due: "2026-11-03", scene)
            try await raise("something-new", "x", due: nil, scene)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 0)
            try await raise("payment-due", "2026-10-1", due: "2026-10-25", scene)
            try await raise("medical-refused", "B2", due: nil, scene)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 4, "two logins, two topics")
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 0, "once for each to-do")
            let sent = try await texts(scene)
            #expect(Set(sent.map(\.phone)) == ["19900000001", "19900000007"])
            #expect(sent.contains { $0.text.contains("逾期未缴") } && sent.contains { $0.text.contains("医疗保险未能办理") })
            for text in sent.map(\.text) {
                #expect(text.hasSuffix("可在平台“消息设置”中关闭。") && !text.contains("张三") && !text.contains("B2"))
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `an operator is written to about what their rights are for, and no more once they are closed`(
        engine: Engine
    ) async throws {
        let cases: [(rights: Set<OperatorRight>, told: [String])] = [
            ([.staff], ["医疗保险未能办理"]), ([.contributions], ["逾期未缴"]), ([.papers], []),
            (.all, ["逾期未缴", "医疗保险未能办理"]),
        ]
        for (rights, told) in cases {
            try await DeskScene.with(engine) { scene in
                try await logins(scene, rights: rights)
                try await raise("payment-due", "2026-10-1", due: "2026-10-25", scene)
                try await raise("medical-refused", "B2", due: nil, scene)
                _ = try await scene.desk.pushToDos(in: DeskScene.region)
                let sent = try await texts(scene).filter { $0.phone == "19900000007" }.map(\.text)
                #expect(told.allSatisfy { part in sent.contains { $0.contains(part) } } && sent.count == told.count)
                try await raise("payment-due", "2026-09-1", due: "2026-09-25", scene)
                try await raise("medical-refused", "B3", due: nil, scene)
                try await scene.run(
                    "INSERT INTO login_closing (login_id, closed_at, closed_by) VALUES (7, \(scene.clock.now), 1)")
                _ = try await scene.desk.pushToDos(in: DeskScene.region)
                #expect(try await texts(scene).filter { $0.phone == "19900000007" }.count == told.count)
                #expect(try await texts(scene).filter { $0.phone == "19900000001" }.count == 4)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `what somebody may not file is not asked about in their settings, and what they said of it stays`(
        engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await logins(scene)
            let limited = `Limits of operators`.limited(to: [.staff])
            try await scene.database.transaction { tx in
                try tx.messageChoices.set(.payment, isWanted: true, of: 7, at: scene.clock.now)
            }
            let settings = try await scene.desk.messageSettings(of: limited, in: DeskScene.region)
            #expect(settings.topics == [.returned, .wages, .medical, .other])
            try await scene.desk.choose([.wages], by: limited)
            let kept = try await scene.database.read { tx in try tx.messageChoices.of(7) }
            #expect(kept[.payment] == true && kept[.wages] == true && kept[.medical] == false)
        }
    }

    @Test(arguments: Engine.allCases)
    func `who asks is told once as it stands and once as its day comes near, and of several at once`(
        engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await logins(scene)
            try await scene.desk.choose([.payment], by: DeskScene.operator)
            try await raise("payment-due", "2026-11-1", due: "2026-11-25", scene)
            try await raise("payment-due", "2026-11-2", due: "2026-11-25", scene)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 1)
            #expect(try await texts(scene).last?.text.contains("有2笔社会保险费待缴纳，请于2026年11月25日前办理") == true)
            scene.clock.advance(seconds: 21 * 86_400)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 1)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 0)
            scene.clock.advance(seconds: 3 * 86_400)
            #expect(
                try await scene.desk.pushToDos(in: DeskScene.region) == 1, "the other login alone; this one said no")
            #expect(try await texts(scene).last?.phone == "19900000007")
        }
    }

    @Test(arguments: Engine.allCases)
    func `who wants it hears that the year's wages are to be declared, and again before the season ends`(
        engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            scene.clock.advance(seconds: -150 * 86_400)
            try await logins(scene)
            try await scene.desk.choose([.wages], by: DeskScene.operator)
            scene.partners.know(Newcomer(1))
            var answers = Newcomer(1).answers()
            answers["beganOn"] = "2026-06-05"
            try await scene.file("staff-enrolment", answers)
            #expect(try await scene.desk.remindOfWages(in: DeskScene.region) == 1)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 1)
            #expect(
                try await texts(scene).map(\.text) == [
                    "【社保服务平台】贵单位尚未完成年度缴费工资申报并签署确认，请于2026年7月31日前办理。详情请登录平台查看；不想再收到的，可在平台“消息设置”中关闭。"
                ])
            scene.clock.advance(seconds: 55 * 86_400)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 1, "the last day is near")
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an employer that has signed its wages is not written to`(engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.clock.advance(seconds: -150 * 86_400)
            try await logins(scene)
            try await scene.desk.choose([.wages], by: DeskScene.operator)
            scene.partners.know(Newcomer(1))
            var answers = Newcomer(1).answers()
            answers["beganOn"] = "2026-06-05"
            try await scene.file("staff-enrolment", answers)
            _ = try await scene.desk.remindOfWages(in: DeskScene.region)
            try await scene.file("yearly-wage", ["number": Newcomer(1).number, "wage": "13000"])
            try await scene.file("wage-sign-off", ["scope": "everybody"])
            scene.clock.advance(seconds: 55 * 86_400)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 0)
        }
    }

    @Test func `what is settled and raised anew is told of anew`() async throws {
        try await DeskScene.with(.sqlite) { scene in
            try await logins(scene)
            let key = ToDo.Key(.employer(DeskScene.employer), kind: "medical-refused", subject: "B2")
            try await raise("medical-refused", "B2", due: nil, scene)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 2)
            try await scene.database.transaction { tx in try tx.toDos.settle(key, at: scene.clock.now) }
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 0)
            try await raise("medical-refused", "B2", due: nil, scene)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 2)
        }
    }

    @Test func `nobody is woken at night`() async throws {
        try await DeskScene.with(.sqlite) { scene in
            try await logins(scene)
            try await raise("medical-refused", "B2", due: nil, scene)
            scene.clock.advance(seconds: 13 * 3_600)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 0)
            scene.clock.advance(seconds: 11 * 3_600)
            #expect(try await scene.desk.pushToDos(in: DeskScene.region) == 2)
        }
    }

    @Test func `every text fits its message and names nobody`() {
        for topic in MessageTopic.allCases {
            for kind in [Applicant.Kind.employer, .person] {
                let text = topic.text(for: kind, count: 12, dueOn: Day("2026-11-25"))
                #expect(text.count <= 120, "\(topic)")
            }
        }
    }
}
