package import Basics
import Calculation
import Casework
import Database
import Matters
import Policy
package import Records
import Storage

/// An employer's own dates of this month and the next.
package struct EmployerCalendar: Sendable {
    package let employer: Employer
    package let today: Day
    /// The earliest first; those without a day at the end.
    package let deadlines: [Deadline]
}

extension Pages {
    package func calendar(by principal: Principal) async throws -> EmployerCalendar {
        let today = clock.today
        return try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, tx)
            let deadlines = try deadlines(of: employer, for: principal, on: today, tx)
            return EmployerCalendar(employer: employer, today: today, deadlines: deadlines)
        }
    }

    /// What the calendar and the first page show of what an operator is there for.
    ///
    /// - Parameters:
    ///   - unbilled: people whom no plan of this month holds, where that has been counted.
    ///   - undeclared: earlier months that have no plan and should, where that has been looked up.
    ///   - leftOut: earlier months whose plans left somebody out, where that has been looked up.
    func deadlines(
        of employer: Employer, for principal: Principal, on today: Day, unbilled: Int? = nil,
        undeclared: [Month]? = nil, leftOut: [MonthLeftOut]? = nil, _ tx: Transaction
    ) throws -> [Deadline] {
        // Who is closed has nothing to file any more; what it owes stays due.
        if try tx.employerClosings.of(employer.id) != nil {
            return try plansDue(of: employer, today, tx).filter { principal.holds($0.kind.right) }
        }
        let months = [today.month, today.month.next]
        var windows: [Month: TaxWindow] = [:]
        for month in months { windows[month] = try Self.window(of: month, in: employer.region, tx) }
        let all =
            try plansDue(of: employer, today, tx)
            + plansMissed(undeclared ?? undeclaredMonths(of: employer, before: today.month, inPlans: false, tx))
            + plansToAdd(leftOut ?? monthsLeftOut(of: employer, before: today.month, tx))
            + planNotMade(by: employer, today, windows, unbilled, tx)
            + months.flatMap { Self.window($0, windows[$0], today) + phases(of: $0, in: employer.region, today) }
            + notices(employer.region, today)
            + wageYear(of: employer, today, tx)
            + unitChange(of: employer, today, tx)
            + agreement(of: employer, today, tx)
            + contracts(of: employer, from: today, through: today.month.next.lastDay, tx)
        return all.filter { principal.holds($0.kind.right) }.sorted { left, right in
            switch (left.on, right.on) {
            case (let one?, let other?): one < other
            case (_?, nil): true
            default: false
            }
        }
    }

    /// 社会保险法 art. 86: what is not paid in time bears a late fee from the day of default on.
    private func plansDue(of employer: Employer, _ today: Day, _ tx: Transaction) throws -> [Deadline] {
        try tx.plans.open(of: employer.id).filter { $0.outstanding > .zero }.map { open in
            let plan = open.plan
            let isOverdue = plan.dueOn.map { $0 < today } ?? false
            let next = isOverdue ? today.adding(days: 1) : (plan.dueOn ?? today).adding(days: 1)
            let lateness: Deadline.Lateness =
                lateFee(on: plan, paidOn: next).map {
                    .lateFee(
                        Deadline.LateFeeByDay(
                            outstanding: plan.outstanding, today: isOverdue ? lateFee(on: plan, paidOn: today) : nil,
                            next: $0))
                } ?? .words("逾期缴纳的，自欠缴之日起按日加收滞纳金。", [Self.lateFeeBasis])
            return Deadline(
                isOverdue ? .planOverdue : .planPayable, subject: plan.number, on: plan.dueOn,
                "缴纳\(plan.period.chinese)社会保险费\(plan.outstanding)元",
                detail: plan.dueOn == nil ? "在\(plan.payableIn.chinese)征收期内缴纳，起止日期由税务部门公布。" : "计划号\(plan.number)",
                lateness: lateness)
        }
    }

    static let lateFeeBasis = LegalBasis("社会保险法", "第八十六条", "未按时足额缴纳的，自欠缴之日起按日加收万分之五的滞纳金")

    /// 社会保险法 art. 62: who does not declare is assessed by what the month before came to.
    private func planNotMade(
        by employer: Employer, _ today: Day, _ windows: [Month: TaxWindow], _ unbilled: Int?, _ tx: Transaction
    ) throws -> [Deadline] {
        let month = today.month
        let people = try unbilled ?? self.unbilled(of: employer, in: month, tx)
        guard people > 0 else { return [] }
        let window = windows[month]
        let isOpen = window.map { today <= $0.closesOn } ?? false
        let detail =
            isOpen
            ? "\(people)人尚未计入。\(window!.closesOn.chinese)前生成的在本月征收期内缴纳，此后生成的在下月征收期内缴纳。"
            : window == nil ? "\(people)人尚未计入。税务部门尚未公布本月征收期。" : "\(people)人尚未计入。本月征收期已结束，现在生成的在下月征收期内缴纳。"
        let before = try tx.plans.ofPeriod(month.previous, employer: employer.id).map(\.total).total
        return [
            Deadline(
                .planNotMade, subject: month.description, on: window?.closesOn, "生成\(month.chinese)缴费计划",
                detail: detail, lateness: notDeclared(before, month, employer.region, today))
        ]
    }

    /// Months that are over, whose plan was never made.
    private func plansMissed(_ months: [Month]) -> [Deadline] {
        months.map { month in
            Deadline(
                .planMissed, subject: month.description, on: month.lastDay, "补办\(month.chinese)申报：生成该月缴费计划",
                detail: "该月有参保职工，没有缴费计划。补办后在下一个征收期内缴纳。",
                lateness: .words(
                    "未按规定申报的，按上月缴费额的百分之一百一十确定应缴数额，补办申报后按规定结算；逾期缴纳的，按日加收滞纳金。",
                    [Self.undeclaredBasis, Self.lateFeeBasis]))
        }
    }

    /// Months that are over, whose plans left somebody out.
    private func plansToAdd(_ months: [MonthLeftOut]) -> [Deadline] {
        months.map { month in
            Deadline(
                .planMissed, subject: month.period.description, on: month.period.lastDay,
                "补充生成\(month.period.chinese)缴费计划",
                detail: "该月缴费计划生成后又有增员、续保等变动，\(month.people)人的费用没有计入。补充生成后在下一个征收期内缴纳。",
                lateness: .words(
                    "未按规定申报的，按上月缴费额的百分之一百一十确定应缴数额，补办申报后按规定结算；逾期缴纳的，按日加收滞纳金。",
                    [Self.undeclaredBasis, Self.lateFeeBasis]))
        }
    }

    /// Months before one whose plans left somebody out, with how many, the earliest first. Whoever is added or resumed after
    /// a month's plan is raised as a to-do of that month; only those months are looked through, not every row there is.
    func monthsLeftOut(of employer: Employer, before month: Month, _ tx: Transaction) throws -> [MonthLeftOut] {
        let raised = try tx.toDos.open(of: .employer(employer.id)).compactMap { toDo in
            let period = Month(toDo.key.subject)
            return period.map { PlanReminder.planNotMade(employer.id, $0) } == toDo.key ? period : nil
        }
        return try raised.filter { $0 < month }.sorted().compactMap { period in
            guard try !tx.plans.ofPeriod(period, employer: employer.id).isEmpty else { return nil }
            // Where policy no longer says which lines there were, nobody can be counted; the to-do still stands.
            guard let people = try? unbilled(of: employer, in: period, tx), people > 0 else { return nil }
            return MonthLeftOut(period: period, people: people)
        }
    }

    static let undeclaredBasis = LegalBasis(
        "社会保险法", "第六十二条", "未按规定申报的，按上月缴费额的百分之一百一十确定应缴数额，补办申报后结算")

    /// Months before one in which people were covered, in the lines that are billed here, and that are not declared.
    ///
    /// - Parameter inPlans: whether those are told too whose plans left somebody out: what an addition leaves to bill is
    ///   raised as a to-do, so that the first page need not look through every row for it.
    func undeclaredMonths(
        of employer: Employer, before month: Month, inPlans: Bool, _ tx: Transaction
    ) throws -> [Month] {
        try tx.enrolments.monthsNotBilled(of: employer.id, through: month.previous, inPlans: inPlans).filter { missed in
            // Where policy no longer says which lines there were, the month is told rather than kept back.
            guard let names = try? lineNames(of: employer.region, in: missed.period) else { return true }
            return names.lines.contains { $0.isOwn && missed.lines.contains($0.line) }
        }.map(\.period)
    }

    /// People whom no plan of a month holds yet, in the lines that are billed here.
    func unbilled(of employer: Employer, in month: Month, _ tx: Transaction) throws -> Int {
        let lines = try lineNames(of: employer.region, in: month).lines.filter(\.isOwn).map(\.line)
        return try tx.staff.unbilled(of: employer.id, in: month, lines: lines)
    }

    private func notDeclared(_ before: Money, _ month: Month, _ region: Region, _ today: Day) -> Deadline.Lateness {
        let basis = Self.undeclaredBasis
        let fine = LegalBasis("社会保险费征缴暂行条例", "第二十三条", "未按规定申报应缴数额的，责令限期改正；情节严重的，对直接负责的人员处1000元以上5000元以下的罚款")
        let words = Deadline.Lateness.words(
            "未按规定申报的，按上月缴费额的百分之一百一十确定应缴数额；补办申报后按规定结算。情节严重的，对直接负责的人员可以处以罚款。", [basis, fine])
        guard before > .zero, let policy = try? shelf.current.region(region, askedBy: "办事日历"),
            let rate = try? policy.value(.undeclaredRate, on: today, askedBy: "办事日历")
        else { return words }
        let numerator = Int128(before.fen) * Int128(rate.value.numerator)
        let amount = Rounding.fenHalfUp.payable(numerator, over: Int128(rate.value.denominator))
        let explained = Explained(
            amount,
            Explanation([
                Explanation.Step("上月缴费额", working: month.previous.chinese, result: before.description),
                Explanation.Step(
                    "未申报时确定的应缴数额", working: "\(before) × \(rate.value)", result: amount.description,
                    citations: [rate.citation]),
            ]))
        return .amount(sentence: "一直不申报的，按上月缴费额的\(rate.value)确定本月应缴数额；补办申报后按规定结算。", explained)
    }

    private static func window(_ month: Month, _ window: TaxWindow?, _ today: Day) -> [Deadline] {
        guard let window else {
            return [
                Deadline(.windowOpens, subject: month.description, on: nil, "\(month.chinese)征收期", detail: "税务部门尚未公布。")
            ]
        }
        return [
            Deadline(.windowOpens, subject: month.description, on: window.opensOn, "\(month.chinese)征收期开始"),
            Deadline(.windowCloses, subject: month.description, on: window.closesOn, "\(month.chinese)征收期结束"),
        ].filter { $0.on.map { today <= $0 } ?? true }
    }
}

