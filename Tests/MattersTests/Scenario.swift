import Basics
import Casework
import Foundation
import Records
import Testing
import Yams

/// One case as an expert would tell it: what is known, what is applied for, what follows. Amounts in yuan.
struct Scenario: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    /// The law, notice or rule of the office that it comes from.
    let source: String
    let matter: String
    let today: Day
    let given: Given
    /// The answers as typed, and the files attached.
    let when: Application
    let then: Expected

    var testDescription: String { name }

    struct Application: Decodable, Sendable {
        let answers: [String: String]
        let materials: [String]?
        /// Nobody has compared the materials with their originals.
        let originalsNotSeen: Bool?
    }

    struct Given: Decodable, Sendable {
        /// Texts of the region's policy, each with the one in its place: a region that has settled it otherwise.
        let policy: [String: String]?
        let onRecord: Person?
        /// Who is known by the document that is applied with.
        let byDocument: Person?
        let register: Register?
        /// Of the person on record.
        let enrolments: [Enrolment]?
        /// What nobody has billed yet.
        let unbilled: [Unbilled]?
        /// Months in which somebody's pension is in no plan.
        let notBilled: [Month]?
        let plans: [Plan]?
        let windows: [Window]?
        let payer: Payer?
        let owed: [Owed]?
        let booked: Booked?
        let history: [History]?
        /// What the employer's plans hold, a month each.
        let planMonths: [PlanMonth]?
        let ties: Ties?
        /// What the register of units says of the employer.
        let registerOfUnits: RegisterOfUnits?
        /// Where that is another than what is registered here.
        let registerSays: UnitItems?
        /// What is registered of the employer, as far as it is another than usual.
        let record: UnitItems?
        /// The employer was taken over without its record.
        let recordMissing: Bool?
        /// Of the employer, where it is deregistered.
        let closedOn: Day?
        /// How the application comes in: on the web where nothing is said.
        let channel: Channel?
        /// Months that the employer's plans bill whole for the person.
        let billed: [Month]?
        /// The first month that the employer has a plan for.
        let earliest: Month?
        /// What the ledger holds of the employer's plans.
        let account: [Posted]?
        let medical: [MedicalTotal]?
        /// The plan that a statement is asked for.
        let planOnRecord: PlanOnRecord?
        let staff: [StaffMember]?
        let deduction: Deduction?
        /// Of a unit that is not on record.
        let unit: Unit?
        /// The number of a person who is not on record and applies.
        let newcomer: String?
        /// The applicant's people, as the yearly declaration of wages sees them.
        let declarations: [Declared]?
        let signedOn: Day?
        /// How the books of the month stand.
        let month: MonthBooks?

        var signed: [Month: Day]? { signedOn.map { [Month("2026-07")!: $0] } }
    }

    struct MonthBooks: Decodable, Sendable {
        let closedOn: Day?
        let isBeingAssessed: Bool?
        let earlierOpen: Month?
        let withoutPlan: Int?
        let notPaid: Int?
    }

    struct Declared: Decodable, Sendable {
        let person: Int64
        let name: String
        let number: String
        let since: Month
        let declared: Month?
    }

    struct Posted: Decodable, Sendable {
        let period: Month
        let line: Int16
        let people: Int
        let unit: Money
        let person: Money
        let received: Money?
        let offset: Money?
    }

    struct MedicalTotal: Decodable, Sendable {
        let month: Month
        let people: Int
        let unit: Money
        let person: Money
        let asOf: Day
    }

    struct PlanOnRecord: Decodable, Sendable {
        let number: String
        /// 1 is the applicant.
        let employer: Int64
        let period: Month
        let payableIn: Month
        let line: Int16
        let people: Int
        let unit: Money
        let person: Money
        let received: Money?
        /// By the credit of the plan before it.
        let offset: Money?
    }

    struct StaffMember: Decodable, Sendable {
        let name: String
        let line: Int16
        let months: Int
        let base: Money
        let unit: Money
        let person: Money
        let received: Money?
        /// How many there are of them; one where nothing is said.
        let times: Int?
    }

    /// A unit as its register tells it; where it tells nothing, only the code is known.
    struct Unit: Decodable, Sendable {
        enum Answer: String, Decodable, Sendable {
            case found, notFound, silent, notAsked
        }

        let code: String
        let answer: Answer
        let foundedOn: Day?
        let industry: String?
        let status: SharedUnit.Status?
        let kind: UnitKind?
        /// Whether it is an employer already.
        let isOnRecord: Bool?
        /// The names of the offices in its region.
        let offices: [String]?
        /// How it comes in: on the web where nothing is said.
        let channel: Channel?
    }

    struct Person: Decodable, Sendable {
        let name: String
        let household: HouseholdKind
        let phone: String?
        /// That of the answers, unless it is told.
        let number: String?
        let bornOn: Day?
        /// A man, unless it is told.
        let sex: Sex?
    }

    /// What the population register said.
    enum Register: String, Decodable, Sendable {
        case found, notFound, nameDiffers, silent
    }

    struct Enrolment: Decodable, Sendable {
        /// 1 is the applicant.
        let employer: Int64
        let lines: [Int16]
        let from: Month
        let through: Month?
        /// Where it is not the first day of `from`.
        let beganOn: Day?
        /// Where it is not the last day of `through`.
        let endedOn: Day?
        /// Where it goes on although its coverage does not.
        let suspended: Bool?
        /// As what it ended, where that matters.
        let reason: TerminationReason?
    }

    struct Unbilled: Decodable, Sendable {
        let person: Int64
        let wage: Money
        let lines: [Int16]
    }

    struct Plan: Decodable, Sendable {
        let number: String
        let sequence: Int
    }

    struct Window: Decodable, Sendable {
        let month: Month
        let opens: Day
        let closes: Day
    }

    /// How the employer stands with deduction, and what the bank has answered to its application.
    struct Deduction: Decodable, Sendable {
        /// The number of the agreement in force.
        let agreement: String?
        let phone: String?
        /// Accounts of applications that wait for the bank.
        let asked: [String]?
        /// The agreement number with which the bank has accepted the account.
        let accepted: String?
        /// Why it has refused it.
        let refused: String?
        /// Its open orders.
        let orders: [Order]?
    }

    struct Order: Decodable, Sendable {
        let number: String
        let way: PaymentOrder.Way
        let status: String
        let plan: Int64
        let amount: Money
        let dueOn: Day
    }

    /// Who a receipt is from, as far as that is known.
    enum Payer: String, Decodable, Sendable {
        case byCode, byPlanNumber, unknown
    }

    struct Owed: Decodable, Sendable {
        let plan: Int64
        let period: Month
        let unit: Money
        let person: Money
    }

    struct Booked: Decodable, Sendable {
        let paidOn: Day
        let amount: Money
        /// The number under which the bank has given it back.
        let returned: String?
        /// Money that tax received; else the bank did.
        let isTax: Bool?
        /// What of it no plan has taken.
        let unallocated: Money?
        /// Who paid it, where the employer is not known for it.
        let payer: String?
        /// Another employer is known for it.
        let isOfAnother: Bool?
        /// The order that has paid it out.
        let refunded: String?
    }

    struct PlanMonth: Decodable, Sendable {
        let period: Month
        let people: Int
        let unit: Money
        let person: Money
        let received: Money
        let dueOn: Day
    }

    struct History: Decodable, Sendable {
        let period: Month
        let line: Int16
        let base: Money
        let unit: Money
        let person: Money
        let account: Money
        let receivedOn: Day?
    }

    /// What still ties the employer to the agency.
    struct Ties: Decodable, Sendable {
        let enrolled: Int?
        let unallocated: Money?
        let refundUnderWay: Money?
        let openCases: [String]?
    }

    /// What is registered of a unit.
    struct UnitItems: Decodable, Sendable {
        let name: String?
        let kind: UnitKind?
        let head: String?
        let headNumber: String?
        let address: String?
        let industry: String?
        let authority: String?
        let bank: String?
        let account: String?
        let revision: Int?
    }

    /// What the register of units said of the employer.
    enum RegisterOfUnits: String, Decodable, Sendable {
        case active, deregistered, revoked, notFound, silent
    }

    struct Expected: Decodable, Sendable {
        /// A sentence for each wrong field, by its key.
        let problems: [String: String]?
        let missingMaterials: [String]?
        /// Code, sentence and remedy, in their order.
        let refusals: [Refusal]?
        /// Part of the sentence of the policy gap.
        let gap: String?
        let route: String?
        let outcomes: [String]?
        /// Sentences that the preview shows.
        let says: [String]?
        let unverified: Bool?
    }

    struct Refusal: Decodable, Sendable, Equatable {
        let code: String
        let sentence: String
        let remedy: String
        /// The matter that has to be done first, with its answers.
        let first: String?
    }
}

extension Scenario {
    static let all: [Scenario] = {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let folders = try! FileManager.default.contentsOfDirectory(atPath: here.path).sorted()
        return folders.flatMap { folder -> [Scenario] in
            let inside = here.appending(path: folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: inside.path)) ?? []
            return names.sorted().filter { $0.hasSuffix(".yaml") }.flatMap { name -> [Scenario] in
                let text = try! String(contentsOf: inside.appending(path: name), encoding: .utf8)
                return try! YAMLDecoder().decode([Scenario].self, from: text)
            }
        }
    }()
}
