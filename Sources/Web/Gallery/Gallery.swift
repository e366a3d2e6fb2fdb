import Basics
import HTTP

/// Every component with invented content, to look at and to test: a dashboard, a list, a form that came back with
/// problems, the check before sending, a case, a plan.
package enum Gallery {
    package static let home = Path("/gallery")
    package static let staff = Path("/gallery/staff")
    package static let form = Path("/gallery/form")
    package static let check = Path("/gallery/check")
    package static let done = Path("/gallery/done")
    package static let caseRecord = Path("/gallery/case")
    package static let plan = Path("/gallery/plan")
    static let logOut = Path("/gallery/log-out")

    package static let pages: [Path<>] = [home, staff, form, check, done, caseRecord, plan]

    package static let endpoints: [Endpoint] = [
        .get(home, for: everybody) { visit in Page("首页", in: portal, dashboard).response(to: visit) },
        .get(staff, for: everybody) { visit in Page("参保人员", in: portal, staffList).response(to: visit) },
        .get(form, for: everybody) { visit in
            Page("新增参保人员", in: portal, above: [("参保人员", staff())], hasProblems: true, enrolment(visit))
                .response(to: visit)
        },
        .post(form, for: everybody) { _, _ in .seeOther(check()) },
        .get(check, for: everybody) { visit in
            Page("核对填写内容", in: portal, above: [("参保人员", staff())], checkList(visit)).response(to: visit)
        },
        .get(done, for: everybody) { visit in
            Page("提交成功", in: portal, above: [("参保人员", staff())], confirmation).response(to: visit)
        },
        .get(caseRecord, for: everybody) { visit in Page("办件进度", in: portal, course).response(to: visit) },
        .get(plan, for: everybody) { visit in Page("2026年11月缴费计划", in: portal, planned).response(to: visit) },
        .post(logOut, for: everybody) { _, _ in .seeOther(home()) },
    ]

    private static let everybody = Set(Visitor.Role.allCases)

    private static let portal = Portal(
        "单位办事", home: home(),
        items: [
            Portal.Item("参保人员", staff()), Portal.Item("缴费计划", plan()), Portal.Item("我的办件", caseRecord()),
            Portal.Item("新增参保", form()),
        ],
        logOut: logOut())
}

extension Gallery {
    private static var dashboard: Markup {
        """
        <h1>北京晨光示例科技有限公司</h1>
        <p class="lead">今天是2026年11月21日。本月申报和缴费截止到11月25日。</p>
        \(Figures([
            ("参保人数", "128<small>人</small>", "比上月增加 3 人"), ("11月应缴", "312,480.56<small>元</small>", "缴费计划尚未确认"),
            ("欠费", "0.00<small>元</small>", "没有逾期未缴的月份"),
        ]))
        <div class="columns">
        <section>
        <h2>待办事项</h2>
        \(ToDos([
            .init("确认11月缴费计划", detail: "计划已经生成，确认后由税务部门扣款。", due: "11月25日前", isPressing: true, plan()),
            .init("补充张晓明的身份证件", detail: "共享信息中没有查到此人，需要上传证件后审核。", due: "12月3日前", form()),
            .init("查看医疗保险退回的原因", detail: "医疗保障部门没有接收李文博的增员，请按提示处理。", caseRecord()),
        ]))
        <h2>最近办件</h2>
        \(recentCases)
        </section>
        <section>
        <h2>常用办理</h2>
        <ul class="links">\(each: ["新增参保人员", "参保人员减少", "申报缴费工资", "打印单位缴费证明", "变更单位信息"], link)</ul>
        <h2>本月日程</h2>
        \(Timeline([
            .init("11月1日", "<p>11月计划开始办理</p>"), .init("11月25日", "<p>申报和缴费截止</p>", place: .now),
            .init("11月26日", "<p>当日起未缴部分加收滞纳金，每日万分之五</p>", place: .next),
        ]))
        </section>
        </div>
        """
    }

    private static func link(_ label: String) -> Markup { "<li><a href=\"\(form())\">\(label)</a></li>" }

    private static var recentCases: Markup {
        let cases: [(String, String, StatusTag, String)] = [
            ("王建国", "新增参保", StatusTag(.underway, "审核中"), "11月20日"),
            ("张晓明", "新增参保", StatusTag(.yours, "待补正"), "11月19日"),
            ("李文博", "新增参保", StatusTag(.done, "已办结"), "11月18日"),
            ("欧阳雪莹", "减少参保", StatusTag(.waiting, "等待部门答复"), "11月17日"),
            ("𠮷田䶮", "新增参保", StatusTag(.refused, "不予办理"), "11月12日"),
            ("陈立", "新增参保", StatusTag(.ended, "已撤回"), "11月10日"),
        ]
        return DataTable(
            "最近七天提交的业务", cases,
            columns: [
                .heading("姓名") { "<a href=\"\(caseRecord())\">\($0.0)</a>" }, .text("事项") { $0.1 },
                .markup("状态") { $0.2.markup }, .figure("提交日期") { $0.3 },
            ]
        ).markup
    }

    private static var staffList: Markup {
        let people = (1...8).map { number in
            (
                name: "示例人员\(number)", base: Money(yuan: Int64(7_000 + number * 613)),
                since: Month(yyyymm: 202_500 + number)!
            )
        }
        return """
            <div class="head"><h1>参保人员</h1>\(LinkButton("新增参保人员", to: form()))</div>
            \(SearchForm(to: staff(), """
                \(FormField("q", "姓名或社会保障号码", .search(maxLength: 40)))\(Button("查询", .secondary))
                """))
            \(Tabs("人员状态", [
                .init("在保", count: 128, staff(), isCurrent: true), .init("本月增加", count: 4, staff(), isCurrent: false),
                .init("本月减少", count: 1, staff(), isCurrent: false), .init("已停保", staff(), isCurrent: false),
            ]))
            \(DataTable(
                "在保人员，第1至8人", people, total: ["合计", "", "", "", people.map(\.base).total.description],
                columns: [
                    .heading("姓名") { "<a href=\"\(caseRecord())\">\($0.name)</a>" },
                    .text("社会保障号码") { _ in "9900001990****001X" }, .text("起始月份") { $0.since.chinese },
                    .markup("状态") { _ in StatusTag(.done, "正常缴费").markup }, .amount("缴费基数（元）", \.base),
                ]))
            \(Pagination(page: 2, of: 16) { staff().with(["page": String($0)]) })
            <h2>没有内容时</h2>
            \(EmptyState("没有符合条件的人员", "<p><a href=\"\(staff())\">查看全部人员</a></p>"))
            """
    }
}
