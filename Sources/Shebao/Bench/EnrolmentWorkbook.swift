import ArgumentParser
import Basics
import Casework
import Documents
import Foundation
import Matters
import Records

/// A workbook in which an employer enrols people who cannot exist, each with twelve answers.
struct EnrolmentWorkbook {
    let template: BatchTemplate
    let stamp: BatchStamp

    static let matter = "staff-enrolment"
    static let answersEach = 12

    init(region: Region, unit: String, unitName: String) throws {
        guard let template = Catalogue.matter(Self.matter).flatMap(BatchTemplate.init) else {
            throw ValidationError("Enrolment is filed in batches.")
        }
        self.template = template
        stamp = BatchStamp(template, region: region, unit: unit, unitName: unitName)
    }

    func write(_ rows: Int, to path: String) throws {
        let writer = try TemplateWriter(
            template, stamp: stamp, regionName: "北京市", to: path,
            by: URL(filePath: path).deletingLastPathComponent())
        for number in 0..<rows { try writer.append(Self.answers(number)) }
        try writer.finish()
    }

    /// - Returns: how many answers could be read.
    func readAnswers(_ path: String) throws -> Int {
        let reader = try TemplateReader(path: path, of: template, expecting: stamp)
        var count = 0
        while let row = try reader.next() { count += row.answers.count - row.problems.count }
        return count
    }

    /// Of an age to work, and no two with one number. The districts are not those of a generated city.
    private static func answers(_ number: Int) -> Answers {
        let bornOn = Day(year: 1978, month: 1, day: 1)!.adding(days: number % 9_000)
        let identity = CitizenNumber(
            fictionalBornOn: bornOn, order: number / 9_000, district: 599_000 + number % 97)
        return [
            "documentKind": "residentCard", "number": identity.text, "name": name(number), "household": "localUrban",
            "ethnicity": "汉族", "phone": "138\(10_000_000 + number)", "work": "fullTime", "beganOn": "2026-11-02",
            "occupation": "装配工\(number % 50)", "contractTerm": "fixed", "contractEndsOn": "2029-11-01",
            "wage": Money(fen: 600_000 + Int64(number % 900_000)).yuanText,
        ]
    }

    /// A name has no digits.
    private static func name(_ number: Int) -> String {
        "员" + String(number).map { String("零一二三四五六七八九".dropFirst($0.wholeNumberValue ?? 0).prefix(1)) }.joined()
    }
}
