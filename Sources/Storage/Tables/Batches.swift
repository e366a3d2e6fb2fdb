package import Basics
package import Casework
package import Database
import Foundation
package import Records

extension Transaction {
    package var batches: Batches { Batches(tx: self) }
}

package typealias BatchId = ID<Batch>

/// Applications of one matter from one file: read, judged row by row without filing anything, then filed.
package struct Batch: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable, CaseIterable {
        /// The file is being read.
        case reading
        /// The file cannot be read, and none of it is kept.
        case unreadable
        /// It says what an earlier one said; nothing was judged.
        case repeated
        /// Every row is being judged as of today; nothing is filed.
        case checking
        /// Every row is judged, and somebody has to say what becomes of it.
        case checked
        /// The rows that pass are being filed.
        case filing
        /// The list of what was filed is being issued.
        case listing
        case filed, cancelled

        /// Whether something of it can still be kept from being done.
        package var canBeStopped: Bool { isUnderWay && self != .listing }

        /// Whether a job works on it.
        package var isUnderWay: Bool {
            switch self {
            case .reading, .checking, .filing, .listing: true
            case .unreadable, .repeated, .checked, .filed, .cancelled: false
            }
        }
    }

    package let id: BatchId
    package let number: String
    package let matter: String
    package let region: Region
    package let employer: EmployerId
    package let login: Int64
    /// The name under which it was uploaded.
    package let actor: String
    package let channel: Channel
    /// Who stood at the counter.
    package let identityCheck: IdentityCheck?
    package let fileName: String
    package let fileBytes: Int
    package let uploadedAt: Instant
    package let uploadedOn: Day
    package let stage: Stage
    package let counts: Counts
    /// Why it cannot be read.
    package let sentence: String?
    package let contentDigest: String?
    /// The earlier batch that said the same.
    package let repeats: BatchId?
    package let confirmedAt: Instant?

    package init(
        id: BatchId, number: String, matter: String, region: Region, employer: EmployerId, login: Int64,
        actor: String, channel: Channel, identityCheck: IdentityCheck?, fileName: String, fileBytes: Int,
        uploadedAt: Instant, uploadedOn: Day, stage: Stage = .reading, counts: Counts = Counts(),
        sentence: String? = nil, contentDigest: String? = nil, repeats: BatchId? = nil, confirmedAt: Instant? = nil
    ) {
        self.id = id
        self.number = number
        self.matter = matter
        self.region = region
        self.employer = employer
        self.login = login
        self.actor = actor
        self.channel = channel
        self.identityCheck = identityCheck
        self.fileName = fileName
        self.fileBytes = fileBytes
        self.uploadedAt = uploadedAt
        self.uploadedOn = uploadedOn
        self.stage = stage
        self.counts = counts
        self.sentence = sentence
        self.contentDigest = contentDigest
        self.repeats = repeats
        self.confirmedAt = confirmedAt
    }

    /// Of which row of which batch a case is.
    package struct Place: Hashable, Sendable {
        let id: BatchId
        package let number: String
        let row: Int
    }

    package func place(of row: BatchRow) -> Place { Place(id: id, number: number, row: row.number) }

    /// How far it has come, in rows.
    package struct Counts: Hashable, Sendable {
        /// Read so far.
        package var rows = 0
        package var passing = 0
        package var failing = 0
        package var filed = 0

        package init(rows: Int = 0, passing: Int = 0, failing: Int = 0, filed: Int = 0) {
            self.rows = rows
            self.passing = passing
            self.failing = failing
            self.filed = filed
        }

        package var judged: Int { passing + failing + filed }
    }
}

/// A row of a batch: the answers of one application, and what became of them.
package struct BatchRow: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable, CaseIterable {
        case unjudged, passes, fails, filed
    }

    /// As the file numbers it.
    package let number: Int
    package let answers: Answers
    package var verdict: Verdict
    /// What is wrong, each at its column or, with none, at the whole row.
    package var problems: [Problem]
    /// Of what would follow, as it was shown when it was judged.
    package var digest: String?
    package var caseId: CaseId?

    package init(
        number: Int, answers: Answers, verdict: Verdict = .unjudged, problems: [Problem] = [], digest: String? = nil,
        caseId: CaseId? = nil
    ) {
        self.number = number
        self.answers = answers
        self.verdict = verdict
        self.problems = problems
        self.digest = digest
        self.caseId = caseId
    }

    package struct Problem: Hashable, Sendable, Codable {
        package let field: String?
        package let sentence: String
        /// Whether the file itself is wrong there, whatever the records say: it is so however often the row is judged.
        package let isOfFile: Bool

        package init(_ field: String?, _ sentence: String, isOfFile: Bool = false) {
            self.field = field
            self.sentence = sentence
            self.isOfFile = isOfFile
        }
    }
}

