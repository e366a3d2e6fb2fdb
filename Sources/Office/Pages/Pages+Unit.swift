package import Basics
package import Casework
import Database
import Matters
package import Records
import Storage

/// What is registered of an employer, and all that was before (登记事项及其变更记录).
package struct RegisteredUnitView: Sendable {
    package let employer: Employer
    package let branchName: String
    /// `nil` where it was taken over without one and nothing was filed since.
    package let record: EmployerRecord?
    /// What it came with, where it was taken over without a record.
    package let takenOver: EmployerTakeover?
    /// The latest first.
    package let history: [Entry]
    package let closing: EmployerClosing?
    package let today: Day

    /// What one case has registered or changed.
    package struct Entry: Sendable {
        package let recordedOn: Day
        package let caseId: CaseId
        package let caseNumber: String
        package let matterName: String
        /// Whether whoever looks may open the case.
        package let isOpenToReader: Bool
        /// Nothing for the record that an employer began with.
        package let changes: [EmployerItemChange]
        package let classChange: EmployerRecord.ClassChange?
        package let injuryClass: Int
    }
}

extension Pages {
    package func unit(by principal: Principal) async throws -> RegisteredUnitView {
        let today = clock.today
        return try await database.read { tx in
            let employer = try Self.employer(of: principal, with: .unitData, tx)
            return try RegisteredUnitView(of: employer, for: principal, on: today, tx)
        }
    }
}

extension RegisteredUnitView {
    init(of employer: Employer, for principal: Principal, on today: Day, _ tx: Transaction) throws {
        let records = try tx.employerRecords.history(of: employer.id)
        let held = try tx.employerRecords.takenOver(with: employer.id)
        let takenOver = records.isEmpty ? EmployerTakeover(employer) : held
        let branches = try tx.branches.all()
        self.employer = employer
        self.today = today
        branchName = branches.first { $0.code == employer.branch }?.name ?? employer.branch
        record = records.first?.record
        self.takenOver = takenOver
        closing = try tx.employerClosings.of(employer.id)
        history = try records.enumerated().map { index, written in
            let before = records.indices.contains(index + 1) ? records[index + 1].record : nil
            let summary = try tx.cases.summary(of: written.caseId)
            let isFirst = before == nil && takenOver == nil
            return Entry(
                recordedOn: written.recordedOn, caseId: written.caseId, caseNumber: summary?.number ?? "",
                matterName: summary.map { Catalogue.name(of: $0.matter) } ?? "",
                isOpenToReader: summary.map { Desk.mayFile($0.matter, principal) } ?? false,
                changes: isFirst
                    ? []
                    : EmployerItemChange.between(
                        before, named: takenOver?.name ?? employer.name, and: written.record),
                classChange: written.record.classChange, injuryClass: written.record.injuryClass)
        }
    }
}
