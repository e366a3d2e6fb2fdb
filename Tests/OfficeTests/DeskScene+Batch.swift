import Basics
import Casework
import Database
import Documents
import Foundation
import Matters
import Office
import Records
import Storage
import Testing

/// Files of many people, as an operator brings them.
extension DeskScene {
    /// - Parameter employer: for whom the template was handed out.
    func upload(
        _ matter: String, _ rows: [Answers], of employer: EmployerId = DeskScene.employer
    ) async throws -> BatchId {
        let template = try #require(Catalogue.matter(matter).flatMap(BatchTemplate.init))
        let path = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let unit = try #require(
            try await database.read { tx in try tx.employers.withIds([employer])[employer] })
        let writer = try TemplateWriter(
            template,
            stamp: BatchStamp(template, region: Self.region, unit: unit.creditCode, unitName: unit.name),
            regionName: "北京市", to: path)
        for row in rows { try writer.append(row) }
        try writer.finish()
        return try await upload(matter, path: path)
    }

    func upload(_ matter: String, file bytes: [UInt8]) async throws -> BatchId {
        let path = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(filePath: path))
        return try await upload(matter, path: path)
    }

    /// Sends a workbook again that was taken along.
    func upload(_ matter: String, file: BatchFile) async throws -> BatchId {
        let id = try await upload(matter, path: file.file.path)
        // With its last owner the file would go.
        return withExtendedLifetime(file) { id }
    }

    private func upload(_ matter: String, path: String) async throws -> BatchId {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return try await desk.upload(
            BatchUpload(
                matter: matter, employer: Self.employer, channel: .batch, path: path, fileName: "增员.xlsx",
                byteCount: try #require(size)), by: Self.operator)
    }

    func runJobs() async throws {
        try await JobRunner(desk).round()
    }

    func batch(_ id: BatchId) async throws -> Batch {
        try await desk.batch(id, by: Self.operator).batch
    }

    func failing(_ id: BatchId) async throws -> [BatchRow] {
        try await desk.batchRows(id, .fails, after: 0, limit: 100, by: Self.operator)
    }

    /// Confirms what passes, and files it.
    func confirm(_ id: BatchId) async throws {
        try await desk.confirm(id, passing: batch(id).counts.passing, by: Self.operator)
        try await runJobs()
    }

    /// What the last column of a result workbook says, row by row.
    func results(in file: BatchFile) throws -> [String] {
        let book = try WorkbookReader(path: file.file.path)
        let rows = try book.rows(of: book.sheets[0])
        var results: [String] = []
        while let row = try rows.next() {
            if row.number > 3, case .text(let text) = row.cells.last?.value { results.append(text) }
        }
        return withExtendedLifetime(file) { results }
    }
}
