import Basics
import Casework
import Database
import Records
import Storage

// Employers are registered without a case, and enrolments that were taken over had theirs elsewhere: no trail holds what
// was decided of them, so they are not compared.

extension AuditRound {
    /// A person or an enrolment.
    private struct Owner: Hashable, Comparable {
        let isPerson: Bool
        let id: Int64

        static func < (one: Owner, other: Owner) -> Bool {
            one.isPerson == other.isPerson ? one.id < other.id : one.isPerson
        }
    }

    private struct Standing {
        let id: EnrolmentId
        let caseId: CaseId
        let beganOn: String
        let endedOn: String?
        let voidedOn: String?
    }

    /// What the cases wrote of people and enrolments still stands, and nothing beside it.
    mutating func checkRecords(of trails: [CaseId: CaseState]) throws {
        guard !trails.isEmpty else { return }
        let written = trails.mapValues { $0.events.flatMap { $0.detail.written ?? [] } }
        let all = written.values.joined()
        let found = try tx.recordRows.digests(
            people: all.filter { $0.part == .person }.map { PersonId($0.id) },
            enrolments: all.filter { $0.part == .enrolment }.map { EnrolmentId($0.id) })
        let byOwner = Dictionary(grouping: found) { Owner(isPerson: $0.part.isOfPerson, id: $0.id) }
        for (id, digests) in written.sorted(by: { $0.key < $1.key }) {
            let isReversed = trails[id]?.reversal != nil
            let owned = Dictionary(grouping: digests) { Owner(isPerson: $0.part.isOfPerson, id: $0.id) }
            for (owner, expected) in owned.sorted(by: { $0.key < $1.key }) {
                compare(expected, with: byOwner[owner] ?? [], of: owner, isReversed: isReversed)
            }
        }
        try checkStanding(trails, written)
    }

    private mutating func compare(
        _ expected: [RecordDigest], with found: [RecordDigest], of owner: Owner, isReversed: Bool
    ) {
        for part in RecordDigest.Part.allCases where !(part == .coverageEnd && isReversed) {
            guard expected.first(where: { $0.part == part }) != found.first(where: { $0.part == part }) else {
                continue
            }
            find(part.table, "\(owner.id)", part.sentence)
        }
    }

    /// Whether each enrolment is one that its case opened, and is taken back if and only if the case is.
    private mutating func checkStanding(
        _ trails: [CaseId: CaseState], _ written: [CaseId: [RecordDigest]]
    ) throws {
        let enrolments = try tx.all(
            """
            SELECT id, case_id, began_on, ended_on, voided_on FROM enrolment WHERE case_id IN \(list: Array(trails.keys))
            ORDER BY id
            """
        ) { row throws(DatabaseError) in
            Standing(
                id: try row[0], caseId: try row[1], beganOn: try row[2], endedOn: try row[3], voidedOn: try row[4])
        }
        var opened = written.mapValues { Set($0.filter { $0.part == .enrolment }.map(\.id)) }
        for enrolment in enrolments {
            guard opened[enrolment.caseId]?.remove(enrolment.id.value) != nil else {
                find("enrolment", "\(enrolment.id)", "所称的办件没有办理过该参保登记。")
                continue
            }
            let reversal = trails[enrolment.caseId]?.reversal
            if enrolment.voidedOn != reversal?.on.description
                || enrolment.endedOn != reversal.map({ _ in enrolment.beganOn })
            {
                find("enrolment", "\(enrolment.id)", "参保登记的终止或撤销与其办件的办理记录不符。")
            }
        }
        for id in opened.values.joined().sorted() { find("enrolment", "\(id)", "办件办理的参保登记不存在，或改属其他办件。") }
    }

    /// Enrolments of no case, or of one that does not exist; the cases that exist are compared with theirs one by one.
    mutating func checkEnrolments() throws {
        try expectNone(
            "enrolment",
            """
            SELECT e.id FROM enrolment e WHERE e.case_id <> \(Enrolments.takenOver)
                AND NOT EXISTS (SELECT 1 FROM matter_case c WHERE c.id = e.case_id) ORDER BY 1
            """
        ) { row in ("\(try row[0] as Int64)", "该参保登记所属的办件不存在。") }
        count(
            .takenOver,
            try tx.one("SELECT CAST(count(*) AS BIGINT) FROM enrolment WHERE case_id = \(Enrolments.takenOver)") {
                row in
                try row[0] as Int
            })
    }
}

extension CaseState {
    /// By which it was taken back, if it was.
    fileprivate var reversal: CaseEvent? { events.last { $0.act == .reverse } }
}

extension RecordDigest.Part {
    fileprivate var table: String {
        switch self {
        case .person: "person"
        case .identity: "person_identity"
        case .enrolment: "enrolment"
        case .contract: "labour_contract"
        case .wage: "declared_wage"
        case .coverage, .coverageEnd: "coverage_span"
        }
    }

    fileprivate var sentence: String {
        switch self {
        case .person: "该人员的登记信息与办件办理时登记的不符。"
        case .identity: "该人员的社会保障号码或联系电话与办件办理时登记的不符。"
        case .enrolment: "该参保登记与办件办理时登记的不符。"
        case .contract: "该参保登记的劳动合同与办件办理时登记的不符。"
        case .wage: "该参保登记的申报工资与办件办理时登记的不符。"
        case .coverage: "该参保登记的参保时段与办件办理时登记的不符。"
        case .coverageEnd: "该参保登记的参保截止月份与办件办理时登记的不符。"
        }
    }
}
