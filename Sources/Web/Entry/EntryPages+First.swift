import Casework
import HTTP
import Office

/// The first entry of an operator whom an administrator has added: account, code, a password of their own.
extension EntryPages {
    var firstEntryEndpoints: [Endpoint] {
        let anybody = Set(Visitor.Role.allCases)
        return [
            .get(EntryPaths.first, for: anybody) { visit in firstPage(visit) },
            .post(EntryPaths.first, for: anybody) { visit, form in try await beginFirst(visit, form) },
            .post(EntryPaths.firstPassword, for: anybody) { visit, form in try await completeFirst(visit, form) },
        ]
    }

    private func beginFirst(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let name = form["account"] ?? ""
        guard !LoginApplication.folded(name).isEmpty else {
            return firstPage(visit, form, [("account", "请输入账号。")])
        }
        let address = visit.request.remoteAddress
        try limits.take(name: LoginApplication.folded(name), address: address)
        try await desk.beginFirstEntry(name: name, from: address)
        return firstPasswordPage(visit, form)
    }

    private func completeFirst(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let (name, code, password) = (form["account"] ?? "", form.number("code") ?? "", form.asSent("password") ?? "")
        var problems: [(field: String, sentence: String)] = []
        if !code.contains(where: { !$0.isWhitespace }) { problems.append(("code", "请输入短信验证码。")) }
        if password.isEmpty { problems.append(("password", "请输入新密码。")) }
        if form.asSent("again") ?? "" != password { problems.append(("again", "两次输入的新密码不一致，请重新输入。")) }
        guard problems.isEmpty else { return firstPasswordPage(visit, form, problems) }
        let address = visit.request.remoteAddress
        try limits.take(name: LoginApplication.folded(name), address: address)
        switch try await desk.completeFirstEntry(name: name, code: code, password: password, from: address) {
        case .refused(let refusals): return firstPasswordPage(visit, form, refusals.problems)
        case .done(let session):
            if visit.visitor.isLoggedIn { try await desk.end(visit.token, from: address) }
            guard let target = target(for: session.principal, back: nil) else { throw PageProblem.forbidden }
            var response = Response.seeOther(target)
            response.setCookie(visit.site.sessionCookie(session.token))
            return response
        }
    }

    private func firstPage(
        _ visit: Visit, _ form: SubmittedForm? = nil, _ problems: [(field: String, sentence: String)] = []
    ) -> Response {
        let content: Markup = """
            <div class="narrow">
            <h1>首次登录</h1>
            <p class="lead">单位管理员为您开通经办账号后，您会收到写有账号的短信。请在这里设置自己的密码。</p>
            \(ProblemSummary(problems))
            \(PostForm(to: EntryPaths.first(), visit, """
                \(FormField(
                    "account", "账号", .account, hint: "短信中的账号，例如 jb12345678", value: form?["account"],
                    problem: problems.sentence(of: "account")))
                <div class="actions">\(Button("获取验证码"))<a href="\(EntryPaths.login())">已有密码，去登录</a></div>
                """))
            </div>
            """
        return Page("首次登录", hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    /// Says the same for every name; what was typed as a password is never sent back.
    private func firstPasswordPage(
        _ visit: Visit, _ form: SubmittedForm, _ problems: [(field: String, sentence: String)] = []
    ) -> Response {
        let account = form["account"] ?? ""
        let hidden: Markup = "<input type=\"hidden\" name=\"account\" value=\"\(account)\">"
        let content: Markup = """
            <div class="narrow">
            <h1>设置密码</h1>
            <p class="lead">账号 \(account)</p>
            \(ProblemSummary(problems))
            \(if: problems.isEmpty, Notice(.info, "请查收短信", "<p>该账号尚未设置密码且邀请有效的，验证码已发送到登记的手机，\(EntryLimits.codeSeconds / 60)分钟内有效。</p>").markup)
            \(PostForm(to: EntryPaths.firstPassword(), visit, """
                \(hidden)
                \(FormField("code", "短信验证码", .oneTimeCode, value: form["code"], problem: problems.sentence(of: "code")))
                \(FormField(
                    "password", "新密码", .newPassword,
                    hint: "至少\(PasswordRule.leastCharacters)个字符，建议用几个不相干的词连成一句。",
                    problem: problems.sentence(of: "password")))
                \(FormField("again", "再次输入新密码", .newPassword, problem: problems.sentence(of: "again")))
                <div class="actions">\(Button("设置密码并登录"))</div>
                """))
            <h2>没有收到验证码</h2>
            <p>请核对账号，一分钟后可以重新获取。邀请超过\(EntryLimits.invitationSeconds / 86_400)天的，请联系本单位的管理员重新邀请。</p>
            \(PostForm(to: EntryPaths.first(), visit, """
                \(hidden)<div class="actions">\(Button("重新获取验证码", .secondary))
                <a href="\(EntryPaths.first())">更换账号</a></div>
                """))
            <p class="quiet">工作人员不会以任何方式索取您的密码和短信验证码。</p>
            </div>
            """
        return Page("设置密码", hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }
}
