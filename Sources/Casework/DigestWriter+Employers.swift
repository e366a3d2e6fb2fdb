import Basics
import Records

// Every field of a record is written; `DigestTests` fails for one that is forgotten.

extension DigestWriter {
    mutating func put(_ record: EmployerRecord) {
        put(record.region.rawValue)
        put(record.creditCode)
        put(record.name)
        put(record.kind.rawValue)
        put(record.foundedOn)
        put(record.authority)
        put(record.head.name)
        put(record.head.number)
        put(record.address)
        put(record.place)
        put(record.industry.code)
        put(record.injuryClass)
        put(record.branch)
        put(record.contact.name)
        put(record.contact.phone)
        put(record.account) { writer, account in
            writer.put(account.bank)
            writer.put(account.number)
        }
        // Came later: a record without them has the digest that it had before.
        if let change = record.classChange {
            put("classChange")
            put(change.before)
            put(change.from)
        }
        if let revision = record.registerRevision {
            put("registerRevision")
            put(revision)
        }
    }

    mutating func put(_ amendment: EmployerAmendment) {
        put(amendment.employer)
        put(amendment.record)
        put(amendment.takenOver) { writer, held in writer.put(held) }
    }

    mutating func put(_ held: EmployerTakeover) {
        put(held.region.rawValue)
        put(held.creditCode)
        put(held.name)
        put(held.injuryClass)
        put(held.branch)
        put(held.registeredOn)
    }
}
