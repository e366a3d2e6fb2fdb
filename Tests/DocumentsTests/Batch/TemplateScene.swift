import Basics
import Casework
import Documents
import Foundation
import Matters
import Testing

/// Templates handed out to a unit that cannot exist, and read back.
struct TemplateScene {
    let desk: Desk
    let unit = "99110105MA0000012F"
    let unitName = "云栖精密仪器有限公司"

    init() throws { desk = try Desk() }

    static let slugs = [
        "staff-enrolment", "staff-termination", "contribution-resumption", "contribution-suspension", "wage-change",
        "yearly-wage",
    ]

    static func template(_ slug: String) throws -> BatchTemplate {
        let matter = try #require(Catalogue.matter(slug))
        return try #require(BatchTemplate(of: matter))
    }

    static var others: [BatchTemplate] { Catalogue.all.compactMap { BatchTemplate(of: $0) } }

    func stamp(_ template: BatchTemplate) -> BatchStamp {
        BatchStamp(template, region: Region(rawValue: "beijing"), unit: unit, unitName: unitName)
    }

    /// - Returns: where the workbook lies.
    func write(
        _ template: BatchTemplate, _ rows: [Answers] = [], verdicts: [RowVerdict]? = nil, stamp: BatchStamp? = nil,
        as name: String = "template.xlsx"
    ) throws -> String {
        let path = desk.path + "/" + name
        let writer = try TemplateWriter(
            template, stamp: stamp ?? self.stamp(template), regionName: "北京市",
            for: verdicts == nil ? .template : .result, to: path, by: URL(filePath: desk.path))
        for (place, row) in rows.enumerated() { try writer.append(row, verdict: verdicts?[place]) }
        try writer.finish()
        return path
    }

    func read(_ path: String, as template: BatchTemplate, rowLimit: Int = 1_000_000) throws -> [TemplateRow] {
        let reader = try TemplateReader(
            path: path, of: template, expecting: stamp(template), others: Self.others, rowLimit: rowLimit)
        return try reader.rest()
    }
}

extension TemplateRows {
    func rest() throws(WorkbookFault) -> [TemplateRow] {
        var rows: [TemplateRow] = []
        while let row = try next() { rows.append(row) }
        return rows
    }
}

/// Rows of each kind that the form has nothing against.
enum BatchSamples {
    static func rows(of slug: String) -> [Answers] {
        let numbers = ["590003199501090097", "HKG0H12345678"]
        switch slug {
        case "staff-enrolment":
            return [
                [
                    "documentKind": "residentCard", "number": "590003199501090097", "name": "𬱖思远",
                    "household": "localUrban", "ethnicity": "汉族", "phone": "13800000001", "work": "fullTime",
                    "beganOn": "2026-11-02", "occupation": "会计", "contractTerm": "fixed",
                    "contractEndsOn": "2029-11-01", "wage": "8500.50",
                ],
                [
                    "documentKind": "passport", "documentNumber": "E12345678", "documentCountry": "AUS",
                    "name": "ANNA LEE", "beganOn": "2026-10-30", "occupation": "工程师", "contractTerm": "open",
                    "wage": "30000.00",
                ],
            ]
        case "staff-termination":
            return numbers.map { ["number": $0, "name": "王㛃", "endedOn": "2026-11-20", "reason": reason(slug)] }
        case "contribution-suspension": return numbers.map { ["number": $0, "name": "王㛃", "reason": reason(slug)] }
        default: return numbers.map { ["number": $0, "name": "王㛃", "wage": "12345.60"] }
        }
    }

    private static func reason(_ slug: String) -> String {
        (try? TemplateScene.template(slug))?.column("reason")?.choices.last?.value ?? ""
    }
}
