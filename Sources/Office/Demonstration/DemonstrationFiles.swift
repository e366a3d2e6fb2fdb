package import Basics
import Foundation
package import Records

/// The fictional city that a demonstration begins with, as `demo/` describes it.
package struct DemonstrationFiles: Sendable {
    package struct City: Decodable, Sendable {
        package let region: Region
        package let authority: String
        package let sealOwner: String
        package let sealPurpose: String
        package let notice: String
        package let branches: [Branch]
        package let staff: [Clerk]
        /// Somebody whom the population register does not know.
        package let unregistered: Person

        private enum CodingKeys: CodingKey {
            case region, authority, sealOwner, sealPurpose, notice, branches, staff, unregistered
        }

        package init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            self.region = Region(rawValue: try fields.decode(String.self, forKey: .region))
            self.authority = try fields.decode(String.self, forKey: .authority)
            self.sealOwner = try fields.decode(String.self, forKey: .sealOwner)
            self.sealPurpose = try fields.decode(String.self, forKey: .sealPurpose)
            self.notice = try fields.decode(String.self, forKey: .notice)
            self.branches = try fields.decode([Branch].self, forKey: .branches)
            self.staff = try fields.decode([Clerk].self, forKey: .staff)
            self.unregistered = try fields.decode(Person.self, forKey: .unregistered)
        }
    }

    package struct Branch: Decodable, Sendable {
        package let code: String
        package let name: String
        package let parent: String?
        /// The division whose units belong to it.
        package let division: String?
    }

    package struct Clerk: Decodable, Sendable {
        package let account: String
        package let name: String
        package let role: LoginRole
        package let branch: String
        package let phone: String
    }

    package struct Person: Decodable, Sendable {
        package let name: String
        package let number: String
        package let sex: Sex
        package let bornOn: Day
        package let ethnicity: String
        package let household: HouseholdKind
        package let phone: String
    }

    package struct Employer: Decodable, Sendable {
        package let name: String
        package let creditCode: String
        package let injuryClass: Int
        package let registeredOn: Day
        package let branch: String
        package let contactPhone: String
    }

    private struct People: Decodable {
        let people: [Person]
    }

    private struct Employers: Decodable {
        let employers: [Employer]
    }

    package let city: City
    package let people: [Person]
    package let employers: [Employer]

    package init(folder: String) throws {
        func read<Value: Decodable>(_ name: String) throws -> Value {
            try JSONDecoder().decode(Value.self, from: Data(contentsOf: URL(filePath: "\(folder)/\(name).json")))
        }
        self.city = try read("city")
        self.people = (try read("people") as People).people
        self.employers = (try read("employers") as Employers).employers
    }
}
