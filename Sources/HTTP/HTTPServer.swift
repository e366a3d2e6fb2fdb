internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes
internal import NIOPosix
package import ServiceLifecycle
internal import UnixSignals

/// An HTTP/1.1 server. What it is given to answer with never throws: a fault has become a page before it gets here.
///
/// It answers `/healthz` and `/readyz` itself, `HEAD` from `GET`, compresses text for who asks for it, and writes an
/// access log that names routes, never addresses with their queries.
package struct HTTPServer: Service {
    package typealias Responder = @Sendable (Request) async -> Response

    private let host: String
    private let port: Int
    private let limits: Limits
    private let trustedProxies: Set<String>
    private let accessLog: AccessLog?
    private let isReady: @Sendable () async -> Bool
    private let onRunning: @Sendable (Int) async -> Void
    private let respond: Responder

    /// - Parameters:
    ///   - port: 0 takes any free port; `onRunning` tells which.
    ///   - trustedProxies: addresses whose `X-Forwarded-For` is believed.
    ///   - isReady: what `/readyz` asks: whether the database answers, whether migrations are done.
    package init(
        host: String = "127.0.0.1", port: Int, limits: Limits = Limits(), trustedProxies: Set<String> = [],
        accessLog: AccessLog? = nil, isReady: @escaping @Sendable () async -> Bool = { true },
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }, respond: @escaping Responder
    ) {
        self.host = host
        self.port = port
        self.limits = limits
        self.trustedProxies = trustedProxies
        self.accessLog = accessLog
        self.isReady = isReady
        self.onRunning = onRunning
        self.respond = respond
    }

    /// Runs services until one fails or SIGTERM or SIGINT comes; requests in flight may then finish.
    package static func run(_ services: [any Service], shutdownSeconds: Double = 20) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = .milliseconds(Int64(shutdownSeconds * 1_000))
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Serves until its task is cancelled or a graceful shutdown is asked for.
    package func run() async throws {
        _ = PageMemory.staysAtHand
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = limits.headerBytes
        decoder.maxHeaderListSize = limits.headerBytes
        decoder.maxHeaderFieldCount = limits.headerCount
        let limits = limits
        let channel = HTTP1Channel(
            responder: { request, writer, channel in try await answer(request, writer, channel) },
            configuration: .init(
                additionalChannelHandlers: [RequestGuard(limits: limits)], idleTimeout: limits.idle,
                httpDecoderConfiguration: decoder))
        try await channel.server(
            configuration: .init(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(limits.connections, logger: quietLogger)),
            onServerRunning: { await onRunning($0.localAddress?.port ?? port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quietLogger
        ).run()
    }

    @concurrent private func answer(
        _ incoming: HummingbirdCore.Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        let started = ContinuousClock.now
        let peer = channel.remoteAddress?.ipAddress ?? ""
        let (method, response) = await response(to: incoming, from: peer, expecting: writer)
        accessLog?.record(
            method: incoming.head.method.rawValue, route: response.routeName, status: response.status.code,
            duration: ContinuousClock.now - started)
        let outgoing = Outgoing(response, to: method, acceptEncoding: incoming.headers[.acceptEncoding])
        try await writer.write(response: outgoing.head, body: outgoing.body)
    }

    @concurrent private func response(
        to incoming: HummingbirdCore.Request, from peer: String, expecting writer: borrowing ResponseWriter
    ) async -> (Method?, Response) {
        guard let method = Method(rawValue: incoming.head.method.rawValue) else {
            return (nil, .text("501 Not Implemented\n", status: .notImplemented))
        }
        let request = Request(incoming, method: method, peer: peer, trustedProxies: trustedProxies)
        switch request.path {
        case "/healthz": return (method, .text("ok\n"))
        case "/readyz":
            return (method, await isReady() ? .text("ready\n") : .text("not ready\n", status: .unavailable))
        default: break
        }
        if let length = incoming.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes {
            return (method, .text("413 Content Too Large\n", status: .payloadTooLarge))
        }
        if incoming.headers[.expect]?.lowercased() == "100-continue" {
            // A client that is gone by now shows when its body is read.
            try? await writer.writeInformationalHead(.init(status: .continue))
        }
        return (method, await respond(request))
    }
}

extension Request {
    fileprivate init(
        _ incoming: HummingbirdCore.Request, method: Method, peer: String, trustedProxies: Set<String>
    ) {
        var headers = Headers(incoming.headers.map { (name: $0.name.canonicalName, value: $0.value) })
        // NIO moves it into the head.
        if headers["host"] == nil { headers["host"] = incoming.head.authority }
        var address = peer
        if trustedProxies.contains(peer), let forwarded = headers.all("x-forwarded-for").last {
            // The last one is what our own proxy saw; those before it are what the client claimed.
            address = forwarded.split(separator: ",").last.map { String($0.filter { $0 != " " }) } ?? peer
        }
        self.init(
            method: method, target: incoming.head.path ?? "/", headers: headers, remoteAddress: address,
            body: RequestBody(
                stream: incoming.body, declaredLength: incoming.headers[.contentLength].flatMap { Int($0) }))
    }
}

/// A response in the form in which it leaves.
private struct Outgoing {
    let head: HTTPResponse
    let body: ResponseBody

    init(_ response: Response, to method: Method?, acceptEncoding: String?) {
        var response = response
        if Gzip.suits(response) {
            response.headers.add("vary", "accept-encoding")
            if Gzip.isAccepted(by: acceptEncoding ?? ""), let packed = Gzip.pack(response.body) {
                response.body = packed
                response.headers["content-encoding"] = "gzip"
            }
        }
        var fields = HTTPFields()
        for (name, value) in response.headers.fields {
            guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
            fields.append(HTTPField(name: name, value: value))
        }
        // A 304 has no body and says nothing of the length that it would have.
        if response.status != .notModified {
            fields[.contentLength] = String(response.file?.byteCount ?? response.body.count)
        }
        head = HTTPResponse(status: .init(code: response.status.code), headerFields: fields)
        body = method == .head ? ResponseBody() : Self.body(of: response)
    }

    private static func body(of response: Response) -> ResponseBody {
        guard let file = response.file else { return ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)) }
        return ResponseBody(contentLength: file.byteCount) { writer in
            let reader = try FileBody.Reader(file)
            while let piece = try reader.next() { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
    }
}

/// Hummingbird and the service group tell their steps to a log; what we want to know stands in the access log and in
/// the exit.
private let quietLogger = Logger(label: "http", factory: { _ in SwiftLogNoOpLogHandler() })
