import Basics
import Documents
import HTTP
import Office
import Records
import Storage

/// 定制查询: conditions on the staff list, run, kept under a name, taken along.
extension EmployerPages {
    /// Who may see a list may query it and take it along: the roles are those of the list's own page.
    func fileEndpoints(of shown: [Endpoint]) -> [Endpoint] {
        func roles(_ pattern: String) -> Set<Visitor.Role> {
            shown.first { $0.method == .get && $0.pattern == pattern }?.roles ?? []
        }
        return [
            .get(EmployerPaths.query, for: roles(EmployerPaths.staff.pattern)) { visit in
                try await atTheDesk { try await query(visit) }
            },
            .get(EmployerPaths.queryFile, for: roles(EmployerPaths.staff.pattern)) { visit, kind in
                try await atTheDesk { try await queryFile(visit, kind) }
            },
            .get(EmployerPaths.queries, for: roles(EmployerPaths.staff.pattern)) { visit in
                try await atTheDesk { try await queries(visit) }
            },
            .post(EmployerPaths.queries, for: roles(EmployerPaths.staff.pattern)) { visit, form in
                try await atTheDesk { try await saveQuery(visit, form) }
            },
            .get(EmployerPaths.savedQuery, for: roles(EmployerPaths.staff.pattern)) { visit, id in
                try await atTheDesk { try await openQuery(visit, id) }
            },
            .post(EmployerPaths.savedQuery, for: roles(EmployerPaths.staff.pattern)) { visit, form, id in
                try await atTheDesk { try await pages.rename(id, to: form["name"] ?? "", by: visit.principal) }
                return .seeOther(EmployerPaths.queries())
            },
            .post(EmployerPaths.deleteQuery, for: roles(EmployerPaths.staff.pattern)) { visit, _, id in
                try await atTheDesk { try await pages.deleteQuery(id, by: visit.principal) }
                return .seeOther(EmployerPaths.queries())
            },
            .get(EmployerPaths.planFile, for: roles(EmployerPaths.plan.pattern)) { visit, number, kind in
                try await atTheDesk {
                    try await sent(visit) { try await pages.exportPlan(number, as: kind, by: visit.principal) }
                }
            },
            .get(EmployerPaths.transcriptFile, for: roles(EmployerPaths.transcript.pattern)) { visit, kind in
                try await atTheDesk {
                    try await sent(visit) { try await pages.exportTranscript(as: kind, by: visit.principal) }
                }
            },
            .get(EmployerPaths.basesFile, for: roles(EmployerPaths.bases.pattern)) { visit, kind in
                try await atTheDesk {
                    try await sent(visit) {
                        try await pages.exportBases(in: visit.month, as: kind, by: visit.principal)
                    }
                }
            },
            .get(EmployerPaths.yearlyFile, for: roles(EmployerPaths.yearly.pattern)) { visit, kind in
                try await atTheDesk {
                    try await sent(visit) { try await pages.exportYear(visit.year, as: kind, by: visit.principal) }
                }
            },
        ]
    }

