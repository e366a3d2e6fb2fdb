package import Basics
package import Policy

/// A sum that anybody may ask for, declared once: its name, what it asks, the time it is for, and a pure function from
/// answers and a region's policy to an explained result. Command, API, page and manual derive from it.
package struct Calculator: Sendable {
    /// In paths and on the command line: `late-fee`.
    package let name: String
    /// `滞纳金计算`
    package let title: String
    /// One sentence: what it tells.
    package let summary: String
    /// The same for the command line and the manual.
    package let english: String
    /// Without the region, which every calculator asks for.
    package let inputs: [InputDefinition]
    /// The key of the input that says for which month or day the policy is asked.
    package let time: String
    /// What the region's tables ask of who pays, where contributions or late fees are computed: asked besides the inputs, each by
    /// the key of its attribute.
    package let payer: Payer?
    /// Before it no region knows anything of the matter.
    package let earliest: Month
    let check: @Sendable (CalculatorAnswers) -> [InputProblem]
    let compute: @Sendable (CalculatorAnswers, RegionPolicy) throws(PolicyGap) -> CalculatorResult
    /// Answers that somebody might give in a month, by key: for the manual and for the test over all months.
    package let sample: @Sendable (Month) -> [String: String]

    /// - Parameters:
    ///   - time: the input of a month or a day; it is asked for last where nothing else is said, and is the present one
    ///     unless another is given.
    ///   - check: what is wrong between several answers, each of which is right by itself.
    ///   - compute: is only called with answers that passed.
    init<Time: InputValue>(
        _ name: String, _ title: String, summary: String, english: String, time: Input<Time>, earliest: Month,
        inputs: [InputDefinition], asking use: AttributeUse? = nil, in months: Input<Month>...,
        check: @escaping @Sendable (CalculatorAnswers) -> [InputProblem] = { _ in [] },
        sample: @escaping @Sendable (Month) -> [String: String],
        compute: @escaping @Sendable (CalculatorAnswers, RegionPolicy) throws(PolicyGap) -> CalculatorResult
    ) {
        precondition(inputs.contains { $0.key == time.key }, "the time is one of the inputs")
        precondition(Set(inputs.map(\.key)).count == inputs.count, "each input has a key of its own")
        self.name = name
        self.title = title
        self.summary = summary
        self.english = english
        self.inputs = inputs
        self.time = time.key
        self.payer = use.map { Payer(use: $0, months: months.map(\.key)) }
        self.earliest = earliest
        self.check = check
        self.sample = sample
        self.compute = compute
    }
}

extension Calculator {
    /// What is computed of who pays, and the keys of the months that it is of.
    package struct Payer: Hashable, Sendable {
        let use: AttributeUse
        let months: [String]
    }

    /// The key of the region among the answers.
    package static let regionKey = "region"

    /// Computes what is asked.
    ///
    /// - Parameters:
    ///   - asked: the answers by key as they were typed, the region among them; each at most once, empty ones count as
    ///     not given.
    ///   - today: the day that an input has where none is given.
    /// - Throws: everything that is wrong with the answers at once, or the gap in what is known; then nothing is computed.
    package func answer(
        _ asked: [(key: String, value: String)], from book: PolicyBook, today: Day
    ) throws(CalculatorRefusal) -> CalculatorAnswer {
        let texts = Dictionary(
            asked.map { ($0.key, $0.value.narrowed.trimmedSpaces) }, uniquingKeysWith: { first, _ in first }
        )
        .filter { !$0.value.isEmpty }
        let name = texts[Calculator.regionKey] ?? ""
        let policy = book.regions[Region(rawValue: name)]
        let attributes = payer.flatMap { policy?.attributes(for: $0.use, on: nil) } ?? []
        let inputs = self.inputs + attributes.map(InputDefinition.init)
        // Without its region nobody can tell an attribute from a word that nobody knows.
        let known = payer != nil && policy == nil ? nil : [Calculator.regionKey] + inputs.map(\.key)
        var problems = Calculator.strays(in: asked, known: known)
        if policy == nil { problems.append(Calculator.noRegion(name, book)) }
        let said = attributes.compactMap { choices in texts[choices.attribute.rawValue].map { (choices.attribute, $0) }
        }
        let answers = CalculatorAnswers(
            texts: filled(texts, today: today), today: today, attributes: Dictionary(uniqueKeysWithValues: said))
        problems += inputs.compactMap { $0.problem(in: answers) }
        guard problems.isEmpty, let policy else { throw CalculatorRefusal(problems) }
        problems = check(answers)
        if !problems.isEmpty { throw CalculatorRefusal(problems) }
        let result: CalculatorResult
        do {
            result = try compute(answers, policy)
        } catch {
            throw refusal(of: error, policy, answers)
        }
        if !result.problems.isEmpty { throw CalculatorRefusal(result.problems) }
        return CalculatorAnswer(self, answers, policy, result)
    }

