import Basics
import Casework
import Policy
import Records

/// 垂钓许可: a matter of the fictional city 水城, with everything that a matter can have.
enum FishingLicence: Matter {
    static let card = MatterCard(
        slug: "fishing-licence", name: "垂钓许可", summary: "在水城的鱼塘钓鱼须先取得许可。", applicants: [.person],
        legalBases: [ordinance],
        materials: [photo, consent], steps: ["填写", "核对", "提交"])

    static let form = Form([
        Form.Section("垂钓人", [name.definition, phone.definition]),
        Form.Section("垂钓", [pond.definition, from.definition, fee.definition, guardian.definition]),
    ])

    static let name = Field<PersonName>("name", "姓名")
    static let phone = Field<MobileNumber>("phone", "手机号码", isRequired: false)
    static let pond = Field<String>("pond", "鱼塘")
    static let from = Field<Day>("from", "起始日期")
    static let fee = Field<Money>("fee", "押金（元）")
    static let guardian = Field<PersonName>("guardian", "监护人姓名", in: [minor])

    private static let ordinance = LegalBasis("水城垂钓条例", "第三条", "垂钓应当取得许可")

    static let photo = MaterialDefinition(
        key: "photo", name: "照片", legalBasis: ordinance, situations: [newcomer, papersFollow],
        optionalIn: [papersFollow])
    static let consent = MaterialDefinition(
        key: "consent", name: "监护人同意书", legalBasis: ordinance, situations: [minor])

    static let newcomer: Situation = "newcomer"
    static let minor: Situation = "minor"
    static let papersFollow: Situation = "papers-follow"
    static let protectedWater: Situation = "protected-water"
    static let sworn: Situation = "sworn"
    static let byPhone: Situation = "by-phone"

    static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let person = application.applicant.person, let pond = application[pond] else { return [] }
        return [AnglerOnRecord(person: person), PondByName(name: pond)]
    }

    static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let name = application[pond], let pond = facts[PondByName(name: name)] else { return [] }
        return [LicencesOfPond(pond: pond.number)]
    }

    static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        guard let person = application.applicant.person, let name = application[pond] else { return [] }
        var situations = facts[PondByName(name: name)]?.situations ?? []
        guard let angler = facts[AnglerOnRecord(person: person)] else { return situations.union([newcomer]) }
        if angler.isMinor { situations.insert(minor) }
        return situations
    }

    static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        guard let person = application.applicant.person, application[pond] != nil,
            let angler = facts[AnglerOnRecord(person: person)]
        else { return [:] }
        return [name.key: angler.name]
    }

    static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let name = application[pond], let from = application[from] else { return [] }
        guard let pond = facts[PondByName(name: name)] else {
            return [Refusal("noSuchPond", field: self.pond.key, "没有名为\(name)的鱼塘。", remedy: "请核对鱼塘名称。")]
        }
        var refusals: [Refusal] = []
        if from < rules.today {
            refusals.append(Refusal("inThePast", field: self.from.key, "起始日期早于今天。", remedy: "请改为今天或以后的日期。"))
        }
        if let closed = pond.closedThrough, from <= closed {
            refusals.append(
                Refusal("closed", field: self.from.key, "\(name)禁渔至\(closed.chinese)。", remedy: "请选择此后的日期。"))
        }
        if facts[LicencesOfPond(pond: pond.number)].count >= pond.places {
            refusals.append(Refusal("full", field: self.pond.key, "\(name)已没有名额。", remedy: "请选择其他鱼塘。"))
        }
        return refusals
    }

    static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let person = application.applicant.person, let name = application[name], let from = application[from],
            let pond = application[pond], let fee = application[fee]
        else { preconditionFailure("decided without the fields that the form requires") }
        let late = try rules.policy.value(.lateFeeRate, on: from, askedBy: card.name)
        let parts: [Paper.Part] = [.fields(heading: "许可", [Paper.Field("姓名", name.text), Paper.Field("鱼塘", pond)])]
        let paper = Paper(
            kind: .resultForm, title: "垂钓许可证", parts: parts, keyFields: [Paper.Field("姓名", name.text)],
            issuedOn: rules.today)
        return Decision(
            outcomes: [
                .issue(PaperIssue(paper: paper, person: person)),
                .remind(
                    ToDo(
                        ToDo.Key(.person(person), kind: "deposit-due", subject: pond),
                        sentence: "请缴纳押金\(fee)元，逾期每日加收\(late.value)。", dueOn: from)),
            ],
            statement: parts, restsOnUnverified: !late.citation.isVerified)
    }
}

struct Angler: Hashable, Sendable {
    var name: String
    var isMinor = false
}

struct Pond: Hashable, Sendable {
    var number: Int
    var places = 2
    var closedThrough: Day?
    var situations: Set<Situation> = []
}

struct AnglerOnRecord: Fact {
    typealias Value = Angler?
    let person: PersonId
}

struct PondByName: Fact {
    typealias Value = Pond?
    let name: String
}

/// The people who may fish there already.
struct LicencesOfPond: Fact {
    typealias Value = [PersonId]
    let pond: Int
}
