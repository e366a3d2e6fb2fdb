/// All calculators, in the order in which they are shown.
package enum CalculatorCatalogue {
    package static let all: [Calculator] = {
        let all = [
            ContributionCalculator.calculator, LateFeeCalculator.calculator, BackPaymentCalculator.calculator,
            BaseDifferenceCalculator.calculator, RefundCalculator.calculator, RetirementAgeCalculator.calculator,
            MinimumYearsCalculator.calculator, MonthsDivisorCalculator.calculator, PensionCalculator.calculator,
            PensionForecastCalculator.calculator,
            PersonalAccountCalculator.calculator, UnemploymentBenefitCalculator.calculator,
            MaternityAllowanceCalculator.calculator, InjuryBenefitCalculator.calculator,
            InjuryDeathCalculator.calculator, DeathBenefitCalculator.calculator, TransferCalculator.calculator,
            FlexibleSubsidyCalculator.calculator, IdentifierCalculator.calculator,
        ]
        precondition(Set(all.map(\.name)).count == all.count, "each calculator has a name of its own")
        return all
    }()

    package static func calculator(_ name: String) -> Calculator? { all.first { $0.name == name } }
}
