package import Casework
package import Policy

/// 撤销误办的缴费工资变更: the wage before holds again.
extension WageChange {
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        try AmendmentTakenBack(effective, knowing: facts, on: rules.today)?
            .wageBefore(of: "缴费工资变更", under: rules)
    }
}
