import CZip
import Foundation

/// The archive of a workbook: its parts by name, each read as a stream, nothing unfolded to disk.
final class WorkbookArchive {
    let limits: WorkbookLimits
    private let archive: OpaquePointer
    /// By name in small letters: the format does not tell capital letters apart.
    private var parts: [String: Part] = [:]

    struct Part {
        let index: UInt64
        let name: String
        let packedBytes: Int
    }

    /// - Throws: what the file is instead, if it is no archive; what is wrong with it, if it is one.
    init(path: String, limits: WorkbookLimits) throws(WorkbookFault) {
        try FileKind.requireArchive(path, partLimit: limits.partCount)
        var error: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &error) else { throw .damaged }
        (self.archive, self.limits) = (archive, limits)
        let count = zip_get_num_entries(archive, 0)
        guard count <= limits.partCount else { throw .tooLarge("由\(count)个部分组成") }
        for index in 0..<UInt64(max(count, 0)) { try take(index) }
    }

    deinit { zip_discard(archive) }

    private func take(_ index: UInt64) throws(WorkbookFault) {
        var entry = zip_stat_t()
        let known = UInt64(ZIP_STAT_NAME | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD)
        guard zip_stat_index(archive, index, 0, &entry) == 0, entry.valid & known == known, let bytes = entry.name
        else { throw .damaged }
        let name = String(cString: bytes)
        guard entry.encryption_method == ZIP_EM_NONE else { throw .passwordProtected }
        guard Int32(entry.comp_method) == ZIP_CM_STORE || Int32(entry.comp_method) == ZIP_CM_DEFLATE else {
            throw .compression()
        }
        guard !name.hasPrefix("/"), !name.contains("\\"),
            !name.split(separator: "/").contains(where: { $0 == ".." || $0 == "." })
        else { throw .broken("压缩包内的文件名不正确") }
        if name.hasSuffix("/") { return }
        let part = Part(index: index, name: name, packedBytes: Int(clamping: entry.comp_size))
        guard parts.updateValue(part, forKey: name.lowercased()) == nil else { throw .broken("压缩包内的文件重名") }
    }

    var names: some Collection<String> { parts.keys }

    func part(_ name: String) -> Part? { parts[name.lowercased()] }

    /// Reads a whole part; `false` if there is none of this name.
    @discardableResult
    func parse(
        _ name: String, called what: String, into handler: any XMLHandler, limitBytes: Int? = nil
    ) throws(WorkbookFault) -> Bool {
        guard let part = part(name) else { return false }
        let entry = try open(part, called: what, limitBytes: limitBytes ?? limits.partBytes)
        let stream = try XMLStream(handler, named: what)
        while try stream.advance({ (block) throws(WorkbookFault) in try entry.read(into: block) }) {}
        return true
    }

    func open(_ part: Part, called what: String, limitBytes: Int) throws(WorkbookFault) -> PartStream {
        guard let file = zip_fopen_index(archive, part.index, 0) else { throw .damaged }
        return PartStream(file, of: self, part, called: what, limitBytes: limitBytes)
    }
}

/// One part as a stream. Counts what really comes out: the size that the archive declares may be a lie.
final class PartStream {
    private let file: OpaquePointer
    /// Kept open as long as one of its parts is read.
    private let archive: WorkbookArchive
    private let packedBytes: Int
    private let limitBytes: Int
    private let what: String
    private var readBytes = 0

    fileprivate init(
        _ file: OpaquePointer, of archive: WorkbookArchive, _ part: WorkbookArchive.Part, called what: String,
        limitBytes: Int
    ) {
        (self.file, self.archive, self.what) = (file, archive, what)
        (packedBytes, self.limitBytes) = (part.packedBytes, limitBytes)
    }

    deinit { zip_fclose(file) }

    /// - Returns: how many bytes were read; nothing at the end, where the checksum has been compared.
    func read(into block: UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int {
        let count = zip_fread(file, block.baseAddress, UInt64(block.count))
        guard count >= 0 else { throw .damaged }
        readBytes += Int(count)
        guard readBytes <= limitBytes else { throw .tooLarge("的\(what)展开后超过\(limitBytes >> 20)MB") }
        let limits = archive.limits
        if readBytes > limits.freeBytes, readBytes / limits.ratio > packedBytes {
            throw .tooLarge("的\(what)压缩比异常")
        }
        return Int(count)
    }
}
