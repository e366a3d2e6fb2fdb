package import Basics
import Database
package import Records

extension Staff {
    /// People of a list, as they were read: all their texts in one piece, so that two hundred people are a few arrays and not a
    /// thousand strings.
    package struct Members: RandomAccessCollection, Sendable {
        fileprivate let rows: Rows

        package var startIndex: Int { 0 }
        package var endIndex: Int { rows.entries.count }
        package subscript(index: Int) -> Member { Member(rows: rows, entry: rows.entries[index]) }
    }

    /// One of them.
    package struct Member: Sendable {
        fileprivate let rows: Rows
        fileprivate let entry: Entry

        package var enrolment: EnrolmentId { entry.enrolment }
        package var person: PersonId { entry.person }
        package var place: Place { Place(person: person, enrolment: enrolment) }
        package var name: String { String(decoding: nameUTF8, as: UTF8.self) }
        package var number: String { String(decoding: numberUTF8, as: UTF8.self) }
        package var beganOn: Day { entry.beganOn }
        package var endedOn: Day? { entry.endedOn }
        /// Set if it was registered in error and taken back.
        package var voidedOn: Day? { entry.voidedOn }
        /// As last declared.
        package var wage: Money? { entry.wage }
        package var coverage: KeptCoverage { rows.coverages[entry.coverage] }
        /// The same number for all of the list who have the same coverage.
        package var coverageKind: Int { entry.coverage }
        /// In the order of lines and months.
        package var spans: [CoverageSpan] { coverage.spans }

        /// Where medical insurance stands with it, which keeps its own lines.
        package var medical: KeeperAnswers.Standing {
            let refusal =
                entry.hasRefusal ? String(decoding: rows.texts[entry.numberEnd..<entry.end], as: UTF8.self) : nil
            return KeeperAnswers.Standing(answeredOn: entry.medicalOn, refusal: refusal)
        }

        /// As written, for lists.
        package var nameUTF8: ArraySlice<UInt8> { rows.texts[entry.start..<entry.nameEnd] }
        package var numberUTF8: ArraySlice<UInt8> { rows.texts[entry.nameEnd..<entry.numberEnd] }
    }

    fileprivate final class Rows: Sendable {
        /// Of each row name, number, and why medical insurance refused.
        let texts: [UInt8]
        let entries: [Entry]
        let coverages: [KeptCoverage]

        init(texts: [UInt8], entries: [Entry], coverages: [KeptCoverage]) {
            self.texts = texts
            self.entries = entries
            self.coverages = coverages
        }
    }

    /// A row but for its texts.
    fileprivate struct Entry: Sendable {
        let enrolment: EnrolmentId
        let person: PersonId
        let wage: Money?
        let start: Int
        let nameEnd: Int
        let numberEnd: Int
        let end: Int
        let beganOn: Day
        let endedOn: Day?
        let voidedOn: Day?
        let medicalOn: Day?
        let hasRefusal: Bool
        let coverage: Int
    }

    /// A row of the list by itself.
    static func read(_ row: Row) throws(DatabaseError) -> Member {
        var reader = Reader(limit: 1)
        try reader.append(row)
        return reader.members[0]
    }

    /// Reads rows of the list, as `Staff.columns` names them.
    struct Reader {
        private(set) var isMore = false
        private let limit: Int
        private var texts: [UInt8] = []
        private var entries: [Entry] = []
        private var coverages: [[UInt8]] = []
        private var kinds: [[UInt8]: Int] = [:]
        private var coverage: [UInt8] = []

        init(limit: Int) {
            self.limit = limit
            texts.reserveCapacity(limit * 40)
            entries.reserveCapacity(limit)
        }

        var members: Members {
            Members(
                rows: Rows(
                    texts: texts, entries: entries,
                    coverages: coverages.map { KeptCoverage(utf8: $0) }))
        }

        mutating func reverse() { entries.reverse() }

        mutating func read(_ sql: SQL, _ tx: Transaction) throws {
            try tx.visit(sql) { row in try take(row) }
        }

        /// A row past the limit is not kept; it says that there are more.
        mutating func take(_ row: Row) throws {
            if entries.count == limit { isMore = true } else { try append(row) }
        }

        fileprivate mutating func append(_ row: Row) throws(DatabaseError) {
            let start = texts.count
            try row.appendText(3, to: &texts)
            let nameEnd = texts.count
            try row.appendText(4, to: &texts)
            let numberEnd = texts.count
            let hasRefusal = !row.isNull(9)
            if hasRefusal { try row.appendText(9, to: &texts) }
            entries.append(
                Entry(
                    enrolment: EnrolmentId(try row.integer(0)), person: PersonId(try row.integer(1)),
                    wage: row.isNull(2) ? nil : Money(fen: try row.integer(2)), start: start, nameEnd: nameEnd,
                    numberEnd: numberEnd, end: texts.count, beganOn: try row[5],
                    endedOn: row.isNull(6) ? nil : try row[6], voidedOn: row.isNull(7) ? nil : try row[7],
                    medicalOn: row.isNull(8) ? nil : try row[8], hasRefusal: hasRefusal, coverage: try coverage(row)))
        }

        /// Many of an employer's people are covered alike.
        private mutating func coverage(_ row: Row) throws(DatabaseError) -> Int {
            coverage.removeAll(keepingCapacity: true)
            try row.appendText(10, to: &coverage)
            if let last = entries.last?.coverage, coverages[last] == coverage { return last }
            if let known = kinds[coverage] { return known }
            coverages.append(coverage)
            kinds[coverage] = coverages.count - 1
            return coverages.count - 1
        }
    }
}

extension Staff.Member: Equatable {
    package static func == (one: Staff.Member, other: Staff.Member) -> Bool {
        one.enrolment == other.enrolment && one.person == other.person && one.name == other.name
            && one.number == other.number && one.beganOn == other.beganOn && one.endedOn == other.endedOn
            && one.voidedOn == other.voidedOn && one.wage == other.wage && one.medical == other.medical
            && one.coverage == other.coverage
    }
}

extension Staff.Members: Equatable {
    package static func == (one: Staff.Members, other: Staff.Members) -> Bool { one.elementsEqual(other) }
}
