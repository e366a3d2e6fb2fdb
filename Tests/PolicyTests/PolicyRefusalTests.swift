import Basics
import Policy
import TestSupport
import Testing

struct PolicyRefusalTests {
    /// Each: what stands from line 7 on, and the one sentence that the loader says to it.
    static let wrong: [(String, String)] = [
        (
            "  lateFee.rat: {name: 甲, kind: rate, values: [{from: 2020-01-01, value: 1%, source: T, state: verified}]}",
            "testville/a.yaml:7：没有任何规则用到参数lateFee.rat。请检查拼写，或者删去。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: money, values: [{from: 2020-01-01, value: 1, source: T, state: verified}]}",
            "testville/a.yaml:7：参数lateFee.rate的kind应为rate或rateTable，现为money。请改正kind和值。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: percent, values: []}",
            "testville/a.yaml:7：没有“percent”这种参数。kind应为rate、rateTable、money、moneyTable、rounding、count、countTable、limit、choice、text、"
                + "lines、share、relief、routes、calendar之一。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-01-01, value: 0.0005, source: T, state: verified}]}",
            "testville/a.yaml:7：比例“0.0005”写成了小数。请写成百分数（如16%）或分数（如2/3），以免丢失精度。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-01-01, value: 5, source: T, state: verified}]}",
            "testville/a.yaml:7：“5”不是比例。请写成百分数（如16%）或分数（如2/3）。"
        ),
        (
            "  x: {name: 甲, kind: money, values: [{from: 2020-01-01, value: 584.92, source: T, state: verified}]}",
            "testville/a.yaml:7：金额“584.92”会被当作浮点数。请加引号，写作'584.92'。"
        ),
        (
            "  x: {name: 甲, kind: money, values: [{from: 2020-01-01, value: 7162元, source: T, state: verified}]}",
            "testville/a.yaml:7：“7162元”不是金额。金额以元为单位，至多两位小数，不写单位，如7270或'584.92'。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-01-01, value: 1%, state: verified}]}",
            "testville/a.yaml:7：参数lateFee.rate从2020-01-01起的值没有来源。请写source，并在sources中写明文件名称、文号和链接。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-01-01, value: 1%, source: U, state: verified}]}",
            "testville/a.yaml:7：来源“U”没有在sources中写明。请补写它的名称、文号和链接，或者改正编号。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-01-01, value: 1%, source: T}]}",
            "testville/a.yaml:7：参数lateFee.rate从2020-01-01起的值没有写明是否核实。state应为verified、unverified或absent。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-02-30, value: 1%, source: T, state: verified}]}",
            "testville/a.yaml:7：“2020-02-30”不是日期。日期写作2026-07-01。"
        ),
        (
            "  x: {name: 甲, kind: relief, values: [{from: 2020-01-01, value: half, source: T, state: verified}]}",
            "testville/a.yaml:7：“half”不是减免缓缴的写法。请写作none、remit 100%（免征）、remit 50%（减半）、defer（缓缴）或defer through 2020-03-31。"
        ),
        (
            "  x: {name: 甲, kind: relief, values: [{from: 2020-01-01, value: remit 150%, source: T, state: verified}]}",
            "testville/a.yaml:7：“remit 150%”不是减免缓缴的写法。请写作none、remit 100%（免征）、remit 50%（减半）、defer（缓缴）或defer through 2020-03-31。"
        ),
        (
            "  x: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: tier, called: 档次, unsaid: c, entries: {a: 1}}, "
                + "source: T, state: verified}]}",
            "testville/a.yaml:7：分档表没有“c”这一档。names和unsaid只能写entries中有的档。"
        ),
        (
            "  x: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: [tier, age], called: [档次], entries: {a/b: 1}}, "
                + "source: T, state: verified}]}",
            "testville/a.yaml:7：分档表按几项分档，by、called和unsaid的项目不一致。请为by的每一项各写一个名称，unsaid只写by中有的项目。"
        ),
        (
            "  x: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: [tier, age], called: [档次, 年龄], "
                + "entries: {a/b: 1, c: 2}}, source: T, state: verified}]}",
            "testville/a.yaml:7：分档表的“c”一档应有2部分。请按by的顺序写，中间用“/”隔开。"
        ),
        (
            "  x: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: [tier, age], called: [档次, 年龄], "
                + "unsaid: {age: d}, entries: {a/b: 1}}, source: T, state: verified}]}",
            "testville/a.yaml:7：分档表没有“d”这一档。names和unsaid只能写entries中有的档。"
        ),
        (
            "  x: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: [tier, age], called: [档次, 年龄], "
                + "entries: {a/b: 1, c/: 2}}, source: T, state: verified}]}",
            "testville/a.yaml:7：分档表的“c/”一档有一部分是空的。请写明每一部分，不注明的写在unsaid中。"
        ),
        (
            "  x: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: 'wage tier', called: 档次, entries: {a: 1}}, "
                + "source: T, state: verified}]}",
            "testville/a.yaml:7：分档表不能按“wage tier”分档。by请写英文字母和数字，以小写字母开头，如injuryClass。"
        ),
        (
            "  x: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: [tier, wage], called: [档次, 工资], entries: {a/b: 1}}, "
                + "source: T, state: verified}]}",
            "testville/a.yaml:7：分档表不能按“wage”分档，计算时它另有所指。请换一个名称。"
        ),
        (
            "  unemployment.benefit.months: {name: 甲, kind: countTable, values: [{from: 2020-01-01, value: {by: paidYears, called: 年限, "
                + "entries: {one: 3, 2: 6}}, source: T, state: verified}]}",
            "testville/a.yaml:7：参数unemployment.benefit.months的“one”一档不是整数。各档请写起点的整数，如1、5、10。"
        ),
        (
            "  unemployment.benefit.amount: {name: 甲, kind: moneyTable, values: [{from: 2020-01-01, value: {by: [paidYears, tier], "
                + "called: [年限, 档次], entries: {1/a: 3}}, source: T, state: verified}]}",
            "testville/a.yaml:7：参数unemployment.benefit.amount的“1/a”一档不是整数。各档请写起点的整数，如1、5、10。"
        ),
        (
            """
              lateFee.rate:
                name: 甲
                kind: rate
                values:
                  - {from: 2024-01-01, value: 1%, source: T, state: verified}
                  - {from: 2020-01-01, value: 2%, source: T, state: verified}
            """,
            "testville/a.yaml:12：参数lateFee.rate中，2020-01-01的值写在2024-01-01之后。请按日期从早到晚排列，每个日期只写一个值。"
        ),
        (
            """
              lateFee.rate:
                name: 甲
                kind: rate
                values:
                  - {from: 2020-01-01, value: 1%, source: T, state: verified}
                  - {from: 2020-01-01, value: 2%, source: T, state: verified}
            """,
            "testville/a.yaml:12：参数lateFee.rate中，有两个值都从2020-01-01起。请按日期从早到晚排列，每个日期只写一个值。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2027-01-01, value: 1%, source: T, state: verified}]}",
            "testville/a.yaml:7：参数lateFee.rate从2027-01-01起的值晚于heldThrough（2026-12-31）。请核实这个值有效到哪一天，改heldThrough。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-01-01, state: absent}]}",
            "testville/a.yaml:7：参数lateFee.rate写明absent，却没有说明。请在note中写明查过什么、缺什么。"
        ),
        (
            "  lateFee.start: {name: 甲, kind: choice, values: [{from: 2020-01-01, value: nextDay, source: T, state: verified}]}",
            "testville/a.yaml:7：参数lateFee.start没有“nextDay”这种规则。应为dayAfterDue、dueDay、secondMonthAfterPeriod之一。"
        ),
        (
            "  lateFee.rounding: {name: 甲, kind: rounding, values: [{from: 2020-01-01, value: {to: fen, mode: halfUp}, "
                + "source: T, state: verified}]}",
            "testville/a.yaml:7：取整规则缺少“ties”。请补写“ties”。"
        ),
        (
            "  matter.x.limit: {name: 甲, kind: limit, values: [{from: 2020-01-01, value: 10天, source: T, state: verified}]}",
            "testville/a.yaml:7：“10天”不是时限。请写作10 workingDays（工作日）或30 days（自然日）。"
        ),
        (
            "  matter.x.route: {name: 甲, kind: routes, values: [{from: 2020-01-01, value: [{when: [a], route: manual}], "
                + "source: T, state: verified}]}",
            "testville/a.yaml:7：办理方式的最后一项应不带when，其余各项应带when。请把通常的办理方式写在最后，不写when。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, per: 日, values: []}",
            "testville/a.yaml:7：参数lateFee.rate不能写“per”。可写的有name、kind、values、heldThrough、unit。"
        ),
        (
            "  lateFee.rate: {name: 甲, kind: rate, unit: days, values: [{from: 2020-01-01, value: 1%, source: T, state: verified}]}",
            "testville/a.yaml:7：参数lateFee.rate不是整数，不写单位。请删去unit。"
        ),
        ("  a: [", "testville/a.yaml:8：不是合法的YAML（did not find expected node content）。请检查缩进、冒号和引号。"),
    ]

