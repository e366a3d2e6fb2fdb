import Basics
package import Casework
package import Policy
import Records

/// 单位参保缴费证明: how many people an employer has insured over a span, what came to each line, what is in arrears; with the
/// people by name where the employer wants them.
package enum EmployerCertificate: Matter {
    package static let card = MatterCard(
        slug: "employer-certificate",
        name: "单位参保缴费证明",
        summary: "按所选范围出具本单位参保人数、各险种缴费和欠费情况，可附职工名单，加盖电子印章，任何人可查验真伪。",
        applicants: [.employer],
        right: .papers,
        legalBases: [
            LegalBasis("社会保险法", "第七十四条", "经办机构应当完整、准确地记录缴费等权益记录，并免费提供查询核对"),
            LegalBasis("社会保险经办条例", "第三十二条", "经办机构免费提供查询核对缴费和享受待遇记录服务"),
        ],
        steps: ["选择查询范围", "核对内容", "确认出具", "下载盖章文件"],
        conditions: ["查询范围内本单位有参保记录。"],
        searchWords: ["开证明", "社保证明", "参保证明", "打印证明"])

    package static let form = Form([
        Form.Section("要哪些月份", ChosenSpan.fields),
        Form.Section("是否列出职工", [staff.definition, part.definition]),
    ])

    enum StaffAnnex: String, Hashable, Sendable, CaseIterable {
        case without, with

        var chinese: String { self == .without ? "不附职工名单" : "附职工名单" }
    }

    static let staff = Field<StaffAnnex>(
        "staff", "职工名单", isRequired: false, initial: StaffAnnex.without.rawValue)
    static let part = Field<String>(
        "part", "名单第几部分", hint: "每份证明最多列\(StaffOfCertificate.peopleOfPart)人，超过的分部分出具；不填为第1部分",
        control: .text(maxLength: 3), isRequired: false)

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        let month = application.filedOn.month
        return [
            EmployerOnRecord(employer), EarliestPeriodOfEmployer(employer),
            MonthsNotBilled(employer: employer, through: month),
            TaxWindowOfMonth(region: application.region, month: month),
        ]
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let employer = application.applicant.employer, let span = span(of: application, facts), span.isOrdered
        else { return [] }
        var needed: FactsNeeded = [totals(employer, span)]
        if let part = part(of: application) { needed = needed + [people(employer, span, part)] }
        return needed
    }

    static func totals(_ employer: EmployerId, _ span: ChosenSpan) -> EmployerContributions {
        EmployerContributions(employer: employer, from: span.from, through: span.through)
    }

    static func people(_ employer: EmployerId, _ span: ChosenSpan, _ part: Int) -> StaffOfCertificate {
        StaffOfCertificate(employer: employer, from: span.from, through: span.through, part: part)
    }

    static func span(of application: Application, _ facts: Facts) -> ChosenSpan? {
        application.applicant.employer.flatMap { employer in
            let notBilled = facts[MonthsNotBilled(employer: employer, through: application.filedOn.month)]
            let earliest = [facts[EarliestPeriodOfEmployer(employer)], notBilled.first?.period].compactMap { $0 }.min()
            return ChosenSpan(of: application, earliest: earliest)
        }
    }

    /// The months of the span that should have been declared and are not.
    static func undeclared(
        of application: Application, by employer: EmployerId, in span: ChosenSpan, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> UndeclaredMonths {
        let month = application.filedOn.month
        return try UndeclaredMonths(
            facts[MonthsNotBilled(employer: employer, through: month)],
            facts[TaxWindowOfMonth(region: application.region, month: month)], under: rules
        ).within(span)
    }

    /// Which part of the list goes with it; `nil` where none does.
    static func part(of application: Application) -> Int? {
        guard application[staff] == .with else { return nil }
        return application[part].flatMap { Int($0) }.flatMap { (1...999).contains($0) ? $0 : nil } ?? 1
    }

    package static func problems(of application: Application) -> [FieldProblem] {
        var problems = ChosenSpan.problems(of: application)
        if let typed = application[part], Int(typed).map({ (1...999).contains($0) }) != true {
            problems.append(FieldProblem(field: part.key, sentence: "请填写1至999的整数，不填为第1部分。"))
        }
        return problems
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer, let span = span(of: application, facts) else { return [] }
        let refusals = span.refusals(on: rules.today)
        guard refusals.isEmpty, let part = part(of: application) else { return refusals }
        let parts = partCount(facts[totals(employer, span)].people)
        guard part > parts else { return [] }
        return [
            Refusal("noSuchPart", field: self.part.key, "所选范围的职工名单共\(parts)部分，没有第\(part)部分。", remedy: "请填写1至\(parts)。")
        ]
    }

    static func partCount(_ people: Int) -> Int {
        max(1, (people + StaffOfCertificate.peopleOfPart - 1) / StaffOfCertificate.peopleOfPart)
    }
}

extension EmployerCertificate.StaffAnnex: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}
