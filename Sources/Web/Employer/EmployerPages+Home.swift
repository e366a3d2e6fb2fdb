import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

extension EmployerPages {
    func home(_ visit: Visit) async throws -> Response {
        let overview = try await pages.overview(by: visit.principal)
        let announcements = try await desk.announcements(
            to: .employers, in: overview.employer.region, limit: AnnouncementBoard.shown)
        // The latest cases name people.
        try await note(visit, "查看本单位最近办件", .people(Array(Set(overview.cases.compactMap(\.person)))))
        let content: Markup = """
            <h1>\(overview.employer.name)</h1>
            <p class="lead">\(overview.regionName) · 统一社会信用代码 \(overview.employer.creditCode) · 今天是\(overview.today.chinese)</p>
            \(optional: overview.closing, Self.closed)
            \(Self.figures(overview, visit.visitor))
            <div class="columns">
            <section>
            <h2>待办事项\(if: !overview.toDos.isEmpty, "（\(overview.toDos.count)）")</h2>
            \(ToDos(overview.toDos.map { Self.item($0, overview.today, visit) }))
            <p class="quiet"><a href="\(MessagePages.path())">设置短信提醒</a></p>
            \(DraftSummary(overview.drafts, FilingPaths.employer, visit, pages.clock))
            \(if: visit.visitor.holds(.contributions) && overview.closing == nil, Self.thisMonth(overview, visit))
            <h2>最近办件</h2>
            \(Self.cases(overview.cases))
            </section>
            <section>
            \(AnnouncementBoard(announcements))
            \(if: overview.closing == nil, Self.offered(overview, visit))
            </section>
            </div>
            """
        return Page("首页", in: .employer, content).response(to: visit)
    }

    /// What an employer that goes on may do next, and by when.
    private static func offered(_ overview: EmployerOverview, _ visit: Visit) -> Markup {
        """
        <h2>常用办理</h2>
        <ul class="links">\(each: firstMatters(visit), {
            "<li><a href=\"\(FilingPaths.employer.entry($0.card.slug))\">\($0.card.name)</a></li>"
        })</ul>
        <p><a href="\(FilingPaths.employer.matters())">全部办理事项</a></p>
        \(if: visit.mayOpen(EmployerPaths.calendar()), calendar(overview))
        """
    }

    /// What an employer does most: the catalogue begins with it. The rest is a page of its own.
    private static func firstMatters(_ visit: Visit) -> [any Matter.Type] {
        Array(
            Catalogue.matters(for: .employer, through: .web).filter { visit.visitor.holds($0.card.right) }.prefix(6))
    }

    private static func closed(_ closing: EmployerClosing) -> Markup {
        Notice(
            .warning, "本单位已于\(closing.closedOn.chinese)注销社会保险登记",
            "<p>以往的缴费计划、办件和文书可以继续查询，不能再办理业务。登记有误的，请联系参保地经办机构。</p>"
        ).markup
    }

    private static func figures(_ overview: EmployerOverview, _ visitor: Visitor) -> Figures {
        guard visitor.holds(.contributions) else {
            return Figures([("在职参保", "\(overview.staffCount)<small>人</small>", "")])
        }
        let owed = overview.plans.map(\.total).total
        let open = overview.openPlans.map(\.outstanding).total
        let due = overview.openPlans.compactMap(\.dueOn).min()
        return Figures([
            ("在职参保", "\(overview.staffCount)<small>人</small>", ""),
            (
                "\(overview.period.month)月应缴", overview.plans.isEmpty ? "—" : "\(owed)<small>元</small>",
                overview.plans.isEmpty
                    ? overview.closing == nil ? "" : "已注销，不再生成缴费计划" : "已生成\(overview.plans.count)份缴费计划"
            ),
            (
                "待缴", "\(open)<small>元</small>",
                overview.overdue > .zero
                    ? "其中逾期 \(overview.overdue) 元"
                    : due.map { "最近一笔请于\($0.chinese)前缴纳" }
                        ?? (overview.undeclared.isEmpty ? "没有待缴费用" : "不含未申报的\(overview.undeclared.count)个月")
            ),
        ])
    }

