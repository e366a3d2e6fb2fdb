import Basics
import Casework
import Database
import Matters
import Records
import Storage

// Enrolments that were taken over had their cases elsewhere: no trail holds what was decided of them, so they are not
// compared. Employers are in Audit+Employers.swift.

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
        let isChanged: Bool
    }

    /// What the cases wrote of people and enrolments still stands, and nothing beside it.
    mutating func checkRecords(of trails: [CaseId: CaseState]) throws {
        guard !trails.isEmpty else { return }
        let written = trails.mapValues { $0.events.flatMap { $0.detail.written ?? [] } }
        let all = written.values.joined()
        let enrolments = Set(all.filter { !$0.part.isOfPerson }.map { EnrolmentId($0.id) })
        let found = try tx.recordRows.digests(
            people: all.filter { $0.part == .person }.map { PersonId($0.id) }, enrolments: Array(enrolments))
        let byOwner = Dictionary(grouping: found) { Owner(isPerson: $0.part.isOfPerson, id: $0.id) }
        let changes = try EnrolmentChanges(of: enrolments, tx)
        for (id, digests) in written.sorted(by: { $0.key < $1.key }) {
            let owned = Dictionary(grouping: digests) { Owner(isPerson: $0.part.isOfPerson, id: $0.id) }
            for (owner, expected) in owned.sorted(by: { $0.key < $1.key }) {
                compare(expected, of: id, with: byOwner[owner] ?? [], of: owner, changes)
            }
        }
        try checkStanding(trails, written)
        try checkChanges(of: trails, written)
    }

    /// Each part against what its last writer wrote: a later case that changed an enrolment has bound anew what it may change.
    private mutating func compare(
        _ expected: [RecordDigest], of caseId: CaseId, with found: [RecordDigest], of owner: Owner,
        _ changes: EnrolmentChanges
    ) {
        let opened = owner.isPerson || expected.contains { $0.part == .enrolment }
        let last = owner.isPerson ? nil : changes.last[EnrolmentId(owner.id)]
        let isVoided = !owner.isPerson && changes.voided.contains(EnrolmentId(owner.id))
        for part in RecordDigest.Part.allCases where !(part == .coverageEnd && isVoided) {
            guard part.mayChange ? (last ?? caseId) == caseId : opened else { continue }
            guard expected.last(where: { $0.part == part }) != found.first(where: { $0.part == part }) else { continue }
            find(part.table, "\(owner.id)", part.sentence)
        }
    }

    /// Which case was the last to change each enrolment, and which of them were taken back.
    private struct EnrolmentChanges {
        var last: [EnrolmentId: CaseId] = [:]
        var voided: Set<EnrolmentId> = []

        init(of enrolments: Set<EnrolmentId>, _ tx: Transaction) throws {
            guard !enrolments.isEmpty else { return }
            let list = Array(enrolments)
            var last: [EnrolmentId: CaseId] = [:]
            try tx.each(
                """
                SELECT enrolment_id, case_id FROM enrolment_change WHERE enrolment_id IN \(list: list)
                ORDER BY enrolment_id, sequence
                """
            ) { row in last[try row[0]] = try row[1] }
            self.last = last
            voided = try Set(
                tx.all("SELECT id FROM enrolment WHERE id IN \(list: list) AND voided_on IS NOT NULL") { row in
                    try row[0] as EnrolmentId
                })
        }
    }

    /// Whether each change of an enrolment is one that its case made, and every one that a case made is there.
    private mutating func checkChanges(
        of trails: [CaseId: CaseState], _ written: [CaseId: [RecordDigest]]
    ) throws {
        var made = written.mapValues { Set($0.filter { $0.part == .changes }.map(\.id)) }
        let rows = try tx.all(
            """
            SELECT DISTINCT enrolment_id, case_id FROM enrolment_change WHERE case_id IN \(list: Array(trails.keys))
            ORDER BY 1, 2
            """
        ) { row in (id: try row[0] as Int64, caseId: try row[1] as CaseId) }
        for row in rows where made[row.caseId]?.remove(row.id) == nil {
            find("enrolment_change", "\(row.id)", "所称的办件没有变更过该参保登记。")
        }
        for id in made.values.joined().sorted() { find("enrolment_change", "\(id)", "办件办理的参保变更不存在，或改属其他办件。") }
    }

    /// Whether each enrolment is one that its case opened, and is taken back if and only if the case is. Until when one
    /// stands that was changed later is bound by the case that changed it.
    private mutating func checkStanding(
        _ trails: [CaseId: CaseState], _ written: [CaseId: [RecordDigest]]
    ) throws {
        let enrolments = try tx.all(
            """
            SELECT e.id, e.case_id, e.began_on, e.ended_on, e.voided_on,
                CASE WHEN EXISTS (SELECT 1 FROM enrolment_change c WHERE c.enrolment_id = e.id) THEN 1 ELSE 0 END
            FROM enrolment e WHERE e.case_id IN \(list: Array(trails.keys))
            ORDER BY e.id
            """
        ) { row throws(DatabaseError) in
            Standing(
                id: try row[0], caseId: try row[1], beganOn: try row[2], endedOn: try row[3], voidedOn: try row[4],
                isChanged: try row[5] as Int == 1)
        }
        var opened = written.mapValues { Set($0.filter { $0.part == .enrolment }.map(\.id)) }
        for enrolment in enrolments {
            guard opened[enrolment.caseId]?.remove(enrolment.id.value) != nil else {
                find("enrolment", "\(enrolment.id)", "所称的办件没有办理过该参保登记。")
                continue
            }
            let reversal = trails[enrolment.caseId]?.reversal
            let endedOn = reversal.map { _ in enrolment.beganOn } ?? (enrolment.isChanged ? enrolment.endedOn : nil)
            if enrolment.voidedOn != reversal?.on.description || enrolment.endedOn != endedOn {
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
        try expectNone(
            "enrolment_change",
            """
            SELECT h.enrolment_id, h.sequence FROM enrolment_change h
            WHERE NOT EXISTS (SELECT 1 FROM matter_case c WHERE c.id = h.case_id) ORDER BY 1, 2
            """
        ) { row in ("\(try row[0] as Int64)/\(try row[1] as Int64)", "该参保变更所属的办件不存在。") }
        try expectNone(
            "wage_signature",
            """
            SELECT w.employer_id, w.base_year FROM wage_signature w
            WHERE NOT EXISTS (
                SELECT 1 FROM matter_case c WHERE c.id = w.case_id AND c.employer_id = w.employer_id
                    AND c.matter = \(WageSignOff.card.slug) AND c.status = 'effective')
            ORDER BY 1, 2
            """
        ) { row in ("\(try row[0] as Int64)/\(try row[1] as Int64)", "该年度缴费工资的签署没有相应的办件。") }
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
        case .document: "person_document"
        case .enrolment: "enrolment"
        case .contract: "labour_contract"
        case .wage: "declared_wage"
        case .coverage, .coverageEnd: "coverage_span"
        case .changes: "enrolment_change"
        }
    }

    fileprivate var sentence: String {
        switch self {
        case .person: "该人员的登记信息与办件办理时登记的不符。"
        case .identity: "该人员的社会保障号码或联系电话与办件办理时登记的不符。"
        case .document: "该人员的身份证件与办件办理时登记的不符。"
        case .enrolment: "该参保登记与办件办理时登记的不符。"
        case .contract: "该参保登记的劳动合同与办件办理时登记的不符。"
        case .wage: "该参保登记的申报工资与办件办理时登记的不符。"
        case .coverage: "该参保登记的参保时段与办件办理时登记的不符。"
        case .coverageEnd: "该参保登记的参保截止月份与办件办理时登记的不符。"
        case .changes: "该参保登记的变更情况与办件办理时登记的不符。"
        }
    }
}
