import Basics
import Policy

/// Whether a number is right, and if not, what is wrong with it. It asks no register.
enum IdentifierCalculator {
    enum Kind: String, InputWord {
        case residentCard, residencePermit, mainlandPermit, taiwanPermit, permanentResidence, creditCode

        var chinese: String { document?.chinese ?? "统一社会信用代码" }

        var document: IdentityDocument.Kind? { IdentityDocument.Kind(rawValue: rawValue) }

        var rule: String {
            switch self {
            case .residentCard, .residencePermit: "18位：地区6位、出生日期8位、顺序3位、校验码1位（GB 11643）"
            case .mainlandPermit: "H或M加8位数字，旧证另有2位换证次数"
            case .taiwanPermit: "8位数字，旧证另有2位换证次数"
            case .permanentResidence: "新证18位，9开头；旧证3位字母加12位数字"
            case .creditCode: "18位：登记管理部门和机构类别、行政区划、组织机构代码、校验码（GB 32100）"
            }
        }
    }

    static let kind = Input<Kind>(
        "kind", "号码种类", english: "the kind of number", .words(Kind.self), initial: .text(Kind.residentCard.rawValue))
    static let number = Input<String>(
        "number", "号码", english: "the number", hint: "填写的号码会出现在网址中，请勿在公用设备上填写他人的号码。", .text(maxLength: 40))
    static let on = Input<Day>(
        "on", "核对日期", english: "the day of checking, which no birth can follow", hint: "出生日期不能晚于这一天。", .anyDay,
        initial: .today)

    static let calculator = Calculator(
        "identifier", "号码核对", summary: "身份证、港澳台居民居住证、来往内地通行证、外国人永久居留身份证和统一社会信用代码是否填对，错在哪里。",
        english: "Whether the number of a document or a unit is right, and what is wrong with it.", time: on,
        earliest: Month(validYear: 1999, month: 10),
        inputs: [kind.definition, number.definition, on.definition],
        sample: { ["kind": "residentCard", "number": "11010519491231002X", "on": "\($0.firstDay)"] },
        compute: { answers, _ in
            let finding = finding(answers[kind], answers[number], on: answers[on])
            let steps = [
                Explanation.Step("编码规则", working: answers[kind].rule, result: answers[kind].chinese),
                Explanation.Step("核对", working: answers[number], result: finding.problem?.sentence ?? "符合编码规则"),
            ]
            let verdict: CalculatorResult.Figure = .init(
                "isRight", "是否正确", .text(finding.problem == nil ? "正确" : "有误"))
            let what = finding.problem.map {
                [
                    CalculatorResult.Figure("problem", "错在哪里", .text($0.what)),
                    .init("remedy", "怎样改正", .text($0.remedy)),
                ]
            }
            return CalculatorResult(
                [verdict] + (what ?? finding.figures), notes: ["只核对编码规则，不查询证件是否有效、是否为本人。"], Explanation(steps))
        })

    private struct Finding {
        var figures: [CalculatorResult.Figure] = []
        var problem: IdentifierProblem?
    }

    private static func finding(_ kind: Kind, _ number: String, on day: Day) -> Finding {
        do {
            guard let document = kind.document else { return try creditCode(number) }
            let read = try IdentityDocument(document, number)
            if let bornOn = read.bornOn, bornOn > day {
                return Finding(
                    problem: IdentifierProblem(
                        .date, "号码中的出生日期\(bornOn.chinese)晚于\(day.chinese)。", remedy: "请对照证件逐位核对。"))
            }
            var figures = [CalculatorResult.Figure("number", "号码", .text(read.number))]
            if let bornOn = read.bornOn { figures.append(.init("bornOn", "出生日期", .day(bornOn))) }
            if let isMale = read.isMale { figures.append(.init("sex", "性别", .text(isMale ? "男" : "女"))) }
            if let country = read.country { figures.append(.init("country", "国家（地区）", .text(country.chinese))) }
            figures.append(.init("socialSecurityNumber", "社会保障号码", .text(read.socialSecurityNumber)))
            return Finding(figures: figures)
        } catch {
            return Finding(problem: error)
        }
    }

    private static func creditCode(_ number: String) throws(IdentifierProblem) -> Finding {
        let code = try CreditCode(number)
        if let doubt = code.toBeConfirmed.first { return Finding(problem: doubt) }
        return Finding(figures: [
            .init("number", "代码", .text(code.text)), .init("organisationCode", "组织机构代码", .text(code.organisationCode)),
        ])
    }
}
