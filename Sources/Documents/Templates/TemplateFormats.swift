import CXlsxWriter
import Casework

/// How the cells of a template look.
final class TemplateFormats {
    struct Format {
        let pointer: UnsafeMutablePointer<lxw_format>
    }

    private let book: UnsafeMutablePointer<lxw_workbook>
    let title, remark, head, headText, star, plain, wrapped, good, bad, heading: Format
    private let headSometimes, headOptional: Format

    private enum Colour {
        static let ink: lxw_color_t = 0x1C212B
        static let quiet: lxw_color_t = 0x666E7A
        static let blue: lxw_color_t = 0x1A4078
        static let line: lxw_color_t = 0xB7C3D4
        static let required: lxw_color_t = 0xDCE6F4
        static let sometimes: lxw_color_t = 0xEEF2F8
        static let optional: lxw_color_t = 0xF7F8FA
        static let red: lxw_color_t = 0xC0161B
        static let wrong: lxw_color_t = 0xFBE1E1
        static let green: lxw_color_t = 0x1D6B3A
    }

    init(_ book: UnsafeMutablePointer<lxw_workbook>) throws(TableFault) {
        self.book = book
        title = try Self.make(book, size: 16, colour: Colour.blue, isBold: true)
        remark = try Self.make(book, size: 10, colour: Colour.quiet)
        headText = try Self.make(book, isBold: true)
        star = try Self.make(book, colour: Colour.red, isBold: true)
        head = try Self.head(book, Colour.required, isBold: true)
        headSometimes = try Self.head(book, Colour.sometimes, isBold: true)
        headOptional = try Self.head(book, Colour.optional, isBold: false)
        plain = try Self.make(book)
        heading = try Self.make(book, size: 12, colour: Colour.blue, isBold: true)
        wrapped = try Self.make(book)
        format_set_text_wrap(wrapped.pointer)
        format_set_align(wrapped.pointer, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        good = try Self.make(book, colour: Colour.green)
        bad = try Self.make(book, colour: Colour.red)
        for verdict in [good, bad] {
            format_set_text_wrap(verdict.pointer)
            format_set_indent(verdict.pointer, 1)
            Self.frame(verdict)
        }
    }

    /// The header of a column that need not be filled in always.
    func condition(_ need: BatchTemplate.Need) -> Format {
        switch need {
        case .always: head
        case .when: headSometimes
        case .optional, .onRecord: headOptional
        }
    }

    /// Numbers of identity and phones are text, or the program would keep fifteen of their digits.
    func cell(for control: FieldControl, isWrong: Bool = false) throws(TableFault) -> Format {
        let format = try Self.make(book)
        Self.frame(format)
        switch control {
        case .day:
            format_set_num_format(format.pointer, "yyyy-mm-dd")
            format_set_align(format.pointer, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .money: format_set_num_format(format.pointer, "#,##0.00")
        case .text, .longText, .identityNumber, .phone, .bankAccount, .month, .choice:
            format_set_num_format(format.pointer, "@")
            format_set_indent(format.pointer, 1)
        }
        if isWrong {
            format_set_bg_color(format.pointer, Colour.wrong)
            format_set_font_color(format.pointer, Colour.red)
        }
        return format
    }

    /// With a frame, for a table within a sheet of text.
    func framed(isHead: Bool) throws(TableFault) -> Format {
        if isHead { return head }
        let format = try Self.make(book)
        format_set_text_wrap(format.pointer)
        Self.frame(format)
        return format
    }

    private static func frame(_ format: Format) {
        format_set_border(format.pointer, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_border_color(format.pointer, Colour.line)
    }

    private static func head(
        _ book: UnsafeMutablePointer<lxw_workbook>, _ fill: lxw_color_t, isBold: Bool
    ) throws(TableFault) -> Format {
        let format = try make(book, isBold: isBold)
        format_set_bg_color(format.pointer, fill)
        frame(format)
        format_set_text_wrap(format.pointer)
        format_set_align(format.pointer, UInt8(LXW_ALIGN_CENTER.rawValue))
        format_set_align(format.pointer, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        return format
    }

    private static func make(
        _ book: UnsafeMutablePointer<lxw_workbook>, size: Double = 11, colour: lxw_color_t = Colour.ink,
        isBold: Bool = false
    ) throws(TableFault) -> Format {
        guard let format = workbook_add_format(book) else { throw TableFault("工作簿无法建立") }
        format_set_font_name(format, "等线")
        format_set_font_size(format, size)
        format_set_font_color(format, colour)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        if isBold { format_set_bold(format) }
        return Format(pointer: format)
    }
}
