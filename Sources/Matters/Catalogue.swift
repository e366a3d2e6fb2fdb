package import Casework

/// Every matter of the platform, in the order of the guide.
package enum Catalogue {
    package static let all: [any Matter.Type] = [
        EmployerRegistration.self,
        StaffEnrolment.self,
        DocumentRegistration.self,
        NewcomerRegistration.self,
        StaffTermination.self,
        ContributionSuspension.self,
        ContributionResumption.self,
        WageChange.self,
        YearlyWage.self,
        WageSignOff.self,
        MonthlyPlan.self,
        SettlementStatement.self,
        PaymentTranscript.self,
        YearlyStatement.self,
        EntitlementRecord.self,
        DeductionAgreement.self,
        DeductionAgreementEnd.self,
        OnlineBankOrder.self,
        OnlineBankOrderCancellation.self,
        CounterPayment.self,
        CreditRefund.self,
        PaymentCertificate.self,
        EmployerCertificate.self,
        StaffRecord.self,
        EmployerChange.self,
        EmployerDeregistration.self,
        TaxReceipt.self,
        BankReceipt.self,
        BankReturn.self,
        MonthlyAssessment.self,
        MonthClose.self,
        UnallocatedReceipt.self,
    ]

    private static let bySlug: [String: any Matter.Type] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.card.slug, $0) })

    package static func matter(_ slug: String) -> (any Matter.Type)? { bySlug[slug] }

    /// What a case of a matter is called, of one that nobody can file as well.
    package static func name(of slug: String) -> String {
        matter(slug)?.card.name ?? (slug == Takeover.slug ? Takeover.name : slug)
    }

    /// What an applicant of this kind may file in this way.
    package static func matters(for kind: Applicant.Kind, through channel: Channel) -> [any Matter.Type] {
        all.filter { $0.card.applicants.contains(kind) && $0.card.channels.contains(channel) }
    }
}
