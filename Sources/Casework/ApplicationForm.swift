package import Basics

/// The printed application form (业务申请表) of a matter, derived from its declaration: blank, to be filled in by hand, or with
/// what a draft holds. It proves nothing, so it carries no number and no seal; it is signed by who applies.
package enum ApplicationForm {
    /// Who applies, and what they have answered so far.
    package struct Filling: Sendable {
        let name: String
        let number: String
        let application: Application
        let situations: Set<Situation>

        /// - Parameters:
        ///   - name: of the employer or the person.
        ///   - number: credit code or social security number.
        package init(name: String, number: String, application: Application, situations: Set<Situation>) {
            self.name = name
            self.number = number
            self.application = application
            self.situations = situations
        }
    }

    /// - Parameters:
    ///   - region: its name, which heads the form.
    ///   - day: on which the form is printed.
    package static func paper(
        of matter: any Matter.Type, for kind: Applicant.Kind, in region: String, _ filling: Filling?, on day: Day
    ) -> Paper {
        let card = matter.card
        return Paper(
            kind: .applicationForm, title: region + (card.formTitle ?? "社会保险业务申请表（\(kind.formWord)）"),
            subtitle: card.name,
            parts: [.fields(heading: "申请人", party(kind, filling))]
                + matter.form.sections.compactMap { section($0, of: card, filling) } + [materials(of: card, filling)]
                + notes(on: matter, filling)
                // Last, so that it stands above the signature, on whatever page that comes.
                + [.note("申请人声明：以上内容和所附材料真实、完整，复印件与原件一致。")],
            keyFields: [], issuedOn: day)
    }

    /// Room to write in.
    private static let blank = "　"

    private static func party(_ kind: Applicant.Kind, _ filling: Filling?) -> [Paper.Field] {
        let names =
            kind.isOrganisation
            ? ["单位名称", "统一社会信用代码", "经办人", "联系电话"] : ["姓名", "社会保障号码", "代办人（如有）", "联系电话"]
        let values = filling.map { [$0.name, $0.number] } ?? []
        return names.enumerated().map { index, name in
            Paper.Field(name, index < values.count ? values[index] : blank)
        }
    }

    private static func section(_ section: Form.Section, of card: MatterCard, _ filling: Filling?) -> Paper.Part? {
        let fields = section.fields.filter { field in filling.map { field.isAsked(in: $0.situations) } ?? true }
        if fields.isEmpty { return nil }
        return .fields(
            heading: section.title,
            fields.map { field in
                Paper.Field(
                    label(of: field, in: card, isBlank: filling == nil), value(of: field, filling?.application))
            })
    }

    /// What is asked for only in some situations has a star in its box, which leads to the note that says when.
    private static func label(of field: FieldDefinition, in card: MatterCard, isBlank: Bool) -> String {
        if isBlank, !field.situations.isEmpty { return field.label }
        return field.isRequired ? field.label : "\(field.label)（选填）"
    }

    private static func occasions(of matter: any Matter.Type) -> String {
        let fields = matter.form.sections.flatMap(\.fields).filter { !$0.situations.isEmpty }
        if fields.isEmpty { return "" }
        let named = fields.map { "\($0.label)（\(matter.card.occasion(of: $0.situations) ?? "")）" }
        return "带*的只在所列情形填写：\(named.joined(separator: "、"))。"
    }

    /// A choice shows all there is to choose from, each with its box.
    private static func value(of field: FieldDefinition, _ application: Application?) -> String {
        let answer = application?.answers[field.key]
        let star = application == nil && !field.situations.isEmpty ? "* " : ""
        guard case .choice(let choices) = field.control, (1...12).contains(choices.count) else {
            return answer.map(field.shown) ?? (star.isEmpty ? blank : star)
        }
        return star
            + choices.map { "\($0.value == answer ? "■" : "□") \($0.label)" }.joined(
                separator: choices.count > 4 ? "\n" : "　")
    }

    private static func materials(of card: MatterCard, _ filling: Filling?) -> Paper.Part {
        let asked = card.materials.filter { material in filling.map { material.isAsked(in: $0.situations) } ?? true }
        if asked.isEmpty { return .fields(heading: "随附材料", [Paper.Field("材料", "不需要提交材料")]) }
        let rows = asked.map { material in
            let pages = filling?.application.materials.count { $0.key == material.key } ?? 0
            return [
                material.name, card.occasion(of: material.situations) ?? "必须提交",
                material.legalBasis.citation, pages > 0 ? "■ 已上传\(pages)份" : "□",
            ]
        }
        return .table(
            heading: "随附材料",
            Paper.Table(
                columns: [
                    Paper.Column("材料名称", weight: 8), Paper.Column("提交情形", weight: 8),
                    Paper.Column("要求提供的依据", weight: 11),
                    Paper.Column("已附", .centre, weight: 4),
                ], rows: rows))
    }

    private static func notes(on matter: any Matter.Type, _ filling: Filling?) -> [Paper.Part] {
        let way =
            filling == nil
            ? "填表说明：用黑色签字笔填写，选择项在方框内打勾。\(occasions(of: matter))" : "本表由网上填报的草稿生成，尚未提交，不代表已经受理。"
        let bases = matter.card.legalBases.map(\.citation).joined(separator: "；")
        return [
            .note(
                "\(way)网上服务平台可以直接填报，无需提交纸质表；到窗口办理的，请携带本表、身份证件和所附材料，到市内任一经办机构服务窗口办理，不收取费用。办理依据：\(bases)。")
        ]
    }
}

extension Applicant.Kind {
    fileprivate var formWord: String {
        switch self {
        case .employer, .unit: "单位"
        case .person, .newcomer: "个人"
        case .partner: "部门"
        case .agency: "经办机构"
        }
    }
}
