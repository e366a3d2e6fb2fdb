import HTTP

/// Every path of a site with who may have it. What answers a request and what a menu shows are read from the same table.
package struct AccessTable: Sendable {
    private let endpointsByLength: [Int: [Endpoint]]
    /// Who may have the pages whose addresses name nothing, which is what menus are made of: asked a dozen times a page.
    private let rolesByPath: [String: Set<Visitor.Role>]

    package init(_ endpoints: [Endpoint]) {
        // What says more of the path comes first: /cases/new before /cases/{case}.
        endpointsByLength = Dictionary(grouping: endpoints) { $0.parts.count }.mapValues {
            $0.sorted { left, right in
                left.parts.lexicographicallyPrecedes(right.parts) { !$0.isParameter && $1.isParameter }
            }
        }
        let fixed = endpoints.filter { $0.method == .get && !$0.parts.contains(.parameter) }
        rolesByPath = Dictionary(uniqueKeysWithValues: fixed.map { ($0.pattern, $0.roles) })
    }

    /// What a path matches, the closest first.
    func endpoints(at segments: [String]) -> [Endpoint] {
        let endpoints = endpointsByLength[segments.count] ?? []
        return endpoints.indices.filter { PathPart.fits(endpoints[$0].parts, segments) }.map { endpoints[$0] }
    }

    /// Whether there is a page behind a link of ours, for whomever.
    package func holds(_ link: Link) -> Bool { admits(Set(Visitor.Role.allCases), to: link) }

    /// Whether the page behind a link of ours answers somebody with these roles.
    package func admits(_ roles: Set<Visitor.Role>, to link: Link) -> Bool {
        if let known = rolesByPath[link.address] { return !known.isDisjoint(with: roles) }
        let path = String(link.address.prefix { $0 != "?" && $0 != "#" })
        guard let segments = Request.segments(of: path) else { return false }
        return endpoints(at: segments).first { $0.method == .get }.map { !$0.roles.isDisjoint(with: roles) } ?? false
    }
}
