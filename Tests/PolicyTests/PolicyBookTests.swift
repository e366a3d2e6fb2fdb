import Basics
import Policy
import TestSupport
import Testing

struct PolicyBookTests {
    private let testville = Region(rawValue: "testville")

    private func rate(_ book: PolicyBook, _ day: String, of region: String = "testville") throws -> Dated<Rate> {
        try book.region(Region(rawValue: region), askedBy: "测试")
            .value(.lateFeeRate, on: try #require(Day(day)), askedBy: "测试")
    }

    @Test(arguments: [
        ("2020-01-01", "0.05%"), ("2023-12-31", "0.05%"), ("2024-01-01", "0.02%"), ("2026-12-31", "0.02%"),
    ])
    func `a value holds until the next begins, and the last as long as it is known to`(
        day: String, expected: String
    ) throws {
        let book = try PolicyFixture.book([PolicyFixture.file(PolicyFixture.rate)])
        #expect(try rate(book, day).value == Rate(text: expected))
    }

    @Test(arguments: [
        ("2019-12-31", "测试需要testville2019年12月31日的“滞纳金日比例”，现有政策资料从2020年1月1日开始。补充资料之前，这一项无法确定。"),
        ("2027-01-01", "测试需要testville2027年1月1日的“滞纳金日比例”，现有政策资料只到2026年12月31日。补充资料之前，这一项无法确定。"),
    ])
    func `outside what is known the answer is a gap`(day: String, sentence: String) throws {
        let book = try PolicyFixture.book([PolicyFixture.file(PolicyFixture.rate)])
        let gap = try #require(throws: PolicyGap.self) { try rate(book, day) }
        #expect(gap.sentence == sentence)
    }

    @Test func `an unknown region or parameter is a gap that names it`() throws {
        let book = try PolicyFixture.book([PolicyFixture.file(PolicyFixture.rate)])
        let region = try #require(throws: PolicyGap.self) { try rate(book, "2025-01-01", of: "nowhere") }
        #expect(region.sentence == "测试需要统筹区nowhere的“政策资料”，没有“nowhere”这个统筹区的政策资料。补充资料之前，这一项无法确定。")
        let parameter = try #require(throws: PolicyGap.self) {
            try book.region(testville, askedBy: "测试").value(
                .taxWindowOpensOnDay, on: #require(Day("2025-01-01")), askedBy: "月报")
        }
        #expect(parameter.cause == .unknownParameter)
    }

    @Test func `a citation says value, span, source, file and who checked it`() throws {
        let file = PolicyFixture.file(PolicyFixture.rate)
        let book = try PolicyFixture.book([file])
        let checked = try rate(book, "2021-05-05").citation
        #expect(checked.value == "0.05%")
        #expect(checked.from == Day("2020-01-01"))
        #expect(checked.through == Day("2023-12-31"))
        #expect(checked.source == "试验办法（试政发〔2020〕1号）")
        #expect(checked.file == "testville/a.yaml")
        #expect(checked.fileDigest == SHA256.hexadecimal(file.text.utf8))
        #expect(checked.checkedBy == "测试" && checked.checkedOn == Day("2026-11-21") && checked.isVerified)
        #expect(try !rate(book, "2025-01-01").citation.isVerified)
    }

    @Test func `a region overrides the nation key by key`() throws {
        let national = PolicyFixture.file(PolicyFixture.rate, region: "national")
        let own = PolicyFixture.file(PolicyFixture.rate.replacing("0.05%", with: "0.08%"), region: "otherville")
        let lines =
            "  region.name: {name: 名, kind: text, values: [{from: 2020-01-01, value: 试验市, source: T, state: verified}]}\n"
        let book = try PolicyFixture.book([national, own, PolicyFixture.file(lines)])
        #expect(try rate(book, "2021-01-01").value == Rate(text: "0.05%"))
        #expect(try rate(book, "2021-01-01", of: "otherville").value == Rate(text: "0.08%"))
    }

    @Test func `a publication speaks for its days and moves the version`() throws {
        let file = PolicyFixture.file(PolicyFixture.rate)
        let new = PolicyFixture.rate.replacing("0.05%", with: "0.01%").replacing("0.02%", with: "0.03%")
        let base = try PolicyFixture.book([file])
        let lasting = try PolicyFixture.book([file], [PolicyFixture.publication(new, from: "2025-03-01")])
        let measure = try PolicyFixture.book(
            [file], [PolicyFixture.publication(new, from: "2025-03-01", through: "2025-06-30")])
        let days = ["2025-02-28", "2025-03-01", "2025-06-30", "2025-07-01"]
        #expect(try days.map { try rate(lasting, $0).value.description } == ["0.02%", "0.03%", "0.03%", "0.03%"])
        #expect(try days.map { try rate(measure, $0).value.description } == ["0.02%", "0.03%", "0.03%", "0.02%"])
        #expect(try rate(measure, "2025-04-01").citation.file == "testville/publication-1")
        #expect(Set([base.version, lasting.version, measure.version]).count == 3)
    }

    @Test func `a publication for all regions lies over each of them`() throws {
        let files = [
            PolicyFixture.file(PolicyFixture.rate), PolicyFixture.file(PolicyFixture.rate, region: "otherville"),
        ]
        let new = PolicyFixture.rate.replacing("0.02%", with: "0.03%")
        let book = try PolicyFixture.book(files, [PolicyFixture.publication(new, region: nil, from: "2025-03-01")])
        for region in ["testville", "otherville"] {
            #expect(try rate(book, "2025-03-01", of: region).value == Rate(text: "0.03%"))
        }
    }

    @Test func `the later of two publications speaks where both do`() throws {
        func new(_ rate: String) -> String { PolicyFixture.rate.replacing("0.02%", with: rate) }
        let book = try PolicyFixture.book(
            [PolicyFixture.file(PolicyFixture.rate)],
            [
                PolicyFixture.publication(new("0.03%"), number: 1, from: "2025-01-01"),
                PolicyFixture.publication(new("0.04%"), number: 2, from: "2025-03-01", through: "2025-03-31"),
            ])
        let days = ["2024-12-31", "2025-02-28", "2025-03-15", "2025-04-01"]
        #expect(try days.map { try rate(book, $0).value.description } == ["0.02%", "0.03%", "0.04%", "0.03%"])
    }

    @Test func `a publication for a region that there is not is refused`() {
        let publication = PolicyFixture.publication(PolicyFixture.rate, region: "nowhere", from: "2025-03-01")
        #expect(
            PolicyFixture.problems([PolicyFixture.file(PolicyFixture.rate)], [publication])
                == ["nowhere/publication-1：没有“nowhere”这个统筹区。请核对统筹区名称。"])
    }

