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
                        Paper.Field("分册", "第\(volume)册"), Paper.Field(peopleOfVolume, "\(lines.count)人"),
                        Paper.Field(result, "准予办理"),
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
                Paper.Field(standing, "\(lines.count)"),
            ],
            issuedOn: today)
    }

    /// The volume as it stands once one of its rows has been taken back: the row is marked, and counts no more.
    /// - Returns: `nil` if the volume does not name the case.
    package static func marking(_ volume: Paper, takenBack caseNumber: String, on today: Day) -> Paper? {
        var (isNamed, listed) = (false, 0)
        var parts = volume.parts.map { part -> Paper.Part in
            guard case .table(let heading, let table) = part else { return part }
            let rows = table.rows.map { row -> [String] in
                guard row.last == caseNumber else { return row }
                isNamed = true
                return row.prefix(shownColumn) + ["已于\(today.chinese)撤销，不再有效"] + row.dropFirst(shownColumn + 1)
            }
            listed += rows.count
            return .table(heading: heading, Paper.Table(columns: table.columns, rows: rows))
        }
        guard isNamed, let counted = volume.keyFields.first(where: { $0.name == standing }).flatMap({ Int($0.value) })
        else { return nil }
        let left = counted - 1
        parts = parts.map { part in
            guard case .fields(let heading, let fields) = part else { return part }
            return .fields(
                heading: heading,
                fields.map { field in
                    switch field.name {
                    case peopleOfVolume: Paper.Field(field.name, "\(listed)人，其中已撤销\(listed - left)人")
                    case result: Paper.Field(field.name, "准予办理；已撤销的见明细")
                    default: field
                    }
                })
        }
        return Paper(
            kind: volume.kind, title: volume.title, subtitle: volume.subtitle, parts: parts,
            keyFields: volume.keyFields.map { $0.name == standing ? Paper.Field(standing, "\(left)") : $0 },
            issuedOn: today, restsOnUnverified: volume.restsOnUnverified)
    }

    private static let peopleOfVolume = "本册人数"
    private static let result = "办理结果"
    /// How many of its rows stand.
    private static let standing = "人数"
    /// The column that says what a row applied for.
    private static let shownColumn = 3
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
