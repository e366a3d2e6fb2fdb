import Casework
import Matters
import Testing

/// Every field of every matter into which anybody writes what they like.
@Suite struct `Free text` {
    private static let fields = Catalogue.all.flatMap { matter in
        matter.form.sections.flatMap(\.fields).filter { $0.control.isFreeText }.map { (matter.card.slug, $0) }
    }

    @Test(arguments: [
        0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2069, 0x7, 0x200B, 0xFEFF,
    ])
    func `takes no mark that nobody sees`(value: UInt32) throws {
        let mark = Character(try #require(Unicode.Scalar(value)))
        #expect(!Self.fields.isEmpty)
        for (matter, field) in Self.fields {
            #expect(field.problem("甲\(mark)乙") != nil, "\(matter) \(field.key)")
        }
    }
}

extension FieldControl {
    fileprivate var isFreeText: Bool {
        switch self {
        case .text, .longText: true
        default: false
        }
    }
}
