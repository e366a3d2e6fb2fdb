import Basics
import Casework
import HTTP
import Office
import Records
import Storage

extension EmployerPages {
    private static let searchLimit = 60

    func staff(_ visit: Visit) async throws -> Response {
        let standing = visit.query["standing"].flatMap(Staff.Standing.init) ?? .present
        let search = visit.query.search(limit: Self.searchLimit)
        let list = try await pages.staff(
            by: visit.principal, standing, search: search, part: visit.staffPart, page: visit.pageNumber)
        try await note(visit, "查看参保职工名单", .list(list.employer, filter: list.filter, page: list.page))
        return Page("参保职工", in: .employer, Self.staff(list)).response(to: visit)
    }

    private static func staff(_ list: StaffList) -> Markup {
        """
        <div class="head"><h1>参保职工</h1><div class="actions">\(LinkButton("新增参保职工", to: FilingPaths.employer.apply("staff-enrolment")))\
        \(LinkButton("批量办理", to: BatchPaths.own(), .secondary))\(LinkButton("年度缴费工资申报", to: EmployerPaths.wages(), .secondary))</div></div>
        \(SearchForm(to: EmployerPaths.staff(), """
            \(FormField("q", "姓名或社会保障号码", .search(maxLength: searchLimit), value: list.search))\(Button("查询", .secondary))
            """))
        <p><a href="\(EmployerPaths.query())">定制查询：按条件查询、保存和导出</a></p>
        \(if: list.search.isEmpty, tabs(list))
        \(table(list))
        """
    }

    private static func tabs(_ list: StaffList) -> Markup {
        Tabs(
            "人员状态",
            [
                .init("在保", count: list.present, EmployerPaths.staff(), isCurrent: list.standing == .present),
                .init(
                    "已减员", count: list.left, EmployerPaths.staff().with(["standing": "left"]),
                    isCurrent: list.standing == .left),
            ]
        ).markup
    }

    private static func table(_ list: StaffList) -> Markup {
        if list.members.isEmpty {
            return list.search.isEmpty
                ? EmptyState(list.standing == .present ? "没有在保职工" : "没有已减员的职工").markup
                : EmptyState(
                    "没有找到“\(list.search)”",
                    "<p>请输入姓名的前几个字，或完整的社会保障号码。</p><p><a href=\"\(EmployerPaths.staff())\">查看全部职工</a></p>"
                ).markup
        }
        let links = KeyedLinks(EmployerPaths.member)
        let texts = StaffTexts(list.names, list.thisMonth)
        let first = list.search.isEmpty ? (list.page - 1) * StaffList.rowsPerPage + 1 : 1
        return """
            \(DataTable(
                "第\(first)至\(first + list.members.count - 1)人", list.members,
                heads: [
                    .heading("姓名"), .text("社会保障号码"), .text("用工起始"), .amount("申报工资（元）"), .text("在保险种"),
                    .text("状态"),
                ],
                row: { row($0, texts.of($0), links) }))
            \(if: list.search.isEmpty, pagination(list))
            """
    }

    private static func row(_ member: Staff.Member, _ texts: StaffTexts.Texts, _ links: KeyedLinks<InsuredPerson>)
        -> Markup
    {
        """
        <tr><th scope="row" data-name="姓名"><a href="\(links, member.person)">\(text: member.nameUTF8)</a></th>\
        <td data-name="社会保障号码">\(masked: member.numberUTF8)</td>\
        <td data-name="用工起始">\(member.beganOn)</td>\
        <td class="amount" data-name="申报工资（元）">\(member.wage ?? .zero)</td>\
        <td data-name="在保险种">\(texts.lines)</td>\
        <td data-name="状态">\(texts.standing)</td></tr>
        """
    }

    /// How somebody stands, beside their name.
    static func standing(_ member: Staff.Member, _ month: Month) -> Markup {
        StaffTexts.standing(member, member.spans, month)
    }

    private static func pagination(_ list: StaffList) -> Markup {
        func link(_ edge: String, _ place: Staff.Place, _ page: Int) -> Link {
            let standing = list.standing == .present ? nil : list.standing.rawValue
            let list = standing.map { EmployerPaths.staff().with(["standing": $0]) } ?? EmployerPaths.staff()
            return list.with([edge: place.pathText, "page": String(page)])
        }
        let first = list.standing == .present ? EmployerPaths.staff() : EmployerPaths.staff().with(["standing": "left"])
        let (top, bottom) = (list.members.first?.place, list.members.last?.place)
        return Pagination(
            page: list.page, of: list.pageCount, first: list.page > 2 ? first : nil,
            previous: list.hasEarlier ? list.page == 2 ? first : top.map { link("before", $0, list.page - 1) } : nil,
            next: list.hasLater ? bottom.map { link("after", $0, list.page + 1) } : nil
        ).markup
    }
}

extension KeeperAnswers.Standing {
    /// As the last answer says it.
    var sentence: String {
        switch self {
        case .awaited: "待反馈"
        case .taken(let day): "已办理（\(day.chinese)医保反馈）"
        case .refused(let day, let reason): "未办理（\(day.chinese)医保反馈：\(reason)）"
        }
    }
}

extension Visit {
    /// From whom on or up to whom the staff list is asked for.
    var staffPart: Staff.Part {
        if let place = query["after"].flatMap(Staff.Place.init(pathText:)) { return .after(place) }
        if let place = query["before"].flatMap(Staff.Place.init(pathText:)) { return .before(place) }
        return .beginning
    }
}

extension StaffList {
    /// What was shown, for the read log. The number of the page is only what the address says; between whom it lies is known.
    fileprivate var filter: String {
        let shown = search.isEmpty ? (standing == .left ? "已减员" : "") : "查询：\(search)"
        let place: String? =
            switch part {
            case .beginning: nil
            case .after(let place): "人员\(place.person)之后"
            case .before(let place): "人员\(place.person)之前"
            }
        return [shown, place ?? ""].filter { !$0.isEmpty }.joined(separator: "，")
    }
}
