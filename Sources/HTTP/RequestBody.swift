internal import HummingbirdCore
internal import NIOCore

/// A request's body: can be read once, in chunks as they come, and only up to what the reader allows.
package struct RequestBody: Sendable {
    private enum Source: Sendable {
        case bytes([UInt8])
        case stream(HummingbirdCore.RequestBody)
    }

    private let source: Source
    /// What `Content-Length` promised, if it did.
    private let declaredLength: Int?

    package init(_ bytes: [UInt8]) {
        self.source = .bytes(bytes)
        self.declaredLength = bytes.count
    }

    init(stream: HummingbirdCore.RequestBody, declaredLength: Int?) {
        self.source = .stream(stream)
        self.declaredLength = declaredLength
    }

    /// The whole body.
    package func bytes(upTo limit: Int) async throws(BodyFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await chunk in chunks(upTo: limit) { bytes.append(contentsOf: chunk) }
        } catch let failure as BodyFailure {
            throw failure
        } catch {
            throw .brokenOff
        }
        return bytes
    }

    package func chunks(upTo limit: Int) -> Chunks {
        switch source {
        case .bytes(let bytes): Chunks(whole: bytes, stream: nil, limit: limit, declaredLength: declaredLength)
        case .stream(let stream): Chunks(whole: nil, stream: stream, limit: limit, declaredLength: declaredLength)
        }
    }

    /// The body in the pieces in which it arrives. Throws ``BodyFailure``.
    package struct Chunks: AsyncSequence {
        package typealias Element = [UInt8]

        fileprivate let whole: [UInt8]?
        fileprivate let stream: HummingbirdCore.RequestBody?
        fileprivate let limit: Int
        fileprivate let declaredLength: Int?

        package func makeAsyncIterator() -> Iterator {
            Iterator(
                whole: whole, stream: stream?.makeAsyncIterator(), limit: limit, declaredLength: declaredLength)
        }

        package struct Iterator: AsyncIteratorProtocol {
            fileprivate var whole: [UInt8]?
            fileprivate var stream: HummingbirdCore.RequestBody.AsyncIterator?
            fileprivate let limit: Int
            fileprivate let declaredLength: Int?
            fileprivate var seen = 0

            fileprivate init(
                whole: [UInt8]?, stream: HummingbirdCore.RequestBody.AsyncIterator?, limit: Int, declaredLength: Int?
            ) {
                self.whole = whole
                self.stream = stream
                self.limit = limit
                self.declaredLength = declaredLength
            }

            package mutating func next() async throws -> [UInt8]? {
                if let declaredLength, declaredLength > limit { throw BodyFailure.tooLarge(limitBytes: limit) }
                guard let chunk = try await nextUnchecked() else {
                    // A connection that closes early ends the stream as if all had come.
                    if let declaredLength, seen < declaredLength { throw BodyFailure.brokenOff }
                    return nil
                }
                seen += chunk.count
                if seen > limit { throw BodyFailure.tooLarge(limitBytes: limit) }
                return chunk
            }

            private mutating func nextUnchecked() async throws -> [UInt8]? {
                if stream == nil {
                    defer { whole = nil }
                    return whole
                }
                do {
                    return try await stream?.next(isolation: #isolation).map { Array($0.readableBytesView) }
                } catch {
                    throw BodyFailure.brokenOff
                }
            }
        }
    }
}

package enum BodyFailure: Error, Hashable {
    case tooLarge(limitBytes: Int)
    /// The client went away, or took longer than a request may take.
    case brokenOff
}
