import Basics

/// Lays region over nation, demonstration into the gaps, publications over all; then checks what no single file can.
struct PolicyAssembly {
    /// By region and key.
    private(set) var parameters: [String: [String: Parameter]] = [:]
    private(set) var problems: [PolicyProblem] = []

    private let files: [PolicyFile]
    private let publications: [Publication]

    init(files: [PolicyFile], publications: [Publication]) {
        self.files = files.sorted { $0.path < $1.path }
        self.publications = publications
    }

    mutating func assemble() {
        let base = read(files.filter { !$0.isDemonstration })
        let national = base[PolicyFile.nationalFolder] ?? [:]
        for (region, own) in base where region != PolicyFile.nationalFolder {
            parameters[region] = national.merging(own) { _, regional in regional }
        }
        for (region, supplied) in read(files.filter(\.isDemonstration)) { demonstrate(region, supplied) }
        for change in publications { lay(change) }
    }

    /// The parameters of some files, by folder and key.
    private mutating func read(_ files: [PolicyFile]) -> [String: [String: Parameter]] {
        var found: [String: [String: Parameter]] = [:]
        for file in files {
            let reader = FileReader(file)
            problems += reader.problems
            for parameter in reader.parameters {
                if let other = found[file.folder]?[parameter.key] {
                    problems.append(
                        PolicyProblem(
                            file.path, parameter.line, "参数\(parameter.key)在\(other.spans[0].place.path)中已经写过。",
                            remedy: "请只在一个文件中写。"))
                }
                found[file.folder, default: [:]][parameter.key] = parameter
            }
        }
        return found
    }

    /// A demonstration fills what is absent and touches nothing else.
    private mutating func demonstrate(_ region: String, _ supplied: [String: Parameter]) {
        for (key, parameter) in supplied.sorted(by: { $0.key < $1.key }) {
            let known = parameters[region]?[key]
            if let known, known.spans.contains(where: { $0.content != .absent }) {
                problem(parameter, "演示资料不能改动已有资料的参数\(key)。", remedy: "演示资料只补充查无资料（absent）的参数，请删去这一项。")
            } else if parameter.spans.contains(where: { $0.state != .unverified }) {
                problem(parameter, "演示资料的参数\(key)写成了已核实。", remedy: "演示资料的state一律为unverified。")
            } else {
                parameters[region, default: [:]][key] = parameter
            }
        }
    }

    private mutating func lay(_ change: Publication) {
        let reader = FileReader(change.file)
        problems += reader.problems
        if change.author == change.approver {
            problems.append(
                PolicyProblem(change.file.path, 0, "起草人和审批人是同一人。", remedy: "请由另一人审批。"))
        }
        let targets = change.region.map { [$0.rawValue] } ?? parameters.keys.sorted()
        for target in targets {
            guard parameters[target] != nil else {
                problems.append(
                    PolicyProblem(change.file.path, 0, "没有“\(target)”这个统筹区。", remedy: "请核对统筹区名称。"))
                continue
            }
            for upper in reader.parameters { lay(upper, of: change, over: target) }
        }
    }

    private mutating func lay(_ upper: Parameter, of change: Publication, over region: String) {
        guard let below = parameters[region]?[upper.key] else {
            parameters[region]?[upper.key] = upper.limited(from: change.from, through: change.through)
            return
        }
        if below.kind != upper.kind {
            problem(
                upper, "参数\(upper.key)原为\(below.kind.rawValue)，发布内容写成\(upper.kind.rawValue)。", remedy: "请改用原来的kind。")
        } else {
            parameters[region]?[upper.key] = below.overlaid(by: upper, from: change.from, through: change.through)
        }
    }

    private mutating func problem(_ parameter: Parameter, _ what: String, remedy: String) {
        problems.append(PolicyProblem(parameter.path, parameter.line, what, remedy: remedy))
    }
}

extension PolicyAssembly {
    /// What only the whole shows: unknown keys, wrong kinds, missing references, keys that a region lacks.
    mutating func check(requiring required: [String]) {
        let referenced = Set(parameters.values.flatMap(\.values).flatMap(\.references).map(\.key))
        var told: Set<PolicyProblem> = []
        for (region, own) in parameters.sorted(by: { $0.key < $1.key }) {
            for parameter in own.values.sorted(by: { $0.key < $1.key }) {
                told.formUnion(checkKey(parameter, referenced: referenced, lines: own.lineKeys))
                told.formUnion(checkReferences(parameter, in: own, of: region))
                told.formUnion(checkLimits(of: parameter, in: own))
            }
            let asked = own.answersQuestionsOnly ? required.filter(PolicyCatalogue.alwaysRequired.contains) : required
            for key in asked where own[key] == nil {
                told.insert(missing(key, in: region))
            }
            for (line, coverage) in own.lineCoverage where own["contribution.\(line).\(coverage.rawValue)"] == nil {
                told.insert(
                    PolicyProblem(
                        "\(region)/", 0,
                        "险种\(line)对\(coverage.rawValue)适用，却没有参数contribution.\(line).\(coverage.rawValue)。",
                        remedy: "请写明缴费构成；查无资料的写state: absent。"))
            }
        }
        problems += told
    }

