import Basics
import Casework
import Policy
import Records

/// A person's contributions of a span as the certificate draws them together: a row for each line, and one for the months that
/// follow each other with the same employer, base and state.
struct CertificateSummary {
    private struct Line {
        let name: String
        let isOwn: Bool
        var received: Set<Month> = []
        var unit = Money.zero
        var person = Money.zero
        var owed = Money.zero
    }

    private struct Run {
        let employer: String
        let base: Money
        let isReceived: Bool
        let first: Month
        var last: Month
        var unit: Money
        var person: Money
    }

    private let lines: [Line]
    private let runs: [Run]
    private let span: ChosenSpan
    let monthsReceived: Int
    let personReceived: Money
    let restsOnUnverified: Bool

    init(of history: [HistoryRow], in span: ChosenSpan, under rules: Rules) throws(PolicyGap) {
        let standing = history.standing
        var order: [InsuranceLine] = []
        var lines: [InsuranceLine: Line] = [:]
        // The lines of the months that are billed, and those of today, which are what the form asks about.
        for period in Set(standing.map(\.period)).union([rules.today.month]).sorted() {
            for definition in try rules.employeeLines(in: period) where lines[definition.line] == nil {
                order.append(definition.line)
                lines[definition.line] = Line(name: definition.name, isOwn: definition.keeper == .own)
            }
        }
        for row in standing {
            guard lines[row.row.line] != nil else { continue }
            if row.receivedOn == nil {
                lines[row.row.line]!.owed += row.row.unit + row.row.personShare
            } else {
                lines[row.row.line]!.received.insert(row.period)
                lines[row.row.line]!.unit += row.row.unit
                lines[row.row.line]!.person += row.row.personShare
            }
        }
        self.lines = order.compactMap { lines[$0] }
        self.runs = Self.runs(of: standing)
        self.span = span
        let received = standing.filter { $0.receivedOn != nil }
        monthsReceived = Set(received.map(\.period)).count
        personReceived = received.map(\.row.personShare).total
        restsOnUnverified = standing.contains(where: \.restsOnUnverified)
    }

    private static func runs(of standing: [HistoryRow]) -> [Run] {
        struct Key: Hashable {
            let period: Month
            let employer: EmployerId
        }
        var keys: [Key] = []
        var months: [Key: [HistoryRow]] = [:]
        for row in standing {
            let key = Key(period: row.period, employer: row.employer)
            if months[key] == nil { keys.append(key) }
            months[key, default: []].append(row)
        }
        var runs: [Run] = []
        for key in keys.sorted(by: { ($0.employer, $0.period) < ($1.employer, $1.period) }) {
            let rows = months[key]!
            let next = Run(
                employer: rows[0].employerName, base: rows.map(\.row.base).max() ?? .zero,
                isReceived: rows.allSatisfy { $0.receivedOn != nil }, first: key.period, last: key.period,
                unit: rows.map(\.row.unit).total, person: rows.map(\.row.personShare).total)
            if let last = runs.last, last.employer == next.employer, last.base == next.base,
                last.isReceived == next.isReceived, last.last.next == next.first
            {
                runs[runs.count - 1].last = next.last
                runs[runs.count - 1].unit += next.unit
                runs[runs.count - 1].person += next.person
            } else {
                runs.append(next)
            }
        }
        return runs.sorted { ($0.first, $0.employer) < ($1.first, $1.employer) }
    }

    func parts(about person: InsuredPerson, earliest: Month?) -> [Paper.Part] {
        let owed = lines.map(\.owed).total
        return [
            .fields(
                heading: "参保人",
                [
                    Paper.Field("姓名", person.name), Paper.Field("社会保障号码", person.number),
                    Paper.Field("证明范围", span.chinese), Paper.Field("实际缴费月数", "\(monthsReceived)个月"),
                    Paper.Field("个人缴费合计（元）", personReceived.description),
                    Paper.Field("待到账金额（元）", owed.isZero ? "无" : owed.description),
                ]), .table(heading: "各险种缴费（单位：元）", lineTable),
        ] + (runs.isEmpty ? [.paragraph("所选范围内没有在本机构的缴费记录。")] : [.table(heading: "分段缴费（单位：元）", runTable)]) + [
            .note(ChosenSpan.held(since: earliest)),
            .note("“待到账”是用人单位已申报、尚未足额缴纳的费用，不计入实际缴费月数。医疗保险（含生育保险）的金额以医疗保障部门的记录为准。"),
        ]
    }

    private var lineTable: Paper.Table {
        Paper.Table(
            columns: [
                Paper.Column("险种", weight: 9), Paper.Column("缴费月数", .trailing, weight: 3),
                Paper.Column("单位缴费", .trailing, weight: 4), Paper.Column("个人缴费", .trailing, weight: 4),
                Paper.Column("待到账", .trailing, weight: 4),
            ],
            rows: lines.map { line in
                line.isOwn
                    ? [
                        line.name, "\(line.received.count)", line.unit.description, line.person.description,
                        line.owed.isZero ? "—" : line.owed.description,
                    ] : [line.name, "—", "—", "—", "—"]
            },
            total: [
                "合计（不含医疗）", "\(monthsReceived)", lines.map(\.unit).total.description,
                lines.map(\.person).total.description, lines.map(\.owed).total.description,
            ])
    }

    private var runTable: Paper.Table {
        Paper.Table(
            columns: [
                Paper.Column("起止月份", .centre, weight: 7), Paper.Column("月数", .trailing, weight: 2),
                Paper.Column("缴费单位", weight: 7), Paper.Column("缴费基数", .trailing, weight: 4),
                Paper.Column("单位缴费", .trailing, weight: 4), Paper.Column("个人缴费", .trailing, weight: 4),
                Paper.Column("状态", .centre, weight: 3),
            ],
            rows: runs.map { run in
                [
                    run.first == run.last ? "\(run.first)" : "\(run.first)至\(run.last)",
                    "\(run.last.months(since: run.first) + 1)", run.employer, run.base.description,
                    run.unit.description, run.person.description, run.isReceived ? "已到账" : "待到账",
                ]
            },
            total: [
                "合计", "\(runs.map { $0.last.months(since: $0.first) + 1 }.reduce(0, +))", "", "",
                runs.map(\.unit).total.description, runs.map(\.person).total.description, "",
            ])
    }
}
