import Basics
import Casework
import Exchange
import HTTP
import Records

extension UnitRegisterOffice {
    private var isMarketRegulator: Bool { Register.self == MarketRegulator.self }

    func content(today: Day, query: SubmittedForm) -> HTML {
        let heading: HTML = isMarketRegulator ? "“E窗通”设立一户" : "登记一户"
        let hint: HTML =
            isMarketRegulator
            ? "设立后信息推送社保平台；勾选“同时办理社会保险登记”的，平台无需单位另行申请。统一社会信用代码自动编排。"
            : "只在本部门登记，单位自行到社保平台办理社会保险登记。统一社会信用代码自动编排。"
        return """
            <section><h2>\(heading)</h2><p class="hint">\(hint)</p>\(founding)</section>
            <section><h2>已登记的单位（\(units.count)）</h2>\(list)</section>
            """
    }

    private var founding: HTML {
        let kinds = UnitKind.allCases.filter { $0.codePrefix(at: Register.partner) != nil }
        let wish: HTML =
            isMarketRegulator
            ? """
            <label>参保地<select name="division">\
            \(HTML.options([("590001", "590001 演示区"), ("590002", "590002 演示新区")]))</select></label>
            <label class="tick"><input type="checkbox" name="wishes" value="yes" checked>同时办理社会保险登记</label>
            """ : ""
        let name = isMarketRegulator ? "启明星辰演示有限公司" : "启明演示服务中心"
        return """
            <form method="post" action="/act/found">
            <label>单位名称<input name="name" required maxlength="100" value="\(name)"></label>
            <label>单位类型<select name="kind">\
            \(HTML.options(kinds.map { ($0.rawValue, $0.chinese) }))</select></label>
            <label>法定代表人（负责人）<input name="head" required maxlength="50" value="启明"></label>
            <label>证件号码<input class="code" name="headNumber" required maxlength="30" \
            value="590001198501010019"></label>
            <label>住所<input name="address" required maxlength="200" value="演示市演示区启明路1号"></label>
            <label>行业代码<input class="code" name="industry" required pattern="[A-T][0-9]{2,4}" value="F5211"></label>
            <label>联络员（可不填）<input name="contact" maxlength="50" value="启航"></label>
            <label>联络员手机（可不填）<input class="code" name="phone" pattern="1[3-9][0-9]{9}" \
            value="19900000930"></label>
            \(wish)<button class="main">设立登记</button></form>
            """
    }

    private var list: HTML {
        if units.isEmpty { return "<p class=\"none\">尚无登记。</p>" }
        let articles = units.prefix(100).map { unit -> HTML in
            let css = unit.status == .active ? "good" : "bad"
            return """
                <article><h3>\(unit.name) <span class="state \(css)">\(unit.status.chinese)</span></h3>
                <p class="hint">\(unit.creditCode)，\(unit.type)，\(unit.registeredOn.chinese)由\(unit.authority)登记，\
                第 \(unit.revision) 版</p>
                <p>\(unit.head.name) \(unit.head.number)；\(unit.address)；行业 \(unit.industry ?? "未登记")；\
                联络员 \(unit.contact.map { "\($0.name) \($0.phone)" } ?? "未登记")</p>
                \(unit.status == .active ? controls(unit) : "")</article>
                """
        }
        return "\(articles)"
    }

    private func controls(_ unit: SharedUnit) -> HTML {
        """
        <details><summary>变更登记</summary><form method="post" action="/act/change">
        <input type="hidden" name="creditCode" value="\(unit.creditCode)">
        <label>单位名称<input name="name" required maxlength="100" value="\(unit.name)"></label>
        <label>法定代表人（负责人）<input name="head" required maxlength="50" value="\(unit.head.name)"></label>
        <label>证件号码<input class="code" name="headNumber" required maxlength="30" value="\(unit.head.number)"></label>
        <label>住所<input name="address" required maxlength="200" value="\(unit.address)"></label>
        <label>联络员<input name="contact" maxlength="50" value="\(unit.contact?.name ?? "")"></label>
        <label>联络员手机<input class="code" name="phone" pattern="1[3-9][0-9]{9}" \
        value="\(unit.contact?.phone ?? "")"></label>
        <button class="main">变更并推送</button></form></details>
        <form method="post" action="/act/end"><input type="hidden" name="creditCode" value="\(unit.creditCode)">
        <button name="status" value="deregistered" aria-label="注销 \(unit.name)">注销并推送</button>
        <button name="status" value="revoked" aria-label="吊销 \(unit.name)">吊销并推送</button></form>
        """
    }
}