    /// The conditions, and what they find once they have been asked for.
    func query(_ visit: Visit) async throws -> Response {
        let (query, problems) = StaffQuery.read(visit.query.staffQueryFields)
        let isAsked = visit.query["run"] != nil && problems.isEmpty
        let findings =
            isAsked ? try await pages.find(query, visit.staffPart, page: visit.pageNumber, by: visit.principal) : nil
        if let findings {
            try await note(
                visit, "定制查询", .list(findings.employer, filter: findings.words, page: findings.page))
        }
        let names = try await pages.lineNames(by: visit.principal)
        let content: Markup = """
            <div class="head"><h1>定制查询</h1><p><a href="\(EmployerPaths.queries())">保存的查询</a></p></div>
            <p class="lead">按条件查询本单位职工，选择要看的内容和排序；结果可以导出，条件可以保存起来下次再用。</p>
            \(ProblemSummary(problems.map { ($0.field.rawValue, $0.sentence) }))
            \(optional: findings, { found($0, visit) })
            \(QueryForm(query, problems, names, isOpen: findings == nil))
            """
        return Page(
            "定制查询", in: .employer, above: [("参保职工", EmployerPaths.staff())], hasProblems: !problems.isEmpty, content
        ).response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    private func found(_ findings: StaffFindings, _ visit: Visit) -> Markup {
        let fields = findings.query.fields
        return """
            <h2>\(findings.words)：\(findings.count)人</h2>
            \(if: findings.members.isEmpty, EmptyState("没有符合条件的职工", "<p>请放宽下面的条件再查。</p>").markup)
            \(if: !findings.members.isEmpty, Self.table(findings))
            \(Self.pagination(findings))
            \(if: !findings.members.isEmpty, Self.exports { EmployerPaths.queryFile($0).filled(with: fields) })
            \(saving(fields, visit))
            """
    }

    private static func pagination(_ findings: StaffFindings) -> Pagination {
        let start = EmployerPaths.query().filled(with: findings.query.fields).with(["run": "1"])
        func link(_ edge: String, _ member: Staff.Member?, _ page: Int) -> Link? {
            member.map { start.with([edge: $0.place.pathText, "page": "\(page)"]) }
        }
        return Pagination(
            page: findings.page, of: findings.pageCount, first: findings.page > 2 ? start : nil,
            previous: findings.hasEarlier
                ? findings.page == 2 ? start : link("before", findings.members.first, findings.page - 1) : nil,
            next: findings.hasLater ? link("after", findings.members.last, findings.page + 1) : nil)
    }

    private static func table(_ findings: StaffFindings) -> Markup {
        let first = (findings.page - 1) * StaffFindings.rowsPerPage + 1
        let columns = findings.query.columns.map { column -> DataTable<Staff.Member>.Column in
            column == .wage || column == .base
                ? .figure(column.chinese) { findings.cells.text(column, of: $0) }
                : .text(column.chinese) { findings.cells.text(column, of: $0) }
        }
        return DataTable(
            "第\(first)至\(first + findings.members.count - 1)人", findings.members,
            columns: [.heading("姓名") { "<a href=\"\(EmployerPaths.member($0.person))\">\($0.name)</a>" }] + columns
        ).markup
    }

    /// Links to the same table as files.
    static func exports(_ link: (TableFileKind) -> Link) -> Markup {
        """
        <div class="actions">\(each: TableFileKind.allCases, {
            LinkButton("导出\($0.chinese)", to: link($0), .secondary).markup
        })</div>
        """
    }

    private func saving(_ fields: [String: String], _ visit: Visit) -> Markup {
        PostForm(
            to: EmployerPaths.queries(), visit, classes: "search",
            """
            \(each: fields.sorted { $0.key < $1.key }, {
                "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">"
            })
            \(FormField("name", "保存为", .text(maxLength: Pages.queryNameLimit)))
            \(Button("保存查询", .secondary))
            """
        ).markup
    }

    func queryFile(_ visit: Visit, _ kind: TableFileKind) async throws -> Response {
        let (query, problems) = StaffQuery.read(visit.query.staffQueryFields)
        if let problem = problems.first {
            throw PageProblem(.unprocessable, title: "查询条件有误", sentence: problem.sentence)
        }
        return try await sent(visit) { try await pages.export(query, as: kind, by: visit.principal) }
    }

    /// Notes what is taken along before it goes out.
    func sent(_ visit: Visit, _ export: () async throws -> TableExport) async throws -> Response {
        let table: TableExport
        do {
            table = try await export()
        } catch let fault as TableFault {
            throw PageProblem(.conflict, title: "暂时不能导出", sentence: "\(fault)。请稍后再试，或减少导出的内容。")
        }
        try await note(visit, "导出名单", .list(table.employer, filter: table.words, page: 1))
        return .download(table.bytes, type: table.kind.mediaType, fileName: table.fileName)
    }

    func queries(_ visit: Visit) async throws -> Response {
        let saved = try await pages.savedQueries(by: visit.principal)
        let names = try await pages.lineNames(by: visit.principal)
        let content: Markup = """
            <div class="head"><h1>保存的查询</h1>\(LinkButton("新的查询", to: EmployerPaths.query()))</div>
            <p class="lead">只有您自己能看到；打开后按今天的数据查询。</p>
            \(if: saved.isEmpty, EmptyState("还没有保存的查询", "<p>先查询，再在结果下方起一个名称保存。</p>").markup)
            \(if: !saved.isEmpty, "<ul class=\"described\">\(each: saved, { row($0, names, visit) })</ul>")
            """
        return Page(
            "保存的查询", in: .employer,
            above: [("参保职工", EmployerPaths.staff()), ("定制查询", EmployerPaths.query())], content
        ).response(to: visit)
    }

    private func row(_ saved: SavedQuery, _ names: LineNames, _ visit: Visit) -> Markup {
        let field = "name-\(saved.id)"
        return """
            <li><a href="\(EmployerPaths.savedQuery(saved.id))"><strong>\(saved.name)</strong></a>
            <p>\(saved.query.words(names)) · 按\(saved.query.order.chinese)排序</p>
            <details><summary>改名或删除</summary>
            \(PostForm(to: EmployerPaths.savedQuery(saved.id), visit, classes: "search", """
            <div class="field"><label for="\(field)">新的名称</label>\
            <input type="text" id="\(field)" name="name" value="\(saved.name)" maxlength="\(Pages.queryNameLimit)" required></div>
            \(Button("改名", .secondary))
            """))
            \(PostForm(to: EmployerPaths.deleteQuery(saved.id), visit, classes: "inline", Button("删除“\(saved.name)”", .warning).markup))
            </details></li>
            """
    }

    private func saveQuery(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let (query, problems) = StaffQuery.read(form.staffQueryFields)
        if let problem = problems.first {
            throw PageProblem(.unprocessable, title: "查询条件有误", sentence: problem.sentence)
        }
        _ = try await pages.save(query, as: form["name"] ?? "", by: visit.principal)
        return .seeOther(EmployerPaths.queries())
    }

    private func openQuery(_ visit: Visit, _ id: SavedQueryId) async throws -> Response {
        let saved = try await pages.savedQuery(id, by: visit.principal)
        return .seeOther(EmployerPaths.query().filled(with: saved.query.fields).with(["run": "1"]))
    }
}

extension SubmittedForm {
    /// A query's fields; columns come as ticks, one each, from the form, and joined from a link.
    fileprivate var staffQueryFields: [String: String] {
        var found: [String: String] = [:]
        for field in StaffQuery.Field.allCases {
            let values = all(field.rawValue).filter { !$0.isEmpty }
            guard let last = values.last else { continue }
            found[field.rawValue] =
                switch field {
                case .columns: values.joined(separator: ",")
                default: last.narrowed.trimmed
                }
        }
        return found
    }
}

/// The conditions of a query as a form; folded away beneath a result.
private struct QueryForm: Component {
    let query: StaffQuery
    let problems: [StaffQuery.Problem]
    let names: LineNames
    let isOpen: Bool

