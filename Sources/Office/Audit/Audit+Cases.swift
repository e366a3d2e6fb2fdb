import Basics
import Casework
import Database
import Storage

extension AuditRound {
    private static let page = 200

    /// What the row of a case says, all of which follows from its trail.
    private struct Stored {
        let id: CaseId
        let number: String
        let matter: String
        let region: Region
        let employer: Int64?
        let person: Int64?
        let status: String
        let version: Int
        let channel: String
        let submittedAt: Instant
        let submittedOn: Day
        let acceptedBy: Int64?
        let dueOn: Day?
        let head: [UInt8]
        let creditCode: String?
    }

    /// Every case's trail: unbroken, of acts that were allowed, and folding to what the case's row says.
    mutating func checkCases() throws {
        var after = CaseId(Int64.min)
        while true {
            let cases = try page(after: after)
            let ids = cases.map(\.id)
            let kept = try tx.cases.trails(of: ids)
            let papers = try papers(of: ids)
            var trails: [CaseId: CaseState] = [:]
            for stored in cases {
                trails[stored.id] = try check(stored, kept[stored.id], papers[stored.id] ?? [])
            }
            try checkRecords(of: trails)
            try checkEmployers(of: trails)
            try checkClosings(of: trails)
            try checkMonthClosings(of: trails)
            try checkReceiptsTakenOver(by: trails)
            guard let last = cases.last else { break }
            after = last.id
        }
        try expectNone(
            "case_event",
            """
            SELECT v.case_id, v.sequence FROM case_event v
            WHERE NOT EXISTS (SELECT 1 FROM matter_case c WHERE c.id = v.case_id) ORDER BY 1, 2
            """
        ) { row in
            let (id, sequence): (Int64, Int64) = (try row[0], try row[1])
            return ("\(id)/\(sequence)", "该记录所属的办件不存在。")
        }
    }

    private func page(after id: CaseId) throws -> [Stored] {
        try tx.all(
            """
            SELECT id, number, matter, region, employer_id, person_id, status, version, channel, submitted_at,
                submitted_on, accepted_by, due_on, head, credit_code
            FROM matter_case WHERE id > \(id) ORDER BY id LIMIT \(Self.page)
            """
        ) { row throws(DatabaseError) in
            Stored(
                id: try row[0], number: try row[1], matter: try row[2], region: Region(rawValue: try row[3]),
                employer: try row[4], person: try row[5], status: try row[6], version: try row[7],
                channel: try row[8], submittedAt: try row[9], submittedOn: try row[10], acceptedBy: try row[11],
                dueOn: try row[12], head: try row[13], creditCode: try row[14])
        }
    }

    /// - Returns: what the trail says; `nil` if it is broken and says nothing.
    private mutating func check(
        _ stored: Stored, _ kept: Cases.StoredTrail?, _ papers: Set<String>
    ) throws -> CaseState? {
        count(.cases)
        let unreadable = kept?.unreadable ?? []
        for sequence in unreadable { find("case_event", "\(stored.id)/\(sequence)", "该记录的内容无法读取。") }
        guard unreadable.isEmpty else { return nil }
        let trail = kept?.events ?? []
        count(.events, trail.count)
        guard links(of: trail, in: stored.id) else { return nil }
        guard let state = CaseState(folding: trail.map(\.event)) else {
            find("matter_case", "\(stored.id)", "办件\(stored.number)的办理记录不能还原为任何办理状态。")
            return nil
        }
        checkActs(of: state, stored)
        guard trail.last?.link == stored.head, trail.count == stored.version else {
            find(
                "matter_case", "\(stored.id)",
                "办件\(stored.number)登记有\(stored.version)条记录，链尾与现存的\(trail.count)条记录不符，可能有记录被删除。")
            return nil
        }
        for wrong in disagreements(stored, state) {
            find("matter_case", "\(stored.id)", "办件\(stored.number)的\(wrong)与其办理记录不符。")
        }
        try checkPapersIssued(by: state, papers)
        return state
    }

    /// Whether each link is the one that the event ought to have.
    private mutating func links(of trail: [Cases.Linked], in id: CaseId) -> Bool {
        var head: [UInt8] = []
        for (index, linked) in trail.enumerated() {
            guard linked.event.sequence == index + 1 else {
                find("case_event", "\(id)/\(index + 1)", "第\(index + 1)条记录缺失。")
                return false
            }
            guard chain.link(linked.event, detail: linked.detailText, of: id, after: head) == linked.link else {
                find("case_event", "\(id)/\(index + 1)", "第\(index + 1)条记录（\(linked.event.act.chinese)）被改动过，与校验值不符。")
                return false
            }
            head = linked.link
        }
        return true
    }

    /// What the table alone does not say: who may not do what they, or somebody else, did before.
    private mutating func checkActs(of state: CaseState, _ stored: Stored) {
        guard var replayed = CaseState(folding: [state.events[0]]) else { return }
        for event in state.events.dropFirst() {
            if replayed.objection(to: event.act, by: event.actor) != nil {
                find(
                    "case_event", "\(stored.id)/\(event.sequence)",
                    "\(event.actor.name)对办件\(stored.number)的“\(event.act.chinese)”不符合办理权限。")
            }
            guard replayed.apply(event) else { return }
        }
    }

    private func disagreements(_ stored: Stored, _ state: CaseState) -> [String] {
        let (submission, applicant) = (state.events[0], state.application.applicant)
        let facts: [(String, Bool)] = [
            ("状态", stored.status == state.status.rawValue), ("事项", stored.matter == state.application.matter),
            ("编号", submission.detail.number == stored.number), ("统筹区", stored.region == state.application.region),
            ("申请单位", stored.employer == (applicant.employer?.value ?? state.registeredEmployer)),
            ("统一社会信用代码", stored.creditCode == applicant.unit),
            ("申请人", applicant.person == nil || stored.person == applicant.person?.value),
            ("渠道", stored.channel == state.application.channel.rawValue),
            ("提交时间", stored.submittedAt == submission.at && stored.submittedOn == submission.on),
            ("受理人", stored.acceptedBy == state.acceptedBy?.login), ("办理期限", stored.dueOn == state.dueOn),
        ]
        return facts.filter { !$0.1 }.map(\.0)
    }

    private func papers(of cases: [CaseId]) throws -> [CaseId: Set<String>] {
        var papers: [CaseId: Set<String>] = [:]
        try tx.each("SELECT case_id, number FROM paper WHERE case_id IN \(list: cases)") { row in
            papers[try row[0], default: []].insert(try row[1])
        }
        return papers
    }

    private mutating func checkPapersIssued(by state: CaseState, _ kept: Set<String>) throws {
        let said = Set(state.events.compactMap(\.detail.paperNumber))
        // What was asked for twice on one day is one paper, of the case that asked first.
        for number in said.subtracting(kept).sorted() where try tx.papers.withNumber(number) == nil {
            find("paper", number, "办理记录中出具的文书\(number)不存在。")
        }
        for number in kept.subtracting(said).sorted() { find("paper", number, "文书\(number)没有对应的出具记录。") }
    }
}
