/// The texts that cells share, by number. A million of them lie in a few blocks of bytes, not in a million strings.
final class SharedTexts {
    private struct Block {
        let bytes: [UInt8]
        /// Where each ends.
        let ends: [UInt32]
    }

    private static let textsPerBlock = 4_096
    private var blocks: [Block] = []
    private(set) var count = 0

    init(in archive: WorkbookArchive, _ part: String?) throws(WorkbookFault) {
        guard let part else { return }
        let list = SharedTextList(limitBytes: archive.limits.sharedMemoryBytes)
        list.finishBlock = { [unowned self] bytes, ends in
            // Copies of just the size, as they have grown by doubling.
            blocks.append(
                Block(
                    bytes: bytes.withUnsafeBufferPointer { Array($0) }, ends: ends.withUnsafeBufferPointer { Array($0) }
                ))
            count += ends.count
        }
        try archive.parse(part, called: "共享字符串表", into: list, limitBytes: archive.limits.sharedPartBytes)
        list.close()
    }

    subscript(_ index: Int) -> String {
        let block = blocks[index / Self.textsPerBlock]
        let place = index % Self.textsPerBlock
        let start = place == 0 ? 0 : Int(block.ends[place - 1])
        return block.bytes.withUnsafeBytes { bytes in
            String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<Int(block.ends[place])]), as: UTF8.self)
        }
    }

    private final class SharedTextList: XMLHandler {
        var finishBlock: ([UInt8], [UInt32]) -> Void = { _, _ in }
        private let limitBytes: Int
        private var usedBytes = 0
        private var bytes: [UInt8] = []
        private var ends: [UInt32] = []
        private var text = CellText()

        init(limitBytes: Int) { self.limitBytes = limitBytes }

        func began(_ element: XMLName, _ attributes: XMLAttributes, depth: Int) throws(WorkbookFault) {
            if depth == 1, !(element == "sst") { throw .broken("共享字符串表的内容不正确") }
            if depth == 2, element == "si" { text.begin() }
            if depth > 2 { text.began(element) }
        }

        func met(_ piece: UnsafeRawBufferPointer) throws(WorkbookFault) {
            guard text.take(piece) else { throw .tooLarge("的共享字符串表中有超过\(SheetBounds.cellUnits)字的文字") }
        }

        func ended(_ element: XMLName, depth: Int) throws(WorkbookFault) {
            if depth > 2 { text.ended(element) }
            guard depth == 2, element == "si" else { return }
            text.unescape()
            bytes.append(contentsOf: text.bytes)
            ends.append(UInt32(bytes.count))
            usedBytes += text.bytes.count + MemoryLayout<UInt32>.size
            guard usedBytes <= limitBytes else { throw .tooLarge("的共享字符串表过大") }
            if ends.count == SharedTexts.textsPerBlock { close() }
        }

        func close() {
            guard !ends.isEmpty else { return }
            finishBlock(bytes, ends)
            bytes.removeAll(keepingCapacity: bytes.capacity < 1 << 20)
            ends.removeAll(keepingCapacity: true)
        }
    }
}
