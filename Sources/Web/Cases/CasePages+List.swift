import Basics
import Casework
import HTTP
import Matters
import Office
import Storage

/// What somebody has applied for.
extension CasePages {
    private enum Show: String {
        case open, closed, all

        var isOpen: Bool? {
            switch self {
            case .open: true
            case .closed: false
            case .all: nil
            }
        }
    }

    func list(_ visit: Visit) async throws -> Response {
        let show = visit.query["show"].flatMap(Show.init) ?? .all
        let page = visit.query["page"].flatMap { Int($0) } ?? 1
        let cases = try await desk.cases(of: visit.principal, isOpen: show.isOpen, page: page)
        if let employer = visit.visitor.employer, !cases.cases.isEmpty {
            try await office.note(visit, "查看我的办件", .list(employer, filter: "", page: cases.page))
        }
        func link(_ show: Show) -> Link { show == .all ? paths.cases() : paths.cases().with(["show": show.rawValue]) }
        return try office.page(
            "我的办件", visit,
            """
            <div class="head"><h1>我的办件</h1><p><a href="\(paths.drafts())">未提交的申请</a></p></div>
            \(Tabs("办件状态", [
                .init("全部", count: cases.openCount + cases.closedCount, link(.all), isCurrent: show == .all),
                .init("办理中", count: cases.openCount, link(.open), isCurrent: show == .open),
                .init("已结束", count: cases.closedCount, link(.closed), isCurrent: show == .closed),
            ]))
            \(if: cases.cases.isEmpty, EmptyState("没有这样的办件").markup)
            \(if: !cases.cases.isEmpty, CaseTable(cases.cases, isApplicant: true, record: paths.caseRecord).markup)
            \(Pagination(page: cases.page, of: cases.pageCount) { link(show).with(["page": String($0)]) })
            """)
    }
}

/// Cases in rows, each leading to its page.
struct CaseTable: Component {
    private let cases: [Cases.Summary]
    private let isApplicant: Bool
    private let record: Path<CaseId>
    private let today: Day?
    private let isShort: Bool

    /// - Parameters:
    ///   - today: given where due days are shown, to say which are past.
    ///   - isShort: without what tells cases apart only among many.
    init(
        _ cases: [Cases.Summary], isApplicant: Bool, record: Path<CaseId>, today: Day? = nil, isShort: Bool = false
    ) {
        self.isShort = isShort
        self.cases = cases
        self.isApplicant = isApplicant
        self.record = record
        self.today = today
    }

    var markup: Markup {
        var columns: [DataTable<Cases.Summary>.Column] = [
            .heading("办件") { "<a href=\"\(record($0.id))\">\($0.subject)</a>" },
            .markup("状态") { $0.status.tag(isApplicant: isApplicant).markup },
        ]
        if cases.contains(where: { !$0.matterBesideSubject.isEmpty }) {
            columns.insert(.text("事项", \.matterBesideSubject), at: 1)
        }
        if !isShort { columns.append(.text("提交日期") { $0.submittedOn.chinese }) }
        if let today {
            let isAcceptance = cases.allSatisfy { $0.status == .submitted }
            columns.append(.markup(isAcceptance ? "受理期限" : "期限") { DueDay($0.dueOn, today: today).markup })
        }
        if !isShort { columns.append(.text("办件编号") { $0.number }) }
        return DataTable("办件", cases, narrow: .brief, columns: columns).markup
    }
}

/// The day by which somebody answers, with a warning where it is near or past.
struct DueDay: Component {
    private let day: Day?
    private let today: Day

    init(_ day: Day?, today: Day) {
        self.day = day
        self.today = today
    }

    var markup: Markup {
        guard let day else { return "—" }
        let tag =
            day < today
            ? StatusTag(.refused, "已超期")
            : day <= today.adding(days: Worklist.nearDays) ? StatusTag(.yours, "即将到期") : nil
        return "<span class=\"day\"><span>\(day)</span>\(optional: tag, \.markup)</span>"
    }
}

extension Cases.Summary {
    /// The matter's name; empty where the case is called by it already, as one that asks for a paper is.
    var matterBesideSubject: String {
        let name = Catalogue.name(of: matter)
        return subject == name ? "" : name
    }
}
