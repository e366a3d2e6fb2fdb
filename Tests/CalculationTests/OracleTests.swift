import Basics
import Calculation
import Foundation
import Policy
import TestSupport
import Testing

/// A second computation in another language, from the policy files alone, that must agree on every amount.
struct OracleTests {
    @Test func `every whole-yuan base, rate and year held comes out as exact fractions do`() throws {
        var inquiry = OracleInquiry()
        for book in [try PolicyFolder.book(), try PolicyOfTests.fictional()] {
            for policy in book.regions.values.sorted(by: { $0.region.rawValue < $1.region.rawValue }) {
                try inquiry.ask(policy)
            }
        }
        #expect(inquiry.regions.isSuperset(of: try PolicyFolder.book().regions.keys.map(\.rawValue) + ["testville"]))
        let answer = try inquiry.compare()
        #expect(answer.status == 0, "\(answer.said)")
        #expect(answer.said.contains(" 0 differences"), "\(answer.said)")
        // A comparison of nothing agrees too.
        let compared = try #require(answer.said.firstMatch(of: /([0-9]+) bases/).flatMap { Int($0.output.1) })
        #expect(compared > 10_000_000, "\(answer.said)")
    }

    @Test func `one fen too much is found, with the first base that it is at`() throws {
        var inquiry = OracleInquiry()
        try inquiry.ask(PolicyFolder.book().region(Region(rawValue: "kunshan"), askedBy: "测试"))
        try inquiry.ask(PolicyFolder.book().region(Region(rawValue: "jinan"), askedBy: "测试"))
        let place = try #require(inquiry.amounts.lastIndex { $0 > 0 })
        inquiry.amounts[place] += 1
        let answer = try inquiry.compare()
        #expect(answer.status == 1)
        #expect(answer.said.contains("first at 22518 yuan"), "\(answer.said)")
    }
}

/// What the platform is asked, and its amounts, written down for the oracle.
private struct OracleInquiry {
    private var manifest: [String] = []
    /// The regions that something was asked about.
    private(set) var regions: Set<String> = []
    /// For each base employer, person and personal account in fen; one table after the other.
    var amounts: [Int64] = []
    /// Which table a rule's amounts are. Rules with the same numbers come to the same on every wage.
    private var tables: [LineRule.Numbers: Table] = [:]
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()

    private struct Table {
        let number: Int
        let first: Int64
        let count: Int64
        let offset: Int
    }

    private struct Question: Encodable {
        let region: String
        let month: String
        let coverage: String
        let line: String
        let attributes: [String: String]
        var gap: String?
        var table: Int?
        var first: Int64?
        var count: Int64?
        var offset: Int?
    }

    /// Asks for every line, coverage and kind of payer in each month in which anything begins or ends.
    mutating func ask(_ policy: RegionPolicy) throws {
        let days = policy.all.flatMap(\.spans).flatMap { [$0.from, $0.through?.adding(days: 1)] }.compactMap { $0 }
        // What begins in the middle of a month holds from the next one on.
        for month in Set(days.map { $0 == $0.month.firstDay ? $0.month : $0.month.next }).sorted() {
            let day = month.firstDay
            guard let lines = try? policy.lines(in: month, askedBy: "核对") else { continue }
            for coverage in CoverageKind.allCases {
                for line in lines where line.coverage.contains(coverage) {
                    for attributes in [[:]] + policy.optional(of: line, coverage, on: day) {
                        try ask(policy, line, coverage, month, attributes)
                    }
                }
            }
        }
    }

