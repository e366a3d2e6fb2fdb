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
                .text("已填内容") { gist(of: $0.application) },
                .text("类型") { $0.caseId == nil ? "新申请" : "补正" },
                .figure("最后修改") { $0.updatedAt.minute }, .figure("保留至") { $0.expiresOn.description },
                .markup("操作") { discardForm($0, visit) },
            ])
    }

    /// The first answers, so that one draft is told from another.
    private func gist(of application: Application) -> String {
        guard let form = Catalogue.matter(application.matter)?.form else { return "" }
        let shown = form.sections.flatMap(\.fields).compactMap { field in
            application.answers[field.key].map(field.shown)
        }
        return shown.isEmpty ? "尚未填写" : shown.prefix(2).joined(separator: "，")
    }

    private func discardForm(_ draft: Draft, _ visit: Visit) -> Markup {
        PostForm(to: paths.discard(draft.id), visit, classes: "inline", "<button class=\"plain\">删除</button>").markup
    }
}

extension Instant {
    /// `2026-11-21 09:05`, for lists and timelines.
    var minute: String { String(description.dropLast(3)) }
}
