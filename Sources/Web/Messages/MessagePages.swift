import Basics
import Casework
import HTTP
import Office

/// Which to-dos somebody is told of by text message.
package struct MessagePages: Sendable {
    let office: PortalOffice

    package static let path = Path("/account/messages")

    package static func endpoints(_ office: PortalOffice) -> [Endpoint] {
        let pages = MessagePages(office: office)
        let roles: Set<Visitor.Role> = [.employer, .individual]
        return [
            .get(path, for: roles) { visit in try await atTheDesk { try await pages.settings(visit) } },
            .post(path, for: roles) { visit, form in
                let chosen = Set(form.all("topics").compactMap(MessageTopic.init))
                try await atTheDesk { try await office.desk.choose(chosen, by: visit.principal) }
                return .seeOther(path().with(["saved": "1"]))
            },
        ]
    }

    private func settings(_ visit: Visit) async throws -> Response {
        let settings = try await office.desk.messageSettings(of: visit.principal, in: office.home)
        let options = settings.topics.map { FormField.Option($0.rawValue, $0.chinese, hint: $0.hint) }
        return try office.page(
            "消息设置", visit,
            """
            <h1>消息设置</h1>
            <p class="lead">待办事项登录后都显示在首页。下面勾选的，另外发送短信到 \(settings.phone)。</p>
            <div class="narrow">
            \(if: visit.query["saved"] != nil, Notice(.success, "已保存").markup)
            \(PostForm(to: Self.path(), visit, """
                \(FormField(
                    "topics", "短信提醒", .ticks(options), isRequired: false, values: settings.chosen.map(\.rawValue).sorted()))
                <div class="actions">\(Button("保存"))</div>
                """))
            <p class="quiet">短信不含姓名和号码，同一事项不重复发送。\(hours(settings))不再需要的，取消勾选后保存即可。</p>
            </div>
            """)
    }

    private func hours(_ settings: MessageSettings) -> String {
        settings.hours.map { "每天\($0.lowerBound)点至\($0.upperBound + 1)点发送。" } ?? ""
    }
}
