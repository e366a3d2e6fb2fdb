import Basics
import Policy

/// What is paid late for whole months (补缴): base and rates of each month owed, and the late fee (社会保险法第六十三条、第八十六条).
enum BackPaymentCalculator {
    static let wage = Input<Money>(
        "wage", "月缴费工资", english: "the monthly contribution wage, the same in all months", hint: "各月相同；不同的请分段计算。", .wage
    )

    static let calculator = Calculator(
        "back-payment", "补缴计算", summary: "没有缴费的月份现在补缴，本金按所属月份的基数和比例，另加滞纳金。",
        english: "Contributions of months that were not paid, by the bases and rates of each month, with late fees.",
        time: Arrears.first,
        earliest: Month(validYear: 1999, month: 1),
        inputs: [
            Arrears.first.definition, Arrears.last.definition, Arrears.coverage.definition, wage.definition,
            Arrears.paidOn.definition,
        ],
        asking: .contributionAndLateFee, in: Arrears.first, Arrears.last, check: Arrears.check,
        sample: {
            [
                "first": "\($0)", "last": "\($0.next)", "coverage": "employee", "wage": "8000",
                "paidOn": "\($0.adding(months: 3).firstDay)",
            ]
        },
        compute: { answers, policy throws(PolicyGap) in
            try Arrears.result(answers, policy, wage: answers[wage], paid: nil)
        })
}

/// What is paid late because less was declared than earned (基数差补缴).
enum BaseDifferenceCalculator {
    static let wage = Input<Money>(
        "wage", "应申报的月缴费工资",
        english:
            "the monthly wage that should have been declared; for a refund only where part of a month was too much",
        .wage)
    static let paidWage = Input<Money>("paidWage", "已申报的月缴费工资", english: "the monthly wage that was declared", .wage)

    static let calculator = Calculator(
        "base-difference", "缴费基数差补缴", summary: "少报了缴费工资，按所属月份的上下限和比例补缴差额，另加滞纳金。",
        english: "What is owed for wages that were declared too low, with late fees.", time: Arrears.first,
        earliest: Month(validYear: 1999, month: 1),
        inputs: [
            Arrears.first.definition, Arrears.last.definition, Arrears.coverage.definition, wage.definition,
            paidWage.definition, Arrears.paidOn.definition,
        ],
        asking: .contributionAndLateFee, in: Arrears.first, Arrears.last,
        check: { answers in
            answers[wage] < answers[paidWage]
                ? [InputProblem(wage.key, "应申报的缴费工资低于已申报的，属于多缴，请使用退费计算。")] : Arrears.check(answers)
        },
        sample: {
            [
                "first": "\($0)", "last": "\($0.next)", "coverage": "employee", "wage": "9000", "paidWage": "7500",
                "paidOn": "\($0.adding(months: 3).firstDay)",
            ]
        },
        compute: { answers, policy throws(PolicyGap) in
            try Arrears.result(answers, policy, wage: answers[wage], paid: answers[paidWage])
        })
}

/// What is given back of months that should not have been paid, or of too high a base (退费, 社会保险法第九十条).
enum RefundCalculator {
    static let paidWage = Input<Money>("paidWage", "已申报的月缴费工资", english: "the monthly wage that was declared", .wage)
    static let wage = Input<Money>(
        "wage", "应申报的月缴费工资",
        english:
            "the monthly wage that should have been declared; for a refund only where part of a month was too much",
        hint: "只退多缴部分的填写；整月都不应缴的不填。", .wage, isRequired: false)
    static let asOf = Input<Day>("asOf", "申请日期", english: "the day of the application", .anyDay, initial: .today)

    static let calculator = Calculator(
        "refund", "退费计算", summary: "不应缴费的月份，或者多报了缴费工资，单位和个人各退多少，个人账户冲减多少。",
        english:
            "What goes back for months that were not owed or wages that were declared too high, and what the personal account loses.",
        time: Arrears.first,
        earliest: Month(validYear: 1992, month: 10),
        inputs: [
            Arrears.first.definition, Arrears.last.definition, Arrears.coverage.definition, paidWage.definition,
            wage.definition, asOf.definition,
        ],
        asking: .contribution, in: Arrears.first, Arrears.last,
        check: { answers in
            if let right = answers.given(wage), right > answers[paidWage] {
                return [InputProblem(wage.key, "应申报的缴费工资高于已申报的，属于少缴，请使用缴费基数差补缴。")]
            }
            if answers[Arrears.last] > answers[asOf].month {
                return [InputProblem(Arrears.last.key, "\(answers[Arrears.last].chinese)还没有到，不能退费。")]
            }
            return Arrears.span(answers)
        },
        sample: {
            [
                "first": "\($0)", "last": "\($0.next)", "coverage": "employee", "paidWage": "8000",
                "asOf": "\($0.adding(months: 3).firstDay)",
            ]
        },
        compute: { answers, policy throws(PolicyGap) in
            let category = ContributionCategory(answers[Arrears.coverage], answers.attributes)
            let months = answers[Arrears.first]...answers[Arrears.last]
            let paid = try MonthlyDifference(
                .refunded, months, category: category, wage: answers[paidWage], less: answers.given(wage), policy)
            return CalculatorResult(
                [
                    .init("total", "退费合计", paid.total), .init("employer", "退单位", paid.employer),
                    .init("person", "退个人", paid.person), .init("personalAccount", "冲减个人账户", paid.account),
                ], tables: [Arrears.table(paid, fees: nil)],
                notes: Arrears.remark(paid, "的退费请向医疗保障部门申请。") + ["以实际到账的缴费为限；冲减的个人账户利息另行计算。"],
                Explanation(paid.steps))
        })
}

