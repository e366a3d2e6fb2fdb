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

    enum Insured: String, InputWord {
        case employee, flexible

        var chinese: String { self == .employee ? "职工" : "灵活就业人员" }
    }

    enum Answer: String, InputWord {
        case yes, no

        var chinese: String { self == .yes ? "是" : "否" }
    }

    static let eventOn = Input<Day>("eventOn", "分娩或者流产日期", .anyDay, initial: .today)
    static let coverage = Input<Insured>(
        "coverage", "参保身份", .words(Insured.self), initial: .text(Insured.employee.rawValue))
    static let average = Input<Money>(
        "average", "单位月平均缴费工资", hint: "本单位上年度职工月平均缴费工资，职工填写。", .wage, isRequired: false)
    static let event = Input<Event>("event", "情形", .words(Event.self), initial: .text(Event.birth.rawValue))
    static let difficult = Input<Answer>("difficult", "是否难产", .words(Answer.self), initial: .text("no"))
    static let children = Input<Int>("children", "婴儿数", .count(1...9, unit: "个"), initial: .text("1"))
    static let reward = Input<Answer>(
        "reward", "是否享受奖励假", hint: "由基金支付津贴的部分。", .words(Answer.self), initial: .text("no"))
    static let paidMonths = Input<Int>(
        "paidMonths", "分娩前连续缴费月数", hint: "含分娩当月。", .count(0...600, unit: "个月"), isRequired: false)

    static let calculator = Calculator(
        "maternity-allowance", "生育津贴", summary: "产假期间由基金支付的生育津贴，按天数和单位平均缴费工资计算；灵活就业人员的生育待遇。",
        time: eventOn, earliest: Month(validYear: 2005, month: 7),
        inputs: [
            eventOn.definition, coverage.definition, average.definition, event.definition, difficult.definition,
            children.definition,
            reward.definition, paidMonths.definition,
        ],
        check: { answers in
            if answers[coverage] == .employee, answers.given(average) == nil {
                return [InputProblem(average.key, "请填写单位月平均缴费工资，职工的生育津贴按它计算。")]
            }
            if answers[coverage] == .flexible, answers[event] != .birth {
                return [InputProblem(event.key, "灵活就业人员只有分娩的待遇标准，没有流产的。")]
            }
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
        guard answers[coverage] == .employee else { return try grant(answers, policy) }
        let average = answers.given(average) ?? .zero
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
            "amount", "生育津贴", Exact(average) * days / ofMonth.value,
            "\(average) ÷ \(ofMonth.value) × \(days)", [ofMonth.citation])
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

    /// What those get who insure themselves: no allowance, as nobody pays them a wage.
    private static func grant(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let attribute = Attribute(rawValue: difficult.key)
        let grant = try policy.money(
            named: PolicyKey.birthGrant.name, for: [attribute: answers[difficult].rawValue], on: answers[eventOn],
            askedBy: "生育待遇核定")
        return CalculatorResult(
            [.init("grant", "生育待遇", grant.value)], notes: ["灵活就业人员没有生育津贴。"],
            Explanation([
                Explanation.Step("生育待遇", result: grant.value.description, citations: [grant.citation])
            ]))
    }
}
