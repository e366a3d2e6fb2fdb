import Glibc

/// A plain connection, for what no well-behaved client would send.
struct Socket {
    let port: Int

    /// Sends `message` and gives all that comes until the other side closes or, after an answer, five seconds pass.
    func exchange(_ message: String) async throws -> String {
        let port = port
        return try await blocking {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { Glibc.close(descriptor) }
            var address = loopback(port: port)
            let isConnected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isConnected else { throw SocketFailure() }
            _ = message.withCString { Glibc.send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
            return received(descriptor)
        }
    }

    private func received(_ descriptor: Int32) -> String {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { break }
            all.append(contentsOf: buffer[..<count])
            // An answer with its head is all that the tests look at.
            if all.count > 12 { break }
        }
        return String(decoding: all, as: UTF8.self)
    }
}

/// A server that says the same to everybody.
final class Listener: Sendable {
    let port: Int
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw SocketFailure() }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// Answers until ``close()``. With nothing to say it holds the connection until then.
    func answerAll(with answer: String) async {
        let descriptor = descriptor
        try? await blocking {
            var held: [Int32] = []
            while case let connection = accept(descriptor, nil, nil), connection >= 0 {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                _ = recv(connection, &buffer, buffer.count, 0)
                if answer.isEmpty {
                    held.append(connection)
                } else {
                    _ = answer.withCString { Glibc.send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
                    Glibc.close(connection)
                }
            }
            for connection in held { Glibc.close(connection) }
            // Not before: the number of a closed descriptor may be another test's by the time that it is listened on.
            Glibc.close(descriptor)
        }
    }

    /// Ends ``answerAll(with:)``, also one that has not begun to listen yet.
    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

struct SocketFailure: Error {}

private func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
}

/// Runs work that blocks on a thread of its own, so that it takes none from the tests.
private func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let box = Box { continuation.resume(with: Result(catching: work)) }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            {
                Unmanaged<Box>.fromOpaque($0!).takeRetainedValue().work(); return nil
            },
            Unmanaged.passRetained(box).toOpaque())
        pthread_detach(thread)
    }
}

private final class Box {
    let work: () -> Void
    init(_ work: @escaping () -> Void) { self.work = work }
}
