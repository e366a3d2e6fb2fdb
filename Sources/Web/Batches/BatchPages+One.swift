import Basics
import Casework
import Documents
import HTTP
import Matters
import Office
import Records
import Storage

/// One batch: how far it is, what is wrong, what was filed.
extension BatchPages {
    /// Rows shown on the page; all of them are in the workbook.
    private static let rowsShown = 50

    func batch(_ visit: Visit, _ id: BatchId) async throws -> Response {
        let view = try await desk.batch(id, by: visit.principal)
        let batch = view.batch
        let progress = progress(view, visit)
        let failing =
            batch.counts.failing == 0
            ? []
            : try await desk.batchRows(
                id, .fails, after: visit.query["after"].flatMap { Int($0) } ?? 0, limit: Self.rowsShown,
                by: visit.principal)
        let filed =
            batch.counts.filed == 0
            ? []
            : try await desk.filedRows(
                of: id, after: visit.query["filed"].flatMap { Int($0) } ?? 0, limit: Self.rowsShown,
                by: visit.principal)
        if !failing.isEmpty || !filed.isEmpty {
            try await office.note(visit, "查看批量办理", .list(batch.employer, filter: "批次\(batch.number)", page: 1))
        }
        let list = portal == .agency ? BatchPaths.atCounter(batch.employer) : BatchPaths.own()
        let response = try office.page(
            "\(view.card.name)批量办理", visit, above: [("批量办理", list)],
            """
            <h1>\(view.card.name)批量办理</h1>
            <p class="lead">\(batch.fileName)\(if: portal == .agency, "（\(view.employerName)）")</p>
            <p>\(Self.tag(batch)) <span class="quiet">批次编号\(batch.number)，\(batch.actor)于\(batch.uploaded)上传</span></p>
            \(optional: portal == .agency ? batch.identityCheck : nil, { "<p class=\"quiet\">办理人\($0.shown)，\($0.proof)</p>" })
            \(progress)
            \(stop(view, visit))
            \(outcome(view))
            \(decision(view, visit))
            \(if: !failing.isEmpty, failures(failing, view))
            \(files(view))
            \(filedList(view))
            \(if: !filed.isEmpty, filedRows(filed, view))
            """)
        return progress?.keepingFresh(response) ?? response
    }

    /// What is done of a batch that is worked on; `nil` while none is, or where its job was given up.
    private func progress(_ view: BatchView, _ visit: Visit) -> WorkProgress? {
        let (batch, counts) = (view.batch, view.batch.counts)
        guard batch.stage.isUnderWay, view.job?.state != .failed else { return nil }
        let (done, all, word): (Int, Int, String) =
            switch batch.stage {
            case .reading: (0, 0, "已读取\(counts.rows)行")
            case .checking: (counts.judged, counts.rows, "已试办\(counts.judged)行，共\(counts.rows)行")
            default: (counts.filed, counts.filed + counts.passing, "已办理\(counts.filed)行，还有\(counts.passing)行")
            }
        return WorkProgress(
            word + (view.job?.isCancelAsked == true ? "，正在停止" : ""), done, of: all,
            note: view.job?.standstill(at: desk.clock.now),
            on: paths.batch(batch.id), visit)
    }

    private func stop(_ view: BatchView, _ visit: Visit) -> Markup {
        let batch = view.batch
        guard batch.stage.isUnderWay else { return .empty }
        return """
            \(if: view.job?.state == .failed, Notice(.error, "处理没有完成", "<p>\(view.job?.note ?? "")</p>").markup)
            \(if: batch.stage.canBeStopped && view.job?.isCancelAsked != true, PostForm(
                to: paths.act(batch.id, .stop), visit, classes: "inline",
                Button(batch.stage == .filing ? "停止办理其余的行" : "取消", .warning).markup).markup)
            """
    }

    private func outcome(_ view: BatchView) -> Markup {
        let batch = view.batch
        switch batch.stage {
        case .unreadable:
            return Notice(
                .error, "文件不能读取，没有保存任何内容", "<p>\(batch.sentence ?? "")</p><p>请按上述提示修改后重新上传。</p>"
            ).markup
        case .repeated:
            return Notice(
                .warning, "内容与以前上传的文件相同，没有重复办理",
                """
                <p>\(optional: view.repeated, { "与<a href=\"\(paths.batch($0.id))\">\($0.fileName)</a>（批次\($0.number)，\($0.uploaded)上传，已办理\($0.counts.filed)行）内容完全相同。" })\
                确需再次试办的，可以点击“仍要试办”；已经办理的职工不会重复办理。</p>
                """
            ).markup
        case .cancelled:
            return Notice(.info, "已取消，没有办理任何内容", "\(optional: batch.sentence, { "<p>\($0)</p>" })").markup
        default: return batch.sentence.map { Notice(.info, $0).markup } ?? .empty
        }
    }

