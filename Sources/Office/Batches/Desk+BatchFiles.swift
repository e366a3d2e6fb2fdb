import Basics
package import Casework
import Database
import Documents
import Matters
import Policy
package import Records
package import Storage

/// A workbook to take along.
package struct BatchFile: Sendable {
    /// Where it lies until it has been sent.
    package let file: TemporaryFile
    package let fileName: String
    package let employer: EmployerId
}

/// Which rows of a batch are taken along.
package enum BatchRows: String, Sendable, CaseIterable {
    /// Those that something is wrong with.
    case failed
    /// Those that were not filed, for whatever reason: corrected or as they are, they can be sent again.
    case unfiled
    case all

    fileprivate var fileWord: String {
        switch self {
        case .failed: "有误的行"
        case .unfiled: "没有办理的行"
        case .all: "办理结果"
        }
    }
}

/// Templates, empty or with what is on record, and batches with what became of their rows.
extension Desk {
    /// Whether the employer's own people can be filled in beforehand.
    package func fillsTemplate(of matter: any Matter.Type) -> Bool { matter.batch?.recordFields.isEmpty == false }

    package func batchTemplate(
        of slug: String, for id: EmployerId, isFilled: Bool, by principal: Principal
    ) async throws -> BatchFile {
        guard let matter = batchMatters(for: principal).first(where: { $0.card.slug == slug }),
            let template = BatchTemplate(of: matter), !isFilled || fillsTemplate(of: matter)
        else { throw DeskRefusal.notFound }
        return try await database.read { [self] tx in
            let employer = try Self.requireBatches(of: id, for: principal, tx)
            return try written(template, for: employer, as: .template, named: "\(template.name)模板") { writer in
                guard isFilled else { return }
                let ground = try Pages(self).ground(of: employer).ground
                try tx.staff.each(StaffQuery(standing: .present), on: ground) { member in
                    guard matter.batch?.listed.includes(member) == true else { return }
                    try writer.append(Self.answers(of: member, filling: matter.batch?.filled ?? []))
                }
            }
        }
    }

    private static func answers(of member: Staff.Member, filling fields: Set<String>) -> Answers {
        var answers: Answers = ["number": member.number, "name": member.name]
        if fields.contains("wage") { answers["wage"] = member.wage?.yuanText }
        return answers
    }

    /// The rows of a batch with what became of each, to be corrected and sent again.
    package func batchResult(_ id: BatchId, _ rows: BatchRows, by principal: Principal) async throws -> BatchFile {
        try await database.read { [self] tx in
            let (batch, employer) = try Self.requireBatch(id, for: principal, tx)
            guard let matter = Catalogue.matter(batch.matter), let template = BatchTemplate(of: matter) else {
                throw DeskRefusal.notFound
            }
            let name = "\(template.name)\(rows.fileWord)-\(batch.number)"
            return try written(template, for: employer, as: .result, named: name) { writer in
                func append(_ row: BatchRow) throws { try writer.append(row.answers, verdict: row.shown) }
                switch rows {
                case .failed: try tx.batches.each(of: id, .fails, append)
                case .unfiled: try tx.batches.each(of: id) { row in if row.verdict != .filed { try append(row) } }
                case .all: try tx.batches.each(of: id, append)
                }
            }
        }
    }

    private func written(
        _ template: BatchTemplate, for employer: Employer, as purpose: TemplateWriter.Purpose, named name: String,
        _ rows: (TemplateWriter) throws -> Void
    ) throws -> BatchFile {
        let file = try TemporaryFile()
        let region = try shelf.current.region(employer.region, askedBy: template.name)
        let writer = try TemplateWriter(
            template, stamp: BatchSource.stamp(template, employer),
            regionName: try region.value(.regionName, on: clock.today, askedBy: template.name).value, for: purpose,
            to: file.path)
        try rows(writer)
        try writer.finish()
        return BatchFile(file: file, fileName: "\(name).xlsx", employer: employer.id)
    }
}

extension BatchDeclaration.Listed {
    fileprivate func includes(_ member: Staff.Member) -> Bool {
        switch self {
        case .everybody: true
        case .contributing: !member.isSuspended
        case .suspended: member.isSuspended
        }
    }
}

extension BatchRow {
    /// As the result workbook says it.
    fileprivate var shown: RowVerdict {
        let inCells = problems.compactMap { problem in
            problem.field.map { FieldProblem(field: $0, sentence: problem.sentence) }
        }
        switch verdict {
        case .unjudged: return RowVerdict(isGood: true, text: "尚未试办", problems: [])
        case .passes: return RowVerdict(isGood: true, text: "可以办理，尚未提交")
        case .filed: return RowVerdict(isGood: true, text: "已提交")
        case .fails:
            // Reasons name rows of the file that was sent; here they stand in other lines.
            return RowVerdict(
                isGood: false, text: "原文件第\(number)行：\(problems.map(\.sentence).joined(separator: " "))",
                problems: inCells)
        }
    }
}
