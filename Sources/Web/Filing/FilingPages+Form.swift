import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

/// Filling in a draft.
extension FilingPages {
    static let steps = ["填写信息", "核对内容", "提交"]

    func form(_ visit: Visit, _ id: DraftId) async throws -> Response {
        let draft = try await desk.draft(id, of: visit.principal)
        let assessment = try await desk.preview(id, by: visit.principal)
        // Whoever has not filled in anything yet is not told what is missing.
        let problems = visit.query["check"] == nil ? [] : FormProblem.all(of: assessment)
        let saved = visit.query["saved"] != nil
        return try await formPage(
            visit, draft, assessment, saved ? problems + FormProblem.typed(in: assessment) : problems, isSaved: saved)
    }

    /// Keeps what was typed; then on to the check, or back to the form with what is wrong.
    func fill(_ visit: Visit, _ form: SubmittedForm, _ id: DraftId) async throws -> Response {
        let principal = try visit.principal
        let draft = try await desk.draft(id, of: principal)
        let matter = try matter(draft.application.matter)
        let unread = try await attach(form, matter, to: id, by: principal)
        if portal == .agency {
            try await desk.noteOriginals(Set(form.all(FormProblem.originals)), of: id, by: principal)
        }
        let assessment = try await desk.fill(id, with: matter.form.answers(in: form), by: principal)
        let goesOn = form["go"] != "save"
        let problems = unread + (goesOn ? FormProblem.all(of: assessment) : FormProblem.typed(in: assessment))
        if problems.isEmpty {
            return .seeOther(goesOn ? paths.check(id).address : paths.draft(id).with(["saved": "1"]).address)
        }
        let kept = try await desk.draft(id, of: principal)
        return try await formPage(visit, kept, assessment, problems, status: .unprocessable)
    }

    private func attach(
        _ form: SubmittedForm, _ matter: any Matter.Type, to id: DraftId, by principal: Principal
    ) async throws -> [FormProblem] {
        var problems: [FormProblem] = []
        for material in matter.card.materials {
            let field = FormProblem.field(of: material)
            let files = form.files(field).filter { !$0.bytes.isEmpty }
            if files.isEmpty { continue }
            if files.count > Desk.pagesLimit {
                problems.append(FormProblem(field, "\(material.name)最多上传\(Desk.pagesLimit)个文件，请合并后重新上传。"))
                continue
            }
            var pages: [UploadedPage] = []
            for file in files {
                switch UploadedFile.read(file) {
                case .success(let read):
                    pages.append(UploadedPage(fileName: file.name, mediaType: read.mediaType, bytes: file.bytes))
                case .failure(let problem): problems.append(FormProblem(field, problem.sentence))
                }
            }
            if pages.count == files.count { try await desk.attach(material.key, pages, to: id, by: principal) }
        }
        return problems
    }

    private func formPage(
        _ visit: Visit, _ draft: Draft, _ assessment: Assessment, _ problems: [FormProblem], isSaved: Bool = false,
        status: Status = .ok
    ) async throws -> Response {
        let card = assessment.matter.card
        let applicant = try await applicant(visit, assessment)
        return try office.page(
            card.name, visit, above: [("未提交的申请", paths.drafts())], hasProblems: !problems.isEmpty, status: status,
            """
            \(Steps(Self.steps, current: 0))
            <h1>\(card.name)</h1>
            \(applicant)
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: $0.field, sentence: $0.sentence) }))
            \(if: isSaved && problems.isEmpty, saved(assessment).markup)
            \(if: !assessment.awaitsPartner, Remarks(assessment, portal == .agency ? \.toTeller : \.toApplicant).markup)
            \(if: draft.caseId != nil, Notice(.info, "补正申请", "<p>修改后重新提交，原办件编号不变。</p>").markup)
            \(PostForm(to: paths.draft(draft.id), visit, hasFiles: true, DraftForm(self, draft, assessment, problems).markup))
            \(PostForm(to: paths.discard(draft.id), visit, classes: "inline", """
                <button class="plain">删除这份草稿</button>
                """))
            </div>
            """)
    }

    /// Notes that the people whom the draft names are read of, and says at the counter for whom it is.
    func applicant(_ visit: Visit, _ assessment: Assessment) async throws -> Markup {
        if !assessment.people.isEmpty {
            try await office.note(visit, "填写“\(assessment.matter.card.name)”申请", .people(assessment.people))
        }
        guard portal == .agency else { return .empty }
        let name = try await desk.name(of: assessment.application.applicant)
        let channel = assessment.application.channel
        return channel == .office
            ? "<p class=\"lead\">\(channel.chinese)</p>" : "<p class=\"lead\">申请人：\(name)</p>"
    }

    private func saved(_ assessment: Assessment) -> Notice {
        if assessment.awaitsPartner {
            return Notice(
                .warning, "已保存，暂未取得共享信息",
                """
                <p>协同部门暂时没有答复。\(portal == .agency ? "可以" : "您可以")继续填写并提交，系统取得答复后自动接着办理；\
                \(portal == .agency ? "也可以扫描材料，由审核人员审核。" : "也可以上传材料，由工作人员审核。")</p>
                """)
        }
        if assessment.shared.isEmpty { return Notice(.success, "已保存", "<p>请继续填写后面的内容。</p>") }
        return Notice(.success, "已保存，并取得共享信息", "<p>下列标有“共享信息”的内容由系统提供，无需填写。</p>")
    }
}

/// What is wrong with a draft, at the field where it is put right; no field where none is to blame.
struct FormProblem: Hashable {
    let field: String
    let sentence: String

    init(_ field: String, _ sentence: String) {
        self.field = field
        self.sentence = sentence
    }

    /// The ticks for what a teller has compared with the original.
    static let originals = "originals"