    private func decision(_ view: BatchView, _ visit: Visit) -> Markup {
        let (batch, counts) = (view.batch, view.batch.counts)
        switch batch.stage {
        case .repeated:
            return PostForm(
                to: paths.act(batch.id, .again), visit, classes: "inline", Button("仍要试办", .secondary).markup
            )
            .markup
        case .checked:
            return """
                \(figures([("可以办理", counts.passing), ("有误", counts.failing)]))
                \(if: counts.passing > 0, PostForm(to: paths.act(batch.id, .confirm), visit, """
                    <input type="hidden" name="passing" value="\(counts.passing)">
                    <p>提交后为可以办理的\(counts.passing)行各生成一个办件\(if: counts.failing > 0, "；有误的\(counts.failing)行不办理，可以下载改正后另行上传")。</p>
                    <div class="actions">\(Button("确认提交\(counts.passing)行"))</div>
                    """).markup)
                <div class="actions">\(PostForm(to: paths.act(batch.id, .again), visit, classes: "inline", Button("重新试办", .secondary).markup))\
                \(PostForm(to: paths.act(batch.id, .stop), visit, classes: "inline", Button("取消本批次", .warning).markup))</div>
                """
        case .filed:
            let stopped = counts.passing > 0 ? [("停止时尚未办理", counts.passing)] : []
            return figures([("已办理", counts.filed), ("有误未办理", counts.failing)] + stopped).markup
        default: return .empty
        }
    }

    private func figures(_ entries: [(name: String, count: Int)]) -> SummaryList {
        SummaryList(entries.map { .init($0.name, "\($0.count)行") })
    }

    private func failures(_ rows: [BatchRow], _ view: BatchView) -> Markup {
        let batch = view.batch
        let fields = Catalogue.matter(batch.matter)?.form.sections.flatMap(\.fields) ?? []
        func label(_ key: String) -> String { fields.first { $0.key == key }?.label ?? key }
        return """
            <h2>有误的行</h2>
            \(DataTable("有误的行", rows, columns: [
                .heading("行号") { "第\($0.number)行" },
                .text("姓名") { $0.answers["name"] ?? "" },
                .markup("原因") { row in
                    "<ul class=\"refusals\">\(each: row.problems, { "<li>\(if: $0.field != nil, "<strong>\(label($0.field ?? ""))</strong>：")\($0.sentence)</li>" })</ul>"
                },
            ]))
            \(if: rows.count == Self.rowsShown, "<p><a href=\"\(paths.batch(batch.id).with(["after": "\(rows.last?.number ?? 0)"]))\">后面的行</a></p>")
            """
    }

    /// What can be taken along once every row is judged.
    private func files(_ view: BatchView) -> Markup {
        let (batch, counts) = (view.batch, view.batch.counts)
        guard [.checked, .filed].contains(batch.stage), counts.judged > 0 else { return .empty }
        let wasStopped = batch.stage == .filed && counts.passing > 0
        let again: (word: String, rows: BatchRows)? =
            wasStopped ? ("下载没有办理的行", .unfiled) : counts.failing > 0 ? ("下载有误的行", .failed) : nil
        return """
            <div class="actions">\(optional: again, { LinkButton($0.word, to: paths.result(batch.id, $0.rows), .secondary).markup })\
            <a href="\(paths.result(batch.id, .all))">下载全部行和结果</a></div>
            \(if: again != nil, "<p class=\"quiet\">下载的表格在有误的单元格旁注明原因，改正后可以直接上传。</p>")
            """
    }

    private func filedList(_ view: BatchView) -> Markup {
        if view.lists.isEmpty { return .empty }
        return """
            <h2>办理结果单</h2>
            <ul>\(each: view.lists, { list in
                "<li><a href=\"\(PaperPaths.page(list.paper))\">第\(list.volume)册</a> <span class=\"quiet\">\(list.paper)\(optional: list.withdrawnOn, { "，已于\($0.chinese)作废" })</span></li>"
            })</ul>
            """
    }
}

extension BatchPages {
    private func filedRows(_ rows: [FiledRow], _ view: BatchView) -> Markup {
        let filing = FilingPaths.of(portal)
        return """
            <h2>已办理的行</h2>
            \(DataTable("已办理的行", rows, columns: [
                .heading("行号") { "第\($0.row.number)行" },
                .text("姓名") { $0.row.answers["name"] ?? "" },
                .markup("状态") { $0.status.tag(isApplicant: portal != .agency).markup },
                .markup("办件") { filed in
                    filed.row.caseId.map { "<a href=\"\(filing.caseRecord($0))\">查看办件</a>" } ?? .empty
                },
            ]))
            \(if: rows.count == Self.rowsShown, "<p><a href=\"\(paths.batch(view.batch.id).with(["filed": "\(rows.last?.row.number ?? 0)"]))\">后面的行</a></p>")
            """
    }
}

/// Files to take along.
extension BatchPages {
    func template(
        _ visit: Visit, _ employer: EmployerId, _ slug: String, _ filling: TemplateFilling
    ) async throws -> Response {
        let file = try await atTheTable {
            try await desk.batchTemplate(of: slug, for: employer, isFilled: filling == .present, by: visit.principal)
        }
        if filling == .present {
            try await office.note(visit, "下载批量模板", .list(employer, filter: file.fileName, page: 1))
        }
        return try download(file)
    }

    func result(_ visit: Visit, _ id: BatchId, _ rows: BatchRows) async throws -> Response {
        let file = try await atTheTable {
            try await desk.batchResult(id, rows, by: visit.principal)
        }
        try await office.note(visit, "下载批量办理结果", .list(file.employer, filter: file.fileName, page: 1))
        return try download(file)
    }

    private func download(_ batch: BatchFile) throws -> Response {
        guard let body = FileBody(path: batch.file.path, owner: batch.file) else {
            throw PageProblem(.conflict, title: "暂时不能导出", sentence: "文件没有生成。请稍后再试。")
        }
        return .download(body, type: TableFileKind.workbook.mediaType, fileName: batch.fileName)
    }

    private func atTheTable<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let fault as TableFault {
            throw PageProblem(.conflict, title: "暂时不能导出", sentence: "\(fault)。请稍后再试。")
        }
    }
}