/// What the three have in common.
enum Arrears {
    static let first = Input<Month>("first", "起始月份", english: "the first month", .anyMonth)
    static let last = Input<Month>(
        "last", "终止月份", english: "the last month, of at most 60", hint: "一次至多计算60个月。", .anyMonth)
    static let coverage = Input<CoverageKind>(
        "coverage", "参保身份", english: "insured as", .words(CoverageKind.self),
        initial: .text(CoverageKind.employee.rawValue))
    static let paidOn = Input<Day>(
        "paidOn", "补缴日期", english: "the day of payment, to which late fees count", hint: "滞纳金计算到这一天。", .anyDay,
        initial: .today)

    static func span(_ answers: CalculatorAnswers) -> [InputProblem] {
        let months = answers[last].months(since: answers[first]) + 1
        if months < 1 { return [InputProblem(last.key, "终止月份不能早于起始月份。")] }
        return months > 60 ? [InputProblem(last.key, "一次至多计算60个月，请分段计算。")] : []
    }

    static func check(_ answers: CalculatorAnswers) -> [InputProblem] {
        if answers[paidOn].month < answers[last] {
            return [InputProblem(paidOn.key, "补缴日期不能早于终止月份。")]
        }
        return span(answers)
    }

    static func result(
        _ answers: CalculatorAnswers, _ policy: RegionPolicy, wage: Money, paid: Money?
    ) throws(PolicyGap) -> CalculatorResult {
        let owed = try MonthlyDifference(
            .owed, answers[first]...answers[last],
            category: ContributionCategory(answers[coverage], answers.attributes), wage: wage, less: paid, policy)
        var (fees, steps) = ([Money](), owed.steps)
        for row in owed.rows {
            let fee = try policy.lateFee(
                on: row, of: answers[coverage], dueOn: row.month.lastDay, paidOn: answers[paidOn],
                attributes: answers.attributes)
            fees.append(fee.value)
            steps += fee.explanation.under(row.month.chinese)
        }
        return CalculatorResult(
            [
                .init("total", "补缴合计", owed.total + fees.total), .init("principal", "本金", owed.total),
                .init("employer", "其中单位", owed.employer), .init("person", "其中个人", owed.person),
                .init("lateFee", "滞纳金", fees.total), .init("personalAccount", "记入个人账户", owed.account),
            ], tables: [table(owed, fees: fees)],
            notes: remark(owed, "的补缴由医疗保障部门核定。") + [try feeRemark(answers, policy)], Explanation(steps))
    }

    private static func feeRemark(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap) -> String {
        let liable = try policy.value(.lateFeeLiable, on: answers[last].next.firstDay, askedBy: "滞纳金计算").value
        return liable.reaches(answers[coverage])
            ? "\(liable.chinese)；各月按当月最后一天为缴费截止日计算，实际以征收通知为准。"
            : "\(liable.chinese)，\(answers[coverage].chinese)不加收；能否补缴以参保地的规定为准。"
    }

    static func table(_ difference: MonthlyDifference, fees: [Money]?) -> ResultTable {
        let rows = difference.rows.enumerated().map { index, row -> [ResultValue] in
            let amounts: [ResultValue] = [.month(row.month), .money(row.employer), .money(row.person)]
            return amounts + (fees.map { [.money($0[index]), .money(row.total + $0[index])] } ?? [.money(row.total)])
        }
        let columns: [ResultTable.Column] =
            [.init("month", "月份"), .init("employer", "单位"), .init("person", "个人")]
            + (fees == nil ? [] : [.init("lateFee", "滞纳金")]) + [.init("total", "合计")]
        return ResultTable("months", "逐月金额", columns, rows)
    }

    static func remark(_ difference: MonthlyDifference, _ sentence: String) -> [String] {
        difference.others.isEmpty ? [] : [difference.others.sorted().joined(separator: "、") + sentence]
    }
}
