import Basics
package import Casework
package import Policy
import Records

/// 撤销误办的年度缴费工资申报: the person has to be declared for again. What the employer has signed is not taken back person by
/// person; another wage is declared instead.
extension YearlyWage {
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let made = AmendmentTakenBack(effective, knowing: facts, on: rules.today) else { return nil }
        let signed = facts[WageDeclarations(made.member.employer.id)].signed
        guard signed[made.change.effectiveOn.month] == nil else { return nil }
        return try made.wageBefore(of: "年度缴费工资申报", under: rules)
    }
}
