package import HTTP
import Office
import Policy

/// Why there is no such page or nothing was done, in a sentence for who reads it. Thrown by what answers a request.
package struct PageProblem: Error, Hashable {
    package let status: Status
    package let title: String
    package let sentence: String
    var allowedMethods: String?
    var retryAfterSeconds: Int?
    /// Whether a form was sent that could not be read: then the page with the form leads on.
    var isOfForm = false
    /// Whether it is over soon and looking again is all that it takes.
    var isPassing = false

    package init(_ status: Status, title: String, sentence: String) {
        self.status = status
        self.title = title
        self.sentence = sentence
    }

    package static let badAddress = PageProblem(
        .badRequest, title: "网址有误", sentence: "网址中含有无法识别的字符，请从首页重新进入。")
    /// Also for what exists and is not the visitor's: whoever may not see it is not told that it is there.
    package static let notFound = PageProblem(
        .notFound, title: "没有找到这个页面", sentence: "页面可能已经移动，或者网址输入有误。请检查网址，或从首页重新进入。")
    package static let forbidden = PageProblem(
        .forbidden, title: "没有办理权限", sentence: "您当前登录的身份不能使用这个页面。如需办理，请更换身份登录。")
    package static let notLoggedIn = PageProblem(
        .unauthorized, title: "请先登录", sentence: "登录后才能继续办理。刚才填写的内容没有提交。")
    package static let staleForm = PageProblem(
        .forbidden, title: "页面已过期", sentence: "为保护您的信息安全，这次提交没有生效。请返回上一页，刷新后重新提交。")

    static func wrongMethod(allowed: String) -> PageProblem {
        var problem = PageProblem(
            .methodNotAllowed, title: "不支持这种操作", sentence: "这个网址不接受这种操作，请从页面上的按钮或链接进入。")
        problem.allowedMethods = allowed
        return problem
    }

    package static func tooMany(retryAfterSeconds: Int) -> PageProblem {
        var problem = PageProblem(
            .tooManyRequests, title: "操作过于频繁", sentence: "请在\(retryAfterSeconds)秒后重试。")
        problem.retryAfterSeconds = retryAfterSeconds
        return problem
    }

    /// - Parameter number: what the log calls it, so that whoever reports it can be helped.
    static func fault(number: String) -> PageProblem {
        PageProblem(
            .internalError, title: "系统出现故障", sentence: "您的操作没有完成，我们已经记录。请稍后重试；如需咨询，请提供编号 \(number)。")
    }

    /// The books are out of reach for the moment; what was sent may be sent again.
    init(_ interruption: Interruption) {
        let sentence =
            switch interruption {
            case .away: "系统暂时无法读写数据，您的操作没有完成。请稍等片刻再试，已保存的草稿不会丢失。"
            case .inDoubt: "提交过程中与数据库的连接中断，操作可能已经完成。请先到“我的办件”核对，再决定是否重新提交。"
            case .full: "服务器存储空间不足，您的操作没有完成，也没有保存任何内容。请稍后再试。"
            }
        self.init(.unavailable, title: "系统暂时无法办理", sentence: sentence)
        retryAfterSeconds = 5
        isPassing = true
    }

    /// What policy does not say is named, on any page that needs it.
    init(_ gap: PolicyGap) {
        self.init(.unavailable, title: "缺少政策参数：\(gap.name)", sentence: gap.sentence)
    }

    init(_ failure: FormFailure) {
        switch failure {
        case .malformed, .unsupported:
            self.init(failure.status, title: "提交的内容无法识别", sentence: "请返回上一页，刷新后重新填写提交。")
        case .tooMany, .tooLarge:
            self.init(
                failure.status, title: "提交的内容过多",
                sentence: "文件或填写内容超过了上限，这次提交没有生效。请减少文件的数量或压缩后重新提交；先前已保存的内容不受影响。")
        case .noRoom:
            self.init(failure.status, title: "暂时不能上传文件", sentence: "服务器存放上传文件的空间不足，文件没有保存。请稍后再试。")
        case .brokenOff:
            self.init(failure.status, title: "提交没有完成", sentence: "网络中断或用时过长，请检查网络后重新提交。")
        }
        isOfForm = true
    }

    func response(to visit: Visit) -> Response {
        var response = visit.request.prefersJSON ? json : page(visit)
        if let allowedMethods { response.headers["allow"] = allowedMethods }
        if let retryAfterSeconds {
            response.headers["retry-after"] = String(retryAfterSeconds)
            // Whoever only looked, at work under way for one, sees by themselves when it is over.
            if isPassing, visit.request.method == .get, !visit.request.prefersJSON {
                response.headers["refresh"] = String(retryAfterSeconds)
            }
        }
        response.headers["cache-control"] = "no-store"
        return response
    }

    /// RFC 9457.
    private var json: Response {
        func quoted(_ text: String) -> String {
            "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
        }
        let body =
            #"{"type":"about:blank","title":\#(quoted(title)),"status":\#(status.code),"detail":\#(quoted(sentence))}"#
        return Response(status, headers: ["content-type": "application/problem+json"], body: Array(body.utf8))
    }

    private func page(_ visit: Visit) -> Response {
        let portal = visit.visitor.principal.map { Portal.of($0.role.portal) }
        let home = portal?.home ?? Link(ownPath: "/")
        let form = isOfForm ? Link(back: visit.request.path).flatMap { visit.mayOpen($0) ? $0 : nil } : nil
        let content: Markup = """
            <h1>\(title)</h1>
            <p class="lead">\(sentence)</p>
            <div class="actions">\(optional: form, { LinkButton("返回填写页面", to: $0).markup })\
            \(form == nil ? LinkButton("返回首页", to: home) : LinkButton("返回首页", to: home, .secondary))</div>
            """
        return Page(title, in: portal, content).response(to: visit, status: status)
    }
}
