import Basics
import Policy

/// The maternity allowance (生育津贴): the employer's average contribution wage by the day, for the days of leave that the fund pays.
enum MaternityAllowanceCalculator {
    enum Event: String, InputWord {
        case birth, miscarriageEarly, miscarriageLate

        var chinese: String {
            switch self {
            case .birth: "生育"
            case .miscarriageEarly: "怀孕未满4个月流产"
            case .miscarriageLate: "怀孕满4个月流产"
            }
        }
    }

    enum Answer: String, InputWord {
        case yes, no

        var chinese: String { self == .yes ? "是" : "否" }
    }

    static let eventOn = Input<Day>("eventOn", "分娩或者流产日期", .anyDay, initial: .today)
    static let average = Input<Money>("average", "单位月平均缴费工资", hint: "本单位上年度职工月平均缴费工资。", .wage)
    static let event = Input<Event>("event", "情形", .words(Event.self), initial: .text(Event.birth.rawValue))
    static let difficult = Input<Answer>("difficult", "是否难产", .words(Answer.self), initial: .text("no"))
    static let children = Input<Int>("children", "婴儿数", .count(1...9, unit: "个"), initial: .text("1"))
    static let reward = Input<Answer>(
        "reward", "是否享受奖励假", hint: "由基金支付津贴的部分。", .words(Answer.self), initial: .text("no"))
    static let paidMonths = Input<Int>(
        "paidMonths", "分娩前连续缴费月数", hint: "含分娩当月。", .count(0...600, unit: "个月"), isRequired: false)

    static let calculator = Calculator(
        "maternity-allowance", "生育津贴", summary: "产假期间由基金支付的生育津贴，按天数和单位平均缴费工资计算。", time: eventOn,
        earliest: Month(validYear: 2005, month: 7),
        inputs: [
            eventOn.definition, average.definition, event.definition, difficult.definition, children.definition,
            reward.definition, paidMonths.definition,
        ],
        check: { answers in
            guard answers[event] != .birth,
                answers[difficult] == .yes || answers[children] > 1 || answers[reward] == .yes
            else { return [] }
            return [InputProblem(event.key, "流产没有难产、多胞胎和奖励假的天数，请核对情形。")]
        },
        sample: { ["eventOn": "\($0.firstDay)", "average": "9000"] }, compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let (purpose, day) = ("生育津贴核定", answers[eventOn])
        let base = try policy.count(
            .maternityDays, entry: answers[event].rawValue, called: answers[event].chinese, on: day, askedBy: purpose)
        var (days, parts, citations) = (base.value, ["\(base.value)"], [base.citation])
        func add(_ further: Int, _ citation: Citation) {
            days += further
            parts.append("\(further)")
            citations.append(citation)
        }
        if answers[difficult] == .yes {
            let more = try policy.value(.maternityDaysDifficult, on: day, askedBy: purpose)
            add(more.value, more.citation)
        }
        if answers[children] > 1 {
            let more = try policy.value(.maternityDaysChild, on: day, askedBy: purpose)
            add(more.value * (answers[children] - 1), more.citation)
        }
        if answers[reward] == .yes {
            let more = try policy.value(.maternityDaysReward, on: day, askedBy: purpose)
            add(more.value, more.citation)
        }
        let ofMonth = try policy.value(.maternityDaysOfMonth, on: day, askedBy: purpose)
        let needed = try policy.value(.maternityPaidMonths, on: day, askedBy: purpose)
        var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
        sheet.steps.append(
            Explanation.Step(
                "津贴天数", working: parts.joined(separator: " + "), result: "\(days)天", citations: citations))
        try sheet.add(
            "amount", "生育津贴", Exact(answers[average]) * days / ofMonth.value,
            "\(answers[average]) ÷ \(ofMonth.value) × \(days)", [ofMonth.citation])
        sheet.figures.append(.init("days", "津贴天数", .count(days, unit: "天")))
        if let paid = answers.given(paidMonths) {
            sheet.steps.append(
                Explanation.Step(
                    "连续缴费", working: "须满\(needed.value)个月", result: "\(paid)个月", citations: [needed.citation]))
            if paid < needed.value {
                sheet.notes.append("连续缴费\(paid)个月，不满\(needed.value)个月，由用人单位先支付，以后按规定由基金补支付。")
            }
        }
        sheet.notes.append("生育津贴即为产假工资，用人单位不得截留；低于本人产假工资的，由用人单位补足。")
        return sheet.result()
    }
}
