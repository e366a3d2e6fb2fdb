import Foundation
import Testing

/// What is written down stays true: links, words, invariants, and what a matter brings with it.
@Suite struct WritingTests {
    @Test func `every link in a Markdown file leads to a file`() throws {
        for file in Repository.files(under: "", ending: ".md") {
            let prose = try Repository.text(file).replacing(/(?s)```.*?```/, with: "")
            for link in prose.matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/) {
                let target = String(link.1)
                if target.contains(/^(https?|mailto):/) { continue }
                let path = target.hasPrefix("/") ? String(target.dropFirst()) : join(folder(of: file), target)
                #expect(Repository.exists(path), "\(file) links to \(target), which is not there.")
            }
        }
    }

    @Test func `every invariant names the test that keeps it`() throws {
        let lines = try Repository.text("ARCHITECTURE.md").split(separator: "\n").filter { $0.contains("Invariant:") }
        #expect(!lines.isEmpty)
        let tests = try Repository.files(under: "Tests").filter { $0.hasSuffix(".swift") || $0.hasSuffix(".py") }
            .map(Repository.text).joined(separator: "\n")
        for line in lines {
            let named = line.matches(of: /\*([^*]+)\*/).map { String($0.1) }
            #expect(!named.isEmpty, "Name the test in *italics* at the end of: \(line)")
            for name in named {
                let isThere = tests.contains("func `\(name)`") || tests.contains("def \(name)(")
                #expect(isThere, "ARCHITECTURE.md names the test “\(name)”, which is not there.")
            }
        }
    }

    @Test func `every identifier of the glossary is a name in the code`() throws {
        let code = try SwiftSource.all().flatMap(\.lines).joined(separator: "\n")
        let names = Set(code.matches(of: /\w+/).map { String($0.0) })
        for row in try Glossary.rows() where !row.isYetToCome {
            for identifier in row.identifiers {
                #expect(
                    names.contains(identifier),
                    "docs/glossary.md calls \(row.term) `\(identifier)`, but no code does. Rename one, or move the row."
                )
            }
        }
    }

    @Test func `a term stands in the glossary once`() throws {
        let terms = try Glossary.rows().map(\.term)
        let twice = Dictionary(grouping: terms, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
        #expect(twice.isEmpty, "Make one row of each.")
    }

    @Test func `every matter stands in the glossary`() throws {
        let words = Set(try Glossary.rows().flatMap(\.identifiers))
        for matter in Repository.folders(in: "Sources/Matters") {
            let isThere = words.contains(matter)
            #expect(isThere, "Give the matter \(matter) a row in docs/glossary.md.")
        }
    }

    @Test func `every matter has scenarios`() throws {
        let tests = "Tests/MattersTests"
        guard Repository.exists(tests) else { return }
        for matter in Repository.folders(in: "Sources/Matters") {
            let scenarios = Repository.files(under: "\(tests)/\(matter)")
            #expect(!scenarios.isEmpty, "Give the matter \(matter) scenarios in \(tests)/\(matter)/.")
        }
    }

    private func folder(of file: String) -> String {
        file.split(separator: "/").dropLast().joined(separator: "/")
    }

    private func join(_ folder: String, _ path: String) -> String {
        folder.isEmpty ? path : "\(folder)/\(path)"
    }
}

/// `docs/glossary.md`: rows of `| 中文 | identifiers | what it is |`; those under “Yet to come” have no code yet.
enum Glossary {
    struct Row {
        let term: String
        let identifiers: [String]
        let isYetToCome: Bool
    }

    static func rows() throws -> [Row] {
        var isYetToCome = false
        var rows: [Row] = []
        for line in try Repository.text("docs/glossary.md").split(separator: "\n") {
            if line.hasPrefix("#") { isYetToCome = line.contains("Yet to come") }
            guard let match = line.wholeMatch(of: /\| ([^|]+) \| ([^|]+) \| ([^|]+) \|/), match.1 != "中文" else {
                continue
            }
            let identifiers = match.2.matches(of: /`(\w+)`/).map { String($0.1) }
            rows.append(Row(term: String(match.1), identifiers: identifiers, isYetToCome: isYetToCome))
        }
        return rows
    }
}
