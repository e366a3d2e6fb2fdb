import Foundation

/// The lines of a text file in UTF-8 or GB18030, one at a time.
final class TextLines {
    /// Of the line that was read last, from 1.
    private(set) var number = 0
    private let file: FileHandle
    private let decoder: TextDecoder
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    private static let blockBytes = 65_536
    /// No person has more to say in one line.
    private static let lineLimitBytes = 65_536

    init(path: String) throws(WorkbookFault) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable }
        self.file = file
        guard let head = try? file.read(upToCount: Self.blockBytes), !head.isEmpty else {
            throw WorkbookFault(.notWorkbook, "文件是空的。请重新导出后上传。")
        }
        buffer = [UInt8](head)
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        guard !buffer.starts(with: [0xFF, 0xFE]), !buffer.starts(with: [0xFE, 0xFF]) else {
            throw WorkbookFault(.notWorkbook, "文件的字符编码是UTF-16。请另存为UTF-8或者GB18030编码的文本文件后上传。")
        }
        guard !buffer.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x1A }) else {
            throw WorkbookFault(.notWorkbook, "这不是文本文件。请上传企业版软件导出的文本文件，或者由下载的模板填写而成的工作簿。")
        }
        decoder = try TextDecoder(for: buffer[start...])
    }

    deinit { try? file.close() }

    /// Without its end; `nil` after the last.
    func next() throws(WorkbookFault) -> String? {
        while true {
            if let end = buffer[start...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                return try line(buffer[start..<end])
            }
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                let rest = buffer[start...]
                // The mark with which old programs end a file.
                return rest.elementsEqual([0x1A]) ? nil : try line(rest)
            }
            try fill()
        }
    }

    private func fill() throws(WorkbookFault) {
        buffer.removeSubrange(..<start)
        start = 0
        guard buffer.count <= Self.lineLimitBytes else {
            throw WorkbookFault(.broken, "第\(number + 1)行过长。请核对文件是否按行填写。")
        }
        let block: Data?
        do { block = try file.read(upToCount: Self.blockBytes) } catch { throw .unreadable }
        guard let block, !block.isEmpty else {
            isAtEnd = true
            return
        }
        buffer.append(contentsOf: block)
    }

    private func line(_ bytes: ArraySlice<UInt8>) throws(WorkbookFault) -> String {
        number += 1
        let bytes = bytes.last == 0x0D ? bytes.dropLast() : bytes
        guard let text = decoder.text(of: bytes) else {
            throw WorkbookFault(.broken, "第\(number)行有无法识别的字符。请将文件另存为UTF-8或者GB18030编码后上传。")
        }
        return text
    }
}

/// Makes texts of bytes in UTF-8, or in GB18030 by the system's own tables.
private final class TextDecoder {
    private let conversion: iconv_t?

    /// - Parameter head: the beginning of the text; its first line, which names the columns, shows the encoding.
    init(for head: ArraySlice<UInt8>) throws(WorkbookFault) {
        let line = head.prefix { $0 != 0x0A }
        if String(validating: line, as: UTF8.self) != nil {
            conversion = nil
            return
        }
        // The failure is all ones, not nil.
        guard let opened = iconv_open("UTF-8", "GB18030"), Int(bitPattern: opened) != -1 else { throw .unreadable }
        conversion = opened
    }

    deinit { if let conversion { iconv_close(conversion) } }

    /// `nil` where bytes stand for no character.
    func text(of bytes: ArraySlice<UInt8>) -> String? {
        guard let conversion else { return String(validating: bytes, as: UTF8.self) }
        var source = bytes.map { CChar(bitPattern: $0) }
        // Two bytes of GB18030 are three of UTF-8 at most.
        var target = [CChar](repeating: 0, count: 2 * source.count + 8)
        let written = source.withUnsafeMutableBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target -> Int? in
                var (from, into) = (source.baseAddress, target.baseAddress)
                var (left, room) = (source.count, target.count)
                iconv(conversion, nil, nil, nil, nil)
                guard iconv(conversion, &from, &left, &into, &room) != -1, left == 0 else { return nil }
                return target.count - room
            }
        }
        return written.map { String(decoding: target[..<$0].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    }
}
