import Basics
import Calculation
import Foundation
import Policy
import TestSupport
import Testing

struct CalculatorTests {
    private let today = Day("2026-11-22")!

    @Test func `the manual says what the declarations say`() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/calculators.md")
        let written = try String(contentsOf: path.standardized, encoding: .utf8)
        #expect(written == CalculatorManual.text, "Run: shebao compute --manual > docs/calculators.md")
    }

    /// Whoever copies one gets an answer.
    @Test func `every example of the manual is answered`() throws {
        let book = try PolicyFolder.book()
        let examples = CalculatorManual.text.split(separator: "\n").filter { $0.hasPrefix("    shebao compute ") }
        #expect(examples.count == CalculatorCatalogue.all.count)
        for example in examples {
            let calculator = try #require(CalculatorCatalogue.calculator(String(example.split(separator: " ")[2])))
            let asked = example.matches(of: /--([a-z-]+) (?:'([^']*)'|(\S+))/).map { flag in
                (key: Self.key(of: flag.1), value: String(flag.2 ?? flag.3 ?? ""))
            }
            let answer = try calculator.answer(asked, from: book, today: today)
            #expect(!answer.result.figures.isEmpty, "\(example)")
        }
    }

    /// `paidOn` for `paid-on`.
    private static func key(of flag: Substring) -> String {
        let words = flag.split(separator: "-")
        return words.dropFirst().reduce(into: String(words[0])) { $0 += $1.capitalized }
    }

    /// The time machine: from its earliest month to two years ahead every calculator answers or names what is not known.
    @Test(arguments: CalculatorCatalogue.all.map(\.name))
    func `in every region and month it gives a value or a named gap`(name: String) throws {
        let calculator = try #require(CalculatorCatalogue.calculator(name))
        let book = try PolicyFolder.book()
        var answered = 0
        for region in book.regions.keys {
            for month in calculator.earliest...Month("2028-12")! {
                let sample = calculator.sample(month).merging(["region": region.rawValue]) { $1 }
                do {
                    let answer = try told(calculator, sample, book, in: month)
                    #expect(!answer.result.figures.isEmpty, "\(region.rawValue) \(month)")
                    #expect(!answer.result.explanation.steps.isEmpty, "\(region.rawValue) \(month)")
                    answered += 1
                } catch {
                    let gap = try #require(error.gap, "\(region.rawValue) \(month): \(error.problems)")
                    #expect(!gap.name.isEmpty && !gap.sentence.isEmpty)
                }
            }
        }
        #expect(answered > 0, "a calculator that nobody ever gets an answer from is none")
    }

    /// Answers what a table of the time asks for, as somebody would who is told so, with its first entry.
    private func told(
        _ calculator: Calculator, _ sample: [String: String], _ book: PolicyBook, in month: Month
    ) throws(CalculatorRefusal) -> CalculatorAnswer {
        var sample = sample
        while true {
            do {
                return try calculator.answer(
                    sample.map { (key: $0.key, value: $0.value) }, from: book, today: month.firstDay)
            } catch {
                let policy = book.regions[Region(rawValue: sample["region"] ?? "")]
                let asked = calculator.inputs(in: policy, given: sample, today: month.firstDay)
                guard error.gap == nil, error.problems.count == 1, let field = error.problems.first?.field,
                    sample[field] == nil, let input = asked.first(where: { $0.key == field }),
                    case .choice(let choices) = input.control, let entry = choices.first?.value
                else { throw error }
                sample[field] = entry
            }
        }
    }

    @Test(arguments: CalculatorCatalogue.all.map(\.name))
    func `every step that rests on a published value names it, and the same question gets the same answer`(
        name: String
    ) throws {
        let calculator = try #require(CalculatorCatalogue.calculator(name))
        let book = try PolicyFolder.book()
        let sample = calculator.sample(Month("2025-09")!).merging(["region": "beijing"]) { $1 }
        let told = try told(calculator, sample, book, in: Month("2025-09")!)
        let asked = told.inputs.map { (key: $0.key, value: $0.value) }
        let answers = try [asked, asked.reversed()].map { try calculator.answer($0, from: book, today: today) }
        #expect(answers[0].result.figures.map(\.value) == answers[1].result.figures.map(\.value))
        #expect(answers[0].result.explanation == answers[1].result.explanation)
        for citation in answers[0].result.explanation.steps.flatMap(\.citations) {
            #expect(!citation.source.isEmpty && !citation.name.isEmpty && citation.file.hasSuffix(".yaml"))
        }
    }

    /// Whatever is typed into one input of a right question, nothing stops the program, and a refusal says why.
    @Test(arguments: CalculatorCatalogue.all.map(\.name))
    func `whatever is typed is computed or refused in a sentence`(name: String) throws {
        let calculator = try #require(CalculatorCatalogue.calculator(name))
        let book = try PolicyFolder.book()
        let sample = calculator.sample(Month("2025-09")!).merging(["region": "beijing"]) { $1 }
        let typed = [
            "", " ", "0", "1", "-1", "-0.01", "0.001", "99999999999999999999", "9999999.99", "1e9", "NaN", "１２",
            "2026-02-30", "2026-13", "0000-00", "1900-01", "2099-12", "1978-01-01", "2099-12-31", "2025=1,2025=2",
            "1991=100 2025=0", "'; --", "<script>", "\u{202E}", String(repeating: "9", count: 5_000), "北京",
        ]
        for input in calculator.inputs {
            for text in typed {
                let asked = sample.merging([input.key: text]) { $1 }.map { (key: $0.key, value: $0.value) }
                do {
                    _ = try calculator.answer(asked, from: book, today: today)
                } catch {
                    #expect(!error.problems.isEmpty)
                    for problem in error.problems {
                        #expect(problem.sentence.hasSuffix("。"), "\(input.key) \(text): \(problem.sentence)")
                        #expect(problem.sentence.count < 400)
                    }
                }
            }
        }
    }

    @Test(arguments: [
        (["region": "mars"], "region", "没有“mars”这个统筹区，可选"),
        (["region": ""], "region", "请选择统筹区"),
        (["wage": "-1"], "wage", "金额不能是负数。"),
        (["wage": "99999999"], "wage", "请核对是否多填或少填了位数。"),
        (["wage": "八千"], "wage", "金额请用数字填写"),
        (["period": "2025-13"], "period", "月份请按“年-月”填写"),
        (["period": "2025-02-30"], "period", "月份请按“年-月”填写"),
        (["period": "1700-01"], "period", "应在1978年1月至2099年12月之间。"),
        (["injuryClass": "9"], "injuryClass", "没有“9”这个选项，可选1、2"),
        (["injuryClass": ""], "injuryClass", "请填写行业风险类别，工伤保险单位缴费比例"),
        (["wagee": "1"], "wagee", "没有“wagee”这一项。"),
    ])
    func `a wrong answer is named with what would be right, and nothing is computed`(
        change: [String: String], field: String, sentence: String
    ) throws {
        let right = [
            "region": "beijing", "period": "2025-09", "coverage": "employee", "wage": "8000", "injuryClass": "1",
        ]
        let refusal = try refusal("contribution", right.merging(change) { $1 }.map { ($0.key, $0.value) })
        #expect(refusal.problems.map(\.field) == [field])
        #expect(refusal.problems[0].sentence.contains(sentence), "\(refusal.problems[0].sentence)")
    }

    @Test func `everything that is wrong is said at once`() throws {
        let refusal = try refusal(
            "late-fee",
            [("region", "mars"), ("overdue", "-1"), ("period", ""), ("dueOn", "2026-02-30"), ("dueOn", "x")])
        #expect(refusal.problems.map(\.field) == ["dueOn", "region", "overdue", "period", "dueOn"])
    }

    @Test func `what is provisional is computed again by the year's own value once it is published`() throws {
        let asked = [
            "region": "beijing", "retiresIn": "2026-03", "bornIn": "1966-03", "paidMonths": "360", "index": "0.8",
            "account": "0",
        ].map { (key: $0.key, value: $0.value) }
        let calculator = try #require(CalculatorCatalogue.calculator("pension"))
        let before = try calculator.answer(asked, from: try PolicyFolder.book(), today: today)
        #expect(before.result.isProvisional && before.figure("basic")?.plain == "3253.23")
        let published = Publication(
            number: 1, region: Region(rawValue: "beijing"),
            text: """
                topic: 计发基数
                heldThrough: 2026-12-31
                sources:
                  N: {title: 2026年度计发基数}
                parameters:
                  pension.benefitBase:
                    name: 基本养老金计发基数
                    kind: money
                    values:
                      - {from: 2026-01-01, value: 12500, source: N, state: unverified}
                """, author: "甲", approver: "乙", from: Day("2026-01-01")!, through: nil,
            publishedAt: Instant(milliseconds: 0))
        let book = try PolicyBook(files: PolicyFolder.files(), publications: [published])
        let after = try calculator.answer(asked, from: book, today: today)
        // (12500 + 12500 × 0.8) ÷ 2 × 30 × 1 %.
        #expect(!after.result.isProvisional && after.figure("basic")?.plain == "3375.00")
        #expect(after.policyVersion != before.policyVersion)
    }

    @Test func `no region pays unemployment benefit for longer than the nation allows`() throws {
        let generous = Publication(
            number: 1, region: Region(rawValue: "beijing"),
            text: """
                topic: 失业保险金
                heldThrough: 2026-12-31
                sources:
                  N: {title: 演示通知}
                parameters:
                  unemployment.benefit.months:
                    name: 失业保险金领取月数
                    kind: countTable
                    values:
                      - from: 2025-10-01
                        value: {by: paidYears, called: 缴费年限, entries: {1: 14, 5: 20}}
                        source: N
                        state: unverified
                """, author: "甲", approver: "乙", from: Day("2025-10-01")!, through: nil,
            publishedAt: Instant(milliseconds: 0))
        let book = try PolicyBook(files: PolicyFolder.files(), publications: [generous])
        let calculator = try #require(CalculatorCatalogue.calculator("unemployment-benefit"))
        // 失业保险条例 art. 17: 12 months under five years, 18 under ten.
        for (paid, months) in [("12", "12"), ("60", "18")] {
            let asked = [("region", "beijing"), ("approvedIn", "2025-10"), ("paidMonths", paid)]
            let answer = try calculator.answer(asked.map { (key: $0.0, value: $0.1) }, from: book, today: today)
            #expect(answer.figure("months")?.plain == months)
        }
    }

    @Test func `a time that is not covered is a gap with the parameter that is missing`() throws {
        let refusal = try refusal(
            "contribution", [("region", "beijing"), ("period", "2031-01"), ("coverage", "flexible"), ("wage", "8000")])
        #expect(refusal.gap != nil && refusal.problems.map(\.field) == ["period"])
    }

    @Test func `what a region's files do not mention is named as other regions name it`() throws {
        let refusal = try refusal(
            "injury-benefit",
            [("region", "wuhan"), ("month", "2025-10"), ("grade", "10"), ("wage", "9000"), ("cityAverage", "9000")])
        #expect(
            refusal.problems.map(\.sentence) == [
                "工伤待遇核定需要武汉市2025年10月1日的“一次性工伤医疗补助金（上年度职工月平均工资的月数）”，该统筹区的政策资料中没有这一参数。"
                    + "补充资料之前，这一项无法确定。"
            ])
    }

    /// The one of several answers that does not fit the others, in the words of people.
    @Test(arguments: [
        (
            ["period": "2025-09", "injuryClass": "1", "injuryFloat": "50%"], "injuryFloat",
            "没有“行业风险类别、费率浮动档”为“1、下浮至50%”的一档。"
        ),
        (
            ["period": "2010-01", "injuryClassOfThree": "1", "household": "foreign"], "household",
            "没有“户口性质”为“外国人”的一档。"
        ),
    ])
    func `what a table does not hold of who pays is said at that answer`(
        asked: [String: String], field: String, sentence: String
    ) throws {
        let all = ["region": "beijing", "wage": "8000"].merging(asked) { $1 }
        let refusal = try refusal("contribution", all.map { ($0.key, $0.value) })
        #expect(refusal.gap != nil && refusal.problems.map(\.field) == [field])
        #expect(refusal.problems[0].sentence.contains(sentence), "\(refusal.problems[0].sentence)")
    }

    /// No table of who pays may take the place of an input: the loader refuses what it knows to be taken.
    @Test func `what a table can go by is none of what calculators of contributions and late fees ask`() {
        for calculator in CalculatorCatalogue.all where calculator.payer != nil {
            #expect(Attribute.taken.isSuperset(of: [Calculator.regionKey] + calculator.inputs.map(\.key)))
        }
    }

    /// Medical and maternity insurance had one floor, which is not known for 2005.
    @Test func `what several lines lack is said once`() throws {
        let asked = [
            "region": "beijing", "period": "2005-08", "wage": "3000", "injuryClassOfThree": "1",
            "household": "otherUrban",
        ]
        let calculator = try #require(CalculatorCatalogue.calculator("contribution"))
        let answer = try calculator.answer(
            asked.map { (key: $0.key, value: $0.value) }, from: try PolicyFolder.book(), today: today)
        #expect(answer.result.notes.filter { $0.contains("医疗、生育保险缴费基数下限") }.count == 1)
    }

    /// Until 2011-06 work injury had a rate of its own.
    @Test func `the steps of a late fee line by line name the line`() throws {
        let asked = [
            "region": "beijing", "first": "2011-05", "last": "2011-05", "wage": "3000", "injuryClassOfThree": "1",
            "household": "localUrban", "paidOn": "2012-01-01",
        ]
        let calculator = try #require(CalculatorCatalogue.calculator("back-payment"))
        let answer = try calculator.answer(
            asked.map { (key: $0.key, value: $0.value) }, from: try PolicyFolder.book(), today: today)
        let fees = answer.result.explanation.steps.filter { $0.title.hasSuffix("滞纳金") }
            .map { "\($0.title) \($0.result)" }
        #expect(fees == ["2011年5月：养老：滞纳金 361.20", "2011年5月：失业：滞纳金 15.48", "2011年5月：工伤：滞纳金 1.61"])
    }

    @Test func `the steps of a refund say which sum was paid and which was owed`() throws {
        let asked = [
            "region": "beijing", "first": "2025-08", "last": "2025-08", "paidWage": "9000", "wage": "7500",
            "injuryClass": "1",
        ]
        let calculator = try #require(CalculatorCatalogue.calculator("refund"))
        let answer = try calculator.answer(
            asked.map { (key: $0.key, value: $0.value) }, from: try PolicyFolder.book(), today: today)
        let wages = answer.result.explanation.steps.filter { $0.title.hasSuffix("申报缴费工资") }
            .map { "\($0.title) \($0.result)" }
        #expect(
            wages.prefix(2) == ["2025年8月养老已缴：申报缴费工资 9,000.00", "2025年8月养老应缴：申报缴费工资 7,500.00"], "\(wages)")
    }

    @Test func `what a table does not hold is named by what it goes by`() throws {
        let refusal = try refusal("months-divisor", [("region", "beijing"), ("retiresIn", "2025-03"), ("years", "39")])
        #expect(
            refusal.problems.map(\.sentence) == [
                "计发月数需要北京市2025年3月1日的“个人账户养老金计发月数”，其中没有“退休年龄”为“39岁”的一档。补充资料之前，这一项无法确定。"
            ])
    }

    private func refusal(_ name: String, _ asked: [(String, String)]) throws -> CalculatorRefusal {
        let calculator = try #require(CalculatorCatalogue.calculator(name))
        return try #require(throws: CalculatorRefusal.self) {
            try calculator.answer(
                asked.map { (key: $0.0, value: $0.1) }, from: try PolicyFolder.book(), today: today)
        }
    }
}
