package import Basics
package import Casework

/// One of an employer's own dates, and what it costs to let it pass.
package struct Deadline: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case planPayable, planOverdue, planNotMade, planMissed, windowOpens, windowCloses, phase, hiring, leaving,
            wages,
            baseYear, contractsEnd, agreementBegins, unitChange

        /// As a list and a calendar name it in a word.
        package var chinese: String {
            switch self {
            case .planPayable: "缴费"
            case .planOverdue: "逾期"
            case .planNotMade: "申报"
            case .planMissed: "未申报"
            case .windowOpens, .windowCloses: "征收期"
            case .phase: "办理日期"
            case .hiring: "增员"
            case .leaving: "减员"
            case .wages: "工资申报"
            case .baseYear: "基数年度"
            case .contractsEnd: "劳动合同"
            case .agreementBegins: "扣款协议"
            case .unitChange: "单位信息"
            }
        }

        /// Whose it is among the operators.
        package var right: OperatorRight {
            switch self {
            case .planPayable, .planOverdue, .planNotMade, .planMissed, .windowOpens, .windowCloses, .phase,
                .agreementBegins:
                .contributions
            case .hiring, .leaving, .wages, .baseYear, .contractsEnd: .staff
            case .unitChange: .unitData
            }
        }
    }

    package let kind: Kind
    /// What tells it from others of its kind, the same from day to day: a plan's number, a month.
    package let subject: String
    /// `nil` while the tax department has not said.
    package let on: Day?
    package let title: String
    package let detail: String
    package let lateness: Lateness

    package init(
        _ kind: Kind, subject: String, on day: Day?, _ title: String, detail: String = "",
        lateness: Lateness = .nothing
    ) {
        self.kind = kind
        self.subject = subject
        self.on = day
        self.title = title
        self.detail = detail
        self.lateness = lateness
    }

    /// What being late costs.
    package enum Lateness: Sendable {
        case nothing
        /// A late fee on what is open of a plan.
        case lateFee(LateFeeByDay)
        /// An amount that the law fixes, with how it comes about.
        case amount(sentence: String, Explained<Money>)
        /// Where the law has a fine or a duty and no amount that could be computed: in words, with the articles.
        case words(String, [LegalBasis])
    }

    package struct LateFeeByDay: Sendable {
        package let outstanding: Money
        /// If it is paid today; `nil` while it is not overdue.
        package let today: LateFeeOnDay?
        /// If it is paid on the next day that counts: tomorrow, or the first day of default.
        package let next: LateFeeOnDay
    }
}

/// What being late comes to if what is open is paid on a day.
package struct LateFeeOnDay: Sendable {
    package let paidOn: Day
    package let days: Int
    package let amount: Money
    package let explanation: Explanation
}
