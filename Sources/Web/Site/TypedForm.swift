import Basics
import HTTP

/// What people type into the fields that are no answers of a matter.
extension SubmittedForm {
    /// A number, a date or an amount: full-width digits count as digits.
    func number(_ name: String) -> String? { self[name]?.narrowed.trimmed }

    /// What is looked for, a number or a name.
    func search(limit: Int = 60) -> String { String((number("q") ?? "").prefix(limit)) }
}

extension String {
    /// Without spaces at its ends: what people copy from elsewhere often carries some.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
