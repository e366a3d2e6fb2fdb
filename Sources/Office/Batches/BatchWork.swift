import Basics
import Casework
import Database
import Matters
import Policy
import Records
import Storage

/// The work on one batch, in parts that each commit whole while the job is held.
struct BatchWork {
    let desk: Desk
    let hold: JobHold
    let id: BatchId

    init(_ desk: Desk, _ hold: JobHold, _ id: BatchId) {
        self.desk = desk
        self.hold = hold
        self.id = id
    }

    /// Does the next part.
    /// - Returns: whether there is more to do.
    func advance() async throws -> Bool {
        guard let batch = try await desk.database.read({ tx in try tx.batches.with(id) }) else {
            throw DatabaseError(.other, "a job works on a batch that is not there", statement: "batch")
        }
        switch batch.stage {
        case .reading: return try await read(batch)
        case .checking: return try await check(batch)
        case .filing: return try await file(batch)
        case .listing: return try await list(batch)
        case .unreadable, .repeated, .checked, .filed, .cancelled:
            return try await end(batch.stage)
        }
    }

    /// What has not been filed will not be; what has been stays, and is listed.
    /// - Returns: whether the list is still to be made.
    static func cancel(_ id: BatchId, _ tx: Transaction) throws -> Bool {
        try tx.batches.dropFile(of: id)
        guard let batch = try tx.batches.with(id) else { return false }
        if batch.counts.filed > 0 {
            try tx.batches.setStage(.listing, of: id, sentence: "已按要求停止办理，尚未办理的\(batch.counts.passing)行没有办理。")
            return true
        }
        try tx.batches.setStage(.cancelled, of: id)
        return false
    }

    /// The stage is reached, and with it the job's end.
    /// - Returns: that there is no more to do.
    func end(_ stage: Batch.Stage, sentence: String? = nil) async throws -> Bool {
        let now = desk.clock.now
        try await desk.database.transaction { [hold, id] tx in
            try hold.keep(at: now, tx)
            try tx.batches.setStage(stage, of: id, sentence: sentence)
            try hold.end(at: now, tx)
        }
        return false
    }

    func begin(_ stage: Batch.Stage) async throws -> Bool {
        let now = desk.clock.now
        try await desk.database.transaction { [hold, id] tx in
            try hold.keep(at: now, tx)
            try tx.batches.setStage(stage, of: id)
        }
        return true
    }
}

/// Checking: what would follow of each row if it were filed today. Files nothing.
extension BatchWork {
    private func check(_ batch: Batch) async throws -> Bool {
        let isMore = try await pass(.unjudged, of: batch, prepare: { part in part.judged }) { judged in
            let now = desk.clock.now
            try await desk.database.transaction { [hold, id] tx in
                try hold.keep(at: now, tx)
                try tx.batches.keep(judged, were: .unjudged, of: id)
            }
        }
        return isMore ? true : try await end(.checked)
    }
}

extension Batch {
    func application(of row: BatchRow, on day: Day) -> Application {
        Application(
            matter: matter, region: region, applicant: .employer(employer), channel: channel, filedOn: day,
            answers: row.answers, identityCheck: identityCheck)
    }
}

extension [BatchRow] {
    /// Each with its verdict.
    func judged(_ assessments: [Assessment]) -> [BatchRow] {
        Array<Int>(indices).mapOnManyCores { self[$0].judged(assessments[$0]) }
    }
}

extension BatchRow {
    /// With its verdict: everything that is wrong with it, at its column where it has one.
    fileprivate func judged(_ assessment: Assessment) -> BatchRow {
        var judged = self
        // What could not be read of a cell counts before what is missing because of it.
        let unread = problems.filter(\.isOfFile)
        var found = unread
        // What a partner answered is why more is asked for: a name mistyped, a register that is silent.
        if !assessment.missingMaterials.isEmpty || !assessment.problems.isEmpty {
            let isAtCounter = Channel.atCounter.contains(assessment.application.channel)
            found += assessment.remarks.map { Problem(nil, isAtCounter ? $0.toTeller : $0.toApplicant) }
        }
        found += assessment.problems.filter { problem in !unread.contains { $0.field == problem.field } }
            .map { Problem($0.field, $0.sentence) }
        found += otherName(than: assessment)
        found += assessment.missingMaterials.map {
            Problem(nil, "需要上传“\($0.name)”，不能批量办理，请在“办理业务”中为该人员单独办理。")
        }
        found += assessment.refusals.map { Problem($0.field, $0.sentence + $0.remedy) }
        if let gap = assessment.gap { found.append(Problem(nil, gap.sentence)) }
        judged.verdict = found.isEmpty && assessment.decision != nil ? .passes : .fails
        judged.problems = found
        judged.digest = judged.verdict == .passes ? assessment.decision?.rowDigest : nil
        return judged
    }

    /// A form shows whose number it is; in a file nobody sees it, so that the name has to be theirs.
    private func otherName(than assessment: Assessment) -> [Problem] {
        let key = "name"
        guard let typed = answers[key], let registered = assessment.shared[key], typed != registered else { return [] }
        return [Problem(key, "姓名与该号码登记的姓名不一致，请核对姓名和号码。")]
    }
}
