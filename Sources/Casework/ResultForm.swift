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
            keyFields: [
                Paper.Field("办件编号", caseNumber), Paper.Field("事项", card.name),
                Paper.Field("办结日期", decidedOn.description),
            ] + Self.keyFields(of: statement),
            issuedOn: decidedOn, restsOnUnverified: restsOnUnverified)
    }

    /// The first facts of the statement: who and what a forger would change.
    private static func keyFields(of statement: [Paper.Part]) -> [Paper.Field] {
        for part in statement {
            if case .fields(_, let fields) = part { return Array(fields.prefix(4)) }
        }
        return []
    }
}
