internal import CPango
internal import CQREncode

/// The dark and light squares of a QR code.
struct QRModules {
    let side: Int
    private let dark: [Bool]

    /// `nil` if the text needs a larger code than `version`.
    init?(_ text: String, versionLimit: Int32) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        guard code.pointee.version <= versionLimit else { return nil }
        let side = Int(code.pointee.width)
        self.side = side
        dark = (0..<side * side).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Runs of dark squares as rectangles, so that no reader draws seams between squares of a row.
    func draw(on cairo: OpaquePointer, x: Double, y: Double, side points: Double) {
        let module = points / Double(side)
        cairo_new_path(cairo)
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, dark[row * side + column] { column += 1 }
                if column > start {
                    cairo_rectangle(
                        cairo, x + Double(start) * module, y + Double(row) * module, Double(column - start) * module,
                        module)
                }
                column += 1
            }
        }
        cairo_fill(cairo)
    }
}
