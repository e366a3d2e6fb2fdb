import ArgumentParser
import Basics
import Casework
import Documents
import Foundation
import Matters

/// A workbook of a batch of 100,000 people, read by us and by calamine, as we write it and as Excel saves it; and what memory
/// reading takes, whatever the number of rows.
struct WorkbookBench {
    private let command: BenchCommand
    private let template: BatchTemplate
    private let stamp: BatchStamp

    init(_ command: BenchCommand) throws {
        guard let matter = Catalogue.matter("staff-enrolment"), let template = BatchTemplate(of: matter) else {
            throw ValidationError("Enrolment is filed in batches.")
        }
        self.command = command
        self.template = template
        stamp = BatchStamp(
            template, region: Region(rawValue: "beijing"), unit: "99110105MA0000012F", unitName: "云栖精密仪器有限公司")
    }

    private static let rowsTimed = 100_000

    func run(rounds: Int) async throws -> [Figure] {
        let memory = try [10_000, 1_000_000].map { rows in try peakMegabytes(rows) }
        let (inline, shared) = (path("inline"), path("shared"))
        let (written, _) = try await milliseconds { try write(Self.rowsTimed, to: inline) }
        _ = try counterpart("share", inline, shared)
        var figures = [Figure("workbook: 100,000 rows × 12 written", written, "ms")]
        for (file, how) in [(inline, "texts in cells"), (shared, "shared texts")] {
            figures += try await compare(file, how, rounds)
        }
        let (read, _) = try await milliseconds { try readAnswers(inline) }
        return figures + [
            Figure("workbook: read as answers of the form", read, "ms"),
            Figure("workbook: peak memory at 10,000 rows", memory[0], "MB", .atMost(256)),
            Figure("workbook: peak memory at 1,000,000 rows", memory[1], "MB", .atMost(256)),
        ]
    }

    private func compare(_ file: String, _ how: String, _ rounds: Int) async throws -> [Figure] {
        var (ours, theirs): ([Double], [Double]) = ([], [])
        // The first is not counted.
        for round in 0...rounds {
            let (took, cells) = try await milliseconds { try countCells(file) }
            let answer = try counterpart("read", file).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard answer.count == 2, Int(answer[1]) == cells else {
                throw ValidationError("calamine sees \(answer) cells, we \(cells).")
            }
            if round > 0 {
                ours.append(took)
                theirs.append(answer[0])
            }
        }
        return [
            Figure("workbook: read by calamine, \(how)", theirs.median, "ms"),
            Figure("workbook: read by us, \(how)", ours.median, "ms"),
            Figure("workbook: ours beside calamine, \(how)", ours.median / theirs.median, "×", .atMost(1.3)),
        ]
    }

    private func path(_ name: String) -> String { "\(command.data)/\(name).xlsx" }

    private func write(_ rows: Int, to path: String) throws {
        let writer = try TemplateWriter(
            template, stamp: stamp, regionName: "北京市", to: path, by: URL(filePath: command.data))
        for number in 0..<rows { try writer.append(Self.answers(number)) }
        try writer.finish()
    }

    /// Somebody who cannot exist, with twelve answers.
    private static func answers(_ number: Int) -> Answers {
        let bornOn = Day(year: 1966, month: 1, day: 1)!.adding(days: number % 14_000)
        let identity = CitizenNumber(
            fictionalBornOn: bornOn, order: number / 14_000, district: 590_000 + number % 97)
        return [
            "documentKind": "residentCard", "number": identity.text, "name": "员工\(number)", "household": "localUrban",
            "ethnicity": "汉族", "phone": "138\(10_000_000 + number)", "work": "fullTime", "beganOn": "2026-11-02",
            "occupation": "装配工\(number % 50)", "contractTerm": "fixed", "contractEndsOn": "2029-11-01",
            "wage": Money(fen: 600_000 + Int64(number % 900_000)).yuanText,
        ]
    }

    /// How many cells of the first sheet hold something.
    private func countCells(_ path: String) throws -> Int {
        let book = try WorkbookReader(path: path)
        let rows = try book.rows(of: book.sheets[0])
        var count = 0
        while let row = try rows.next() { count += row.cells.count }
        return count
    }

    private func readAnswers(_ path: String) throws -> Int {
        let reader = try TemplateReader(path: path, of: template, expecting: stamp)
        var count = 0
        while let row = try reader.next() { count += row.answers.count - row.problems.count }
        return count
    }

    /// Of the whole process while it reads so many rows.
    private func peakMegabytes(_ rows: Int) throws -> Double {
        try write(rows, to: path("rows"))
        // From here on the system counts the peak anew.
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        guard try readAnswers(path("rows")) == rows * 12 else { throw ValidationError("Not every answer came back.") }
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let kilobytes = status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/).flatMap({ Double($0.1) }) else {
            throw ValidationError("The system does not tell the memory of a process.")
        }
        try FileManager.default.removeItem(atPath: path("rows"))
        return kilobytes / 1_024
    }

    private func counterpart(_ arguments: String...) throws -> String {
        try ChildProcess(command.python, ["\(command.counterparts)/workbook.py"] + arguments).result()
    }
}
