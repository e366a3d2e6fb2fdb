import Basics
import Casework
import HTTP
package import Office

/// Opening a unit's account (单位首次使用), without a login.
package struct UnitAccountPages: Sendable {
    let accounts: UnitAccounts
    let limits: EntryRates

    package static func endpoints(_ accounts: UnitAccounts, limits: EntryRates = EntryRates()) -> [Endpoint] {
        let pages = UnitAccountPages(accounts: accounts, limits: limits)
        let everybody = Set(Visitor.Role.allCases)
        return [
            .get(UnitPaths.account, for: everybody) { visit in pages.form(visit) },
            .post(UnitPaths.account, for: everybody) { visit, form in try await pages.begin(visit, form) },
            .get(UnitPaths.accountCode, for: everybody) { visit, token in try await pages.codePage(visit, token) },
            .post(UnitPaths.accountCode, for: everybody) { visit, form, token in
                try await pages.confirm(visit, form, token)
            },
        ]
    }

    private func begin(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        func typed(_ key: String) -> String { String((form[key] ?? "").trimmed.prefix(200)) }
        let password = form.asSent("password") ?? ""
        var problems: [(field: String, sentence: String)] = []
        for (key, label) in Self.asked where typed(key).isEmpty { problems.append((key, "请填写\(label)。")) }
        if password.isEmpty { problems.append(("password", "请设置密码。")) }
        if form.asSent("again") ?? "" != password { problems.append(("again", "两次输入的密码不一致，请重新输入。")) }
        guard problems.isEmpty else { return self.form(visit, form, problems) }
        let code = typed("creditCode")
        try limits.take(name: "unit \(LoginApplication.folded(code))", address: visit.request.remoteAddress)
        let signUp = UnitAccounts.SignUp(
            creditCode: code, operatorName: typed("displayName"), phone: typed("phone"), password: password)
        switch try await accounts.begin(signUp) {
        case .refused(let refusals): return self.form(visit, form, refusals.problems)
        case .done(let token): return .seeOther(UnitPaths.accountCode(token).address)
        }
    }

    private static let asked = [("creditCode", "统一社会信用代码"), ("displayName", "经办人姓名"), ("phone", "经办人手机号码")]

    private func form(
        _ visit: Visit, _ form: SubmittedForm? = nil, _ problems: [(field: String, sentence: String)] = []
    ) -> Response {
        let content: Markup = """
            <div class="narrow">
            <h1>单位首次使用，开通账户</h1>
            <p class="lead">还没有账户的单位在这里开通。尚未办理社会保险登记的，开通后直接进入登记。</p>
            \(ProblemSummary(problems))
            \(PostForm(to: UnitPaths.account(), visit, """
                \(FormField(
                    "creditCode", "统一社会信用代码", .text(maxLength: 40), hint: "营业执照或登记证书上的18位代码，也是今后登录的账号",
                    value: form?["creditCode"], problem: problems.sentence(of: "creditCode")))
                \(FormField(
                    "displayName", "经办人姓名", .text(maxLength: 50), value: form?["displayName"],
                    problem: problems.sentence(of: "displayName")))
                \(FormField(
                    "phone", "经办人手机号码", .phone, hint: "今后登录的短信验证码发到这个号码", value: form?["phone"],
                    problem: problems.sentence(of: "phone")))
                \(FormField(
                    "password", "设置密码", .newPassword,
                    hint: "至少\(PasswordRule.leastCharacters)个字符，建议用几个不相干的词连成一句。",
                    problem: problems.sentence(of: "password")))
                \(FormField("again", "再次输入密码", .newPassword, problem: problems.sentence(of: "again")))
                <div class="actions">\(Button("下一步，核实单位身份"))</div>
                """))
            <h2>怎样核实单位身份</h2>
            <p>验证码发到登记机关（市场监管、民政等部门）留存的单位联系人手机。联系人把验证码告诉您，即表示单位同意由您开通账户。</p>
            <p>登记机关没有留存联系人手机的，请携带营业执照或登记证书、经办人身份证件和单位授权委托书，到社会保险经办窗口办理单位社会保险登记；\
            登记时留的社保联系人手机，即可用于在这里开通账户。</p>
            <p class="quiet">已有账户的单位，由本单位管理员添加经办人。工作人员不会以任何方式索取您的密码。</p>
            </div>
            """
        return Page("开通单位账户", in: .open, hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    private func confirm(_ visit: Visit, _ form: SubmittedForm, _ token: String) async throws -> Response {
        let code = form.number("code") ?? ""
        guard code.contains(where: { !$0.isWhitespace }) else {
            return try await codePage(visit, token, [("code", "请输入短信验证码。")])
        }
        try limits.take(name: "unit code \(token.prefix(43))", address: visit.request.remoteAddress)
        switch try await accounts.confirm(token, code: code) {
        case .refused(let refusals): return try await codePage(visit, token, refusals.problems)
        case .done(let account): return opened(visit, account)
        }
    }

    private func codePage(
        _ visit: Visit, _ token: String, _ problems: [(field: String, sentence: String)] = []
    ) async throws -> Response {
        guard let awaited = try await accounts.awaited(token) else {
            let content: Markup = """
                <div class="narrow"><h1>核实单位身份</h1>
                \(ProblemSummary(problems))
                \(if: problems.isEmpty, Notice(.warning, "验证码已失效", "<p>请重新填写，再次获取验证码。</p>").markup)
                <div class="actions">\(LinkButton("重新开始", to: UnitPaths.account()))</div></div>
                """
            return Page("核实单位身份", in: .open, hasProblems: !problems.isEmpty, content)
                .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
        }
        let until = awaited.validUntil.description.suffix(8).prefix(5)
        let content: Markup = """
            <div class="narrow">
            <h1>核实单位身份</h1>
            \(ProblemSummary(problems))
            <p class="lead">验证码已发往登记时留存的单位联系人手机 \(awaited.sentTo)，\(String(until))前有效。请向联系人询问。</p>
            \(PostForm(to: UnitPaths.accountCode(token), visit, """
                \(FormField("code", "短信验证码", .oneTimeCode, problem: problems.sentence(of: "code")))
                <div class="actions">\(Button("开通账户"))\(LinkButton("重新填写", to: UnitPaths.account(), .secondary))</div>
                """))
            <h2>联系人没有收到，或手机已停用</h2>
            <p>请稍后重新获取。联系人手机已停用的，请先到登记机关更新联系人，或到社会保险经办窗口办理。</p>
            </div>
            """
        return Page("核实单位身份", in: .open, hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    private func opened(_ visit: Visit, _ account: String) -> Response {
        let content: Markup = """
            <div class="narrow">
            <h1>单位账户已开通</h1>
            \(Notice(.success, "请用账号和密码登录", "<p>账号：<strong>\(account.uppercased())</strong>（统一社会信用代码，不分大小写）</p>"))
            <div class="actions">\(LinkButton("登录", to: EntryPaths.login()))</div>
            </div>
            """
        return Page("单位账户已开通", in: .open, content).response(to: visit)
    }
}
