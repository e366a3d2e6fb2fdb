internal import NIOPosix
internal import Synchronization

/// Asks other servers over libcurl, on a few threads of its own; connections are kept and used again.
///
/// It follows no redirects, speaks only http and https, and takes no answer longer than it was told.
package final class HTTPClient: Sendable {
    package struct Request: Sendable {
        package var method: Method
        package var url: String
        package var headers: Headers
        package var body: [UInt8]

        package init(_ method: Method, _ url: String, headers: Headers = [:], body: [UInt8] = []) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
        }
    }

    /// What came back, whatever its status: a 500 is an answer too.
    package struct Answer: Sendable {
        package let status: Int
        package let headers: Headers
        package let body: [UInt8]
    }

    private struct State {
        var idle: [CurlHandle] = []
        var underway = 0
    }

    private let threads: NIOThreadPool
    private let answerBytesLimit: Int
    private let queueLimit: Int
    private let state = Mutex(State())

    /// - Parameter queueLimit: how many requests may wait or be underway before the next is refused.
    package init(threadCount: Int = 4, answerBytesLimit: Int = 16 << 20, queueLimit: Int = 1_000) {
        self.threads = NIOThreadPool(numberOfThreads: threadCount)
        self.answerBytesLimit = answerBytesLimit
        self.queueLimit = queueLimit
        threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    /// - Parameter timeout: from the moment a thread takes it up to the answer's last byte.
    package func send(_ request: Request, timeout: Duration = .seconds(30)) async throws(HTTPFailure) -> Answer {
        let isTaken = state.withLock { state in
            guard state.underway < queueLimit else { return false }
            state.underway += 1
            return true
        }
        guard isTaken else { throw .saturated }
        defer { state.withLock { $0.underway -= 1 } }
        let result: Result<Answer, HTTPFailure>
        do {
            result = try await threads.runIfActive { self.perform(request, timeout: timeout) }
        } catch {
            throw .saturated
        }
        return try result.get()
    }

    private func perform(_ request: Request, timeout: Duration) -> Result<Answer, HTTPFailure> {
        let handle = state.withLock { $0.idle.popLast() } ?? CurlHandle()
        defer { state.withLock { $0.idle.append(handle) } }
        return handle.perform(request, timeout: timeout, answerBytesLimit: answerBytesLimit)
    }
}

/// Why there is no answer.
package enum HTTPFailure: Error, Hashable {
    /// The request can't be sent as it stands: no http address, or a line break in a header.
    case unsendable(String)
    /// No connection came about, so the other side has not seen the request.
    case unreachable(String)
    case timedOut
    case answerTooLarge(limitBytes: Int)
    /// The connection broke; the other side may or may not have done what it was asked.
    case broken(String)
    /// Too many requests are waiting already.
    case saturated

    /// Whether the other side may have acted on the request. If so, only an idempotent request may be repeated.
    package var mayHaveArrived: Bool {
        switch self {
        case .unsendable, .unreachable, .saturated: false
        case .timedOut, .answerTooLarge, .broken: true
        }
    }
}
