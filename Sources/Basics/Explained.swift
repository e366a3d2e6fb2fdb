/// A result together with how it came about.
package struct Explained<Value: Sendable>: Sendable {
    package let value: Value
    package let explanation: Explanation

    package init(_ value: Value, _ explanation: Explanation) {
        self.value = value
        self.explanation = explanation
    }
}

extension Explained: Equatable where Value: Equatable {}

/// The steps from what was known to what results, in the order in which they were taken.
package struct Explanation: Hashable, Sendable {
    package var steps: [Step]

    package init(_ steps: [Step] = []) {
        self.steps = steps
    }

    /// One step: what is taken, the arithmetic in figures, what comes out, and the published values that it rests on.
    package struct Step: Hashable, Sendable {
        /// What this step is, in Chinese: `缴费基数`, `单位应缴`.
        package let title: String
        /// The arithmetic with its figures: `7,162.00 × 16%`; empty where nothing is computed.
        package let working: String
        /// What comes out, as it is shown: `1,145.92`.
        package let result: String
        package let citations: [Citation]

        package init(_ title: String, working: String = "", result: String, citations: [Citation] = []) {
            self.title = title
            self.working = working
            self.result = result
            self.citations = citations
        }
    }

    /// Whether any value that it rests on has not been checked against the published text (未核实).
    package var isUnverified: Bool {
        steps.contains { $0.citations.contains { !$0.isVerified } }
    }
}

/// A published value that a step rests on: which parameter, what it says, since when, and where that stands.
package struct Citation: Hashable, Sendable {
    /// Shared by all copies: it goes along with a value wherever that goes.
    private let content: Content

    /// The parameter's key: `pension.rate.unit`.
    package var key: String { content.key }
    /// Its name in Chinese: `养老保险单位缴费比例`.
    package var name: String { content.name }
    /// The value as published: `16%`.
    package var value: String { content.value }
    package var from: Day { content.from }
    /// The last day on which the value holds; `nil` while it does.
    package var through: Day? { content.through }
    /// The notice or law: `国办发〔2019〕13号`.
    package var source: String { content.source }
    package var link: String? { content.link }
    /// The policy file, from the policy folder: `beijing/pension.yaml`.
    package var file: String { content.file }
    /// SHA-256 of that file in hexadecimal.
    package var fileDigest: String { content.fileDigest }
    /// Whether somebody has checked the value against the published text; if not, everything that shows it says 未核实.
    package var isVerified: Bool { content.isVerified }
    package var checkedBy: String? { content.checkedBy }
    package var checkedOn: Day? { content.checkedOn }

    private final class Content: Hashable, Sendable {
        let key: String
        let name: String
        let value: String
        let from: Day
        let through: Day?
        let source: String
        let link: String?
        let file: String
        let fileDigest: String
        let isVerified: Bool
        let checkedBy: String?
        let checkedOn: Day?

        init(
            key: String, name: String, value: String, from: Day, through: Day?, source: String, link: String?,
            file: String, fileDigest: String, isVerified: Bool, checkedBy: String?, checkedOn: Day?
        ) {
            self.key = key
            self.name = name
            self.value = value
            self.from = from
            self.through = through
            self.source = source
            self.link = link
            self.file = file
            self.fileDigest = fileDigest
            self.isVerified = isVerified
            self.checkedBy = checkedBy
            self.checkedOn = checkedOn
        }

        static func == (left: Content, right: Content) -> Bool {
            left === right
                || (left.key == right.key && left.name == right.name && left.value == right.value
                    && left.from == right.from && left.through == right.through && left.source == right.source
                    && left.link == right.link && left.file == right.file && left.fileDigest == right.fileDigest
                    && left.isVerified == right.isVerified && left.checkedBy == right.checkedBy
                    && left.checkedOn == right.checkedOn)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(key)
            hasher.combine(value)
            hasher.combine(from)
        }
    }

    package init(
        key: String, name: String, value: String, from: Day, through: Day?, source: String, link: String?, file: String,
        fileDigest: String, isVerified: Bool, checkedBy: String?, checkedOn: Day?
    ) {
        content = Content(
            key: key, name: name, value: value, from: from, through: through, source: source, link: link, file: file,
            fileDigest: fileDigest, isVerified: isVerified, checkedBy: checkedBy, checkedOn: checkedOn)
    }
}

extension Citation {
    /// The same citation, showing the part of the value that counts.
    package func showing(_ value: String) -> Citation {
        Citation(
            key: key, name: name, value: value, from: from, through: through, source: source, link: link, file: file,
            fileDigest: fileDigest, isVerified: isVerified, checkedBy: checkedBy, checkedOn: checkedOn)
    }

    /// The same value, for a case of it that nobody has checked.
    package var unverified: Citation {
        Citation(
            key: key, name: name, value: value, from: from, through: through, source: source, link: link, file: file,
            fileDigest: fileDigest, isVerified: false, checkedBy: nil, checkedOn: nil)
    }
}
