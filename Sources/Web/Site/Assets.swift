import Cryptography
import HTTP

/// Files that pages use: held in memory, packed once, named by their content, so that browsers may keep them for ever.
package struct Assets: Sendable {
    private struct Asset: Sendable {
        let type: String
        let bytes: [UInt8]
        let packed: [UInt8]?
    }

    private var byAddress: [String: Asset] = [:]
    private var addresses: [String: String] = [:]

    /// - Parameter files: names such as `shebao.css` with their contents.
    package init(_ files: [(name: String, bytes: [UInt8])]) {
        for file in files {
            let parts = file.name.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let type = Assets.types[String(parts[1])] else {
                preconditionFailure("\(file.name) is of no known type")
            }
            let address = "/assets/\(parts[0]).\(Digest.sha256.of(file.bytes).hex.prefix(12)).\(parts[1])"
            let packed = type.hasPrefix("text/") ? Gzip.pack(file.bytes, level: 9) : nil
            byAddress[address] = Asset(type: type, bytes: file.bytes, packed: packed)
            addresses[file.name] = address
        }
    }

    package static let own = Assets([("shebao.css", PackageResources.shebao_css)])

    package func link(_ name: String) -> Link {
        guard let address = addresses[name] else { preconditionFailure("there is no asset \(name)") }
        return Link(ownPath: address)
    }

    func response(to request: Request) -> Response? {
        guard let asset = byAddress[request.path] else { return nil }
        guard request.method == .get || request.method == .head else {
            return Response(.methodNotAllowed, headers: ["allow": "GET, HEAD"])
        }
        var response = Response(
            headers: ["content-type": asset.type, "cache-control": "public, max-age=31536000, immutable"],
            body: asset.bytes)
        response.routeName = "/assets"
        if let packed = asset.packed, Gzip.isAccepted(by: request.headers["accept-encoding"] ?? "") {
            response.body = packed
            response.headers["content-encoding"] = "gzip"
            response.headers["vary"] = "accept-encoding"
        }
        return response
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "woff2": "font/woff2",
    ]
}
