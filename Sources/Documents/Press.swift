internal import Basics
internal import CPango
internal import Synchronization

/// What one drawing at a time needs: a font map with the pinned fonts loaded, and a context to set type in.
///
/// Loading the fonts takes longer than drawing a page, so that presses are kept and lent out.
final class Press {
    let context: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>

    init() throws(PaperFault) {
        map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)
        shebao_pango_use_fonts(map, try PinnedFonts.config())
        context = pango_font_map_create_context(map)
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_language(context, pango_language_from_string("zh-cn"))
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(map)
    }

    /// Lends an idle press, or a new one if all are busy; as many exist as ever drew at once.
    static func withIdle<Result>(_ work: (Press) throws(PaperFault) -> Result) throws(PaperFault) -> Result {
        let shelved = idle.withLock { $0.popLast() }
        let press = if let shelved { shelved } else { Lent(press: try Press()) }
        defer { idle.withLock { $0.append(press) } }
        return try work(press.press)
    }

    /// A press goes from thread to thread, but only the one that took it off the shelf touches it.
    private struct Lent: @unchecked Sendable {
        let press: Press
    }

    private static let idle = Mutex<[Lent]>([])
}

extension Press {
    /// Runs `drawing` on a canvas and returns the PDF that it became.
    func pdf(
        title: String, author: String, number: PaperNumber?, on day: Day,
        _ drawing: (Canvas) throws(PaperFault) -> Void
    ) throws(PaperFault) -> [UInt8] {
        let output = Output()
        let surface = cairo_pdf_surface_create_for_stream(
            { closure, data, count in
                let output = Unmanaged<Output>.fromOpaque(closure!).takeUnretainedValue()
                output.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(output).toOpaque(), A4.width, A4.height)
        defer { cairo_surface_destroy(surface) }
        // From 1.5 on later releases of cairo compress the objects that a seal must read.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        if let number {
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, NumberMark.text(number))
        }
        // The paper's own day, not the clock: the same paper gives the same bytes.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "\(day)T00:00:00+08:00")
        let canvas = Canvas(drawingOn: surface!)
        try drawing(canvas)
        cairo_surface_finish(surface)
        precondition(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, "cairo writes to memory")
        return output.bytes
    }

    private final class Output {
        var bytes: [UInt8] = []
    }
}

/// In points of 1/72 inch.
enum A4 {
    static let width = 595.276
    static let height = 841.89
}
