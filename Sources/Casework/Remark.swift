/// What the facts say that explains what is asked for, and what whoever files does about it.
package struct Remark: Hashable, Sendable {
    /// As the applicant, a teller and whoever reviews read it.
    package let fact: String
    private let advice: String
    private let counterAdvice: String

    /// - Parameters:
    ///   - advice: what the applicant does about it.
    ///   - atCounter: what a teller does, who has the applicant before them; `nil` if it is the same.
    package init(_ fact: String, advice: String = "", atCounter: String? = nil) {
        self.fact = fact
        self.advice = advice
        self.counterAdvice = atCounter ?? advice
    }

    package var toApplicant: String { fact + advice }
    package var toTeller: String { fact + counterAdvice }
}
