package import Basics

/// The sealed paper at the end of every matter (办理结果表单): what was decided, as the preview had shown it.
package enum ResultForm {
    package static func paper(
        of card: MatterCard, caseNumber: String, authority: String, statement: [Paper.Part], submittedOn: Day,
        decidedOn: Day, restsOnUnverified: Bool
    ) -> Paper {
        Paper(
            kind: .resultForm, title: "\(card.name)办理结果", subtitle: authority,
            parts: [head(caseNumber, "准予办理", submittedOn, decidedOn)] + statement + [bases(of: card)],
            keyFields: keyFields(
                [Paper.Field("办件编号", caseNumber), Paper.Field("事项", card.name)], of: statement),
            issuedOn: decidedOn, restsOnUnverified: restsOnUnverified)
    }

    /// What the applicant of a refused case is told that they can do: apply again, or have the decision examined
    /// (社会保险法第八十三条第二款).
    package static let remedies = """
        您可以按上述理由修改后重新申请。认为本决定侵害您的社会保险权益的，可以依照《社会保险法》第八十三条，\
        依法申请行政复议或者提起行政诉讼。
        """

    /// That the agency itself looks at it once more.
    package static func appeal(until day: Day) -> String {
        "您也可以在\(day.chinese)前（含当日）向本机构申请复查一次，由作出本决定以外的人员办理。"
    }

    /// - Parameters:
    ///   - subject: whom or what the case is about.
    ///   - reason: why it was refused, as the applicant reads it.
    ///   - appealUntil: the last day on which it can be appealed here; `nil` where it can't be.
    package static func refusal(
        of card: MatterCard, caseNumber: String, authority: String, subject: String, reason: String,
        submittedOn: Day, decidedOn: Day, appealUntil: Day?
    ) -> Paper {
        let appeal = appealUntil.map { [Paper.Part.paragraph(Self.appeal(until: $0))] } ?? []
        let about = [Paper.Field("申请事项", card.name), Paper.Field("申请内容", subject)]
        return Paper(
            kind: .resultForm, title: "\(card.name)办理结果", subtitle: authority,
            parts: [
                head(caseNumber, "不予办理", submittedOn, decidedOn), .fields(heading: "申请情况", about),
                .paragraph("不予办理的理由：\(reason)"), .paragraph(remedies),
            ] + appeal + [bases(of: card)],
            keyFields: [
                Paper.Field("办件编号", caseNumber), Paper.Field("事项", card.name), Paper.Field("办理结果", "不予办理"),
            ],
            issuedOn: decidedOn)
    }

    private static func head(_ caseNumber: String, _ result: String, _ submittedOn: Day, _ decidedOn: Day) -> Paper.Part
    {
        .fields(
            heading: "办件信息",
            [
                Paper.Field("办件编号", caseNumber), Paper.Field("办理结果", result),
                Paper.Field("申请日期", submittedOn.chinese), Paper.Field("办结日期", decidedOn.chinese),
            ])
    }

    private static func bases(of card: MatterCard) -> Paper.Part {
        .note("办理依据：" + card.legalBases.map(\.citation).joined(separator: "；") + "。")
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
