/// Why policy files are not loaded: all that is wrong at once, in the order of files and lines.
package struct PolicyProblems: Error, Hashable, Sendable {
    package let problems: [PolicyProblem]
}

extension PolicyProblems: CustomStringConvertible {
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong in a policy file, where it stands, and what to do about it.
package struct PolicyProblem: Hashable, Sendable {
    package let path: String
    /// From 1; 0 where something is missing from the whole.
    package let line: Int
    /// 哪里不对
    package let what: String
    /// 怎样改
    package let remedy: String

    init(_ path: String, _ line: Int, _ what: String, remedy: String) {
        self.path = path
        self.line = line
        self.what = what
        self.remedy = remedy
    }
}

extension PolicyProblem: CustomStringConvertible {
    /// `beijing/pension.yaml:12：…。…。`
    package var description: String { (line > 0 ? "\(path):\(line)：" : "\(path)：") + what + remedy }
}

extension PolicyProblem: Comparable {
    package static func < (left: PolicyProblem, right: PolicyProblem) -> Bool {
        (left.path, left.line, left.what) < (right.path, right.line, right.what)
    }
}
