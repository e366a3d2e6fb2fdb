import Basics
import Documents
import HTTP
import Office
import Records
import Storage

/// 定制查询: conditions on the staff list, run and taken along.
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
        let findings = isAsked ? try await pages.find(query, page: visit.pageNumber, by: visit.principal) : nil
        if let findings {
            try await note(
                visit, "定制查询", .list(findings.employer, filter: findings.words, page: findings.page))
        }
        let names = try await pages.lineNames(by: visit.principal)
        let content: Markup = """
            <h1>定制查询</h1>
            <p class="lead">按条件查询本单位职工，选择要看的内容和排序；结果可以导出。条件都在网址里，收藏网址就能下次再用。</p>
            \(ProblemSummary(problems.map { ($0.field.rawValue, $0.sentence) }))
            \(optional: findings, Self.found)
            \(QueryForm(query, problems, names, isOpen: findings == nil))
            """
        return Page(
            "定制查询", in: .employer, above: [("参保职工", EmployerPaths.staff())], hasProblems: !problems.isEmpty, content
        ).response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    private static func found(_ findings: StaffFindings) -> Markup {
        let fields = findings.query.fields
        return """
            <h2>\(findings.words)：\(findings.count)人</h2>
            \(if: findings.members.isEmpty, EmptyState("没有符合条件的职工", "<p>请放宽下面的条件再查。</p>").markup)
            \(if: !findings.members.isEmpty, table(findings))
            \(Pagination(page: findings.page, of: findings.pageCount) {
                EmployerPaths.query().filled(with: fields).with(["run": "1", "page": "\($0)"])
            })
            \(if: !findings.members.isEmpty, exports { EmployerPaths.queryFile($0).filled(with: fields) })
            """
    }

    private static func table(_ findings: StaffFindings) -> Markup {
        let first = (findings.page - 1) * StaffFindings.rowsPerPage + 1
        let columns = findings.query.columns.map { column -> DataTable<Staff.Member>.Column in
            column == .wage
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

}

extension SubmittedForm {
    /// A query's fields; columns come as ticks, one each, from the form, and joined from a link.
    fileprivate var staffQueryFields: [String: String] {
        var found: [String: String] = [:]
        for field in StaffQuery.Field.allCases {
            let values = all(field.rawValue).filter { !$0.isEmpty }
            guard let last = values.last else { continue }
            found[field.rawValue] = field == .columns ? values.joined(separator: ",") : last.trimmed
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
