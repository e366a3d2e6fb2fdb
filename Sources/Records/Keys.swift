package import Basics

package typealias PersonId = ID<InsuredPerson>
package typealias EmployerId = ID<Employer>
package typealias EnrolmentId = ID<Enrolment>
package typealias PlanId = ID<ContributionPlan>
package typealias ReceiptId = ID<Receipt>
package typealias DeductionAgreementId = ID<DeductionAgreement>
package typealias PaymentOrderId = ID<PaymentOrder>
package typealias RefundOrderId = ID<RefundOrder>