    private static func item(_ toDo: ToDo, _ today: Day, _ visit: Visit) -> ToDos.Item {
        let link =
            switch toDo.key.kind {
            case "payment-due": EmployerPaths.plans()
            case WageReminder.kind: EmployerPaths.wages()
            case "case-returned": FilingPaths.employer.cases()
            default:
                toDo.matter.map { FilingPaths.employer.apply($0).filled(with: toDo.answers) }
                    ?? FilingPaths.employer.cases()
            }
        let action: Markup =
            toDo.key.kind == "medical-refused"
            ? PostForm(
                to: EmployerPaths.filedWithMedical(toDo.key.subject), visit, classes: "inline",
                "\(Button("已另行申报，不再提醒", .secondary))"
            ).markup : .empty
        return ToDos.Item(
            toDo.sentence, due: toDo.dueOn.map { $0 < today ? "\($0.chinese)已到期" : "\($0.chinese)前" } ?? "",
            isPressing: toDo.dueOn.map { $0.days(since: today) <= 5 } ?? false, link,
            action: action)
    }

    private static func thisMonth(_ overview: EmployerOverview, _ visit: Visit) -> Markup {
        """
        <h2>\(overview.period.chinese)缴费计划</h2>
        \(planState(overview, visit))
        \(if: !overview.plans.isEmpty, planTable("\(overview.period.chinese)的缴费计划", overview.plans, overview.today).markup)
        """
    }

    private static func planState(_ overview: EmployerOverview, _ visit: Visit) -> Markup {
        if overview.unbilled > 0 {
            // Where the to-do above says it, it is not said again.
            if overview.toDos.contains(where: {
                $0.key == PlanReminder.planNotMade(overview.employer.id, overview.period)
            }) {
                return "<p>\(payable(overview))</p>\(makePlan(overview.period, visit))"
            }
            let title =
                overview.plans.isEmpty
                ? "\(overview.period.chinese)缴费计划尚未生成，涉及\(overview.unbilled)人"
                : "还有\(overview.unbilled)人尚未计入\(overview.period.chinese)缴费计划"
            return Notice(
                .warning, title, "<p>\(payable(overview))</p>\(makePlan(overview.period, visit))"
            ).markup
        }
        if overview.plans.isEmpty { return EmptyState("\(overview.period.chinese)没有需要缴费的职工").markup }
        return Notice(.success, "在职职工已全部计入\(overview.period.chinese)缴费计划").markup
    }

    private static func payable(_ overview: EmployerOverview) -> String {
        guard let window = overview.window else { return "税务部门尚未公布本月征收期，计划生成后在征收期内缴纳。" }
        if overview.today <= window.closesOn { return "\(window.closesOn.chinese)前生成的，在本月征收期内缴纳；此后生成的，在下月征收期内缴纳。" }
        return "本月征收期已于\(window.closesOn.chinese)结束，现在生成的计划在下月征收期内缴纳。"
    }

    /// Begins the matter with its period filled in.
    static func makePlan(_ period: Month, _ visit: Visit) -> Markup {
        PostForm(
            to: FilingPaths.employer.apply(MonthlyPlan.card.slug), visit,
            "<input type=\"hidden\" name=\"period\" value=\"\(period.description)\">\(Button("生成缴费计划"))"
        ).markup
    }

    /// The next few of the calendar's dates; what holds for every day, or is far off, stands there only.
    private static func calendar(_ overview: EmployerOverview) -> Markup {
        let horizon = overview.today.adding(days: 62)
        let near = overview.deadlines.filter { deadline in
            deadline.kind != .hiring && deadline.kind != .leaving && deadline.kind != .baseYear
                && deadline.on.map { $0 <= horizon } ?? true
        }
        let dates = Timeline(
            near.prefix(5).map { deadline in
                Timeline.Event(
                    deadline.title, at: deadline.on?.chinese ?? "日期未定", by: distance(deadline, overview.today),
                    place: deadline.kind == .planOverdue ? .now : .next)
            })
        return """
            <h2>近期期限</h2>
            \(if: near.isEmpty, EmptyState("近期没有期限").markup)\(if: !near.isEmpty, dates.markup)
            <p><a href="\(EmployerPaths.calendar())">办事日历：全部期限和逾期的后果</a></p>
            """
    }

    private static func cases(_ cases: [Cases.Summary]) -> Markup {
        if cases.isEmpty { return EmptyState("还没有办件").markup }
        return DataTable(
            "最近提交的业务", cases, narrow: .brief,
            columns: [
                .heading("办件") { "<a href=\"\(FilingPaths.employer.caseRecord($0.id))\">\($0.subject)</a>" },
                .text("事项", \.matterBesideSubject),
                .markup("状态") { $0.status.tag(isApplicant: true).markup }, .text("提交日期") { $0.submittedOn.chinese },
            ]
        ).markup
    }
}
