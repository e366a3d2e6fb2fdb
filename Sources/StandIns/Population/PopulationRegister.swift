import Basics
import Casework
import Exchange
import HTTP
import Records

/// Plays the population register (人口库): it knows the demonstration's people, and whom somebody adds at its page.
struct PopulationRegister: Department {
    static let partner = Partner.population
    static let title = "人口库（演示）"
    static let faults: [Fault] = [.refuseNext, .refuseAll]

    private var people: [RegisteredPerson]

    init(_ people: [RegisteredPerson]) {
        self.people = people
    }

    mutating func answer(_ message: String, _ body: [UInt8], _ desk: inout Desk) throws(MalformedMessage) -> Reply {
        guard message == PopulationInquiry.endpoint.message else { return .unknownMessage }
        let inquiry = try PopulationInquiry(body: body)
        let answer = desk.faults.takeRefusal() ? .notFound : find(inquiry)
        return .body(try answer.body())
    }

    private func find(_ inquiry: PopulationInquiry) -> PopulationInquiryAnswer {
        guard let person = people.first(where: { $0.number == inquiry.number }) else { return .notFound }
        return person.name == inquiry.name ? .found(person) : .nameMismatch
    }

    mutating func act(_ act: String, _ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        switch act {
        case "add": try add(form)
        case "remove": people.removeAll { $0.number == form["number"] }
        default: throw MalformedMessage(field: "", sentence: "没有此操作。")
        }
    }

    private mutating func add(_ form: SubmittedForm) throws(MalformedMessage) {
        guard let bornOn = Day(form["bornOn"] ?? ""), let sex = Sex(rawValue: form["sex"] ?? ""),
            let household = HouseholdKind(rawValue: form["household"] ?? "")
        else { throw MalformedMessage(field: "", sentence: "请填写出生日期、性别和户口性质。") }
        let person = RegisteredPerson(
            name: form["name"] ?? "", number: form["number"] ?? "", sex: sex, bornOn: bornOn,
            ethnicity: form["ethnicity"] ?? "", household: household)
        _ = try PopulationInquiryAnswer.found(person).body()
        guard !people.contains(where: { $0.number == person.number }) else {
            throw MalformedMessage(field: "number", sentence: "该公民身份号码已登记。")
        }
        people.insert(person, at: 0)
    }

    func content(today: Day, query: SubmittedForm) -> HTML {
        """
        <section><h2>登记一个人</h2>\(entry)</section>
        <section><h2>已登记的人（\(people.count)）</h2>
        <div class="tall" tabindex="0" role="region" aria-label="已登记的人">\(list)</div></section>
        """
    }
}

extension PopulationRegister {
    private var entry: HTML {
        """
        <form method="post" action="/act/add">
        <label>姓名<input name="name" required maxlength="50"></label>
        <label>公民身份号码<input class="code" name="number" required pattern="[0-9]{17}[0-9X]"></label>
        <label>性别<select name="sex">\(HTML.options(Sex.allCases.map { ($0.rawValue, $0.chinese) }))</select></label>
        <label>出生日期<input type="date" name="bornOn" required></label>
        <label>民族<input name="ethnicity" value="汉族" required maxlength="20"></label>
        <label>户口性质<select name="household">\
        \(HTML.options(HouseholdKind.registered.map { ($0.rawValue, $0.chinese) }))</select></label>
        <button class="main">登记</button></form>
        """
    }

    private var list: HTML {
        .table(
            [.line("姓名"), .line("公民身份号码"), .line("性别"), .line("出生日期"), .line("民族"), .line("户口性质"), "操作"],
            people.map { person in
                [
                    "\(person.name)", "\(person.number)", "\(person.sex.chinese)", "\(person.bornOn.chinese)",
                    "\(person.ethnicity)", "\(person.household.chinese)",
                    """
                    <form method="post" action="/act/remove"><input type="hidden" name="number" value="\(person.number)">\
                    <button aria-label="注销 \(person.name)">注销</button></form>
                    """,
                ]
            }, empty: "尚无登记。")
    }
}
