import Basics

/// A reader of `multipart/form-data` (RFC 7578) that takes the body in pieces of any size.
///
/// It holds no more than the limits allow plus one piece, and what it can't read is ``FormFailure/malformed``.
package struct Multipart {
    private enum Place {
        case preamble, headers, content, epilogue
    }

    /// The delimiter with the line break before it, which belongs to it and not to the content.
    private let delimiter: [UInt8]
    private let limits: FormLimits
    private var place = Place.preamble
    /// What has come and is not yet understood. Starts as if after a line break, so that the first delimiter is like
    /// the others.
    private var pending: [UInt8] = [0x0D, 0x0A]
    private var part = Part()
    private var content: [UInt8] = []
    /// Where the file of the part goes, if files are not held.
    private var spool: Spool?
    private var fieldBytes = 0
    private var emptyFiles = 0
    private var form = SubmittedForm()

    private static let headerLimitBytes = 4_096

    private struct Part {
        var name = ""
        var fileName: String?
        var type = "text/plain"
    }

    package init(boundary: String, limits: FormLimits) {
        self.delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
    }

    /// The boundary that a `Content-Type` names; `nil` if it names none that the standard allows.
    package static func boundary(inContentType type: String) -> String? {
        guard let boundary = parameters(type)["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return boundary
    }

    package mutating func take(_ chunk: some Collection<UInt8>) throws(FormFailure) {
        if place == .epilogue { return }
        pending.append(contentsOf: chunk)
        while try step() {}
    }

    /// The whole form, once the last piece has been taken.
    package consuming func finish() throws(FormFailure) -> SubmittedForm {
        guard place == .epilogue else { throw .malformed }
        return form
    }

    /// Understands one more thing of what is pending; false if that needs more bytes.
    private mutating func step() throws(FormFailure) -> Bool {
        switch place {
        case .epilogue:
            return false
        case .headers:
            return try readHeaders()
        case .preamble, .content:
            guard let found = pending.firstRange(of: delimiter) else {
                // Keep what may be the beginning of a delimiter.
                try append(pending.count - (delimiter.count - 1))
                return false
            }
            // After the delimiter: two dashes end the form, a line break begins a part.
            guard pending.count >= found + delimiter.count + 2 else { return false }
            try append(found)
            if place == .content { try closePart() }
            let mark = (pending[delimiter.count], pending[delimiter.count + 1])
            pending.removeFirst(delimiter.count + 2)
            switch mark {
            case (0x2D, 0x2D): place = .epilogue
            case (0x0D, 0x0A): place = .headers
            default: throw .malformed
            }
            return true
        }
    }

    /// Moves the first bytes of what is pending to the content; before the first part they are nothing.
    private mutating func append(_ count: Int) throws(FormFailure) {
        guard count > 0 else { return }
        if place == .content {
            let limit = part.fileName == nil ? limits.fieldBytes - fieldBytes : limits.fileBytes
            if (spool?.byteCount ?? content.count) + count > limit {
                throw .tooLarge(limitBytes: part.fileName == nil ? limits.fieldBytes : limits.fileBytes)
            }
            if let spool {
                try spool.append(pending[..<count])
            } else {
                content.append(contentsOf: pending[..<count])
            }
        }
        pending.removeFirst(count)
    }

    private mutating func readHeaders() throws(FormFailure) -> Bool {
        guard let end = pending.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
            if pending.count > Multipart.headerLimitBytes { throw .malformed }
            return false
        }
        guard end <= Multipart.headerLimitBytes, let text = String(validating: pending[..<end], as: UTF8.self) else {
            throw .malformed
        }
        part = try Multipart.part(headers: text)
        pending.removeFirst(end + 4)
        if limits.spoolsFiles, part.fileName?.isEmpty == false {
            if form.spooled.count == limits.fileCount { throw .tooMany(limit: limits.fileCount) }
            spool = try Spool()
        }
        place = .content
        return true
    }

    private mutating func closePart() throws(FormFailure) {
        defer {
            content = []
            spool = nil
        }
        if let spool {
            form.add(spool.finished(field: part.name, name: part.fileName ?? ""))
            return
        }
        if let fileName = part.fileName {
            // A file field that was left empty comes as a file without a name.
            if fileName.isEmpty && content.isEmpty {
                emptyFiles += 1
                if emptyFiles > limits.fieldCount { throw .tooMany(limit: limits.fieldCount) }
                return
            }
            if form.files.count == limits.fileCount { throw .tooMany(limit: limits.fileCount) }
            form.add(SubmittedForm.File(field: part.name, name: fileName, type: part.type, bytes: content))
        } else {
            if form.fieldCount == limits.fieldCount { throw .tooMany(limit: limits.fieldCount) }
            guard let value = String(validating: content, as: UTF8.self) else { throw .malformed }
            fieldBytes += content.count
            try form.add(part.name, value)
        }
    }
}

