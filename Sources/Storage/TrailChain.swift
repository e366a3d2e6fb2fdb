package import Basics
package import Casework
package import Cryptography
import Foundation
package import Records

/// Binds each event of a case, each plan of an employer, and each act on what an operator may do, to the one before with a key that is not in the database; an
/// edit behind the program's back is found, and the row named.
package struct TrailChain: Sendable {
    private let key: AuthenticationKey

    package init(_ key: AuthenticationKey) {
        self.key = key
    }

    package func link(_ event: CaseEvent, of id: CaseId, after head: [UInt8]) throws -> Cases.Linked {
        let text: String
        if event.detail == CaseEvent.Detail() {
            text = "{}"
        } else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            text = String(decoding: try encoder.encode(event.detail), as: UTF8.self)
        }
        return Cases.Linked(event: event, detailText: text, link: link(event, detail: text, of: id, after: head))
    }

    /// The link that an event as stored ought to have.
    package func link(_ event: CaseEvent, detail: String, of id: CaseId, after head: [UInt8]) -> [UInt8] {
        let fields = [
            "case", id.description, "\(event.sequence)", event.act.rawValue, event.actor.role.rawValue,
            event.actor.login.map(String.init) ?? "", event.actor.name, "\(event.at.milliseconds)",
            event.on.description, detail,
        ]
        return key.code(for: head + TrailChain.framed(fields))
    }

    /// - Parameter digest: of the plan's rows and ledger entries.
    package func link(_ plan: PlanHead, digest: [UInt8], after link: [UInt8]) -> [UInt8] {
        key.code(for: link + TrailChain.framed(["plan"] + plan.fields) + digest)
    }

    /// - Parameter digest: of the links of the plans that a range made.
    package func link(_ range: MonthRuns.Range, _ sums: MonthRuns.Sums, digest: [UInt8]) -> [UInt8] {
        key.code(for: TrailChain.framed(["month range"] + range.fields + sums.fields) + digest)
    }

    package func link(_ paper: PaperHead) -> [UInt8] {
        key.code(for: TrailChain.framed(["paper"] + paper.fields))
    }

    package func link(_ act: OperatorAct, after link: [UInt8]) -> [UInt8] {
        key.code(for: link + TrailChain.framed(["operator"] + act.fields))
    }

    /// - Parameter digest: of the chains' ends that the root holds.
    package func link(_ root: DailyRoot, after link: [UInt8]) -> [UInt8] {
        key.code(for: link + TrailChain.framed(["root"] + root.fields) + root.digest)
    }

    /// Each field with its length before it, so that no two lists of fields read alike.
    private static func framed(_ fields: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for field in fields {
            withUnsafeBytes(of: UInt32(field.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: field.utf8)
        }
        return bytes
    }
}

/// What the row of a plan says, which its link in the chain of the employer's plans covers.
package struct PlanHead: Hashable, Sendable {
    package let id: PlanId
    package let number: String
    package let region: Region
    package let employer: EmployerId
    package let period: Month
    package let sequence: Int
    package let madeOn: Day
    package let madeAt: Instant
    package let payableIn: Month
    package let dueOn: Day?
    package let people: Int
    package let unit: Money
    package let personShare: Money
    package let policyVersion: String
    package let restsOnUnverified: Bool
    package let caseId: CaseId
    package let injuryClass: Int
    package let position: Int

    package init(
        id: PlanId, number: String, region: Region, employer: EmployerId, period: Month, sequence: Int, madeOn: Day,
        madeAt: Instant, payableIn: Month, dueOn: Day?, people: Int, unit: Money, personShare: Money,
        policyVersion: String, restsOnUnverified: Bool, caseId: CaseId, injuryClass: Int, position: Int
    ) {
        self.id = id
        self.number = number
        self.region = region
        self.employer = employer
        self.period = period
        self.sequence = sequence
        self.madeOn = madeOn
        self.madeAt = madeAt
        self.payableIn = payableIn
        self.dueOn = dueOn
        self.people = people
        self.unit = unit
        self.personShare = personShare
        self.policyVersion = policyVersion
        self.restsOnUnverified = restsOnUnverified
        self.caseId = caseId
        self.injuryClass = injuryClass
        self.position = position
    }

    fileprivate var fields: [String] {
        [
            "\(id)", number, region.rawValue, "\(employer)", "\(period)", "\(sequence)", "\(madeOn)",
            "\(madeAt.milliseconds)", "\(payableIn)", dueOn.map { "\($0)" } ?? "", "\(people)", "\(unit.fen)",
            "\(personShare.fen)", policyVersion, "\(restsOnUnverified)", "\(caseId)", "\(injuryClass)", "\(position)",
        ]
    }
}

/// What the row of a paper says, which its link covers: its content, and whose it is.
package struct PaperHead: Hashable, Sendable {
    package let number: String
    package let kind: Paper.Kind
    package let content: String
    package let person: PersonId?
    package let employer: EmployerId?
    package let caseId: CaseId
    package let issuedOn: Day
    package let issuedAt: Instant

    package init(
        number: String, kind: Paper.Kind, content: String, person: PersonId?, employer: EmployerId?, caseId: CaseId,
        issuedOn: Day, issuedAt: Instant
    ) {
        self.number = number
        self.kind = kind
        self.content = content
        self.person = person
        self.employer = employer
        self.caseId = caseId
        self.issuedOn = issuedOn
        self.issuedAt = issuedAt
    }

    fileprivate var fields: [String] {
        [
            number, kind.rawValue, content, person.map { "\($0)" } ?? "", employer.map { "\($0)" } ?? "", "\(caseId)",
            "\(issuedOn)", "\(issuedAt.milliseconds)",
        ]
    }
}
