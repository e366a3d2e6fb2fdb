import Basics
import Exchange
import Foundation
import Records

/// The fictional people of `demo/people.json`. The demonstration city reads the same file.
struct DemoPeople: Decodable {
    let people: [RegisteredPerson]

    static func read(_ path: String) throws -> [RegisteredPerson] {
        try JSONDecoder().decode(DemoPeople.self, from: Data(contentsOf: URL(filePath: path))).people
    }
}
