/// What a client asks: bounded in every part, its body read only when somebody asks for it.
package struct Request: Sendable {
    package let method: Method
    /// The path as sent, still percent-encoded: `/employer/cases/17`.
    package let path: String
    /// The query as sent, without the question mark; empty if there is none.
    package let rawQuery: String
    package let headers: Headers
    /// The client's address: the peer's, or what a trusted proxy said of it.
    package let remoteAddress: String
    package let body: RequestBody

    package init(
        method: Method, target: String, headers: Headers = [:], remoteAddress: String = "127.0.0.1",
        body: RequestBody = RequestBody([])
    ) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        self.path = parts.first.map(String.init) ?? "/"
        self.rawQuery = parts.count > 1 ? String(parts[1]) : ""
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.body = body
    }

    /// The path's parts, decoded; `nil` if an escape is broken, a part hides a slash, or it is not UTF-8.
    package var segments: [String]? { Self.segments(of: path) }

    package static func segments(of path: String) -> [String]? {
        var segments: [String] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let segment = PercentEncoding.decode(part, plusIsSpace: false),
                !segment.utf8.contains(0x2F), !segment.utf8.contains(0), segment != "..", segment != "."
            else { return nil }
            segments.append(segment)
        }
        return segments
    }

    /// The decoded query. Throws what is wrong with it, which is the client's fault.
    package func query() throws(FormFailure) -> SubmittedForm {
        try SubmittedForm(urlEncoded: rawQuery.utf8, limits: .standard)
    }

    /// The cookies by name; the first of a name counts, since browsers send the most specific one first.
    package var cookies: [String: String] {
        var cookies: [String: String] = [:]
        for pair in headers.all("cookie").joined(separator: ";").split(separator: ";").prefix(50) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let name = String(parts[0].drop { $0 == " " })
            if cookies[name] == nil { cookies[name] = String(parts[1]) }
        }
        return cookies
    }

    /// Whether the client would rather read JSON than a page.
    package var prefersJSON: Bool {
        let accept = headers["accept"] ?? ""
        return path.hasPrefix("/api/") || (accept.contains("json") && !accept.contains("text/html"))
    }

    /// The submitted fields and files of a form in either encoding.
    package func form(limits: FormLimits = .standard) async throws(FormFailure) -> SubmittedForm {
        let type = headers["content-type"] ?? ""
        let kind = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch kind {
        case "application/x-www-form-urlencoded":
            return try SubmittedForm(urlEncoded: try await bytes(upTo: limits.fieldBytes), limits: limits)
        case "multipart/form-data":
            guard let boundary = Multipart.boundary(inContentType: type) else { throw .malformed }
            var parser = Multipart(boundary: boundary, limits: limits)
            do {
                for try await chunk in body.chunks(upTo: limits.totalBytes) { try parser.take(chunk) }
            } catch let failure as FormFailure {
                throw failure
            } catch {
                throw FormFailure(error)
            }
            return try parser.finish()
        default:
            throw .unsupported
        }
    }

    private func bytes(upTo limit: Int) async throws(FormFailure) -> [UInt8] {
        do { return try await body.bytes(upTo: limit) } catch { throw FormFailure(error) }
    }
}
