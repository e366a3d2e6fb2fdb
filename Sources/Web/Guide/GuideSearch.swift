import Casework
import Foundation
import Matters

/// Finds matters by what people type: words of the name, the summary, the papers, the fields, the law, or what people call it; or the first letters of the
/// name's pinyin (`zgcbdj`).
struct GuideSearch: Sendable {
    static let catalogue = GuideSearch(Catalogue.all)

    private let entries: [Entry]

    private struct Entry: Sendable {
        let slug: String
        let name: String
        let text: String
        let initials: String
    }

    init(_ matters: [any Matter.Type]) {
        entries = matters.map { matter in
            Entry(
                slug: matter.card.slug, name: matter.card.name.lowercased(), text: Self.text(of: matter).lowercased(),
                initials: Self.initials(of: matter.card.name))
        }
    }

    /// The slugs of the matters that hold every word, those first whose name does.
    func find(_ query: String) -> [String] {
        let words = query.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        if words.isEmpty { return entries.map(\.slug) }
        let named = entries.filter { entry in
            words.allSatisfy { entry.name.contains($0) || entry.initials.contains($0) }
        }
        let others = entries.filter { entry in
            !named.contains { $0.slug == entry.slug }
                && words.allSatisfy { entry.text.contains($0) || entry.initials.contains($0) }
        }
        return (named + others).map(\.slug)
    }

    private static func text(of matter: any Matter.Type) -> String {
        let card = matter.card
        let fields = matter.form.sections.flatMap { [$0.title] + $0.fields.map(\.label) }
        return
            ([card.name, card.summary] + card.searchWords + card.conditions + card.materials.map(\.name)
            + card.occasions.values.sorted() + card.steps + card.legalBases.flatMap { [$0.citation, $0.gist] } + fields)
            .joined(separator: "\n")
    }

    /// `zgcbdj` of 职工参保登记; the commonest reading of each character counts.
    static func initials(of name: String) -> String {
        let chinese = name.filter { $0.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } }
        let letters = chinese.compactMap { character in
            String(character).applyingTransform(.toLatin, reverse: false)?
                .applyingTransform(.stripDiacritics, reverse: false)?.lowercased().first
        }
        return String(letters)
    }
}
