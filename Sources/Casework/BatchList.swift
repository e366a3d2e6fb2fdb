package import Basics

/// The sealed list of what a batch has filed (批量办理结果单), one volume of it: what was granted at once, row by row.
package enum BatchList {
    /// One row that was granted.
    package struct Line: Hashable, Sendable {
        /// As the file numbers it.
        let row: Int
        let answers: Answers
        let caseNumber: String

        package init(row: Int, answers: Answers, caseNumber: String) {
            self.row = row
            self.answers = answers
            self.caseNumber = caseNumber
        }
    }

    /// - Parameters:
    ///   - number: of the batch.
    ///   - volume: from 1 on.
    package static func paper(
        of card: MatterCard, _ form: Form, number: String, uploadedOn: Day, volume: Int, employer: String,
        authority: String, on today: Day, _ lines: [Line]
    ) -> Paper {
        let shown = form.sections.flatMap(\.fields).filter(\.isShownInLists).prefix(2)
        return Paper(
            kind: .batchList, title: "\(card.name)批量办理结果单", subtitle: authority,
            parts: [
                .fields(
                    heading: "批次信息",
                    [
                        Paper.Field("批次编号", number), Paper.Field("单位名称", employer),
                        Paper.Field("上传日期", uploadedOn.chinese), Paper.Field("办理日期", today.chinese),
                        Paper.Field("分册", "第\(volume)册"), Paper.Field("本册人数", "\(lines.count)人"),
                        Paper.Field("办理结果", "准予办理"),
                    ]),
                .table(
                    heading: "办理明细",
                    Paper.Table(
                        columns: [
                            Paper.Column("行号", .trailing, weight: 2), Paper.Column("姓名", weight: 3),
                            Paper.Column("证件号码", weight: 6), Paper.Column("申报内容", weight: 7),
                            Paper.Column("办件编号", weight: 7),
                        ],
                        rows: lines.map { line in
                            [
                                "\(line.row)", line.answers["name"] ?? "", line.answers.personNumber ?? "",
                                shown.compactMap { field in
                                    line.answers[field.key].map { "\(field.label)：\(field.shown($0))" }
                                }.joined(separator: "；"),
                                line.caseNumber,
                            ]
                        })),
                .note("办理依据：" + card.legalBases.map(\.citation).joined(separator: "；") + "。"),
            ],
            keyFields: [
                Paper.Field("批次编号", number), Paper.Field("事项", card.name), Paper.Field("分册", "第\(volume)册"),
                Paper.Field("人数", "\(lines.count)"),
            ],
            issuedOn: today)
    }
}

extension Answers {
    /// By which a row of a batch names its person.
    package var personNumber: String? { self[personField] }

    /// The field that says it.
    package var personField: String { self["documentNumber"]?.isEmpty == false ? "documentNumber" : "number" }
}

extension FieldDefinition {
    /// Days and amounts say at a glance what was applied for.
    fileprivate var isShownInLists: Bool {
        switch control {
        case .day, .month, .money: isRequired
        default: false
        }
    }
}
