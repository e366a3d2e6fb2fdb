package import Basics

/// The sealed paper at the end of every matter (办理结果表单): what was decided, as the preview had shown it.
package enum ResultForm {
    package static func paper(
        of card: MatterCard, caseNumber: String, authority: String, statement: [Paper.Part], submittedOn: Day,
        decidedOn: Day, restsOnUnverified: Bool
    ) -> Paper {
        Paper(
            kind: .resultForm, title: "\(card.name)办理结果", subtitle: authority,
            parts: [
                .fields(
                    heading: "办件信息",
                    [
                        Paper.Field("办件编号", caseNumber), Paper.Field("办理结果", "准予办理"),
                        Paper.Field("申请日期", submittedOn.chinese), Paper.Field("办结日期", decidedOn.chinese),
                    ])
            ] + statement + [
                .note("办理依据：" + card.legalBases.map(\.citation).joined(separator: "；") + "。")
            ],
            keyFields: keyFields(
                [Paper.Field("办件编号", caseNumber), Paper.Field("事项", card.name)], of: statement),
            issuedOn: decidedOn, restsOnUnverified: restsOnUnverified)
    }

    /// With the first facts of the statement, who and what a forger would change, as far as the code holds them.
    private static func keyFields(_ first: [Paper.Field], of statement: [Paper.Part]) -> [Paper.Field] {
        var fields = first
        for part in statement {
            guard case .fields(_, let facts) = part else { continue }
            for fact in facts.prefix(4) where (fields + [fact]).codeBytes <= Paper.keyFieldsLimitBytes {
                fields.append(fact)
            }
            break
        }
        return fields
    }
}

extension Paper {
    /// What the code of a paper holds of key fields beside its number, day, key and signature.
    package static let keyFieldsLimitBytes = 200
}

extension [Paper.Field] {
    /// In UTF-8, a line each.
    package var codeBytes: Int { reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 } }
}
