import Foundation

/// What a file is by its first bytes, whatever it is called.
enum FileKind {
    /// Opens nothing: looks only whether the file is an archive that is worth opening.
    static func requireArchive(_ path: String, partLimit: Int) throws(WorkbookFault) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable }
        defer { try? file.close() }
        let head = try block(of: file, headBytes)
        if head.isEmpty { throw .empty }
        guard head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { throw try refusal(of: head, in: file) }
        // Counted before anything is opened: the library would keep a record of each.
        let parts = try occurrences(of: [0x50, 0x4B, 0x01, 0x02], after: head, in: file, upTo: partLimit)
        if parts == 0 { throw .damaged }
        if parts > partLimit { throw .tooLarge("由\(partLimit)个以上的部分组成") }
    }

    private static func block(of file: FileHandle, _ count: Int) throws(WorkbookFault) -> [UInt8] {
        do { return [UInt8](try file.read(upToCount: count) ?? Data()) } catch { throw .unreadable }
    }

    /// How often some bytes occur in a file whose beginning has been read; stops counting past a limit.
    private static func occurrences(
        of needle: [UInt8], after head: [UInt8], in file: FileHandle, upTo limit: Int
    ) throws(WorkbookFault) -> Int {
        var (window, found) = (head, 0)
        while !window.isEmpty {
            found += window.withUnsafeBytes { $0.count(of: needle, upTo: limit) }
            if found > limit { break }
            let next = try block(of: file, 1 << 20)
            // What may begin in one block and end in the next; too short to hold a whole one.
            window = next.isEmpty ? [] : window.suffix(needle.count - 1) + next
        }
        return found
    }

    /// Whether a file is plain text, of no language of marks and in no encoding of wide units.
    static func isPlainText(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        guard let head = try? block(of: file, headBytes), !head.isEmpty else { return false }
        return !magics.contains { head.starts(with: $0.0.utf8) } && text(head) == .plainText
    }

    private static let headBytes = 4_096

    private static func refusal(of head: [UInt8], in file: FileHandle) throws(WorkbookFault) -> WorkbookFault {
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            let isEncrypted = try occurrences(of: utf16("EncryptedPackage"), after: head, in: file, upTo: 0) > 0
            return isEncrypted ? .passwordProtected : .oldFormat
        }
        if head.starts(with: [0x50, 0x4B]) { return .damaged }
        for (magic, what) in magics where head.starts(with: magic.utf8) { return .other(what) }
        if head.starts(with: [0x37, 0x7A, 0xBC, 0xAF]) { return .other("7z压缩文件") }
        if head.starts(with: [0x1F, 0x8B]) { return .other("gzip压缩文件") }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) || head.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            return .other("图片")
        }
        return text(head) ?? .unknownFile
    }

    private static let magics = [("%PDF", "PDF文件"), ("Rar!", "RAR压缩文件")]

    /// Texts have no zero bytes, but for UTF-16, whose mark shows it.
    private static func text(_ head: [UInt8]) -> WorkbookFault? {
        let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        guard isWide || !head.contains(where: { $0 < 0x09 }) else { return nil }
        let start = String(decoding: head.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(512), as: UTF8.self).lowercased()
        if start.contains("<html") || start.contains("<!doctype html") || start.contains("<table") {
            return .disguised("网页文件")
        }
        if start.contains("<?xml") || start.hasPrefix("<") { return .disguised("XML文件") }
        return .plainText
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
}

extension UnsafeRawBufferPointer {
    /// How often some bytes occur; stops counting past a limit.
    func count(of needle: [UInt8], upTo limit: Int) -> Int {
        guard let base = baseAddress, count >= needle.count else { return 0 }
        let end = base + count - needle.count + 1
        var (from, found) = (base, 0)
        while found <= limit, from < end, let place = memchr(from, Int32(needle[0]), from.distance(to: end)) {
            let isThere = memcmp(place, needle, needle.count) == 0
            found += isThere ? 1 : 0
            from = UnsafeRawPointer(place) + (isThere ? needle.count : 1)
        }
        return found
    }
}
