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
                ("classChange", employer(classChange: nil)), ("registerRevision", employer(registerRevision: 3)),
            ])
        + change(
            classChange(), { .registerEmployer(employer(classChange: $0)) },
            [("before", classChange(before: 3)), ("from", classChange(from: "2026-08"))])
        + change(
            amendment(), Outcome.changeEmployer,
            [
                ("employer", amendment(employer: 9)), ("record", amendment(record: employer(name: "乙公司"))),
                ("takenOver", amendment(takenOver: nil)),
            ])
        + change(
            takeover(), { .changeEmployer(amendment(takenOver: $0)) },
            [
                ("region", takeover(region: "elsewhere")), ("creditCode", takeover(creditCode: "2")),
                ("name", takeover(name: "乙公司")), ("injuryClass", takeover(injuryClass: 2)),
                ("branch", takeover(branch: "west")), ("registeredOn", takeover(registeredOn: "2020-01-02")),
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
        industry: String = "I65", injuryClass: Int = 1, classChange: EmployerRecord.ClassChange? = Sample.classChange(),
        branch: String = "east", contact: EmployerRecord.Contact = .init(name: "甲", phone: "1"),
        account: EmployerRecord.Account? = .init(bank: "行", number: "1"), registerRevision: Int? = 1
    ) -> EmployerRecord {
        EmployerRecord(
            region: Region(rawValue: region), creditCode: creditCode, name: name, kind: kind,
            foundedOn: Day(foundedOn)!, authority: authority, head: head, address: address, place: place,
            industry: Industry(industry)!, injuryClass: injuryClass, classChange: classChange, branch: branch,
            contact: contact, account: account, registerRevision: registerRevision)
    }

    static func classChange(before: Int = 2, from: String = "2026-07") -> EmployerRecord.ClassChange {
        EmployerRecord.ClassChange(before: before, from: Month(from)!)
    }

    static func amendment(
        employer id: Int64 = 5, record: EmployerRecord = employer(), takenOver: EmployerTakeover? = takeover()
    ) -> EmployerAmendment {
        EmployerAmendment(employer: EmployerId(id), record: record, takenOver: takenOver)
    }

    static func takeover(
        region: String = "watercity", creditCode: String = "1", name: String = "甲公司", injuryClass: Int = 1,
        branch: String = "east", registeredOn: String = "2020-01-01"
    ) -> EmployerTakeover {
        EmployerTakeover(
            region: Region(rawValue: region), creditCode: creditCode, name: name, injuryClass: injuryClass,
            branch: branch, registeredOn: Day(registeredOn)!)
    }
}
