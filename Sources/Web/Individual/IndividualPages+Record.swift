import Basics
import Casework
import HTTP
import Office
import Records
import Storage

extension IndividualPages {
    func record(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let record = try await pages.record(of: visit.query["year"].flatMap { Int($0) }, by: principal)
        if let person = principal.person { try await note(visit, "本人查看\(record.year)年缴费记录", person) }
        let content: Markup = """
            <div class="head"><h1>缴费记录</h1>\(LinkButton("申请权益记录", to: wholeRecord))</div>
            <p class="lead">按月份列出各险种缴费。点开金额，可以看到计算过程和政策依据。</p>
            \(Tabs("年份", record.years.map { year in
                Tabs.Tab("\(year)年", IndividualPaths.record().with(["year": String(year)]), isCurrent: year == record.year)
            }))
            <div class="columns">
            <section>
            <h2>\(String(record.year))年各月缴费</h2>
            \(MonthRecords(record.months, showsEmployer: true))
            </section>
            <section>
            <h2>个人账户</h2>
            \(SummaryList([.init("已记入本金", "\(record.credited)元"), .init("记账方式", "单位足额缴费到账后记入")]))
            \(estimates(record.basis))
            <h2>记录范围</h2>
            \(Self.held(record.earliest))
            </section>
            </div>
            """
        return Page("缴费记录", in: .individual, content).response(to: visit)
    }

    /// The calculators, filled in as far as the record goes; what it lacks the person adds.
    private func estimates(_ basis: EstimateBasis) -> Markup {
        var own = [
            "fill": "1", "region": home.rawValue, "bornIn": "\(basis.bornIn)", "paidMonths": "\(basis.paidMonths)",
        ]
        // At which age a woman's delay begins depends on her post, which the record does not hold.
        if basis.sex == .male { own["group"] = "male" }
        let account = own.merging(["account": basis.credited.yuanText, "base": basis.base?.yuanText ?? ""]) { $1 }
        let wage = basis.base.map {
            ["fill": "1", "region": home.rawValue, "coverage": "employee", "wage": $0.yuanText]
        }
        return """
            <h2>用我的记录估算</h2>
            <ul class="links">
            <li><a href="\(CalculatorPaths.one("retirement-age").filled(with: own))">什么时候退休</a></li>
            <li><a href="\(CalculatorPaths.one("pension-forecast").filled(with: account))">退休后每月领多少</a></li>
            \(optional: wage, { "<li><a href=\"\(CalculatorPaths.one("contribution").filled(with: $0))\">每月缴多少，以后的月份缴多少</a></li>" })
            </ul>
            <p class="quiet">已填入出生年月、本平台记载的缴费月数、记账本金和缴费基数；以前和在其他地方的缴费、个人账户利息请自行补充。</p>
            """
    }

    /// Most people want everything; the months can still be changed.
    private var wholeRecord: Link {
        FilingPaths.individual.apply("entitlement-record").with(["span": "all"])
    }

    /// What is held here and since when; for what isn't, who holds it.
    private static func held(_ earliest: Month?) -> Markup {
        let kinds = [
            ("养老、失业、工伤保险缴费", earliest.map { "\($0.chinese)起" } ?? "暂无记录"),
            ("更早月份的缴费", "不在本平台，请向当时的经办机构查询"), ("医疗保险（含生育保险）", "由医疗保障部门管理，请向其查询"),
            ("待遇领取记录", "不在本平台，请向经办机构查询"),
        ]
        return SummaryList(kinds.map { SummaryList.Entry($0.0, $0.1) }).markup
    }

    func papers(_ visit: Visit) async throws -> Response {
        let listing = try await pages.paperListing(by: visit.principal)
        if let person = listing.person { try await note(visit, "本人查看文书列表", person) }
        let content: Markup = """
            <div class="head"><h1>我的文书</h1>\
            \(LinkButton("出具缴费证明", to: FilingPaths.individual.apply("payment-certificate")))</div>
            <p class="lead">文书均加盖电子印章，可以下载、转发、打印；任何人都能在“文书核验”页面查验真伪。</p>
            \(PaperList(listing, visit, at: IndividualPaths.papers()))
            """
        return Page("我的文书", in: .individual, content).response(to: visit)
    }

    private static let readsPerPage = 50

    func reads(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let before = visit.query["before"].flatMap { Int64($0) }
        let reads = try await pages.reads(before: before, limit: Self.readsPerPage + 1, by: principal)
        let shown = Array(reads.prefix(Self.readsPerPage))
        let further =
            reads.count > shown.count ? shown.last.map { IndividualPaths.reads().with(["before": String($0.id)]) } : nil
        let content: Markup = """
            <h1>谁看过我的记录</h1>
            <p class="lead">每次查看您的参保和缴费信息都会留下记录：谁、什么时候、为什么。对不明来历的查看，请拨打 12333 反映。</p>
            \(if: shown.isEmpty, EmptyState("还没有查看记录").markup)
            \(if: !shown.isEmpty, table(shown, principal).markup)
            \(optional: further, { "<nav class=\"pages\" aria-label=\"分页\"><a href=\"\($0)\" rel=\"next\">更早的记录</a></nav>" })
            """
        return Page("谁看过我的记录", in: .individual, content).response(to: visit)
    }

    private func table(_ reads: [ReadLogRow], _ principal: Principal) -> DataTable<ReadLogRow> {
        DataTable(
            "查看记录", reads,
            columns: [
                .heading("时间") { Markup(desk.clock.shown($0.at)) },
                .text("谁") { $0.login == principal.login ? "本人" : $0.reader },
                .text("身份") { LoginRole(rawValue: $0.role)?.chinese ?? $0.role }, .text("为什么", \.purpose),
                .text("方式") { row in
                    switch row.subject {
                    case .person: "单独查看"
                    case .list: "在单位名单中查看"
                    }
                },
            ])
    }
}
