package import Basics
import Foundation

/// What a change of policy would do to everybody who is covered in one month: both sides computed for each, person by person.
package struct PolicyTrial: Hashable, Sendable, Codable {
    /// Amounts in fen of one line, all who are covered together.
    package struct Sums: Hashable, Sendable, Codable {
        package var employer: Int64 = 0
        package var person: Int64 = 0
        /// The part of both that goes to personal accounts.
        package var account: Int64 = 0

        package var total: Int64 { employer + person }
        /// What is left to the fund.
        package var pooled: Int64 { total - account }

        fileprivate mutating func add(_ other: Sums) {
            employer += other.employer
            person += other.person
            account += other.account
        }
    }

    package struct Line: Hashable, Sendable, Codable {
        package let code: Int16
        package let name: String
        package fileprivate(set) var covered = 0
        package fileprivate(set) var before = Sums()
        package fileprivate(set) var after = Sums()
    }

    /// How many pay more or less a month, and by how much.
    package struct Changes: Hashable, Sendable, Codable {
        package fileprivate(set) var more = 0
        package fileprivate(set) var less = 0
        package fileprivate(set) var same = 0
        package fileprivate(set) var moreFen: Int64 = 0
        package fileprivate(set) var lessFen: Int64 = 0
        /// How many lie between two of ``bounds``, from the lowest.
        package fileprivate(set) var buckets = [Int](repeating: 0, count: Changes.bounds.count + 1)

        /// In yuan; a change belongs to the step whose bound it does not reach, nothing changed to none.
        package static let bounds: [Int64] = [
            -1_000_000, -100_000, -10_000, -1_000, -500, -200, -100, -50, 0, 50, 100, 200, 500, 1_000, 10_000, 100_000,
            1_000_000,
        ]

        mutating func note(_ change: Int64) {
            if change == 0 { return same += 1 }
            if change > 0 {
                more += 1
                moreFen += change
            } else {
                less += 1
                lessFen -= change
            }
            buckets[Self.bounds.firstIndex { change < $0 * 100 } ?? Self.bounds.count] += 1
        }
    }

    package let period: Month
    package internal(set) var lines: [Line] = []
    package internal(set) var employers = Changes()
    package internal(set) var people = Changes()
    /// Covered lines for which one of the sides knows no amount; they are in no sum.
    package internal(set) var unknown = 0
    /// Why, for the first of them.
    package internal(set) var gap: String?

    package init(period: Month) {
        self.period = period
    }

    /// All lines together.
    package var before: Sums { lines.reduce(into: Sums()) { $0.add($1.before) } }
    package var after: Sums { lines.reduce(into: Sums()) { $0.add($1.after) } }

    mutating func add(_ before: Sums, _ after: Sums, to line: Int16, named name: @autoclosure () -> String) {
        let index = lines.firstIndex { $0.code == line } ?? lines.count
        if index == lines.count { lines.append(Line(code: line, name: name())) }
        lines[index].covered += 1
        lines[index].before.add(before)
        lines[index].after.add(after)
    }
}

extension PolicyTrial {
    /// With the lines in the order of their codes.
    var sorted: PolicyTrial {
        var trial = self
        trial.lines.sort { $0.code < $1.code }
        return trial
    }

    /// As it is kept.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// - Returns: `nil` for what was kept in another form; it is tried again.
    init?(text: String) {
        guard let kept = try? JSONDecoder().decode(PolicyTrial.self, from: Data(text.utf8)),
            [kept.employers, kept.people].allSatisfy({ $0.buckets.count == Changes.bounds.count + 1 })
        else { return nil }
        self = kept
    }
}
