internal import CZlib

package enum Gzip {
    /// Whether packing is worth it: text of some length, not packed already.
    static func suits(_ response: Response) -> Bool {
        guard response.body.count >= 1_024, response.headers["content-encoding"] == nil else { return false }
        let type = response.headers["content-type"] ?? ""
        return type.hasPrefix("text/") || type.hasPrefix("application/json")
            || type.hasPrefix("application/problem+json") || type.hasPrefix("image/svg")
    }

    package static func isAccepted(by acceptEncoding: String) -> Bool {
        acceptEncoding.split(separator: ",").contains { choice in
            let parts = choice.lowercased().filter { $0 != " " }.split(separator: ";")
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2) ?? "1"
            return parts.first == "gzip" && weight.contains { ("1"..."9").contains($0) }
        }
    }

    /// Level 1 packs a page tenfold; level 6 gains a fifth more and takes half as long again. Assets are packed once,
    /// with 9.
    package static func pack(_ bytes: [UInt8], level: Int32 = 1) -> [UInt8]? {
        var stream = z_stream()
        let gzipWindow = MAX_WBITS + 16
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, gzipWindow, MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var bytes = bytes
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var isWhole = false
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            bytes.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bound)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            count = bound - Int(stream.avail_out)
        }
        return isWhole ? packed : nil
    }
}
