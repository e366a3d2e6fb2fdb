internal import CCurl

/// One connection's worth of libcurl. Used by one thread at a time: the client hands it out and takes it back.
final class CurlHandle: @unchecked Sendable {
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let curl: UnsafeMutableRawPointer

    init() {
        guard CurlHandle.isReady, let curl = curl_easy_init() else { fatalError("libcurl does not start") }
        self.curl = curl
    }

    deinit {
        curl_easy_cleanup(curl)
    }

    func perform(
        _ request: HTTPClient.Request, timeout: Duration, answerBytesLimit: Int
    ) -> Result<HTTPClient.Answer, HTTPFailure> {
        if let reason = CurlHandle.reasonAgainst(request) { return .failure(.unsendable(reason)) }
        // Forgets the options of the last request and keeps the connection.
        curl_easy_reset(curl)
        let inbox = Inbox(limit: answerBytesLimit)
        let headers = headerList(request)
        defer { curl_slist_free_all(headers) }
        setLimits(timeout)
        shebao_curl_set_pointer(curl, CURLOPT_HTTPHEADER, headers)
        setInbox(inbox)
        let code = withExtendedLifetime(inbox) {
            request.url.withCString { url in
                request.method.rawValue.withCString { method in
                    request.body.withUnsafeBytes { body in
                        shebao_curl_set_pointer(curl, CURLOPT_URL, url)
                        setMethod(request.method, method, body: body)
                        return curl_easy_perform(curl)
                    }
                }
            }
        }
        return result(code, inbox)
    }

    private static func reasonAgainst(_ request: HTTPClient.Request) -> String? {
        guard request.url.hasPrefix("http://") || request.url.hasPrefix("https://") else {
            return "not an http address"
        }
        func isClean(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
        guard isClean(request.url), !request.url.utf8.contains(0x20) else {
            return "the address holds a space or a control"
        }
        guard request.headers.fields.allSatisfy({ isClean($0.name) && isClean($0.value) && !$0.name.contains(":") })
        else { return "a header holds a control" }
        return nil
    }

    private func headerList(_ request: HTTPClient.Request) -> UnsafeMutablePointer<curl_slist>? {
        // Without an empty Expect, libcurl waits a second before a large body.
        var list = curl_slist_append(nil, "Expect:")
        for (name, value) in request.headers.fields {
            list = curl_slist_append(list, value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        return list
    }

    private func setLimits(_ timeout: Duration) {
        let milliseconds = timeout.components.seconds * 1_000 + timeout.components.attoseconds / 1_000_000_000_000_000
        shebao_curl_set_long(curl, CURLOPT_TIMEOUT_MS, Int(max(1, milliseconds)))
        shebao_curl_set_long(curl, CURLOPT_NOSIGNAL, 1)
        shebao_curl_set_long(curl, CURLOPT_FOLLOWLOCATION, 0)
        shebao_curl_set_pointer(curl, CURLOPT_PROTOCOLS_STR, "http,https")
        // Partners are reached directly; what the environment says of proxies is meant for other programs.
        shebao_curl_set_pointer(curl, CURLOPT_PROXY, "")
    }

    private func setMethod(_ method: Method, _ name: UnsafePointer<CChar>, body: UnsafeRawBufferPointer) {
        if method == .head {
            shebao_curl_set_long(curl, CURLOPT_NOBODY, 1)
        } else if body.isEmpty && method == .get {
            shebao_curl_set_long(curl, CURLOPT_HTTPGET, 1)
        } else {
            shebao_curl_set_long(curl, CURLOPT_POST, 1)
            shebao_curl_set_offset(curl, CURLOPT_POSTFIELDSIZE_LARGE, body.count)
            // libcurl takes no copy of POSTFIELDS; and without any it would read standard input.
            if body.isEmpty {
                shebao_curl_set_pointer(curl, CURLOPT_COPYPOSTFIELDS, "")
            } else {
                shebao_curl_set_pointer(curl, CURLOPT_POSTFIELDS, body.baseAddress)
            }
            shebao_curl_set_pointer(curl, CURLOPT_CUSTOMREQUEST, name)
        }
    }

    private func setInbox(_ inbox: Inbox) {
        let context = Unmanaged.passUnretained(inbox).toOpaque()
        shebao_curl_set_sink(curl, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Unmanaged<Inbox>.fromOpaque(context!).takeUnretainedValue().takeBody(bytes!, size * count)
        }
        shebao_curl_set_pointer(curl, CURLOPT_WRITEDATA, context)
        shebao_curl_set_sink(curl, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Unmanaged<Inbox>.fromOpaque(context!).takeUnretainedValue().takeHeader(bytes!, size * count)
        }
        shebao_curl_set_pointer(curl, CURLOPT_HEADERDATA, context)
    }

    private func result(_ code: CURLcode, _ inbox: Inbox) -> Result<HTTPClient.Answer, HTTPFailure> {
        let message = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_OK:
            var status = 0
            shebao_curl_get_long(curl, CURLINFO_RESPONSE_CODE, &status)
            return .success(HTTPClient.Answer(status: status, headers: inbox.headers, body: inbox.body))
        case CURLE_OPERATION_TIMEDOUT: return .failure(.timedOut)
        case CURLE_WRITE_ERROR where inbox.isFull: return .failure(.answerTooLarge(limitBytes: inbox.limit))
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION:
            return .failure(.unreachable(message))
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .failure(.unsendable(message))
        default: return .failure(.broken(message))
        }
    }
}

/// What comes in while a request is performed.
private final class Inbox {
    private static let headerBytesLimit = 64 << 10

    let limit: Int
    private(set) var body: [UInt8] = []
    private(set) var headers = Headers()
    private(set) var isFull = false
    private var headerBytes = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Returns how much it took; libcurl gives up if that is less than it brought.
    func takeBody(_ bytes: UnsafeMutablePointer<CChar>, _ count: Int) -> Int {
        if body.count + count > limit {
            isFull = true
            return 0
        }
        body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    func takeHeader(_ bytes: UnsafeMutablePointer<CChar>, _ count: Int) -> Int {
        headerBytes += count
        if headerBytes > Inbox.headerBytesLimit {
            isFull = true
            return 0
        }
        let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A new head: what came before was 100 Continue.
            headers = Headers()
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " }.prefix {
                $0 != "\r\n" && $0 != "\n" && $0 != "\r"
            }
            headers.add(String(line[..<colon]), String(value))
        }
        return count
    }
}
