package import Basics

/// An insurance line of a region in a period. Lines that were merged are one line.
package struct LineDefinition: Hashable, Sendable {
    /// The word that keys carry: `pension`.
    package let key: String
    /// The national code: 110.
    package let line: InsuranceLine
    /// `企业职工基本养老保险`
    package let name: String
    /// `养老`
    package let shortName: String
    package let keeper: LineKeeper
    /// As what one can be covered by it.
    package let coverage: [CoverageKind]
    package let insures: Insured

    /// What is covered once at a time: the person, or each employment by itself (work injury: 工伤保险条例, every employer
    /// insures the risks of its own work).
    package enum Insured: String, Hashable, Sendable, CaseIterable {
        case person, employment
    }
}

/// Who keeps a line's books: own lines are billed, posted and refunded here, the others are shown as the keeper last told.
package enum LineKeeper: String, Hashable, Sendable, CaseIterable {
    case own
    /// 医疗保障部门
    case medical
}

/// How the share of one line is made up: the base, and what is taken from it, item by item.
package struct LineShare: Hashable, Sendable {
    package let base: BaseRule
    /// Key of the rounding of every item that names none of its own.
    package let rounding: String
    package let components: [ShareComponent]

    /// The base of a line. The keys name parameters.
    package enum BaseRule: Hashable, Sendable {
        /// The declared wage, not below the floor and not above the cap; rounded where a rounding is named.
        case declaredWage(floor: String?, cap: String?, rounding: String?)
        /// A published amount, whatever the wage.
        case published(String)
        /// There is none: every item is a flat amount.
        case none
    }
}

/// One item of a line's share: rounded once, paid by one payer.
package struct ShareComponent: Hashable, Sendable {
    package enum Payer: String, Hashable, Sendable, CaseIterable {
        case employer, person
    }

    /// What the item takes. The keys name parameters.
    package enum Amount: Hashable, Sendable {
        /// Base times a rate, or times the rate that a table has for an attribute.
        case rate(String)
        /// A flat amount a month, or the one that a table has for an attribute.
        case flat(String)
    }

    /// Where the item is booked.
    package enum Account: Hashable, Sendable {
        /// 统筹基金
        case pooled
        /// 个人账户
        case personal
        /// The base times this rate goes to the personal account, the rest of the item to the pooled fund.
        case credited(String)
        /// The same in an account that another keeps: told as far as it is known. Where it is not, the item is owed all the same,
        /// and what goes to the account is not told.
        case told(String)
    }

    /// `employer`; one of its kind within the share.
    package let key: String
    /// `单位缴费`
    package let name: String
    package let payer: Payer
    package let amount: Amount
    package let account: Account
    /// Key of the item's own rounding.
    package let rounding: String?
    /// Key of the measures that remit or defer it.
    package let relief: String?
}

extension LineShare {
    var references: [(key: String, kinds: [ParameterKind])] {
        var found: [(key: String, kinds: [ParameterKind])] = [(rounding, [.rounding])]
        switch base {
        case .declaredWage(let floor, let cap, let baseRounding):
            found += [floor, cap].compactMap { $0 }.map { ($0, [.money, .moneyTable]) }
            if let baseRounding { found.append((baseRounding, [.rounding])) }
        case .published(let amount): found.append((amount, [.money, .moneyTable]))
        case .none: break
        }
        for component in components {
            switch component.amount {
            case .rate(let key): found.append((key, [.rate, .rateTable]))
            case .flat(let key): found.append((key, [.money, .moneyTable]))
            }
            if let key = component.account.credit { found.append((key, [.rate, .rateTable])) }
            if let own = component.rounding { found.append((own, [.rounding])) }
            if let relief = component.relief { found.append((relief, [.relief])) }
        }
        return found
    }
}

extension ShareComponent.Account {
    /// The key of the rate of the base that goes to a personal account.
    package var credit: String? {
        switch self {
        case .pooled, .personal: nil
        case .credited(let key), .told(let key): key
        }
    }
}
