#if canImport(Glibc)
internal import Glibc
#endif

/// One line of JSON for each request: what was asked for by its route, how it ended, how long it took.
///
/// No address, query, name or number of a person ever stands in it; who read whose record is the read log's matter.
package struct AccessLog: Sendable {
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - write: takes one line with its end.
    package init(now: @escaping @Sendable () -> Int64, write: @escaping @Sendable (String) -> Void) {
        self.now = now
        self.write = write
    }

    /// To standard error. A line goes in one call, so that lines of several threads don't mix.
    package static let standardError = AccessLog(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        },
        write: { line in
            var line = line
            line.withUTF8 { bytes in _ = Glibc.write(2, bytes.baseAddress, bytes.count) }
        })

    func record(method: String, route: String, status: Int, duration: Duration) {
        let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        // Routes are our own text; a method is only written if it is one of ours.
        let method = Method(rawValue: method)?.rawValue ?? "OTHER"
        let fields = [
            #""at":\#(now())"#, #""method":"\#(method)""#, #""route":"\#(route)""#, #""status":\#(status)"#,
            #""microseconds":\#(microseconds)"#,
        ]
        write("{\(fields.joined(separator: ","))}\n")
    }
}