    @Test func `a publication needs two people`() {
        let publication = PolicyFixture.publication(PolicyFixture.rate, author: "甲", approver: "甲", from: "2025-03-01")
        #expect(
            PolicyFixture.problems([PolicyFixture.file(PolicyFixture.rate)], [publication])
                == ["testville/publication-1：起草人和审批人是同一人。请由另一人审批。"])
    }

    @Test func `the version is the same in whatever order the files come, and another for any change`() throws {
        let files = [
            PolicyFixture.file(PolicyFixture.rate), PolicyFixture.file(PolicyFixture.rate, region: "otherville"),
        ]
        #expect(try PolicyFixture.book(files).version == PolicyFixture.book(files.reversed()).version)
        let changed = [files[0], PolicyFixture.file(PolicyFixture.rate + "\n# 注\n", region: "otherville")]
        #expect(try PolicyFixture.book(files).version != PolicyFixture.book(changed).version)
    }

    @Test func `a demonstration fills what is absent, only when asked for, and touches nothing else`() throws {
        let region = Region(rawValue: "beijing")
        let day = try #require(Day("2026-11-21"))
        let plain = try PolicyFolder.book().region(region, askedBy: "测试")
        let gap = try #require(throws: PolicyGap.self) {
            try plain.value(.taxWindowClosesOnDay, on: day, askedBy: "月报缴费计划")
        }
        #expect(
            gap.sentence
                == "月报缴费计划需要北京市2026年11月21日的“税务征期截止日”，"
                + "现有政策资料没有载明：征期由税务部门公布，具体日期查无资料。补充资料之前，这一项无法确定。")
        #expect(gap.description.contains("“税务征期截止日”（tax.window.closesOnDay），"), "for policy staff, with the key")
        let shown = try PolicyFolder.book(withDemonstration: true).region(region, askedBy: "测试")
        let closes = try shown.value(.taxWindowClosesOnDay, on: day, askedBy: "月报缴费计划")
        #expect(closes.value == 25 && !closes.citation.isVerified)

        let meddling = PolicyFixture.file(PolicyFixture.rate, name: PolicyFile.demonstrationName)
        #expect(
            PolicyFixture.problems([PolicyFixture.file(PolicyFixture.rate), meddling], withDemonstration: true)
                == ["testville/demo.yaml:11：演示资料不能改动已有资料的参数lateFee.rate。演示资料只补充查无资料（absent）的参数，请删去这一项。"])
    }
}

