import Basics
import Casework
import HTTP
import Office

extension EntryPages {
    var loginEndpoints: [Endpoint] {
        [
            .get(EntryPaths.login, for: Set(Visitor.Role.allCases)) { visit in
                let isAwaitingCode = visit.visitor.roles.contains(.awaitingCode)
                if isAwaitingCode, visit.query["again"] == nil {
                    return .seeOther(EntryPaths.code().keeping(visit.back()))
                }
                return loginPage(visit)
            },
            .post(EntryPaths.login, for: Set(Visitor.Role.allCases)) { visit, form in try await begin(visit, form) },
            .post(EntryPaths.logOut, for: Visitor.Role.loggedIn.union([.awaitingCode])) { visit, _ in
                if let token = visit.site.sessionToken(in: visit.request) {
                    try await desk.end(token, from: visit.request.remoteAddress)
                }
                var response = Response.seeOther(EntryPaths.login().with(["left": "1"]))
                response.setCookie(visit.site.expiredSessionCookie)
                return response
            },
        ]
    }

    private func begin(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let (name, password) = (form["account"] ?? "", form.asSent("password") ?? "")
        var problems: [(field: String, sentence: String)] = []
        if LoginApplication.folded(name).isEmpty { problems.append(("account", "请输入账号。")) }
        if password.isEmpty { problems.append(("password", "请输入密码。")) }
        guard problems.isEmpty else { return loginPage(visit, form, problems) }
        let address = visit.request.remoteAddress
        try limits.take(name: LoginApplication.folded(name), address: address)
        switch try await desk.begin(name: name, password: password, from: address) {
        case .refused(let refusals): return loginPage(visit, form, refusals.problems)
        case .done(let pending):
            // Who enters as somebody else leaves first; a half-open entry is forgotten by itself.
            if visit.visitor.isLoggedIn, let token = visit.site.sessionToken(in: visit.request) {
                try await desk.end(token, from: address)
            }
            var response = Response.seeOther(EntryPaths.code().keeping(visit.back(form)))
            response.setCookie(visit.site.sessionCookie(pending.token))
            return response
        }
    }

    /// Also for what was refused; the password is never sent back.
    func loginPage(
        _ visit: Visit, _ form: SubmittedForm? = nil, _ problems: [(field: String, sentence: String)] = []
    ) -> Response {
        let back = visit.back(form)
        let content: Markup = """
            <div class="narrow">
            <h1>登录</h1>
            \(ProblemSummary(problems))
            \(if: problems.isEmpty && visit.query["left"] != nil, Notice(.success, "已退出登录").markup)
            \(optional: visit.visitor.principal, { alreadyIn($0) })
            \(PostForm(to: EntryPaths.login(), visit, """
                \(optional: back, EntryPages.hidden)
                \(FormField("account", "账号", .account, value: form?["account"], problem: problems.sentence(of: "account")))
                \(FormField("password", "密码", .password, problem: problems.sentence(of: "password")))
                <div class="actions">\(Button("登录"))</div>
                """))
            \(EntryPages.advice(isAgency: portals[.agency] != nil))
            </div>
            """
        return Page("登录", hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    private func alreadyIn(_ principal: Principal) -> Markup {
        guard let home = portals[principal.role.portal]?.home else { return .empty }
        return Notice(
            .info, "您已登录为\(principal.name)",
            "<p>登录其他账号将退出当前账号。<a href=\"\(home)\">返回首页</a></p>"
        ).markup
    }

    static func hidden(_ back: Link) -> Markup {
        "<input type=\"hidden\" name=\"back\" value=\"\(back.address)\">"
    }

    private static func advice(isAgency: Bool) -> Markup {
        """
        \(if: !isAgency, "<h2>首次登录</h2><p>单位管理员为您开通了经办账号的，请先<a href=\"\(EntryPaths.first())\">设置密码</a>。</p>")\
        <h2>没有账号或忘记密码</h2>
        \(if: isAgency, "<p>工作人员账号由所属机构的系统管理员开设。忘记密码的，请联系系统管理员。</p>")\
        \(if: !isAgency, """
            <p>还没有账户的单位，可以<a href="\(UnitPaths.account())">在线开通（单位首次使用）</a>。</p>
            """)\
        \(if: !isAgency, "<p>请携带身份证件到社会保险经办窗口办理；单位经办人请同时携带单位授权材料，或者由本单位的管理员开通账号。</p>")
        <p class="quiet">工作人员不会以任何方式索取您的密码和短信验证码。</p>
        """
    }
}
