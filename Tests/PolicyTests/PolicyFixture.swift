import Basics
import Policy

/// A small policy of a fictional city, for tests of the loader: parts of a file around what a test is about.
enum PolicyFixture {
    static let head = """
        topic: 试验
        heldThrough: 2026-12-31
        checked: {by: 测试, on: 2026-11-21}
        sources:
          T: {title: 试验办法, number: 试政发〔2020〕1号}
        parameters:

        """

    /// A file of one region with these parameters; the first of them stands in line 7.
    static func file(_ parameters: String, region: String = "testville", name: String = "a.yaml") -> PolicyFile {
        PolicyFile(path: "\(region)/\(name)", text: head + parameters)
    }

    static func book(
        _ files: [PolicyFile], _ publications: [Publication] = [], withDemonstration: Bool = false
    ) throws(PolicyProblems) -> PolicyBook {
        try PolicyBook(
            files: files, publications: publications, withDemonstration: withDemonstration, requiring: [])
    }

    /// What the loader refuses, sentence by sentence.
    static func problems(
        _ files: [PolicyFile], _ publications: [Publication] = [], withDemonstration: Bool = false,
        requiring: [String] = []
    ) -> [String] {
        do {
            _ = try PolicyBook(
                files: files, publications: publications, withDemonstration: withDemonstration, requiring: requiring)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    static let rate = """
          lateFee.rate:
            name: 滞纳金日比例
            kind: rate
            values:
              - {from: 2020-01-01, value: 0.05%, source: T, state: verified}
              - {from: 2024-01-01, value: 0.02%, source: T, state: unverified}

        """

    static func publication(
        _ parameters: String, number: Int64 = 1, region: String? = "testville", author: String = "甲",
        approver: String = "乙", from: String, through: String? = nil
    ) -> Publication {
        Publication(
            number: number, region: region.map { Region(rawValue: $0) }, text: head + parameters, author: author,
            approver: approver, from: Day(from)!, through: through.map { Day($0)! },
            publishedAt: Instant(milliseconds: 0))
    }
}
