internal import CPango

/// The round seal's face: ring, star, the owner along the rim, the purpose below the star.
struct SealFace {
    static let diameter = 118.0
    private let owner: [SetText]
    private let purpose: SetText
    private let serial: [SetText]

    init(_ appearance: SealAppearance, press: Press) throws(PaperFault) {
        let rim = appearance.owner.count > 14 ? 13.5 : 15.0
        owner = try Self.letters(appearance.owner, size: rim, press)
        serial = try Self.letters(appearance.serial, size: 6.5, press)
        purpose = try press.set(appearance.purpose, TextStyle(size: 10.5, isBold: true, spacing: 0.5))
    }

    private static func letters(_ text: String, size: Double, _ press: Press) throws(PaperFault) -> [SetText] {
        var letters: [SetText] = []
        for letter in text { letters.append(try press.set(String(letter), TextStyle(size: size, isBold: true))) }
        return letters
    }

    /// Text goes as outlines, so that it does not mingle with the paper's text when that is copied out.
    func draw(on cairo: OpaquePointer, x: Double, y: Double) {
        cairo_save(cairo)
        cairo_translate(cairo, x, y)
        cairo_set_source_rgba(cairo, Colour.seal.red, Colour.seal.green, Colour.seal.blue, 0.86)
        let radius = Self.diameter / 2
        // Without a new path a line would run in from wherever the pen last was.
        cairo_new_path(cairo)
        cairo_arc(cairo, 0, 0, radius - 1.5, 0, 2 * .pi)
        cairo_set_line_width(cairo, 3)
        cairo_stroke(cairo)
        star(cairo, radius: radius * 0.30)
        around(cairo, owner, radius: radius - 7, spread: min(1.32 * .pi, Double(owner.count - 1) * 0.39), top: true)
        around(cairo, serial, radius: radius - 5, spread: max(0, Double(serial.count - 1) * 0.1), top: false)
        cairo_new_path(cairo)
        let width = min(purpose.size.width, radius * 1.3)
        let scale = width / purpose.size.width
        cairo_save(cairo)
        cairo_translate(cairo, -width / 2, radius * 0.42)
        cairo_scale(cairo, scale, 1)
        cairo_move_to(cairo, 0, 0)
        pango_cairo_layout_path(cairo, purpose.layout)
        cairo_fill(cairo)
        cairo_restore(cairo)
        cairo_restore(cairo)
    }

    /// Letters upright along the rim: clockwise over the top, or left to right along the bottom. Letters that stand too
    /// close for their width are condensed, as on engraved seals.
    private func around(_ cairo: OpaquePointer, _ letters: [SetText], radius: Double, spread: Double, top: Bool) {
        let step = letters.count > 1 ? spread / Double(letters.count - 1) : 0
        for (index, letter) in letters.enumerated() {
            let (width, height) = letter.size
            let condensed = step > 0 ? min(1, step * (radius - height / 2) / width) : 1
            cairo_save(cairo)
            cairo_rotate(cairo, (top ? 1 : -1) * (Double(index) * step - spread / 2))
            cairo_translate(cairo, -width * condensed / 2, top ? -radius : radius - height)
            cairo_scale(cairo, condensed, 1)
            cairo_new_path(cairo)
            cairo_move_to(cairo, 0, 0)
            pango_cairo_layout_path(cairo, letter.layout)
            cairo_fill(cairo)
            cairo_restore(cairo)
        }
    }

    private func star(_ cairo: OpaquePointer, radius: Double) {
        cairo_save(cairo)
        cairo_new_path(cairo)
        for corner in 0..<10 {
            // The inner corners lie where the long sides of a regular pentagram cross.
            cairo_rotate(cairo, corner == 0 ? 0 : .pi / 5)
            cairo_line_to(cairo, 0, corner.isMultiple(of: 2) ? -radius : -radius * 0.381_966)
        }
        cairo_close_path(cairo)
        cairo_fill(cairo)
        cairo_restore(cairo)
    }
}