extension Pages {
    /// What the law gives an employer for whom it hires or loses today: counted from today, as of any other day.
    private func notices(_ region: Region, _ today: Day) -> [Deadline] {
        let purpose = "办事日历"
        guard let policy = try? shelf.current.region(region, askedBy: purpose) else { return [] }
        let calendar = policy.calendar
        var deadlines: [Deadline] = []
        if let limit = try? policy.value(.registrationLimit, on: today, askedBy: purpose).value {
            deadlines.append(
                Deadline(
                    .hiring, subject: "rule", on: calendar.due(limit, after: today).day, "今天用工的职工，最迟在这一天办理参保登记",
                    detail: "自用工之日起\(limit)内办理。",
                    lateness: .words(
                        "未办理的，由经办机构核定应缴的社会保险费；不办理社会保险登记、责令改正逾期仍不改正的，对单位处应缴数额一倍以上三倍以下的罚款。",
                        [
                            LegalBasis("社会保险法", "第五十八条", "自用工之日起三十日内为职工申请办理社会保险登记；未办理的，由经办机构核定应缴数额"),
                            LegalBasis("社会保险法", "第八十四条", "不办理社会保险登记，逾期不改正的，处应缴数额一倍以上三倍以下的罚款"),
                        ])))
        }
        if let limit = try? policy.value(.terminationLimit, on: today, askedBy: purpose).value {
            deadlines.append(
                Deadline(
                    .leaving, subject: "rule", on: calendar.due(limit, after: today).day, "今天离职的职工，最迟在这一天办理减员",
                    detail: "自终止或者解除劳动关系之日起\(limit)内办理。",
                    lateness: .words(
                        "没有减员的，仍按月计入缴费计划。",
                        [
                            LegalBasis("社会保险法", "第五十条", "自终止或者解除劳动关系之日起十五日内将失业人员的名单告知经办机构"),
                            LegalBasis("劳动合同法", "第五十条", "十五日内为劳动者办理档案和社会保险关系转移手续"),
                        ])))
        }
        return deadlines
    }

