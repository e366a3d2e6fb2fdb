import Basics
import Casework
import Records

/// Whoever is known by a resident card (居民身份证) and is not on record: the population register shares their data, or their
/// identity papers are shown and reviewed. What of a form, its papers and a decision follows from it is said here once.
struct ResidentIdentity {
    let number: CitizenNumber
    let name: PersonName

    /// The population register has confirmed name and number.
    static let shared: Situation = "identity-shared"
    /// The register knows no such person, or does not answer: identity papers are asked for and reviewed.
    static let unconfirmed: Situation = "identity-unconfirmed"

    /// In which what the register would share is shown or asked for.
    static let situations: Set<Situation> = [shared, unconfirmed, .awaitsPartner]

    static func household(in further: Set<Situation> = []) -> Field<HouseholdKind> {
        Field("household", "户口性质", in: situations.union(further))
    }

    static func ethnicity(in further: Set<Situation> = []) -> Field<String> {
        Field("ethnicity", "民族", hint: "例如：汉族", control: .text(maxLength: 20), in: situations.union(further))
    }

    private static let basis = LegalBasis("社会保险经办条例", "第三十一条", "办理社会保险事务可以要求提供身份证件")

    static let front = MaterialDefinition(
        key: "identityFront", name: "居民身份证（人像面）", hint: "照片清晰、四角完整", legalBasis: basis,
        situations: [unconfirmed, .awaitsPartner], optionalIn: [.awaitsPartner])
    static let back = MaterialDefinition(
        key: "identityBack", name: "居民身份证（国徽面）", hint: "照片清晰、四角完整", legalBasis: basis,
        situations: [unconfirmed, .awaitsPartner], optionalIn: [.awaitsPartner])

    var fact: RegisteredIdentity { RegisteredIdentity(name: name.text, number: number.text) }

    /// Where somebody stands by what the register has answered; `nil` while it has not been asked.
    func situation(of application: Application, knowing facts: Facts) -> Situation? {
        switch facts[fact] {
        case .found: Self.shared
        case .notFound, .nameDiffers: Self.unconfirmed
        // Who would rather not wait for the register shows the papers and is reviewed.
        case .silent: Self.areThere([Self.front, Self.back], in: application) ? Self.unconfirmed : .awaitsPartner
        case .notAsked: nil
        }
    }

    private static func areThere(_ papers: [MaterialDefinition], in application: Application) -> Bool {
        papers.allSatisfy { paper in application.materials.contains { $0.key == paper.key } }
    }

    func sharedAnswers(knowing facts: Facts) -> Answers {
        guard case .found(let identity, _) = facts[fact] else { return [:] }
        return [
            Self.household().key: identity.household.rawValue, Self.ethnicity().key: identity.ethnicity,
        ]
    }

    /// Why identity papers are asked for: what the register answered.
    func remarks(knowing facts: Facts) -> [Remark] {
        switch facts[fact] {
        case .notFound:
            [
                Remark(
                    "人口库中没有该号码。", advice: "请先核对号码；号码无误的，请填写人员信息并上传身份证照片，由工作人员审核。",
                    atCounter: "请与证件原件核对号码；号码无误的，填写人员信息，扫描证件并核验原件，提交后由审核人员审核。")
            ]
        case .nameDiffers:
            [
                Remark(
                    "人口库中该号码的姓名与所填姓名不一致。", advice: "请先核对；填写无误的，请上传身份证照片，由工作人员审核。",
                    atCounter: "请与证件原件核对；填写无误的，扫描证件并核验原件，提交后由审核人员审核。")
            ]
        case .silent: [Remark("人口库暂时没有答复，尚未核验该人员的身份。")]
        case .found, .notAsked: []
        }
    }

    /// What the number says of its holder is not asked for.
    func registration(household: HouseholdKind, ethnicity: String?, phone: MobileNumber?) -> PersonRegistration {
        PersonRegistration(
            number: number.text, name: name.text, sex: number.isMale ? .male : .female, bornOn: number.bornOn,
            household: household, ethnicity: ethnicity ?? "", phone: phone?.text)
    }
}
