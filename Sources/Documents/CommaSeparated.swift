import Basics

/// A table as text (RFC 4180) in UTF-8 with a mark in front, without which Excel takes it for another encoding.
final class CommaSeparated: TableFile {
    private var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ head: TableHead, _ columns: [TableColumn]) {
        for line in [head.title] + head.notes { write([.text(line)]) }
        write(columns.map { .text($0.heading) })
    }

    func append(_ row: [TableCell]) throws(TableFault) { write(row) }

    func finish() throws(TableFault) -> [UInt8] { bytes }

    private func write(_ row: [TableCell]) {
        var isFirst = true
        for cell in row {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            switch cell {
            case .text(let text): write(Self.harmless(text.asCell))
            case .amount(let amount): bytes.append(contentsOf: amount.yuanText.utf8)
            case .count(let number): bytes.append(contentsOf: "\(number)".utf8)
            case .empty: break
            }
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    /// A spreadsheet program reads what begins like a formula as one, in quotes or not; an apostrophe makes it text.
    private static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else { return text }
        return "=+-@＝＋－＠".unicodeScalars.contains(first) ? "'" + text : text
    }

    private func write(_ text: String) {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
            return bytes.append(contentsOf: text.utf8)
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