    /// The season in which the wages of a base year are declared, and when that year begins.
    private func wageYear(of employer: Employer, _ today: Day, _ tx: Transaction) throws -> [Deadline] {
        guard let policy = try? shelf.current.region(employer.region, askedBy: "办事日历"),
            let season = try? DeclarationSeason(on: today, under: policy)
        else { return [] }
        let undeclared = (try? policy.value(.wageUndeclared, on: today, askedBy: "办事日历")).map {
            "没有申报的，\($0.value)\($0.citation.isVerified ? "" : "（未核实）")。"
        }
        let mark = season.isUnverified ? "（申报期未核实，以公布的为准）" : ""
        let begins = Deadline(
            .baseYear, subject: season.baseYear.description, on: season.baseYear.firstDay,
            "新的缴费基数年度自\(season.baseYear.chinese)起", detail: undeclared ?? "")
        if try tx.wageYears.signed(by: employer.id)[season.baseYear] != nil {
            return [begins].filter { today <= $0.on! }
        }
        let opens = Deadline(
            .wages, subject: "opens-\(season.baseYear)", on: season.opens.firstDay, "开始申报\(season.yearText)缴费工资",
            detail: "申报期为\(season.span)\(mark)。")
        let closes = Deadline(
            .wages, subject: "closes-\(season.baseYear)", on: season.closes.lastDay, "申报\(season.yearText)缴费工资并签署",
            detail: "申报期为\(season.span)\(mark)。",
            lateness: undeclared.map { .words($0, [Self.wageBasis]) } ?? .nothing)
        return [opens, closes, begins].filter { today <= $0.on! }
    }