    private func checkKey(_ parameter: Parameter, referenced: Set<String>, lines: Set<String>) -> [PolicyProblem] {
        let key = parameter.key
        let declaration = PolicyCatalogue.declaration(of: key)
        let parts = key.split(separator: ".")
        let isStray = declaration?.kinds == [.share] && parts.count == 3 && !lines.contains(String(parts[1]))
        guard let declaration, !isStray else {
            if referenced.contains(key) { return [] }
            return [
                PolicyProblem(
                    parameter.path, parameter.line, "没有任何规则用到参数\(key)。", remedy: "请检查拼写，或者删去。")
            ]
        }
        if !declaration.kinds.contains(parameter.kind) {
            let expected = declaration.kinds.map(\.rawValue).joined(separator: "或")
            return [
                PolicyProblem(
                    parameter.path, parameter.line,
                    "参数\(key)的kind应为\(expected)，现为\(parameter.kind.rawValue)。",
                    remedy: "请改正kind和值。")
            ]
        }
        if let unit = declaration.count?.unit, parameter.unit != unit {
            return [
                PolicyProblem(
                    parameter.path, parameter.line, "参数\(key)的单位写成了\(parameter.unit?.rawValue ?? "")。",
                    remedy: "unit应为\(unit.rawValue)，请一并核对各值。")
            ]
        }
        return parameter.spans.compactMap { span in
            guard case .value(let value) = span.content, let objection = declaration.objection(to: value) else {
                return nil
            }
            return PolicyProblem(
                span.place.path, span.place.line, "参数\(key)\(objection.what)", remedy: objection.remedy)
        }
    }

    private func checkReferences(
        _ parameter: Parameter, in own: [String: Parameter], of region: String
    ) -> [PolicyProblem] {
        parameter.references.compactMap { key, kinds in
            guard let target = own[key] else {
                return PolicyProblem(
                    parameter.path, parameter.line, "参数\(parameter.key)引用的\(key)在\(region)没有资料。",
                    remedy: "请补写\(key)；查无资料的写state: absent。")
            }
            guard !kinds.contains(target.kind) else { return nil }
            let expected = kinds.map(\.rawValue).joined(separator: "或")
            return PolicyProblem(
                target.path, target.line, "参数\(key)的kind应为\(expected)，现为\(target.kind.rawValue)。",
                remedy: "\(parameter.key)引用它，请改正其中之一。")
        }
    }

    private func missing(_ key: String, in region: String) -> PolicyProblem {
        let others = parameters.filter { $0.value[key] != nil }.keys.sorted()
        let who = others.isEmpty ? "平台需要它" : "\(others.joined(separator: "、"))都有"
        return PolicyProblem(
            "\(region)/", 0, "\(region)没有参数\(key)，\(who)。", remedy: "请在该文件夹或national中补写；查无资料的写state: absent。")
    }
}

extension PolicyCatalogue.Declaration {
    /// What of a value the code that asks for it could not make sense of.
    fileprivate func objection(to value: ParameterValue) -> (what: String, remedy: String)? {
        switch value {
        case .choice(let word) where !words.contains(word):
            return ("没有“\(word)”这种规则。", "应为\(words.joined(separator: "、"))之一。")
        case .count(let number): return count?.objection(to: number).map { ("的\($0.what)", $0.remedy) }
        case .moneyTable(let table): return objection(to: table.axes) ?? objection(toBounds: table.entries.keys)
        case .countTable(let table):
            if let objection = objection(to: table.axes) ?? objection(toBounds: table.entries.keys) { return objection }
            return table.entries.sorted { $0.key < $1.key }.lazy.compactMap { entry in
                count?.objection(to: entry.value).map { ("的“\(entry.key)”一档，\($0.what)", $0.remedy) }
            }.first
        case .rate where kinds == [.rateTable], .money where kinds == [.moneyTable]:
            return ("须分档。", "请写成带by、called和entries的分档表。")
        case .money(let amount) where isPositive && amount <= .zero: return ("须大于0元。", "请核对数值。")
        default: return nil
        }
    }

    /// Where a rule looks for the highest bound that a number reaches, what is no number would never be reached.
    private func objection(toBounds keys: some Collection<String>) -> (what: String, remedy: String)? {
        guard isByBounds, let stray = keys.sorted().first(where: { Int($0).map(String.init) != $0 }) else { return nil }
        return ("的“\(stray)”一档不是整数。", "各档请写起点的整数，如1、5、10。")
    }

    /// Where a rule knows by what its table goes.
    private func objection(to axes: [TableAxis]) -> (what: String, remedy: String)? {
        guard let attributes, axes.map(\.attribute) != attributes else { return nil }
        let known = attributes.map(\.rawValue).joined(separator: "、")
        return ("的分档不是按\(known)。", "by应为\(known)。")
    }
}

extension Parameter {
    fileprivate var path: String { spans.first?.place.path ?? "" }
    fileprivate var line: Int { spans.first?.place.line ?? 0 }

    fileprivate var references: [(key: String, kinds: [ParameterKind])] {
        spans.flatMap { span -> [(key: String, kinds: [ParameterKind])] in
            guard case .value(let value) = span.content else { return [] }
            return value.references
        }
    }
}

extension [String: Parameter] {
    fileprivate var answersQuestionsOnly: Bool {
        guard case .value(let value) = self[PolicyKey.scope.name]?.spans.last?.content else { return false }
        return RegionScope(value) == .questions
    }

    fileprivate var lineKeys: Set<String> { Set(lineCoverage.map(\.line)) }

    /// Every line and kind of coverage that the region has at any time.
    fileprivate var lineCoverage: [(line: String, coverage: CoverageKind)] {
        (self["region.lines"]?.spans ?? []).flatMap { span -> [(line: String, coverage: CoverageKind)] in
            guard case .value(.lines(let lines)) = span.content else { return [] }
            return lines.flatMap { line in line.coverage.map { (line.key, $0) } }
        }
    }
}
