import Basics
import Casework
import HTTP
import Office

extension EntryPages {
    var codeEndpoints: [Endpoint] {
        [
            .get(EntryPaths.code, for: [.awaitingCode]) { visit in try await codePage(visit) },
            .post(EntryPaths.code, for: [.awaitingCode]) { visit, form in try await confirm(visit, form) },
            .post(EntryPaths.codeAgain, for: [.awaitingCode]) { visit, form in
                let address = visit.request.remoteAddress
                try limits.take(name: nil, address: address)
                switch try await desk.sendCode(visit.token, from: address) {
                case .done: return .seeOther(EntryPaths.code().keeping(visit.back(form)))
                case .refused(let refusals): return try await codePage(visit, form, refusals)
                }
            },
        ]
    }

    private func confirm(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        let code = form.number("code") ?? ""
        guard code.contains(where: { !$0.isWhitespace }) else {
            let refusal = Refusal("noCode", field: "code", "请输入短信验证码。", remedy: "验证码为手机短信中的6位数字。")
            return try await codePage(visit, form, [refusal])
        }
        let address = visit.request.remoteAddress
        try limits.take(name: nil, address: address)
        switch try await desk.confirm(visit.token, code: code, from: address) {
        case .refused(let refusals): return try await codePage(visit, form, refusals)
        case .done(let session):
            guard let target = target(for: session.principal, back: visit.back(form)) else {
                return try await turnAway(session, visit)
            }
            var response = Response.seeOther(target)
            response.setCookie(visit.site.sessionCookie(session.token))
            return response
        }
    }

    /// Whoever has the right password and code, at the wrong door.
    private func turnAway(_ session: OpenSession, _ visit: Visit) async throws -> Response {
        try await desk.end(session.token, from: visit.request.remoteAddress)
        let door = session.principal.role.portal == .agency ? "工作人员请从经办机构入口登录。" : "单位和个人请从公共服务入口登录。"
        var response = loginPage(visit, nil, [("", "\(session.principal.role.chinese)账号不能从这里登录。\(door)")])
        response.setCookie(visit.site.expiredSessionCookie)
        return response
    }

    private func codePage(
        _ visit: Visit, _ form: SubmittedForm? = nil, _ refusals: [Refusal] = []
    ) async throws -> Response {
        let notice = try await desk.awaitedCode(visit.token)
        let problems = refusals.problems
        let back = visit.back(form)
        let content: Markup = """
            <div class="narrow">
            <h1>验证手机</h1>
            \(ProblemSummary(problems))
            \(optional: notice, EntryPages.sent)
            \(if: notice == nil && problems.isEmpty, Notice(.warning, "验证码已失效", "<p>请重新获取验证码。</p>").markup)
            \(PostForm(to: EntryPaths.code(), visit, """
                \(optional: back, EntryPages.hidden)
                \(FormField("code", "短信验证码", .oneTimeCode, problem: problems.sentence(of: "code")))
                <div class="actions">\(Button("登录"))</div>
                """))
            <h2>没有收到验证码</h2>
            <p>请检查手机信号和短信拦截。手机号码已停用的，请携带身份证件到经办窗口变更。</p>
            \(optional: notice, { "<p>\(EntryPages.clock($0.nextAt, withSeconds: true))之后可以重新获取。</p>" })
            \(PostForm(to: EntryPaths.codeAgain(), visit, """
                \(optional: back, EntryPages.hidden)
                <div class="actions">\(Button("重新获取验证码", .secondary))
                <a href="\(EntryPaths.login().with(["again": "1"]).keeping(back))">更换账号</a></div>
                """))
            </div>
            """
        return Page("验证手机", hasProblems: !problems.isEmpty, content)
            .response(to: visit, status: problems.isEmpty ? .ok : .unprocessable)
    }

    private static func sent(_ notice: CodeNotice) -> Markup {
        """
        <p class="lead">验证码已发送至手机 \(notice.phone)，\(clock(notice.validUntil))前有效。</p>
        """
    }

    /// `09:05`, or with its seconds; Shanghai time.
    private static func clock(_ moment: Instant, withSeconds: Bool = false) -> String {
        let time = moment.description.suffix(8)
        return String(withSeconds ? time : time.prefix(5))
    }
}

extension Visit {
    /// The token of the session that the visitor comes with; empty, which opens nothing, if there is none.
    var token: String { site.sessionToken(in: request) ?? "" }
}

extension EntryRates {
    /// Takes one attempt of the address and, if it is a name that is tried, of the name.
    func take(name: String?, address: String) throws(PageProblem) {
        let waits = [byAddress.secondsToWait(for: address), name.flatMap { byName.secondsToWait(for: $0) }]
        if let seconds = waits.compactMap(\.self).max() { throw .tooMany(retryAfterSeconds: seconds) }
    }
}
