import Basics
import Casework
import Exchange
import Foundation
import Records
import Testing

@testable import StandIns

@Suite struct UnitRegisterTests {
    private let units = Result { try DemoUnits.read(ContractFiles.root.appending(path: "demo/units.json").path()) }

    @Test func `no unit of the demonstration can be real, though every code is right`() throws {
        let units = try units.get()
        #expect(Set(units.map(\.creditCode)).count == units.count)
        for unit in units {
            let code = try CreditCode(unit.creditCode)
            #expect(code.toBeConfirmed.isEmpty)
            #expect(code.text.dropFirst(2).hasPrefix("590000"))
            #expect(try CitizenNumber(unit.head.number).text.hasPrefix("59"))
            if let contact = unit.contact { #expect(contact.phone.hasPrefix("19900000")) }
        }
        #expect(Set(units.map(\.status)) == Set(SharedUnit.Status.allCases))
    }

    @Test func `each register knows the units that it registers, and no others`() async throws {
        let units = try units.get()
        let (company, society) = (units[0], units.first { $0.kind == .socialOrganisation }!)
        try await Loopback.run(UnitRegisterOffice<MarketRegulator>(units)) { (office, _) async throws in
            typealias Inquiry = UnitInquiry<MarketRegulator>
            #expect(try await office.ask(Inquiry(creditCode: company.creditCode), as: "inquiry-1") == .found(company))
            #expect(try await office.ask(Inquiry(creditCode: society.creditCode), as: "inquiry-2") == .notFound)
            try await office.press("/faults", "fault=refuseNext")
            #expect(try await office.ask(Inquiry(creditCode: company.creditCode), as: "inquiry-3") == .notFound)
            try await office.press("/faults", "fault=wrongUnit")
            guard
                case .found(let other) = try await office.ask(Inquiry(creditCode: company.creditCode), as: "inquiry-4")
            else {
                Issue.record("no unit was told")
                return
            }
            #expect(other.creditCode != company.creditCode)
        }
        try await Loopback.run(UnitRegisterOffice<CivilAffairs>(units)) { (office, _) async throws in
            typealias Inquiry = UnitInquiry<CivilAffairs>
            #expect(try await office.ask(Inquiry(creditCode: society.creditCode), as: "inquiry-1") == .found(society))
            #expect(try await office.ask(Inquiry(creditCode: company.creditCode), as: "inquiry-2") == .notFound)
        }
    }

    @Test(arguments: [("&wishes=yes", true), ("", false)])
    func `a unit founded through E窗通 is told to the platform with what it wishes`(
        _ wish: String, _ wishes: Bool
    ) async throws {
        try await Loopback.run(UnitRegisterOffice<MarketRegulator>([])) { (office, standIn) async throws in
            #expect(try await office.press("/act/found", "kind=enterprise&name=\(company)&\(details)\(wish)") == 303)
            #expect(try await office.press("/act/found", "kind=socialOrganisation&name=\(company)&\(details)") == 422)
            #expect(try await office.press("/act/found", "kind=enterprise&name=&\(details)") == 422)
            await standIn.deliverDue()
            let told = try office.platform.taken.map { try UnitFounded(body: $0.body) }
            #expect(told.map(\.wishesRegistration) == [wishes])
            let code = try CreditCode(told[0].unit.creditCode)
            #expect(code.toBeConfirmed.isEmpty && code.text.hasPrefix("91590000"))
            let inquiry = UnitInquiry<MarketRegulator>(creditCode: code.text)
            #expect(try await office.ask(inquiry, as: "inquiry-1") == .found(told[0].unit))
        }
    }

    @Test func `who registers at civil affairs comes to the platform by itself`() async throws {
        try await Loopback.run(UnitRegisterOffice<CivilAffairs>([])) { (office, standIn) async throws in
            let form = "kind=privateNonEnterprise&name=\(company)&\(details)"
            #expect(try await office.press("/act/found", form) == 303)
            await standIn.deliverDue()
            #expect(office.platform.taken.isEmpty)
            #expect(await standIn.memory.department.units.map(\.kind) == [.privateNonEnterprise])
        }
    }

    @Test func `a change and an end are told once each, with a revision that counts up`() async throws {
        let unit = try units.get()[0]
        try await Loopback.run(UnitRegisterOffice<MarketRegulator>([unit])) { (office, standIn) async throws in
            let code = "creditCode=\(unit.creditCode)"
            #expect(try await office.press("/act/change", "\(code)&name=\(company)&\(details)") == 303)
            #expect(try await office.press("/act/end", "\(code)&status=active") == 422)
            #expect(try await office.press("/act/end", "\(code)&status=deregistered") == 303)
            #expect(try await office.press("/act/change", "\(code)&name=\(company)&\(details)") == 422)
            await standIn.deliverDue()
            let taken = office.platform.taken
            let changed = try UnitChanged<MarketRegulator>(body: taken[0].body).unit
            let ended = try UnitDeregistered<MarketRegulator>(body: taken[1].body).unit
            #expect(changed.revision == unit.revision + 1 && changed.status == .active && changed.name == "NEW")
            #expect(ended.revision == unit.revision + 2 && ended.status == .deregistered)
        }
    }

    private let company = "NEW"
    private let details =
        "head=Q&headNumber=590001198501010019&address=R&industry=F5211&division=590001&contact=S&phone=19900000930"
}
