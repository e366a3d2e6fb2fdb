import Basics
import Casework
import HTTP
import Office
import Storage

/// The form for a new operator, and the page of one.
extension OperatorPages {
    private static let above: [(label: String, link: Link)] = [("经办人员", EmployerPaths.operators())]

    func form(
        _ visit: Visit, _ form: SubmittedForm? = nil, _ problems: [(field: String, sentence: String)] = []
    ) throws -> Response {
        let own = try visit.principal.rights
        let content: Markup = """
            <div class="narrow">
            <h1>添加经办人员</h1>
            <p class="lead">系统自动分配账号，并以短信通知本人。密码由本人首次登录时凭手机验证码设置，管理员无从知道。</p>
            \(ProblemSummary(problems))
            \(PostForm(to: EmployerPaths.newOperator(), visit, """
                \(FormField(
                    "name", "姓名", .text(maxLength: PersonName.limitCharacters), value: form?["name"],
                    problem: problems.sentence(of: "name")))
                \(FormField(
                    "phone", "手机号码", .phone, hint: "用于登录验证，必须是本人使用的手机", value: form?["phone"],
                    problem: problems.sentence(of: "phone")))
                \(Self.rights(offering: own, ticked: form?.all("rights") ?? [], problems))
                <div class="actions">\(Button("添加并发送通知"))</div>
                """))
            </div>
            """
        return Page("添加经办人员", in: .employer, above: Self.above, hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    /// Only what may be given or kept stands there; the desk asks again.
    private static func rights(
        offering rights: Set<OperatorRight>, ticked: [String], _ problems: [(field: String, sentence: String)]
    ) -> FormField {
        FormField(
            "rights", "权限",
            .ticks(
                OperatorRight.allCases.filter(rights.contains).map {
                    FormField.Option($0.rawValue, $0.chinese, hint: $0.hint)
                }), hint: "可以多选", values: ticked, problem: problems.sentence(of: "rights"))
    }

    func page(
        _ visit: Visit, _ login: Int, _ problems: [(field: String, sentence: String)] = []
    ) async throws -> Response {
        let view = try await entry.operator(Int64(login), by: visit.principal)
        let member = view.member
        let actions = member.closing == nil ? try actions(view, login, visit, problems) : .empty
        let content: Markup = """
            <div class="head"><h1>\(member.name)</h1>\(Self.status(view))</div>
            \(done(visit))
            <div class="narrow">
            \(ProblemSummary(problems))
            \(SummaryList([
                .init("账号", member.account), .init("手机号码", Self.phone(member)),
                .init("开通时间", entry.clock.shown(member.since)),
            ] + ending(view)))
            </div>
            \(changes(view))
            \(actions)
            """
        return Page(member.name, in: .employer, above: Self.above, hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    private func done(_ visit: Visit) -> Markup {
        switch visit.query["done"] {
        case "added"?:
            Notice(
                .success, "已添加，通知短信已发送",
                "<p>请提醒本人在\(EntryLimits.invitationSeconds / 86_400)天内打开登录页，进入“首次登录”设置密码。</p>"
            ).markup
        case "rights"?: Notice(.success, "权限已调整", "<p>立即生效，并已以短信通知本人。</p>").markup
        case "invited"?: Notice(.success, "已重新邀请", "<p>通知短信已发送。</p>").markup
        default: .empty
        }
    }

    private func ending(_ view: OperatorView) -> [SummaryList.Entry] {
        if let closing = view.member.closing {
            return [.init("停用", "\(entry.clock.shown(closing.at))，\(closing.by)")]
        }
        return view.member.invitedUntil.map {
            [
                .init(
                    "设置密码",
                    view.isInvitationOver
                        ? "邀请已于\(entry.clock.dayAhead(of: $0).chinese)过期"
                        : "请于\(entry.clock.dayAhead(of: $0).chinese)前完成")
            ]
        } ?? []
    }

    private func changes(_ view: OperatorView) -> Markup {
        let rows = OperatorRight.allCases.map { right in (right, view.changes.first { $0.right == right }) }
        return DataTable(
            "权限及最近一次调整", rows,
            columns: [
                .heading("权限") { Markup($0.0.chinese) },
                .markup("现状") { _, change in
                    (change?.isHeld ?? false ? StatusTag(.done, "已开通") : StatusTag(.ended, "未开通")).markup
                },
                .text("调整时间") { $0.1.map { entry.clock.shown($0.at) } ?? "—" },
                .text("调整人") { $0.1.map { $0.by ?? "开户时设定" } ?? "—" },
            ]
        ).markup
    }

    private func actions(
        _ view: OperatorView, _ login: Int, _ visit: Visit, _ problems: [(field: String, sentence: String)]
    ) throws -> Markup {
        let offered = try visit.principal.rights.union(view.rights)
        return """
            <div class="narrow">
            <h2>调整权限</h2>
            \(PostForm(to: EmployerPaths.operator(login), visit, """
                \(Self.rights(offering: offered, ticked: view.rights.map(\.rawValue), problems))
                <div class="actions">\(Button("保存权限"))</div>
                """))
            \(if: view.member.invitedUntil != nil, invitation(login, visit))
            <h2>停用账号</h2>
            \(view.isLastAdministrator ? Self.staysLast : removal(login, visit))
            </div>
            """
    }

    private func invitation(_ login: Int, _ visit: Visit) -> Markup {
        """
        <h2>重新邀请</h2>
        <p>本人没有收到短信，或者邀请已过期的，可以重新发送。</p>
        \(PostForm(to: EmployerPaths.inviteOperator(login), visit, "<div class=\"actions\">\(Button("重新发送邀请短信", .secondary))</div>"))
        """
    }

    private static let staysLast: Markup =
        "<p>该人员是本单位最后一名管理员，不能停用。请先为另一名经办人员开通“经办人员管理”权限。</p>"

    private func removal(_ login: Int, _ visit: Visit) -> Markup {
        """
        <p>停用后，该账号立即退出登录，不能再使用，也不能恢复。已经提交的办件不受影响。</p>
        \(PostForm(to: EmployerPaths.removeOperator(login), visit, "<div class=\"actions\">\(Button("停用账号", .warning))</div>"))
        """
    }
}
