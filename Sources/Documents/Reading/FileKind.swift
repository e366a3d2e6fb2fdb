import Foundation

/// What a file is by its first bytes, whatever it is called.
enum FileKind {
    /// Opens nothing: looks only whether the file is an archive that is worth opening.
    static func requireArchive(_ path: String, partLimit: Int) throws(WorkbookFault) {
        guard let bytes = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else {
            guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int, size == 0 else {
                throw .unreadable
            }
            throw .empty
        }
        guard !bytes.isEmpty else { throw .empty }
        let found: WorkbookFault? = bytes.withUnsafeBytes { bytes in
            guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return refusal(of: bytes) }
            // Counted before anything is opened: the library would keep a record of each.
            let parts = bytes.count(of: [0x50, 0x4B, 0x01, 0x02], upTo: partLimit)
            if parts == 0 { return .damaged }
            return parts > partLimit ? .tooLarge("由\(partLimit)个以上的部分组成") : nil
        }
        if let found { throw found }
    }

    private static func refusal(of bytes: UnsafeRawBufferPointer) -> WorkbookFault {
        let head = bytes.prefix(4_096)
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return bytes.count(of: utf16("EncryptedPackage"), upTo: 0) > 0 ? .passwordProtected : .oldFormat
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
    private static func text(_ head: Slice<UnsafeRawBufferPointer>) -> WorkbookFault? {
        let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        guard isWide || !head.contains(where: { $0 < 0x09 }) else { return nil }
        let start = String(decoding: head.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(512), as: UTF8.self).lowercased()
        if start.contains("<html") || start.contains("<!doctype html") || start.contains("<table") {
            return .disguised("网页文件")
        }
        if start.contains("<?xml") || start.hasPrefix("<") { return .disguised("XML文件") }
        return .disguised("文本文件（如CSV）")
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
