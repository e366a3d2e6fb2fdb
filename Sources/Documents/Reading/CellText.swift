/// The text of one cell as it comes in pieces: plain, or in runs of different looks. What is written above it to say how it is
/// read aloud (`rPh`) is no part of it.
struct CellText {
    /// In UTF-8.
    private(set) var bytes: [UInt8] = []
    private var isInText = false
    private var phoneticDepth = 0
    /// How many of the bytes have been counted, and as how many UTF-16 units.
    private var counted = 0
    private var units = 0

    /// - Parameter isInText: whether text comes at once, as in `v`, and not within an element of its own.
    mutating func begin(isInText: Bool = false) {
        bytes.removeAll(keepingCapacity: true)
        self.isInText = isInText
        (phoneticDepth, counted, units) = (0, 0, 0)
    }

    mutating func close() { isInText = false }

    mutating func began(_ element: XMLName) {
        switch element {
        case "t": isInText = phoneticDepth == 0
        case "rPh": phoneticDepth += 1
        default: break
        }
    }

    mutating func ended(_ element: XMLName) {
        switch element {
        case "t": isInText = false
        case "rPh": phoneticDepth -= 1
        default: break
        }
    }

    /// - Returns: `false` if the text becomes longer than a cell holds.
    mutating func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard isInText else { return true }
        bytes.append(contentsOf: piece)
        // A UTF-16 unit takes a byte at least, so short texts need no counting; long ones are counted as they grow.
        guard bytes.count > SheetBounds.cellUnits else { return true }
        while counted < bytes.count {
            let byte = bytes[counted]
            units += byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
            counted += 1
        }
        return units <= SheetBounds.cellUnits
    }

    /// Replaces `_x000D_` and the like, by which the format writes what XML cannot (ECMA-376 part 1, 22.9.2.19).
    mutating func unescape() {
        guard bytes.contains(UInt8(ascii: "_")), let first = nextEscape(from: 0) else { return }
        var (units, escape, from): ([UInt16], Int?, Int) = ([], first, 0)
        while let place = escape {
            units += Array(String(decoding: bytes[from..<place], as: UTF8.self).utf16)
            units.append(unit(at: place))
            from = place + 7
            escape = nextEscape(from: from)
        }
        units += Array(String(decoding: bytes[from...], as: UTF8.self).utf16)
        bytes = Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private func nextEscape(from: Int) -> Int? {
        var place = from
        while place + 7 <= bytes.count {
            if bytes[place] == UInt8(ascii: "_"), bytes[place + 1] == UInt8(ascii: "x"),
                bytes[place + 6] == UInt8(ascii: "_"), (2..<6).allSatisfy({ bytes[place + $0].hexValue != nil })
            {
                return place
            }
            place += 1
        }
        return nil
    }

    private func unit(at place: Int) -> UInt16 {
        (2..<6).reduce(0) { $0 << 4 | UInt16(bytes[place + $1].hexValue ?? 0) }
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
