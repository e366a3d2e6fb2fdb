import Basics
import Casework
import HTTP
import Office
import Storage

extension EntryPages {
    var accountEndpoints: [Endpoint] {
        [
            .get(EntryPaths.account, for: Visitor.Role.loggedIn) { visit in try await accountPage(visit) },
            .post(EntryPaths.endSession, for: Visitor.Role.loggedIn) { visit, _, session in
                let address = visit.request.remoteAddress
                guard try await desk.revoke(session, of: try visit.principal.login, from: address) else {
                    throw PageProblem.notFound
                }
                return .seeOther(EntryPaths.account().with(["done": "session"]))
            },
        ]
    }

    private func accountPage(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let sessions = try await desk.sessions(of: principal.login, asking: visit.token)
        let events = try await desk.events(of: principal.login, limit: 20)
        let content: Markup = """
            <h1>账号安全</h1>
            <p class="lead">查看登录情况，终止其他登录，修改密码。</p>
            \(done(visit))
            <div class="measure">
            \(SummaryList([
                .init("姓名", principal.name), .init("账号类型", principal.role.chinese),
                .init("密码", "已设置", change: EntryPaths.password()),
            ] + (principal.role == .employerOperator ? [.init("经办权限", principal.rights.chinese)] : [])))
            </div>
            \(if: visit.mayOpen(MessagePages.path()), "<p><a href=\"\(MessagePages.path())\">消息设置</a>：选择哪些待办事项发送短信提醒。</p>")
            <h2>登录情况</h2>
            <p>如有不是您本人的登录，请立即终止，并修改密码。</p>
            \(DataTable("正在登录", sessions, columns: [
                .heading("登录时间") { Markup(desk.clock.shown($0.beganAt)) },
                .text("最近使用") { desk.clock.shown($0.seenAt) },
                .text("网络地址") { $0.address },
                .markup("操作") { EntryPages.end($0, visit) },
            ]))
            \(DataTable("近期账号活动", events, columns: [
                .heading("时间") { Markup(desk.clock.shown($0.at)) },
                .text("活动") { $0.act.chinese },
                .text("网络地址") { $0.address },
            ]))
            """
        return Page("账号安全", in: portal(of: visit), content).response(to: visit)
    }

    private func done(_ visit: Visit) -> Markup {
        switch visit.query["done"] {
        case "session"?: Notice(.success, "已终止该次登录").markup
        case "password"?: Notice(.success, "密码已修改", "<p>其他设备上的登录已全部终止。</p>").markup
        default: .empty
        }
    }

    private static func end(_ session: ListedSession, _ visit: Visit) -> Markup {
        if session.isThisOne { return "本次登录" }
        return PostForm(
            to: EntryPaths.endSession(session.id), visit, classes: "inline",
            Button("终止", .secondary).markup
        ).markup
    }
}
