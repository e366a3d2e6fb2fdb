import Basics
import Casework
import Database
import Documents
import Office
import Records
import Storage
import Testing

/// 定制查询 on the staff list, kept under names, and taken along.
@Suite struct `A query on the staff` {
    private func names(_ scene: DeskScene, _ query: StaffQuery) async throws -> [String] {
        let findings = try await Pages(scene.desk).find(query, by: DeskScene.operator)
        #expect(findings.count == findings.members.count)
        return findings.members.map(\.name)
    }

    /// 演示甲 at 5 000, below the floor; 演示乙 at 12 000; 演示丙 at 100 000, above the cap; 演示丁 taken back.
    private func people(_ scene: DeskScene) async throws {
        for (number, name, wage) in [(1, "演示甲", "5000"), (2, "演示乙", "12000"), (3, "演示丙", "100000")] {
            try await scene.enrol(Newcomer(number, name: name), wage: wage)
        }
        let wrong = try await scene.enrol(Newcomer(4, name: "演示丁"))
        try await scene.reverse(wrong)
    }

    @Test(arguments: Engine.allCases)
    func `each condition finds whom it names, and all of them together`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await people(scene)
            #expect(try await names(scene, StaffQuery()) == ["演示甲", "演示乙", "演示丙", "演示丁"])
            #expect(try await names(scene, StaffQuery(standing: .present)) == ["演示甲", "演示乙", "演示丙"])
            #expect(try await names(scene, StaffQuery(standing: .left)) == ["演示丁"])
            #expect(try await names(scene, StaffQuery(text: "演示乙")) == ["演示乙"])
            #expect(try await names(scene, StaffQuery(text: Newcomer(3).number)) == ["演示丙"])
            #expect(try await names(scene, StaffQuery(text: "演示", standing: .left)) == ["演示丁"])
            #expect(try await names(scene, StaffQuery(text: "' OR 1=1 --")) == [])
            #expect(try await names(scene, StaffQuery(wageFrom: Money(yuan: 12_000))) == ["演示乙", "演示丙", "演示丁"])
            #expect(
                try await names(scene, StaffQuery(wageFrom: Money(yuan: 5_001), wageThrough: Money(yuan: 99_999)))
                    == ["演示乙", "演示丁"])
            #expect(try await names(scene, StaffQuery(beganFrom: Day("2026-11-03"))) == [])
            #expect(try await names(scene, StaffQuery(beganThrough: Day("2026-11-02"), medical: .awaited)).count == 4)
            #expect(try await names(scene, StaffQuery(standing: .present, limit: .atFloor)) == ["演示甲"])
            #expect(try await names(scene, StaffQuery(standing: .present, limit: .between)) == ["演示乙"])
            #expect(try await names(scene, StaffQuery(standing: .present, limit: .atCap)) == ["演示丙"])
            let pension = InsuranceLine(rawValue: 110)
            #expect(try await names(scene, StaffQuery(line: pension)) == ["演示甲", "演示乙", "演示丙"])
            #expect(try await names(scene, StaffQuery(line: InsuranceLine(rawValue: 999))) == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `who is in no plan of the month, and what medical has answered`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1, name: "演示甲"))
            try await scene.makePlan()
            try await scene.enrol(Newcomer(2, name: "演示乙"))
            #expect(try await names(scene, StaffQuery(isUnbilled: true)) == ["演示乙"])
            try await scene.run(
                """
                INSERT INTO keeper_answer (enrolment_id, keeper, answered_on, refusal)
                SELECT enrolment_id, 'medical', '2026-11-02', CASE WHEN name = '演示乙' THEN '信息不符' ELSE NULL END
                FROM staff_list
                """)
            #expect(try await names(scene, StaffQuery(medical: .taken)) == ["演示甲"])
            #expect(try await names(scene, StaffQuery(medical: .refused)) == ["演示乙"])
            #expect(try await names(scene, StaffQuery(medical: .awaited)) == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the order is the one that was asked for`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await people(scene)
            #expect(
                try await names(scene, StaffQuery(standing: .present, order: .wage, isDescending: true))
                    == ["演示丙", "演示乙", "演示甲"])
            #expect(try await names(scene, StaffQuery(order: .person, isDescending: true)).first == "演示丁")
            for order in StaffQuery.Order.allCases {
                for isDescending in [false, true] {
                    let found = try await names(scene, StaffQuery(order: order, isDescending: isDescending))
                    #expect(Set(found).count == 4, "\(order)")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `another employer finds none of them, and others may not ask`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await people(scene)
            let pages = Pages(scene.desk)
            #expect(try await pages.find(StaffQuery(), by: DeskScene.otherOperator).count == 0)
            let rows = try await pages.export(StaffQuery(), as: .commaSeparated, by: DeskScene.otherOperator).rows
            #expect(rows == 0)
            for stranger in [DeskScene.teller, DeskScene.individual(PersonId(1))] {
                await #expect(throws: DeskRefusal.self) { try await pages.find(StaffQuery(), by: stranger) }
                await #expect(throws: DeskRefusal.self) {
                    try await pages.export(StaffQuery(), as: .workbook, by: stranger)
                }
                await #expect(throws: DeskRefusal.self) { try await pages.savedQueries(by: stranger) }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `pages lead on from each other in every order, there and back`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            for (number, wage) in [(1, "9000"), (2, "7000"), (3, "9000"), (4, "8000"), (5, "9000")] {
                try await scene.enrol(Newcomer(number, name: number == 4 ? "演示甲" : "演示乙"), wage: wage)
            }
            let ground = Staff.QueryGround(
                employer: DeskScene.employer, month: Month(DeskScene.period)!, ownLines: [], floor: nil, cap: nil,
                baseLine: nil)
            for order in StaffQuery.Order.allCases {
                for isDescending in [false, true] {
                    let query = StaffQuery(order: order, isDescending: isDescending)
                    try await scene.database.read { tx in
                        var whole: [EnrolmentId] = []
                        try tx.staff.each(query, on: ground) { whole.append($0.place.enrolment) }
                        #expect(whole.count == 5)
                        func page(_ part: Staff.Part) throws -> (there: [Staff.Member], isMore: Bool) {
                            let found = try tx.staff.page(query, on: ground, part, limit: 2)
                            return (found.members, found.isMore)
                        }
                        let first = try page(.beginning)
                        let second = try page(.after(first.there[1].place))
                        let third = try page(.after(second.there[1].place))
                        let all = (first.there + second.there + third.there).map(\.place.enrolment)
                        #expect(all == whole, "\(order) \(isDescending)")
                        #expect(first.isMore && second.isMore && !third.isMore)
                        let back = try page(.before(third.there[0].place))
                        #expect(back.there.map(\.place) == second.there.map(\.place) && back.isMore)
                        let gone = Staff.Place(person: PersonId(999), enrolment: EnrolmentId(999))
                        #expect(try page(.after(gone)).there.map(\.place) == first.there.map(\.place))
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `the base of a month is what its plans took, clamped, and nothing where none holds it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await people(scene)
            try await scene.makePlan()
            try await scene.enrol(Newcomer(5, name: "演示戊"))
            func bases(_ period: String?) async throws -> [String] {
                let query = StaffQuery(standing: .present, period: period.flatMap { Month($0) }, columns: [.base])
                let found = try await Pages(scene.desk).find(query, by: DeskScene.operator)
                return found.members.map { found.cells.text(.base, of: $0) }
            }
            let own = try await bases(nil)
            #expect(own.first != "5,000.00" && own[1] == "12,000.00" && own[2] != "100,000.00" && own[3] == "未计入")
            #expect(try await bases("2026-11") == own)
            #expect(try await bases("2026-10") == Array(repeating: "未计入", count: 4))
            try await scene.file("contribution-suspension", ["number": Newcomer(2).number, "reason": "unpaidLeave"])
            let found = try await Pages(scene.desk).find(
                StaffQuery(text: "演示乙", columns: [.standing]), by: DeskScene.operator)
            #expect(found.members.map { found.cells.text(.standing, of: $0) } == ["暂停缴费"])
            let query = StaffQuery(standing: .present, columns: [.base], order: .wage)
            let table = try await Pages(scene.desk).export(query, as: .commaSeparated, by: DeskScene.operator)
            #expect(String(decoding: table.bytes, as: UTF8.self).contains("演示乙,12000.00"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a file says who took it when, shows numbers in part, and holds the page's rows`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await people(scene)
            let query = StaffQuery(standing: .present, columns: [.number, .wage, .limit], order: .wage)
            let table = try await Pages(scene.desk).export(query, as: .commaSeparated, by: DeskScene.operator)
            let lines = String(decoding: table.bytes.dropFirst(3), as: UTF8.self)
                .split(separator: "\r\n").map(String.init)
            #expect(lines.contains { $0.contains("导出人：王经办") && $0.contains("2026-11-02 09:00") }, "\(lines)")
            #expect(lines.contains("姓名,社会保障号码,申报工资（元）,工资与上下限"))
            let rows = lines.suffix(3)
            #expect(rows.map { $0.split(separator: ",").last.map(String.init) } == ["按下限", "按工资", "按上限"])
            #expect(rows.allSatisfy { $0.contains("***") })
            #expect(!lines.joined().contains(Newcomer(1).number))
            #expect(table.rows == 3)
            #expect(table.words.contains("在保") && table.words.contains("3行"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `transcript, bases, year and a plan's people come as files with the figures of their pages`(on engine: Engine)
        async throws
    {
        try await DeskScene.with(engine) { scene in
            for number in 1...2 { try await scene.enrol(Newcomer(number)) }
            try await scene.makePlan()
            let pages = Pages(scene.desk)
            let transcript = try await pages.exportTranscript(as: .commaSeparated, by: DeskScene.operator)
            #expect(text(transcript).contains("2026-11,企业职工基本养老保险,2,3840.00,1920.00,0.00,0.00,5760.00"))
            let bases = try await pages.exportBases(in: nil, as: .commaSeparated, by: DeskScene.operator)
            #expect(bases.rows == 6)
            #expect(text(bases).contains("企业职工基本养老保险,12000.00,,1920.00,960.00"))
            let year = try await pages.exportYear(nil, as: .commaSeparated, by: DeskScene.operator)
            #expect(text(year).contains("企业职工基本养老保险,1,12000.00,1920.00,960.00,0.00"))
            let plan = try #require(try await scene.plans().first)
            let people = try await pages.exportPlan(plan.number, as: .commaSeparated, by: DeskScene.operator)
            #expect(people.rows == 6 && people.words.contains("尚欠6,048.00元"))
            #expect(text(people).contains("企业职工基本养老保险,正常应缴,12000.00,1920.00,960.00,2880.00"))
            await #expect(throws: DeskRefusal.self) {
                try await pages.exportPlan(plan.number, as: .workbook, by: DeskScene.otherOperator)
            }
            for kind in TableFileKind.allCases {
                #expect(try await pages.exportYear(2026, as: kind, by: DeskScene.operator).rows == 6)
            }
        }
    }

    private func text(_ table: TableExport) -> String { String(decoding: table.bytes, as: UTF8.self) }

    @Test(arguments: Engine.allCases)
    func `a query is kept under a name, opened, renamed and deleted by its login alone`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.run(
                """
                INSERT INTO login (id, name, display_name, password_hash, phone, role, employer_id, created_at)
                VALUES (1, 'unit1', '王经办', '-', '13800000000', 'employerOperator', \(DeskScene.employer), 0),
                    (2, 'unit2', '赵经办', '-', '13800000001', 'employerOperator', \(DeskScene.otherEmployer), 0)
                """)
            let pages = Pages(scene.desk)
            let query = StaffQuery(
                text: "演", standing: .present, line: InsuranceLine(rawValue: 110), wageFrom: Money(yuan: 1),
                wageThrough: Money(fen: 123_45), beganFrom: Day("2020-01-01"), beganThrough: Day("2026-01-01"),
                limit: .atCap, medical: .refused, isUnbilled: true, columns: [.wage, .lines], order: .name,
                isDescending: true)
            let id = try await pages.save(query, as: " 高工资  ", by: DeskScene.operator)
            #expect(try await pages.savedQueries(by: DeskScene.operator).map(\.name) == ["高工资"])
            #expect(try await pages.savedQuery(id, by: DeskScene.operator).query == query)
            #expect(try await pages.savedQueries(by: DeskScene.otherOperator) == [])
            await #expect(throws: DeskRefusal.self) { try await pages.savedQuery(id, by: DeskScene.otherOperator) }
            await #expect(throws: DeskRefusal.self) {
                try await pages.rename(id, to: "别人的", by: DeskScene.otherOperator)
            }
            try await pages.deleteQuery(id, by: DeskScene.otherOperator)
            await #expect(throws: DeskRefusal.self) { try await pages.save(query, as: "高工资", by: DeskScene.operator) }
            await #expect(throws: DeskRefusal.self) { try await pages.save(query, as: "  ", by: DeskScene.operator) }
            await #expect(throws: DeskRefusal.self) {
                try await pages.save(query, as: "高\u{202E}工资", by: DeskScene.operator)
            }
            await #expect(throws: DeskRefusal.self) {
                try await pages.rename(id, to: "高\u{200E}工资", by: DeskScene.operator)
            }
            try await pages.rename(id, to: "全部", by: DeskScene.operator)
            #expect(try await pages.savedQueries(by: DeskScene.operator).map(\.name) == ["全部"])
            for number in 2...SavedQueries.limit {
                _ = try await pages.save(StaffQuery(), as: "第\(number)个", by: DeskScene.operator)
            }
            await #expect(throws: DeskRefusal.self) { try await pages.save(query, as: "多一个", by: DeskScene.operator) }
            try await pages.deleteQuery(id, by: DeskScene.operator)
            #expect(try await pages.savedQueries(by: DeskScene.operator).count == SavedQueries.limit - 1)
        }
    }

    @Test func `what is typed is read back as it was meant, and what is unreadable is told`() {
        let (query, problems) = StaffQuery.read([
            "text": "张", "standing": "present", "wageFrom": "8,000", "columns": "wage,number,nonsense", "order": "wage",
        ])
        #expect(problems.isEmpty)
        #expect(query.wageFrom == Money(yuan: 8_000))
        #expect(query.columns == [.number, .wage])
        #expect(StaffQuery.read(query.fields).query == query)
        let wrong = StaffQuery.read([
            "standing": "gone", "line": "x", "wageFrom": "-1", "wageThrough": "abc", "beganFrom": "2026-13-01",
            "beganThrough": "9999-01-01", "limit": "?", "medical": "?", "order": "?",
            "text": String(repeating: "长", count: 61),
        ])
        #expect(wrong.problems.count == 10)
        let reversed = StaffQuery.read([
            "wageFrom": "2", "wageThrough": "1", "beganFrom": "2026-02-01", "beganThrough": "2026-01-01",
        ])
        #expect(reversed.problems.map(\.field) == [.wageThrough, .beganThrough])
    }
}
