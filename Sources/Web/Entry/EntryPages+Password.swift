import Casework
import HTTP
import Office

extension EntryPages {
    var passwordEndpoints: [Endpoint] {
        [
            .get(EntryPaths.password, for: Visitor.Role.loggedIn) { visit in passwordPage(visit, []) },
            .post(EntryPaths.password, for: Visitor.Role.loggedIn) { visit, form in
                try await changePassword(visit, form)
            },
        ]
    }

    private func changePassword(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let (present, new) = (form.asSent("present") ?? "", form.asSent("password") ?? "")
        var problems: [(field: String, sentence: String)] = []
        if present.isEmpty { problems.append(("present", "请输入原密码。")) }
        if new.isEmpty { problems.append(("password", "请输入新密码。")) }
        if form.asSent("again") ?? "" != new { problems.append(("again", "两次输入的新密码不一致，请重新输入。")) }
        guard problems.isEmpty else { return passwordPage(visit, problems) }
        // A stolen session must not become a way to guess the password.
        try limits.take(name: "login \(try visit.principal.login)", address: visit.request.remoteAddress)
        switch try await desk.changePassword(visit.token, from: present, to: new) {
        case .refused(let refusals): return passwordPage(visit, refusals.problems)
        case .done: return .seeOther(EntryPaths.account().with(["done": "password"]))
        }
    }

    private func passwordPage(_ visit: Visit, _ problems: [(field: String, sentence: String)]) -> Response {
        let content: Markup = """
            <div class="narrow">
            <h1>修改密码</h1>
            \(ProblemSummary(problems))
            \(PostForm(to: EntryPaths.password(), visit, """
                \(FormField("present", "原密码", .password, problem: problems.sentence(of: "present")))
                \(FormField(
                    "password", "新密码", .newPassword,
                    hint: "至少\(PasswordRule.leastCharacters)个字符，建议用几个不相干的词连成一句。",
                    problem: problems.sentence(of: "password")))
                \(FormField("again", "再次输入新密码", .newPassword, problem: problems.sentence(of: "again")))
                <div class="actions">\(Button("修改密码"))</div>
                """))
            <p class="quiet">修改后，其他设备上的登录将全部终止。</p>
            </div>
            """
        return Page(
            "修改密码", in: portal(of: visit), above: [("账号安全", EntryPaths.account())], hasProblems: !problems.isEmpty,
            content
        ).response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }
}