    init(_ query: StaffQuery, _ problems: [StaffQuery.Problem], _ names: LineNames, isOpen: Bool) {
        self.query = query
        self.problems = problems
        self.names = names
        self.isOpen = isOpen
    }

    var markup: Markup {
        """
        <details class="conditions"\(if: isOpen, " open")><summary>\(isOpen ? "查询条件" : "修改条件")</summary>
        <form method="get" action="\(EmployerPaths.query())" class="stack" novalidate>
        <input type="hidden" name="run" value="1">
        <div class="pairs">
        \(field(.text, "姓名或社会保障号码", .text(maxLength: 60), query.text, hint: "姓名的前几个字，或完整的号码"))
        \(choice(.standing, "状态", Staff.Standing.allCases.map { ($0.rawValue, $0.chinese) }, query.standing?.rawValue))
        \(choice(.line, "在保险种", names.lines.map { ("\($0.line.rawValue)", $0.name) }, query.line.map { "\($0.rawValue)" }))
        \(choice(.medical, "医保办理", StaffQuery.Medical.allCases.map { ($0.rawValue, $0.chinese) }, query.medical?.rawValue))
        \(field(.wageFrom, "申报工资不低于", .money, query.wageFrom?.yuanText))
        \(field(.wageThrough, "申报工资不高于", .money, query.wageThrough?.yuanText))
        \(field(.beganFrom, "用工起始不早于", .day, query.beganFrom?.description))
        \(field(.beganThrough, "用工起始不晚于", .day, query.beganThrough?.description))
        \(choice(.limit, "工资与缴费基数上下限", StaffQuery.Limit.allCases.map { ($0.rawValue, $0.chinese) }, query.limit?.rawValue))
        \(choice(.unbilled, "本月缴费计划", [("yes", "尚未计入的")], query.isUnbilled ? "yes" : nil))
        \(field(.period, "缴费基数的月份", .month, query.period?.description, hint: "不填的，显示本月"))
        \(choice(.order, "排序", StaffQuery.Order.allCases.map { ($0.rawValue, $0.chinese) }, query.order.rawValue, blank: nil))
        \(choice(.descending, "次序", [("yes", "从大到小、从后到先")], query.isDescending ? "yes" : nil, blank: "从小到大、从先到后"))
        </div>
        \(FormField("columns", "显示的内容", .ticks(StaffQuery.Column.allCases.map { .init($0.rawValue, $0.chinese) }), values: query.columns.map(\.rawValue)))
        \(Button("查询"))
        </form></details>
        """
    }

    private func problem(_ field: StaffQuery.Field) -> String? { problems.first { $0.field == field }?.sentence }

    private func field(
        _ field: StaffQuery.Field, _ label: String, _ control: FormField.Control, _ value: String?, hint: String = ""
    ) -> FormField {
        FormField(
            field.rawValue, label, control, hint: hint, isRequired: false, value: value, problem: problem(field))
    }

    /// A list with an entry for no condition.
    private func choice(
        _ field: StaffQuery.Field, _ label: String, _ options: [(value: String, label: String)], _ value: String?,
        blank: String? = "不限"
    ) -> Markup {
        """
        <div class="field"><label for="\(field.rawValue)">\(label)</label>
        \(optional: problem(field), { "<p class=\"problem\">\($0)</p>" })
        <select id="\(field.rawValue)" name="\(field.rawValue)">\
        \(optional: blank, { "<option value=\"\">\($0)</option>" })\(each: options, { option in
            "<option value=\"\(option.value)\"\(if: option.value == value, " selected")>\(option.label)</option>"
        })</select></div>
        """
    }
}
