import Basics
import Yams

// What a YAML node must be. Every reader notes what is wrong and answers `nil`.

extension FileReader {
    mutating func problem(_ line: Int, _ what: String, remedy: String) {
        problems.append(PolicyProblem(file.path, line, what, remedy: remedy))
    }

    mutating func problem(_ node: Node, _ what: String, remedy: String) {
        problem(line(of: node), what, remedy: remedy)
    }

    func line(of node: Node?) -> Int { node?.mark?.line ?? 0 }

    mutating func text(_ node: Node) -> String? {
        guard let scalar = node.scalar, !node.isNull, !scalar.string.isEmpty else {
            problem(node, "这里应写一段文字。", remedy: "请写文字，必要时加引号。")
            return nil
        }
        return scalar.string
    }

    mutating func day(_ node: Node) -> Day? {
        guard let text = node.scalar?.string, let day = Day(text) else {
            problem(node, "“\(node.scalar?.string ?? "")”不是日期。", remedy: "日期写作2026-07-01。")
            return nil
        }
        return day
    }

    mutating func whole(_ node: Node) -> Int? {
        guard let text = node.scalar?.string, let number = Int(text) else {
            problem(node, "“\(node.scalar?.string ?? "")”不是整数。", remedy: "请只写数字。")
            return nil
        }
        return number
    }

    /// One of some words.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ node: Node, _: Word.Type) -> Word? {
        if let found = node.scalar.flatMap({ Word(rawValue: $0.string) }) { return found }
        let known = Word.allCases.map(\.rawValue).joined(separator: "、")
        problem(node, "没有“\(node.scalar?.string ?? "")”这种写法。", remedy: "应为\(known)之一。")
        return nil
    }

    mutating func items(of node: Node, called name: String) -> [Node] {
        guard let sequence = node.sequence else {
            problem(node, "\(name)应是列表。", remedy: "请每项以“- ”开头另起一行。")
            return []
        }
        return Array(sequence)
    }

    mutating func pairs(of node: Node, called name: String) -> [(key: String, node: Node)] {
        guard let mapping = node.mapping else {
            problem(node, "\(name)应由“名称: 值”组成。", remedy: "请检查冒号和缩进。")
            return []
        }
        var found: [(key: String, node: Node)] = []
        for (key, node) in mapping {
            if let key = text(key) { found.append((key, node)) }
        }
        return found
    }

    /// The fields of a mapping; `nil` if one that is required is missing or one is unknown.
    mutating func fields(
        of node: Node, required: [String], optional: [String], called name: String
    ) -> [String: Node]? {
        guard node.mapping != nil else {
            problem(node, "\(name)应由“名称: 值”组成。", remedy: "请检查冒号和缩进。")
            return nil
        }
        let found = pairs(of: node, called: name)
        var isWhole = true
        for (key, value) in found where !required.contains(key) && !optional.contains(key) {
            let known = (required + optional).joined(separator: "、")
            problem(value, "\(name)不能写“\(key)”。", remedy: "可写的有\(known)。")
            isWhole = false
        }
        for key in required where !found.contains(where: { $0.key == key }) {
            problem(node, "\(name)缺少“\(key)”。", remedy: "请补写“\(key)”。")
            isWhole = false
        }
        return isWhole ? Dictionary(found.map { ($0.key, $0.node) }, uniquingKeysWith: { first, _ in first }) : nil
    }
}

extension Node {
    var isNull: Bool {
        guard let scalar, scalar.style == .plain else { return false }
        return ["null", "~", ""].contains(scalar.string)
    }

    /// Whether a YAML reader would take it for a floating-point number, and so lose the decimals that were written.
    var isFloat: Bool {
        guard let scalar, scalar.style == .plain else { return false }
        let text = scalar.string
        return text.contains(where: { ".eE".contains($0) }) && text.contains(where: \.isNumber)
            && text.allSatisfy { $0.isNumber || "+-._eE".contains($0) }
    }
}
