package import Basics
import Database
import Records
package import Storage

extension StaffQuery.Column {
    package var chinese: String {
        switch self {
        case .number: "社会保障号码"
        case .standing: "状态"
        case .beganOn: "用工起始"
        case .endedOn: "减员日期"
        case .wage: "申报工资（元）"
        case .base: "缴费基数（元）"
        case .limit: "工资与上下限"
        case .lines: "在保险种"
        case .medical: "医保办理"
        }
    }
}

extension StaffQuery.Limit {
    package var chinese: String {
        switch self {
        case .atFloor: "按下限"
        case .between: "按工资"
        case .atCap: "按上限"
        }
    }
}

extension StaffQuery.Medical {
    package var chinese: String {
        switch self {
        case .awaited: "待反馈"
        case .taken: "已办理"
        case .refused: "未办理"
        }
    }
}

extension StaffQuery.Order {
    package var chinese: String {
        switch self {
        case .person: "登记先后"
        case .name: "姓名"
        case .beganOn: "用工起始"
        case .wage: "申报工资"
        }
    }
}

extension Staff.Standing {
    package var chinese: String {
        switch self {
        case .present: "在保"
        case .left: "已减员"
        }
    }
}

extension StaffQuery {
    /// The conditions in words, for the head of a file and the log of who read what.
    package func words(_ names: LineNames) -> String {
        let parts = [
            text.map { "姓名或号码“\($0)”" }, standing?.chinese, line.map { "参加\(names.name($0))" },
            Self.span("工资", wageFrom?.description, wageThrough?.description, "元"),
            Self.span("用工起始", beganFrom?.description, beganThrough?.description, ""),
            limit.map { "缴费\($0.chinese)" }, medical.map { "医保\($0.chinese)" }, isUnbilled ? "本月未计入缴费计划" : nil,
            period.map { "\($0.chinese)的缴费基数" },
        ].compactMap { $0 }
        return parts.isEmpty ? "全部人员" : parts.joined(separator: "，")
    }

    private static func span(_ what: String, _ from: String?, _ through: String?, _ unit: String) -> String? {
        switch (from, through) {
        case (let from?, let through?): "\(what)\(from)至\(through)\(unit)"
        case (let from?, nil): "\(what)\(from)\(unit)起"
        case (nil, let through?): "\(what)至\(through)\(unit)"
        case (nil, nil): nil
        }
    }
}

/// The cells of a query's result, for the page and the file alike. An employer sees what belongs to coverage with itself;
/// numbers are shown in part, as in every list.
package struct StaffCells: Sendable {
    package let names: LineNames
    package let month: Month
    package let limits: BaseLimits
    /// What plans of the month that was asked for took as base, by person.
    private(set) var bases: [PersonId: Money] = [:]

    /// With what the query's columns show beside the list itself.
    func showing(_ query: StaffQuery, on ground: Staff.QueryGround, _ tx: Transaction) throws -> StaffCells {
        guard query.columns.contains(.base), let line = ground.baseLine else { return self }
        var cells = self
        cells.bases = try tx.staff.bases(of: ground.employer, in: query.period ?? month, line: line)
        return cells
    }

    func base(of member: Staff.Member) -> Money? { bases[member.person] }

    package func text(_ column: StaffQuery.Column, of member: Staff.Member) -> String {
        switch column {
        case .number: Masked.number(member.number)
        case .standing: standing(of: member)
        case .beganOn: member.beganOn.chinese
        case .endedOn: member.endedOn?.chinese ?? ""
        case .wage: member.wage?.description ?? ""
        case .base: base(of: member)?.description ?? "未计入"
        case .limit: member.wage.map { limit(of: $0).chinese } ?? ""
        case .lines: names.list(member.spans.filter { $0.covers(month) }.map(\.line))
        case .medical: medical(of: member)
        }
    }

    private func standing(of member: Staff.Member) -> String {
        if member.voidedOn != nil { return "登记已撤销" }
        if member.isSuspended { return "暂停缴费" }
        return member.endedOn == nil ? Staff.Standing.present.chinese : Staff.Standing.left.chinese
    }

    private func limit(of wage: Money) -> StaffQuery.Limit {
        if let floor = limits.floor, wage <= floor { return .atFloor }
        if let cap = limits.cap, wage >= cap { return .atCap }
        return .between
    }

    private func medical(of member: Staff.Member) -> String {
        switch member.medical {
        case .awaited: StaffQuery.Medical.awaited.chinese
        case .taken: StaffQuery.Medical.taken.chinese
        case .refused(_, let reason): "\(StaffQuery.Medical.refused.chinese)：\(reason)"
        }
    }
}
