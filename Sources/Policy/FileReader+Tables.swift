import Basics
import Yams

extension FileReader {
    /// A table by one attribute (`by: tier`, `called: 缴费档次`), or by several, as lists of the same length, whose entries have keys of
    /// as many parts (`2/50%`).
    mutating func table<Value>(
        _ node: Node, _ read: (inout FileReader, Node) -> Value?
    ) -> AttributeTable<Value>? {
        guard
            let fields = fields(
                of: node, required: ["by", "called", "entries"], optional: ["names", "unsaid"], called: "分档表"),
            let list = fields["entries"], let axes = axes(of: fields, node), axes.allSatisfy({ isAskable($0, node) })
        else { return nil }
        let rows = pairs(of: list, called: "分档表的entries")
        var entries: [String: Value] = [:]
        for (key, node) in rows {
            let parts = TableAxis.parts(of: key, axes.count)
            if parts.count != axes.count {
                problem(node, "分档表的“\(key)”一档应有\(axes.count)部分。", remedy: "请按by的顺序写，中间用“/”隔开。")
                return nil
            }
            if parts.contains("") {
                problem(node, "分档表的“\(key)”一档有一部分是空的。", remedy: "请写明每一部分，不注明的写在unsaid中。")
                return nil
            }
            if let value = read(&self, node) { entries[key] = value }
        }
        guard entries.count == rows.count, !rows.isEmpty else { return nil }
        var names: [String: String] = [:]
        if let list = fields["names"] {
            for (key, node) in pairs(of: list, called: "分档表的names") { names[key] = text(node) }
        }
        let table = AttributeTable(axes: axes, entries: entries, names: names)
        let known = axes.indices.map { table.values(of: $0) }
        let strays = names.keys.sorted().filter { name in !known.contains { $0.contains(name) } }
        let unsaid = zip(axes, known).compactMap { axis, known in axis.unsaid.flatMap { known.contains($0) ? nil : $0 }
        }
        for key in strays + unsaid {
            problem(node, "分档表没有“\(key)”这一档。", remedy: "names和unsaid只能写entries中有的档。")
            return nil
        }
        return table
    }

    /// Whether what the table goes by can be asked for beside what calculators ask by themselves.
    private mutating func isAskable(_ axis: TableAxis, _ node: Node) -> Bool {
        let name = axis.attribute.rawValue
        if name.wholeMatch(of: /[a-z][A-Za-z0-9]*/) == nil {
            problem(node, "分档表不能按“\(name)”分档。", remedy: "by请写英文字母和数字，以小写字母开头，如injuryClass。")
            return false
        }
        if Attribute.taken.contains(name) {
            problem(node, "分档表不能按“\(name)”分档，计算时它另有所指。", remedy: "请换一个名称。")
            return false
        }
        return true
    }

    private mutating func axes(of fields: [String: Node], _ node: Node) -> [TableAxis]? {
        guard let by = fields["by"], let called = fields["called"] else { return nil }
        if by.sequence == nil {
            guard let attribute = text(by), let name = text(called) else { return nil }
            let unsaid = fields["unsaid"].flatMap { text($0) }
            return [TableAxis(attribute: Attribute(rawValue: attribute), name: name, unsaid: unsaid)]
        }
        let attributes = items(of: by, called: "分档表的by").compactMap { text($0) }
        let names = items(of: called, called: "分档表的called").compactMap { text($0) }
        var unsaid: [String: String] = [:]
        if let list = fields["unsaid"] {
            for (key, node) in pairs(of: list, called: "分档表的unsaid") { unsaid[key] = text(node) }
        }
        guard attributes.count > 1, attributes.count == names.count, Set(attributes).count == attributes.count,
            unsaid.keys.allSatisfy(attributes.contains)
        else {
            problem(node, "分档表按几项分档，by、called和unsaid的项目不一致。", remedy: "请为by的每一项各写一个名称，unsaid只写by中有的项目。")
            return nil
        }
        return zip(attributes, names).map { attribute, name in
            TableAxis(attribute: Attribute(rawValue: attribute), name: name, unsaid: unsaid[attribute])
        }
    }
}
