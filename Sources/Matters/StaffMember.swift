import Basics
import Casework
import Policy
import Records

/// What the old enterprise edition called a wage.
enum WageNames {
    static func old(_ field: String) -> [String: String] {
        ["缴费工资": field, "月均工资": field, "月平均工资": field, "申报工资": field]
    }
}

/// One of the employer's own people, as the matters about those who are already there find them.
struct StaffMember {
    let employer: Employer
    let person: InsuredPerson
    /// The one that goes on; else the latest.
    let enrolment: Enrolment
    /// The lines that the employer's plans bill and have not taken back, by month, as far back as was asked.
    let billed: [Month: Set<InsuranceLine>]

    static let number = Field<SocialSecurityNumber>("number", "社会保障号码", hint: "本单位参保职工的社会保障号码")
    static let name = Field<PersonName>("name", "姓名", in: [isOurs])

    /// A row names one of the employer's people; whose number it is, the record knows.
    static func batch(
        filled: Set<String> = [], listed: BatchDeclaration.Listed = .everybody, oldNames: [String: String] = [:]
    ) -> BatchDeclaration {
        BatchDeclaration(
            personFields: [number.key], recordFields: [name.key], filled: filled, listed: listed,
            oldNames: [
                "公民身份号码": number.key, "身份证号码": number.key, "身份证号": number.key, "职工姓名": name.key,
            ].merging(oldNames) { _, own in own })
    }

    /// The number is that of one of the employer's people.
    static let isOurs: Situation = "staff-member"

    static func factsNeeded(for application: Application) -> FactsNeeded {
        var needed: FactsNeeded = []
        if let employer = application.applicant.employer { needed = needed + [EmployerOnRecord(employer)] }
        if let number = application[number] { needed = needed + [PersonByNumber(number.text)] }
        return needed
    }

    /// - Parameter since: how far back it matters what was billed; a year at least.
    static func furtherFactsNeeded(
        for application: Application, knowing facts: Facts, since: Month? = nil
    ) -> FactsNeeded {
        guard let number = application[number], let person = facts[PersonByNumber(number.text)] else { return [] }
        return [EnrolmentsOfPerson(person.id), history(of: person.id, application, since)]
    }

    fileprivate static func history(
        of person: PersonId, _ application: Application, _ since: Month?
    ) -> ContributionHistory {
        let (month, aYearAgo) = (application.filedOn.month, application.filedOn.month.adding(months: -12))
        return ContributionHistory(person: person, from: min(since ?? aYearAgo, aYearAgo), through: month)
    }

    static func situations(of application: Application, knowing facts: Facts, since: Month? = nil) -> Set<Situation> {
        StaffMember(of: application, knowing: facts, since: since) == nil ? [] : [isOurs]
    }

    /// Whose name belongs to the number is told to nobody but their employer.
    static func sharedAnswers(for application: Application, knowing facts: Facts, since: Month? = nil) -> Answers {
        StaffMember(of: application, knowing: facts, since: since).map { [name.key: $0.person.name] } ?? [:]
    }

    /// Nobody changes the coverage of those who are not theirs, or have left.
    static func refusals(of member: StaffMember?) -> [Refusal] {
        guard let member else {
            return [
                Refusal(
                    "notStaff", field: number.key, "本单位没有该社会保障号码的参保职工。", remedy: "请核对号码，或在“参保职工”中查找该职工后办理。")
            ]
        }
        guard let ended = member.enrolment.endedOn else { return [] }
        return [
            Refusal(
                "leftAlready", field: number.key, "该职工已于\(ended.chinese)停保（减员）。",
                remedy: "无需重复办理；日期或原因有误的，请联系参保地经办机构撤销误办后重新办理。")
        ]
    }
}

