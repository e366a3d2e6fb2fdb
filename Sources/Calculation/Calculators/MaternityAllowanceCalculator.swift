import Basics
import Policy

/// The maternity allowance (生育津贴): the employer's average contribution wage by the day, for the days of leave that the fund pays;
/// and what the fund pays of a birth's costs, by fixed amounts.
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

    enum Delivery: String, InputWord {
        case natural, assisted, caesarean, induced

        var chinese: String {
            switch self {
            case .natural: "自然分娩"
            case .assisted: "人工干预分娩"
            case .caesarean: "剖宫产"
            case .induced: "中期引产"
            }
        }
    }

    enum Hospital: String, InputWord {
        case third = "3"
        case second = "2"
        case first = "1"

        var chinese: String {
            switch self {
            case .third: "三级医院"
            case .second: "二级医院"
            case .first: "一级医院"
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

    static let eventOn = Input<Day>(
        "eventOn", "分娩或者流产日期", english: "the day of the birth or the miscarriage", .anyDay, initial: .today)
    static let coverage = Input<Insured>(
        "coverage", "参保身份", english: "insured as", .words(Insured.self), initial: .text(Insured.employee.rawValue))
    static let average = Input<Money>(
        "average", "单位月平均缴费工资", english: "the employer's average monthly contribution wage, for the allowance",
        hint: "本单位职工的月平均缴费工资，计算生育津贴时填写。", .averageWage, isRequired: false)
    static let event = Input<Event>(
        "event", "情形", english: "what happened", .words(Event.self), initial: .text(Event.birth.rawValue))
    static let difficult = Input<Answer>(
        "difficult", "是否难产", english: "whether the birth was difficult", .words(Answer.self), initial: .text("no"))
    static let children = Input<Int>(
        "children", "婴儿数", english: "how many children", .count(1...9, unit: "个"), initial: .text("1"))
    static let reward = Input<Answer>(
        "reward", "是否享受奖励假", english: "whether there is a reward leave that the fund pays", hint: "由基金支付津贴的部分。",
        .words(Answer.self), initial: .text("no"))
    static let paidMonths = Input<Int>(
        "paidMonths", "分娩前连续缴费月数", english: "months paid without a gap before the birth, its own month among them",
        hint: "含分娩当月。", .count(0...600, unit: "个月"), isRequired: false)

    static let delivery = Input<Delivery>(
        "delivery", "分娩方式", english: "the kind of delivery; with the hospital's level, for the fixed amount of costs",
        hint: "查医疗费用的定额支付标准时，与医院级别一起填写。", .words(Delivery.self), isRequired: false)
    static let hospitalLevel = Input<Hospital>(
        "hospitalLevel", "医院级别", english: "the level of the hospital", .words(Hospital.self), isRequired: false)
    static let checksCost = Input<Money>(
        "checksCost", "住院计划生育手术前的门诊检查费",
        english: "what the checks of an outpatient before an operation of family planning cost", hint: "按实际发生的金额填写。",
        .wage, isRequired: false)

    static let calculator = Calculator(
        "maternity-allowance", "生育津贴和医疗费用",
        summary: "产假期间由基金支付的生育津贴，按天数和单位平均缴费工资计算；生育医疗费用的定额支付标准；灵活就业人员的生育待遇。",
        english:
            "The maternity allowance by days and the employer's average wage, and the fixed amounts for a birth's costs.",
        time: eventOn, earliest: Month(validYear: 2005, month: 7),
        inputs: [
            eventOn.definition, coverage.definition, average.definition, event.definition, difficult.definition,
            children.definition,
            reward.definition, paidMonths.definition, delivery.definition, hospitalLevel.definition,
            checksCost.definition,
        ],
        check: check,
        sample: { ["eventOn": "\($0.firstDay)", "average": "9000"] }, compute: compute)

    private static func check(_ answers: CalculatorAnswers) -> [InputProblem] {
        var problems: [InputProblem] = []
        let (delivery, level) = (answers.given(delivery), answers.given(hospitalLevel))
        let isOfCosts = delivery != nil || answers.given(checksCost) != nil
        if answers[coverage] == .employee, answers.given(average) == nil, !isOfCosts {
            problems.append(InputProblem(average.key, "请填写单位月平均缴费工资，职工的生育津贴按它计算。"))
        }
        if answers[coverage] == .flexible, answers[event] != .birth {
            problems.append(InputProblem(event.key, "灵活就业人员只有分娩的待遇标准，没有流产的。"))
        }
        if answers[coverage] == .flexible, isOfCosts {
            problems.append(
                InputProblem(
                    delivery == nil ? checksCost.key : Self.delivery.key, "医疗费用的定额和限额是职工的标准，灵活就业人员请不填。"))
        }
        if (delivery == nil) != (level == nil) {
            problems.append(InputProblem(hospitalLevel.key, "分娩方式和医院级别请都填写，或者都不填。"))
        }
        if let delivery, (delivery == .induced) != (answers[event] == .miscarriageLate) {
            problems.append(InputProblem(Self.delivery.key, "中期引产与怀孕满4个月流产一起填写，其他分娩方式与生育一起填写。"))
        }
        if answers[event] != .birth, answers[difficult] == .yes || answers[children] > 1 || answers[reward] == .yes {
            problems.append(InputProblem(event.key, "流产没有难产、多胞胎和奖励假的天数，请核对情形。"))
        }
        return problems
    }

    /// What is not known of one of both leaves the other.
    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        guard answers[coverage] == .employee else { return try grant(answers, policy) }
        var sheet = BenefitSheet(policy: policy, day: answers[eventOn], purpose: "生育待遇核定")
        var gaps: [PolicyGap] = []
        for (label, part) in [("生育津贴", allowance), ("生育医疗费用", delivery), ("检查费", checks)] {
            do throws(PolicyGap) {
                try part(answers, &sheet)
            } catch {
                sheet.note(label, error)
                gaps.append(error)
            }
        }
        if sheet.figures.isEmpty, let gap = gaps.first { throw gap }
        return sheet.result()
    }

    private static func allowance(_ answers: CalculatorAnswers, _ sheet: inout BenefitSheet) throws(PolicyGap) {
        guard let average = answers.given(average) else { return }
        let (policy, purpose, day) = (sheet.policy, sheet.purpose, sheet.day)
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
        sheet.steps.append(
            Explanation.Step(
                "津贴天数", working: parts.joined(separator: " + "), result: "\(days)天", citations: citations))
        try sheet.add(
            "amount", "生育津贴", Exact(average) * days / ofMonth.value,
            "\(average) ÷ \(ofMonth.value) × \(days)", [ofMonth.citation])
        sheet.figures.append(.init("days", "津贴天数", .count(days, unit: "天")))
        try whoPays(answers, &sheet)
        sheet.notes.append("生育津贴即为产假工资，用人单位不得克扣；低于本人产假工资的，由用人单位补足。")
    }

    /// The fund, if contributions went on long enough before the birth; else the employer, whom the fund relieves after some time.
    private static func whoPays(_ answers: CalculatorAnswers, _ sheet: inout BenefitSheet) throws(PolicyGap) {
        let needed = try sheet.policy.value(.maternityPaidMonths, on: sheet.day, askedBy: sheet.purpose)
        guard let paid = answers.given(paidMonths) else { return }
        sheet.steps.append(
            Explanation.Step(
                "连续缴费", working: "须满\(needed.value)个月", result: "\(paid)个月", citations: [needed.citation]))
        guard paid < needed.value else { return }
        let after = try sheet.policy.value(.maternityPaidMonthsAfter, on: sheet.day, askedBy: sheet.purpose)
        sheet.steps.append(
            Explanation.Step("基金补支", working: "分娩之月后连续缴费", result: "满\(after.value)个月", citations: [after.citation]))
        sheet.notes.append(
            "连续缴费\(paid)个月，不满\(needed.value)个月，由用人单位先支付；分娩之月后连续缴费满\(after.value)个月的，由基金按申报当月的标准补支。")
    }

    /// The fixed amount for a birth, whatever it cost.
    private static func delivery(_ answers: CalculatorAnswers, _ sheet: inout BenefitSheet) throws(PolicyGap) {
        guard let delivery = answers.given(delivery), let level = answers.given(hospitalLevel) else { return }
        let amount = try sheet.policy.money(
            named: PolicyKey.deliveryAmount.name, for: [Word(.delivery, delivery), Word(.hospitalLevel, level)],
            on: sheet.day, askedBy: sheet.purpose)
        sheet.figures.append(.init("delivery", "生育医疗费用（定额）", amount.value))
        sheet.steps.append(
            Explanation.Step(
                "生育医疗费用（定额）", working: "\(delivery.chinese)，\(level.chinese)", result: amount.value.description,
                citations: [amount.citation]))
    }

    private static func checks(_ answers: CalculatorAnswers, _ sheet: inout BenefitSheet) throws(PolicyGap) {
        guard let cost = answers.given(checksCost) else { return }
        let most = try sheet.policy.value(.preoperativeChecks, on: sheet.day, askedBy: sheet.purpose)
        let paid = min(cost, most.value)
        sheet.figures.append(.init("checks", "手术前门诊检查费", paid))
        sheet.steps.append(
            Explanation.Step(
                "手术前门诊检查费", working: cost > most.value ? "\(cost)高于限额\(most.value)，按限额" : "不高于限额\(most.value)，按实际发生",
                result: paid.description, citations: [most.citation]))
    }

    /// What those get who insure themselves: no allowance, as nobody pays them a wage.
    private static func grant(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let grant = try policy.money(
            named: PolicyKey.birthGrant.name, for: [Word(Attribute(rawValue: difficult.key), answers[difficult])],
            on: answers[eventOn], askedBy: "生育待遇核定")
        return CalculatorResult(
            [.init("grant", "生育待遇", grant.value)], notes: ["灵活就业人员没有生育津贴。"],
            Explanation([
                Explanation.Step("生育待遇", result: grant.value.description, citations: [grant.citation])
            ]))
    }
}

/// An answer by which a table goes, as the table and as people call it.
private struct Word {
    let attribute: Attribute
    let key: String
    let chinese: String

    init(_ attribute: Attribute, _ answer: some InputWord) {
        self.attribute = attribute
        key = answer.rawValue
        chinese = answer.chinese
    }
}

extension RegionPolicy {
    /// The entry of a table for some answers; a gap tells them as people read them.
    fileprivate func money(
        named key: String, for words: [Word], on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Money> {
        let attributes = Dictionary(uniqueKeysWithValues: words.map { ($0.attribute, $0.key) })
        do throws(PolicyGap) {
            return try money(named: key, for: attributes, on: day, askedBy: purpose)
        } catch {
            throw words.reduce(error) { $0.naming($1.key, $1.chinese) }
        }
    }
}
