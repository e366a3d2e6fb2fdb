import Basics

extension Gallery {
    static func enrolment(_ visit: Visit) -> Markup {
        """
        <h1>新增参保人员</h1>
        \(Steps(["填写信息", "核对内容", "提交"], current: 0))
        <div class="narrow">
        \(ProblemSummary([
            (field: "number", sentence: "公民身份号码的最后一位校验码不正确，请对照身份证重新填写。"),
            (field: "wage", sentence: "请填写缴费工资。"),
        ]))
        \(PostForm(to: form(), visit, hasFiles: true, fields))
        </div>
        """
    }

    private static var fields: Markup {
        """
        \(FormField("name", "姓名", .text(maxLength: 20), value: "𬱖小明"))
        \(FormField(
            "number", "公民身份号码", .identityNumber, hint: "18位，与身份证一致。", value: "990000199001010010",
            problem: "公民身份号码的最后一位校验码不正确，请对照身份证重新填写。"))
        \(FormField("phone", "手机号码", .phone, hint: "用于接收办理结果。", isRequired: false, value: "13800000000"))
        \(FormField(
            "household", "户口性质", .choice([
                .init("local-urban", "本市城镇"), .init("local-rural", "本市农村"), .init("other-urban", "外埠城镇"),
                .init("other-rural", "外埠农村", hint: "失业保险个人部分按户口性质确定。"),
            ]), value: "local-urban"))
        \(FormField(
            "reason", "增加原因", .choice((1...7).map { .init("\($0)", "原因\($0)") }), value: "2"))
        \(FormField("from", "入职日期", .day, value: "2026-11-03"))
        \(FormField("period", "起始缴费月份", .month, value: "2026-11"))
        \(FormField(
            "wage", "缴费工资", .money, hint: "新入职人员填写起薪当月的月工资。", problem: "请填写缴费工资。"))
        \(FormField(
            "lines", "参加险种", .ticks([
                .init("pension", "养老保险"), .init("unemployment", "失业保险"), .init("work-injury", "工伤保险"),
            ]), values: ["pension", "unemployment", "work-injury"]))
        \(FormField(
            "scan", "身份证件", .file(types: "image/jpeg,image/png,.pdf"), hint: "正反面，每个文件不超过10 MB。",
            isRequired: false))
        \(FormField("remark", "补充说明", .longText(maxLength: 500), isRequired: false))
        <div class="actions">\(Button("下一步"))\(Button("保存草稿", .secondary, name: "act", value: "keep"))</div>
        """
    }

    static func checkList(_ visit: Visit) -> Markup {
        """
        <div class="measure">
        <h1>核对填写内容</h1>
        \(Steps(["填写信息", "核对内容", "提交"], current: 1))
        \(Notice(.info, "提交后立即生效", "<p>下面是按今天的政策计算的结果，与提交后记录的内容完全一致。</p>"))
        <h2>填写的内容</h2>
        \(SummaryList([
            .init("姓名", "𬱖小明", change: form().at("name")),
            .init("公民身份号码", "990000199001010018", change: form().at("number")),
            .init("户口性质", "本市城镇", change: form().at("household")),
            .init("入职日期", "2026年11月3日", change: form().at("from")),
            .init("缴费工资", markup: "<span class=\"amount\">8,500.00</span> 元", change: form().at("wage")),
        ]))
        <h2>每月应缴</h2>
        \(amounts)
        \(PostForm(to: form(), visit, "<div class=\"actions\">\(Button("确认提交"))<a href=\"\(form())\">返回修改</a></div>"))
        </div>
        """
    }

    static var confirmation: Markup {
        """
        <div class="narrow">
        \(Confirmation("已提交", number: "2026 1121 0000 0138"))
        <h2>接下来</h2>
        <p>𬱖小明从2026年11月起在本单位参加养老、失业、工伤保险。医疗保险和生育保险由医疗保障部门同步办理，结果会显示在办件进度中。</p>
        <div class="actions">\(LinkButton("查看办件进度", to: caseRecord()))<a href="\(form())">继续新增</a></div>
        </div>
        """
    }

