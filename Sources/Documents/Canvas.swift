internal import CPango

/// What a page shows, in points from its upper left corner.
enum Mark {
    /// Text with the left and upper edge of its box.
    case text(SetText, x: Double, y: Double)
    /// One line of a text, with its left edge and baseline.
    case line(SetText, index: Int, x: Double, baseline: Double)
    case rule(x: Double, y: Double, width: Double, weight: Double, Colour)
    case box(x: Double, y: Double, width: Double, height: Double, Colour)
    case code(QRModules, x: Double, y: Double, side: Double)
    case seal(SealFace, x: Double, y: Double)
}

struct Colour {
    let red, green, blue: Double

    static let ink = Colour(red: 0.11, green: 0.13, blue: 0.17)
    static let faint = Colour(red: 0.40, green: 0.43, blue: 0.48)
    static let hair = Colour(red: 0.80, green: 0.83, blue: 0.87)
    static let tint = Colour(red: 0.950, green: 0.962, blue: 0.978)
    static let accent = Colour(red: 0.10, green: 0.25, blue: 0.47)
    static let seal = Colour(red: 0.83, green: 0.09, blue: 0.11)
}

/// A page of the PDF being written.
final class Canvas {
    let cairo: OpaquePointer

    init(drawingOn surface: OpaquePointer) {
        cairo = cairo_create(surface)
    }

    deinit { cairo_destroy(cairo) }

    func draw(_ mark: Mark) {
        switch mark {
        case .text(let text, let x, let y):
            use(text.colour)
            cairo_move_to(cairo, x, y)
            pango_cairo_show_layout(cairo, text.layout)
        case .line(let text, let index, let x, let baseline):
            use(text.colour)
            cairo_move_to(cairo, x, baseline)
            pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(text.layout, Int32(index)))
        case .rule(let x, let y, let width, let weight, let colour):
            use(colour)
            cairo_new_path(cairo)
            cairo_set_line_width(cairo, weight)
            cairo_move_to(cairo, x, y)
            cairo_line_to(cairo, x + width, y)
            cairo_stroke(cairo)
        case .box(let x, let y, let width, let height, let colour):
            use(colour)
            cairo_rectangle(cairo, x, y, width, height)
            cairo_fill(cairo)
        case .code(let modules, let x, let y, let side):
            use(.ink)
            modules.draw(on: cairo, x: x, y: y, side: side)
        case .seal(let face, let x, let y):
            face.draw(on: cairo, x: x, y: y)
        }
    }

    func finishPage() { cairo_show_page(cairo) }

    private func use(_ colour: Colour) {
        cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue)
    }
}
