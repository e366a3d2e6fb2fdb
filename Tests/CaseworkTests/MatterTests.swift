import Basics
import Casework
import Policy
import Records
import Testing

@Suite struct MatterTests {
    let city = WaterCity()

    @Test func `every wrong field is told at once, in the order of the form`() {
        let answers = ["name": "", "phone": "123", "from": "2026-02-30", "fee": "1.234"]
        let problems = FishingLicence.form.problems(in: answers, situations: [])
        #expect(
            problems == [
                FieldProblem(field: "name", sentence: "请填写姓名。"),
                FieldProblem(field: "phone", sentence: problems[1].sentence),
                FieldProblem(field: "pond", sentence: "请填写鱼塘。"),
                FieldProblem(field: "from", sentence: "日期请按“年-月-日”填写真实存在的日期，例如 2026-11-01。"),
                FieldProblem(field: "fee", sentence: "金额请用数字填写，单位为元，最多两位小数，例如 8500 或 8500.50。"),
            ])
    }

    @Test(arguments: [
        ("pond", "塘\u{202E}月", "内容含有看不见的控制字符或者改变文字方向的字符，请删除后重新填写。"),
        ("pond", "塘\u{7}", "内容含有看不见的控制字符或者改变文字方向的字符，请删除后重新填写。"),
        ("pond", "\u{E001}塘", "内容中有输入法自造的字，其他系统无法辨认，请改用国家标准GB 18030中的字。"),
        ("pond", "塘" + String(repeating: "\u{301}", count: 100), "内容过长，请控制在100字以内。"),
        ("from", "9999-12-31", "日期请按“年-月-日”填写真实存在的日期，例如 2026-11-01。"),
        ("from", "0001-01-01", "日期请按“年-月-日”填写真实存在的日期，例如 2026-11-01。"),
    ])
    func `what no browser sends is refused at its field`(field: String, answer: String, sentence: String) {
        let answers = WaterCity.answers.merging([field: answer]) { $1 }
        #expect(
            FishingLicence.form.problems(in: answers, situations: []) == [
                FieldProblem(field: field, sentence: sentence)
            ])
    }

    @Test func `a field of another situation is neither asked for nor missed`() {
        let answers = WaterCity.answers
        #expect(FishingLicence.form.problems(in: answers, situations: []).isEmpty)
        #expect(
            FishingLicence.form.problems(in: answers, situations: [FishingLicence.minor]) == [
                FieldProblem(field: "guardian", sentence: "请填写监护人姓名。")
            ])
    }

    @Test
    func `numbers, dates and amounts that were typed full-width are kept as everybody writes them, names as they are`()
    {
        let typed = ["phone": "１３９００００００２１", "from": "２０２６－１１－０１", "fee": "１，２３４．５０", "pond": "月牙塘２号"]
        let kept = FishingLicence.form.kept(of: typed)
        #expect(kept == ["phone": "13900000021", "from": "2026-11-01", "fee": "1,234.50", "pond": "月牙塘２号"])
    }

    @Test func `answers that the form does not know are dropped`() {
        #expect(
            FishingLicence.form.kept(of: ["pond": "月牙塘", "status": "approved", "phone": ""]) == ["pond": "月牙塘"])
    }

    @Test func `a material is asked for where its situation holds, and may be left out where the law lets it follow`() {
        #expect(!FishingLicence.photo.isAsked(in: []))
        #expect(FishingLicence.photo.isRequired(in: [FishingLicence.newcomer]))
        #expect(FishingLicence.photo.isAsked(in: [FishingLicence.papersFollow]))
        #expect(!FishingLicence.photo.isRequired(in: [FishingLicence.newcomer, FishingLicence.papersFollow]))
    }

    @Test func `the second round asks in the light of the first`() {
        let unknown = WaterCity.application(["pond": "无名塘"])
        #expect(!city.facts(for: unknown).knows(LicencesOfPond(pond: 1)))
        let facts = city.facts(for: WaterCity.application())
        #expect(facts[LicencesOfPond(pond: 1)] == [PersonId(1)])
    }

    @Test func `absent is a value, and not the same as not asked`() {
        let facts = city.facts(for: WaterCity.application(["pond": "无名塘"]))
        #expect(facts.knows(PondByName(name: "无名塘")))
        #expect(facts[PondByName(name: "无名塘")] == nil)
        #expect(!facts.knows(PondByName(name: "月牙塘")))
    }

    @Test func `what the record says takes the place of what was typed`() {
        let application = WaterCity.application(["name": "某人", "pond": "月牙塘"])
        let shared = FishingLicence.sharedAnswers(for: application, knowing: city.facts(for: application))
        #expect(application.with(shared: shared)[FishingLicence.name]?.text == "渔小满")
        #expect(application.with(shared: shared)[FishingLicence.pond] == "月牙塘")
    }

    @Test func `all refusals come at once, in a fixed order, each with its field and remedy`() throws {
        var city = city
        city.ponds["月牙塘"] = Pond(number: 1, places: 1, closedThrough: Day("2026-09-30"))
        let answers = WaterCity.answers.merging(["from": "2026-09-01"]) { $1 }
        #expect(
            try city.refusals(of: WaterCity.application(answers)) == [
                Refusal("inThePast", field: "from", "起始日期早于今天。", remedy: "请改为今天或以后的日期。"),
                Refusal("closed", field: "from", "月牙塘禁渔至2026年9月30日。", remedy: "请选择此后的日期。"),
                Refusal("full", field: "pond", "月牙塘已没有名额。", remedy: "请选择其他鱼塘。"),
            ])
        #expect(try self.city.refusals(of: WaterCity.application()).isEmpty)
    }

    @Test func `a parameter that nobody knows for the day is a named gap`() throws {
        let answers = WaterCity.answers.merging(["from": "2028-01-01"]) { $1 }
        let application = WaterCity.application(answers)
        let (facts, rules) = (city.facts(for: application), try WaterCity.rules())
        do throws(PolicyGap) {
            _ = try FishingLicence.decide(application, knowing: facts, under: rules)
            Issue.record("A fee was computed by a rate that is not known.")
        } catch {
            #expect(error.key == "lateFee.rate")
            #expect(error.sentence.contains("押金逾期加收比例"))
        }
    }

    @Test func `a decision says whether it rests on what nobody has checked`() throws {
        for (from, expected) in [("2026-10-09", false), ("2027-02-01", true)] {
            let application = WaterCity.application(WaterCity.answers.merging(["from": from]) { $1 })
            let decision = try FishingLicence.decide(
                application, knowing: city.facts(for: application), under: WaterCity.rules())
            #expect(decision.restsOnUnverified == expected)
        }
    }

    @Test func `the same facts give the same digest`() throws {
        #expect(try city.digest(of: WaterCity.application()) == city.digest(of: WaterCity.application()))
    }

    @Test func `another answer or another day gives another digest`() throws {
        let digest = try city.digest(of: WaterCity.application())
        let dearer = WaterCity.application(WaterCity.answers.merging(["fee": "200.01"]) { $1 })
        #expect(try city.digest(of: dearer) != digest)
        #expect(try city.digest(of: WaterCity.application(), on: WaterCity.today.adding(days: 1)) != digest)
    }

    @Test(
        arguments: [
            ([], true, Route.instant), ([FishingLicence.sworn], true, .commitment),
            ([FishingLicence.papersFollow], true, .deficientAcceptance),
            ([FishingLicence.byPhone], true, .phoneConfirmation),
            ([FishingLicence.protectedWater], true, .manual), ([FishingLicence.protectedWater], false, .joint),
        ] as [(Set<Situation>, Bool, Route)])
    func `policy chooses the route by the situations`(
        situations: Set<Situation>, isOnRecord: Bool, route: Route
    ) throws {
        var city = city
        city.ponds["月牙塘"]?.situations = situations
        if !isOnRecord { city.anglers = [:] }
        #expect(try city.route(of: WaterCity.application()) == route)
    }

    @Test(arguments: [
        // Monday before the feast: 29, 30 September, 8, 9 October and the worked Saturday.
        ("2026-09-28", "2026-10-10", false), ("2026-10-01", "2026-10-13", false),
        // The feasts of the next year are not published.
        ("2026-12-30", "2027-01-06", true),
    ])
    func `the answer is due so many working days after the acceptance`(
        accepted: String, due: String, isProvisional: Bool
    ) throws {
        let rules = try WaterCity.rules()
        let limit = try rules.policy.value(
            .limit(matter: FishingLicence.card.slug), on: Day(accepted)!, askedBy: "测试")
        let found = rules.calendar.due(limit.value, after: Day(accepted)!)
        #expect(found.day == Day(due))
        #expect(found.isProvisional == isProvisional)
    }
}
