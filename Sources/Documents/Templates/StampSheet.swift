import Basics
import Casework

/// The hidden sheet of a template: what it was handed out with, and the lists of choices too long for a cell's own list.
///
/// Anybody can show the sheet and change it: it tells an honest mistake, not a forger. What a row may do is judged by who
/// files it and what the row says.
enum StampSheet {
    static let name = "_meta"

    /// The first rows, name beside value.
    static func lines(of stamp: BatchStamp) -> [[String]] {
        [
            ["matter", stamp.matter], ["mark", stamp.mark], ["region", stamp.region.rawValue], ["unit", stamp.unit],
            ["unitName", stamp.unitName],
        ]
    }

    /// - Returns: `nil` where there is no such sheet, or not what it should hold.
    static func read(from book: WorkbookReader) throws(WorkbookFault) -> BatchStamp? {
        guard let sheet = book.sheet(named: name) else { return nil }
        let rows = try book.rows(of: sheet)
        var values: [String: String] = [:]
        for _ in 0..<10 {
            guard let row = try rows.next() else { break }
            let names = row.names
            if let name = names[0], let value = names[1] { values[name] = value }
        }
        guard let matter = values["matter"], let mark = values["mark"],
            let region = values["region"].flatMap(Region.init),
            let unit = values["unit"], let unitName = values["unitName"]
        else { return nil }
        return BatchStamp(matter: matter, mark: mark, region: region, unit: unit, unitName: unitName)
    }
}
