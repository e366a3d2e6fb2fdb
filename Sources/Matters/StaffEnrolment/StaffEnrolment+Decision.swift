import Basics
import Calculation
package import Casework
package import Policy
import Records

extension StaffEnrolment {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let employer = application.applicant.employer.flatMap({ facts[EmployerOnRecord($0)] }),
            let began = application[beganOn], let wage = application[wage],
            let term = application[contractTerm], let occupation = application[occupation],
            let household = person(of: application, facts)?.household ?? application[household]
        else { preconditionFailure("decided without the fields that the form requires") }
        let work = application[work] ?? .fullTime
        let spans = try newSpans(begun: began, work, under: rules)
        let identity = try identity(of: application, facts, household)
        let first = spans[0].first
        let contract = LabourContract(
            term: term, beginsOn: began, endsOn: term == .fixed ? application[contractEndsOn] : nil,
            occupation: occupation, work: work)
        let opening = EnrolmentOpening(
            person: identity.reference, employer: employer.id, region: application.region, beganOn: began,
            declaredWage: wage, spans: spans, contract: contract)
        let notice = EnrolmentNotice(
            creditCode: employer.creditCode, employerName: employer.name, personNumber: identity.number,
            personName: identity.name, firstPeriod: first, declaredWage: wage)
        let expected = try ExpectedContributions(
            wage: wage, lines: Set(spans.map(\.line)), household: household, of: employer, in: first, under: rules)
        return Decision(
            outcomes: (identity.registration.map { [.registerPerson($0)] } ?? [])
                + [.openEnrolment(opening)]
                + (try rules.medicalHears(of: spans) ? [.tell(.enrolmentNotice(notice))] : [])
                + PlanReminder.outcomes(for: employer.id, first)
                + DocumentRegistration.enrolled(identity.number, by: employer.id, application)
                + greeting(to: application[phone], from: employer, first),
            statement: [
                .fields(
                    heading: "参保登记",
                    [
                        Paper.Field("姓名", identity.name), Paper.Field("社会保障号码", identity.number),
                        Paper.Field("用人单位", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                        Paper.Field("用工起始日期", began.chinese), Paper.Field("首个缴费月份", first.chinese),
                        Paper.Field("用工形式", work.chinese), Paper.Field("劳动合同", term.chinese),
                        Paper.Field("岗位（工种）", occupation),
                    ]), expected.table,
            ] + expected.clamps + (try ageNotes(application, facts, rules))
                + (try notes(application, began: began, first: first, spans, rules)),
            explanations: expected.explanations, restsOnUnverified: expected.restsOnUnverified)
    }

    /// Whoever left a phone number hears of their coverage from us, not only from the employer.
    private static func greeting(to phone: MobileNumber?, from employer: Employer, _ first: Month) -> [Outcome] {
        guard let phone else { return [] }
        let text = "\(employer.name)已为您办理社会保险参保登记，自\(first.chinese)起缴费。您可登录社保服务平台查看。"
        return [.tell(.shortMessage(ShortMessage(phone: phone.text, text: text)))]
    }

    /// Coverage begins with the month of hiring, but not before the month of filing: earlier months are paid back by a
    /// matter of their own.
    ///
    /// Whoever works part-time, or for a further employer, is covered in the lines that policy names for it.
    static func newSpans(begun: Day, _ work: WorkKind, under rules: Rules) throws(PolicyGap) -> [CoverageSpan] {
        let rule = try rules.policy.value(.firstPeriod, on: rules.today, askedBy: card.name)
        let first = max(rule.value.firstPeriod(hiredOn: begun), rules.today.month)
        let lines = try rules.employeeLines(in: first)
        guard work != .fullTime else { return lines.map { CoverageSpan(line: $0.line, first: first, last: nil) } }
        let allowed = try rules.policy.value(.lines(ofWork: work.rawValue), on: rules.today, askedBy: card.name)
            .value.split(separator: " ").map(String.init)
        return lines.filter { allowed.contains($0.key) }.map { CoverageSpan(line: $0.line, first: first, last: nil) }
    }

    private struct Identity {
        let number: String
        let name: String
        let reference: PersonReference
        let registration: PersonRegistration?
    }

    /// The person on record; else the one that the register shares; else the one that the reviewed papers show.
    private static func identity(
        of application: Application, _ facts: Facts, _ household: HouseholdKind
    ) throws(PolicyGap) -> Identity {
        if let person = person(of: application, facts) {
            return Identity(
                number: person.number, name: person.name, reference: .onRecord(person.id), registration: nil)
        }
        guard let identity = newIdentity(application) else {
            preconditionFailure("an unknown person has a number and a name")
        }
        let number = identity.number.text
        return Identity(
            number: number, name: identity.name.text, reference: .registered(number: number),
            registration: identity.registration(
                household: household, ethnicity: application[ethnicity], phone: application[phone]))
    }

    /// What the age asks the employer to look at, where it is no reason to refuse.
    private static func ageNotes(
        _ application: Application, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        guard let (first, ages) = try retirement(application, facts, rules), first > ages.lowestAge.month else {
            return []
        }
        if first > ages.latestAge.month {
            return [
                .note("该人员已于\(ages.latestAge.month.chinese)达到法定退休年龄。未领取基本养老金的，按本统筹区规定继续参保缴费；开始领取的，应当及时办理减员。")
            ]
        }
        return [
            .note(
                "该人员为女职工，原法定退休年龄为50周岁的，已于\(ages.lowestAge.month.chinese)达到法定退休年龄；"
                    + "在管理、技术岗位工作的，于\(ages.latestAge.month.chinese)达到。请按岗位核对。")
        ]
    }

    private static func notes(
        _ application: Application, began: Day, first: Month, _ spans: [CoverageSpan], _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        var notes: [Paper.Part] = []
        if began.month < first {
            notes.append(
                .note("用工起始月份（\(began.month.chinese)）早于首个缴费月份，此前月份的费用须另行申报补缴。"))
        }
        let limit = try rules.policy.value(.registrationLimit, on: rules.today, askedBy: card.name)
        if rules.today > rules.calendar.due(limit.value, after: began).day {
            notes.append(.note("本次申报已超过规定期限。依照《社会保险法》第五十八条，应当自用工之日起\(limit.value)内申报。"))
        }
        switch application[work] ?? .fullTime {
        case .fullTime: break
        case .partTime: notes.append(.note("非全日制职工由单位参加上列险种；养老保险、医疗保险可由本人以灵活就业身份参加。"))
        case .further: notes.append(.note("职工同时在两个以上单位就业的，本单位参加上列险种，其他险种由原单位继续缴纳。"))
        }
        if try rules.medicalHears(of: spans) {
            notes.append(.note("医疗保险（含生育保险）信息将自动推送医疗保障部门，办理结果以其反馈为准。"))
        }
        return notes
    }
}