    /// Where a table asks for something, once for each of its entries.
    private mutating func ask(
        _ policy: RegionPolicy, _ line: LineDefinition, _ coverage: CoverageKind, _ month: Month,
        _ attributes: [Attribute: String]
    ) throws {
        let answers = try policy.contributionAnswers(in: month, for: ContributionCategory(coverage, attributes))
        guard let rule = answers.first(where: { $0.definition.key == line.key })?.rule else { return }
        var question = Question(
            region: policy.region.rawValue, month: month.description, coverage: coverage.rawValue, line: line.key,
            attributes: Dictionary(uniqueKeysWithValues: attributes.map { ($0.key.rawValue, $0.value) }))
        switch rule {
        case .success(let rule):
            let table = table(of: rule)
            (question.table, question.first) = (table.number, table.first)
            (question.count, question.offset) = (table.count, table.offset)
        case .failure(let gap):
            question.gap = gap.key
            if case .noEntry(let name, asked: "") = gap.cause,
                let axis = policy.axes(gap.key, on: month.firstDay).first(where: { $0.name == name })
            {
                for value in axis.values.sorted() {
                    try ask(policy, line, coverage, month, attributes.merging([axis.attribute: value]) { $1 })
                }
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        regions.insert(policy.region.rawValue)
        manifest.append(String(decoding: try encoder.encode(question), as: UTF8.self))
    }

    private mutating func table(of rule: LineRule) -> Table {
        if let known = tables[rule.numbers] { return known }
        let bases = rule.base.wholeYuan
        let table = Table(
            number: tables.count, first: bases.lowerBound, count: Int64(bases.count), offset: amounts.count)
        for yuan in bases {
            let found = rule.amounts(declaredWage: Money(yuan: yuan))
            amounts.append(found.employer.fen)
            amounts.append(found.person.fen)
            amounts.append(found.personalAccount.fen)
        }
        tables[rule.numbers] = table
        return table
    }

    func compare() throws -> (status: Int32, said: String) {
        let desk = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: desk) }
        let (questions, numbers) = (desk.appending(path: "questions.jsonl"), desk.appending(path: "amounts"))
        try Data(manifest.joined(separator: "\n").utf8).write(to: questions)
        try amounts.withUnsafeBytes { try Data($0).write(to: numbers) }
        let folders = [
            Self.here.appending(path: "../../policy").standardized, Self.here.appending(path: "Policy"),
        ]
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["python3", "-B", Self.here.appending(path: "Oracle/oracle.py").path, questions.path, numbers.path]
            + folders.map(\.path)
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}

extension LineRule.Base {
    /// The wages from floor to ceiling; one where no wage counts.
    fileprivate var wholeYuan: ClosedRange<Int64> {
        guard case .declaredWage(let floor, let cap, _) = self else { return 0...0 }
        return ((floor?.fen ?? 0) + 99) / 100...(cap?.fen ?? 3_000_000) / 100
    }
}

extension RegionPolicy {
    fileprivate struct AxisOfTable {
        let attribute: Attribute
        let name: String
        let values: [String]
        let isOptional: Bool
    }

    /// By what a parameter goes on a day.
    fileprivate func axes(_ key: String, on day: Day) -> [AxisOfTable] {
        all.first { $0.key == key }.map { Self.axes($0, on: day) } ?? []
    }

    /// What may be said of the payer of a line and need not: where something is known without it, and of accounts that others keep.
    fileprivate func optional(of line: LineDefinition, _ coverage: CoverageKind, on day: Day) -> [[Attribute: String]] {
        let share = all.first { $0.key == "contribution.\(line.key).\(coverage.rawValue)" }
        guard case .value(.share(let share)) = share?.spans.last(where: { $0.from <= day })?.content else { return [] }
        let told = share.components.compactMap { if case .told(let key) = $0.account { key } else { nil } }
        var found: Set<[Attribute: String]> = []
        for key in share.named {
            for axis in axes(key, on: day) where axis.isOptional || told.contains(key) {
                for value in axis.values { found.insert([axis.attribute: value]) }
            }
        }
        return Array(found)
    }

    private static func axes(_ parameter: Parameter, on day: Day) -> [AxisOfTable] {
        switch parameter.spans.last(where: { $0.from <= day })?.content {
        case .value(.rateTable(let table)): axes(of: table)
        case .value(.moneyTable(let table)): axes(of: table)
        case .value(.reliefTable(let table)): axes(of: table)
        default: []
        }
    }

    private static func axes<Value>(of table: AttributeTable<Value>) -> [AxisOfTable] {
        table.axes.enumerated().map { place, axis in
            AxisOfTable(
                attribute: axis.attribute, name: axis.name, values: Array(table.values(of: place)),
                isOptional: axis.unsaid != nil)
        }
    }
}

extension LineShare {
    /// The keys of what amounts follow from.
    fileprivate var named: [String] {
        let base: [String?] =
            switch base {
            case .declaredWage(let floor, let cap, _): [floor, cap]
            case .published(let amount): [amount]
            case .none: []
            }
        return (base + components.flatMap(\.named)).compactMap(\.self)
    }
}

extension ShareComponent {
    fileprivate var named: [String?] {
        switch amount {
        case .rate(let key), .flat(let key): [key, account.credit, relief]
        }
    }
}