    /// What is asked on a day in a region: the inputs, and what its tables ask of the payer in the months that are given.
    package func inputs(in policy: RegionPolicy?, given: [String: String], today: Day) -> [InputDefinition] {
        guard let payer, let policy else { return inputs }
        let months = payer.months.map { given[$0].flatMap { Month($0) } ?? today.month }
        // A default begins after the month that is owed.
        let days = months.map { (payer.use == .lateFee ? $0.next : $0).firstDay }
        var asked: [InputDefinition] = []
        for choices in days.flatMap({ policy.attributes(for: payer.use, on: $0) })
        where !asked.contains(where: { $0.key == choices.attribute.rawValue }) {
            asked.append(InputDefinition(choices))
        }
        return inputs + asked
    }

    /// A table that asks for an attribute which nobody gave is a missing answer, not a gap in what is known; one that has no entry for
    /// what was said of who pays is a gap at that answer.
    private func refusal(
        of gap: PolicyGap, _ policy: RegionPolicy, _ answers: CalculatorAnswers
    ) -> CalculatorRefusal {
        guard case .noEntry(let name, let asked) = gap.cause, let payer, let day = gap.day else {
            return CalculatorRefusal(gap, at: time)
        }
        let axes = policy.attributes(of: gap.key, called: name, on: day)
        let choices = policy.attributes(for: payer.use, on: asked.isEmpty ? day : nil)
        if asked.isEmpty, let axis = axes.first, let table = choices.first(where: { $0.attribute == axis }) {
            let known = table.entries.map { InputChoice($0.key, $0.name) }.told
            return CalculatorRefusal([
                InputProblem(
                    axis.rawValue, "请填写\(name)，\(gap.name)按它分档，可选\(known)。",
                    besideChoices: "请选择\(name)，\(gap.name)按它分档。")
            ])
        }
        guard let said = axes.last(where: { answers.attributes[$0] != nil }) else {
            return CalculatorRefusal(gap, at: time)
        }
        let entries = choices.first { $0.attribute == said }?.entries ?? []
        return CalculatorRefusal(gap.naming(asked, entries.first { $0.key == asked }?.name ?? asked), at: said.rawValue)
    }

    private func filled(_ texts: [String: String], today: Day) -> [String: String] {
        inputs.reduce(into: texts) { texts, input in
            if texts[input.key] == nil { texts[input.key] = input.initial.text(today: today) }
        }
    }

    private static func strays(in asked: [(key: String, value: String)], known: [String]?) -> [InputProblem] {
        var seen: Set<String> = []
        return asked.compactMap { key, _ in
            if let known, !known.contains(key) {
                return InputProblem(
                    key.prefixForSentence, "没有“\(key.prefixForSentence)”这一项。可填的有\(known.joined(separator: "、"))。")
            }
            return seen.insert(key).inserted ? nil : InputProblem(key, "“\(key)”写了两次，请只写一次。")
        }
    }

    private static func noRegion(_ name: String, _ book: PolicyBook) -> InputProblem {
        let known = book.regions.keys.map(\.rawValue).sorted().joined(separator: "、")
        return InputProblem(
            regionKey, name.isEmpty ? "请选择统筹区（\(known)）。" : "没有“\(name.prefixForSentence)”这个统筹区，可选\(known)。")
    }
}

/// Why nothing was computed: what is wrong with the answers, or what nobody knows.
package struct CalculatorRefusal: Error, Hashable, Sendable {
    package let problems: [InputProblem]
    /// Where policy does not say what is needed; the problem beside it names the time that was asked for.
    package let gap: PolicyGap?

    init(_ problems: [InputProblem]) {
        self.problems = problems
        self.gap = nil
    }

    init(_ gap: PolicyGap, at time: String) {
        self.problems = [InputProblem(time, gap.sentence)]
        self.gap = gap
    }
}

/// What is wrong with one answer, in a sentence that says what would be right.
package struct InputProblem: Error, Hashable, Encodable {
    package let field: String
    package let sentence: String
    /// For whoever sees the choices: the same without them, whose keys are for programs.
    package let besideChoices: String

    package init(_ field: String, _ sentence: String, besideChoices: String? = nil) {
        self.field = field
        self.sentence = sentence
        self.besideChoices = besideChoices ?? sentence
    }

    private enum CodingKeys: CodingKey {
        case field, sentence
    }

    /// Nobody has paid for more months than they have lived.
    static func tooMany(_ months: Int, since born: Month, by month: Month, _ field: String) -> [InputProblem] {
        guard months > month.months(since: born) else { return [] }
        return [InputProblem(field, "缴费\(months)个月，多于\(born.chinese)出生以来的月数，请核对。")]
    }
}

extension String {
    var trimmedSpaces: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// No more of a text from outside than a sentence can hold.
    var prefixForSentence: String { unicodeScalars.count > 30 ? String(prefix(30)) + "…" : self }
}
