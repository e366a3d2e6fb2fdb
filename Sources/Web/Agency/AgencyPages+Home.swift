import Basics
import Casework
import HTTP
import Office
import Policy
import Storage

/// What waits.
extension AgencyPages {
    func home(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let work = try await desk.worklist(of: principal)
        let isReader = visit.mayOpen(AgencyPaths.queue(.review))
        return try office.page(
            "首页", visit,
            """
            <div class="head"><h1>\(principal.name)，您好</h1>\
            <p>\(if: visit.mayOpen(AgencyPaths.counter()), LinkButton("窗口受理", to: AgencyPaths.counter()).markup)</p></div>
            <p class="lead">\(principal.role.chinese) · 今天是\(work.today.chinese)</p>
            \(Figures(QueueStage.allCases.map { figure($0, work, linked: isReader) }))
            \(overdue(work))
            <div class="columns">
            <section>
            <h2>最先到期的办件</h2>
            \(if: work.pressing.isEmpty, EmptyState("没有待受理、待审核的办件").markup)
            \(if: !work.pressing.isEmpty && isReader, pressing(work))
            </section>
            <section>
            <h2>需要有人处理</h2>
            \(ToDos(chores(work).filter { visit.mayOpen($0.link) }))
            </section>
            </div>
            """)
    }

    private func figure(
        _ stage: QueueStage, _ work: Worklist, linked: Bool
    ) -> (name: String, value: Markup, note: String) {
        let waiting = work.waiting.filter { stage.statuses.contains($0.status) }
        let count = waiting.map(\.count).reduce(0, +)
        let late = waiting.map(\.overdue).reduce(0, +)
        let near = waiting.map(\.near).reduce(0, +)
        let notes = [late > 0 ? "\(late) 件已超期" : "", near > 0 ? "\(near) 件即将到期" : ""].filter { !$0.isEmpty }
        let value: Markup = "\(count)<small>件</small>"
        return (
            stage.title, linked ? "<a href=\"\(AgencyPaths.queue(stage))\">\(value)</a>" : value,
            notes.isEmpty ? "" : "其中 " + notes.joined(separator: "，")
        )
    }

    /// What is past its time, and what soon will be.
    private func overdue(_ work: Worklist) -> Markup {
        func count(_ stage: QueueStage, _ number: KeyPath<Cases.Waiting, Int>) -> Int {
            work.waiting.filter { stage.statuses.contains($0.status) }.map { $0[keyPath: number] }.reduce(0, +)
        }
        let late = [
            (count(.acceptance, \.overdue), "件申请超过受理期限"), (count(.review, \.overdue), "件办件超过办理时限"),
        ].filter { $0.0 > 0 }
        let near = [(count(.acceptance, \.near), "件申请即将超过受理期限"), (count(.review, \.near), "件办件即将超过办理时限")]
            .filter { $0.0 > 0 }
        func title(_ counts: [(Int, String)]) -> String {
            "有 " + counts.map { "\($0.0) \($0.1)" }.joined(separator: "，")
        }
        return """
            \(if: !late.isEmpty, Notice(.warning, title(late), "<p>请优先办理，或按规定办理延期。</p>").markup)\
            \(if: !near.isEmpty, Notice(.info, title(near), "<p>队列中最先到期的排在最前。</p>").markup)
            """
    }

    private func pressing(_ work: Worklist) -> Markup {
        CaseTable(
            work.pressing, isApplicant: false, record: FilingPaths.agency.caseRecord, today: work.today,
            isShort: true
        ).markup
    }

    private func chores(_ work: Worklist) -> [ToDos.Item] {
        let open = work.openWork
        return [
            chore(
                "未送达的部门报文", open.abandonedLetters, "条", detail: "多次发送没有成功，请查明原因后重新发送。", isPressing: true,
                AgencyPaths.messages()),
            chore("待分配的到账款", open.unallocatedReceipts, "笔", detail: "款项无法对应到缴费计划，请与税务部门或银行核对。", AgencyPaths.receipts()),
            chore(
                "没有结果的扣款指令", open.unansweredOrders, "条", detail: "银行次日仍未反馈，请与银行核对。", isPressing: true,
                AgencyPaths.receipts()),
            chore("对不上的银行退回", open.waitingReturns, "笔", detail: "没有相应的到账，或者金额不同，请与银行核对。", AgencyPaths.receipts()),
            chore(
                "到账对账差异", open.receiptDifferences, "笔", detail: "本平台与税务部门或银行的到账记录不一致，请逐笔核对。", isPressing: true,
                AgencyPaths.reconciliation()),
            chore(
                "医保对账差异", open.medicalDifferences, "份", detail: "本平台的参保变动通知与医疗保障部门的记录不一致，请逐份核对。", isPressing: true,
                AgencyPaths.reconciliation()),
        ].compactMap(\.self)
    }

    /// Nothing where there is none to do.
    private func chore(
        _ name: String, _ count: Int, _ unit: String, detail: String, isPressing: Bool = false, _ link: Link
    ) -> ToDos.Item? {
        count > 0 ? ToDos.Item("\(name) \(count) \(unit)", detail: detail, isPressing: isPressing, link) : nil
    }

    func queue(_ visit: Visit, _ stage: QueueStage) async throws -> Response {
        let principal = try visit.principal
        let work = try await desk.worklist(of: principal)
        let cases = try await desk.queue(stage.statuses, for: principal)
        let people = Set(cases.compactMap(\.person)).sorted()
        if !people.isEmpty { try await office.note(visit, "查看\(stage.title)队列", .people(people)) }
        let tabs = QueueStage.allCases.map { other in
            Tabs.Tab(
                other.title,
                count: work.waiting.filter { other.statuses.contains($0.status) }.map(\.count).reduce(0, +),
                AgencyPaths.queue(other), isCurrent: other == stage)
        }
        return try office.page(
            stage.title, visit,
            """
            <h1>\(stage.title)</h1>
            \(Tabs("办件队列", tabs))
            \(if: stage == .acceptance, acceptanceLimit(principal))
            \(if: cases.isEmpty, EmptyState("没有\(stage.title)的办件").markup)
            \(if: !cases.isEmpty, CaseTable(
                cases, isApplicant: false, record: FilingPaths.agency.caseRecord, today: work.today).markup)
            """)
    }

    /// By which rule the days in the queue are counted.
    private func acceptanceLimit(_ principal: Principal) -> Markup {
        guard let limit = desk.acceptanceLimit(in: principal.region ?? office.home) else {
            return "<p class=\"quiet\">政策尚未载明受理期限。</p>"
        }
        return """
            <p class="quiet">自提交之日起\(limit.value.description)内受理，或者告知需要补正的内容。\
            \(if: !limit.citation.isVerified, "<span class=\"unverified\">未核实</span>")</p>
            """
    }
}
