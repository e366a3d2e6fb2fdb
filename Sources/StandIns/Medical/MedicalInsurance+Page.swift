import Basics
import Exchange
import HTTP

extension MedicalInsurance {
    func content(today: Day, query: SubmittedForm) -> HTML {
        """
        <section><h2>处理方式</h2>\(mode)
        <p class="hint">自动处理时默认接受；要演示“已在居民医保参保，需先办理停保”，请在下方“故障演示”中勾选拒绝。</p></section>
        <section><h2>收到的参保变动通知</h2>\(noticeList)</section>
        <section><h2>月报汇总</h2>\(totals(today))</section>
        """
    }

    private var mode: HTML {
        """
        <form method="post" action="/act/answering"><label>收到通知后<select name="how">\
        \(HTML.options([("automatic", "自动处理并答复"), ("byHand", "由人工逐笔答复")], selected: answering.rawValue))\
        </select></label><button class="main">保存</button></form>
        """
    }

    private var noticeList: HTML {
        .table(
            [.line("时间"), "通知编号", "人员", "单位", "变动", .number("申报工资"), "处理"],
            notices.suffix(100).reversed().map { taken in
                let notice = taken.notice
                let (change, wage): (String, String) =
                    switch notice.change {
                    case .add(let startMonth, let wage): ("自\(startMonth.chinese)起参保", wage.description)
                    case .stop(let lastMonth): ("缴至\(lastMonth.chinese)后停保", "")
                    case .wage(let startMonth, let wage): ("自\(startMonth.chinese)起变更缴费工资", wage.description)
                    }
                return [
                    "\(Instant(milliseconds: taken.at).description)", "\(notice.noticeNumber)",
                    "\(notice.person.name)<br><span class=\"hint\">\(notice.person.number)</span>",
                    "\(notice.employer.name)<br><span class=\"hint\">\(notice.employer.creditCode)</span>",
                    "\(change)", "\(wage)", decision(taken),
                ]
            }, empty: "尚未收到通知。")
    }

    private func decision(_ taken: TakenNotice) -> HTML {
        switch taken.answer?.outcome {
        case .accepted: "<span class=\"state good\">已接受</span>"
        case .refused(let refusal):
            "<span class=\"state bad\">已拒绝</span><br><span class=\"hint\">\(refusal.sentence)</span>"
        case nil:
            """
            <form method="post" action="/act/answer">\
            <input type="hidden" name="noticeNumber" value="\(taken.notice.noticeNumber)">
            <button class="main" name="outcome" value="accepted">接受</button>
            <button name="outcome" value="refused">拒绝：已在居民医保参保</button></form>
            """
        }
    }

    private func totals(_ today: Day) -> HTML {
        """
        <form method="post" action="/act/send-total">
        <label>统一社会信用代码<input class="code" name="creditCode" required maxlength="18" \
        value="\(notices.last?.notice.employer.creditCode ?? "")"></label>
        <label>费款所属期<input type="month" name="period" value="\(today.month.description)" required></label>
        <button class="main">发送给社保平台</button></form>
        <p class="hint">平台也会自行查询。人员明细不提供。</p>
        """
    }
}
