import Basics
import Exchange
import HTTP

extension StandIn {
    /// The page for people: the department's content, its fault panel, and what came and went.
    func page(_ request: Request) async -> Response {
        guard isLocal(request) else { return .text("403 Forbidden\n", status: .forbidden) }
        switch (request.method, request.path) {
        case (.get, "/"), (.head, "/"):
            return show((try? request.query()) ?? SubmittedForm())
        case (.get, "/style.css"), (.head, "/style.css"):
            return Response(headers: ["content-type": "text/css; charset=utf-8"], body: Array(PageFrame.style.utf8))
        case (.post, "/faults"):
            guard let form = try? await request.form() else { return .text("400 Bad Request\n", status: .badRequest) }
            setFaults(form)
            return .seeOther("/")
        case (.post, "/resend"):
            guard let form = try? await request.form() else { return .text("400 Bad Request\n", status: .badRequest) }
            resend(form["key"] ?? "")
            return .seeOther("/")
        case (.post, _) where request.path.hasPrefix("/act/"):
            guard let form = try? await request.form() else { return .text("400 Bad Request\n", status: .badRequest) }
            return act(String(request.path.dropFirst(5)), form)
        case (_, "/"), (_, "/faults"), (_, "/resend"):
            return .text("405 Method Not Allowed\n", status: .methodNotAllowed)
        default: return .text("404 Not Found\n", status: .notFound)
        }
    }

    /// A page of another site must not press our buttons, not even by a name that resolves to this machine.
    private func isLocal(_ request: Request) -> Bool {
        let host = (request.headers["host"] ?? "").prefix { $0 != ":" }
        let site = request.headers["sec-fetch-site"] ?? "none"
        return ["127.0.0.1", "localhost"].contains(host)
            && (request.method != .post || ["same-origin", "none"].contains(site))
    }

    private func act(_ act: String, _ form: SubmittedForm) -> Response {
        do throws(MalformedMessage) {
            try work { (department, desk) throws(MalformedMessage) in try department.act(act, form, &desk) }
            save()
            return .seeOther("/")
        } catch {
            return show(form, alarm: error.sentence, status: .unprocessable)
        }
    }

    private func setFaults(_ form: SubmittedForm) {
        let offered = Set(Fault.general + Of.faults)
        change {
            $0.faults.slowSeconds = min(
                max(0, Int(form["slow"] ?? "") ?? 0), FaultSettings.largestSlowSeconds)
            $0.faults.active = Set(form.all("fault").compactMap(Fault.init(rawValue:))).intersection(offered)
        }
    }

    /// Puts a message in the tray again, delivered or not, under its key: the platform must take it once all the same.
    private func resend(_ key: String) {
        let now = world.now().milliseconds
        change { memory in
            for index in memory.deliveries.indices where memory.deliveries[index].idempotencyKey.text == key {
                memory.deliveries[index].state = .waiting
                memory.deliveries[index].nextAttemptAt = now
                memory.deliveries[index].result = "等待重新发送"
            }
        }
    }

    private func show(_ query: SubmittedForm, alarm: String? = nil, status: Status = .ok) -> Response {
        let own = memory.department.content(today: world.today(), query: query)
        let sent: HTML = Of.faults.contains(.repeats) ? "<section><h2>发给社保平台的报文</h2>\(deliveries)</section>" : ""
        let frame = PageFrame(
            title: Of.title, alarm: alarm,
            content: "\(own)\(sent)<section><h2>收到的报文</h2>\(arrivals)</section>\(panel)")
        return .html(Array(frame.html.text.utf8), status: status)
    }
}

extension StandIn {
    /// How many are shown; the rest is in the state file.
    private var shown: Int { 50 }

    private func title(_ message: String) -> String {
        Contracts.endpoint(Of.partner, message)?.title ?? message
    }

    private var arrivals: HTML {
        .table(
            [.line("时间"), .line("报文"), .line("重复"), "内容"],
            memory.arrivals.suffix(shown).reversed().map { arrival in
                [
                    "\(arrival.shownTime)", "\(title(arrival.message))",
                    arrival.repeats == 0 ? "" : "\(arrival.repeats) 次",
                    "<details><summary>查看</summary><pre>\(arrival.body)</pre><pre>\(arrival.answer)</pre></details>",
                ]
            }, empty: "尚未收到报文。")
    }

    private var deliveries: HTML {
        .table(
            [.line("时间"), .line("报文"), "状态", .number("次数"), "内容", "操作"],
            memory.deliveries.suffix(shown).reversed().map { delivery in
                let css =
                    switch delivery.state {
                    case .waiting: "open"
                    case .delivered: "good"
                    case .refused: "bad"
                    }
                return [
                    "\(delivery.shownTime)", "\(title(delivery.message))",
                    "<span class=\"\(css)\">\(delivery.result)</span>", "\(delivery.attempts)",
                    "<details><summary>查看</summary><pre>\(delivery.body)</pre></details>",
                    """
                    <form method="post" action="/resend">\
                    <input type="hidden" name="key" value="\(delivery.idempotencyKey.text)"><button>再次发送</button></form>
                    """,
                ]
            }, empty: "尚未发出报文。")
    }

    private var panel: HTML {
        let ticks = (Fault.general + Of.faults).map { fault -> HTML in
            let checked: HTML = memory.faults.contains(fault) ? " checked" : ""
            return """
                <label class="tick"><input type="checkbox" name="fault" value="\(fault.rawValue)"\(checked)>\(fault.label)</label>
                """
        }
        return """
            <section><h2>故障演示</h2><p class="hint">勾选后保存即生效，用于观察社保平台如何应对。</p>
            <form method="post" action="/faults">\(ticks)
            <label>迟缓：每份报文先等待（秒）
            <input type="number" name="slow" min="0" max="\(FaultSettings.largestSlowSeconds)" \
            value="\(memory.faults.slowSeconds)"></label>
            <button class="main">保存</button></form></section>
            """
    }
}
