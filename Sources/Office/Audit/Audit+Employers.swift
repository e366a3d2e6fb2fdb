import Basics
import Casework
import Database
import Records
import Storage

extension AuditRound {
    /// What the cases registered of employers still stands in their records, and no record stands beside it.
    mutating func checkEmployers(of trails: [CaseId: CaseState]) throws {
        guard !trails.isEmpty else { return }
        var expected = trails.mapValues { state in
            Dictionary(
                (state.events.flatMap { $0.detail.employers ?? [] }).map { ($0.employer, $0) }
            ) { _, last in last }
        }
        for written in try tx.employerRecords.written(by: Array(trails.keys)) {
            guard let digest = expected[written.caseId]?.removeValue(forKey: written.employer.value) else {
                find("employer_record", "\(written.employer)/\(written.sequence)", "所称的办件没有登记过该单位的登记事项。")
                continue
            }
            if digest != EmployerDigest(of: written.employer, written.record) {
                find("employer_record", "\(written.employer)/\(written.sequence)", "该单位的登记事项与办件办理时登记的不符。")
            }
        }
        for id in expected.values.flatMap(\.keys).sorted() {
            find("employer_record", "\(id)", "办件登记的单位登记事项不存在，或改属其他办件。")
        }
        try checkTakeovers(of: trails)
    }

    /// What had been taken over of an employer still reads as the case that changed it first found it.
    private mutating func checkTakeovers(of trails: [CaseId: CaseState]) throws {
        var expected = trails.compactMapValues { state in
            state.events.lazy.compactMap { $0.detail.takenOver?.first }.first
        }
        for kept in try tx.employerRecords.takenOver(by: Array(trails.keys)) {
            guard expected.removeValue(forKey: kept.caseId) != EmployerDigest(of: kept.employer, kept.held) else {
                continue
            }
            find("employer_takeover", "\(kept.employer)", "承接时的单位信息与办件保存时的不符。")
        }
        for digest in expected.values.sorted(by: { $0.employer < $1.employer }) {
            find("employer_takeover", "\(digest.employer)", "办件保存的承接时的单位信息不存在，或改属其他办件。")
        }
    }

    /// An employer's own row says what the last of its records says. Those that were taken over have none and are only counted.
    mutating func checkEmployerRows() throws {
        try expectNone(
            "employer",
            """
            SELECT e.id FROM employer e
            JOIN employer_record r ON r.employer_id = e.id AND r.sequence =
                (SELECT max(o.sequence) FROM employer_record o WHERE o.employer_id = e.id)
            LEFT JOIN employer_credit_code c ON c.employer_id = e.id AND c.through_on IS NULL
            WHERE e.name <> r.name OR e.region <> r.region OR e.injury_class <> r.injury_class OR e.branch <> r.branch
                OR c.code IS NULL OR c.code <> r.credit_code
            ORDER BY 1
            """
        ) { row in ("\(try row[0] as Int64)", "该单位的名称、代码、工伤类别或所属机构与其登记事项不符。") }
    }
}

extension CaseState {
    /// The employer that a unit became by this case.
    var registeredEmployer: Int64? {
        application.applicant.unit == nil ? nil : events.lazy.compactMap { $0.detail.employers?.first?.employer }.first
    }
}
