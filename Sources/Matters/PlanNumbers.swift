import Casework

/// One contribution plan or several, by their numbers; between them what people write between numbers.
struct PlanNumbers: FieldValue, Hashable {
    /// Each once, in the order in which they were written.
    let numbers: [String]

    /// More than any employer leaves open, and few enough to read on one page.
    static let limit = 20

    static var control: FieldControl { .text(maxLength: 41 * limit) }

    static func read(_ text: String) -> Result<PlanNumbers, UnreadableAnswer> {
        let words = text.split { $0.isWhitespace || "、，,；;".contains($0) }.map(String.init)
        guard (1...limit).contains(words.count),
            words.allSatisfy({ word in
                word.count <= 40 && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            })
        else {
            return .failure(UnreadableAnswer("请填写缴费计划号，几份之间用空格或顿号分开，一次最多\(limit)份。"))
        }
        return .success(
            PlanNumbers(numbers: words.reduce(into: []) { kept, word in if !kept.contains(word) { kept.append(word) } })
        )
    }
}