    static var course: Markup {
        """
        <div class="head"><h1>新增参保人员：张晓明</h1><p>\(StatusTag(.yours, "待补正"))</p></div>
        <p class="quiet">业务编号 2026 1119 0000 0127 · 提交于2026年11月19日</p>
        \(Notice(.warning, "请在12月3日前补正", "<p>身份证件背面不清晰，请重新上传。逾期未补正的，本次申请自动终止，可以重新申请。</p>"))
        \(Notice(.error, "医疗保障部门没有接收", "<p>此人在其他统筹区有未停止的职工医保。请先联系原单位办理停保，再由本单位重新提交。</p>"))
        \(Notice(.success, "草稿已保存"))
        <div class="columns">
        <section>
        <h2>办理经过</h2>
        \(Timeline([
            .init("提交申请", at: "2026-11-19 09:12", by: "北京晨光示例科技有限公司（经办人 王芳）"),
            .init("已受理", at: "2026-11-19 10:05", by: "示例区社保中心", "<p>共享信息中没有查到此人，按上传证件审核。</p>"),
            .init(
                "退回补正", at: "2026-11-20 14:31", by: "示例区社保中心", "<p>身份证件背面不清晰，请重新上传。</p>", place: .now),
            .init("审核", by: "示例区社保中心，受理之日起10个工作日内", place: .next), .init("办结", place: .next),
        ]))
        </section>
        <section>
        <h2>申请内容</h2>
        \(SummaryList([.init("姓名", "张晓明"), .init("入职日期", "2026年11月3日"), .init("缴费工资", "8,500.00 元")]))
        </section>
        </div>
        """
    }

    static var planned: Markup {
        """
        <div class="measure">
        <div class="head"><h1>2026年11月缴费计划</h1><p>\(StatusTag(.yours, "待确认"))</p></div>
        <p class="lead">128人，合计312,480.56元。点开每一项可以查看计算过程和政策依据。</p>
        <h2>分险种</h2>
        \(amounts)
        <div class="actions">\(Button("确认并申报"))\(Button("撤销计划", .warning))</div>
        </div>
        """
    }

    private static var amounts: Markup {
        ExplainedAmounts(
            [
                line("养老保险", "单位", "16%", Money(yuan: 1_360)), line("养老保险", "个人", "8%", Money(yuan: 680)),
                line("失业保险", "单位", "0.5%", Money(fen: 4_250)), line("工伤保险", "单位", "0.2%", Money(fen: 1_700)),
            ], total: ("合计", Money(fen: 209_950))
        ).markup
    }

    /// A contribution on a wage of 8,500 yuan. Its floor is one that nobody has checked.
    private static func line(_ name: String, _ payer: String, _ rate: String, _ amount: Money) -> ExplainedAmounts.Line
    {
        let explanation = Explanation([
            .init("申报工资", result: "8,500.00"),
            .init(
                "缴费基数", working: "不低于 7,162.00，不高于 35,811.00", result: "8,500.00",
                citations: rate == "16%" ? [floor] : []),
            .init(
                "\(payer)应缴", working: "8,500.00 × \(rate)", result: amount.description,
                citations: [published("\(name)\(payer)缴费比例", rate)]),
        ])
        return .init(name, note: "\(payer) \(rate)", amount, explanation)
    }

    private static func published(_ name: String, _ value: String) -> Citation {
        Citation(
            key: "example.rate", name: name, value: value, from: Day(year: 2019, month: 5, day: 1)!, through: nil,
            source: "示例文件〔2019〕1号", link: "https://www.example.gov.cn/", file: "example.yaml", fileDigest: "",
            isVerified: true, checkedBy: "示例", checkedOn: Day(year: 2026, month: 10, day: 9))
    }

    private static let floor = Citation(
        key: "example.floor", name: "缴费基数下限", value: "7,162.00元", from: Day(year: 2026, month: 7, day: 1)!,
        through: Day(year: 2027, month: 6, day: 30), source: "示例通知", link: nil, file: "example.yaml", fileDigest: "",
        isVerified: false, checkedBy: nil, checkedOn: nil)
}
