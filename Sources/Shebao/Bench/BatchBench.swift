import ArgumentParser
import Basics
import Casework
import Cryptography
import Database
import Exchange
import Foundation
import Office
import Records
import Storage

/// A workbook of an employer's new people, from its upload until all of them are filed: beside the reading of that workbook and the
/// bare insertion of every row that filing has written into the same tables with the same keys.
struct BatchBench {
    private let station: BenchStation
    private let rows: Int
    private let path: String

    private var desk: Desk { station.deployment.desk }
    private var database: Database { station.deployment.database }

    init(_ command: BenchCommand, _ database: StoreAddress) async throws {
        station = try await BenchStation.make(command, database, partners: EverybodyIsKnown())
        rows = command.rows
        path = "\(command.data)/batch.xlsx"
    }

    func run(copy: StoreAddress) async throws -> [Figure] {
        let workbook = try await workbook()
        try workbook.write(rows, to: path)
        let before = try await lastKeys()
        try ProcessMemory.forgetPeak()
        let (judging, id) = try await milliseconds {
            let id = try await upload()
            try await JobRunner(desk).round()
            return id
        }
        let judgingMemory = try ProcessMemory.peakMegabytes()
        let (filing, _) = try await milliseconds {
            try await desk.confirm(id, passing: rows, by: station.principal)
            try await JobRunner(desk).round()
        }
        let memory = try ProcessMemory.peakMegabytes()
        let batch = try await desk.batch(id, by: station.principal).batch
        guard batch.stage == .filed, batch.counts.filed == rows else {
            throw ValidationError("\(batch.counts.filed) rows were filed, and the batch is \(batch.stage).")
        }
        let (parsing, answers) = try await milliseconds { try workbook.readAnswers(path) }
        guard answers == rows * EnrolmentWorkbook.answersEach else {
            throw ValidationError("Not every answer came back.")
        }
        let inserting = try await insertAgain(into: copy, after: before)
        try await station.prove()
        await database.close()
        return [
            Figure("batch: rows of 12 answers", Double(rows), ""),
            Figure("batch: the workbook read", parsing / 1_000, "s"),
            Figure("batch: its finished rows inserted", inserting / 1_000, "s"),
            Figure("batch: uploaded, read and judged", judging / 1_000, "s"),
            Figure("batch: filed and listed", filing / 1_000, "s"),
            Figure(
                "batch: from upload to filed beside read and inserted", (judging + filing) / (parsing + inserting),
                "×", .atMost(4)),
            Figure("batch: rows filed a second", 1_000 * Double(rows) / (judging + filing), "rows/s"),
            Figure("batch: peak memory until it was judged", judgingMemory, "MB", .atMost(256)),
            Figure("batch: peak memory until all was filed", memory, "MB", .atMost(256)),
        ]
    }

    private func workbook() async throws -> EnrolmentWorkbook {
        let id = station.employer
        guard let employer = try await database.read({ tx in try tx.employers.withIds([id])[id] }) else {
            throw ValidationError("The employer is not there.")
        }
        return try EnrolmentWorkbook(
            region: station.region, unit: employer.creditCode, unitName: employer.name)
    }

    /// As the page does with a file that was sent.
    private func upload() async throws -> BatchId {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return try await desk.upload(
            BatchUpload(
                matter: EnrolmentWorkbook.matter, employer: station.employer, channel: .batch, path: path,
                fileName: "增员.xlsx", byteCount: size ?? 0), by: station.principal)
    }
}

// MARK: Finished rows

extension BatchBench {
    private func lastKeys() async throws -> [String: Int64] {
        try await database.read { tx in
            try BatchTables.all.reduce(into: [:]) { keys, table in
                keys["\(table.name)"] = try tx.one(
                    "SELECT coalesce(max(\(name: table.key)), 0) FROM \(name: table.name)"
                ) { row in try row[0] as Int64 }
            }
        }
    }

    /// Inserts what was written since by one connection, as filing has one, into a database that has the employer already.
    private func insertAgain(into address: StoreAddress, after keys: [String: Int64]) async throws -> Double {
        let copy = try address.open()
        try await copy.migrate(Schema.migrations, at: WallClock().now)
        try await FinishedRows.copyGround(from: database, to: copy, under: desk.shelf)
        _ = try await FinishedRows.insert(BatchTables.ground, from: database, into: copy, lanes: 1)
        let spent = try await FinishedRows.insert(
            BatchTables.all, after: { keys["\($0.name)"] }, from: database, into: copy, lanes: 1)
        await copy.close()
        return spent
    }
}

/// A population register that knows everybody as their employer does, and answers at once.
struct EverybodyIsKnown: PartnerLine {
    func send(_ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]) async throws(PartnerSilence) -> [UInt8]
    {
        guard endpoint == PopulationInquiry.endpoint, let inquiry = try? PopulationInquiry(body: body),
            let number = try? CitizenNumber(inquiry.number),
            let answer = try? PopulationInquiryAnswer.found(
                RegisteredPerson(
                    name: inquiry.name, number: inquiry.number, sex: number.isMale ? .male : .female,
                    bornOn: number.bornOn, ethnicity: "汉族", household: .localUrban)
            ).body()
        else { throw PartnerSilence("no other partner takes part in a measurement") }
        return answer
    }
}
