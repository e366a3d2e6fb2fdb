import HTTP
import Logging
import ServiceLifecycle
import Synchronization
import Testing

/// Real sockets on the loopback; nothing here waits for a clock but the two tests of deadlines, which are short.
@Suite struct ServerTests {
    /// Serves while `work` runs, and gives it the address.
    private func serving(
        limits: Limits = Limits(), accessLog: AccessLog? = nil,
        readiness: Readiness = Readiness(true),
        _ respond: @escaping @Sendable (Request) async -> Response,
        _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let server = HTTPServer(
            port: 0, limits: limits, accessLog: accessLog, isReady: { readiness.value.withLock { $0 } },
            onRunning: { continuation.yield($0) },
            respond: respond)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await work(port)
            group.cancelAll()
        }
    }

    private let client = HTTPClient(threadCount: 2)

    @Test func `a request comes in whole and its answer goes out whole`() async throws {
        try await serving { request in
            let bytes = (try? await request.body.bytes(upTo: 100)) ?? []
            var response = Response.text(
                "\(request.method.rawValue) \(request.path) \(request.rawQuery) \(request.headers["x-a"] ?? "") "
                    + "\(request.remoteAddress) \(String(decoding: bytes, as: UTF8.self))", status: .created)
            response.headers["X-Answer"] = "yes"
            return response
        } _: { [client] port in
            let answer = try await client.send(
                .init(.put, "http://127.0.0.1:\(port)/a/b?c=d", headers: ["X-A": "1"], body: Array("hello".utf8)))
            #expect(answer.status == 201)
            #expect(answer.headers["x-answer"] == "yes")
            #expect(String(decoding: answer.body, as: UTF8.self) == "PUT /a/b c=d 1 127.0.0.1 hello")
        }
    }

    @Test func `a body that lies in a file goes out whole, and the file goes when it has`() async throws {
        let bytes: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let path = FileOfATest.newPath()
        try await serving { _ in
            guard let file = FileOfATest(path, bytes), let body = FileBody(path: path, owner: file) else {
                return .text("no file", status: .unavailable)
            }
            return .download(body, type: "application/octet-stream", fileName: "一份文件.bin")
        } _: { [client] port in
            let answer = try await client.send(.init(.get, "http://127.0.0.1:\(port)/"))
            #expect(answer.headers["content-length"] == "300000")
            #expect(answer.body.elementsEqual(bytes))
            let head = try await client.send(.init(.head, "http://127.0.0.1:\(port)/"))
            #expect(head.body.isEmpty)
        }
        #expect(!FileOfATest.exists(path))
    }

    @Test func `HEAD has the length of GET and no body`() async throws {
        try await serving { _ in
            .text("twelve bytes")
        } _: { [client] port in
            let answer = try await client.send(.init(.head, "http://127.0.0.1:\(port)/"))
            #expect(answer.status == 200)
            #expect(answer.headers["content-length"] == "12")
            #expect(answer.body.isEmpty)
        }
    }

    @Test func `long text is packed for who asks for it`() async throws {
        let text = String(repeating: "社会保险 ", count: 1_000)
        try await serving { _ in
            .text(text)
        } _: { [client] port in
            let plain = try await client.send(.init(.get, "http://127.0.0.1:\(port)/"))
            #expect(plain.headers["content-encoding"] == nil)
            #expect(plain.headers["vary"] == "accept-encoding")
            #expect(plain.body == Array(text.utf8))
            let packed = try await client.send(
                .init(.get, "http://127.0.0.1:\(port)/", headers: ["accept-encoding": "gzip"]))
            #expect(packed.headers["content-encoding"] == "gzip")
            #expect(packed.body.count < text.utf8.count / 10)
            #expect(packed.body.starts(with: [0x1F, 0x8B]))
        }
    }

    @Test func `a method that nobody knows is not implemented, a body over the limit is refused`() async throws {
        try await serving(limits: Limits(bodyBytes: 10)) { _ in
            .text("ok")
        } _: { [client] port in
            let long = [UInt8](repeating: 0x61, count: 11)
            let answer = try await client.send(.init(.post, "http://127.0.0.1:\(port)/", body: long))
            #expect(answer.status == 413)
            let trace = try await Socket(port: port).exchange("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(trace.hasPrefix("HTTP/1.1 501"))
        }
    }

    @Test func `a body of unknown length is refused when it grows past what its reader allows`() async throws {
        try await serving { request in
            do {
                return .text("\(try await request.body.bytes(upTo: 4).count)")
            } catch {
                return .text("too large", status: .payloadTooLarge)
            }
        } _: { port in
            let head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
            let short = try await Socket(port: port).exchange(head + "4\r\nabcd\r\n0\r\n\r\n")
            #expect(short.hasPrefix("HTTP/1.1 200"))
            let long = try await Socket(port: port).exchange(head + "5\r\nabcde\r\n0\r\n\r\n")
            #expect(long.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test(arguments: 0..<3)
    func `a head that is too long, ambiguous or nonsense is a bad request`(index: Int) async throws {
        let fields = [
            "X: \(String(repeating: "x", count: 40_000))\r\n",
            "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
            "nonsense\r\n",
        ]
        try await serving { _ in
            .text("ok")
        } _: { port in
            let answer = try await Socket(port: port).exchange("POST / HTTP/1.1\r\nHost: a\r\n\(fields[index])\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test func `a body that comes too slowly is cut off, and never taken for whole`() async throws {
        let outcome = Mutex<BodyFailure?>(nil)
        let (ends, ended) = AsyncStream<Void>.makeStream()
        try await serving(limits: Limits(requestSeconds: 0.2)) { request in
            do throws(BodyFailure) {
                _ = try await request.body.bytes(upTo: 100)
            } catch {
                outcome.withLock { $0 = error }
            }
            ended.yield()
            return .text("read")
        } _: { port in
            let answer = try await Socket(port: port).exchange(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nabc")
            #expect(answer.isEmpty)
            for await _ in ends { break }
            #expect(outcome.withLock { $0 } == .brokenOff)
        }
    }

    @Test func `a connection that says nothing is closed`() async throws {
        try await serving(limits: Limits(idleSeconds: 0.2)) { _ in
            .text("ok")
        } _: { port in
            let answer = try await Socket(port: port).exchange("GET / HTTP/1.1\r\nHo")
            #expect(answer.isEmpty)
        }
    }

    @Test func `a request in flight is answered when the server is told to stop, and then it stops`() async throws {
        let (ports, running) = AsyncStream<Int>.makeStream()
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let (releases, released) = AsyncStream<Void>.makeStream()
        let server = HTTPServer(port: 0, onRunning: { running.yield($0) }) { _ in
            arrived.yield()
            for await _ in releases { break }
            return .text("finished")
        }
        let group = ServiceGroup(
            services: [server], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { [client] tasks in
            tasks.addTask { try await group.run() }
            var portIterator = ports.makeAsyncIterator()
            let port = try #require(await portIterator.next())
            tasks.addTask {
                let answer = try await client.send(.init(.get, "http://127.0.0.1:\(port)/"))
                #expect(String(decoding: answer.body, as: UTF8.self) == "finished")
            }
            for await _ in arrivals { break }
            await group.triggerGracefulShutdown()
            released.yield()
            // It stops: the group's run returns. Who asks at the port afterwards may meet another test's server.
            try await tasks.waitForAll()
        }
    }

    @Test func `health and readiness are told apart`() async throws {
        let readiness = Readiness(false)
        try await serving(readiness: readiness) { _ in
            .text("page")
        } _: { [client] port in
            let health = try await client.send(.init(.get, "http://127.0.0.1:\(port)/healthz"))
            let before = try await client.send(.init(.get, "http://127.0.0.1:\(port)/readyz"))
            readiness.value.withLock { $0 = true }
            let after = try await client.send(.init(.get, "http://127.0.0.1:\(port)/readyz"))
            #expect([health.status, before.status, after.status] == [200, 503, 200])
        }
    }

    @Test func `the access log names the route and never the query`() async throws {
        let lines = Mutex<[String]>([])
        let log = AccessLog(now: { 7 }, write: { line in lines.withLock { $0.append(line) } })
        try await serving(accessLog: log) { _ in
            var response = Response.text("ok")
            response.routeName = "/persons/{person}"
            return response
        } _: { [client] port in
            _ = try await client.send(.init(.get, "http://127.0.0.1:\(port)/persons/17?name=secret"))
        }
        let line = try #require(lines.withLock { $0.first })
        #expect(line.hasPrefix(#"{"at":7,"method":"GET","route":"/persons/{person}","status":200,"microseconds":"#))
        #expect(line.hasSuffix("}\n"))
        #expect(!line.contains("secret"))
    }

    @Test func `a trusted proxy says who the client is, nobody else does`() async throws {
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let proxied = HTTPServer(port: 0, trustedProxies: ["127.0.0.1"], onRunning: { continuation.yield($0) }) {
            .text($0.remoteAddress)
        }
        try await withThrowingTaskGroup(of: Void.self) { [client] group in
            group.addTask { try await proxied.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let answer = try await client.send(
                .init(.get, "http://127.0.0.1:\(port)/", headers: ["X-Forwarded-For": "6.6.6.6, 10.1.2.3"]))
            #expect(String(decoding: answer.body, as: UTF8.self) == "10.1.2.3")
            group.cancelAll()
        }
        try await serving {
            .text($0.remoteAddress)
        } _: { [client] port in
            let answer = try await client.send(
                .init(.get, "http://127.0.0.1:\(port)/", headers: ["X-Forwarded-For": "6.6.6.6"]))
            #expect(String(decoding: answer.body, as: UTF8.self) == "127.0.0.1")
        }
    }
}

private final class Readiness: Sendable {
    let value: Mutex<Bool>
    init(_ value: Bool) { self.value = Mutex(value) }
}
