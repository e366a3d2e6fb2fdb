import Basics
import Exchange
import Foundation
import Records
import Testing

@testable import StandIns

/// The fictional people and employers that the stand-ins and the demonstration city share.
@Suite struct DemoDataTests {
    @Test func `nobody in the demonstration can be real, though every number has the right form`() throws {
        let people = try DemoPeople.read(file("people.json").path())
        #expect(people.count == 60 && Set(people.map(\.number)).count == 60)
        for person in people {
            let number = try CitizenNumber(person.number)
            // No division of China begins with 59.
            #expect(number.text.hasPrefix("59"))
            #expect(number.bornOn == person.bornOn && number.isMale == (person.sex == .male))
            #expect(try PersonName(person.name).text == person.name)
        }
    }

    @Test func `everybody in the demonstration is of working age for as long as its rules are known`() throws {
        for person in try DemoPeople.read(file("people.json").path()) {
            // Sixty years, and fifty-five, are reached after 2027 by who was born later.
            let latest = try #require(Day(person.sex == .male ? "1966-12-31" : "1972-12-31"))
            #expect(person.bornOn > latest, "\(person.name) could not be enrolled")
        }
    }

    @Test func `rare characters are among the names`() throws {
        let names = try DemoPeople.read(file("people.json").path()).map(\.name).joined()
        for character in ["𠮷", "㛃", "䶮", "𬱖", "·"] {
            #expect(names.contains(character))
        }
    }

    @Test func `no employer of the demonstration can be real, though every code is right`() throws {
        let employers = try JSONDecoder().decode(Employers.self, from: Data(contentsOf: file("employers.json")))
            .employers
        #expect(Set(employers.map(\.creditCode)).count == 8)
        for employer in employers {
            let code = try CreditCode(employer.creditCode)
            #expect(code.toBeConfirmed.isEmpty)
            #expect(code.text.dropFirst(2).hasPrefix("590000"))
            #expect(try MobileNumber(employer.contactPhone).text.hasPrefix("19900000"))
            #expect((1...8).contains(employer.injuryClass))
        }
    }

    @Test func `the phones of the demonstration pass the check of mobile numbers`() throws {
        struct Phones: Decodable {
            struct Person: Decodable {
                let phone: String
            }
            let people: [Person]
        }
        let people = try JSONDecoder().decode(Phones.self, from: Data(contentsOf: file("people.json"))).people
        #expect(Set(people.map(\.phone)).count == 60)
        for person in people {
            #expect(try MobileNumber(person.phone).text.hasPrefix("19900000"))
        }
    }

    private struct Employers: Decodable {
        struct Employer: Decodable {
            let creditCode: String
            let injuryClass: Int
            let registeredOn: Day
            let contactPhone: String
        }
        let employers: [Employer]
    }

    private func file(_ name: String) -> URL { ContractFiles.root.appending(path: "demo/\(name)") }
}
