import Basics
import Calculation
package import Casework
package import Policy
import Records

extension StaffEnrolment {
    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        var refusals: [Refusal] = []
        refusals += notRegistered(application, facts)
        refusals += nameDiffers(application, facts)
        refusals += try employmentNotBegun(application, rules)
        refusals += tooYoung(application, facts)
        refusals += try pastRetirementAge(application, facts, rules)
        refusals += contractEndsBeforeItBegins(application)
        refusals += try noLines(application, rules)
        refusals += try notCoveredElsewhere(application, facts, rules)
        refusals += try coveredAlready(application, facts, rules)
        refusals += stillEmployedThen(application, facts)
        return refusals
    }

    /// Whoever has no resident card is registered by a matter of their own first: no register shares their data.
    private static func notRegistered(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let document = document(of: application), facts[PersonByDocument(document)] == nil else { return [] }
        return [
            Refusal(
                "personNotRegistered", field: documentNumber.key, "未查询到该人信息，是否进行登记？",
                remedy: "需要先办理“\(DocumentRegistration.card.name)”；本次已填的内容会保留，登记后继续办理。",
                first: registration(of: document, application))
        ]
    }

    /// The record holds another name under this number; a change of name is a matter of its own.
    private static func nameDiffers(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let person = person(of: application, facts), let typed = application[name], typed.text != person.name
        else { return [] }
        return [
            Refusal(
                "nameDiffers", field: name.key,
                hasResidentCard(application) ? "该社会保障号码登记的姓名与所填姓名不一致。" : "该证件登记的姓名与所填姓名不一致。",
                remedy: "请核对号码和姓名；姓名确已变更的，由本人先办理个人基本信息变更。")
        ]
    }

    /// 社会保险法 art. 58 counts from the day on which the work begins; before it there is nothing to register.
    private static func employmentNotBegun(_ application: Application, _ rules: Rules) throws(PolicyGap) -> [Refusal] {
        guard let began = application[beganOn], began > rules.today else { return [] }
        let limit = try rules.policy.value(.registrationLimit, on: rules.today, askedBy: card.name)
        return [
            Refusal(
                "employmentNotBegun", field: beganOn.key, "用工起始日期晚于今天（\(rules.today.chinese)），尚未建立劳动关系。",
                remedy: "请在用工之日起\(limit.value)内申报。", basis: card.legalBases[0])
        ]
    }

    /// 劳动法 art. 15: nobody under sixteen is employed.
    private static func tooYoung(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let bornOn = person(of: application, facts)?.bornOn ?? application[number]?.bornOn,
            let began = application[beganOn]
        else { return [] }
        let born = bornOn.components
        // A mistyped number may hold a birth in 9990, whose sixteenth year has no date any more: parts compare, not days.
        let day = min(born.day, Day.length(ofMonth: born.month, year: born.year + 16))
        guard began.components < (born.year + 16, born.month, day) else { return [] }
        return [
            Refusal(
                "underSixteen", field: identityField(application), "该人员在用工起始日期未满十六周岁，不得招用。",
                remedy: hasResidentCard(application) ? "请核对社会保障号码和用工起始日期。" : "请核对证件和用工起始日期。",
                basis: LegalBasis("劳动法", "第十五条", "禁止用人单位招用未满十六周岁的未成年人"))
        ]
    }

    /// 劳动合同法 art. 44(2) and 劳动合同法实施条例 art. 21: employment ends with the pension or the legal age. Who has reached
    /// the age and draws nothing may go on where the region says so; where it says nothing, nobody is enrolled on a guess.
    private static func pastRetirementAge(
        _ application: Application, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let person = person(of: application, facts)
        let enrolments = person.map { facts[EnrolmentsOfPerson($0.id)] } ?? []
        if enrolments.contains(where: \.endedInRetirement) {
            return [
                Refusal(
                    "drawsPension", field: identityField(application),
                    "该人员已经退休，开始依法享受基本养老保险待遇，不再办理职工参保登记。",
                    remedy: "退休人员再次就业的，按劳务关系处理；减员原因填错的，由原单位联系参保地经办机构撤销误办。",
                    basis: LegalBasis("劳动合同法", "第四十四条第二项", "劳动者开始依法享受基本养老保险待遇的，劳动合同终止"))
            ]
        }
        guard let bounds = try retirement(application, facts, rules) else { return [] }
        let (first, age) = (bounds.first, bounds.ages.latestAge)
        guard first > age.month else { return [] }
        let rule = try? rules.policy.value(.pastRetirementAge, on: rules.today, askedBy: card.name)
        guard rule?.value != .untilPension else { return [] }
        return [
            Refusal(
                "pastRetirementAge", field: identityField(application),
                "该人员已于\(age.month.chinese)达到法定退休年龄，\(rule == nil ? "本统筹区对超过法定退休年龄人员参保没有规定，" : "")不能办理职工参保登记。",
                remedy:
                    "累计缴费不足最低年限的，由本人持身份证件到参保地经办机构办理延长缴费；请同时核对\(hasResidentCard(application) ? "社会保障号码" : "证件")和用工起始日期。",
                basis: LegalBasis("劳动合同法实施条例", "第二十一条", "劳动者达到法定退休年龄的，劳动合同终止"))
        ]
    }

    /// The first month that is covered, and the ages; `nil` while number or day is missing.
    static func retirement(
        _ application: Application, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> (first: Month, ages: RetirementBounds)? {
        let person = person(of: application, facts)
        guard let began = application[beganOn], let bornOn = person?.bornOn ?? application[number]?.bornOn,
            let sex = person?.sex ?? application[number].map({ $0.isMale ? Sex.male : .female }),
            // A mistyped number may hold a birth so late that no month follows.
            bornOn <= rules.today
        else { return nil }
        let rule = try rules.policy.value(.firstPeriod, on: rules.today, askedBy: card.name)
        let first = max(rule.value.firstPeriod(hiredOn: began), rules.today.month)
        return (first, try RetirementBounds(bornOn: bornOn, sex, on: rules.today, rules, askedBy: card.name))
    }

    private static func contractEndsBeforeItBegins(_ application: Application) -> [Refusal] {
        guard application[contractTerm] == .fixed, let began = application[beganOn],
            let ends = application[contractEndsOn], ends < began
        else { return [] }
        return [
            Refusal(
                "contractEndsFirst", field: contractEndsOn.key, "劳动合同终止日期早于用工起始日期。", remedy: "请核对两个日期。")
        ]
    }

    /// Policy may cover a kind of work in no line that the region has.
    private static func noLines(_ application: Application, _ rules: Rules) throws(PolicyGap) -> [Refusal] {
        guard let began = application[beganOn], let kind = application[work],
            try newSpans(begun: began, kind, under: rules).isEmpty
        else { return [] }
        return [
            Refusal(
                "noLines", field: work.key, "本统筹区没有\(kind.chinese)职工由单位参加的险种。", remedy: "可由本人以灵活就业身份参保。")
        ]
    }

    /// Who works for a further employer is covered in all other lines by another one; else this one owes them all.
    private static func notCoveredElsewhere(
        _ application: Application, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard application[work] == .further, let employer = application.applicant.employer,
            let began = application[beganOn]
        else { return [] }
        let spans = try newSpans(begun: began, .further, under: rules)
        guard let first = spans.map(\.first).min() else { return [] }
        let enrolments = person(of: application, facts).map { facts[EnrolmentsOfPerson($0.id)] } ?? []
        let covered = enrolments.filter { $0.employer != employer }.flatMap(\.spans).filter { $0.covers(first) }
            .map(\.line)
        let missing = try rules.employeeLines(in: first).filter { line in
            !spans.contains { $0.line == line.line } && !covered.contains(line.line)
        }
        guard !missing.isEmpty else { return [] }
        return [
            Refusal(
                "notCoveredElsewhere", field: work.key,
                "没有其他单位在\(first.chinese)为该人员缴纳\(missing.map(\.name).joined(separator: "、"))，不能按“\(WorkKind.further.chinese)”办理。",
                remedy: "请按实际用工形式办理，由本单位参加各险种；原单位漏缴或者已在外地参保的，请联系参保地经办机构核实。", basis: card.legalBases[0])
        ]
    }

    /// One employer employs a person once at a time; an addition in error, which covered nothing, was no employment.
    private static func stillEmployedThen(_ application: Application, _ facts: Facts) -> [Refusal] {
        guard let person = person(of: application, facts), let employer = application.applicant.employer,
            let began = application[beganOn]
        else { return [] }
        let ends = facts[EnrolmentsOfPerson(person.id)].filter { enrolment in
            enrolment.employer == employer && enrolment.voidedOn == nil
                && !enrolment.spans.allSatisfy(\.isVoid)
        }.compactMap(\.endedOn)
        guard let ended = ends.max(), began <= ended else { return [] }
        return [
            Refusal(
                "stillEmployedThen", field: beganOn.key,
                "用工起始日期与该人员在本单位的上一段用工重叠：上一段用工于\(ended.chinese)终止。",
                remedy: "用工起始日期最早为\(ended.adding(days: 1).chinese)；原减员日期有误的，请联系参保地经办机构撤销误办。")
        ]
    }

    /// One person and line is billed once: coverage that goes on elsewhere has to end first.
    private static func coveredAlready(
        _ application: Application, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let person = person(of: application, facts), let employer = application.applicant.employer,
            let began = application[beganOn]
        else { return [] }
        let enrolments = facts[EnrolmentsOfPerson(person.id)]
        if enrolments.contains(where: { $0.employer == employer && $0.endedOn == nil }) {
            return [
                Refusal(
                    "enrolledHere", field: identityField(application), "该人员已在本单位参保，无需重复增员。", remedy: "可在“参保职工”中查看其参保信息。"
                )
            ]
        }
        let spans = try newSpans(begun: began, application[work] ?? .fullTime, under: rules)
        let clash = try rules.clash(
            of: spans, with: enrolments, employer: employer, region: application.region)
        return clash.map { [$0.refusal(at: identityField(application))] } ?? []
    }
}
