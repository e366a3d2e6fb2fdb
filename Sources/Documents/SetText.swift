internal import CPango

/// How text is set.
struct TextStyle {
    var size: Double
    var isBold = false
    var colour = Colour.ink
    var alignment = PANGO_ALIGN_LEFT
    /// Line height over the font's own.
    var leading = 1.0
    /// Of the first line, in ems.
    var indentEms = 0.0
    /// Between letters, in points.
    var spacing = 0.0
}

/// Text broken into lines, ready to be placed.
final class SetText {
    let layout: OpaquePointer
    let colour: Colour
    let size: (width: Double, height: Double)
    /// The width that it takes, without the space that alignment adds.
    var naturalWidth: Double { size.width }

    fileprivate init(layout: OpaquePointer, colour: Colour) {
        self.layout = layout
        self.colour = colour
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        size = (points(extents.width), points(extents.height))
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// Each line's left edge, the top of its band, its baseline and the band's height, from the layout's origin.
    var lines: [(x: Double, top: Double, baseline: Double, height: Double)] {
        let iterator = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(iterator) }
        var lines: [(x: Double, top: Double, baseline: Double, height: Double)] = []
        repeat {
            var extents = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &extents)
            var (top, bottom): (Int32, Int32) = (0, 0)
            pango_layout_iter_get_line_yrange(iterator, &top, &bottom)
            lines.append(
                (
                    points(extents.x), points(top), points(pango_layout_iter_get_baseline(iterator)),
                    points(bottom - top)
                ))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}

extension Press {
    /// Sets `text`, broken at `width` points if it is given.
    func set(_ text: String, _ style: TextStyle, width: Double? = nil) throws(PaperFault) -> SetText {
        if let scalar = text.unicodeScalars.first(where: \.isUnprintable) { throw .unprintable(scalar, in: text) }
        let layout = pango_layout_new(context)!
        let font = font(style)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_layout_set_attributes(layout, attributes(style))
        if let width {
            pango_layout_set_width(layout, units(width))
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        }
        pango_layout_set_alignment(layout, style.alignment)
        pango_layout_set_line_spacing(layout, Float(style.leading))
        pango_layout_set_indent(layout, units(style.indentEms * style.size))
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        let set = SetText(layout: layout, colour: style.colour)
        if pango_layout_get_unknown_glyphs_count(layout) > 0 { throw unknownCharacter(of: text, layout) }
        return set
    }

    private func font(_ style: TextStyle) -> OpaquePointer {
        let font = pango_font_description_new()!
        pango_font_description_set_family_static(font, PinnedFonts.families)
        pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        return font
    }

    /// Ligatures off: what is copied out of a paper is what was written into it.
    private func attributes(_ style: TextStyle) -> OpaquePointer {
        let list = pango_attr_list_new()!
        pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0, calt=0, tnum=1"))
        if style.spacing != 0 { pango_attr_list_insert(list, pango_attr_letter_spacing_new(units(style.spacing))) }
        return list
    }

    private func unknownCharacter(of text: String, _ layout: OpaquePointer) -> PaperFault {
        for scalar in text.unicodeScalars {
            let alone = String(scalar)
            pango_layout_set_text(layout, alone, Int32(alone.utf8.count))
            if pango_layout_get_unknown_glyphs_count(layout) > 0 { return .unknownCharacter(scalar, in: text) }
        }
        return .unknownCharacter(text.unicodeScalars.first ?? " ", in: text)
    }
}

extension Unicode.Scalar {
    /// Private use, control or formatting; a line feed is none of them here, it breaks the line.
    fileprivate var isUnprintable: Bool {
        if value < 0x2000 { return value != 0x0A && (value < 0x20 || (0x7F...0x9F).contains(value) || value == 0xAD) }
        if (0x3000..<0xE000).contains(value) { return false }
        switch properties.generalCategory {
        case .control, .format, .privateUse, .surrogate: return true
        default: return false
        }
    }
}

private func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
private func units(_ points: Double) -> Int32 { Int32((points * Double(PANGO_SCALE)).rounded()) }