    static func field(of material: MaterialDefinition) -> String { "material-\(material.key)" }

    static func all(of assessment: Assessment) -> [FormProblem] {
        assessment.problems.map { FormProblem($0.field, $0.sentence) }
            + assessment.missingMaterials.map { FormProblem(field(of: $0), "请上传\($0.name)。") }
    }

    /// Without what has not been filled in yet.
    static func typed(in assessment: Assessment) -> [FormProblem] {
        assessment.problems.filter { assessment.application.answers[$0.field] != nil }
            .map { FormProblem($0.field, $0.sentence) }
    }
}

/// The fields and materials that are asked for where the applicant stands.
struct DraftForm: Component {
    private let pages: FilingPages
    private let draft: Draft
    private let assessment: Assessment
    private let problems: [String: String]

    init(_ pages: FilingPages, _ draft: Draft, _ assessment: Assessment, _ problems: [FormProblem]) {
        self.pages = pages
        self.draft = draft
        self.assessment = assessment
        self.problems = Dictionary(problems.map { ($0.field, $0.sentence) }) { first, _ in first }
    }

    var markup: Markup {
        """
        \(each: assessment.matter.form.sections, section)
        \(materials)
        <div class="actions">\(Button("下一步，核对内容", name: "go", value: "next"))\
        \(Button(dependsOnSituations ? "获取共享信息" : "保存", .secondary, name: "go", value: "save"))</div>
        \(if: dependsOnSituations, """
            <p class="quiet">按“获取共享信息”会保存已填内容，并按共享信息更新需要填写的项目。</p>
            """)
        """
    }

    /// Whether what is asked for may change with what is answered.
    private var dependsOnSituations: Bool {
        assessment.matter.form.sections.contains { $0.fields.contains { !$0.situations.isEmpty } }
            || assessment.matter.card.materials.contains { !$0.situations.isEmpty }
    }

    private func section(_ section: Form.Section) -> Markup {
        let fields = section.fields.filter { $0.isAsked(in: assessment.situations) }
        if fields.isEmpty { return .empty }
        return """
            <section><h2>\(section.title)</h2>
            \(each: fields, field)
            </section>
            """
    }

    private func field(_ definition: FieldDefinition) -> Markup {
        if let shared = assessment.shared[definition.key] {
            return """
                <div class="field shared" id="\(definition.key)"><p class="name">\(definition.label)</p>\
                <p class="value">\(definition.shown(shared))<span class="mark">共享信息</span></p>\
                \(optional: present(definition), { "<p class=\"hint\">\($0)</p>" })</div>
                """
        }
        if let choices = assessment.choices[definition.key] {
            return FormField(
                definition.key, definition.label, .choice(choices.map { .init($0.value, $0.label) }),
                hint: definition.hint, isRequired: definition.isRequired,
                value: assessment.application.answers[definition.key], problem: problems[definition.key]
            ).markup
        }
        let answer = assessment.application.answers[definition.key] ?? filledIn(definition) ?? definition.initial
        return FormField(
            definition, beside: present(definition), answer: answer, problem: problems[definition.key]
        ).markup
    }

    /// `现登记：…`; `nil` where nothing is on record.
    private func present(_ definition: FieldDefinition) -> String? {
        assessment.present[definition.key].map { "现登记：\(definition.shown($0))" }
    }

    /// What is on record stands in the field, unless people see it masked only.
    private func filledIn(_ definition: FieldDefinition) -> String? {
        definition.control == .bankAccount ? nil : assessment.present[definition.key]
    }

    private var materials: Markup {
        let asked = assessment.matter.card.materials.filter { $0.isAsked(in: assessment.situations) }
        if asked.isEmpty { return .empty }
        return """
            <section><h2>材料</h2>
            <p class="quiet">\(UploadedFile.hint)。一项材料有多页的，可以一次选择多个文件。</p>
            \(each: asked, material)
            </section>
            """
    }

    private func material(_ material: MaterialDefinition) -> Markup {
        let attached = assessment.application.materials.filter { $0.key == material.key }
        return """
            \(FormField(
                FormProblem.field(of: material), material.name, .files(types: UploadedFile.accepted), hint: material.hint,
                isRequired: material.isRequired(in: assessment.situations),
                problem: problems[FormProblem.field(of: material)]))
            <div class="material">\(if: !attached.isEmpty, attachments(attached))\
            \(if: pages.portal == .agency, original(material, attached.contains { $0.originalSeenBy != nil }))\
            <p class="quiet">依据\(material.legalBasis.citation)：\(material.legalBasis.gist)。</p></div>
            """
    }

    private func attachments(_ materials: [Material]) -> Markup {
        """
        <p>已上传\(materials.count)份：\(each: materials, attachment)。重新选择文件可全部替换。</p>
        """
    }

    private func attachment(_ material: Material) -> Markup {
        """
        <a href="\(pages.paths.draftMaterial(draft.id, material.digest))">\(material.fileName)</a>（\(material.size)）
        """
    }

    /// Ids are one to a page; the field that the ticks share is not the material's.
    private func original(_ material: MaterialDefinition, _ isSeen: Bool) -> Markup {
        """
        <div class="option"><input type="checkbox" id="original-\(material.key)" name="\(FormProblem.originals)"\
         value="\(material.key)"\(if: isSeen, " checked")>\
        <label for="original-\(material.key)">已核验原件</label></div>
        """
    }
}

extension Material {
    /// `，窗口柜员周禾已核验原件`; empty where nobody has.
    var seen: String { originalSeenBy.map { "，\($0)已核验原件" } ?? "" }

    /// `1.2 MB`
    var size: String {
        if byteCount < 1 << 20 { return "\(max(1, byteCount >> 10)) KB" }
        let tenths = byteCount * 10 >> 20
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
