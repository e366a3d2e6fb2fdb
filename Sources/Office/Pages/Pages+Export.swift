package import Basics
import Casework
import Database
package import Documents
import Policy
package import Records
package import Storage

/// A table to take along, and what its reading is noted as.
package struct TableExport: Sendable {
    package let bytes: [UInt8]
    package let fileName: String
    package let kind: TableFileKind
    package let employer: EmployerId
    /// What was read of whom, in words.
    package let words: String
    package let rows: Int
}

/// Tables are written while the rows are read, so that a list of a hundred thousand costs no more memory than one of ten.
extension Pages {
    /// More rows than this are refused: whoever needs them asks in parts.
    package static let exportLimit = 200_000

    package func export(
        _ query: StaffQuery, as kind: TableFileKind, by principal: Principal
    ) async throws -> TableExport {
        try await table(as: kind, by: principal, with: .staff) { [self] employer, tx in
            let (ground, plain) = try ground(of: employer)
            let cells = try plain.showing(query, on: ground, tx)
            let count = try tx.staff.count(query, on: ground)
            guard count <= Self.exportLimit else {
                throw DeskRefusal.invalid("查到\(count)人，一次最多导出\(Self.exportLimit)人，请增加查询条件后分次导出。")
            }
            let columns = [TableColumn("姓名")] + query.columns.map { TableColumn($0.chinese, width: $0.width) }
            return Table(name: "参保职工查询", words: query.words(cells.names), columns: columns, showsNumbers: true) {
                append in
                try tx.staff.each(query, on: ground) { member in
                    try append([.text(member.name)] + query.columns.map { Self.cell($0, of: member, cells) })
                }
            }
        }
    }

    private static func cell(_ column: StaffQuery.Column, of member: Staff.Member, _ cells: StaffCells) -> TableCell {
        if column == .wage { return member.wage.map { .amount($0) } ?? .empty }
        if column == .base { return cells.base(of: member).map { .amount($0) } ?? .empty }
        return .text(cells.text(column, of: member))
    }

    package func exportTranscript(as kind: TableFileKind, by principal: Principal) async throws -> TableExport {
        let today = clock.today
        return try await table(as: kind, by: principal, with: .contributions) { [self] employer, tx in
            let earliest = try tx.accounts.earliestPeriod(of: employer.id) ?? today.month
            let from = max(earliest, today.month.adding(months: -Self.transcriptMonths + 1))
            let account = try tx.accounts.account(of: employer.id, from: from, through: today.month)
            let people = try tx.accounts.headcount(of: employer.id, from: from, through: today.month)
            let names = try lineNames(of: employer.region, in: today.month)
            let columns = ["所属期", "险种", "人数", "单位应缴（元）", "个人应缴（元）", "实缴（元）", "抵扣（元）", "余额（元）"]
            return Table(
                name: "缴费情况过录表", words: "\(from.chinese)至\(today.month.chinese)",
                columns: columns.map { TableColumn($0, width: 16) }, showsNumbers: false
            ) { append in
                for period in account.periods {
                    for line in account.of(period.period).lines {
                        try append([
                            .text(period.period.description), .text(names.name(line.line)),
                            .count(people[period.period]?[line.line] ?? 0), .amount(line.unit.receivable),
                            .amount(line.person.receivable), .amount(line.total.received),
                            .amount(line.total.offset), .amount(line.total.balance),
                        ])
                    }
                }
            }
        }
    }

    /// Ten years: what a transcript goes back at most.
    private static let transcriptMonths = 120

    package func exportBases(
        in period: Month?, as kind: TableFileKind, by principal: Principal
    ) async throws -> TableExport {
        let today = clock.today
        return try await table(as: kind, by: principal, with: .contributions) { [self] employer, tx in
            let period = try period ?? tx.plans.of(employer.id, limit: 1).first?.period ?? today.month
            let limits = baseLimits(of: employer.region, in: period)
            return try staffTable(
                of: employer, name: "职工缴费基数", words: period.chinese, from: period, through: period,
                columns: ["缴费基数（元）", "上下限", "单位应缴（元）", "个人应缴（元）"], tx
            ) { line in
                [
                    .amount(line.base), .text(limits[line.line]?.word(for: line.base) ?? ""), .amount(line.unit),
                    .amount(line.personShare),
                ]
            }
        }
    }

