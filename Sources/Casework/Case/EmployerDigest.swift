import Basics
package import Records

/// What a case registered of an employer, as its trail keeps it: whoever changes the record behind the platform's back would have
/// to change the trail too.
package struct EmployerDigest: Hashable, Sendable, Codable {
    /// The key of the employer.
    package let employer: Int64
    /// In hexadecimal.
    package let digest: String

    package init(of employer: EmployerId, _ record: EmployerRecord) {
        self.employer = employer.value
        var writer = DigestWriter()
        writer.put(employer)
        writer.put(record)
        digest = writer.finish()
    }

    /// Of what was taken over with an employer, as the first case that changed it found it.
    package init(of employer: EmployerId, _ held: EmployerTakeover) {
        self.employer = employer.value
        var writer = DigestWriter()
        writer.put(employer)
        writer.put(held)
        digest = writer.finish()
    }
}
