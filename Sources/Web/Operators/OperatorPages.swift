import Basics
import Casework
import HTTP
package import Office
import Storage

/// 经办人员管理: where an employer's administrator adds, limits and removes those who act for it.
package struct OperatorPages: Sendable {
    let entry: EntryDesk

    package static func endpoints(_ entry: EntryDesk) -> [Endpoint] { OperatorPages(entry: entry).endpoints }

    private var endpoints: [Endpoint] {
        let roles: Set<Visitor.Role> = [.employerAdministrator]
        return [
            .get(EmployerPaths.operators, for: roles) { visit in try await atTheDesk { try await list(visit) } },
            .get(EmployerPaths.newOperator, for: roles) { visit in try form(visit) },
            .post(EmployerPaths.newOperator, for: roles) { visit, form in
                try await atTheDesk { try await add(visit, form) }
            },
            .get(EmployerPaths.operator, for: roles) { visit, login in
                try await atTheDesk { try await page(visit, login) }
            },
            .post(EmployerPaths.operator, for: roles) { visit, form, login in
                try await atTheDesk {
                    let rights = Set(form.all("rights").compactMap(OperatorRight.init))
                    return try await answer(
                        visit, login, try await entry.setRights(of: Int64(login), to: rights, by: visit.principal),
                        done: "rights")
                }
            },
            .post(EmployerPaths.inviteOperator, for: roles) { visit, _, login in
                try await atTheDesk {
                    try await answer(
                        visit, login, try await entry.inviteAgain(Int64(login), by: visit.principal), done: "invited")
                }
            },
            .post(EmployerPaths.removeOperator, for: roles) { visit, _, login in
                try await atTheDesk {
                    try await answer(
                        visit, login, try await entry.removeOperator(Int64(login), by: visit.principal),
                        done: "removed")
                }
            },
        ]
    }

    private func add(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let application = OperatorApplication(
            name: form["name"] ?? "", phone: form["phone"] ?? "",
            rights: Set(form.all("rights").compactMap(OperatorRight.init)))
        switch try await entry.addOperator(application, by: visit.principal) {
        case .refused(let refusals): return try self.form(visit, form, refusals.problems)
        case .done(let login):
            return .seeOther(EmployerPaths.operator(Int(login)).with(["done": "added"]))
        }
    }

    private func answer(
        _ visit: Visit, _ login: Int, _ answer: EntryAnswer<Void>, done: String
    ) async throws -> Response {
        switch answer {
        case .refused(let refusals): return try await page(visit, login, refusals.problems)
        case .done:
            // Whoever has removed themselves, or given up the right to keep others, is not let in here any more.
            let isOwn = Int64(login) == (try visit.principal.login)
            if isOwn, done == "removed" { return .seeOther(EntryPaths.login().with(["left": "1"])) }
            if done == "removed" { return .seeOther(EmployerPaths.operators().with(["done": done])) }
            return .seeOther(isOwn ? EntryPaths.account() : EmployerPaths.operator(login).with(["done": done]))
        }
    }

    private func list(_ visit: Visit) async throws -> Response {
        let views = try await entry.operators(by: visit.principal)
        let (open, closed) = (views.filter { $0.member.closing == nil }, views.filter { $0.member.closing != nil })
        let own = try visit.principal.login
        let content: Markup = """
            <div class="head"><h1>经办人员</h1>\(LinkButton("添加经办人员", to: EmployerPaths.newOperator()))</div>
            <p class="lead">经办人员只能查看和办理被授权的业务。人员离岗的，请及时停用账号。</p>
            \(if: visit.query["done"] == "removed", Notice(.success, "账号已停用", "<p>该账号正在使用的登录已全部终止。</p>").markup)
            \(DataTable("在用账号，\(open.count)个", open, columns: [
                .heading("姓名") { Self.name($0, own) },
                .text("账号") { $0.member.account }, .text("手机号码") { Self.phone($0.member) },
                .text("权限") { $0.rights.chinese }, .markup("状态") { Self.status($0).markup },
            ]))
            \(if: !closed.isEmpty, self.closed(closed))
            """
        return Page("经办人员", in: .employer, content).response(to: visit)
    }

    private func closed(_ views: [OperatorView]) -> Markup {
        DataTable(
            "已停用账号，\(views.count)个", views,
            columns: [
                .heading("姓名") { Markup($0.member.name) }, .text("账号") { $0.member.account },
                .text("停用时间") { $0.member.closing.map { entry.clock.shown($0.at) } ?? "" },
                .text("停用人") { $0.member.closing?.by ?? "" },
            ]
        ).markup
    }

    private static func name(_ view: OperatorView, _ own: Int64) -> Markup {
        """
        <a href="\(EmployerPaths.operator(Int(view.member.login)))">\(view.member.name)</a>\
        \(if: view.member.login == own, "（本人）")
        """
    }

    static func phone(_ member: Operators.Member) -> String { (try? MobileNumber(member.phone))?.masked ?? "" }

    static func status(_ view: OperatorView) -> StatusTag {
        if view.member.closing != nil { return StatusTag(.ended, "已停用") }
        guard view.member.invitedUntil != nil else { return StatusTag(.done, "可登录") }
        return view.isInvitationOver ? StatusTag(.yours, "邀请已过期") : StatusTag(.waiting, "待设置密码")
    }
}