extension Multipart {
    private static func part(headers: String) throws(FormFailure) -> Part {
        var part = Part()
        var isNamed = false
        for line in headers.split(separator: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { throw .malformed }
            let value = String(halves[1].drop { $0 == " " })
            switch halves[0].lowercased() {
            case "content-disposition":
                let parameters = parameters(value)
                guard value.lowercased().hasPrefix("form-data"), let name = parameters["name"] else { throw .malformed }
                part.name = name
                part.fileName = parameters["filename"].map(lastComponent)
                isNamed = true
            case "content-type":
                part.type = value
            default:
                break
            }
        }
        guard isNamed else { throw .malformed }
        return part
    }

    /// `form-data; name="a"; filename="b \"c\".pdf"` as names and values. Browsers escape a quote as `%22`; others with
    /// a backslash.
    private static func parameters(_ field: String) -> [String: String] {
        var parameters: [String: String] = [:]
        var rest = field.unicodeScalars.drop { $0 != ";" }
        while rest.popFirst() != nil {
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            guard rest.popFirst() == "=" else { continue }
            var value = String.UnicodeScalarView()
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let scalar = rest.popFirst(), scalar != "\"" {
                    if scalar == "\\", let escaped = rest.first, escaped == "\"" || escaped == "\\" {
                        value.append(escaped)
                        rest = rest.dropFirst()
                    } else {
                        value.append(scalar)
                    }
                }
                rest = rest.drop { $0 != ";" }
            } else {
                let plain = rest.prefix { $0 != ";" }
                value.append(contentsOf: plain)
                rest = rest.dropFirst(plain.count)
            }
            let key = String(name).lowercased().filter { $0 != " " }
            if parameters[key] == nil {
                parameters[key] = String(value).split(separator: "%22", omittingEmptySubsequences: false).joined(
                    separator: "\"")
            }
        }
        return parameters
    }

    /// Some clients send a whole path; only its end is a name. What controls a terminal or turns the direction of writing
    /// shows another name than it is, and goes.
    private static func lastComponent(_ path: String) -> String {
        let name = path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        return String(String.UnicodeScalarView(name.unicodeScalars.filter { !$0.isUnseen && $0 != "\n" }))
    }
}

extension [UInt8] {
    /// Where `pattern` first begins.
    fileprivate func firstRange(of pattern: [UInt8]) -> Int? {
        guard count >= pattern.count else { return nil }
        return withUnsafeBufferPointer { bytes in
            pattern.withUnsafeBufferPointer { pattern in
                let last = bytes.count - pattern.count
                var start = 0
                while start <= last {
                    guard bytes[start] == pattern[0] else {
                        start += 1
                        continue
                    }
                    var length = 1
                    while length < pattern.count, bytes[start + length] == pattern[length] { length += 1 }
                    if length == pattern.count { return start }
                    start += 1
                }
                return nil
            }
        }
    }
}
