/// A Swift file with its remarks and the insides of its string literals blanked out, line for line, so that a
/// search finds code only.
struct SwiftSource {
    let path: String
    let lines: [Substring]

    init(path: String) throws {
        self.path = path
        lines = Self.blanked(try Repository.text(path)).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Every file of one room, or of all rooms.
    static func all(in room: String? = nil) throws -> [SwiftSource] {
        let sources = try everything.get()
        guard let room else { return sources }
        return sources.filter { $0.path.hasPrefix("Sources/\(room)/") }
    }

    private static let everything = Result {
        try Repository.files(under: "Sources", ending: ".swift").map(SwiftSource.init)
    }

    /// The modules that the file imports.
    var imports: [String] {
        lines.compactMap { line in
            line.firstMatch(
                of:
                    /^\s*(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
            ).map { String($0.1) }
        }
    }

    /// Where a pattern stands, as `path:line`.
    func places(of pattern: Regex<Substring>) -> [String] {
        lines.enumerated().filter { $0.element.contains(pattern) }.map { "\(path):\($0.offset + 1)" }
    }

    /// The functions that are longer than so many lines, as `path:line name (length)`.
    func functions(longerThan limit: Int) -> [String] {
        var found: [String] = []
        for (index, line) in lines.enumerated() {
            guard let match = line.firstMatch(of: /\b(?:func\s+(`[^`]*`|[\w+\-*\/<>=!&|^~%]+)|(init)[?]?\s*[(<])/),
                let length = bodyLength(from: index)
            else { continue }
            if length > limit { found.append("\(path):\(index + 1) \(match.1 ?? "init") (\(length) lines)") }
        }
        return found
    }

    /// Lines from a declaration to the brace that closes its body; nil where it has none, as in a protocol.
    private func bodyLength(from start: Int) -> Int? {
        var depth = 0
        var parentheses = 0
        for index in start..<lines.count {
            for character in lines[index] {
                switch character {
                case "(": parentheses += 1
                case ")": parentheses -= 1
                case "{" where parentheses == 0: depth += 1
                case "}" where parentheses == 0:
                    depth -= 1
                    if depth == 0 { return index - start + 1 }
                    if depth < 0 { return nil }
                default: break
                }
            }
            if depth == 0, index > start, lines[index].contains(/\bfunc\b|\bvar\b|\blet\b|\binit\b/) { return nil }
        }
        return nil
    }
}

extension SwiftSource {
    /// The text with everything but code taken out, line for line. What stands in an interpolation counts as text.
    static func blanked(_ text: String) -> String {
        var reader = Reader(rest: Array(text.utf8)[...])
        var code: [UInt8] = []
        while let byte = reader.rest.first {
            if reader.sees("//") {
                reader.rest = reader.rest.drop { $0 != newline }
            } else if reader.sees("/*") {
                code += reader.blockComment()
            } else if let fence = reader.fence() {
                code += Array("\"\"".utf8) + reader.literal(fence)
            } else {
                code.append(byte)
                reader.rest.removeFirst()
            }
        }
        return String(decoding: code, as: UTF8.self)
    }

    fileprivate static let newline = UInt8(ascii: "\n")

    /// What opens a string literal: its number signs and its quotation marks.
    private struct Fence {
        let hashes: Int
        let quotes: Int
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        func sees(_ text: String) -> Bool {
            rest.starts(with: text.utf8)
        }

        func fence() -> Fence? {
            let hashes = rest.prefix { $0 == UInt8(ascii: "#") }.count
            let quotes = rest.dropFirst(hashes).prefix { $0 == UInt8(ascii: "\"") }.count
            return quotes == 0 ? nil : Fence(hashes: hashes, quotes: quotes >= 3 ? 3 : 1)
        }

        /// Steps over a comment, and over those within it; answers its line breaks.
        mutating func blockComment() -> [UInt8] {
            var depth = 0
            var newlines: [UInt8] = []
            repeat {
                if sees("/*") || sees("*/") {
                    depth += sees("/*") ? 1 : -1
                    rest.removeFirst(2)
                } else if rest.removeFirst() == newline {
                    newlines.append(newline)
                }
            } while depth > 0 && !rest.isEmpty
            return newlines
        }

        /// Steps over a literal; answers its line breaks.
        mutating func literal(_ fence: Fence) -> [UInt8] {
            let hashes = [UInt8](repeating: UInt8(ascii: "#"), count: fence.hashes)
            let end = [UInt8](repeating: UInt8(ascii: "\""), count: fence.quotes) + hashes
            let escape = [UInt8(ascii: "\\")] + hashes
            var newlines: [UInt8] = []
            rest.removeFirst(fence.hashes + fence.quotes)
            while !rest.isEmpty {
                if rest.starts(with: end) {
                    rest.removeFirst(end.count)
                    break
                } else if rest.starts(with: escape + [UInt8(ascii: "(")]) {
                    rest.removeFirst(escape.count)
                    newlines += interpolation()
                } else if rest.starts(with: escape) {
                    rest.removeFirst(min(rest.count, escape.count + 1))
                } else if rest.removeFirst() == newline {
                    newlines.append(newline)
                }
            }
            return newlines
        }

        private mutating func interpolation() -> [UInt8] {
            var depth = 0
            var newlines: [UInt8] = []
            repeat {
                if let fence = fence() {
                    newlines += literal(fence)
                    continue
                }
                switch rest.removeFirst() {
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"): depth -= 1
                case newline: newlines.append(newline)
                default: break
                }
            } while depth > 0 && !rest.isEmpty
            return newlines
        }
    }
}
