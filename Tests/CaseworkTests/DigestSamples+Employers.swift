import Basics
import Casework
import Records

extension Sample {
    static let employers: [Change] =
        change(
            employer(), Outcome.registerEmployer,
            [
                ("region", employer(region: "elsewhere")), ("creditCode", employer(creditCode: "2")),
                ("name", employer(name: "乙公司")), ("kind", employer(kind: .individualBusiness)),
                ("foundedOn", employer(foundedOn: "2026-01-02")), ("authority", employer(authority: "他局")),
                ("head", employer(head: .init(name: "乙", number: "1"))), ("address", employer(address: "二号")),
                ("place", employer(place: nil)), ("industry", employer(industry: "F52")),
                ("injuryClass", employer(injuryClass: 2)), ("branch", employer(branch: "west")),
                ("contact", employer(contact: .init(name: "乙", phone: "1"))), ("account", employer(account: nil)),
            ])
        + change(
            EmployerRecord.Head(name: "甲", number: "1"), { .registerEmployer(employer(head: $0)) },
            [
                ("name", EmployerRecord.Head(name: "乙", number: "1")),
                ("number", EmployerRecord.Head(name: "甲", number: "2")),
            ])
        + change(
            EmployerRecord.Contact(name: "甲", phone: "1"), { .registerEmployer(employer(contact: $0)) },
            [
                ("name", EmployerRecord.Contact(name: "乙", phone: "1")),
                ("phone", EmployerRecord.Contact(name: "甲", phone: "2")),
            ])
        + change(
            EmployerRecord.Account(bank: "行", number: "1"), { .registerEmployer(employer(account: $0)) },
            [
                ("bank", EmployerRecord.Account(bank: "银", number: "1")),
                ("number", EmployerRecord.Account(bank: "行", number: "2")),
            ])

    static func employer(
        region: String = "watercity", creditCode: String = "1", name: String = "甲公司", kind: UnitKind = .enterprise,
        foundedOn: String = "2026-01-01", authority: String = "某局",
        head: EmployerRecord.Head = .init(name: "甲", number: "1"), address: String = "一号", place: String? = "一号院",
        industry: String = "I65", injuryClass: Int = 1, branch: String = "east",
        contact: EmployerRecord.Contact = .init(name: "甲", phone: "1"),
        account: EmployerRecord.Account? = .init(bank: "行", number: "1")
    ) -> EmployerRecord {
        EmployerRecord(
            region: Region(rawValue: region), creditCode: creditCode, name: name, kind: kind,
            foundedOn: Day(foundedOn)!, authority: authority, head: head, address: address, place: place,
            industry: Industry(industry)!, injuryClass: injuryClass, branch: branch, contact: contact,
            account: account)
    }
}