extension StaffMember {
    init?(of application: Application, knowing facts: Facts, since: Month? = nil) {
        guard let employer = application.applicant.employer.flatMap({ facts[EmployerOnRecord($0)] }),
            let number = application[Self.number], let person = facts[PersonByNumber(number.text)]
        else { return nil }
        let own = facts[EnrolmentsOfPerson(person.id)].filter { $0.employer == employer.id && $0.voidedOn == nil }
        guard let enrolment = own.first(where: { $0.endedOn == nil }) ?? own.first else { return nil }
        var billed: [Month: Set<InsuranceLine>] = [:]
        let begins = enrolment.spans.map(\.first).min()
        for row in facts[Self.history(of: person.id, application, since)].standing
        where row.employer == employer.id && begins.map({ $0 <= row.period }) ?? false {
            billed[row.period, default: []].insert(row.row.line)
        }
        self.init(employer: employer, person: person, enrolment: enrolment, billed: billed)
    }

    /// Whether the plans of a month hold every line of its that is kept here.
    func isBilled(in period: Month, under rules: Rules) throws(PolicyGap) -> Bool {
        let own = try rules.ownLines(in: period).map(\.line)
        let covered = enrolment.spans.filter { $0.covers(period) }.map(\.line)
        return covered.filter(own.contains).allSatisfy { billed[period]?.contains($0) ?? false }
    }

    /// The first month, this one or later, that no plan bills and the open coverage covers.
    func nextUnbilled(on today: Day) -> Month {
        let first = enrolment.openSpans.map(\.first).min() ?? today.month
        return max(today.month, first, billed.keys.max()?.next ?? first)
    }

    /// Of whom nothing is billed now, no other wage is declared either.
    var suspendedRefusal: [Refusal] {
        guard enrolment.isSuspended else { return [] }
        return [
            Refusal(
                "suspended", field: Self.number.key, "该职工正在暂停缴费。", remedy: "请在办理恢复缴费（续保）时一并填报缴费工资。")
        ]
    }

    /// The months that are billed, and no longer covered once these spans stand.
    func billedInVain(with spans: [CoverageSpan]) -> [Month] {
        let amended = Set(spans.map { SpanKey(line: $0.line, first: $0.first) })
        let standing = spans + enrolment.spans.filter { !amended.contains(SpanKey(line: $0.line, first: $0.first)) }
        return billed.keys.filter { period in !standing.contains { $0.covers(period) } }.sorted()
    }

    private struct SpanKey: Hashable {
        let line: InsuranceLine
        let first: Month
    }

    /// Those who left a phone number hear of it from us, not only from the employer.
    func message(_ text: String) -> [Outcome] {
        person.phone.map { [.tell(.shortMessage(ShortMessage(phone: $0, text: text)))] } ?? []
    }

    func stopNotice(through last: Month) -> Outcome {
        .tell(
            .stopNotice(
                StopNotice(
                    creditCode: employer.creditCode, employerName: employer.name, personNumber: person.number,
                    personName: person.name, lastMonth: last)))
    }

    func enrolmentNotice(from first: Month, wage: Money) -> Outcome {
        .tell(.enrolmentNotice(notice(from: first, wage: wage)))
    }

    /// Medical insurance charges by the wage too; it hears of another one where it keeps a line of the person's.
    func wageNotice(from first: Month, wage: Money, under rules: Rules) throws(PolicyGap) -> [Outcome] {
        guard try rules.medicalHears(of: enrolment.openSpans) else { return [] }
        return [.tell(.wageNotice(notice(from: first, wage: wage)))]
    }

    private func notice(from first: Month, wage: Money) -> EnrolmentNotice {
        EnrolmentNotice(
            creditCode: employer.creditCode, employerName: employer.name, personNumber: person.number,
            personName: person.name, firstPeriod: first, declaredWage: wage)
    }

    func amendment(
        _ change: EnrolmentChange, spans: [CoverageSpan] = [], wage: DeclaredWage? = nil
    ) -> EnrolmentAmendment {
        EnrolmentAmendment(
            enrolment: enrolment.id, person: person.id, employer: employer.id, change: change, spans: spans, wage: wage)
    }

    /// Who it is, at the head of every statement.
    var fields: [Paper.Field] {
        [
            Paper.Field("姓名", person.name), Paper.Field("社会保障号码", person.number),
            Paper.Field("用人单位", employer.name),
        ]
    }
}