package struct Batches {
    let tx: Transaction

    /// Of what kind its keys are taken.
    package static let keys = "batch"

    private static let select: SQL = """
        SELECT id, number, matter, region, employer_id, login_id, actor, channel, identity_check, file_name, file_bytes,
            uploaded_at, uploaded_on, stage, row_count, passing, failing, filed, sentence, content_digest, repeats_id,
            confirmed_at
        FROM batch
        """

    private static func read(_ row: Row) throws(DatabaseError) -> Batch {
        var columns = row.columns
        let (id, number, matter): (BatchId, String, String) = (
            try columns.next(), try columns.next(), try columns.next()
        )
        let region = Region(rawValue: try columns.next())
        let (employer, login, actor): (EmployerId, Int64, String) = (
            try columns.next(), try columns.next(), try columns.next()
        )
        let channel: Channel = try columns.next()
        let check: String? = try columns.next()
        return Batch(
            id: id, number: number, matter: matter, region: region, employer: employer, login: login, actor: actor,
            channel: channel, identityCheck: try check.map(Self.decoded), fileName: try columns.next(),
            fileBytes: try columns.next(), uploadedAt: try columns.next(), uploadedOn: try columns.next(),
            stage: try columns.next(),
            counts: Batch.Counts(
                rows: try columns.next(), passing: try columns.next(), failing: try columns.next(),
                filed: try columns.next()),
            sentence: try columns.next(), contentDigest: try columns.next(), repeats: try columns.next(),
            confirmedAt: try columns.next())
    }

    package func add(_ batch: Batch) throws {
        try tx.run(
            """
            INSERT INTO batch (id, number, matter, region, employer_id, login_id, actor, channel, identity_check,
                file_name, file_bytes, uploaded_at, uploaded_on, stage)
            VALUES (\(batch.id), \(batch.number), \(batch.matter), \(batch.region.rawValue), \(batch.employer),
                \(batch.login), \(batch.actor), \(batch.channel), \(try batch.identityCheck.map(Self.encoded)),
                \(batch.fileName), \(batch.fileBytes), \(batch.uploadedAt), \(batch.uploadedOn), \(batch.stage))
            """)
    }

    package func with(_ id: BatchId) throws -> Batch? {
        try tx.first("\(Self.select) WHERE id = \(id)", Self.read)
    }

    /// The latest first.
    package func of(_ employer: EmployerId, limit: Int) throws -> [Batch] {
        try tx.all("\(Self.select) WHERE employer_id = \(employer) ORDER BY id DESC LIMIT \(limit)", Self.read)
    }

    /// How many of an employer's files are being worked on; one whose job has been given up is not.
    package func underWay(of employer: EmployerId) throws -> Int {
        try tx.one(
            """
            SELECT count(*) FROM batch
            WHERE employer_id = \(employer) AND stage IN ('reading', 'checking', 'filing', 'listing')
                AND EXISTS (
                    SELECT 1 FROM job j WHERE j.kind = \(Job.Kind.batch) AND j.subject_id = batch.id AND j.state = 'open')
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// The batch of the case; `nil` for one that was filed by itself.
    package func of(_ caseId: CaseId) throws -> Batch? {
        try tx.first("\(Self.select) WHERE id = (SELECT batch_id FROM matter_case WHERE id = \(caseId))", Self.read)
    }

    package func setStage(_ stage: Batch.Stage, of id: BatchId, sentence: String? = nil) throws {
        try tx.run("UPDATE batch SET stage = \(stage), sentence = coalesce(\(sentence), sentence) WHERE id = \(id)")
    }

    package func confirm(_ id: BatchId, at now: Instant) throws {
        try tx.run("UPDATE batch SET stage = 'filing', confirmed_at = \(now) WHERE id = \(id)")
    }
}

/// The file, in parts, until it has been read.
extension Batches {
    package func keepPart(_ sequence: Int, _ bytes: [UInt8], of id: BatchId) throws {
        try tx.run("INSERT INTO batch_part (batch_id, sequence, bytes) VALUES (\(id), \(sequence), \(bytes))")
    }

    /// `nil` after the last.
    package func part(_ sequence: Int, of id: BatchId) throws -> [UInt8]? {
        try tx.first("SELECT bytes FROM batch_part WHERE batch_id = \(id) AND sequence = \(sequence)") {
            row throws(DatabaseError) in try row[0]
        }
    }

    package func dropFile(of id: BatchId) throws {
        try tx.run("DELETE FROM batch_part WHERE batch_id = \(id)")
    }
}

/// As a batch keeps what has parts.
extension Batches {
    static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decoded<Value: Decodable>(_ text: String) throws(DatabaseError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw unreadable
        }
    }

    static var unreadable: DatabaseError {
        DatabaseError(.other, "a batch holds what cannot be read", statement: "batch")
    }
}

extension Batch.Stage: ColumnCodable {}
extension BatchRow.Verdict: ColumnCodable {}
