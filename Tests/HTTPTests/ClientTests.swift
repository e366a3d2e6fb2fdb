import HTTP
import Testing

@Suite struct ClientTests {
    private let client = HTTPClient(threadCount: 2, answerBytesLimit: 1_000)
    /// Longer than a machine that runs all tests at once keeps an answer waiting.
    private static let patience = Duration.seconds(600)

    /// Serves one connection after the other with what `answer` says, byte for byte.
    private func serving(
        _ answer: String, _ work: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let listener = try Listener()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listener.answerAll(with: answer) }
            do {
                defer { listener.close() }
                try await work("http://127.0.0.1:\(listener.port)/")
            }
            try await group.waitForAll()
        }
    }

    @Test func `a redirect is an answer, not followed`() async throws {
        try await serving(
            "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ) {
            [client] url in
            let answer = try await client.send(.init(.get, url), timeout: Self.patience)
            #expect(answer.status == 302)
            #expect(answer.headers["location"] == "file:///etc/passwd")
        }
    }

    @Test func `an answer that is too long is refused`() async throws {
        let body = String(repeating: "a", count: 1_001)
        try await serving("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\(body)") { [client] url in
            await #expect(throws: HTTPFailure.answerTooLarge(limitBytes: 1_000)) {
                try await client.send(.init(.get, url), timeout: Self.patience)
            }
        }
    }

    @Test func `an answer that breaks off may have been acted on`() async throws {
        try await serving("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc") { [client] url in
            let failure = try await #require(throws: HTTPFailure.self) {
                try await client.send(.init(.post, url), timeout: Self.patience)
            }
            guard case .broken = failure else {
                Issue.record("\(failure)")
                return
            }
            #expect(failure.mayHaveArrived)
        }
    }

    @Test func `silence ends in time`() async throws {
        try await serving("") { [client] url in
            await #expect(throws: HTTPFailure.timedOut) {
                try await client.send(.init(.get, url), timeout: .milliseconds(100))
            }
        }
    }

    @Test func `where nobody listens, nothing has arrived`() async throws {
        let listener = try Listener()
        listener.close()
        let failure = try await #require(throws: HTTPFailure.self) {
            try await client.send(.init(.get, "http://127.0.0.1:\(listener.port)/"))
        }
        #expect(!failure.mayHaveArrived)
    }

    @Test(arguments: ["file:///etc/passwd", "gopher://a/", "http://a/ b", "http://a/\r\nX: y"])
    func `an address that is not plain http is never tried`(url: String) async throws {
        let failure = try await #require(throws: HTTPFailure.self) { try await client.send(.init(.get, url)) }
        guard case .unsendable = failure else {
            Issue.record("\(failure)")
            return
        }
    }

    @Test func `a line break in a header is never sent`() async throws {
        await #expect(throws: HTTPFailure.unsendable("a header holds a control")) {
            try await client.send(.init(.get, "http://127.0.0.1:1/", headers: ["x": "a\r\nY: b"]))
        }
    }

    @Test func `a full queue says so at once`() async throws {
        let client = HTTPClient(threadCount: 1, queueLimit: 0)
        await #expect(throws: HTTPFailure.saturated) { try await client.send(.init(.get, "http://127.0.0.1:1/")) }
    }
}
