import Basics
import Casework
import Cryptography
import Database
import Documents
import Foundation
import Matters
import Storage

/// Reading: the file row by row into the database. Nothing of it counts before it has been read whole.
extension BatchWork {
    /// Rows kept together.
    private static let readTogether = 2_000
    /// Clashes noted together.
    private static let notedTogether = 500

    func read(_ batch: Batch) async throws -> Bool {
        do {
            let content = try await readRows(of: batch)
            return try await end(reading: batch, content)
        } catch let fault as WorkbookFault {
            return try await refuse(fault.sentence)
        }
    }

    /// What was read beside the rows.
    private struct Content {
        let remark: String?
        var digest: [UInt8] = []
        var clashes = RowClashes()

        mutating func next(_ rows: any TemplateRows, _ template: BatchTemplate) throws -> [BatchRow] {
            var part: [BatchRow] = []
            while part.count < BatchWork.readTogether, let row = try rows.next() {
                part.append(clashes.noted(row, template))
            }
            if !part.isEmpty { digest = Digest.sha256.of(digest + part.flatMap { $0.digestBytes }) }
            return part
        }
    }

    private func readRows(of batch: Batch) async throws -> Content {
        guard let matter = Catalogue.matter(batch.matter), let template = BatchTemplate(of: matter),
            let employer = try await desk.database.read({ tx in try tx.employers.withIds([batch.employer]) })[
                batch.employer]
        else { throw WorkbookFault(.wrongTemplate, "该事项已不再批量办理。") }
        try await keep { [id] tx in try tx.batches.dropRows(of: id) }
        let file = try await fetch()
        let opened = try BatchSource.open(file.path, of: matter, employer)
        let rows = opened.rows
        var content = Content(remark: opened.remark)
        var part = try content.next(rows, template)
        while !part.isEmpty {
            // The next are read while these are written.
            let read = part
            async let kept: Void = keep { [id] tx in try tx.batches.add(read, to: id) }
            part = try content.next(rows, template)
            try await kept
        }
        return content
    }

    private func end(reading batch: Batch, _ content: Content) async throws -> Bool {
        let clashes = content.clashes.ofFirstRows
        for start in stride(from: 0, to: clashes.count, by: Self.notedTogether) {
            let part = clashes[start..<min(start + Self.notedTogether, clashes.count)]
            try await keep { [id] tx in
                for clash in part { try tx.batches.add(clash.problem, toRow: clash.row, of: id) }
            }
        }
        let (digest, remark, now) = (content.digest.hex, content.remark, desk.clock.now)
        return try await desk.database.transaction { [hold, id] tx in
            try hold.keep(at: now, tx)
            try tx.batches.dropFile(of: id)
            try tx.batches.noteContent(digest, of: id)
            if let earlier = try tx.batches.saying(digest, like: batch) {
                try tx.batches.noteRepeat(of: earlier, by: id)
                try hold.end(at: now, tx)
                return false
            }
            try tx.batches.setStage(.checking, of: id, sentence: remark)
            return true
        }
    }

    /// Nothing is kept of a file that cannot be read.
    private func refuse(_ sentence: String) async throws -> Bool {
        let now = desk.clock.now
        try await desk.database.transaction { [hold, id] tx in
            try hold.keep(at: now, tx)
            try tx.batches.dropRows(of: id)
            try tx.batches.dropFile(of: id)
            try tx.batches.setStage(.unreadable, of: id, sentence: sentence)
            try hold.end(at: now, tx)
        }
        return false
    }

    private func keep(_ change: @escaping @Sendable (Transaction) throws -> Void) async throws {
        let now = desk.clock.now
        try await desk.database.transaction { [hold] tx in
            try hold.keep(at: now, tx)
            try change(tx)
        }
    }

    /// The uploaded file, put together where a reader can move about in it.
    private func fetch() async throws -> TemporaryFile {
        let file = try TemporaryFile()
        var sequence = 1
        while let part = try await desk.database.read({ [id, sequence] tx in try tx.batches.part(sequence, of: id) }) {
            try file.append(part)
            sequence += 1
        }
        return file
    }
}

/// A file of this process alone, which goes with its last owner.
package final class TemporaryFile: Sendable {
    package let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "shebao-batch-\(UUID().uuidString)").path
        guard
            FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw TemporaryFileFault() }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func append(_ bytes: [UInt8]) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: bytes)
    }
}

struct TemporaryFileFault: Error {}

/// Rows about one person: none of them is filed, as nobody knows which is meant.
struct RowClashes {
    /// The first row of each person, by a hash of what the row says of them.
    private var first: [Int: Int32] = [:]
    /// The second row of those that have several.
    private var second: [Int32: (row: Int, field: String)] = [:]

    /// The row as it is kept, with the rows before it that are about the same person.
    mutating func noted(_ row: TemplateRow, _ template: BatchTemplate) -> BatchRow {
        var problems = row.problems.map { BatchRow.Problem($0.field, $0.sentence, isOfFile: true) }
        if let person = template.person(of: row.answers) {
            let key = person.hashValue
            if let before = first[key] {
                let field = row.answers.personField
                problems.append(Self.problem(with: Int(before), at: field))
                if second[before] == nil { second[before] = (row.number, field) }
            } else {
                first[key] = Int32(row.number)
            }
        }
        return BatchRow(number: row.number, answers: row.answers, problems: problems)
    }

    /// What is wrong with rows that were read before the other was known.
    var ofFirstRows: [(row: Int, problem: BatchRow.Problem)] {
        second.sorted { $0.key < $1.key }.map { first, other in
            (Int(first), Self.problem(with: other.row, at: other.field))
        }
    }

    private static func problem(with row: Int, at field: String) -> BatchRow.Problem {
        BatchRow.Problem(field, "与第\(row)行是同一个人。一个文件中每人只能有一行，请删去多余的行。", isOfFile: true)
    }
}

extension BatchRow {
    /// What it says, each text with its length, so that no two rows read alike.
    fileprivate var digestBytes: [UInt8] {
        answers.sorted { $0.key < $1.key }.flatMap { key, value in
            Array("\(key.utf8.count):\(key)\(value.utf8.count):\(value)".utf8)
        } + [0x0A]
    }
}
