import Basics
import Casework
import Policy
import Records

/// A person's contributions as the entitlement record shows them: a row for each month and employer, a column for each
/// share of each line that comes to something.
struct RecordTable {
    private struct Cell: Hashable {
        let line: InsuranceLine
        let share: Share
    }

    private struct Line {
        let period: Month
        let employerName: String
        var base: Money
        var amounts: [Cell: Money]
        var isReceived: Bool
        /// Whether anything of the month holds; if not, it was billed and taken back.
        var stands: Bool
    }

    private let names: [InsuranceLine: String]
    private let cells: [Cell]
    private let lines: [Line]
    let monthsReceived: Int
    /// What the person has paid and the office received.
    let personReceived: Money
    let accountCredited: Money
    let restsOnUnverified: Bool

    init(of history: [HistoryRow], under rules: Rules) throws(PolicyGap) {
        var names: [InsuranceLine: String] = [:]
        for period in Set(history.map(\.period)).union([rules.today.month]) {
            for definition in try rules.ownLines(in: period) { names[definition.line] = definition.shortName }
        }
        var lines: [Line] = []
        let standing = history.standing
        let holds = Set(standing)
        for row in history {
            if lines.last?.period != row.period || lines.last?.employerName != row.employerName {
                lines.append(
                    Line(
                        period: row.period, employerName: row.employerName, base: .zero, amounts: [:],
                        isReceived: true, stands: false))
            }
            guard holds.contains(row) else { continue }
            if !lines[lines.count - 1].stands { lines[lines.count - 1].base = row.row.base }
            lines[lines.count - 1].stands = true
            lines[lines.count - 1].amounts[Cell(line: row.row.line, share: .unit), default: .zero] += row.row.unit
            lines[lines.count - 1].amounts[Cell(line: row.row.line, share: .person), default: .zero] +=
                row.row.personShare
            lines[lines.count - 1].isReceived = lines[lines.count - 1].isReceived && row.receivedOn != nil
        }
        let used = Set(lines.flatMap { $0.amounts.filter { !$0.value.isZero }.keys })
        self.names = names
        self.lines = lines
        self.cells = used.sorted {
            $0.line == $1.line ? $0.share == .unit && $1.share == .person : $0.line < $1.line
        }
        let received = standing.filter { $0.receivedOn != nil }
        self.monthsReceived = Set(received.map(\.period)).count
        self.personReceived = received.map(\.row.personShare).total
        self.restsOnUnverified = standing.contains(where: \.restsOnUnverified)
        self.accountCredited = received.map(\.row.account).total
    }

    func parts(about person: InsuredPerson, from: Month, through: Month, earliest: Month?) -> [Paper.Part] {
        var parts: [Paper.Part] = [
            .fields(
                heading: "参保人",
                [
                    Paper.Field("姓名", person.name), Paper.Field("社会保障号码", person.number),
                    Paper.Field("性别", person.sex.chinese), Paper.Field("出生日期", person.bornOn.chinese),
                    Paper.Field("实际缴费月数", "\(monthsReceived)个月"),
                    Paper.Field("个人缴费合计（元）", personReceived.description),
                    Paper.Field("记入个人账户（元）", accountCredited.description),
                    Paper.Field("记录范围", "\(from.chinese)至\(through.chinese)"),
                ])
        ]
        if lines.isEmpty {
            parts.append(.paragraph("所选范围内没有在本机构的缴费记录。"))
        } else {
            parts.append(.table(heading: "缴费明细（单位：元）", table))
        }
        parts.append(.note(ChosenSpan.held(since: earliest)))
        parts.append(
            .note("状态为“待到账”的月份，待用人单位足额缴费后记入个人账户；状态为“已冲销”的月份，参保登记已撤销或已停保，不计入缴费月数。医疗保险（含生育保险）缴费记录由医疗保障部门管理，可向其查询。"))
        return parts
    }

    private var table: Paper.Table {
        Paper.Table(
            columns: [Paper.Column("所属期", .centre, weight: 3), Paper.Column("缴费单位", weight: 6)]
                + [Paper.Column("缴费基数", .trailing, weight: 4)]
                + cells.map {
                    Paper.Column("\(names[$0.line] ?? "")\($0.share == .unit ? "单位" : "个人")", .trailing, weight: 4)
                }
                + [Paper.Column("状态", .centre, weight: 3)],
            rows: lines.map { line in
                [line.period.description, line.employerName, line.base.description]
                    + cells.map { line.amounts[$0].map(\.description) ?? "—" }
                    + [!line.stands ? "已冲销" : line.isReceived ? "已到账" : "待到账"]
            },
            total: ["合计", "", ""]
                + cells.map { cell in lines.compactMap { $0.amounts[cell] }.total.description } + [""])
    }
}
