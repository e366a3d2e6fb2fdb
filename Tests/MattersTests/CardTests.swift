import Casework
import Matters
import Testing

/// What a card tells whoever has not applied yet.
@Suite struct `The card of a matter` {
    /// Those that somebody applies for; the others are filed by partners or the agency itself.
    private var matters: [any Matter.Type] { Catalogue.all.filter { $0.card.applicants != [.partner] } }

    @Test func `says what has to be so`() {
        for matter in matters { #expect(!matter.card.conditions.isEmpty, "\(matter.card.name)") }
    }

    @Test func `says when what is asked only sometimes is asked`() {
        for matter in matters {
            let asked =
                matter.form.sections.flatMap(\.fields).map(\.situations) + matter.card.materials.map(\.situations)
            for situations in asked where !situations.isEmpty {
                #expect(matter.card.occasion(of: situations) != "视具体情形", "\(matter.card.name) \(situations)")
            }
        }
    }
}
