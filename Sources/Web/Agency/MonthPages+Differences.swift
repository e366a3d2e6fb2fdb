import Basics
import HTTP
import Office
import Records
import Storage

/// A month beside the month before: line by line, employer by employer, and each employer person by person.
extension MonthPages {
    private static let kinds: [MonthDifferences.Kind] = [.changed, .came, .left, .same]

    func differences(_ visit: Visit, _ period: Month) async throws -> Response {
        let kind = visit.query["kind"].flatMap(MonthDifferences.Kind.init) ?? .changed
        let view = try await desk.monthDifferences(
            period, kind, page: visit.query["page"].flatMap { Int($0) } ?? 1, for: visit.principal)
        return try office.page(
            "\(period.chinese)与上月比较", visit,
            above: [("月度办理", MonthPaths.list()), (period.chinese, MonthPaths.one(period))],
            """
            <h1>\(period.chinese)与上月比较</h1>
            <p class="lead">本月全部缴费计划与\(period.previous.chinese)的比较，含单位自行生成和集中核定的。点击单位名称可以查看该单位谁增加、谁减少、谁的金额有变化，以及原因。</p>
            \(lines(view))
            \(employers(view))
            """)
    }

    private func lines(_ view: MonthDifferenceView) -> Markup {
        if view.lines.isEmpty { return EmptyState("这两个月都没有缴费计划").markup }
        let (before, now) = (view.lines.map(\.before).total, view.lines.map(\.now).total)
        return DataTable(
            "分险种", view.lines,
            total: ["合计", "", "", before.description, now.description, (now - before).description],
            columns: [
                .heading("险种") { Markup($0.name) }, .figure("上月（人次）") { "\($0.peopleBefore)" },
                .figure("本月（人次）") { "\($0.peopleNow)" }, .amount("上月应缴（元）", \.before),
                .amount("本月应缴（元）", \.now), .amount("差额（元）") { $0.now - $0.before },
            ]
        ).markup
    }

    private func employers(_ view: MonthDifferenceView) -> Markup {
        func address(_ kind: MonthDifferences.Kind) -> Link {
            MonthPaths.differences(view.period).with(["kind": kind.rawValue])
        }
        return """
            <h2>各单位</h2>
            \(Figures(Self.kinds.map { kind in
                let sum = view.of(kind)
                return (kind.chinese, "\(sum.employers)<small>户</small>", sum.now == sum.before ? "" : "差额 \(sum.now - sum.before) 元")
            }))
            \(Tabs("各单位", Self.kinds.map { .init($0.chinese, address($0), isCurrent: $0 == view.kind) }))
            \(if: view.employers.isEmpty, EmptyState("没有这样的单位").markup)
            \(if: !view.employers.isEmpty, table(view))
            \(Pagination(page: view.page, of: view.pageCount) { address(view.kind).with(["page": String($0)]) })
            """
    }

    private func table(_ view: MonthDifferenceView) -> Markup {
        DataTable(
            "\(view.kind.chinese)的单位\(view.kind == .same ? "" : "，按差额从大到小")", view.employers,
            columns: [
                .heading("单位") { of in
                    view.readable.contains(of.employer)
                        ? "<a href=\"\(MonthPaths.difference(view.period, of.employer))\">\(of.name)</a>" : "\(of.name)"
                },
                .text("统一社会信用代码", \.creditCode), .figure("上月（人次）") { "\($0.peopleBefore)" },
                .figure("本月（人次）") { "\($0.peopleNow)" }, .amount("上月应缴（元）", \.before),
                .amount("本月应缴（元）", \.now), .amount("差额（元）", \.difference),
            ]
        ).markup
    }

    /// The employers of one's own branch are one's daily work; whose are another's, one says why.
    func difference(_ visit: Visit, _ period: Month, _ employer: EmployerId) async throws -> Response {
        let view = try await desk.monthDifference(period, of: employer, for: visit.principal)
        guard let purpose = view.isOfOtherBranch ? visit.purpose : "核对缴费计划差异" else {
            return try office.askPurpose(
                visit, "查看其他经办机构的单位", "\(view.employer.name)属于其他经办机构。每次查看都会记录查看人、时间和用途。",
                MonthPaths.difference(period, employer), above: above(period))
        }
        try await office.note(visit, purpose, .list(employer, filter: "\(period.chinese)与上月比较", page: 1))
        return try office.page(
            "\(view.employer.name)\(period.chinese)与上月比较", visit, above: above(period),
            """
            <h1>\(view.employer.name)</h1>
            <p class="lead">\(period.chinese)与\(period.previous.chinese)全部缴费计划的比较。</p>
            \(DifferenceOfPeople(view.difference) { AgencyPaths.person($0) })
            """)
    }

    private func above(_ period: Month) -> [(String, Link)] {
        [
            ("月度办理", MonthPaths.list()), (period.chinese, MonthPaths.one(period)),
            ("与上月比较", MonthPaths.differences(period)),
        ]
    }
}