struct RegionScopeTests {
    private static let lines =
        "  region.lines: {name: 险种, kind: lines, values: [{from: 2020-01-01, state: absent, note: 查无资料。}]}\n"
    private static let name =
        "  region.name: {name: 名, kind: text, values: [{from: 2020-01-01, value: 小城, source: T, state: verified}]}\n"
    private static let scope =
        "  region.scope: {name: 范围, kind: choice, values: [{from: 2020-01-01, value: questions, source: T, state: verified}]}\n"

    private func problems(_ parameters: String) -> [String] {
        PolicyFixture.problems([PolicyFixture.file(parameters)], requiring: PolicyBook.requiredKeys)
    }

    @Test func `a region that only answers questions needs its name and its lines, any other all that is asked`() {
        #expect(problems(Self.name + Self.lines + Self.scope).isEmpty)
        #expect(problems(Self.name + Self.scope).map { $0.contains("region.lines") } == [true])
        #expect(problems(Self.name + Self.lines).count == PolicyBook.requiredKeys.count - 2)
    }

    @Test func `what such a region does not tell is a gap that names it`() throws {
        let book = try PolicyFixture.book([PolicyFixture.file(Self.name + Self.lines + Self.scope)])
        let policy = try book.region(Region(rawValue: "testville"), askedBy: "测试")
        #expect(policy.scope == .questions)
        let gap = try #require(throws: PolicyGap.self) {
            try policy.value(.taxWindowClosesOnDay, on: #require(Day("2025-01-01")), askedBy: "征期查询")
        }
        #expect(gap.sentence.contains("小城") && gap.sentence.contains("该统筹区的政策资料中没有这一参数"))
    }

    @Test func `the platform serves employers in Beijing and answers questions about the others`() throws {
        let scopes = try PolicyFolder.book().regions.mapValues(\.scope)
        #expect(scopes.filter { $0.value == .platform }.keys.map(\.rawValue) == ["beijing"])
        #expect(scopes.count == 7)
    }
}

struct BeijingPolicyTests {
    private let policy: RegionPolicy
    private let day: Day

    init() throws {
        policy = try PolicyFolder.book().region(Region(rawValue: "beijing"), askedBy: "测试")
        day = try #require(Day("2026-11-21"))
    }

    @Test(arguments: [
        ("1996-05", "1996-01"), ("2003-02", "2003-01"), ("2003-04", "2003-04"), ("2004-03", "2003-04"),
        ("2009-04", "2009-04"), ("2014-06", "2013-04"), ("2014-07", "2014-07"), ("2026-06", "2025-07"),
    ])
    func `a month belongs to the base year of its time`(month: String, start: String) throws {
        #expect(try policy.baseYearStart(of: #require(Month(month)), askedBy: "测试") == Month(start))
    }

    @Test(arguments: ["base.floor", "base.cap"])
    func `limits change with the base year, and twice in the middle of one`(key: String) throws {
        let spans = try #require(policy.all.first { $0.key == key }).spans
        for span in spans.dropFirst() {
            let isMidYear = [Day("1996-04-01"), Day("1998-07-01")].contains(span.from)
            let start = try policy.baseYearStart(of: span.from.month, askedBy: "测试").firstDay
            #expect(isMidYear || start == span.from, "\(key) \(span.from)")
        }
    }