    private static let wageBasis = LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费")

    /// What a register has told of and only the employer can finish (社会保险法 art. 57).
    private func unitChange(of employer: Employer, _ today: Day, _ tx: Transaction) throws -> [Deadline] {
        let named = [
            EmployerChange.toDo(of: employer.id): "变更", EmployerDeregistration.toDo(of: employer.id): "注销",
        ]
        return try tx.toDos.open(of: .employer(employer.id)).compactMap { raised in
            guard let what = named[raised.key], let due = raised.dueOn else { return nil }
            return Deadline(
                .unitChange, subject: raised.key.kind, on: due, what == "变更" ? "办理单位信息变更" : "办理单位社会保险注销登记",
                detail: raised.sentence,
                lateness: .words(
                    "没有办理\(what)登记的，由经办机构责令限期改正。",
                    [
                        LegalBasis("社会保险法", "第五十七条", "登记事项发生变更或者依法终止的，应当自变更或者终止之日起三十日内办理变更或者注销登记"),
                        LegalBasis("社会保险费征缴暂行条例", "第二十三条", "未按照规定办理变更或者注销登记的，责令限期改正；情节严重的，对直接负责的人员处1000元以上5000元以下的罚款"),
                    ]))
        }
    }

    /// An agreement on deduction that is made and not in force yet.
    private func agreement(of employer: Employer, _ today: Day, _ tx: Transaction) throws -> [Deadline] {
        guard let agreement = try tx.deductions.current(of: employer.id), agreement.activeOn > today else { return [] }
        return [
            Deadline(
                .agreementBegins, subject: agreement.agreementNumber, on: agreement.activeOn, "委托银行扣款协议开始生效",
                detail: "此前到期的费用不由银行扣款，请自行缴纳。")
        ]
    }

    private func contracts(
        of employer: Employer, from: Day, through: Day, _ tx: Transaction
    ) throws -> [Deadline] {
        try tx.staff.contractsEnding(of: employer.id, from: from, through: through).map { end in
            Deadline(
                .contractsEnd, subject: end.day.description, on: end.day, "\(end.count)份劳动合同在这一天到期",
                detail: "继续用工的请续订合同；终止的，请在终止后办理减员。",
                lateness: .words("终止后没有减员的，仍按月计入缴费计划。", []))
        }
    }
}

/// A month whose plans left somebody out.
struct MonthLeftOut: Hashable, Sendable {
    let period: Month
    let people: Int
}
