import Basics
import Casework
import Testing

@Suite struct `The printed application form` {
    private let day = Day("2026-09-10")!

    private func fields(_ paper: Paper) -> [Paper.Field] {
        paper.parts.flatMap { part -> [Paper.Field] in
            guard case .fields(_, let fields) = part else { return [] }
            return fields
        }
    }

    private func form(_ filling: ApplicationForm.Filling?) -> Paper {
        ApplicationForm.paper(of: FishingLicence.self, for: .person, in: "水城", filling, on: day)
    }

    @Test func `blank, it has every field of the matter and nothing filled in`() {
        let paper = form(nil)
        #expect(paper.title == "水城社会保险业务申请表（个人）" && paper.subtitle == FishingLicence.card.name)
        for field in FishingLicence.form.sections.flatMap(\.fields) {
            let printed = fields(paper).first { $0.name.hasPrefix(field.label) }
            #expect(printed.map { ["　", "* "].contains($0.value) || $0.value.contains("□") } == true, "\(field.label)")
        }
    }

    @Test func `of a draft, it has what was answered, as people read it, and only what is asked`() {
        let application = WaterCity.application()
        let filling = ApplicationForm.Filling(
            name: "渔小满", number: "590000000000000000", application: application, situations: [])
        let paper = form(filling)
        for field in FishingLicence.form.fields(in: []) {
            guard let answer = application.answers[field.key] else { continue }
            let printed = fields(paper).first { $0.name.hasPrefix(field.label) }
            #expect(printed?.value.contains(field.shown(answer)) == true, "\(field.label)")
        }
        let asked = Set(FishingLicence.form.fields(in: []).map(\.label))
        for field in FishingLicence.form.sections.flatMap(\.fields) where !asked.contains(field.label) {
            #expect(!fields(paper).contains { $0.name.hasPrefix(field.label) }, "\(field.label)")
        }
        #expect(paper.keyFields.isEmpty, "it proves nothing")
    }
}