    @Test func `published limits follow the average wages, but for those that were set otherwise`() throws {
        // Three times the average month, rounded to the yuan first; the half of 2016 was not rounded up.
        for year in 2006...2026 where year != 2016 {
            let month = try #require(Month("\(year)-\(year < 2014 ? "04" : "07")"))
            let key: PolicyKey<Money> = year < 2019 ? .averageWageOfEmployees : .averageWageOfAll
            let before = try #require(Day(year: year - 1, month: 1, day: 1))
            let wage = try policy.value(key, on: before, askedBy: "测试").value
            let cap = try policy.money(named: "base.cap", for: [:], on: month.firstDay, askedBy: "测试").value
            #expect(cap == Money(yuan: 3 * ((wage.fen / 100 + 6) / 12)), "\(year)")
        }
    }

    @Test func `the lines have names, codes and keepers`() throws {
        let lines = try policy.lines(in: day.month, askedBy: "测试")
        #expect(lines.map(\.line.rawValue) == [110, 210, 310, 410])
        #expect(lines.map(\.shortName) == ["养老", "失业", "医疗（含生育）", "工伤"])
        #expect(lines.map(\.keeper) == [.own, .own, .medical, .own])
    }

    @Test(arguments: [
        ("staff-enrolment", [] as [String], Route.instant), ("staff-enrolment", ["identity-unconfirmed"], .manual),
        ("staff-enrolment", ["identity-unconfirmed", "credit-a"], .manual),
        ("back-payment", ["over-three-months"], .manual),
        ("back-payment", [], .instant),
    ])
    func `a matter takes the first route whose situations are met`(
        matter: String, situations: [String], route: Route
    ) throws {
        #expect(try policy.route(of: matter, in: Set(situations), on: day, askedBy: "测试").value == route)
    }

    @Test func `an unknown matter has no route`() {
        #expect(throws: PolicyGap.self) { try policy.route(of: "dog-licence", in: [], on: day, askedBy: "测试") }
    }

    @Test func `limits and rules of enrolment are those of the law`() throws {
        #expect(try policy.value(.registrationLimit, on: day, askedBy: "测试").value == TimeLimit(30, .days))
        #expect(
            try policy.value(.limit(matter: "staff-enrolment"), on: day, askedBy: "测试").value.description == "10个工作日")
        let first = try policy.value(.firstPeriod, on: day, askedBy: "测试").value
        #expect(first.firstPeriod(hiredOn: day) == Month("2026-11"))
        let last = try policy.value(.lastPeriod, on: day, askedBy: "测试").value
        #expect(last.lastPeriod(terminatedOn: day) == Month("2026-11"))
    }

    @Test func `whole numbers are shown with their unit, and every file says it`() throws {
        for parameter in policy.all where [.count, .countTable].contains(parameter.kind) {
            #expect(parameter.unit != nil, "\(parameter.key)")
        }
        for file in try PolicyFolder.files() {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("    kind: count") {
                #expect(next.hasPrefix("    unit: "), "\(file.path): \(line)")
            }
        }
        func shown(_ key: PolicyKey<Int>) throws -> String {
            try policy.value(key, on: day, askedBy: "测试").citation.value
        }
        #expect(try shown(.maternityDaysDifficult) == "15天")
        #expect(try shown(.transferFirstMonth) == "1998年1月")
        #expect(try shown(.baseYearFirstMonth) == "7月")
        let grade = try policy.count(.injuryLumpMonths, entry: "5", called: "5级", on: day, askedBy: "测试")
        #expect(grade.citation.value == "5级：18个月")
        let years = try policy.count(.unemploymentMonths, reachedBy: 7, unit: "年", on: day, askedBy: "测试")
        #expect(years?.citation.value == "满7年：15个月")
    }

    @Test func `every word that chooses a rule is read in Chinese`() {
        #expect(PolicyCatalogue.allWords.contains("dayAfterDue"))
        for word in PolicyCatalogue.allWords {
            let read = PolicyCatalogue.chinese(of: word)
            #expect(!read.isEmpty && read.unicodeScalars.allSatisfy { $0.value > 0x7F }, "\(word)")
        }
    }
}
