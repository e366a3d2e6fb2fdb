import Basics
import Yams

/// Reads one policy file into its parameters, and collects everything that is wrong in it.
struct FileReader {
    let file: PolicyFile
    let digest: String
    var problems: [PolicyProblem] = []
    private(set) var parameters: [Parameter] = []

    private var sources: [String: Parameter.Source] = [:]
    private var usedSources: Set<String> = []
    private var checked: (by: String, on: Day)?
    private var heldThrough: HeldThrough?

    /// Through when the last value of a parameter is known to hold.
    enum HeldThrough {
        case day(Day)
        /// Until it is changed, as an article of a law does.
        case open
    }

    init(_ file: PolicyFile) {
        self.file = file
        self.digest = file.digest
        guard file.text.utf8.count <= PolicyFile.limitBytes else {
            problem(0, "文件超过\(PolicyFile.limitBytes / 1_024)KB。", remedy: "请按主题拆成几个文件。")
            return
        }
        if let root = compose() { readFile(root) }
    }

    private mutating func compose() -> Node? {
        do {
            if let node = try Yams.compose(yaml: file.text) { return node }
            problem(0, "文件是空的。", remedy: "请写入参数，或者删去文件。")
        } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
            problem(context.mark.line, "“\(duplicates.sorted().joined(separator: "、"))”写了两次。", remedy: "请合并为一处。")
        } catch YamlError.scanner(_, let reason, let mark, _), YamlError.parser(_, let reason, let mark, _),
            YamlError.composer(_, let reason, let mark, _)
        {
            problem(mark.line, "不是合法的YAML（\(reason)）。", remedy: "请检查缩进、冒号和引号。")
        } catch {
            problem(0, "不是合法的YAML。", remedy: "请检查编码（UTF-8）、缩进、冒号和引号。")
        }
        return nil
    }

    private mutating func readFile(_ root: Node) {
        guard
            let fields = fields(
                of: root, required: ["topic", "parameters"], optional: ["sources", "heldThrough", "checked"],
                called: "文件")
        else { return }
        heldThrough = fields["heldThrough"].flatMap { heldThrough($0) }
        checked = fields["checked"].flatMap { check($0) }
        if let list = fields["sources"] { readSources(list) }
        guard let list = fields["parameters"] else { return }
        for (key, node) in pairs(of: list, called: "parameters") { readParameter(key, node) }
        for name in sources.keys.sorted() where !usedSources.contains(name) {
            problem(line(of: fields["sources"]), "来源“\(name)”没有被引用。", remedy: "请引用它，或者删去。")
        }
    }

    private mutating func readSources(_ list: Node) {
        for (name, node) in pairs(of: list, called: "sources") {
            guard
                let fields = fields(of: node, required: ["title"], optional: ["number", "link"], called: "来源“\(name)”")
            else { continue }
            let title = fields["title"].flatMap { text($0) } ?? ""
            sources[name] = Parameter.Source(
                title: title, number: fields["number"].flatMap { text($0) } ?? "",
                link: fields["link"].flatMap { text($0) })
        }
    }

    private mutating func readParameter(_ key: String, _ node: Node) {
        guard
            let fields = fields(
                of: node, required: ["name", "kind", "values"], optional: ["heldThrough", "unit"], called: "参数\(key)"),
            let name = fields["name"].flatMap({ text($0) }), let kindNode = fields["kind"],
            let kindName = text(kindNode), let values = fields["values"]
        else { return }
        guard let kind = ParameterKind(rawValue: kindName) else {
            let known = ParameterKind.allCases.map(\.rawValue).joined(separator: "、")
            problem(kindNode, "没有“\(kindName)”这种参数。", remedy: "kind应为\(known)之一。")
            return
        }
        let (unit, isRight) = unit(fields["unit"], of: kind, key: key)
        guard isRight else { return }
        let held = fields["heldThrough"].map { heldThrough($0) } ?? heldThrough
        guard let held else {
            if fields["heldThrough"] == nil {
                problem(node, "参数\(key)没有写明已知有效到哪一天。", remedy: "请在文件或参数上写heldThrough：日期，或open（法律条文，至修改时止）。")
            }
            return
        }
        let entries = items(of: values, called: "参数\(key)的values")
        var spans: [Parameter.Span] = []
        for entry in entries {
            if let span = readSpan(entry, key: key, kind: kind) { spans.append(span) }
        }
        if entries.isEmpty { problem(values, "参数\(key)没有任何值。", remedy: "请写入至少一个值；查无资料的写state: absent。") }
        guard spans.count == entries.count, !spans.isEmpty else { return }
        parameters.append(
            Parameter(key: key, name: name, kind: kind, unit: unit, spans: closed(spans, held: held, key: key)))
    }

    /// Whole numbers have a unit, that of their key where the file does not say it; other values bring theirs along.
    private mutating func unit(
        _ written: Node?, of kind: ParameterKind, key: String
    ) -> (unit: CountUnit?, isRight: Bool) {
        let isCount = kind == .count || kind == .countTable
        guard let written else { return (PolicyCatalogue.declaration(of: key)?.count?.unit, true) }
        if !isCount {
            problem(written, "参数\(key)不是整数，不写单位。", remedy: "请删去unit。")
            return (nil, false)
        }
        let unit = word(written, CountUnit.self)
        return (unit, unit != nil)
    }

    /// The spans with their last days: a value holds until the next begins, the last as long as it is known to hold.
    private mutating func closed(
        _ spans: [Parameter.Span], held: HeldThrough, key: String
    ) -> [Parameter.Span] {
        for (earlier, later) in zip(spans, spans.dropFirst()) where later.from <= earlier.from {
            let what = later.from == earlier.from ? "有两个值都从\(later.from)起。" : "\(later.from)的值写在\(earlier.from)之后。"
            problem(later.place.line, "参数\(key)中，\(what)", remedy: "请按日期从早到晚排列，每个日期只写一个值。")
        }
        return spans.enumerated().map { index, span in
            if index + 1 < spans.count {
                return span.clipped(from: span.from, through: spans[index + 1].from.adding(days: -1))
            }
            switch held {
            case .open: return span
            case .day(let last):
                if last < span.from {
                    problem(
                        span.place.line, "参数\(key)从\(span.from)起的值晚于heldThrough（\(last)）。",
                        remedy: "请核实这个值有效到哪一天，改heldThrough。")
                }
                return span.clipped(from: span.from, through: last)
            }
        }
    }

    private mutating func readSpan(_ node: Node, key: String, kind: ParameterKind) -> Parameter.Span? {
        guard
            let fields = fields(
                of: node, required: ["from"], optional: ["value", "source", "state", "checked", "note"],
                called: "参数\(key)的值"),
            let fromNode = fields["from"], let from = day(fromNode)
        else { return nil }
        let word = fields["state"].flatMap { text($0) }
        let note = fields["note"].flatMap { text($0) } ?? ""
        let place = Parameter.Place(path: file.path, line: line(of: node), fileDigest: digest)
        if word == "absent" {
            if fields["value"] != nil { problem(node, "参数\(key)写明absent，又写了值。", remedy: "请删去其中之一。") }
            if note.isEmpty { problem(node, "参数\(key)写明absent，却没有说明。", remedy: "请在note中写明查过什么、缺什么。") }
            return Parameter.Span(
                from: from, through: nil, content: .absent, source: source(fields["source"]) ?? .none,
                state: .unverified,
                note: note, place: place)
        }
        guard let source = source(fields["source"]) else {
            if fields["source"] == nil {
                problem(node, "参数\(key)从\(from)起的值没有来源。", remedy: "请写source，并在sources中写明文件名称、文号和链接。")
            }
            return nil
        }
        guard let state = state(word, own: fields["checked"], key: key, from: from, at: node) else { return nil }
        guard let valueNode = fields["value"] else {
            problem(node, "参数\(key)从\(from)起没有值。", remedy: "请写value；到期停止的写value: null。")
            return nil
        }
        let content: Parameter.Content
        if valueNode.isNull {
            content = .ended
        } else {
            guard let value = value(valueNode, kind: kind, key: key) else { return nil }
            content = .value(value)
        }
        return Parameter.Span(
            from: from, through: nil, content: content, source: source, state: state, note: note, place: place)
    }

    private mutating func source(_ node: Node?) -> Parameter.Source? {
        guard let node, let name = text(node) else { return nil }
        guard let source = sources[name] else {
            problem(node, "来源“\(name)”没有在sources中写明。", remedy: "请补写它的名称、文号和链接，或者改正编号。")
            return nil
        }
        usedSources.insert(name)
        return source
    }

    private mutating func state(
        _ word: String?, own: Node?, key: String, from: Day, at node: Node
    ) -> Parameter.State? {
        switch word {
        case "verified":
            if let checked = own.flatMap({ check($0) }) ?? checked { return .verified(by: checked.by, on: checked.on) }
            problem(node, "参数\(key)从\(from)起的值写明已核实，却没有写谁在哪天核实。", remedy: "请在值或文件上写checked：{by: …, on: …}。")
        case "unverified": return .unverified
        default:
            problem(node, "参数\(key)从\(from)起的值没有写明是否核实。", remedy: "state应为verified、unverified或absent。")
        }
        return nil
    }

    private mutating func check(_ node: Node) -> (by: String, on: Day)? {
        guard let fields = fields(of: node, required: ["by", "on"], optional: [], called: "checked"),
            let by = fields["by"].flatMap({ text($0) }), let on = fields["on"].flatMap({ day($0) })
        else { return nil }
        return (by, on)
    }

    private mutating func heldThrough(_ node: Node) -> HeldThrough? {
        if node.scalar?.string == "open" { return .open }
        return day(node).map { .day($0) }
    }
}

extension Parameter.Source {
    fileprivate static var none: Parameter.Source { Parameter.Source(title: "", number: "", link: nil) }
}
