import Basics
import Casework
import HTTP
import Matters
import Office
import Storage

/// What was begun and has not been sent.
extension FilingPages {
    func draftList(_ visit: Visit) async throws -> Response {
        let drafts = try await desk.drafts(of: visit.principal)
        return try office.page(
            "未提交的申请", visit,
            """
            <h1>未提交的申请</h1>
            <p class="lead">草稿只有您自己能看到，90天没有改动的自动删除。</p>
            \(if: drafts.isEmpty, EmptyState("没有未提交的申请").markup)
            \(if: !drafts.isEmpty, table(drafts, visit).markup)
            """)
    }

    private func table(_ drafts: [Draft], _ visit: Visit) -> DataTable<Draft> {
        DataTable(
            "草稿", drafts,
            columns: [
                .heading("事项") { draft in
                    "<a href=\"\(paths.draft(draft.id))\">\(Catalogue.matter(draft.application.matter)?.card.name ?? "")</a>"
                },
                .text("已填内容") { $0.application.gist },
                .text("类型") { $0.caseId == nil ? "新申请" : "补正" },
                .figure("最后修改") { desk.clock.shown($0.updatedAt) }, .figure("保留至") { $0.expiresOn.chinese },
                .markup("操作") { discardForm($0, visit) },
            ])
    }

    private func discardForm(_ draft: Draft, _ visit: Visit) -> Markup {
        PostForm(to: paths.discard(draft.id), visit, classes: "inline", "<button class=\"plain\">删除</button>").markup
    }
}

/// What its holder has begun and not sent, on their first page: to go on with, or to give up. Nothing where there is none.
struct DraftSummary: Component {
    private static let shown = 3

    private let drafts: [Draft]
    private let paths: FilingPaths
    private let visit: Visit
    private let clock: any OfficeClock

    init(_ drafts: [Draft], _ paths: FilingPaths, _ visit: Visit, _ clock: any OfficeClock) {
        self.clock = clock
        self.drafts = drafts
        self.paths = paths
        self.visit = visit
    }

    var markup: Markup {
        if drafts.isEmpty { return .empty }
        return """
            <h2>未提交的申报</h2>
            <ul class="drafts">\(each: drafts.prefix(Self.shown), item)</ul>
            \(if: drafts.count > Self.shown, "<p><a href=\"\(paths.drafts())\">全部未提交的申报（\(drafts.count)）</a></p>")
            """
    }

    private func item(_ draft: Draft) -> Markup {
        let name = Catalogue.matter(draft.application.matter)?.card.name ?? ""
        return """
            <li><p><strong>\(name)</strong>\(if: draft.caseId != nil, "（补正）")</p>\
            <p class="quiet">\(draft.application.gist) · \(clock.shown(draft.updatedAt))</p>\
            <div class="inline-actions"><a href="\(paths.draft(draft.id))">继续填写<span class="unseen">：\(name)</span></a>\
            \(PostForm(to: paths.discard(draft.id), visit, classes: "inline", """
                <button class="plain">删除<span class="unseen">：\(name)</span></button>
                """))</div></li>
            """
    }
}

extension Application {
    /// The first answers, so that one draft is told from another.
    var gist: String {
        guard let form = Catalogue.matter(matter)?.form else { return "" }
        let shown = form.sections.flatMap(\.fields).compactMap { field in answers[field.key].map(field.shown) }
        return shown.isEmpty ? "尚未填写" : shown.prefix(2).joined(separator: "，")
    }
}
