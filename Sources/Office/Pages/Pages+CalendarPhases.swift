import Basics
import Casework
import Policy
import Records

extension Pages {
    /// When a month's business is done, phase by phase, as far as the region's policy tells of it and it is not over.
    func phases(of month: Month, in region: Region, _ today: Day) -> [Deadline] {
        guard let policy = shelf.current.regions[region] else { return [] }
        return MonthPhases(policy, in: month).phases.compactMap { phase in
            let subject = "\(month)-\(phase.key)"
            switch phase.found {
            case .success(let found):
                guard today <= found.day else { return nil }
                let hour = found.hour.map { "截止时间为当天\($0)时。" } ?? ""
                let sources = found.citations.map(\.source)
                let source = sources.first.map { "依据：\($0)\(found.isVerified ? "" : "（未核实）")。" } ?? ""
                return Deadline(
                    .phase, subject: subject, on: found.day, "\(month.chinese)\(phase.name)", detail: hour + source,
                    lateness: Self.lateness(of: phase))
            case .failure(let gap):
                return Deadline(
                    .phase, subject: subject, on: nil, "\(month.chinese)\(phase.name)", detail: "日期没有资料：\(gap.note)")
            }
        }
    }

    /// What it costs to let a phase pass; nothing where it only begins.
    private static func lateness(of phase: MonthPhases.Phase) -> Deadline.Lateness {
        switch phase.key {
        case PolicyKey.declarationClosesOnDay.name:
            .words("未按规定申报的，按上月缴费额的百分之一百一十确定应缴数额，补办申报后按规定结算。", [undeclaredBasis])
        case PolicyKey.deductionClosesOnDay.name: .words("此后申报的，不在本批扣款中，请用其他方式在截止日前缴纳。", [])
        case PolicyKey.counterClosesOnDay.name, ReliefTerm.lateFeeKey:
            .words("逾期缴纳的，自欠缴之日起按日加收滞纳金。", [lateFeeBasis])
        default: .nothing
        }
    }
}
