import Basics
import Casework
import Documents
import HTTP
import Matters
package import Office
import Records
import Storage

/// 批量办理: a template is filled in, uploaded, judged row by row without filing anything, and what passes is filed.
package struct BatchPages: Sendable {
    let office: PortalOffice
    let portal: LoginRole.Portal

    static let limits = FormLimits(
        fileCount: 1, fileBytes: Desk.batchFileBytes, totalBytes: Desk.batchFileBytes + (1 << 20), spoolsFiles: true)
    static let fileField = "file"

    var desk: Desk { office.desk }
    var paths: BatchPaths { portal == .agency ? .agency : .employer }

    package static func endpoints(_ office: PortalOffice, in portal: LoginRole.Portal) -> [Endpoint] {
        let pages = BatchPages(office: office, portal: portal)
        return pages.common + (portal == .agency ? pages.atCounter : pages.own)
    }

    private var roles: Set<Visitor.Role> { portal == .agency ? [.teller] : [.employerStaff] }

    private var common: [Endpoint] {
        [
            .get(paths.batch, for: roles) { visit, id in try await atTheDesk { try await batch(visit, id) } },
            .post(paths.act, for: roles) { visit, form, id, act in
                try await atTheDesk { try await self.act(visit, form, id, act) }
            },
            .get(paths.result, for: roles) { visit, id, rows in
                try await atTheDesk { try await result(visit, id, rows) }
            },
            .get(paths.template, for: roles) { visit, employer, slug, filling in
                try await atTheDesk { try await template(visit, employer, slug, filling) }
            },
        ]
    }

    private var own: [Endpoint] {
        [
            .get(BatchPaths.own, for: roles) { visit in
                try await atTheDesk { try await list(visit, try Self.employer(of: visit)) }
            },
            .post(BatchPaths.own, for: roles, limits: Self.limits) { visit, form in
                try await upload(visit, form, try Self.employer(of: visit))
            },
        ]
    }

    private var atCounter: [Endpoint] {
        [
            .get(BatchPaths.atCounter, for: roles) { visit, employer in
                try await atTheDesk { try await list(visit, employer) }
            },
            .post(BatchPaths.atCounter, for: roles, limits: Self.limits) { visit, form, employer in
                try await upload(visit, form, employer)
            },
        ]
    }

    private static func employer(of visit: Visit) throws -> EmployerId {
        guard let employer = try visit.principal.employer else { throw PageProblem.forbidden }
        return employer
    }

    private func act(_ visit: Visit, _ form: SubmittedForm, _ id: BatchId, _ act: BatchAct) async throws -> Response {
        switch act {
        case .confirm:
            try await desk.confirm(id, passing: form["passing"].flatMap { Int($0) } ?? -1, by: visit.principal)
        case .again: try await desk.judgeAgain(id, by: visit.principal)
        case .stop: try await desk.cancelBatch(id, by: visit.principal)
        }
        return .seeOther(paths.batch(id).address)
    }
}

