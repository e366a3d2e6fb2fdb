import Basics
import Casework
import Exchange
import HTTP

/// Plays the SMS channel: nothing leaves the machine, every message can be read at its page.
struct SMSChannel: Department {
    static let partner = Partner.sms
    static let title = "短信通道（演示）"
    static let faults: [Fault] = [.refuseNext, .refuseAll]

    private var messages: [Taken] = []
    private static let limit = 2_000

    private struct Taken: Codable {
        let number: String
        let message: TextMessage
        let at: Int64
        /// The business day; older files have none.
        var on: Day?
    }

    mutating func answer(_ message: String, _ body: [UInt8], _ desk: inout Desk) throws(MalformedMessage) -> Reply {
        guard message == TextMessage.endpoint.message else { return .unknownMessage }
        let text = try TextMessage(body: body)
        if desk.faults.takeRefusal() {
            let refusal = PartnerRefusal(
                code: "PHONE-STOPPED", sentence: "该手机号码已停机。", remedy: "请核对手机号码，或改用其他联系方式。")
            return .body(try TextMessageAnswer.refused(refusal).body())
        }
        let number = desk.number("DX")
        messages.append(Taken(number: number, message: text, at: desk.now.milliseconds, on: desk.today))
        messages.removeFirst(max(0, messages.count - Self.limit))
        return .body(try TextMessageAnswer.accepted(messageNumber: number).body())
    }

    mutating func act(_ act: String, _ form: SubmittedForm, _ desk: inout Desk) throws(MalformedMessage) {
        guard act == "clear" else { throw MalformedMessage(field: "", sentence: "没有此操作。") }
        messages = []
    }

    func content(today: Day, query: SubmittedForm) -> HTML {
        let phone = query["phone"] ?? ""
        let shown = messages.reversed().lazy.filter { phone.isEmpty || $0.message.phone.hasPrefix(phone) }.prefix(100)
        let list: HTML = shown.isEmpty ? "<p class=\"none\">尚无短信。</p>" : "\(shown.map(article) as [HTML])"
        return """
            <section><h2>短信</h2><form method="get" action="/">
            <label>手机号码<input class="code" name="phone" value="\(phone)" inputmode="numeric"></label>
            <button class="main">查看最新短信</button></form>
            <p class="hint">最新的在前。页面不会自行变化，需要看新到的短信时按“查看最新短信”；填写手机号码的，只列出发给该号码的短信。</p>
            \(list)
            <form method="post" action="/act/clear"><button>清空</button></form></section>
            """
    }

    private func article(_ taken: Taken) -> HTML {
        let kind =
            switch taken.message.kind {
            case .code: "验证码"
            case .notice: "通知"
            case .reminder: "提醒"
            }
        return """
            <article><h3>\(taken.message.phone)</h3>
            <p class="hint">\(Instant(milliseconds: taken.at).shown(on: taken.on))，\(kind)</p>
            <p><span class="large">\(taken.message.text)</span></p></article>
            """
    }
}