    /// The people of a plan (人员明细), so that whoever owes it can see for whom.
    package func exportPlan(
        _ number: String, as kind: TableFileKind, by principal: Principal
    ) async throws -> TableExport {
        try await table(as: kind, by: principal, with: .contributions) { [self] employer, tx in
            guard let plan = try tx.plans.withNumber(number), plan.employer == employer.id else {
                throw DeskRefusal.notFound
            }
            let names = try lineNames(of: plan.region, in: plan.period, by: try shelf.book(of: plan.policyVersion, tx))
            let columns =
                [TableColumn("姓名"), TableColumn("社会保障号码", width: 22), TableColumn("险种", width: 20)]
                + ["类型", "缴费基数（元）", "单位缴费（元）", "个人缴费（元）", "合计（元）"].map { TableColumn($0, width: 16) }
            return Table(
                name: "缴费计划人员明细",
                words: "\(plan.period.chinese)，计划号\(plan.number)，应缴\(plan.total)元，尚欠\(plan.outstanding)元",
                columns: columns,
                showsNumbers: true
            ) { append in
                try tx.planRows.each(of: plan) { listed in
                    let row = listed.row
                    try append([
                        .text(listed.name), .text(Masked.number(listed.number)), .text(names.name(row.line)),
                        .text(row.kind.chinese), .amount(row.base), .amount(row.unit), .amount(row.personShare),
                        .amount(row.unit + row.personShare),
                    ])
                }
            }
        }
    }

    package func exportYear(
        _ year: Int?, as kind: TableFileKind, by principal: Principal
    ) async throws -> TableExport {
        let today = clock.today
        return try await table(as: kind, by: principal, with: .contributions) { [self] employer, tx in
            let year = try Self.year(year, of: employer.id, today, tx).year
            let (from, through) = Self.span(of: year)
            return try staffTable(
                of: employer, name: "职工年度对账单", words: "\(year)年", from: from, through: through,
                columns: ["月数", "缴费基数之和（元）", "单位缴费（元）", "个人缴费（元）", "已到账（元）"], tx
            ) { line in
                [
                    .count(line.months), .amount(line.base), .amount(line.unit), .amount(line.personShare),
                    .amount(line.received),
                ]
            }
        }
    }

    /// A row for each person and line.
    private func staffTable(
        of employer: Employer, name: String, words: String, from: Month, through: Month, columns: [String],
        _ tx: Transaction, _ cells: @escaping (StaffContribution.Line) -> [TableCell]
    ) throws -> Table {
        let names = try lineNames(of: employer.region, in: clock.today.month)
        return Table(
            name: name, words: words,
            columns: [TableColumn("姓名"), TableColumn("社会保障号码", width: 22), TableColumn("险种", width: 20)]
                + columns.map { TableColumn($0, width: 16) }, showsNumbers: true
        ) { append in
            try tx.staffContributions.eachPart(of: employer.id, from: from, through: through) { part in
                for person in part {
                    for line in person.lines {
                        try append(
                            [.text(person.name), .text(Masked.number(person.number)), .text(names.name(line.line))]
                                + cells(line))
                    }
                }
                return true
            }
        }
    }
}

extension StaffQuery.Column {
    fileprivate var width: Int {
        switch self {
        case .number: 22
        case .lines, .medical: 30
        default: 14
        }
    }
}

/// What a table holds, before it is a file.
private struct Table {
    let name: String
    let words: String
    let columns: [TableColumn]
    /// Whether it shows social security numbers, which are shown in part.
    let showsNumbers: Bool
    let write: (_ append: ([TableCell]) throws -> Void) throws -> Void
}

extension Pages {
    private func table(
        as kind: TableFileKind, by principal: Principal, with right: OperatorRight,
        _ make: @escaping @Sendable (Employer, Transaction) throws -> Table
    ) async throws -> TableExport {
        let (now, today) = (clock.now, clock.today)
        return try await database.read { tx in
            let employer = try Self.employer(of: principal, with: right, tx)
            let table = try make(employer, tx)
            let notes = [
                "单位：\(employer.name)（\(employer.creditCode)）", "范围：\(table.words)",
                "导出人：\(principal.name)    导出时间：\(now.description)",
            ]
            let file = try kind.begin(
                TableHead(
                    table.name, notes: notes + (table.showsNumbers ? ["社会保障号码只显示一部分；含个人信息，请妥善保管，用后删除。"] : [])),
                table.columns)
            var rows = 0
            try table.write { row in
                try file.append(row)
                rows += 1
            }
            return TableExport(
                bytes: try file.finish(), fileName: "\(table.name)-\(today).\(kind.rawValue)", kind: kind,
                employer: employer.id, words: "\(table.name)：\(table.words)，导出\(kind.chinese)，\(rows)行", rows: rows)
        }
    }
}
