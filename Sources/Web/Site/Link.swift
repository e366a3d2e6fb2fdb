package import Basics
package import HTTP

/// An address that a page may point to: a page of our own, made by its ``Path``, or a checked address elsewhere.
package struct Link: Hashable, Sendable {
    package let address: String

    /// Only a path makes links to our own pages, so that a link to a page that isn't there doesn't compile.
    init(ownPath: String) {
        self.address = ownPath
    }

    /// A page elsewhere; `nil` unless it is plain http or https, so that no text from outside becomes a script.
    package init?(elsewhere address: String) {
        guard address.hasPrefix("https://") || address.hasPrefix("http://"),
            address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        self.address = address
    }

    /// Where a visitor came from, as an address tells it: a page of our own or nothing, so that no link sent by mail
    /// leads through us to elsewhere.
    package init?(back text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.address = text
    }

    /// A place on the same page: `#wage`.
    package init(fragment: String) {
        self.address = "#" + fragment
    }

    /// The same page with a query: `cases.with(["status": "open", "page": "2"])`.
    package func with(_ query: KeyValuePairs<String, String>) -> Link {
        let pairs = query.map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
        if pairs.isEmpty { return self }
        return Link(ownPath: address + (address.contains("?") ? "&" : "?") + pairs.joined(separator: "&"))
    }

    /// The same page with a form's answers, in the order of their names.
    package func filled(with answers: [String: String]) -> Link {
        answers.sorted { $0.key < $1.key }.reduce(self) { $0.with([$1.key: $1.value]) }
    }

    /// The same page, at one of its parts.
    package func at(_ fragment: String) -> Link { Link(ownPath: address + "#" + fragment) }
}

/// The addresses of pages that differ only in the key at their end, for long lists: `\(links, person)` in a markup.
package struct KeyedLinks<Of>: Sendable {
    /// All but the key, ready for an attribute.
    let stem: [UInt8]

    package init(_ path: Path<ID<Of>>) {
        precondition(path.parts.last?.isParameter == true, "the key stands at the end")
        let address = path(ID(0)).address
        self.stem = Markup(address.dropLast()).utf8
    }
}

extension Response {
    /// After a `POST`: the page that shows what was done.
    package static func seeOther(_ link: Link) -> Response { seeOther(link.address) }
}
