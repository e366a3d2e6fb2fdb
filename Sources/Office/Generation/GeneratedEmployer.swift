import Basics
import Records

/// An employer of a generated city.
struct GeneratedEmployer {
    let employer: Employer
    let record: EmployerRecord
    let payment: Payment

    /// How it has paid its plans.
    enum Payment {
        case whole
        /// The last month not yet.
        case owingTheLast
        /// Half of the last month.
        case halfOfTheLast
    }

    /// - Parameters:
    ///   - index: its place in the city.
    ///   - people: how many work for it.
    init(_ index: Int, id: EmployerId, people: Int, in region: Region, seed: UInt64) {
        var dice = SeededDice(seed, of: .employer, index)
        let kind = Self.kind(of: people, &dice)
        let trade = Self.trade(of: kind, &dice)
        let district = index % GeneratedBranches.districts.count
        let branch = GeneratedBranches.districts[district]
        let code = CreditCode(
            fictional: Self.registrationClass(of: kind), district: GeneratedBranches.firstDivision + district,
            order: index)
        let foundedOn = Day(year: 1986, month: 1, day: 1)!.adding(days: dice.below(14_000))
        let registeredOn = foundedOn.adding(days: dice.below(90))
        let name = "云栖市" + GeneratedNames.brand(&dice) + trade.word + Self.suffix(of: kind, &dice)
        let head = GeneratedPerson.Identity(anybody: index, &dice)
        let contact = GeneratedNames.person(isMale: dice.below(3) == 0, &dice).name
        employer = Employer(
            id: id, region: region, creditCode: code.text, name: name, injuryClass: trade.injuryClass,
            branch: branch.code, registeredOn: registeredOn, version: 1)
        record = EmployerRecord(
            region: region, creditCode: code.text, name: name, kind: kind, foundedOn: foundedOn,
            authority: kind.hasBusinessLicence ? "\(branch.district)市场监督管理局" : "\(branch.district)民政局",
            head: .init(name: head.name, number: head.number.text),
            address: "云栖市\(branch.district)\(dice.pick(GeneratedNames.streets))\(dice.within(1...299))号", place: nil,
            industry: trade.industry, injuryClass: trade.injuryClass, branch: branch.code,
            contact: .init(name: contact, phone: GeneratedPerson.phone(of: index)), account: nil)
        switch dice.below(100) {
        case 0..<96: payment = .whole
        case 96..<99: payment = .owingTheLast
        default: payment = .halfOfTheLast
        }
    }

    private static func kind(of people: Int, _ dice: inout SeededDice) -> UnitKind {
        switch people {
        case ..<10: small.pick(&dice)
        default: large.pick(&dice)
        }
    }

    private static let small = Weighted<UnitKind>([
        (740, .enterprise), (230, .individualBusiness), (18, .privateNonEnterprise), (8, .socialOrganisation),
        (4, .other),
    ])
    private static let large = Weighted<UnitKind>([
        (880, .enterprise), (70, .publicInstitution), (18, .governmentBody), (27, .privateNonEnterprise), (5, .other),
    ])

    private static func registrationClass(of kind: UnitKind) -> String {
        switch kind {
        case .enterprise: "91"
        case .individualBusiness: "92"
        case .publicInstitution: "12"
        case .governmentBody: "11"
        case .socialOrganisation: "51"
        case .privateNonEnterprise: "52"
        case .other: "59"
        }
    }

    private static func suffix(of kind: UnitKind, _ dice: inout SeededDice) -> String {
        switch kind {
        case .enterprise: dice.below(12) == 0 ? "股份有限公司" : "有限公司"
        case .individualBusiness: dice.below(2) == 0 ? "店" : "经营部"
        case .publicInstitution: "服务中心"
        case .governmentBody: "管理局"
        case .socialOrganisation: "协会"
        case .privateNonEnterprise: "服务社"
        case .other: "办事处"
        }
    }
}

extension GeneratedEmployer {
    /// What it lives from, with the class of work-injury risk that such trades have.
    private struct Trade {
        let industry: Industry
        let word: String
        let injuryClass: Int

        init(_ code: String, _ word: String, _ injuryClass: Int) {
            industry = Industry(code)!
            self.word = word
            self.injuryClass = injuryClass
        }
    }

    private static func trade(of kind: UnitKind, _ dice: inout SeededDice) -> Trade {
        (kind == .enterprise || kind == .individualBusiness ? market : common).pick(&dice)
    }

    /// The classes follow the trades of the national list (人社部发〔2015〕71号), 1 to 8.
    private static let market = Weighted<Trade>([
        (150, Trade("I65", "软件科技", 1)), (110, Trade("F51", "商贸", 1)), (120, Trade("F52", "百货", 1)),
        (100, Trade("L72", "商务咨询", 1)), (70, Trade("M74", "工程设计", 1)), (60, Trade("H62", "餐饮管理", 2)),
        (20, Trade("H61", "酒店管理", 2)), (40, Trade("K70", "物业管理", 2)), (35, Trade("O80", "家政", 2)),
        (30, Trade("C14", "食品", 3)), (25, Trade("C27", "制药", 3)), (35, Trade("C39", "电子", 3)),
        (25, Trade("C40", "精密仪器", 3)), (20, Trade("C34", "机械", 4)), (30, Trade("G60", "快递", 4)),
        (35, Trade("G54", "货运", 5)), (12, Trade("C36", "汽车部件", 4)), (40, Trade("E50", "装饰工程", 6)),
        (30, Trade("E47", "建筑工程", 6)), (8, Trade("C31", "冶金", 7)), (5, Trade("B10", "矿业", 8)),
    ])
    private static let common = Weighted<Trade>([
        (40, Trade("P83", "教育", 1)), (30, Trade("Q84", "卫生", 1)), (12, Trade("Q85", "养老", 1)),
        (10, Trade("S92", "城市", 1)), (8, Trade("N78", "园林", 2)),
    ])
}

/// The agency of a generated city: a centre, and a branch for each district.
enum GeneratedBranches {
    struct District {
        let district: String
        let code: String
    }

    static let firstDivision = 590_001
    static let districts = ["河东区", "河西区", "临湖区", "望山区", "南浦区", "青石区", "白塔县", "新港开发区"].enumerated().map {
        District(district: $1, code: "district-\($0 + 1)")
    }

    static func all(in region: Region) -> [Branch] {
        [Branch(code: "centre", name: "云栖市社会保险经办中心", region: region, parent: nil)]
            + districts.enumerated().map { index, district in
                Branch(
                    code: district.code, name: "\(district.district)社会保险经办中心", region: region, parent: "centre",
                    division: "\(firstDivision + index)")
            }
    }
}
