import ArgumentParser
import Basics
import Documents
import Foundation

/// A workbook of a batch of 100,000 people, read by us and by calamine, as we write it and as Excel saves it; and what memory
/// reading takes, whatever the number of rows.
struct WorkbookBench {
    private let command: BenchCommand
    private let workbook: EnrolmentWorkbook

    init(_ command: BenchCommand) throws {
        self.command = command
        workbook = try EnrolmentWorkbook(
            region: Region(rawValue: "beijing"), unit: "99110105MA0000012F", unitName: "云栖精密仪器有限公司")
    }

    private static let rowsTimed = 100_000

    func run(rounds: Int) async throws -> [Figure] {
        let memory = try [10_000, 1_000_000].map { rows in try peakMegabytes(rows) }
        let (inline, shared) = (path("inline"), path("shared"))
        let (written, _) = try await milliseconds { try workbook.write(Self.rowsTimed, to: inline) }
        _ = try counterpart("share", inline, shared)
        var figures = [Figure("workbook: 100,000 rows × 12 written", written, "ms")]
        for (file, how) in [(inline, "texts in cells"), (shared, "shared texts")] {
            figures += try await compare(file, how, rounds)
        }
        let (read, _) = try await milliseconds { try workbook.readAnswers(inline) }
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

    /// How many cells of the first sheet hold something.
    private func countCells(_ path: String) throws -> Int {
        let book = try WorkbookReader(path: path)
        let rows = try book.rows(of: book.sheets[0])
        var count = 0
        while let row = try rows.next() { count += row.cells.count }
        return count
    }

    /// Of the whole process while it reads so many rows.
    private func peakMegabytes(_ rows: Int) throws -> Double {
        let path = path("rows")
        try workbook.write(rows, to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ProcessMemory.forgetPeak()
        guard try workbook.readAnswers(path) == rows * EnrolmentWorkbook.answersEach else {
            throw ValidationError("Not every answer came back.")
        }
        return try ProcessMemory.peakMegabytes()
    }

    private func counterpart(_ arguments: String...) throws -> String {
        try ChildProcess(command.python, ["\(command.counterparts)/workbook.py"] + arguments).result()
    }
}
