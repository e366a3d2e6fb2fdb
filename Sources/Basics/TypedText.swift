/// What people type or paste, as the platform takes it.
extension String {
    /// The text without what nobody sees: control characters, and marks that turn the direction of writing or hide in what
    /// is copied from a chat or a workbook. Line ends of any kind become one; a tab becomes a space.
    package var withoutUnseen: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        var kept = UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x0A where last == "\r": break
            case 0x0D, 0x2028, 0x2029: kept.append("\n")
            case 0x09: kept.append(" ")
            default: if !scalar.isUnseen { kept.append(scalar) }
            }
            last = scalar
        }
        return String(kept)
    }

    /// A number, a date, an amount or a code that an input method wrote full-width (`１２３．５`), in ASCII, as they are read. A
    /// text in which anything else stands is left as it is: names and addresses have full-width marks.
    package var narrowed: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        let narrow = halfWidth
        return narrow.utf8.allSatisfy { $0 < 0x80 } ? narrow : self
    }

    /// The text with what has a full-width form of an ASCII character in ASCII, whatever else stands in it.
    package var halfWidth: String { String(UnicodeScalarView(unicodeScalars.map(\.halfWidth))) }

    /// A long number as it is compared: people group it by spaces and type it full-width.
    package var withoutSpaces: String {
        if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return self }
        return String(UnicodeScalarView(unicodeScalars.filter { !$0.properties.isWhitespace })).narrowed
    }
}

extension Unicode.Scalar {
    /// Whether nobody sees it though it changes what is read, found or compared. A line feed is seen; a variation selector
    /// tells characters of names apart.
    package var isUnseen: Bool {
        if isPlain { return false }
        return switch properties.generalCategory {
        case .control: self != "\n"
        case .format, .lineSeparator, .paragraphSeparator: true
        default: properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
        }
    }

    /// Whether it is printing ASCII or one of the 20,992 ideographs that nearly all Chinese text is made of: known without a look
    /// at the tables of properties.
    var isPlain: Bool { (0x20..<0x7F).contains(value) || isUnifiedIdeograph }

    var isUnifiedIdeograph: Bool { (0x4E00...0x9FFF).contains(value) }

    /// Whether an input method has made it up: Unicode leaves what it means to whoever uses it.
    package var isPrivateUse: Bool {
        switch value {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }

    fileprivate var halfWidth: Unicode.Scalar {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
        case 0x3000: " "
        default: self
        }
    }
}
