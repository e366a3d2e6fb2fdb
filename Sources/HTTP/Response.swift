/// What a client gets.
package struct Response: Sendable {
    package var status: Status
    package var headers: Headers
    package var body: [UInt8]
    /// In place of the body, where that is too large to hold.
    package private(set) var file: FileBody?
    /// The route's pattern, for the access log: it names no person, as a path may.
    package var routeName = ""

    package init(_ status: Status = .ok, headers: Headers = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func html(_ body: [UInt8], status: Status = .ok) -> Response {
        Response(status, headers: ["content-type": "text/html; charset=utf-8"], body: body)
    }

    package static func json(_ body: [UInt8], status: Status = .ok) -> Response {
        Response(status, headers: ["content-type": "application/json"], body: body)
    }

    package static func text(_ text: String, status: Status = .ok) -> Response {
        Response(status, headers: ["content-type": "text/plain; charset=utf-8"], body: Array(text.utf8))
    }

    /// After a `POST`: the browser fetches the page that shows what was done, and a reload repeats nothing.
    ///
    /// The target is a path of our own; a redirect that leaves the site is a broken invariant.
    package static func seeOther(_ path: String) -> Response {
        precondition(path.hasPrefix("/") && !path.hasPrefix("//"), "a redirect stays on the site")
        return Response(.seeOther, headers: ["location": path])
    }

    package static func download(_ file: FileBody, type: String, fileName: String) -> Response {
        var response = download([], type: type, fileName: fileName)
        response.file = file
        return response
    }

    /// A file to keep. The name may be any text; browsers get it in both forms of RFC 6266.
    package static func download(_ body: [UInt8], type: String, fileName: String) -> Response {
        var response = Response(headers: ["content-type": type], body: body)
        let plain = String(
            fileName.unicodeScalars.map {
                (0x20..<0x7F).contains($0.value) && $0 != "\"" && $0 != "\\" ? Character($0) : "_"
            })
        let encoded = PercentEncoding.encode(fileName)
        response.headers["content-disposition"] = "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
        return response
    }

    package mutating func setCookie(_ cookie: Cookie) {
        headers.add("set-cookie", cookie.field)
    }
}

/// A cookie that scripts can't read and other sites can't send.
package struct Cookie: Hashable, Sendable {
    package let name: String
    package let value: String
    /// Seconds to keep it; `nil` until the browser closes, 0 to forget it now.
    package let maxAge: Int?
    package let isSecure: Bool

    package init(name: String, value: String, maxAge: Int? = nil, isSecure: Bool) {
        precondition(
            (name + value).utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B && $0 != 0x2C && $0 != 0x22 })
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.isSecure = isSecure
    }

    var field: String {
        var field = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let maxAge { field += "; Max-Age=\(maxAge)" }
        if isSecure { field += "; Secure" }
        return field
    }
}