    @Test(arguments: wrong)
    func `a mistake in a file is refused with its line and its remedy`(parameters: String, sentence: String) {
        #expect(PolicyFixture.problems([PolicyFixture.file(parameters + "\n")]).contains(sentence))
    }

    /// Each would stop the program for whoever asks for something that rests on it: a key with its kind and value, and what is
    /// said to it.
    static let unthinkable: [(String, String)] = [
        ("pension.decimals.index, kind: count, value: 9", "参数pension.decimals.index的“9”超出了范围。应为0至6。"),
        (
            "pension.index.firstMonth, kind: count, value: 199213",
            "参数pension.index.firstMonth的“199213”不是月份。请写作六位数字，如199210。"
        ),
        ("maternity.daysOfMonth, kind: count, value: 0", "参数maternity.daysOfMonth的“0”超出了范围。应为1至3660。"),
        ("contribution.baseYearFirstMonth, kind: count, value: 13", "的“13”超出了范围。应为1至12。"),
        ("tax.window.opensOnDay, kind: count, value: -1", "的“-1”超出了范围。应为1至31。"),
        (
            "retirement.delay.stepMonths, kind: countTable, value: {by: retirementGroup, called: 类别, entries: {male: 0}}",
            "参数retirement.delay.stepMonths的“male”一档，“0”超出了范围。应为1至1200。"
        ),
        (
            "pension.monthsDivisor, kind: countTable, value: {by: ageYears, called: 年龄, entries: {60: 0}}",
            "的“60”一档，“0”超出了范围。应为1至1200。"
        ),
        (
            "workInjury.classOfIndustry, kind: countTable, value: {by: tier, called: 档次, entries: {A01: 1}}",
            "参数workInjury.classOfIndustry的分档不是按industry。by应为industry。"
        ),
        ("injury.allowanceRate, kind: rateTable, value: 50%", "参数injury.allowanceRate须分档。请写成带by、called和entries的分档表。"),
        ("unemployment.benefit.amount, kind: moneyTable, value: 2000", "须分档。请写成带by、called和entries的分档表。"),
        ("acceptance.limit, kind: limit, value: 9223372036854775807 days", "请写作10 workingDays（工作日）或30 days（自然日）。"),
        ("acceptance.limit, kind: limit, value: 0 workingDays", "请写作10 workingDays（工作日）或30 days（自然日）。"),
        ("averageWage.employees, kind: money, value: 0", "参数averageWage.employees须大于0元。请核对数值。"),
        ("averageWage.all, kind: money, value: 999999999999", "金额“999999999999”超出了范围。请核对，应为0元至1亿元。"),
        ("death.provincialIncome, kind: money, value: -1", "金额“-1”超出了范围。请核对，应为0元至1亿元。"),
        ("transfer.pool.rate, kind: rate, value: -12%", "比例“-12%”超出了范围。请核对，应为0%至1000%。"),
        ("transfer.pool.rate, kind: rate, value: 10000001/1000000", "超出了范围。请核对，应为0%至1000%。"),
        ("transfer.pool.rate, kind: rate, value: 9223372036854775807/2", "超出了范围。请核对，应为0%至1000%。"),
        ("transfer.pool.rate, kind: rate, value: 1/9223372036854775807", "超出了范围。请核对，应为0%至1000%。"),
        ("maternity.days.difficult, kind: count, unit: months, value: 15", "的单位写成了months。unit应为days，请一并核对各值。"),
        ("maternity.days.difficult, kind: count, unit: weeks, value: 15", "没有“weeks”这种写法。应为days、months、"),
    ]

