import Basics
package import Casework
import Database
import Documents
import Foundation
import Matters
package import Records
package import Storage

/// A file that somebody brings to be filed row by row.
package struct BatchUpload: Sendable {
    /// The slug of the matter.
    package let matter: String
    package let employer: EmployerId
    package let channel: Channel
    /// Who stands at the counter.
    package let identityCheck: IdentityCheck?
    /// Where it lies while it is taken in.
    package let path: String
    package let fileName: String
    package let byteCount: Int

    package init(
        matter: String, employer: EmployerId, channel: Channel, identityCheck: IdentityCheck? = nil, path: String,
        fileName: String, byteCount: Int
    ) {
        self.matter = matter
        self.employer = employer
        self.channel = channel
        self.identityCheck = identityCheck
        self.path = path
        self.fileName = fileName
        self.byteCount = byteCount
    }
}

/// A batch with what its page shows beside it.
package struct BatchView: Sendable {
    package let batch: Batch
    package let card: MatterCard
    package let employerName: String
    /// Who works on it, and why it waits if it does.
    package let job: Job?
    /// The lists of what was filed, in their order.
    package let lists: [Batches.Volume]
    /// The earlier batch that said the same.
    package let repeated: Batch?
}

extension Desk {
    /// The largest file: a million honest rows have some seventy megabytes.
    package static let batchFileBytes = 128 << 20
    /// So many files of one employer are worked on at once.
    private static let batchesAtOnce = 3
    private static let partBytes = 1 << 20
    private static let fileNameLimit = 120

    /// The matters that can be filed from a file, for whoever holds their rights.
    package func batchMatters(for principal: Principal) -> [any Matter.Type] {
        Catalogue.matters(for: .employer, through: .batch).filter { $0.batch != nil }
            .filter { principal.holds($0.card.right) }
    }

    /// Takes a file in, to be read, and each of its rows judged, by a job. Files nothing.
    ///
    /// - Throws: `DeskRefusal`, and `VisitorRefusal` where the visitor at the counter is somebody else by the record.
    package func upload(_ upload: BatchUpload, by principal: Principal) async throws -> BatchId {
        guard let matter = batchMatters(for: principal).first(where: { $0.card.slug == upload.matter }) else {
            throw DeskRefusal.notFound
        }
        guard upload.channel == .batch || (upload.channel == .counter && upload.identityCheck != nil) else {
            throw DeskRefusal.invalid("请先核验来人身份，再开始办理。")
        }
        guard upload.byteCount > 0 else { throw DeskRefusal.invalid("上传的文件是空的，请重新选择文件。") }
        guard upload.byteCount <= Self.batchFileBytes else {
            throw DeskRefusal.invalid("文件超过\(Self.batchFileBytes >> 20)MB，请分成几个文件上传。")
        }
        // What is plainly another file is told at once, and nothing of it kept.
        let employer = try await database.read { tx in
            try Self.requireBatches(of: upload.employer, for: principal, tx)
        }
        var check = upload.identityCheck
        if let came = check { check = try await compared(came, with: .employer(employer.id)) }
        let identityCheck = check
        do {
            _ = try BatchSource.open(upload.path, of: matter, employer)
        } catch {
            throw DeskRefusal.invalid(error.sentence)
        }
        let (now, today, name) = (clock.now, clock.today, String(upload.fileName.prefix(Self.fileNameLimit)))
        let file = try FileHandle(forReadingFrom: URL(filePath: upload.path))
        defer { try? file.close() }
        let id = try await database.transaction { tx in
            let employer = try Self.requireBatches(of: upload.employer, for: principal, tx)
            try Self.requireGoingOn(.employer(employer.id), filing: matter.card, tx)
            guard try tx.batches.underWay(of: employer.id) < Self.batchesAtOnce else {
                throw DeskRefusal.invalid("本单位已有\(Self.batchesAtOnce)个文件正在处理，请等其中一个处理完再上传。")
            }
            let key = try tx.takeKeys(Batches.keys, count: 1)
            try tx.batches.add(
                Batch(
                    id: BatchId(key), number: DocumentNumber.ofBatch(key, on: today), matter: upload.matter,
                    region: employer.region, employer: employer.id, login: principal.login, actor: principal.name,
                    channel: upload.channel, identityCheck: identityCheck, fileName: name,
                    fileBytes: upload.byteCount, uploadedAt: now, uploadedOn: today))
            try file.seek(toOffset: 0)
            var sequence = 0
            while let part = try file.read(upToCount: Self.partBytes), !part.isEmpty {
                sequence += 1
                try tx.batches.keepPart(sequence, Array(part), of: BatchId(key))
            }
            try tx.jobs.add(.batch, on: key, at: now)
            return BatchId(key)
        }
        wakeJobs()
        return id
    }

