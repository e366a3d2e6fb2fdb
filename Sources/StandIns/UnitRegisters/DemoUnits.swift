import Casework
import Foundation

/// The fictional units of `demo/units.json`.
struct DemoUnits: Decodable {
    let units: [SharedUnit]

    static func read(_ path: String) throws -> [SharedUnit] {
        try JSONDecoder().decode(DemoUnits.self, from: Data(contentsOf: URL(filePath: path))).units
    }
}
