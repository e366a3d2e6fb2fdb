package import Records

extension TerminationReason: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}

extension SuspensionReason: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}

extension WorkKind: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}
