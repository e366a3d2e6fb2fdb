internal import NIOCore

/// How much one client may take of the server.
package struct Limits: Sendable {
    /// Of all header fields together, and of the request line.
    package var headerBytes: Int
    package var headerCount: Int
    package var bodyBytes: Int
    package var connections: Int
    /// How long a connection may stay open between two requests or within the head of one.
    package var idleSeconds: Double
    /// How long a request may take from its head to the end of its answer. What comes byte by byte is cut off here.
    package var requestSeconds: Double
    /// How long requests in flight may go on after the server has been told to stop.
    package var shutdownSeconds: Double

    package init(
        headerBytes: Int = 32 << 10, headerCount: Int = 100, bodyBytes: Int = 160 << 20, connections: Int = 10_000,
        idleSeconds: Double = 75, requestSeconds: Double = 120, shutdownSeconds: Double = 20
    ) {
        self.headerBytes = headerBytes
        self.headerCount = headerCount
        self.bodyBytes = bodyBytes
        self.connections = connections
        self.idleSeconds = idleSeconds
        self.requestSeconds = requestSeconds
        self.shutdownSeconds = shutdownSeconds
    }

    var idle: TimeAmount { .milliseconds(Int64(idleSeconds * 1_000)) }
    var request: TimeAmount { .milliseconds(Int64(requestSeconds * 1_000)) }
}