    package func batches(of employer: EmployerId, by principal: Principal) async throws -> [Batch] {
        try await database.read { tx in
            _ = try Self.requireBatches(of: employer, for: principal, tx)
            return try tx.batches.of(employer, limit: 100).filter { Self.mayFile($0.matter, principal) }
        }
    }

    package func batch(_ id: BatchId, by principal: Principal) async throws -> BatchView {
        try await database.read { tx in
            let (batch, employer) = try Self.requireBatch(id, for: principal, tx)
            guard let matter = Catalogue.matter(batch.matter) else { throw DeskRefusal.notFound }
            return BatchView(
                batch: batch, card: matter.card, employerName: employer.name,
                job: try tx.jobs.latest(.batch, on: id.value), lists: try tx.batches.volumes(of: id),
                repeated: try batch.repeats.flatMap { try tx.batches.with($0) })
        }
    }

    /// Some rows of a verdict, in the order of the file.
    package func batchRows(
        _ id: BatchId, _ verdict: BatchRow.Verdict, after number: Int, limit: Int, by principal: Principal
    ) async throws -> [BatchRow] {
        try await database.read { tx in
            _ = try Self.requireBatch(id, for: principal, tx)
            return try tx.batches.rows(of: id, verdict, after: number, limit: limit)
        }
    }

    /// Files the rows that pass. Sent twice, it files once.
    /// - Parameter passing: how many were shown to pass.
    package func confirm(_ id: BatchId, passing: Int, by principal: Principal) async throws {
        let now = clock.now
        try await database.transaction { tx in
            let (batch, _) = try Self.requireBatch(id, for: principal, tx)
            if [.filing, .listing, .filed].contains(batch.stage) { return }
            guard batch.stage == .checked, batch.counts.passing > 0 else {
                throw DeskRefusal.invalid("本批次现在没有可以办理的行，请刷新后查看。")
            }
            guard batch.counts.passing == passing else {
                throw DeskRefusal.invalid("核对结果已经更新，请按最新结果确认后再提交。")
            }
            try tx.batches.confirm(id, at: now)
            try tx.jobs.add(.batch, on: id.value, at: now)
        }
        wakeJobs()
    }

    /// Judges every row again as of today: the days or the records have gone on, or a file that says the same is wanted
    /// judged all the same.
    package func judgeAgain(_ id: BatchId, by principal: Principal) async throws {
        let now = clock.now
        try await database.transaction { tx in
            let (batch, _) = try Self.requireBatch(id, for: principal, tx)
            guard batch.stage == .checked || batch.stage == .repeated else {
                throw DeskRefusal.invalid("本批次现在不能重新试办，请刷新后查看。")
            }
            try tx.batches.forgetVerdicts(of: id)
            try tx.batches.setStage(.checking, of: id)
            try tx.jobs.add(.batch, on: id.value, at: now)
        }
        wakeJobs()
    }

    /// Stops a batch. What was filed stays; nothing else is filed any more.
    package func cancelBatch(_ id: BatchId, by principal: Principal) async throws {
        let now = clock.now
        try await database.transaction { tx in
            let (batch, _) = try Self.requireBatch(id, for: principal, tx)
            if batch.stage.canBeStopped {
                if try tx.jobs.latest(.batch, on: id.value)?.state == .open {
                    try tx.jobs.askToCancel(.batch, on: id.value, at: now)
                } else if try BatchWork.cancel(id, tx) {
                    // Its job was given up; another lists what was filed.
                    try tx.jobs.add(.batch, on: id.value, at: now)
                }
            } else if batch.stage == .checked || batch.stage == .repeated {
                try tx.batches.setStage(.cancelled, of: id)
            }
        }
        wakeJobs()
    }
}

extension Desk {
    /// An employer's own people see its batches, and the agency those of its region.
    static func requireBatches(
        of id: EmployerId, for principal: Principal, _ tx: Transaction
    ) throws -> Employer {
        guard let employer = try tx.employers.withIds([id])[id] else { throw DeskRefusal.notFound }
        let may =
            switch principal.role {
            case .employerOperator: principal.employer == id
            case .teller: principal.region == employer.region
            case .individual, .unitOperator, .reviewer, .policyStaff, .auditor, .administrator: false
            }
        guard may else { throw DeskRefusal.notFound }
        return employer
    }

    static func requireBatch(
        _ id: BatchId, for principal: Principal, _ tx: Transaction
    ) throws -> (Batch, Employer) {
        guard let batch = try tx.batches.with(id) else { throw DeskRefusal.notFound }
        let employer = try requireBatches(of: batch.employer, for: principal, tx)
        guard mayFile(batch.matter, principal) else { throw DeskRefusal.notFound }
        return (batch, employer)
    }
}
