package import Basics
import Casework
import HTTP
import Matters
import Office
import Policy
package import Records
import Storage

/// Where months are assessed and closed.
package enum MonthPaths {
    package static let list = Path("/agency/months")
    package static let one = Path("/agency/months/{period}", Month.self)
    package static let assess = Path("/agency/months/{period}/assess", Month.self)
    package static let close = Path("/agency/months/{period}/close", Month.self)
    package static let differences = Path("/agency/months/{period}/differences", Month.self)
    package static let difference = Path("/agency/months/{period}/differences/{employer}", Month.self, EmployerId.self)
}

/// The months of a region: what is open in each, the assessment of everybody, closing. Approving and opening again are acts on
/// the case of the closing.
package struct MonthPages: Sendable {
    let office: PortalOffice

    var desk: Desk { office.desk }

    package static func endpoints(_ office: PortalOffice) -> [Endpoint] {
        let pages = MonthPages(office: office)
        return [
            .get(MonthPaths.list, for: AgencyPages.readers) { visit in
                try await atTheDesk { try await pages.list(visit) }
            },
            .get(MonthPaths.one, for: AgencyPages.readers) { visit, period in
                try await atTheDesk { try await pages.one(visit, period) }
            },
            .get(MonthPaths.differences, for: AgencyPages.readers) { visit, period in
                try await atTheDesk { try await pages.differences(visit, period) }
            },
            .get(MonthPaths.difference, for: AgencyPages.readers) { visit, period, employer in
                try await atTheDesk { try await pages.difference(visit, period, employer) }
            },
            .post(MonthPaths.assess, for: [.reviewer]) { visit, _, period in
                try await atTheDesk { try await pages.desk.startMonthRun(period, by: visit.principal) }
                return .seeOther(MonthPaths.one(period))
            },
            .post(MonthPaths.close, for: [.teller]) { visit, form, period in
                try await atTheDesk { try await pages.close(visit, form, period) }
            },
        ]
    }

    private func list(_ visit: Visit) async throws -> Response {
        let rows = try await desk.months(for: visit.principal)
        return try office.page(
            "月度办理", visit,
            """
            <h1>月度办理</h1>
            <p class="lead">按费款所属期集中核定缴费计划、办理月结。月结不影响受理：已月结月份的漏缴、错缴，以补缴、冲销方式在以后的缴费计划中调整。列出最近12个月，以及更早而没有月结的月份。</p>
            \(DataTable("各费款所属期", rows, columns: [
                .heading("费款所属期") { "<a href=\"\(MonthPaths.one($0.period))\">\($0.period.chinese)</a>" },
                .markup("状态") { Self.tag($0.closing?.closing.closedOn, $0.isBeingAssessed).markup },
                .figure("缴费计划（份）") { "\($0.plans)" }, .figure("人次") { "\($0.people)" },
                .amount("应缴（元）", \.total),
                .text("月结日期") { $0.closing?.closing.closedOn.chinese ?? "—" },
            ]))
            """)
    }

    private static func tag(_ closedOn: Day?, _ isBeingAssessed: Bool) -> StatusTag {
        if closedOn != nil { return StatusTag(.done, "已月结") }
        return isBeingAssessed ? StatusTag(.underway, "集中核定中") : StatusTag(.waiting, "未月结")
    }

    /// Closes nothing but what was seen: where that has changed, the page says how, and offers what is now.
    private func close(_ visit: Visit, _ form: SubmittedForm, _ period: Month) async throws -> Response {
        switch try await desk.fileMonthClose(period, digest: form["digest"] ?? "", by: visit.principal) {
        case .filed(let id): .seeOther(FilingPaths.agency.caseRecord(id))
        case .changed: try await one(visit, period, seen: form.seenLines)
        }
    }

    /// - Parameter seen: what the clerk wanted to close, where that is not what would be closed now.
    private func one(_ visit: Visit, _ period: Month, seen: [Statement.Line]? = nil) async throws -> Response {
        let view = try await desk.month(period, for: visit.principal)
        let open = view.standing.open
        let progress = progress(view, visit)
        let response = try office.page(
            "\(period.chinese)月度办理", visit, above: [("月度办理", MonthPaths.list())], hasProblems: seen != nil,
            status: seen == nil ? .ok : .conflict,
            """
            <div class="head"><h1>\(period.chinese)</h1>\(Self.tag(view.standing.closedOn, view.standing.isBeingAssessed))</div>
            \(optional: seen, { ChangedStatement(since: $0, view.assessment, .filing, confirmation(view, visit)).markup })
            \(closed(view))
            <h2>未结事项</h2>
            \(Figures([
                ("没有缴费计划的单位", "\(open.employersWithoutPlan)<small>户</small>", "有参保职工"),
                ("未缴清的缴费计划", "\(open.plansNotPaid)<small>份</small>", ""),
                ("待分配的到账款", "\(open.unallocatedReceipts)<small>笔</small>", "全部月份"),
                ("到账对账差异", "\(open.receiptDifferences)<small>笔</small>", "全部月份"),
            ]))
            <h2>报表</h2>
            \(report(view))
            <p><a href="\(MonthPaths.differences(period))">与上月比较</a>：哪些单位新增、减少，金额变化多少。</p>
            <h2>集中核定</h2>
            \(runs(view, progress, visit))
            <h2>月结</h2>
            \(closing(view, visit))
            """)
        return progress?.keepingFresh(response) ?? response
    }

    /// Of the run that has not ended, unless its job was given up.
    private func progress(_ view: MonthView, _ visit: Visit) -> WorkProgress? {
        view.runs.first { $0.run.endedAt == nil && $0.job?.state != .failed }.map { run in
            WorkProgress(
                "已完成\(run.rangesDone)段，共\(run.ranges)段", run.rangesDone, of: run.ranges,
                note: run.job?.standstill(at: desk.clock.now),
                on: MonthPaths.one(view.period), visit)
        }
    }

    private func closed(_ view: MonthView) -> Markup {
        guard let standing = view.closings.first(where: { $0.reopenedOn == nil }) else { return .empty }
        return Notice(
            .info, "本月已于\(standing.closing.closedOn.chinese)月结",
            """
            <p>报表以月结时为准。确需更正的，由没有参与该次月结的审核人员在<a href="\(FilingPaths.agency.caseRecord(standing.caseId))">月结办件</a>中撤销，写明原因后重新月结。</p>
            """
        ).markup
    }

    /// As it was closed, or as it stands.
    private func report(_ view: MonthView) -> Markup {
        let closing = view.closings.first { $0.reopenedOn == nil }
        let lines = closing?.closing.report ?? view.standing.report
        if lines.isEmpty { return EmptyState("该月还没有缴费计划").markup }
        let note: Markup = "<p class=\"quiet\">“已缴”包括到账和抵扣，不含已经退还的款项；应缴与已缴的差额是欠缴，多缴的为负数。</p>"
        let table = DataTable(
            closing == nil ? "截至目前" : "月结时", lines,
            total: [
                "合计", "", "", lines.map(\.unit).total.description, lines.map(\.personShare).total.description,
                lines.map(\.paid).total.description,
            ],
            columns: [
                .heading("险种") { Markup(view.lineNames[$0.line] ?? "险种\($0.line.rawValue)") },
                .figure("缴费计划（份）") { "\($0.plans)" }, .figure("人次") { "\($0.people)" },
                .amount("单位缴费（元）", \.unit), .amount("个人缴费（元）", \.personShare), .amount("已缴（元）", \.paid),
            ])
        return "\(table)\(note)"
    }

    private func runs(_ view: MonthView, _ progress: WorkProgress?, _ visit: Visit) -> Markup {
        let mayStart =
            (try? visit.principal.role) == .reviewer && view.period <= desk.today.month && view.standing.closedOn == nil
        let open = view.runs.first { $0.run.endedAt == nil }
        return """
            <p>为有参保职工、尚未自行生成缴费计划的单位集中生成该月缴费计划；单位已经生成的不会重复计费。</p>
            \(each: view.runs, { run($0, progress) })
            \(if: mayStart, PostForm(
                to: MonthPaths.assess(view.period), visit, classes: "inline",
                Button(open == nil ? "开始集中核定" : "继续核定", .secondary).markup).markup)
            """
    }

    private func run(_ view: MonthView.RunView, _ progress: WorkProgress?) -> Markup {
        let isDone = view.run.endedAt != nil
        return """
            <section class="card">
            <h3><a href="\(FilingPaths.agency.caseRecord(view.run.id))">\(view.caseNumber)</a> \
            \(isDone ? StatusTag(.done, "已完成") : StatusTag(.underway, "进行中"))</h3>
            \(isDone ? nil : progress)
            \(if: !isDone && view.job?.state == .failed, Notice(.error, "集中核定没有完成", "<p>\(view.job?.note ?? "")已完成的部分不受影响，可以“继续核定”。</p>").markup)
            <p>缴费计划\(view.sums.plans)份，\(view.sums.people)人次，应缴\(view.sums.total)元；同一批单位上月应缴\(view.sums.before)元。</p>
            \(if: view.refusedCount > 0, Self.refused(view))
            </section>
            """
    }

    private static func refused(_ view: MonthView.RunView) -> Markup {
        DataTable(
            "未能核定的单位，\(view.refusedCount)户"
                + (view.refusedCount > view.refused.count ? "，列出前\(view.refused.count)户" : ""),
            view.refused,
            columns: [
                .heading("单位") { Markup($0.name) }, .text("统一社会信用代码", \.creditCode), .text("原因", \.sentence),
            ]
        ).markup
    }

    private func closing(_ view: MonthView, _ visit: Visit) -> Markup {
        if let waiting = view.waiting {
            return """
                <p>月结已提交，等待审核：<a href="\(FilingPaths.agency.caseRecord(waiting.id))">\(waiting.number)</a></p>
                """
        }
        if view.standing.closedOn != nil { return "<p>本月已经月结。</p>" }
        let assessment = view.assessment
        guard assessment.canGoAhead else {
            let sentences =
                assessment.refusals.map { $0.sentence + $0.remedy } + [assessment.gap?.sentence].compactMap(\.self)
            return "\(each: sentences, { "<p>\($0)</p>" })"
        }
        guard (try? visit.principal.role) == .teller else {
            return "<p>可以月结。由综合柜员提交，审核人员审核。</p>"
        }
        return "<p>提交后由审核人员审核。审核通过即固定报表；以上未结事项会写入月结表。</p>\(confirmation(view, visit))"
    }

    private func confirmation(_ view: MonthView, _ visit: Visit) -> Markup {
        guard let decision = view.assessment.decision, let digest = view.assessment.digest else { return .empty }
        return PostForm(
            to: MonthPaths.close(view.period), visit,
            """
            <input type="hidden" name="digest" value="\(digest)">\(SeenStatement(decision))
            <div class="actions">\(Button("提交月结"))</div>
            """
        ).markup
    }
}