    @Test(arguments: unthinkable)
    func `a value that nobody can mean is refused where it is written`(value: String, sentence: String) throws {
        let parts = value.split(separator: ", value: ", maxSplits: 1)
        let (key, kind) = try #require(
            parts[0].firstRange(of: ", ").map { (parts[0][..<$0.lowerBound], parts[0][$0.upperBound...]) })
        let problems = PolicyFixture.problems([
            PolicyFixture.file(
                "  \(key): {name: 甲, \(kind), values: [{from: 2020-01-01, value: \(parts[1]), source: T, state: verified}]}\n"
            )
        ])
        #expect(
            problems.contains {
                $0.hasPrefix("testville/a.yaml:7：") && $0.hasSuffix(sentence) || $0.contains(sentence)
            }, "\(problems)")
    }

    @Test func `all mistakes are told at once, in the order of files and lines`() {
        let first = PolicyFixture.file(
            """
              lateFee.rate: {name: 甲, kind: rate, values: [{from: 2020-01-01, value: 0.5, source: T, state: verified}]}
              lateFee.start: {name: 甲, kind: choice, values: [{from: 2020-01-01, value: dueDay, state: verified}]}

            """)
        let second = PolicyFixture.file("  x: {name: 甲}\n", name: "b.yaml")
        let problems = PolicyFixture.problems([second, first])
        #expect(problems.map { $0.prefix { $0 != "：" } }.starts(with: ["testville/a.yaml:7", "testville/a.yaml:8"]))
        #expect(problems.contains("testville/b.yaml:7：参数x缺少“kind”。请补写“kind”。"))
    }

    @Test func `a source that nothing rests on is refused`() {
        let problems = PolicyFixture.problems([PolicyFixture.file("  {}\n")])
        #expect(problems == ["testville/a.yaml:5：来源“T”没有被引用。请引用它，或者删去。"])
    }

    @Test func `a key written twice is refused, in one file and in two`() {
        #expect(
            PolicyFixture.problems([PolicyFixture.file(PolicyFixture.rate + PolicyFixture.rate)])
                .contains { $0.contains("“lateFee.rate”写了两次。请合并为一处。") })
        let twice = [PolicyFixture.file(PolicyFixture.rate), PolicyFixture.file(PolicyFixture.rate, name: "b.yaml")]
        #expect(
            PolicyFixture.problems(twice) == ["testville/b.yaml:11：参数lateFee.rate在testville/a.yaml中已经写过。请只在一个文件中写。"])
    }

    @Test func `a key that one region lacks and others have is refused`() {
        let files = [
            PolicyFixture.file(PolicyFixture.rate),
            PolicyFixture.file(
                PolicyFixture.rate.replacing("lateFee.rate", with: "tax.window.opensOnDay")
                    .replacing("kind: rate", with: "kind: count").replacing("0.05%", with: "1")
                    .replacing("0.02%", with: "2"), region: "otherville"),
        ]
        #expect(
            PolicyFixture.problems(files, requiring: ["lateFee.rate"])
                == ["otherville/：otherville没有参数lateFee.rate，testville都有。请在该文件夹或national中补写；查无资料的写state: absent。"])
    }

    @Test func `a share that names an unknown parameter, none for rounding, or one of another kind is refused`() {
        func share(_ body: String) -> PolicyFile {
            PolicyFixture.file(
                """
                  region.lines:
                    name: 险种
                    kind: lines
                    values:
                      - from: 2020-01-01
                        source: T
                        state: verified
                        value: [{key: care, code: 903, name: 护理, short: 护, keeper: own, coverage: [employee]}]
                  contribution.care.employee:
                    name: 构成
                    kind: share
                    values:
                      - {from: 2020-01-01, source: T, state: verified, value: {base: {of: declaredWage}, \(body)}}
                  care.amount:
                    name: 定额
                    kind: money
                    values: [{from: 2020-01-01, value: 3, source: T, state: verified}]

                """)
        }
        let item = "key: a, name: 甲, payer: person, account: pooled"
        #expect(
            PolicyFixture.problems([share("components: [{\(item), rate: care.amount}]")])
                .contains(
                    "testville/a.yaml:19：参数contribution.care.employee没有写明怎样取整。请写rounding: 取整参数的key，如contribution.rounding。"
                ))
        let problems = PolicyFixture.problems([share("rounding: toFen, components: [{\(item), rate: care.amount}]")])
        #expect(
            problems == [
                "testville/a.yaml:19：参数contribution.care.employee引用的toFen在testville没有资料。请补写toFen；查无资料的写state: absent。",
                "testville/a.yaml:23：参数care.amount的kind应为rate或rateTable，现为money。contribution.care.employee引用它，请改正其中之一。",
            ])
    }

    @Test(arguments: [
        (
            "{from: 2020-01-01, value: 3000, source: T, state: verified}",
            "{from: 2024-01-01, value: 1500, source: T, state: verified}", true
        ),
        // They never meet.
        (
            "{from: 2020-01-01, value: 3000, source: T, state: verified}, {from: 2024-01-01, value: 1000, source: T, state: verified}",
            "{from: 2024-01-01, value: 1500, source: T, state: verified}", false
        ),
        (
            "{from: 2020-01-01, value: {by: tier, called: 档次, entries: {a: 3000, b: 9}}, source: T, state: verified}",
            "{from: 2020-01-01, value: {by: tier, called: 档次, entries: {a: 3000, b: 8}}, source: T, state: verified}",
            true
        ),
        (
            "{from: 2020-01-01, value: {by: tier, called: 档次, entries: {a: 3000, b: 9}}, source: T, state: verified}",
            "{from: 2020-01-01, value: {by: tier, called: 档次, entries: {a: 3000, b: 10}}, source: T, state: verified}",
            false
        ),
    ])
    func `a floor above its cap is refused where the later of both is written`(
        floors: String, caps: String, isRefused: Bool
    ) {
        let file = PolicyFixture.file(
            """
              region.lines:
                name: 险种
                kind: lines
                values:
                  - {from: 2020-01-01, source: T, state: verified, value: [{key: care, code: 903, name: 护理, short: 护, keeper: own, coverage: [employee]}]}
              contribution.care.employee:
                name: 构成
                kind: share
                values:
                  - {from: 2020-01-01, source: T, state: verified, value: {base: {of: declaredWage, floor: care.floor, cap: care.cap},
                      rounding: care.rounding, components: [{key: a, name: 甲, payer: person, account: pooled, amount: care.amount}]}}
              care.amount: {name: 定额, kind: money, values: [{from: 2020-01-01, value: 3, source: T, state: verified}]}
              care.rounding: {name: 取整, kind: rounding, values: [{from: 2020-01-01, value: {to: fen, mode: halfUp, ties: verified}, source: T, state: verified}]}
              care.floor: {name: 下限, kind: moneyTable, values: [\(floors)]}
              care.cap: {name: 上限, kind: moneyTable, values: [\(caps)]}

            """)
        let problems = PolicyFixture.problems([file])
        #expect(problems.count == (isRefused ? 1 : 0), "\(problems)")
        #expect(problems.allSatisfy { $0.contains("高于care.cap从") && $0.hasSuffix("下限不能高于上限，请核对。") })
    }

    @Test func `a line without a share for one of its kinds of coverage is refused`() {
        let file = PolicyFixture.file(
            """
              region.lines:
                name: 险种
                kind: lines
                values:
                  - from: 2020-01-01
                    source: T
                    state: verified
                    value: [{key: care, code: 903, name: 护理, short: 护, keeper: own, coverage: [resident]}]

            """)
        #expect(
            PolicyFixture.problems([file])
                == ["testville/：险种care对resident适用，却没有参数contribution.care.resident。请写明缴费构成；查无资料的写state: absent。"])
    }

    @Test func `what ships is right, with and without the demonstration`() throws {
        #expect(throws: Never.self) { try PolicyFolder.book() }
        #expect(throws: Never.self) { try PolicyFolder.book(withDemonstration: true) }
    }
}