/// The list, with what is uploaded.
extension BatchPages {
    private func list(
        _ visit: Visit, _ employer: EmployerId, _ form: SubmittedForm = SubmittedForm(), _ problems: [FormProblem] = []
    ) async throws -> Response {
        let batches = try await desk.batches(of: employer, by: visit.principal)
        let matters = desk.batchMatters(for: try visit.principal)
        let target = portal == .agency ? BatchPaths.atCounter(employer) : BatchPaths.own()
        let served = portal == .agency ? try await desk.name(of: .employer(employer)) : nil
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.sentence }
        return try office.page(
            "批量办理", visit, above: portal == .agency ? [("核验身份", AgencyPaths.counterEmployer(employer))] : [],
            hasProblems: !problems.isEmpty, status: problems.isEmpty ? .ok : .unprocessable,
            """
            <h1>批量办理</h1>
            \(optional: served, { "<p class=\"lead\">为<strong>\($0)</strong>办理</p>" })
            <p class="\(served == nil ? "lead" : "")">一次为许多职工办理同一事项：下载模板填写，上传后逐行试办，核对无误再提交。试办不产生任何办理结果。</p>
            \(ProblemSummary(problems.map { (field: $0.field, sentence: $0.sentence) }))
            <h2>第一步：下载模板</h2>
            \(templates(matters, employer))
            <h2>第二步：上传填好的文件</h2>
            <div class="narrow">
            \(PostForm(to: target, visit, hasFiles: true, """
                \(if: portal == .agency, IntakeForm(.employer, form, problems).identity)
                \(FormField("matter", "办理事项", .choice(matters.map { .init($0.card.slug, $0.card.name) }), value: form["matter"], problem: problem("matter")))
                \(FormField(Self.fileField, "文件", .file(types: BatchSource.fileTypes), hint: BatchSource.hint, problem: problem(Self.fileField)))
                <div class="actions">\(Button("上传并试办"))</div>
                """))
            </div>
            <h2>已上传的文件</h2>
            \(if: batches.isEmpty, EmptyState("还没有上传过文件").markup)
            \(if: !batches.isEmpty, table(batches).markup)
            """)
    }

    private func templates(_ matters: [any Matter.Type], _ employer: EmployerId) -> Markup {
        """
        <ul class="described">\(each: matters, { matter in
            let card = matter.card
            return """
                <li><strong>\(card.name)</strong>
                <p><a href="\(paths.template(employer, card.slug, .empty))">下载空白模板</a>\
                \(if: desk.fillsTemplate(of: matter), " · <a href=\"\(paths.template(employer, card.slug, .present))\">\(Self.filling(matter))</a>")</p></li>
                """
        })</ul>
        """
    }

    private static func filling(_ matter: any Matter.Type) -> String {
        switch matter.batch?.listed {
        case .suspended: "下载已填入本单位暂停缴费职工的模板"
        case .contributing: "下载已填入本单位正在缴费职工的模板"
        case .everybody, nil: "下载已填入本单位职工的模板"
        }
    }

    private func table(_ batches: [Batch]) -> DataTable<Batch> {
        DataTable(
            "已上传的文件", batches,
            columns: [
                .heading("文件") { "<a href=\"\(paths.batch($0.id))\">\($0.fileName)</a>" },
                .text("事项") { Catalogue.matter($0.matter)?.card.name ?? "" },
                .markup("状态") { Self.tag($0).markup }, .figure("行数") { "\($0.counts.rows)" },
                .figure("已办理") { "\($0.counts.filed)" }, .figure("有误") { "\($0.counts.failing)" },
                .text("上传") { "\($0.uploaded) \($0.actor)" },
            ])
    }

    static func tag(_ batch: Batch) -> StatusTag {
        switch batch.stage {
        case .reading: StatusTag(.underway, "正在读取")
        case .unreadable: StatusTag(.refused, "文件不能读取")
        case .repeated: StatusTag(.yours, "与以前的文件相同")
        case .checking: StatusTag(.underway, "正在试办")
        case .checked: StatusTag(.yours, "待核对")
        case .filing: StatusTag(.underway, "正在办理")
        case .listing: StatusTag(.underway, "正在出具结果单")
        case .filed where batch.counts.passing > 0: StatusTag(.ended, "已停止，部分办理")
        case .filed: StatusTag(.done, "办理完毕")
        case .cancelled: StatusTag(.ended, "未办理")
        }
    }

    private func upload(_ visit: Visit, _ form: SubmittedForm, _ employer: EmployerId) async throws -> Response {
        var problems: [FormProblem] = []
        var check: IdentityCheck?
        if portal == .agency {
            let name = try await atTheDesk { try await desk.name(of: .employer(employer)) }
            switch IntakeForm.read(form, .employer, name: name, by: try visit.principal, on: desk.today) {
            case .success(let intake): check = intake.check
            case .failure(let unread): problems = unread.problems
            }
        }
        if (form["matter"] ?? "").isEmpty, !problems.contains(where: { $0.field == "matter" }) {
            problems.append(FormProblem("matter", "请选择办理事项。"))
        }
        guard let file = form.spooledFile(Self.fileField) else {
            problems.append(FormProblem(Self.fileField, "请选择要上传的文件。"))
            return try await atTheDesk { try await list(visit, employer, form, problems) }
        }
        guard problems.isEmpty, let matter = form["matter"] else {
            return try await atTheDesk { try await list(visit, employer, form, problems) }
        }
        do {
            let id = try await desk.upload(
                BatchUpload(
                    matter: matter, employer: employer, channel: portal == .agency ? .counter : .batch,
                    identityCheck: check, path: file.path, fileName: file.name, byteCount: file.byteCount),
                by: visit.principal)
            return .seeOther(paths.batch(id).address)
        } catch DeskRefusal.invalid(let sentence) {
            return try await atTheDesk {
                try await list(visit, employer, form, [FormProblem(Self.fileField, sentence)])
            }
        } catch let refusal as VisitorRefusal {
            return try await atTheDesk {
                try await list(visit, employer, form, [FormProblem(refusal.field.rawValue, refusal.sentence)])
            }
        } catch let refusal as DeskRefusal {
            throw PageProblem(refusal)
        }
    }
}

extension Batch {
    var uploaded: String { uploadedAt.chinese(on: uploadedOn) }
}
